using System.Globalization;
using Jarvis.Contracts.Missions;
using Jarvis.Contracts.Wire;
using Jarvis.Coordinator.Api.Submissions;

namespace Jarvis.Coordinator.Api.Lists;

/// <summary>Which missions a list holds. Null: not asked.</summary>
internal sealed record MissionQuery
{
    /// <summary>Most items of a page.</summary>
    public const int MostItems = 1000;

    /// <summary>Items of a page, 1–1000.</summary>
    public int Limit { get; init; } = 100;

    /// <summary>In one of these states; empty: any.</summary>
    public IReadOnlyList<MissionState> States { get; init; } = [];

    /// <summary>Ended so.</summary>
    public Outcome? Outcome { get; init; }

    /// <summary>Placed there last.</summary>
    public string? DeviceId { get; init; }

    /// <summary>Of this type.</summary>
    public string? Type { get; init; }

    /// <summary>Of this session.</summary>
    public string? SessionId { get; init; }

    /// <summary>Submitted by.</summary>
    public string? SubmittedBy { get; init; }

    /// <summary>Accepted at or after.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>After this one in the list's order.</summary>
    public MissionCursor? After { get; init; }

    /// <summary>
    /// Reads the parameters of <c>GET /missions</c> (the command line's flags); what is wrong goes to <paramref name="errors"/>.
    /// </summary>
    /// <param name="parameter">Value of a parameter, or null.</param>
    /// <param name="now">What a <c>since</c> given as a duration counts from.</param>
    /// <param name="errors">What is wrong.</param>
    public static MissionQuery Read(Func<string, string?> parameter, DateTimeOffset now, FieldErrors errors) => new()
    {
        Limit = ReadLimit(parameter("limit"), errors),
        States = ReadStates(parameter("state"), errors),
        Outcome = ReadOutcome(parameter("outcome"), errors),
        DeviceId = Text(parameter("device"), "device", errors),
        Type = Text(parameter("type"), "type", errors),
        SessionId = Text(parameter("session"), "session", errors),
        SubmittedBy = Text(parameter("submitted_by") ?? parameter("mine"), "submitted_by", errors),
        Since = ReadSince(parameter("since"), now, errors),
        After = ReadCursor(parameter("cursor"), errors),
    };

    /// <summary>1–1000, 100 when absent.</summary>
    public static int ReadLimit(string? text, FieldErrors errors)
    {
        if (string.IsNullOrEmpty(text)) return 100;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit is >= 1 and <= MostItems) return limit;
        errors.Add("limit", $"'{FieldErrors.Shown(text)}' is out of range", "use a whole number from 1 to 1000");
        return 1;
    }

    private static MissionState[] ReadStates(string? text, FieldErrors errors)
    {
        if (string.IsNullOrEmpty(text)) return [];
        var states = text.Split(',').Select(name => WireName.Parse<MissionState>(name.Trim())).ToArray();
        if (states.Any(state => state is null)) errors.Add("state", $"'{FieldErrors.Shown(text)}' is no state", "use waiting, assigned, running or finished, or several with commas");
        return [.. states.OfType<MissionState>()];
    }

    private static Outcome? ReadOutcome(string? text, FieldErrors errors)
    {
        if (string.IsNullOrEmpty(text)) return null;
        var outcome = WireName.Parse<Outcome>(text);
        if (outcome is null)
            errors.Add("outcome", $"'{FieldErrors.Shown(text)}' is no outcome", "use succeeded, failed, limit_exceeded, evicted, env_failed, rejected, cancelled, lost or expired");
        return outcome;
    }

    private static DateTimeOffset? ReadSince(string? text, DateTimeOffset now, FieldErrors errors)
    {
        if (string.IsNullOrEmpty(text)) return null;
        if (SinceText.Parse(text, now) is { } instant) return instant;
        errors.Add("since", $"'{FieldErrors.Shown(text)}' is no time", "use a duration such as 30m, 12h or 7d, or an instant such as 2026-01-31T12:00:00Z");
        return null;
    }

    private static MissionCursor? ReadCursor(string? text, FieldErrors errors)
    {
        if (string.IsNullOrEmpty(text)) return null;
        if (MissionCursor.Parse(text) is { } cursor) return cursor;
        errors.Add("cursor", "it is not one of this server's", "give the `next` of the page before, or leave it out");
        return null;
    }

    private static string? Text(string? text, string field, FieldErrors errors)
    {
        if (string.IsNullOrEmpty(text)) return null;
        if (text.Length <= 200 && !text.Contains('\0')) return text;
        errors.Add(field, "it is too long or contains a NUL character", "use at most 200 characters");
        return null;
    }
}
