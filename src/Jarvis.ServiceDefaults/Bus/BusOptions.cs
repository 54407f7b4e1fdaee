using Microsoft.Extensions.Configuration;

namespace Jarvis.ServiceDefaults.Bus;

/// <summary>How to reach the bus. Without a broker all roles of this process talk in memory.</summary>
public sealed record BusOptions
{
    /// <summary><c>amqp://user:password@host:port/vhost</c>; null or empty = in memory.</summary>
    public string? Broker { get; init; }

    /// <summary>How long a send may take until the broker has confirmed it.</summary>
    public TimeSpan SendTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>AMQP heartbeat; a process that is silent for two of them is cut off by the broker.</summary>
    public TimeSpan Heartbeat { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Deliveries in flight per endpoint of a coordinator or history store.</summary>
    public ushort Prefetch { get; init; } = 500;

    /// <summary>Largest body taken, bytes; a larger one is a dead letter.</summary>
    public int MaxBodyBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>Whether nothing leaves this process.</summary>
    public bool IsInMemory => string.IsNullOrEmpty(Broker);

    /// <summary><c>in_memory</c> or <c>rabbitmq</c>, as <c>SystemView.Transport</c> says it.</summary>
    public string Transport => IsInMemory ? "in_memory" : "rabbitmq";

    /// <summary>Reads <c>Broker</c> (flag <c>--broker</c>, environment <c>JARVIS_BROKER</c>).</summary>
    /// <exception cref="Configuration.ConfigurationException">The address is not one.</exception>
    public static BusOptions From(IConfiguration configuration)
    {
        var options = new BusOptions { Broker = configuration["Broker"] };
        if (!options.IsInMemory) BrokerAddress.Parse(options.Broker!);
        return options;
    }
}
