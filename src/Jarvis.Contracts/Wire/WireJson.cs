using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Jarvis.Contracts.Wire;

/// <summary>How Jarvis writes JSON everywhere: snake_case, compact, nulls left out, unknown members ignored.</summary>
public static class WireJson
{
    /// <summary>Options for programs that may use reflection (the hosts). The command line uses a source-generated context.</summary>
    public static JsonSerializerOptions Options { get; } = Create();

    /// <summary>Applies the wire's rules to options that a library owns (the bus, the web framework).</summary>
    public static void Apply(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
        options.DictionaryKeyPolicy = null;
        options.PropertyNameCaseInsensitive = false;
        options.WriteIndented = false;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip;
        options.MaxDepth = 32;
        options.Converters.Add(new UtcInstantConverter());
        options.Converters.Add(new FiniteFigureConverter());
    }

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "Only hosts that are not trimmed read Options.")]
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "Only hosts that are not trimmed read Options.")]
    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions();
        Apply(options);
        options.TypeInfoResolver = new System.Text.Json.Serialization.Metadata.DefaultJsonTypeInfoResolver();
        options.MakeReadOnly();
        return options;
    }
}
