namespace Jarvis.Contracts.Delivery;

/// <summary>What a coordinator reports to history, from its outbox; identified by (<see cref="JournalId"/>, <see cref="Sequence"/>).</summary>
public interface ICoordinatorEvent
{
    /// <summary>Made with the coordinator's database.</summary>
    Guid JournalId { get; }

    /// <summary>Position in the outbox, from 1, dense.</summary>
    long Sequence { get; }

    /// <summary>The leadership under which it was decided.</summary>
    long Epoch { get; }

    /// <summary>When it was decided, by the coordinator's clock.</summary>
    DateTimeOffset At { get; }
}
