using Jarvis.Contracts.Decisions;
using Jarvis.Contracts.Delivery;
using Jarvis.Contracts.Devices;

namespace Jarvis.Contracts.Missions;

/// <summary>Agent → both: the journal has the attempt; from now on it is the agent's to end.</summary>
public sealed record MissionAccepted : IAttemptEvent
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

    /// <inheritdoc/>
    public required string MissionId { get; init; }

    /// <inheritdoc/>
    public required int Attempt { get; init; }
}

/// <summary>Agent → both: measured on the spot, the device has no room; the attempt never started and never will.</summary>
public sealed record MissionDeclined : IAttemptEvent
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

    /// <inheritdoc/>
    public required string MissionId { get; init; }

    /// <inheritdoc/>
    public required int Attempt { get; init; }

    /// <summary>What was short.</summary>
    public required Shortfall[] Shortfalls { get; init; }

    /// <summary>The live figures it was judged by; they replace the coordinator's older ones.</summary>
    public MachineFigures? Figures { get; init; }
}

/// <summary>Agent → both: a tombstone is journalled, so this attempt can never start here any more.</summary>
public sealed record AttemptAbsent : IAttemptEvent
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

    /// <inheritdoc/>
    public required string MissionId { get; init; }

    /// <inheritdoc/>
    public required int Attempt { get; init; }

    /// <summary>Why: <c>asked</c>, <c>stopped_before_start</c>, <c>stale_start</c>, <c>old_epoch</c>, <c>other_incarnation</c>.</summary>
    public required string Reason { get; init; }
}

/// <summary>Agent → both: the mission's process exists.</summary>
public sealed record MissionStarted : IAttemptEvent
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

    /// <inheritdoc/>
    public required string MissionId { get; init; }

    /// <inheritdoc/>
    public required int Attempt { get; init; }

    /// <summary>The run of a keep-alive attempt, from 0.</summary>
    public int Run { get; init; }

    /// <summary>Process id of the root of the tree.</summary>
    public required int Pid { get; init; }

    /// <summary>When the process was made, by the device's clock.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>The interpreter or program, as a real path.</summary>
    public string? Program { get; init; }

    /// <summary>The machine just before.</summary>
    public MachineFigures? InitialSnapshot { get; init; }
}

/// <summary>Agent → both: the attempt has ended and its tree is gone.</summary>
public sealed record MissionCompleted : IAttemptEvent
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

    /// <inheritdoc/>
    public required string MissionId { get; init; }

    /// <inheritdoc/>
    public required int Attempt { get; init; }

    /// <summary>The run of a keep-alive attempt, from 0.</summary>
    public int Run { get; init; }

    /// <summary>How it ended.</summary>
    public required Outcome Outcome { get; init; }

    /// <summary>One sentence with the evidence.</summary>
    public string? Reason { get; init; }

    /// <summary>Exit code; null when a signal ended it or it is not known.</summary>
    public int? ExitCode { get; init; }

    /// <summary>Signal number that ended it.</summary>
    public int? Signal { get; init; }

    /// <summary>The limit that stopped it, or (observe) was passed.</summary>
    public LimitBreach? Limit { get; init; }

    /// <summary>When its process was made; null when it never was.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    public required DateTimeOffset EndedAt { get; init; }

    /// <summary>Wall time between the two by a clock that counts sleep, seconds.</summary>
    public double? WallSeconds { get; init; }

    /// <summary>CPU time of the whole tree, ended children included, seconds.</summary>
    public double? CpuSeconds { get; init; }

    /// <summary>CPU seconds over wall seconds, percent of one core.</summary>
    public double? AverageCpuPercent { get; init; }

    /// <summary>Largest reading, percent of one core.</summary>
    public double? PeakCpuPercent { get; init; }

    /// <summary>Mean of the readings, MB.</summary>
    public double? AverageMemoryMb { get; init; }

    /// <summary>Largest memory of the tree, MB: the kernel's peak where there is one.</summary>
    public double? PeakMemoryMb { get; init; }

    /// <summary>Most threads seen.</summary>
    public int? PeakNumThreads { get; init; }

    /// <summary>Bytes read from storage.</summary>
    public long? ReadBytes { get; init; }

    /// <summary>Bytes written to storage.</summary>
    public long? WriteBytes { get; init; }

    /// <summary>Bytes the mission wrote to stdout, kept or not.</summary>
    public long StdoutBytes { get; init; }

    /// <summary>Bytes the mission wrote to stderr, kept or not.</summary>
    public long StderrBytes { get; init; }

    /// <summary>Processes of the tree still alive after the stop: 0, unless the kernel cannot end one.</summary>
    public int? Survivors { get; init; }

    /// <summary>True when figures come from polling the tree, so that short children may be missing.</summary>
    public bool Sampled { get; init; }

    /// <summary>The machine just after.</summary>
    public MachineFigures? FinalSnapshot { get; init; }
}

/// <summary>An event about one attempt.</summary>
public interface IAttemptEvent : IDeviceEvent
{
    /// <summary>The mission.</summary>
    string MissionId { get; }

    /// <summary>The attempt.</summary>
    int Attempt { get; }
}
