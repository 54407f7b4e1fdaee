namespace Jarvis.DeviceAgent.Missions;

/// <summary>How one run ended. Exactly one of <see cref="ExitCode"/> and <see cref="Signal"/> is set when <see cref="StatusKnown"/>; a figure nobody measured is null.</summary>
internal sealed record RunEnded
{
    public required string Key { get; init; }
    public required int Pid { get; init; }
    public int? ExitCode { get; init; }
    public int? Signal { get; init; }

    /// <summary>CPU time of the main process and of those of its children it waited for.</summary>
    public double? CpuSeconds { get; init; }

    /// <summary>Largest resident set of one process of the tree; null when it was not above the supervisor's own (the kernel hands that figure on at spawn).</summary>
    public double? MaxRssMb { get; init; }
    public required DateTimeOffset EndedAt { get; init; }

    /// <summary>"wall_limit", "lease" or the reason given to <see cref="ISupervisor.StopAsync"/> ("stop"); null when it ended by itself.</summary>
    public string? StoppedBy { get; init; }

    /// <summary>False when the supervisor could not learn how it ended.</summary>
    public required bool StatusKnown { get; init; }

    /// <summary>Processes of its tree still living when the main process ended; the supervisor then ends them, and <see cref="ISupervisor.StopAsync"/> waits for that.</summary>
    public int NumRemaining { get; init; }

    /// <summary>Processes of the tree that outlived SIGKILL; null until the tree was seen to the end.</summary>
    public int? Survivors { get; init; }
}
