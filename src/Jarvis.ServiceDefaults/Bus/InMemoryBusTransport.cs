using Jarvis.Contracts.Wire;
using MassTransit;
using MassTransit.Transports.Fabric;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Jarvis.ServiceDefaults.Bus;

/// <summary>The same exchanges, keys and queues inside one process. What is queued dies with it; journals send it again.</summary>
internal sealed class InMemoryBusTransport(IServiceProvider provider, BusOptions options) : IBusTransport
{
    private readonly HashSet<string> _devices = new(StringComparer.Ordinal);

    public Task Lost { get; } = Task.Delay(Timeout.Infinite);

    public Uri IngestAddress { get; } = new($"exchange:{Topology.Ingest}?type=topic");

    public Uri CoordinatorAddress { get; } = new($"queue:{Topology.CoordinatorQueue}");

    public Task PrepareAsync(CancellationToken ct) => Task.CompletedTask;

    public Task BindDeviceAsync(string deviceId, CancellationToken ct) => Task.CompletedTask;

    // One process, so a device's own exchange would only be a detour.
    public Uri EventsAddress(string deviceId) => IngestAddress;

    // A queue that nobody reads would grow for as long as the process lives.
    public Uri? CommandsAddress(string deviceId)
    {
        lock (_devices) return _devices.Contains(deviceId) ? new($"queue:{Topology.DeviceCommands(deviceId)}") : null;
    }

    public void Shape(SendContext context, string? routingKey, bool mandatory, bool durable)
    {
        if (routingKey is not null) context.SetRoutingKey(routingKey);
    }

    public string Explain(Exception exception) => exception.Message;

    public IBusControl Create(IReadOnlyList<BusEndpoint> endpoints)
    {
        var letters = provider.GetRequiredService<DeadLetters>();
        var time = provider.GetRequiredService<TimeProvider>();
        var log = provider.GetRequiredService<ILoggerFactory>().CreateLogger<DeadLetterFilter>();
        return MassTransit.Bus.Factory.CreateUsingInMemory(bus =>
        {
            BusPipeline.UseWireJson(bus);
            foreach (var endpoint in endpoints)
            {
                var queue = EndpointTopology.Queue(endpoint);
                bus.ReceiveEndpoint(queue, e =>
                {
                    e.ConfigureConsumeTopology = false;
                    e.PrefetchCount = options.Prefetch;
                    e.ConcurrentMessageLimit = options.Prefetch;
                    foreach (var key in EndpointTopology.Bindings(endpoint)) e.Bind(Topology.Ingest, ExchangeType.Topic, key);
                    BusPipeline.UseDeadLetters(e, new(queue, options.MaxBodyBytes, letters, (_, _) => Task.CompletedTask, time, log));
                    endpoint.Configure(provider, e);
                });
                if (endpoint is { Kind: BusEndpointKind.DeviceCommands, DeviceId: { } device })
                {
                    lock (_devices) _devices.Add(device);
                }
            }
        });
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
