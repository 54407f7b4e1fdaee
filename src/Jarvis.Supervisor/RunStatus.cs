using System.Globalization;

namespace Jarvis.Supervisor;

/// <summary>How a run ended, as the status file says it and as it is told over the socket: lines NAME=VALUE between a first and a last line, unknown ones left out.</summary>
internal sealed record RunStatus
{
    private const string FirstLine = "jarvis-run-status 1";
    private const string LastLine = "end";

    public required string Key { get; init; }
    public required int Pid { get; init; }
    public int? ExitCode { get; init; }
    public int? Signal { get; init; }
    public double? CpuSeconds { get; init; }

    /// <summary>Null when it is not above what the supervisor itself used: the kernel hands its figure on at spawn.</summary>
    public long? MaxRssKb { get; init; }
    public required long EndedAtUnixMicroseconds { get; init; }

    /// <summary>Why the supervisor stopped it; null when it ended by itself.</summary>
    public string? StoppedBy { get; init; }

    /// <summary>Living processes of the tree when the main process ended.</summary>
    public int NumRemaining { get; init; }

    /// <summary>Processes that outlived SIGKILL; null until the tree was seen to the end.</summary>
    public int? Survivors { get; init; }

    /// <summary>The text of the status file.</summary>
    public string Format()
    {
        var text = new System.Text.StringBuilder(FirstLine).Append('\n');
        Add("key", Key);
        Add("pid", Text(Pid));
        Add("exit_code", ExitCode is { } code ? Text(code) : null);
        Add("signal", Signal is { } signal ? Text(signal) : null);
        Add("cpu_seconds", CpuSeconds?.ToString("F6", CultureInfo.InvariantCulture));
        Add("max_rss_kb", MaxRssKb is { } kb ? Text(kb) : null);
        Add("ended_at_unix_us", Text(EndedAtUnixMicroseconds));
        Add("stopped_by", StoppedBy);
        Add("remaining", Text(NumRemaining));
        Add("survivors", Survivors is { } left ? Text(left) : null);
        return text.Append(LastLine).Append('\n').ToString();

        void Add(string name, string? value)
        {
            if (value is not null)
                text.Append(name).Append('=').Append(value.ReplaceLineEndings(" ")).Append('\n');
        }
    }

    /// <summary>Reads what <see cref="Format"/> wrote; null for anything else or when it is cut off.</summary>
    public static RunStatus? Parse(string text)
    {
        var lines = text.Split('\n');
        if (lines.Length < 3 || lines[0] != FirstLine || lines[^2] != LastLine || lines[^1].Length != 0)
            return null;
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in lines.AsSpan(1, lines.Length - 3))
        {
            var equals = line.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0 || !values.TryAdd(line[..equals], line[(equals + 1)..]))
                return null;
        }
        if (!values.TryGetValue("key", out var key) || Number("pid") is not { } pid || Number("ended_at_unix_us") is not { } endedAt)
            return null;
        return new RunStatus
        {
            Key = key,
            Pid = (int)pid,
            ExitCode = (int?)Number("exit_code"),
            Signal = (int?)Number("signal"),
            CpuSeconds = values.TryGetValue("cpu_seconds", out var cpu) && double.TryParse(cpu, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) ? seconds : null,
            MaxRssKb = Number("max_rss_kb"),
            EndedAtUnixMicroseconds = endedAt,
            StoppedBy = values.GetValueOrDefault("stopped_by"),
            NumRemaining = (int)(Number("remaining") ?? 0),
            Survivors = (int?)Number("survivors"),
        };

        long? Number(string name) =>
            values.TryGetValue(name, out var value) && long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
