using System.Diagnostics.Metrics;
using System.Reflection;

namespace Jarvis.ServiceDefaults.Telemetry;

/// <summary>The one meter of this process; everything on it is served at <c>/metrics</c>.</summary>
public static class JarvisMeter
{
    /// <summary>The meter's name.</summary>
    public const string Name = "Jarvis";

    /// <summary>Make instruments on it: names as <c>jarvis_missions_started</c>, base units.</summary>
    public static Meter Meter { get; } = new(Name);

    /// <summary>The version of this build, without the commit.</summary>
    public static string Version { get; } =
        (typeof(JarvisMeter).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0.0.0").Split('+')[0];

    internal static void SayBuild(string service) => Meter.CreateObservableGauge(
        "jarvis_build_info",
        () => new Measurement<int>(1, new KeyValuePair<string, object?>("version", Version), new("service", service)),
        description: "1; the labels say which build and service this is.");
}
