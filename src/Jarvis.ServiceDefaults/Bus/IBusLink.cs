using Jarvis.Contracts.Delivery;

namespace Jarvis.ServiceDefaults.Bus;

/// <summary>
/// The bus as the roles see it; the same calls on RabbitMQ and in memory. Every send completes at the broker's
/// confirm, waits for a lost broker at most the send timeout (5 s), and may still arrive after it has failed.
/// </summary>
public interface IBusLink
{
    /// <summary>Whether the broker is connected and all endpoints of this process consume.</summary>
    bool IsConnected { get; }

    /// <summary>Declares the device's exchange and binds it to the ingest exchange; safe to repeat.</summary>
    /// <exception cref="BusSendException">The broker is away or refuses.</exception>
    Task BindDeviceAsync(string deviceId, CancellationToken ct);

    /// <summary>An event of a device, to its own exchange; <paramref name="backfill"/> for telemetry spooled longer than two flush periods.</summary>
    /// <exception cref="BusSendException">Not confirmed; it may still arrive.</exception>
    Task SendEventAsync(IDeviceEvent message, bool backfill, CancellationToken ct);

    /// <summary>An event of the coordinator, to history.</summary>
    /// <exception cref="BusSendException">Not confirmed; it may still arrive.</exception>
    Task SendDecisionAsync(ICoordinatorEvent message, CancellationToken ct);

    /// <summary>A command to a device. A device that is not there is not an error: commands are sent again from state.</summary>
    /// <exception cref="BusSendException">Not confirmed; it may still arrive.</exception>
    Task SendCommandAsync(IDeviceCommand command, CancellationToken ct);

    /// <summary>What history tells the coordinator (<see cref="EventsStored"/>, <see cref="HistoryAnnounced"/>).</summary>
    /// <exception cref="BusSendException">Not confirmed; it may still arrive.</exception>
    Task SendToCoordinatorAsync(object message, CancellationToken ct);

    /// <summary>Starts or stops consuming at this process's endpoints of that kind; messages in flight are delivered again.</summary>
    Task SetConsumingAsync(BusEndpointKind kind, bool consuming, CancellationToken ct);
}
