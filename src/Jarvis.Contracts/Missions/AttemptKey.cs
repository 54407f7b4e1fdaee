namespace Jarvis.Contracts.Missions;

/// <summary>One placing of a mission. <paramref name="Attempt"/> is the fencing token: it only grows.</summary>
/// <param name="MissionId">The mission.</param>
/// <param name="Attempt">From 1.</param>
public readonly record struct AttemptKey(string MissionId, int Attempt)
{
    /// <summary>For logs: <c>mission/attempt</c>.</summary>
    public override string ToString() => $"{MissionId}/{Attempt}";
}

/// <summary>An attempt a device holds, with its state.</summary>
public sealed record HeldAttempt
{
    /// <summary>The mission.</summary>
    public required string MissionId { get; init; }

    /// <summary>The attempt.</summary>
    public required int Attempt { get; init; }

    /// <summary>The run of a keep-alive attempt, from 0.</summary>
    public int Run { get; init; }

    /// <summary>Its state on the device.</summary>
    public required AttemptState State { get; init; }

    /// <summary>Largest reservation it was started with, so that a coordinator that lost its state can count it.</summary>
    public ResourceAmounts? Requests { get; init; }

    /// <summary>CPU percent of its tree, 100 = one core; null when not yet read.</summary>
    public double? CpuPercent { get; init; }

    /// <summary>Memory of its tree without page cache, MB.</summary>
    public double? MemoryMb { get; init; }
}
