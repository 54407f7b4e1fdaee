using Jarvis.Contracts.Delivery;
using Jarvis.Contracts.Devices;
using Jarvis.Contracts.Missions;

namespace Jarvis.Contracts.Wire;

/// <summary>
/// Routing keys on <see cref="Topology.Ingest"/>: <c>lifecycle.*</c> goes to coordinator and history, <c>live.*</c> too
/// (a coordinator ignores a snapshot that is not newer), <c>history.*</c>, <c>decision.*</c> and <c>backfill.*</c> to history only.
/// </summary>
public static class RoutingKeys
{
    /// <summary>The key of a device's event; <paramref name="backfill"/> for telemetry spooled longer than two flush periods.</summary>
    public static string Of(IDeviceEvent message, bool backfill = false) => message switch
    {
        MissionOutputWritten => "history.mission-output-written",
        ProcessSampled => backfill ? "backfill.process-sampled" : "history.process-sampled",
        ResourceSnapshotTaken => backfill ? "backfill.resource-snapshot-taken" : "live.resource-snapshot-taken",
        _ => "lifecycle." + Kebab(message.GetType().Name),
    };

    /// <summary>The key of a coordinator's event: <c>decision.mission-assigned</c>.</summary>
    public static string Of(ICoordinatorEvent message) => "decision." + Kebab(message.GetType().Name);

    private static string Kebab(string name) =>
        System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(name);
}
