using System.Globalization;

namespace Jarvis.Supervisor;

/// <summary>A launch as it came over the wire.</summary>
internal sealed record LaunchRequest
{
    private const int MaxGroups = 32;

    public required string Key { get; init; }
    public required string WorkingDirectory { get; init; }
    public required string StdoutPath { get; init; }
    public required string StderrPath { get; init; }
    public required string StatusPath { get; init; }
    public required long GraceMilliseconds { get; init; }
    public long? WallMilliseconds { get; init; }
    public long? LeaseMilliseconds { get; init; }
    public required string[] Arguments { get; init; }
    public required string[] Environment { get; init; }
    public required string[] ProcsFiles { get; init; }

    /// <summary>Reads the fields of a launch frame; null and the reason when they are none.</summary>
    public static LaunchRequest? Parse(string[] fields, out string reason)
    {
        reason = "a launch needs at least 13 fields";
        if (fields.Length < 13)
            return null;
        var at = 10;
        reason = "times are whole milliseconds, not negative";
        if (Time(fields[7]) is not { } grace || (fields[8].Length > 0 && Time(fields[8]) is null) || (fields[9].Length > 0 && Time(fields[9]) is null))
            return null;
        reason = "a count does not match its fields";
        if (List(fields, ref at) is not { } arguments || List(fields, ref at) is not { } environment || List(fields, ref at) is not { } groups || at != fields.Length)
            return null;
        reason = "key, program, absolute paths and at most 32 groups are needed";
        if (fields[2].Length == 0 || arguments.Length == 0 || arguments[0].Length == 0 || groups.Length > MaxGroups
            || !fields.AsSpan(3, 4).ToArray().Concat(groups).All(p => p.StartsWith('/')))
            return null;
        reason = "";
        return new LaunchRequest
        {
            Key = fields[2],
            WorkingDirectory = fields[3],
            StdoutPath = fields[4],
            StderrPath = fields[5],
            StatusPath = fields[6],
            GraceMilliseconds = grace,
            WallMilliseconds = Time(fields[8]),
            LeaseMilliseconds = Time(fields[9]),
            Arguments = arguments,
            Environment = environment,
            ProcsFiles = groups,
        };
    }

    /// <summary>Milliseconds of a field, capped at a hundred years so that sums never overflow; null when it is not a number of them.</summary>
    public static long? Time(string field) =>
        long.TryParse(field, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? Math.Min(value, 100L * 365 * 86_400_000) : null;

    private static string[]? List(string[] fields, ref int at)
    {
        if (at >= fields.Length || !int.TryParse(fields[at], NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count > fields.Length - at - 1)
            return null;
        var list = fields[(at + 1)..(at + 1 + count)];
        at += 1 + count;
        return list;
    }
}
