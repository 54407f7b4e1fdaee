using Jarvis.Contracts.Wire;
using RabbitMQ.Client;

namespace Jarvis.ServiceDefaults.Bus;

/// <summary>
/// The fixed topology, declared by every process: whoever starts first, nothing is sent to a queue that is not there yet.
/// </summary>
internal static class BrokerTopology
{
    public static async Task DeclareAsync(IChannel channel, CancellationToken ct)
    {
        await channel.ExchangeDeclareAsync(Topology.Ingest, ExchangeType.Topic, durable: true, autoDelete: false, cancellationToken: ct);
        await QueueAsync(channel, Topology.DeadLetters, EndpointTopology.DeadLetterArguments, ct);
        await BoundQueueAsync(channel, Topology.CoordinatorQueue, EndpointTopology.CoordinatorArguments, Topology.CoordinatorBindings, ct);
        await BoundQueueAsync(channel, Topology.HistoryQueue, EndpointTopology.HistoryArguments, Topology.HistoryBindings, ct);
    }

    // A fanout keeps the routing key, and a device that may only touch its own names can be bound by someone else later.
    public static async Task BindDeviceAsync(IChannel channel, string deviceId, CancellationToken ct)
    {
        await channel.ExchangeDeclareAsync(Topology.DeviceEvents(deviceId), ExchangeType.Fanout, durable: true, autoDelete: false, cancellationToken: ct);
        await channel.ExchangeBindAsync(Topology.Ingest, Topology.DeviceEvents(deviceId), "", cancellationToken: ct);
    }

    // As MassTransit lays out an endpoint: ingest → exchange of the queue's name → queue.
    private static async Task BoundQueueAsync(
        IChannel channel, string queue, Dictionary<string, object?> arguments, IReadOnlyList<string> keys, CancellationToken ct)
    {
        await channel.ExchangeDeclareAsync(queue, ExchangeType.Fanout, durable: true, autoDelete: false, cancellationToken: ct);
        await QueueAsync(channel, queue, arguments, ct);
        await channel.QueueBindAsync(queue, queue, "", cancellationToken: ct);
        foreach (var key in keys) await channel.ExchangeBindAsync(queue, Topology.Ingest, key, cancellationToken: ct);
    }

    private static Task<QueueDeclareOk> QueueAsync(IChannel channel, string queue, Dictionary<string, object?> arguments, CancellationToken ct) =>
        channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false, arguments: arguments, cancellationToken: ct);
}
