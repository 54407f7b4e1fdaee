namespace Jarvis.Contracts.Missions;

/// <summary>Amounts of a device's resources: what a mission asks for. Null: not said.</summary>
public record ResourceAmounts
{
    /// <summary>Percent of one core: 100 is one core.</summary>
    public double? CpuPercent { get; init; }

    /// <summary>Memory, MB (1024² bytes).</summary>
    public double? MemoryMb { get; init; }

    /// <summary>Disk in the work folder, MB.</summary>
    public double? DiskMb { get; init; }

    /// <summary>Whole or part of GPUs.</summary>
    public double? Gpus { get; init; }

    /// <summary>GPU memory, MB.</summary>
    public double? GpuMemoryMb { get; init; }
}

/// <summary>A mission's ceilings, held by the agent. Null: none.</summary>
public sealed record MissionLimits : ResourceAmounts
{
    /// <summary>Wall time of the attempt, seconds.</summary>
    public double? WallSeconds { get; init; }

    /// <summary>CPU time of the whole tree, seconds.</summary>
    public double? CpuSeconds { get; init; }

    /// <summary>Seconds without CPU use and output.</summary>
    public double? IdleSeconds { get; init; }

    /// <summary>Processes and threads of the tree.</summary>
    public int? Processes { get; init; }

    /// <summary>Output of both streams, MB.</summary>
    public double? OutputMb { get; init; }

    /// <summary>Hold them, or only record that they were passed.</summary>
    public Enforcement Enforcement { get; init; } = Enforcement.Enforce;
}
