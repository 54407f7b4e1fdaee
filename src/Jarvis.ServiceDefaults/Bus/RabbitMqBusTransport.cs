using Jarvis.Contracts.Wire;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;

namespace Jarvis.ServiceDefaults.Bus;

/// <summary>
/// RabbitMQ: a small connection of its own for declaring and for seeing the broker go, and one that MassTransit makes
/// for the traffic.
/// </summary>
internal sealed class RabbitMqBusTransport(IServiceProvider provider, BusOptions options) : IBusTransport
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    private readonly BrokerAddress _address = BrokerAddress.Parse(options.Broker!);
    private readonly string _name = $"jarvis {Environment.ProcessId}";
    private IConnection? _connection;
    private TaskCompletionSource _lost = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Lost => _lost.Task;

    public Uri IngestAddress { get; } = new($"exchange:{Topology.Ingest}?type=topic");

    public Uri CoordinatorAddress { get; } = new($"exchange:{Topology.CoordinatorQueue}");

    public Uri EventsAddress(string deviceId) => new($"exchange:{Topology.DeviceEvents(deviceId)}");

    // The exchange of the queue's name, not the queue: declaring the queue is its device's business.
    public Uri? CommandsAddress(string deviceId) => new($"exchange:{Topology.DeviceCommands(deviceId)}");

    public async Task PrepareAsync(CancellationToken ct)
    {
        await DisposeAsync();
        var factory = new ConnectionFactory
        {
            HostName = _address.Host,
            Port = _address.Port,
            VirtualHost = _address.VirtualHost,
            UserName = _address.User,
            Password = _address.Password,
            AutomaticRecoveryEnabled = false,
            RequestedHeartbeat = options.Heartbeat,
            RequestedConnectionTimeout = Limit,
            ContinuationTimeout = Limit,
            HandshakeContinuationTimeout = Limit,
            ClientProvidedName = _name + " control",
        };
        factory.Ssl.Enabled = _address.Tls;
        factory.Ssl.ServerName = _address.Host;
        var connection = await factory.CreateConnectionAsync(ct);
        _connection = connection;
        var lost = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _lost = lost;
        connection.ConnectionShutdownAsync += (_, _) =>
        {
            lost.TrySetResult();
            return Task.CompletedTask;
        };
        provider.GetRequiredService<DeadLetters>().CountOnBroker = CountDeadLettersAsync;
        await using var channel = await connection.CreateChannelAsync(cancellationToken: ct);
        await BrokerTopology.DeclareAsync(channel, ct);
    }

    public async Task BindDeviceAsync(string deviceId, CancellationToken ct)
    {
        var connection = _connection ?? throw new InvalidOperationException("not connected");
        await using var channel = await connection.CreateChannelAsync(cancellationToken: ct);
        await BrokerTopology.BindDeviceAsync(channel, deviceId, ct);
    }

    public void Shape(SendContext context, string? routingKey, bool mandatory, bool durable)
    {
        if (routingKey is not null) context.SetRoutingKey(routingKey);
        context.Durable = durable;
        if (context.TryGetPayload(out RabbitMqSendContext? rabbit)) rabbit.Mandatory = mandatory;
    }

    public IBusControl Create(IReadOnlyList<BusEndpoint> endpoints) => MassTransit.Bus.Factory.CreateUsingRabbitMq(bus =>
    {
        bus.Host(_address.Host, (ushort)_address.Port, _address.VirtualHost, _name, host =>
        {
            host.Username(_address.User);
            host.Password(_address.Password);
            host.Heartbeat(options.Heartbeat);
            host.RequestedConnectionTimeout(Limit);
            host.ContinuationTimeout(Limit);
            if (_address.Tls) host.UseSsl(ssl => ssl.ServerName = _address.Host);
        });
        BusPipeline.UseWireJson(bus);
        foreach (var endpoint in endpoints) bus.ReceiveEndpoint(EndpointTopology.Queue(endpoint), e => Configure(endpoint, e));
    });

    public string Explain(Exception exception) => exception switch
    {
        AuthenticationFailureException => $"{_address} refuses the user or password",
        BrokerUnreachableException { InnerException: AuthenticationFailureException } => $"{_address} refuses the user or password",
        BrokerUnreachableException e => $"{_address} does not answer ({Innermost(e).Message})",
        MessageReturnedException => "no queue is bound for it",
        OperationCanceledException or TimeoutException => $"{_address} does not answer in time",
        _ => $"{_address}: {exception.Message}",
    };

    public async ValueTask DisposeAsync()
    {
        var connection = Interlocked.Exchange(ref _connection, null);
        if (connection is null) return;
        try
        {
            await connection.CloseAsync(TimeSpan.FromSeconds(1));
        }
        catch (Exception e) when (e is AlreadyClosedException or IOException or OperationCanceledException or TimeoutException or OperationInterruptedException)
        {
            // It is gone already; that is what was wanted.
            _lost.TrySetResult();
        }

        await connection.DisposeAsync();
    }

    private void Configure(BusEndpoint endpoint, IRabbitMqReceiveEndpointConfigurator e)
    {
        var queue = EndpointTopology.Queue(endpoint);
        var log = provider.GetRequiredService<ILoggerFactory>().CreateLogger<DeadLetterFilter>();
        e.ConfigureConsumeTopology = false;
        e.Durable = true;
        e.AutoDelete = false;
        e.PrefetchCount = options.Prefetch;
        foreach (var (name, value) in EndpointTopology.Arguments(endpoint.Kind)) e.SetQueueArgument(name, value!);
        if (endpoint.Kind == BusEndpointKind.DeviceCommands) e.ExclusiveConsumer = true;
        foreach (var key in EndpointTopology.Bindings(endpoint))
        {
            e.Bind(Topology.Ingest, binding =>
            {
                binding.ExchangeType = ExchangeType.Topic;
                binding.Durable = true;
                binding.RoutingKey = key;
            });
        }

        BusPipeline.UseDeadLetters(e, new(
            queue,
            options.MaxBodyBytes,
            provider.GetRequiredService<DeadLetters>(),
            RabbitMqDeadLetters.WriteAsync,
            provider.GetRequiredService<TimeProvider>(),
            log));
        endpoint.Configure(provider, e);
    }

    private async Task<long?> CountDeadLettersAsync(CancellationToken ct)
    {
        if (_connection is not { IsOpen: true } connection) return null;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Limit);
        try
        {
            await using var channel = await connection.CreateChannelAsync(cancellationToken: limit.Token);
            return (await channel.QueueDeclarePassiveAsync(Topology.DeadLetters, limit.Token)).MessageCount;
        }
        catch (Exception e) when (e is OperationInterruptedException or OperationCanceledException or IOException or AlreadyClosedException)
        {
            return null;
        }
    }

    private static Exception Innermost(Exception e) => e.InnerException is { } inner ? Innermost(inner) : e;
}
