using Jarvis.Contracts.Wire;

namespace Jarvis.ServiceDefaults.Bus;

/// <summary>What each kind of endpoint is on the broker; declared alike by whoever comes first.</summary>
internal static class EndpointTopology
{
    private const int DeliveryLimit = 50;
    private const int QueueLimit = 1_000_000;
    private const int DeadLetterLimit = 100_000;
    private const int CommandLimit = 10_000;
    private const int CommandLifeMs = 60_000;
    private const int AbandonedQueueLifeMs = 24 * 3600 * 1000;

    public static string Queue(BusEndpoint endpoint) => endpoint.Kind switch
    {
        BusEndpointKind.Coordinator => Topology.CoordinatorQueue,
        BusEndpointKind.History => Topology.HistoryQueue,
        _ => Topology.DeviceCommands(endpoint.DeviceId ?? throw new ArgumentException("a commands endpoint needs its device")),
    };

    public static IReadOnlyList<string> Bindings(BusEndpoint endpoint) => endpoint.Kind switch
    {
        BusEndpointKind.Coordinator => Topology.CoordinatorBindings,
        BusEndpointKind.History => Topology.HistoryBindings,
        _ => [],
    };

    /// <summary>Lost events are sent again from the journals, so a queue nobody reads drops its oldest.</summary>
    public static Dictionary<string, object?> CoordinatorArguments { get; } = Quorum("drop-head", new() { ["x-single-active-consumer"] = true });

    /// <summary>Telemetry leaves the agent at the confirm, so a full queue refuses and the agent keeps it.</summary>
    public static Dictionary<string, object?> HistoryArguments { get; } = Quorum("reject-publish", []);

    /// <summary>Kept for people; the oldest go.</summary>
    public static Dictionary<string, object?> DeadLetterArguments { get; } = new()
    {
        ["x-queue-type"] = "quorum",
        ["x-max-length"] = DeadLetterLimit,
        ["x-overflow"] = "drop-head",
    };

    /// <summary>Commands are sent again from state until answered: bounded, short-lived, on no disk.</summary>
    public static Dictionary<string, object?> CommandArguments { get; } = new()
    {
        ["x-max-length"] = CommandLimit,
        ["x-message-ttl"] = CommandLifeMs,
        ["x-expires"] = AbandonedQueueLifeMs,
    };

    public static Dictionary<string, object?> Arguments(BusEndpointKind kind) => kind switch
    {
        BusEndpointKind.Coordinator => CoordinatorArguments,
        BusEndpointKind.History => HistoryArguments,
        _ => CommandArguments,
    };

    private static Dictionary<string, object?> Quorum(string overflow, Dictionary<string, object?> more) => new(more)
    {
        ["x-queue-type"] = "quorum",
        ["x-max-length"] = QueueLimit,
        ["x-overflow"] = overflow,
        ["x-delivery-limit"] = DeliveryLimit,
        ["x-dead-letter-exchange"] = "",
        ["x-dead-letter-routing-key"] = Topology.DeadLetters,
    };
}
