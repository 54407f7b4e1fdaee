namespace Jarvis.Contracts.Api;

/// <summary>A list of the API: items, newest first unless said, and the cursor of the next page.</summary>
public sealed record ListPage<T>
{
    /// <summary>The items.</summary>
    public required IReadOnlyList<T> Items { get; init; }

    /// <summary>Give it as <c>cursor</c> for the next page; null at the end.</summary>
    public string? Next { get; init; }
}
