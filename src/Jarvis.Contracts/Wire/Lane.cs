using System.Text.Json.Serialization;

namespace Jarvis.Contracts.Wire;

/// <summary>
/// The three counters of a journal. Sequences are dense within a lane, start at 1 and never repeat for a journal.
/// </summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<Lane>))]
public enum Lane
{
    /// <summary>A lane this version does not know.</summary>
    Unknown,

    /// <summary>Kept until coordinator and history have both acknowledged it.</summary>
    Lifecycle,

    /// <summary>Output of missions: kept until history has acknowledged it.</summary>
    Output,

    /// <summary>Readings: kept until the broker has confirmed them; stored at most once.</summary>
    Telemetry,
}
