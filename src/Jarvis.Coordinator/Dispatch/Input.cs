using Jarvis.Contracts.Api;
using Jarvis.Contracts.Delivery;
using Jarvis.Contracts.Missions;

namespace Jarvis.Coordinator.Dispatch;

/// <summary>Everything that can make the coordinator decide something.</summary>
internal abstract record Input
{
    private Input()
    {
    }

    /// <summary>
    /// A well-formed submission, id, name and type filled in. <paramref name="KnownId"/> and <paramref name="KnownKey"/> are
    /// what the database has for its id and its key: finished missions are not in memory.
    /// </summary>
    internal sealed record Submit(MissionSpec Spec, string MissionId, string? IdempotencyKey, string BodyHash, string? RetryOf) : Input
    {
        /// <summary>The mission stored under this id; null: none.</summary>
        public KnownSubmission? KnownId { get; init; }

        /// <summary>The mission made with this key within 24 h; null: none.</summary>
        public KnownSubmission? KnownKey { get; init; }
    }

    /// <summary>A user wants this mission to end.</summary>
    internal sealed record Cancel(string MissionId) : Input;

    /// <summary>A device said something.</summary>
    internal sealed record Heard(IDeviceEvent Message) : Input;

    /// <summary>History has committed events of this coordinator's outbox.</summary>
    internal sealed record HistoryStored(EventsStored Ack) : Input;

    /// <summary>Time has passed: every 500 ms, after everything that was queued.</summary>
    internal sealed record Tick : Input;

    /// <summary>Leadership has just been taken: the first input of each leadership.</summary>
    internal sealed record TakenOver : Input;
}

/// <summary>A mission that the database knows under an id or a key.</summary>
/// <param name="View">The mission.</param>
/// <param name="BodyHash">What it was submitted with.</param>
internal sealed record KnownSubmission(MissionView View, string BodyHash);
