using System.Collections.Concurrent;
using Jarvis.Contracts.Delivery;
using Jarvis.Contracts.Devices;
using Jarvis.Contracts.Wire;
using MassTransit;

namespace Jarvis.ServiceDefaults.Bus;

internal sealed partial class BusLoop
{
    // Devices bound since the broker was last reached: a broker that lost its data is bound again.
    private ConcurrentDictionary<string, IBusControl> _bound = new(StringComparer.Ordinal);

    public Task BindDeviceAsync(string deviceId, CancellationToken ct) => LimitedAsync(
        "binding of device " + deviceId,
        async (bus, token) =>
        {
            await transport.BindDeviceAsync(deviceId, token);
            _bound[deviceId] = bus;
        },
        ct);

    public Task SendEventAsync(IDeviceEvent message, bool backfill, CancellationToken ct) => LimitedAsync(
        message.GetType().Name,
        async (bus, token) =>
        {
            if (!_bound.TryGetValue(message.DeviceId, out var boundOn) || boundOn != bus)
            {
                await transport.BindDeviceAsync(message.DeviceId, token);
                _bound[message.DeviceId] = bus;
            }

            // A snapshot is superseded by the next; the journal has what must not be lost, so nothing needs the classic queue's disk.
            await SendAsync(bus, transport.EventsAddress(message.DeviceId), message, RoutingKeys.Of(message, backfill), true, message is not ResourceSnapshotTaken, token);
        },
        ct);

    public Task SendDecisionAsync(ICoordinatorEvent message, CancellationToken ct) => LimitedAsync(
        message.GetType().Name,
        (bus, token) => SendAsync(bus, transport.IngestAddress, message, RoutingKeys.Of(message), true, true, token),
        ct);

    public Task SendCommandAsync(IDeviceCommand command, CancellationToken ct) => transport.CommandsAddress(command.DeviceId) is { } address
        ? LimitedAsync(command.GetType().Name, (bus, token) => SendAsync(bus, address, command, null, false, false, token), ct)
        : Task.CompletedTask;

    public Task SendToCoordinatorAsync(object message, CancellationToken ct) => LimitedAsync(
        message.GetType().Name,
        (bus, token) => SendAsync(bus, transport.CoordinatorAddress, message, null, false, true, token),
        ct);

    private async Task SendAsync(
        IBusControl bus, Uri address, object message, string? routingKey, bool mandatory, bool durable, CancellationToken ct)
    {
        var type = message.GetType();
        var endpoint = await bus.GetSendEndpoint(address);
        await endpoint.Send(
            message,
            type,
            Pipe.Execute<SendContext>(context =>
            {
                // Only its own name: consumers of an interface it happens to have are not addressed.
                context.SupportedMessageTypes = [MessageUrn.ForTypeString(type)];
                transport.Shape(context, routingKey, mandatory, durable);
            }),
            ct);
    }

    private async Task LimitedAsync(string what, Func<IBusControl, CancellationToken, Task> send, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(options.SendTimeout);
        try
        {
            var bus = await _connected.Task.WaitAsync(limit.Token);
            await send(bus, limit.Token).WaitAsync(limit.Token);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            throw;
        }
        catch (OperationCanceledException e)
        {
            var why = _state == "ok" ? "not confirmed" : "broker " + _state;
            throw new BusSendException($"{what}: {why} within {options.SendTimeout.TotalSeconds:0} s", e);
        }
        catch (Exception e)
        {
            _bound = new(StringComparer.Ordinal);
            throw new BusSendException($"{what}: {transport.Explain(e)}", e);
        }
    }
}
