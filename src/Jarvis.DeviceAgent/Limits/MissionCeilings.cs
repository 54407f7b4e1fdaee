namespace Jarvis.DeviceAgent.Limits;

/// <summary>What the kernel holds a run to; null: no ceiling of that kind.</summary>
internal sealed record MissionCeilings
{
    /// <summary>Memory of the whole tree, page cache included (it is reclaimed first); swap is not given on top.</summary>
    public double? MemoryMb { get; init; }

    /// <summary>100 = one core; throttles.</summary>
    public double? CpuPercent { get; init; }

    /// <summary>Processes and threads of the tree.</summary>
    public int? Processes { get; init; }

    /// <summary>Share of a busy CPU beside other missions; 100 is usual, 200 gets twice that.</summary>
    public double CpuWeight { get; init; } = 100;
}
