namespace Jarvis.ServiceDefaults.Configuration;

/// <summary>The flags of the hosts and what they set. <c>--data-dir X</c> and <c>JARVIS_DATA_DIR</c> set <c>DataDir</c>.</summary>
public static class CommandFlags
{
    private static readonly string[] Known =
    [
        "broker", "database", "seq", "seq-api-key", "urls", "data-dir", "device-id", "cpus", "memory", "disk", "label",
        "server", "port", "devices", "idle-exit", "python", "config", "log-level", "history-url",
    ];

    /// <summary>Flag (and environment variable) → configuration key.</summary>
    public static IReadOnlyDictionary<string, string> Keys { get; } =
        Known.ToDictionary(flag => flag, PascalCase, StringComparer.Ordinal);

    /// <summary>
    /// Reads <c>--flag value</c>, <c>--flag=value</c>, <c>--Section:Key value</c> and <c>--label k=v</c> (as often as wanted,
    /// gives <c>Labels:k</c>).
    /// </summary>
    /// <exception cref="ConfigurationException">A flag is unknown or has no value; all faults together.</exception>
    public static Dictionary<string, string?> Parse(IReadOnlyList<string> args)
    {
        var values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        var faults = new List<string>();
        for (var i = 0; i < args.Count; i++)
        {
            if (!args[i].StartsWith("--", StringComparison.Ordinal))
            {
                faults.Add($"'{args[i]}' is not expected here; settings are given as --name value.");
                continue;
            }

            var (name, value) = Split(args[i][2..]);
            var key = name.Contains(':', StringComparison.Ordinal) ? name : Keys.GetValueOrDefault(name);
            if (key is null)
            {
                faults.Add($"--{name} is not a flag. Known: {string.Join(", ", Keys.Keys.Order().Select(flag => "--" + flag))}, --Section:Key.");
                if (value is null && i + 1 < args.Count && !args[i + 1].StartsWith("--", StringComparison.Ordinal)) i++;
                continue;
            }

            if (value is null && ++i < args.Count) value = args[i];
            if (value is null) faults.Add($"--{name} needs a value.");
            else if (key == "Label") AddLabel(value, values, faults);
            else values[key] = value;
        }

        return faults.Count == 0 ? values : throw new ConfigurationException(faults);
    }

    private static (string Name, string? Value) Split(string flag)
    {
        var at = flag.IndexOf('=', StringComparison.Ordinal);
        return at < 0 ? (flag, null) : (flag[..at], flag[(at + 1)..]);
    }

    private static void AddLabel(string value, Dictionary<string, string?> values, List<string> faults)
    {
        var at = value.IndexOf('=', StringComparison.Ordinal);
        if (at <= 0) faults.Add($"--label {value} is not of the form name=value.");
        else values["Labels:" + value[..at]] = value[(at + 1)..];
    }

    private static string PascalCase(string flag) =>
        string.Concat(flag.Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
}
