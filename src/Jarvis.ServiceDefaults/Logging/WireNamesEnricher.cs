using Serilog.Core;
using Serilog.Events;

namespace Jarvis.ServiceDefaults.Logging;

/// <summary>Log messages may name <c>{MissionId}</c>; a line is found by <c>mission_id</c>, so the ids are there under both names.</summary>
internal sealed class WireNamesEnricher : ILogEventEnricher
{
    private static readonly (string Clr, string Wire)[] Names =
        [("MissionId", "mission_id"), ("DeviceId", "device_id"), ("SessionId", "session_id")];

    public void Enrich(LogEvent logEvent, ILogEventPropertyFactory propertyFactory)
    {
        foreach (var (clr, wire) in Names)
        {
            if (logEvent.Properties.TryGetValue(clr, out var value)) logEvent.AddPropertyIfAbsent(new(wire, value));
        }
    }
}
