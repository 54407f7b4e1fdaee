namespace Jarvis.DeviceAgent.Limits;

/// <summary>What the kernel recorded about a run's ceilings; null: this machine does not record it.</summary>
internal readonly record struct MemoryEvidence
{
    /// <summary>Processes of the run killed because memory ran out.</summary>
    public long? OomKills { get; init; }

    /// <summary>Largest memory of the whole tree, page cache included.</summary>
    public double? PeakMb { get; init; }

    /// <summary>Times the memory ceiling was hit and something had to be reclaimed.</summary>
    public long? LimitHits { get; init; }

    /// <summary>Forks refused by the ceiling on processes.</summary>
    public long? PidsRefused { get; init; }
}
