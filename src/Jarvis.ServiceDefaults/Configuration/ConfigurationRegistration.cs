using System.Collections;
using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace Jarvis.ServiceDefaults.Configuration;

/// <summary>Flags over environment over <c>jarvis.json</c> over defaults.</summary>
public static class ConfigurationRegistration
{
    private const string Prefix = "JARVIS_";

    /// <summary>Adds the three sources. The file is <c>--config FILE</c>, <c>JARVIS_CONFIG</c>, or <c>jarvis.json</c> in the working folder where there is one.</summary>
    /// <exception cref="ConfigurationException">A flag or the file is unusable.</exception>
    public static IConfigurationBuilder AddJarvisConfiguration(this IConfigurationBuilder builder, IReadOnlyList<string> args)
    {
        var flags = CommandFlags.Parse(args);
        var environment = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .Select(entry => ((string)entry.Key, (string?)entry.Value));
        var named = flags.GetValueOrDefault("Config") ?? Environment.GetEnvironmentVariable(Prefix + "CONFIG");
        if (named is not null && !File.Exists(named))
        {
            throw new ConfigurationException($"The configuration file {named} does not exist (flag --config, environment JARVIS_CONFIG).");
        }

        var file = Path.GetFullPath(named ?? "jarvis.json");
        if (File.Exists(file)) builder.AddInMemoryCollection(ReadFile(file));
        builder.AddInMemoryCollection(FromEnvironment(environment));
        builder.AddInMemoryCollection(flags);
        return builder;
    }

    /// <summary><c>JARVIS_DATA_DIR</c> → <c>DataDir</c>, <c>JARVIS_Admission__MaxCpuPercent</c> → <c>Admission:MaxCpuPercent</c>.</summary>
    internal static Dictionary<string, string?> FromEnvironment(IEnumerable<(string Name, string? Value)> variables)
    {
        var values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in variables)
        {
            if (!name.StartsWith(Prefix, StringComparison.Ordinal) || string.IsNullOrEmpty(value)) continue;
            var rest = name[Prefix.Length..];
            var flag = rest.ToLowerInvariant().Replace('_', '-');
            if (CommandFlags.Keys.TryGetValue(flag, out var key)) values[key] = value;
            else if (rest.Contains("__", StringComparison.Ordinal)) values[rest.Replace("__", ":", StringComparison.Ordinal)] = value;
        }

        return values;
    }

    private static IEnumerable<KeyValuePair<string, string?>> ReadFile(string file)
    {
        try
        {
            return new ConfigurationBuilder().AddJsonFile(file, optional: false, reloadOnChange: false).Build().AsEnumerable();
        }
        catch (Exception e) when (e is InvalidDataException or FormatException or JsonException or IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"The configuration file {file} cannot be read: {(e.InnerException ?? e).Message}");
        }
    }
}
