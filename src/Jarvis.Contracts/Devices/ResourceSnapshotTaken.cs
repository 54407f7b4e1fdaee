using System.Text.Json.Serialization;
using Jarvis.Contracts.Delivery;
using Jarvis.Contracts.Missions;
using Jarvis.Contracts.Wire;

namespace Jarvis.Contracts.Devices;

/// <summary>Why a snapshot was taken.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<SnapshotPhase>))]
public enum SnapshotPhase
{
    /// <summary>A phase this version does not know.</summary>
    Unknown,

    /// <summary>A mission is about to start.</summary>
    Initial,

    /// <summary>The regular flush.</summary>
    Periodic,

    /// <summary>A mission has just ended.</summary>
    Final,
}

/// <summary>
/// Agent → both: the machine's readings of a window and every live attempt, so it is also the heartbeat.
/// Its sequence is in the telemetry lane.
/// </summary>
public sealed record ResourceSnapshotTaken : IDeviceEvent
{
    /// <inheritdoc/>
    public required string DeviceId { get; init; }

    /// <inheritdoc/>
    public required Guid JournalId { get; init; }

    /// <inheritdoc/>
    public required Guid Incarnation { get; init; }

    /// <inheritdoc/>
    public required long Sequence { get; init; }

    /// <inheritdoc/>
    public required DateTimeOffset At { get; init; }

    /// <summary>The boot the device is in.</summary>
    public required string BootId { get; init; }

    /// <summary>The device's boottime when this was taken, seconds: what leases and start deadlines count from.</summary>
    public required double BoottimeSeconds { get; init; }

    /// <summary>The highest epoch the agent has seen; 0 before it was admitted.</summary>
    public required long Epoch { get; init; }

    /// <summary>Why it was taken.</summary>
    public required SnapshotPhase Phase { get; init; }

    /// <summary>The mission whose start or end it marks.</summary>
    public string? MissionId { get; init; }

    /// <summary>The attempt whose start or end it marks.</summary>
    public int? Attempt { get; init; }

    /// <summary>The readings.</summary>
    public required MachineColumns Machine { get; init; }

    /// <summary>Every attempt the device holds that has not ended.</summary>
    public required HeldAttempt[] Attempts { get; init; }

    /// <summary>What the agent's own process used since the last snapshot, percent of one core.</summary>
    public double? AgentCpuPercent { get; init; }

    /// <summary>Telemetry sequences this journal dropped, first and last of each range, since the last snapshot.</summary>
    public SequenceRange[]? Dropped { get; init; }
}

/// <summary>A closed range of sequences of one lane.</summary>
/// <param name="First">The first.</param>
/// <param name="Last">The last.</param>
public readonly record struct SequenceRange(long First, long Last);
