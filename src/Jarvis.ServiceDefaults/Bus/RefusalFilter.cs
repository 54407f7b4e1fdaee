using MassTransit;

namespace Jarvis.ServiceDefaults.Bus;

/// <summary>
/// Before anything is parsed: a message without a name would be given to every consumer of the queue, so it is refused here,
/// as are those without a body, with one over the cap, and with a name nobody knows.
/// </summary>
internal sealed class RefusalFilter(DeadLetterFilter deadLetters) : IFilter<ReceiveContext>
{
    public Task Send(ReceiveContext context, IPipe<ReceiveContext> next)
    {
        var reason = Reason(context);
        return reason is null ? next.Send(context) : deadLetters.SetAsideAsync(context, reason, null);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("refusal");

    private string? Reason(ReceiveContext context)
    {
        var length = context.Body.Length ?? 0;
        if (length == 0) return "no body";
        if (length > deadLetters.MaxBodyBytes) return $"body of {length} bytes is over the cap of {deadLetters.MaxBodyBytes} bytes";
        if (!context.TransportHeaders.TryGetHeader(MessageNames.Header, out var header) || header?.ToString() is not { Length: > 0 } name)
        {
            return $"no {MessageNames.Header} header";
        }

        return MessageNames.IsKnown(name) ? null : $"unknown message type {name}";
    }
}
