using MassTransit;
using Microsoft.Extensions.Logging;

namespace Jarvis.ServiceDefaults.Bus;

/// <summary>
/// Where a message goes that failed alone: once, with its reason, to <c>jarvis.dead-letters</c>; never <c>_error</c>,
/// <c>_skipped</c> or a fault message. When that fails too, the delivery goes back to its queue.
/// </summary>
internal sealed partial class DeadLetterFilter(
    string queue,
    int maxBodyBytes,
    DeadLetters letters,
    Func<ReceiveContext, DeadLetter, Task> write,
    TimeProvider time,
    ILogger log) : IFilter<ReceiveContext>, IFilter<ExceptionReceiveContext>
{
    private readonly ILogger _log = log;

    public int MaxBodyBytes => maxBodyBytes;

    public Task Send(ReceiveContext context, IPipe<ReceiveContext> next) =>
        SetAsideAsync(context, $"no consumer at {queue} for {TypeOf(context)}", null);

    public Task Send(ExceptionReceiveContext context, IPipe<ExceptionReceiveContext> next) =>
        SetAsideAsync(context, Reason(context.Exception), context.Exception);

    public void Probe(ProbeContext context) => context.CreateFilterScope("deadLetter");

    public async Task SetAsideAsync(ReceiveContext context, string reason, Exception? exception)
    {
        var letter = new DeadLetter(time.GetUtcNow(), queue, TypeOf(context), reason, (int)(context.Body.Length ?? 0));
        await write(context, letter);
        letters.Add(letter);
        SetAside(letter.MessageType, queue, reason, exception);
    }

    private static string? TypeOf(ReceiveContext context) =>
        context.TransportHeaders.TryGetHeader(MessageNames.Header, out var header) ? header?.ToString() : null;

    private static string Reason(Exception exception)
    {
        // The innermost says what the body lacks; what wraps it only says that deserializing failed.
        var cause = exception;
        while (cause.InnerException is { } inner) cause = inner;
        return $"{cause.GetType().Name}: {cause.Message}";
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "dead letter {MessageType} at {Queue}: {Reason}")]
    private partial void SetAside(string? messageType, string queue, string reason, Exception? exception);
}
