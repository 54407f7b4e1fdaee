using Jarvis.Contracts.Decisions;
using Jarvis.Contracts.Missions;

namespace Jarvis.Contracts.Api;

/// <summary>A mission as the API shows it.</summary>
public sealed record MissionView
{
    /// <summary>Its id.</summary>
    public required string MissionId { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its type.</summary>
    public required string Type { get; init; }

    /// <summary>Its session.</summary>
    public string? SessionId { get; init; }

    /// <summary>Where it is.</summary>
    public required MissionState State { get; init; }

    /// <summary>How it ended; null until it has.</summary>
    public Outcome? Outcome { get; init; }

    /// <summary>Why it waits, or why it ended so, in one sentence.</summary>
    public string? Reason { get; init; }

    /// <summary>The reason code of a waiting or rejected mission.</summary>
    public string? ReasonCode { get; init; }

    /// <summary>The device of the current or last attempt.</summary>
    public string? DeviceId { get; init; }

    /// <summary>The current or last attempt; null before the first.</summary>
    public int? Attempt { get; init; }

    /// <summary>Where that attempt is.</summary>
    public AttemptState? AttemptState { get; init; }

    /// <summary>Exit code of the script.</summary>
    public int? ExitCode { get; init; }

    /// <summary>Signal that ended the script.</summary>
    public int? Signal { get; init; }

    /// <summary>The limit that stopped it.</summary>
    public LimitBreach? Limit { get; init; }

    /// <summary>0–100.</summary>
    public required int Priority { get; init; }

    /// <summary>What was reserved for it, or what it asks for.</summary>
    public ResourceAmounts? Requests { get; init; }

    /// <summary>Its ceilings.</summary>
    public MissionLimits? Limits { get; init; }

    /// <summary>When it was accepted.</summary>
    public required DateTimeOffset SubmittedAt { get; init; }

    /// <summary>When it was placed last.</summary>
    public DateTimeOffset? AssignedAt { get; init; }

    /// <summary>When its process was made.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>CPU seconds of the tree.</summary>
    public double? CpuSeconds { get; init; }

    /// <summary>CPU seconds over wall seconds, percent of one core.</summary>
    public double? AverageCpuPercent { get; init; }

    /// <summary>Largest CPU reading, percent of one core.</summary>
    public double? PeakCpuPercent { get; init; }

    /// <summary>Largest memory of the tree, MB.</summary>
    public double? PeakMemoryMb { get; init; }

    /// <summary>Bytes read.</summary>
    public long? ReadBytes { get; init; }

    /// <summary>Bytes written.</summary>
    public long? WriteBytes { get; init; }

    /// <summary>Bytes the mission wrote to stdout: the log is complete when history has them.</summary>
    public long? StdoutBytes { get; init; }

    /// <summary>Bytes the mission wrote to stderr.</summary>
    public long? StderrBytes { get; init; }

    /// <summary>Processes left after the stop: 0.</summary>
    public int? Survivors { get; init; }

    /// <summary>Somebody asked to cancel it.</summary>
    public bool CancelRequested { get; init; }

    /// <summary>Its device is silent.</summary>
    public bool DeviceSilent { get; init; }

    /// <summary>A result that came after the end.</summary>
    public Outcome? LateOutcome { get; init; }

    /// <summary>The mission it repeats.</summary>
    public string? RetryOf { get; init; }

    /// <summary>Who submitted it.</summary>
    public string? SubmittedBy { get; init; }

    /// <summary>Position in the queue, from 1; null unless it waits.</summary>
    public int? QueuePosition { get; init; }
}

/// <summary>Why a mission is where it is, with the verdict for each device.</summary>
public sealed record MissionExplanation
{
    /// <summary>The mission.</summary>
    public required MissionView Mission { get; init; }

    /// <summary>The answer in one or two sentences, with figures.</summary>
    public required string Summary { get; init; }

    /// <summary>When it was judged.</summary>
    public required DateTimeOffset DecidedAt { get; init; }

    /// <summary>For a waiting mission: judged now. For a placed or rejected one: the recorded decision.</summary>
    public required bool Live { get; init; }

    /// <summary>What it asks for, after defaults.</summary>
    public required ResourceAmounts Requested { get; init; }

    /// <summary>One verdict per device (live), else those the decision recorded.</summary>
    public required IReadOnlyList<DeviceVerdict> Devices { get; init; }

    /// <summary>Devices per reason code.</summary>
    public required Dictionary<string, int> Counts { get; init; }

    /// <summary>The smallest change that would admit it; null when it needs none.</summary>
    public string? WouldRunIf { get; init; }
}
