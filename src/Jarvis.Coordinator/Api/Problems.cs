using Jarvis.Contracts.Api;
using Jarvis.Coordinator.Api.Submissions;

namespace Jarvis.Coordinator.Api;

/// <summary>The problems this API answers. A code is for programs and never changes; a detail is for people.</summary>
internal static class Problems
{
    /// <summary>422: fields are wrong; nothing was stored.</summary>
    public static Problem Invalid(FieldErrors errors)
    {
        var fields = errors.ToDictionary();
        var (field, text) = fields.First();
        var more = fields.Count > 1 ? $" (and {fields.Count - 1} more)" : "";
        return Of(422, ProblemCodes.Invalid, "The request is malformed", $"{field}: {text[0]}; {text[1]}{more}") with { Errors = fields };
    }

    /// <summary>400: no JSON.</summary>
    public static Problem BadJson(string detail) => Of(400, ProblemCodes.BadJson, "The body is not JSON", detail);

    /// <summary>413: more bytes than are taken.</summary>
    public static Problem TooLarge(int mostBytes) =>
        Of(413, ProblemCodes.TooLarge, "The body is too large", $"at most {mostBytes} bytes are taken; send less, or let the mission fetch its input");

    /// <summary>415: not <c>application/json</c>.</summary>
    public static Problem NotJson() =>
        Of(415, ProblemCodes.UnsupportedMediaType, "The body's type is not taken", "send Content-Type: application/json");

    /// <summary>404: no such thing.</summary>
    public static Problem NotFound(string what) => Of(404, ProblemCodes.NotFound, "Not found", what);

    /// <summary>409: the id or key is taken by another body, or the state does not allow it.</summary>
    public static Problem Conflict(string detail) => Of(409, ProblemCodes.Conflict, "It conflicts with what is there", detail);

    /// <summary>409: a prefix of several ids.</summary>
    public static Problem Ambiguous(string prefix, IReadOnlyList<string> ids) =>
        Of(409, ProblemCodes.Ambiguous, "The id is ambiguous", $"'{FieldErrors.Shown(prefix)}' begins {string.Join(", ", ids)}{(ids.Count > 4 ? " and more" : "")}; give more of it");

    /// <summary>429: the decide loop has as much before it as it takes.</summary>
    public static Problem QueueFull() => Of(429, ProblemCodes.QueueFull, "Too many requests at once", "the coordinator is at its bound; send the same request again after the time in Retry-After");

    /// <summary>503: another coordinator leads.</summary>
    public static Problem NotLeader(string? leaderUrl) =>
        Of(503, ProblemCodes.NotLeader, "Another coordinator leads", leaderUrl is null ? "no leader is known yet; try again" : $"send it to {leaderUrl}") with { LeaderUrl = leaderUrl };

    /// <summary>503: the database does not answer, or whether it committed is not known.</summary>
    public static Problem DatabaseUnavailable() =>
        Of(503, ProblemCodes.DatabaseUnavailable, "The database is not available", "send the same request again; with an Idempotency-Key or a mission_id it is never taken twice");

    /// <summary>503: history does not answer.</summary>
    public static Problem HistoryUnavailable(string why) => Of(503, ProblemCodes.HistoryUnavailable, "The history store is not available", why);

    /// <summary>500: a fault of ours.</summary>
    public static Problem Internal(string trace) => Of(500, ProblemCodes.Internal, "The server failed", $"the fault is in the coordinator's log under {trace}");

    /// <summary>For an answer that the web framework gave without a body.</summary>
    public static Problem OfStatus(int status, string? detail) => status switch
    {
        404 => NotFound(detail ?? "there is nothing at this address"),
        405 => Of(405, ProblemCodes.MethodNotAllowed, "The method is not allowed here", detail ?? "see /openapi/v1.json"),
        413 => Of(413, ProblemCodes.TooLarge, "The body is too large", detail ?? "send less"),
        415 => NotJson(),
        >= 500 => Of(status, ProblemCodes.Internal, "The server failed", detail ?? "see the coordinator's log"),
        _ => Of(status, ProblemCodes.Invalid, "The request is malformed", detail ?? "see /openapi/v1.json"),
    };

    private static Problem Of(int status, string code, string title, string detail) =>
        new() { Type = $"urn:jarvis:problem:{code}", Title = title, Status = status, Detail = detail, Code = code };
}
