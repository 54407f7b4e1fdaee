using System.Text.Json;

namespace Jarvis.Contracts.Missions;

/// <summary>A script in the submission itself.</summary>
public sealed record MissionScript
{
    /// <summary><c>python</c> or <c>shell</c>.</summary>
    public required string Language { get; init; }

    /// <summary>The source, UTF-8, at most 256 KiB.</summary>
    public required string Code { get; init; }
}

/// <summary>A file put into the work folder before the mission starts.</summary>
public sealed record MissionFile
{
    /// <summary>Relative path with <c>/</c>, inside the work folder.</summary>
    public required string Path { get; init; }

    /// <summary>Content, base64 on the wire.</summary>
    public required byte[] Content { get; init; }

    /// <summary>Whether the owner may execute it.</summary>
    public bool Executable { get; init; }
}

/// <summary>
/// What somebody submits: the body of <c>POST /api/v1/missions</c>, the file of <c>jarvis run --file</c>, and what the
/// coordinator stores and sends to a device. One of <see cref="Script"/> and <see cref="Command"/> is set.
/// </summary>
public sealed record MissionSpec
{
    /// <summary>The caller's id, <c>[A-Za-z0-9][A-Za-z0-9_-]{0,62}</c>; a UUIDv7 of the server's when absent.</summary>
    public string? MissionId { get; init; }

    /// <summary>For people; the file's name or the command's by default.</summary>
    public string? Name { get; init; }

    /// <summary>The kind of work that history and prediction group by; the name by default.</summary>
    public string? Type { get; init; }

    /// <summary>The caller's grouping id.</summary>
    public string? SessionId { get; init; }

    /// <summary>Source to run with an interpreter of the device.</summary>
    public MissionScript? Script { get; init; }

    /// <summary>A command and its first arguments.</summary>
    public string[]? Command { get; init; }

    /// <summary>Arguments after the script or the command.</summary>
    public string[]? Args { get; init; }

    /// <summary>Files for the work folder.</summary>
    public MissionFile[]? Files { get; init; }

    /// <summary>Environment variables.</summary>
    public Dictionary<string, string>? Env { get; init; }

    /// <summary>Names of secrets the device injects.</summary>
    public string[]? Secrets { get; init; }

    /// <summary>Python requirements, one per entry, as in a requirements file.</summary>
    public string[]? Requirements { get; init; }

    /// <summary>The Python version or interpreter asked for.</summary>
    public string? Python { get; init; }

    /// <summary>Needs a device with a browser.</summary>
    public bool BrowserInteraction { get; init; }

    /// <summary>Runs until stopped; restarted by its agent.</summary>
    public bool KeepAlive { get; init; }

    /// <summary>Room to reserve.</summary>
    public ResourceAmounts? Requests { get; init; }

    /// <summary>Ceilings.</summary>
    public MissionLimits? Limits { get; init; }

    /// <summary>Labels the device must have, <c>key=value</c>.</summary>
    public Dictionary<string, string>? Labels { get; init; }

    /// <summary>The one device it may run on.</summary>
    public string? Device { get; init; }

    /// <summary>0–100, larger first; 50 by default.</summary>
    public int Priority { get; init; } = 50;

    /// <summary>Hold or reject when no device has room.</summary>
    public WhenBusy WhenBusy { get; init; } = WhenBusy.Hold;

    /// <summary>What a lost device means for it.</summary>
    public OnDeviceLoss OnDeviceLoss { get; init; } = OnDeviceLoss.Wait;

    /// <summary>Silence after which a waiting-for-device mission ends as lost; 72 h by default.</summary>
    public double? MaxSilenceSeconds { get; init; }

    /// <summary>Affinity within its session.</summary>
    public SessionAffinity SessionAffinity { get; init; } = SessionAffinity.None;

    /// <summary>Restarts of a keep-alive mission before it ends as failed; null: no end.</summary>
    public int? MaxRestarts { get; init; }

    /// <summary>Seconds between the polite and the hard stop; 10 by default, at most 60.</summary>
    public double? GraceSeconds { get; init; }

    /// <summary>May be started again after eviction though its code has run.</summary>
    public bool SafeToRerun { get; init; }

    /// <summary>Tries after a script failure.</summary>
    public int Retries { get; init; }

    /// <summary>End or grow after a memory stop.</summary>
    public OnMemoryStop OnMemoryStop { get; init; } = OnMemoryStop.End;

    /// <summary>Not placed before this instant.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>Ends as expired when not started by this instant.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Free text for the caller's own use.</summary>
    public Dictionary<string, string>? Annotations { get; init; }

    /// <summary>Who submitted it.</summary>
    public string? SubmittedBy { get; init; }

    /// <summary>Watch it while it runs; off still gives the initial and final figures.</summary>
    public bool Monitoring { get; init; } = true;

    /// <summary>Members this version does not know: refused by the coordinator with their names, never silently dropped.</summary>
    [System.Text.Json.Serialization.JsonExtensionData]
    public Dictionary<string, JsonElement>? UnknownMembers { get; init; }
}
