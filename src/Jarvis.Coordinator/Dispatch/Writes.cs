using Jarvis.Contracts.Delivery;

namespace Jarvis.Coordinator.Dispatch;

/// <summary>What one decision changes in the database: one transaction. A row stands at most once in each list.</summary>
internal sealed class Writes
{
    /// <summary>Inserted or replaced whole.</summary>
    public List<MissionRow> Missions { get; } = [];

    /// <summary>Inserted: those of new missions.</summary>
    public List<SpecRow> Specs { get; } = [];

    /// <summary>Inserted or replaced whole; ended ones are written before new ones of the same mission.</summary>
    public List<AttemptRow> Attempts { get; } = [];

    /// <summary>Inserted or replaced whole.</summary>
    public List<DeviceRow> Devices { get; } = [];

    /// <summary>Inserted or replaced whole.</summary>
    public List<JournalProgressRow> Journals { get; } = [];

    /// <summary>Inserted, by ascending sequence; sent to history after the commit until it acknowledges them.</summary>
    public List<ICoordinatorEvent> Outbox { get; } = [];

    /// <summary>Inserted.</summary>
    public List<IdempotencyRow> IdempotencyKeys { get; } = [];

    /// <summary>History has every event up to here: they are deleted. Null: nothing new is acknowledged.</summary>
    public long? OutboxStoredTo { get; set; }

    /// <summary>Nothing changes.</summary>
    public bool IsEmpty => Missions.Count + Specs.Count + Attempts.Count + Devices.Count + Journals.Count + Outbox.Count + IdempotencyKeys.Count == 0
        && OutboxStoredTo is null;
}
