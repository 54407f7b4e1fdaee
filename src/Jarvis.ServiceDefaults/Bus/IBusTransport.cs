using MassTransit;

namespace Jarvis.ServiceDefaults.Bus;

/// <summary>The one seam between RabbitMQ and memory; everything else of the bus is the same code.</summary>
internal interface IBusTransport : IAsyncDisposable
{
    /// <summary>Ends when what <see cref="PrepareAsync"/> connected is gone; never in memory.</summary>
    Task Lost { get; }

    /// <summary>Connects and declares the fixed topology; throws while the broker is away.</summary>
    Task PrepareAsync(CancellationToken ct);

    /// <summary>A new bus with these endpoints, not started.</summary>
    IBusControl Create(IReadOnlyList<BusEndpoint> endpoints);

    /// <summary>Makes the device's exchange and binds it to the ingest exchange.</summary>
    Task BindDeviceAsync(string deviceId, CancellationToken ct);

    /// <summary>Where a device's events are sent to.</summary>
    Uri EventsAddress(string deviceId);

    /// <summary>Where a device's commands are sent to; null when the device cannot be there.</summary>
    Uri? CommandsAddress(string deviceId);

    /// <summary>Where the coordinator's events are sent to.</summary>
    Uri IngestAddress { get; }

    /// <summary>Where the coordinator's own queue is reached.</summary>
    Uri CoordinatorAddress { get; }

    /// <summary>Routing key, and whether the broker hands the message back when no queue takes it.</summary>
    void Shape(SendContext context, string? routingKey, bool mandatory, bool durable);

    /// <summary>What went wrong, in words for people, without secrets.</summary>
    string Explain(Exception exception);
}
