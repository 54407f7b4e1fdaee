using Jarvis.Contracts.Wire;
using Jarvis.ServiceDefaults.Configuration;
using Jarvis.ServiceDefaults.Health;
using Jarvis.ServiceDefaults.Logging;
using Jarvis.ServiceDefaults.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using OpenTelemetry.Metrics;

namespace Jarvis.ServiceDefaults;

/// <summary>What every host has: configuration, logs, metrics, health, the wire's JSON.</summary>
public static class DefaultsRegistration
{
    /// <summary>
    /// Call first, on a builder made without arguments (<c>WebApplication.CreateSlimBuilder()</c>).
    /// </summary>
    /// <exception cref="ConfigurationException">Flags, file or a setting used here are unusable.</exception>
    public static WebApplicationBuilder AddJarvisDefaults(this WebApplicationBuilder builder, string serviceName, string[] args)
    {
        builder.Configuration.AddJarvisConfiguration(args);
        if (builder.Configuration["Urls"] is { Length: > 0 } urls) builder.WebHost.UseUrls(urls.Split([';', ','], StringSplitOptions.RemoveEmptyEntries));
        builder.Services.AddJarvisLogging(serviceName, builder.Configuration);
        builder.Services.TryAddSingleton<HealthBoard>();
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.ConfigureHttpJsonOptions(options => WireJson.Apply(options.SerializerOptions));
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(20));
        JarvisMeter.SayBuild(serviceName);
        builder.Services.AddOpenTelemetry().WithMetrics(metrics => metrics
            .AddMeter(JarvisMeter.Name)
            .AddAspNetCoreInstrumentation()
            .AddRuntimeInstrumentation()
            .AddPrometheusExporter());
        return builder;
    }

    /// <summary><c>/health/live</c>, <c>/health/ready</c> (503 until every part is ok), <c>/metrics</c>.</summary>
    public static IEndpointRouteBuilder MapJarvisDefaults(this IEndpointRouteBuilder app)
    {
        app.MapGet("/health/live", () => Results.Json(new HealthView("live", []))).ExcludeFromDescription();
        app.MapGet("/health/ready", (HealthBoard board) => Results.Json(
            new HealthView(board.IsReady ? "ready" : "not_ready", board.Read()),
            statusCode: board.IsReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable)).ExcludeFromDescription();
        app.MapPrometheusScrapingEndpoint("/metrics");
        return app;
    }
}
