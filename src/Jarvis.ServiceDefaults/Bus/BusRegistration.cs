using Jarvis.ServiceDefaults.Health;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Jarvis.ServiceDefaults.Bus;

/// <summary>Puts the bus into a host.</summary>
public static class BusRegistration
{
    /// <summary>
    /// Adds <see cref="IBusLink"/> and <see cref="DeadLetters"/>. Roles that share a process call it once each: there is one bus,
    /// with all their endpoints; the first call's options count. The start of the process never waits for the broker.
    /// </summary>
    public static IServiceCollection AddJarvisBus(this IServiceCollection services, BusOptions options, IEnumerable<BusEndpoint> endpoints)
    {
        foreach (var endpoint in endpoints) services.AddSingleton(endpoint);
        services.TryAddSingleton<HealthBoard>();
        services.TryAddSingleton(TimeProvider.System);
        if (services.Any(service => service.ServiceType == typeof(IBusLink))) return services;
        services.AddSingleton<DeadLetters>();
        services.AddSingleton<IBusTransport>(provider => options.IsInMemory
            ? new InMemoryBusTransport(provider, options)
            : new RabbitMqBusTransport(provider, options));
        services.AddSingleton(provider => new BusLoop(
            options,
            provider.GetRequiredService<IBusTransport>(),
            provider.GetServices<BusEndpoint>(),
            provider.GetRequiredService<HealthBoard>(),
            provider.GetRequiredService<ILoggerFactory>()));
        services.AddSingleton<IBusLink>(provider => provider.GetRequiredService<BusLoop>());
        services.AddHostedService(provider => provider.GetRequiredService<BusLoop>());
        return services;
    }
}
