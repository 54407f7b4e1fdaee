using System.Text.Json.Serialization;
using Jarvis.Contracts.Wire;

namespace Jarvis.Contracts.Missions;

/// <summary>Where a mission is: waiting → assigned → running → finished (docs/architecture.md, "Mission life").</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<MissionState>))]
public enum MissionState
{
    /// <summary>A state this version does not know.</summary>
    Unknown,

    /// <summary>Durable, not placed; carries why.</summary>
    Waiting,

    /// <summary>A device has been chosen and room is reserved there.</summary>
    Assigned,

    /// <summary>Its process exists.</summary>
    Running,

    /// <summary>Ended with exactly one outcome, which is final.</summary>
    Finished,
}

/// <summary>How a mission ended.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<Outcome>))]
public enum Outcome
{
    /// <summary>An outcome this version does not know.</summary>
    Unknown,

    /// <summary>Exit code 0.</summary>
    Succeeded,

    /// <summary>Another exit code, or a signal that was not ours.</summary>
    Failed,

    /// <summary>Stopped by one of its limits; which, how much and the ceiling are in <see cref="LimitBreach"/>.</summary>
    LimitExceeded,

    /// <summary>Stopped for pressure, the device's owner, a drain or a more important mission.</summary>
    Evicted,

    /// <summary>Its environment (interpreter, requirements) could not be made.</summary>
    EnvFailed,

    /// <summary>Refused by admission.</summary>
    Rejected,

    /// <summary>Cancelled by a user.</summary>
    Cancelled,

    /// <summary>Its device did not come back, or its end cannot be known.</summary>
    Lost,

    /// <summary>Not started before <c>expires_at</c>.</summary>
    Expired,
}

/// <summary>Where one attempt is. The order is the rank: an input below the known rank is old and is ignored.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<AttemptState>))]
public enum AttemptState
{
    /// <summary>A state this version does not know.</summary>
    Unknown,

    /// <summary>Room is held; the command has not been sent.</summary>
    Reserved,

    /// <summary>The command has been sent at least once.</summary>
    Sent,

    /// <summary>The agent's journal has it.</summary>
    Accepted,

    /// <summary>Work folder and environment are being made.</summary>
    Preparing,

    /// <summary>Its process exists.</summary>
    Running,

    /// <summary>Asked to stop; its room stays reserved.</summary>
    Stopping,

    /// <summary>The device measured too little room on the spot.</summary>
    Declined,

    /// <summary>It is proved that it never started and never will.</summary>
    NeverStarted,

    /// <summary>Its device does not say.</summary>
    UnknownOnDevice,

    /// <summary>Given up on; a result that still comes does not count.</summary>
    Fenced,

    /// <summary>The device reported its end.</summary>
    Ended,
}
