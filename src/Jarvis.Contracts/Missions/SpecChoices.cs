using System.Text.Json.Serialization;
using Jarvis.Contracts.Wire;

namespace Jarvis.Contracts.Missions;

/// <summary>What happens at a limit.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<Enforcement>))]
public enum Enforcement
{
    /// <summary>A value this version does not know.</summary>
    Unknown,

    /// <summary>The mission is throttled or stopped.</summary>
    Enforce,

    /// <summary>The breach is recorded; the mission goes on.</summary>
    Observe,
}

/// <summary>What to do when no device has room now.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<WhenBusy>))]
public enum WhenBusy
{
    /// <summary>A value this version does not know.</summary>
    Unknown,

    /// <summary>Wait for room (default).</summary>
    Hold,

    /// <summary>Be refused at once.</summary>
    Reject,
}

/// <summary>What to do when the device is lost while the mission may be running there.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<OnDeviceLoss>))]
public enum OnDeviceLoss
{
    /// <summary>A value this version does not know.</summary>
    Unknown,

    /// <summary>Wait for the device to come back (default).</summary>
    Wait,

    /// <summary>Lease on the device; moved once the lease has surely ended.</summary>
    Move,

    /// <summary>Placed again as soon as the device is lost; may run twice, as its owner allowed.</summary>
    AtLeastOnce,
}

/// <summary>How strongly missions of one session belong on one device.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<SessionAffinity>))]
public enum SessionAffinity
{
    /// <summary>A value this version does not know.</summary>
    Unknown,

    /// <summary>Not at all (default).</summary>
    None,

    /// <summary>Preferred.</summary>
    Soft,

    /// <summary>Required.</summary>
    Hard,
}

/// <summary>What to do after a stop by the memory limit.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<OnMemoryStop>))]
public enum OnMemoryStop
{
    /// <summary>A value this version does not know.</summary>
    Unknown,

    /// <summary>End (default).</summary>
    End,

    /// <summary>Ask for more and run again.</summary>
    Grow,
}
