namespace Jarvis.Contracts.Wire;

/// <summary>Names on the broker (docs/architecture.md, "Topology"). The in-memory transport uses the same.</summary>
public static class Topology
{
    /// <summary>Topic exchange that every device's exchange is bound to.</summary>
    public const string Ingest = "jarvis.ingest";

    /// <summary>Quorum queue of the leading coordinator; also the exchange that history sends to it by.</summary>
    public const string CoordinatorQueue = "jarvis-coordinator";

    /// <summary>Quorum queue shared by all history stores.</summary>
    public const string HistoryQueue = "jarvis-history";

    /// <summary>The one queue for messages that fail alone, each with its reason.</summary>
    public const string DeadLetters = "jarvis.dead-letters";

    /// <summary>What the coordinator's queue is bound to on <see cref="Ingest"/>.</summary>
    public static IReadOnlyList<string> CoordinatorBindings { get; } = ["lifecycle.#", "live.#"];

    /// <summary>What the history queue is bound to on <see cref="Ingest"/>.</summary>
    public static IReadOnlyList<string> HistoryBindings { get; } = ["#"];

    /// <summary>Fanout exchange a device sends its events to.</summary>
    public static string DeviceEvents(string deviceId) => $"jarvis.device.{deviceId}.events";

    /// <summary>Queue a device consumes its commands from.</summary>
    public static string DeviceCommands(string deviceId) => $"jarvis.device.{deviceId}.commands";
}
