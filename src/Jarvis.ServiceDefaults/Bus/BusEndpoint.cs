using MassTransit;

namespace Jarvis.ServiceDefaults.Bus;

/// <summary>The three places a process of ours consumes at.</summary>
public enum BusEndpointKind
{
    /// <summary><c>jarvis-coordinator</c>: lifecycle and live events; one active consumer.</summary>
    Coordinator,

    /// <summary><c>jarvis-history</c>: everything on the ingest exchange; several consumers share it.</summary>
    History,

    /// <summary><c>jarvis.device.ID.commands</c>: one device's commands; one consumer.</summary>
    DeviceCommands,
}

/// <summary>
/// One endpoint of this process. <paramref name="Configure"/> only adds consumers (<c>e.Consumer(() => new X(...))</c>);
/// names, queues, bindings, prefetch and what happens to poison are the bus's. It is called again each time the
/// bus is built anew, which is after each loss of the broker.
/// </summary>
public sealed record BusEndpoint(
    BusEndpointKind Kind,
    string? DeviceId,
    Action<IServiceProvider, IReceiveEndpointConfigurator> Configure)
{
    /// <summary>False: consumes only once <see cref="IBusLink.SetConsumingAsync"/> says so (a coordinator that does not lead yet).</summary>
    public bool ConsumesFromStart { get; init; } = true;
}
