namespace Jarvis.Contracts.Delivery;

/// <summary>History → coordinator, each 5 s: where its read API answers.</summary>
public sealed record HistoryAnnounced
{
    /// <summary>Base address, such as <c>http://127.0.0.1:7071</c>.</summary>
    public required string Url { get; init; }

    /// <summary>The history store's version.</summary>
    public required string Version { get; init; }

    /// <summary>When, by the history store's clock.</summary>
    public required DateTimeOffset At { get; init; }
}
