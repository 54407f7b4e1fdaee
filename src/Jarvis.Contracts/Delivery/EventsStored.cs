using System.Text.Json.Serialization;
using Jarvis.Contracts.Wire;

namespace Jarvis.Contracts.Delivery;

/// <summary>Who acknowledges.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<Reader>))]
public enum Reader
{
    /// <summary>A reader this version does not know.</summary>
    Unknown,

    /// <summary>The coordinator.</summary>
    Coordinator,

    /// <summary>The history store.</summary>
    History,
}

/// <summary>
/// Coordinator and history → device, history → coordinator: everything up to these sequences of that journal is
/// committed by this reader. Safe to repeat and to reorder: the receiver keeps the largest.
/// </summary>
public sealed record EventsStored : IDeviceCommand
{
    /// <summary>The device whose journal it is, or <c>coordinator</c>.</summary>
    public required string DeviceId { get; init; }

    /// <summary>Zero when history speaks.</summary>
    public required long Epoch { get; init; }

    /// <summary>The journal acknowledged.</summary>
    public required Guid JournalId { get; init; }

    /// <summary>Who has committed.</summary>
    public required Reader Reader { get; init; }

    /// <summary>All lifecycle events (for the coordinator's journal: outbox events) up to this one are committed.</summary>
    public required long LifecycleSequence { get; init; }

    /// <summary>All output events up to this one are committed; only from history.</summary>
    public long? OutputSequence { get; init; }
}
