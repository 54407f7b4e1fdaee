using Jarvis.Contracts.Delivery;
using Jarvis.Contracts.Missions;

namespace Jarvis.Contracts.Decisions;

/// <summary>What all of the coordinator's events carry.</summary>
public abstract record CoordinatorEvent : ICoordinatorEvent
{
    /// <inheritdoc/>
    public required Guid JournalId { get; init; }

    /// <inheritdoc/>
    public required long Sequence { get; init; }

    /// <inheritdoc/>
    public required long Epoch { get; init; }

    /// <inheritdoc/>
    public required DateTimeOffset At { get; init; }
}

/// <summary>A mission was accepted: it is durable and will end in exactly one outcome.</summary>
public sealed record MissionSubmitted : CoordinatorEvent
{
    /// <summary>The mission.</summary>
    public required string MissionId { get; init; }

    /// <summary>What was submitted, defaults filled in; file contents and secrets left out.</summary>
    public required MissionSpec Spec { get; init; }

    /// <summary>The mission this one repeats.</summary>
    public string? RetryOf { get; init; }
}

/// <summary>A mission waits; sent when its reasons change, at most each 10 s.</summary>
public sealed record MissionWaiting : CoordinatorEvent
{
    /// <summary>The mission.</summary>
    public required string MissionId { get; init; }

    /// <summary>The figures.</summary>
    public required PlacementDecision Decision { get; init; }
}

/// <summary>A device was chosen and room reserved.</summary>
public sealed record MissionAssigned : CoordinatorEvent
{
    /// <summary>The mission.</summary>
    public required string MissionId { get; init; }

    /// <summary>The attempt.</summary>
    public required int Attempt { get; init; }

    /// <summary>The device.</summary>
    public required string DeviceId { get; init; }

    /// <summary>The room reserved.</summary>
    public required ResourceAmounts Reserved { get; init; }

    /// <summary>The figures.</summary>
    public required PlacementDecision Decision { get; init; }
}

/// <summary>Admission refused a well-formed mission.</summary>
public sealed record MissionRejected : CoordinatorEvent
{
    /// <summary>The mission.</summary>
    public required string MissionId { get; init; }

    /// <summary>The reason code.</summary>
    public required string Code { get; init; }

    /// <summary>The sentence: nearest device and what it lacks.</summary>
    public required string Detail { get; init; }

    /// <summary>The figures.</summary>
    public required PlacementDecision Decision { get; init; }
}

/// <summary>An attempt ended without a report of its device: it is proved never started, or its device is lost.</summary>
public sealed record AttemptLost : CoordinatorEvent
{
    /// <summary>The mission.</summary>
    public required string MissionId { get; init; }

    /// <summary>The attempt.</summary>
    public required int Attempt { get; init; }

    /// <summary>The device.</summary>
    public required string DeviceId { get; init; }

    /// <summary><c>never_started</c>, <c>absent</c>, <c>declined</c>, <c>device_lost</c>, <c>lease_ended</c>, <c>max_silence</c>.</summary>
    public required string Cause { get; init; }

    /// <summary>The evidence in one sentence.</summary>
    public required string Detail { get; init; }
}

/// <summary>A result came for a mission that had already ended; the outcome stays, this is kept beside it.</summary>
public sealed record LateResultReceived : CoordinatorEvent
{
    /// <summary>The mission.</summary>
    public required string MissionId { get; init; }

    /// <summary>The attempt that reported.</summary>
    public required int Attempt { get; init; }

    /// <summary>Its outcome.</summary>
    public required Outcome LateOutcome { get; init; }
}

/// <summary>A mission ended: its one outcome, final.</summary>
public sealed record MissionFinished : CoordinatorEvent
{
    /// <summary>The mission.</summary>
    public required string MissionId { get; init; }

    /// <summary>The attempt that decided it; null when none ran.</summary>
    public int? Attempt { get; init; }

    /// <summary>The device it ran on.</summary>
    public string? DeviceId { get; init; }

    /// <summary>The outcome.</summary>
    public required Outcome Outcome { get; init; }

    /// <summary>One sentence.</summary>
    public string? Reason { get; init; }

    /// <summary>The script's exit code.</summary>
    public int? ExitCode { get; init; }
}

/// <summary>A device has not been heard of for 15 s.</summary>
public sealed record DeviceSilent : CoordinatorEvent
{
    /// <summary>The device.</summary>
    public required string DeviceId { get; init; }

    /// <summary>When it was last heard, by the coordinator's clock.</summary>
    public required DateTimeOffset LastSeenAt { get; init; }
}

/// <summary>A device has not been heard of for two minutes.</summary>
public sealed record DeviceLost : CoordinatorEvent
{
    /// <summary>The device.</summary>
    public required string DeviceId { get; init; }

    /// <summary>When it was last heard, by the coordinator's clock.</summary>
    public required DateTimeOffset LastSeenAt { get; init; }
}

/// <summary>A silent or lost device spoke again.</summary>
public sealed record DeviceReturned : CoordinatorEvent
{
    /// <summary>The device.</summary>
    public required string DeviceId { get; init; }

    /// <summary>How long it was away, seconds by the coordinator's clock.</summary>
    public required double SilentSeconds { get; init; }
}
