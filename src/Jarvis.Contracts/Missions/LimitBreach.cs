namespace Jarvis.Contracts.Missions;

/// <summary>Which limit was passed, by how much, and who acted.</summary>
public sealed record LimitBreach
{
    /// <summary><c>memory</c>, <c>cpu</c>, <c>time</c>, <c>idle</c>, <c>disk</c>, <c>processes</c> or <c>output</c>.</summary>
    public required string Limit { get; init; }

    /// <summary>What was seen, in <see cref="Unit"/>; null when the kernel acted before it could be read.</summary>
    public double? Observed { get; init; }

    /// <summary>The ceiling, in <see cref="Unit"/>.</summary>
    public required double Ceiling { get; init; }

    /// <summary><c>mb</c>, <c>seconds</c>, <c>processes</c>.</summary>
    public required string Unit { get; init; }

    /// <summary><c>kernel</c>, <c>agent</c> or <c>supervisor</c>.</summary>
    public required string By { get; init; }
}
