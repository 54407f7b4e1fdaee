using Jarvis.ServiceDefaults.Configuration;
using RabbitMQ.Client;

namespace Jarvis.ServiceDefaults.Bus;

/// <summary>A broker's address in parts. Never printed whole: it holds a password.</summary>
internal sealed record BrokerAddress(string Host, int Port, string VirtualHost, string User, string Password, bool Tls)
{
    /// <summary>Reads <c>amqp://user:password@host:port/vhost</c> (or <c>amqps://</c>); parts left out are the broker's defaults.</summary>
    /// <exception cref="ConfigurationException">It is not such an address.</exception>
    public static BrokerAddress Parse(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not ("amqp" or "amqps") || uri.Host.Length == 0)
        {
            throw new ConfigurationException(
                "Broker is not an address such as amqp://user:password@host:5672/ (flag --broker, environment JARVIS_BROKER).");
        }

        var factory = new ConnectionFactory { Uri = uri };
        var port = uri.Port > 0 ? uri.Port : uri.Scheme == "amqps" ? 5671 : 5672;
        return new(factory.HostName, port, factory.VirtualHost, factory.UserName, factory.Password, uri.Scheme == "amqps");
    }

    /// <summary>Host, port and virtual host, for people.</summary>
    public override string ToString() => $"{Host}:{Port}{(VirtualHost == "/" ? "/" : "/" + VirtualHost)}";
}
