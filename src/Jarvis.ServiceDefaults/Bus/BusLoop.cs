using Jarvis.ServiceDefaults.Health;
using MassTransit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Jarvis.ServiceDefaults.Bus;

/// <summary>
/// Keeps a bus alive, crash-only: connect, build a bus, watch it; when the broker is lost throw the bus away and begin
/// again each second, for ever. MassTransit's own reconnecting backs off to 30 s and gives up on some faults.
/// </summary>
internal sealed partial class BusLoop(
    BusOptions options,
    IBusTransport transport,
    IEnumerable<BusEndpoint> endpoints,
    HealthBoard board,
    ILoggerFactory loggers) : BackgroundService, IBusLink
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(5);

    private readonly ILogger _log = loggers.CreateLogger<BusLoop>();
    private readonly List<BusEndpoint> _endpoints = [.. endpoints];
    private readonly HashSet<BusEndpointKind> _consuming =
        [.. endpoints.Where(endpoint => endpoint.ConsumesFromStart).Select(endpoint => endpoint.Kind)];

    private readonly Lock _gate = new();
    private TaskCompletionSource<IBusControl> _connected = NewSource<IBusControl>();
    private TaskCompletionSource<bool> _rebuild = NewSource<bool>();
    private string _state = "unreachable: not connected yet";

    public bool IsConnected => _connected.Task.IsCompletedSuccessfully;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        board.Failing("broker", _state);
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await RunOnceAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception e)
            {
                // Whatever keeps the bus from running is the broker's state, said in health; the loop never ends by itself.
                Away("unreachable: " + transport.Explain(e), e);
            }

            await Task.Delay(Pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task RunOnceAsync(CancellationToken ct)
    {
        using (var limit = CancellationTokenSource.CreateLinkedTokenSource(ct))
        {
            limit.CancelAfter(StartLimit);
            await transport.PrepareAsync(limit.Token);
        }

        LogContext.ConfigureCurrentLogContext(loggers);
        while (!ct.IsCancellationRequested)
        {
            Task rebuild;
            IBusControl bus;
            lock (_gate)
            {
                if (_rebuild.Task.IsCompleted) _rebuild = NewSource<bool>();
                rebuild = _rebuild.Task;
                bus = transport.Create([.. _endpoints.Where(endpoint => _consuming.Contains(endpoint.Kind))]);
            }

            try
            {
                await bus.StartAsync(StartLimit).WaitAsync(StartLimit + Pause, ct);
                Here(bus);
                await WatchAsync(bus, rebuild, ct);
            }
            finally
            {
                if (!rebuild.IsCompleted) Away(ct.IsCancellationRequested ? "stopping" : "unreachable: the connection was lost", null);
                else Disconnected();
                await StopAsync(bus);
            }

            if (!rebuild.IsCompleted) return;
        }
    }

    private async Task WatchAsync(IBusControl bus, Task rebuild, CancellationToken ct)
    {
        var sick = 0;
        while (!ct.IsCancellationRequested)
        {
            var ended = await Task.WhenAny(transport.Lost, rebuild, Task.Delay(Pause, ct));
            if (ended == transport.Lost || ended == rebuild) return;
            sick = bus.CheckHealth().Status == BusHealthStatus.Healthy ? 0 : sick + 1;
            if (sick >= 5) return;
        }
    }

    private async Task StopAsync(IBusControl bus)
    {
        try
        {
            using var limit = new CancellationTokenSource(StopLimit);
            await bus.StopAsync(limit.Token).WaitAsync(StopLimit + Pause);
        }
        catch (Exception e)
        {
            // The broker is gone or a consumer waits for its database: what it had in hand is delivered again.
            NotStoppedCleanly(e.Message);
        }
    }

    private void Here(IBusControl bus)
    {
        _state = "ok";
        board.Ok("broker");
        Connected(transport.GetType().Name == nameof(InMemoryBusTransport) ? "in memory" : "RabbitMQ");
        lock (_gate) _connected.TrySetResult(bus);
    }

    private void Away(string state, Exception? e)
    {
        Disconnected();
        if (_state != state && state != "stopping") BrokerAway(state, e?.GetType().Name);
        _state = state;
        board.Failing("broker", state);
    }

    private void Disconnected()
    {
        lock (_gate)
        {
            if (_connected.Task.IsCompleted) _connected = NewSource<IBusControl>();
        }
    }

    public Task SetConsumingAsync(BusEndpointKind kind, bool consuming, CancellationToken ct)
    {
        lock (_gate)
        {
            if (consuming ? _consuming.Add(kind) : _consuming.Remove(kind)) _rebuild.TrySetResult(true);
        }

        return Task.CompletedTask;
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await transport.DisposeAsync();
    }

    private static TaskCompletionSource<T> NewSource<T>() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    [LoggerMessage(Level = LogLevel.Information, Message = "bus connected ({Transport})")]
    private partial void Connected(string transport);

    [LoggerMessage(Level = LogLevel.Warning, Message = "broker {State} ({Fault}); trying each second")]
    private partial void BrokerAway(string state, string? fault);

    [LoggerMessage(Level = LogLevel.Debug, Message = "bus did not stop cleanly: {Reason}")]
    private partial void NotStoppedCleanly(string reason);
}
