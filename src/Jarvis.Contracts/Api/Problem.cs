namespace Jarvis.Contracts.Api;

/// <summary>An RFC 9457 problem (<c>application/problem+json</c>) with a stable <see cref="Code"/>.</summary>
public sealed record Problem
{
    /// <summary><c>urn:jarvis:problem:CODE</c>.</summary>
    public string? Type { get; init; }

    /// <summary>The kind of problem in words.</summary>
    public string? Title { get; init; }

    /// <summary>HTTP status.</summary>
    public int Status { get; init; }

    /// <summary>What is wrong here and what to do.</summary>
    public string? Detail { get; init; }

    /// <summary>One of <see cref="ProblemCodes"/>.</summary>
    public required string Code { get; init; }

    /// <summary>For malformed input: field → what is wrong and the fix.</summary>
    public Dictionary<string, string[]>? Errors { get; init; }

    /// <summary>For <see cref="ProblemCodes.NotLeader"/>: the base address of the coordinator that leads, when known.</summary>
    public string? LeaderUrl { get; init; }
}

/// <summary>The closed list of problem codes.</summary>
public static class ProblemCodes
{
    /// <summary>422: the fields in <c>errors</c> are malformed; nothing was stored.</summary>
    public const string Invalid = "invalid";

    /// <summary>400: the body is not the JSON expected.</summary>
    public const string BadJson = "bad_json";

    /// <summary>413: the body is over the cap.</summary>
    public const string TooLarge = "too_large";

    /// <summary>415: the body is not <c>application/json</c>.</summary>
    public const string UnsupportedMediaType = "unsupported_media_type";

    /// <summary>405: the address does not take this method.</summary>
    public const string MethodNotAllowed = "method_not_allowed";

    /// <summary>404: no such thing.</summary>
    public const string NotFound = "not_found";

    /// <summary>409: the id or the idempotency key is taken by another body.</summary>
    public const string Conflict = "conflict";

    /// <summary>409: an id prefix that is not unique.</summary>
    public const string Ambiguous = "ambiguous";

    /// <summary>429: too much is queued; see Retry-After.</summary>
    public const string QueueFull = "queue_full";

    /// <summary>503: another coordinator leads; its address is in <c>leader_url</c>.</summary>
    public const string NotLeader = "not_leader";

    /// <summary>503: the database does not answer; see Retry-After.</summary>
    public const string DatabaseUnavailable = "database_unavailable";

    /// <summary>503: no history store has announced itself or it does not answer.</summary>
    public const string HistoryUnavailable = "history_unavailable";

    /// <summary>500: a fault of ours.</summary>
    public const string Internal = "internal";
}
