using System.Text;
using Jarvis.Contracts.Wire;
using MassTransit;
using MassTransit.RabbitMqTransport;
using RabbitMQ.Client;

namespace Jarvis.ServiceDefaults.Bus;

/// <summary>Writes a dead letter on the endpoint's own channel and waits for the confirm; only then is the delivery acknowledged.</summary>
internal static class RabbitMqDeadLetters
{
    private const int KeptBytesOfOversize = 64 * 1024;

    public static async Task WriteAsync(ReceiveContext context, DeadLetter letter)
    {
        if (!context.TryGetPayload(out ChannelContext? channel)) throw new InvalidOperationException("the delivery has no channel");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(5));
        var delivery = context.TryGetPayload(out RabbitMqBasicConsumeContext? consumed) ? consumed : null;
        var properties = delivery is null ? new BasicProperties() : new BasicProperties(delivery.Properties);
        properties.DeliveryMode = DeliveryModes.Persistent;
        properties.Expiration = null;
        properties.Headers = new Dictionary<string, object?>(properties.Headers ?? new Dictionary<string, object?>())
        {
            ["jarvis-reason"] = Bounded(letter.Reason),
            ["jarvis-queue"] = letter.Queue,
            ["jarvis-at"] = letter.At.ToString(UtcInstantConverter.Format, System.Globalization.CultureInfo.InvariantCulture),
            ["jarvis-body-bytes"] = letter.BodyBytes,
            ["jarvis-exchange"] = delivery?.Exchange ?? "",
            ["jarvis-routing-key"] = delivery?.RoutingKey ?? "",
        };
        var body = context.Body.GetBytes();
        if (letter.Reason.Contains("over the cap", StringComparison.Ordinal)) body = body[..Math.Min(body.Length, KeptBytesOfOversize)];
        await channel.QueueDeclare(
            Topology.DeadLetters, true, false, false, EndpointTopology.DeadLetterArguments.ToDictionary(pair => pair.Key, pair => pair.Value!), limit.Token);
        await channel.BasicPublishAsync("", Topology.DeadLetters, true, properties, body, true, limit.Token);
    }

    // A header frame has a limit of its own.
    private static string Bounded(string reason) => Encoding.UTF8.GetByteCount(reason) <= 2000 ? reason : reason[..500] + "…";
}
