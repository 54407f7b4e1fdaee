namespace Jarvis.Coordinator.Dispatch;

/// <summary>What a coordinator that takes leadership reads.</summary>
internal sealed record LoadedRows
{
    /// <summary>Missions that have not finished, by submission.</summary>
    public required IReadOnlyList<MissionRow> Missions { get; init; }

    /// <summary>Their submissions.</summary>
    public required IReadOnlyList<SpecRow> Specs { get; init; }

    /// <summary>
    /// Every attempt of those missions, and every other one that may still be alive on its device (fenced, its end not
    /// reported): it keeps its reservation.
    /// </summary>
    public required IReadOnlyList<AttemptRow> Attempts { get; init; }

    /// <summary>Every device.</summary>
    public required IReadOnlyList<DeviceRow> Devices { get; init; }

    /// <summary>Every journal.</summary>
    public required IReadOnlyList<JournalProgressRow> Journals { get; init; }

    /// <summary>Sequence of the last event ever written to the outbox; 0 before the first.</summary>
    public required long OutboxLastSequence { get; init; }

    /// <summary>Nothing is kept yet.</summary>
    public static LoadedRows None { get; } = new() { Missions = [], Specs = [], Attempts = [], Devices = [], Journals = [], OutboxLastSequence = 0 };
}
