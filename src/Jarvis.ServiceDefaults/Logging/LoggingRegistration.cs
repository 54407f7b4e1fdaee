using System.Globalization;
using Jarvis.ServiceDefaults.Configuration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting.Compact;

namespace Jarvis.ServiceDefaults.Logging;

/// <summary>Compact JSON lines on stdout, and to Seq where one is named. A Seq that is dead, slow or refuses delays nothing.</summary>
public static class LoggingRegistration
{
    private const int QueuedEvents = 10_000;
    private const long EventBodyLimitBytes = 64 * 1024;

    /// <summary>Settings: <c>LogLevel</c> (Information), <c>Seq</c> (address), <c>SeqApiKey</c>, <c>DeviceId</c>.</summary>
    /// <exception cref="ConfigurationException">Level or address are not ones.</exception>
    public static IServiceCollection AddJarvisLogging(this IServiceCollection services, string service, IConfiguration configuration)
    {
        var logger = Create(service, configuration);
        return services.AddSerilog(logger, dispose: true);
    }

    /// <summary>The logger itself, for tests and tools.</summary>
    internal static Logger Create(string service, IConfiguration configuration, ILogEventSink? stdout = null)
    {
        var setUp = new LoggerConfiguration()
            .MinimumLevel.Is(Level(configuration["LogLevel"]))
            .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
            .MinimumLevel.Override("Microsoft.Hosting.Lifetime", LogEventLevel.Information)
            .MinimumLevel.Override("System", LogEventLevel.Warning)
            .MinimumLevel.Override("MassTransit", LogEventLevel.Warning)
            .MinimumLevel.Override("Yarp", LogEventLevel.Warning)
            .Enrich.FromLogContext()
            .Enrich.With(new WireNamesEnricher())
            .Enrich.WithProperty("service", service);
        if (configuration["DeviceId"] is { Length: > 0 } device) setUp.Enrich.With(new DefaultProperty("device_id", device));
        if (stdout is null) setUp.WriteTo.Console(new RenderedCompactJsonFormatter());
        else setUp.WriteTo.Sink(stdout);
        if (configuration["Seq"] is { Length: > 0 } seq)
        {
            setUp.WriteTo.Seq(
                Address(seq),
                apiKey: configuration["SeqApiKey"],
                batchPostingLimit: 500,
                period: TimeSpan.FromSeconds(1),
                queueSizeLimit: QueuedEvents,
                eventBodyLimitBytes: EventBodyLimitBytes,
                formatProvider: CultureInfo.InvariantCulture);
        }

        return setUp.CreateLogger();
    }

    private static string Address(string seq) =>
        Uri.TryCreate(seq, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            ? seq
            : throw new ConfigurationException($"Seq is '{seq}': it must be an address such as http://127.0.0.1:5341 (flag --seq, environment JARVIS_SEQ).");

    private static LogEventLevel Level(string? name)
    {
        if (string.IsNullOrEmpty(name)) return LogEventLevel.Information;
        return Enum.TryParse<LogEventLevel>(name, ignoreCase: true, out var level) && Enum.IsDefined(level)
            ? level
            : throw new ConfigurationException(
                $"LogLevel is '{name}': it must be one of {string.Join(", ", Enum.GetNames<LogEventLevel>())} (flag --log-level, environment JARVIS_LOG_LEVEL).");
    }

    // The process's own device, unless the line is about another one.
    private sealed class DefaultProperty(string name, string value) : ILogEventEnricher
    {
        private readonly LogEventProperty _property = new(name, new ScalarValue(value));

        public void Enrich(LogEvent logEvent, ILogEventPropertyFactory propertyFactory) => logEvent.AddPropertyIfAbsent(_property);
    }
}
