namespace Jarvis.Contracts.Delivery;

/// <summary>
/// What an agent reports. Identified by (<see cref="DeviceId"/>, <see cref="JournalId"/>, lane, <see cref="Sequence"/>);
/// a resent event never changes, its time included.
/// </summary>
public interface IDeviceEvent
{
    /// <summary>The device that speaks.</summary>
    string DeviceId { get; }

    /// <summary>Made with the agent's journal; a wiped or new journal has another.</summary>
    Guid JournalId { get; }

    /// <summary>New at each start of the agent.</summary>
    Guid Incarnation { get; }

    /// <summary>Position in the journal's lane, from 1, dense.</summary>
    long Sequence { get; }

    /// <summary>When it happened, by the device's wall clock: for display and storage, never for decisions.</summary>
    DateTimeOffset At { get; }
}
