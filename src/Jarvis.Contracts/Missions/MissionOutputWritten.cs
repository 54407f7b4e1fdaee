using System.Text.Json.Serialization;
using Jarvis.Contracts.Delivery;
using Jarvis.Contracts.Wire;

namespace Jarvis.Contracts.Missions;

/// <summary>A stream of a mission's output.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<OutputStream>))]
public enum OutputStream
{
    /// <summary>A stream this version does not know.</summary>
    Unknown,

    /// <summary>Standard output.</summary>
    Stdout,

    /// <summary>Standard error.</summary>
    Stderr,
}

/// <summary>
/// Agent → history, each 200 ms or 16 KiB and at the end. Identified in its own lane; stored once by
/// (mission, attempt, run, stream, offset).
/// </summary>
public sealed record MissionOutputWritten : IAttemptEvent
{
    /// <inheritdoc/>
    public required string DeviceId { get; init; }

    /// <inheritdoc/>
    public required Guid JournalId { get; init; }

    /// <inheritdoc/>
    public required Guid Incarnation { get; init; }

    /// <inheritdoc/>
    public required long Sequence { get; init; }

    /// <inheritdoc/>
    public required DateTimeOffset At { get; init; }

    /// <inheritdoc/>
    public required string MissionId { get; init; }

    /// <inheritdoc/>
    public required int Attempt { get; init; }

    /// <summary>The run of a keep-alive attempt, from 0.</summary>
    public int Run { get; init; }

    /// <summary>Which stream.</summary>
    public required OutputStream Stream { get; init; }

    /// <summary>Where in the stream the text begins, in bytes the mission wrote.</summary>
    public required long Offset { get; init; }

    /// <summary>Bytes of the stream this text stands for.</summary>
    public required long Bytes { get; init; }

    /// <summary>The text; bytes that are not UTF-8 stand as U+FFFD, NUL too.</summary>
    public required string Text { get; init; }

    /// <summary>Bytes left out just before this text (the cut between head and tail); 0 mostly.</summary>
    public long OmittedBytes { get; init; }
}
