using Jarvis.Contracts.Api;
using Jarvis.Contracts.Decisions;
using Jarvis.Contracts.Devices;
using Jarvis.Contracts.Missions;

namespace Jarvis.Coordinator.Dispatch;

/// <summary>
/// A mission as it is kept: what the API shows of it, and what only the core needs. Written whole on every change; the
/// submission itself (it may have megabytes of files) is written once, as a <see cref="SpecRow"/>.
/// </summary>
internal sealed record MissionRow
{
    /// <summary>The mission as the API shows it; the columns that lists are filtered by are taken from it.</summary>
    public required MissionView View { get; init; }

    /// <summary>SHA-256 of the submitted body, hex: the same id with another body is a conflict.</summary>
    public required string BodyHash { get; init; }

    /// <summary>The last decision about it, as it was recorded.</summary>
    public PlacementDecision? Decision { get; init; }

    /// <summary>When that was.</summary>
    public DateTimeOffset? DecidedAt { get; init; }

    /// <summary>The core's own counters.</summary>
    public MissionMemo Memo { get; init; } = new();
}

/// <summary>What the core remembers of a mission beside what it shows; kept as JSON, so members can be added freely.</summary>
internal sealed record MissionMemo
{
    /// <summary>Number of the last attempt; 0 before the first.</summary>
    public int LastAttempt { get; init; }
}

/// <summary>What was submitted, defaults filled in. Never changes.</summary>
/// <param name="MissionId">The mission.</param>
/// <param name="Spec">The submission.</param>
internal sealed record SpecRow(string MissionId, MissionSpec Spec);

/// <summary>One placing of a mission. At most one of a mission is neither ended nor fenced nor proved never to have run.</summary>
internal sealed record AttemptRow
{
    /// <summary>The mission.</summary>
    public required string MissionId { get; init; }

    /// <summary>From 1.</summary>
    public required int Attempt { get; init; }

    /// <summary>The last run heard of, from 0.</summary>
    public int Run { get; init; }

    /// <summary>Where it was placed.</summary>
    public required string DeviceId { get; init; }

    /// <summary>Where it is.</summary>
    public required AttemptState State { get; init; }

    /// <summary>The leadership that placed it.</summary>
    public required long Epoch { get; init; }

    /// <summary>The boot of the device it is meant for.</summary>
    public string? BootId { get; init; }

    /// <summary>The agent's start it is meant for.</summary>
    public Guid? Incarnation { get; init; }

    /// <summary>The device's boottime in the heartbeat its start answers, seconds.</summary>
    public double? HeartbeatBoottimeSeconds { get; init; }

    /// <summary>Length of its lease, seconds; null: none.</summary>
    public double? LeaseSeconds { get; init; }

    /// <summary>When its lease has surely ended, by this coordinator's clock.</summary>
    public DateTimeOffset? LeaseUntil { get; init; }

    /// <summary>The room held for it.</summary>
    public required ResourceAmounts Reserved { get; init; }

    /// <summary>When room was reserved.</summary>
    public required DateTimeOffset ReservedAt { get; init; }

    /// <summary>When its start was sent first.</summary>
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>When the agent's journal had it.</summary>
    public DateTimeOffset? AcceptedAt { get; init; }

    /// <summary>When its process was made.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended, was fenced, declined or proved never to have started.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Why it is to be stopped: <c>cancelled</c>, <c>evicted</c>, <c>fenced</c>; null when it is not.</summary>
    public string? StopReason { get; init; }
}

/// <summary>A device as it is kept. Figures are not: they are minutes old after a restart and the device sends new ones at once.</summary>
internal sealed record DeviceRow
{
    /// <summary>Its id.</summary>
    public required string DeviceId { get; init; }

    /// <summary>What it was taken to be.</summary>
    public required DeviceState State { get; init; }

    /// <summary>What it said of itself last.</summary>
    public required DeviceRegistered Registered { get; init; }

    /// <summary>When it was heard of last, by this coordinator's clock.</summary>
    public required DateTimeOffset LastSeenAt { get; init; }
}

/// <summary>How much of a device's journal is committed here.</summary>
internal sealed record JournalProgressRow
{
    /// <summary>The device.</summary>
    public required string DeviceId { get; init; }

    /// <summary>Its journal.</summary>
    public required Guid JournalId { get; init; }

    /// <summary>Every lifecycle event up to here is committed.</summary>
    public required long LifecycleSequence { get; init; }

    /// <summary>Committed ones above a gap, ascending.</summary>
    public long[] Above { get; init; } = [];
}

/// <summary>A caller's key, kept 24 h with what it stood for.</summary>
/// <param name="Key">The header Idempotency-Key.</param>
/// <param name="BodyHash">SHA-256 of the body it came with, hex.</param>
/// <param name="MissionId">The mission it made.</param>
/// <param name="At">When.</param>
internal sealed record IdempotencyRow(string Key, string BodyHash, string MissionId, DateTimeOffset At);
