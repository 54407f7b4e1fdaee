using Jarvis.Contracts.Delivery;

namespace Jarvis.Contracts.Missions;

/// <summary>
/// Coordinator → device: run this attempt. Sent again from state until answered; the agent refuses it for another boot
/// or incarnation, an old epoch, a tombstoned attempt, or later than 120 s after the heartbeat it answers.
/// </summary>
public sealed record StartMission : IDeviceCommand
{
    /// <inheritdoc/>
    public required string DeviceId { get; init; }

    /// <inheritdoc/>
    public required long Epoch { get; init; }

    /// <summary>The mission.</summary>
    public required string MissionId { get; init; }

    /// <summary>The attempt.</summary>
    public required int Attempt { get; init; }

    /// <summary>The boot it is meant for.</summary>
    public required string BootId { get; init; }

    /// <summary>The incarnation it is meant for.</summary>
    public required Guid Incarnation { get; init; }

    /// <summary>The device's boottime in the heartbeat this answers, seconds.</summary>
    public required double HeartbeatBoottimeSeconds { get; init; }

    /// <summary>What to run.</summary>
    public required MissionSpec Spec { get; init; }

    /// <summary>The room reserved, every member set that the device has.</summary>
    public required ResourceAmounts Reserved { get; init; }

    /// <summary>Lease of a <c>move</c> attempt, seconds from the heartbeat on boottime; null: none.</summary>
    public double? LeaseSeconds { get; init; }
}

/// <summary>Coordinator → device: end this attempt; repeated until the end is reported. Idempotent.</summary>
public sealed record StopMission : IDeviceCommand
{
    /// <inheritdoc/>
    public required string DeviceId { get; init; }

    /// <inheritdoc/>
    public required long Epoch { get; init; }

    /// <summary>The mission.</summary>
    public required string MissionId { get; init; }

    /// <summary>The attempt.</summary>
    public required int Attempt { get; init; }

    /// <summary><c>cancelled</c>, <c>evicted</c> or <c>fenced</c>.</summary>
    public required string Reason { get; init; }

    /// <summary>Seconds between SIGTERM and SIGKILL.</summary>
    public required double GraceSeconds { get; init; }
}

/// <summary>Coordinator → device: say what became of this attempt; a device that never had it journals a tombstone.</summary>
public sealed record QueryAttempt : IDeviceCommand
{
    /// <inheritdoc/>
    public required string DeviceId { get; init; }

    /// <inheritdoc/>
    public required long Epoch { get; init; }

    /// <summary>The mission.</summary>
    public required string MissionId { get; init; }

    /// <summary>The attempt.</summary>
    public required int Attempt { get; init; }
}

/// <summary>Coordinator → device: the leases of its <c>move</c> attempts, from the heartbeat this answers.</summary>
public sealed record RenewLeases : IDeviceCommand
{
    /// <inheritdoc/>
    public required string DeviceId { get; init; }

    /// <inheritdoc/>
    public required long Epoch { get; init; }

    /// <summary>The device's boottime in the heartbeat this answers, seconds.</summary>
    public required double HeartbeatBoottimeSeconds { get; init; }

    /// <summary>Length from that heartbeat, seconds.</summary>
    public required double LeaseSeconds { get; init; }

    /// <summary>The attempts renewed.</summary>
    public required AttemptKey[] Attempts { get; init; }
}
