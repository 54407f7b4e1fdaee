using System.Text.Json.Serialization;
using Jarvis.Contracts.Devices;
using Jarvis.Contracts.Missions;
using Jarvis.Contracts.Wire;

namespace Jarvis.Contracts.Api;

/// <summary>What the coordinator takes a device to be.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<DeviceState>))]
public enum DeviceState
{
    /// <summary>A state this version does not know.</summary>
    Unknown,

    /// <summary>Takes missions.</summary>
    Ready,

    /// <summary>Takes no new missions.</summary>
    Draining,

    /// <summary>Has none left.</summary>
    Drained,

    /// <summary>Not heard of for 15 s.</summary>
    Silent,

    /// <summary>Said it goes to sleep.</summary>
    Asleep,

    /// <summary>Not heard of for two minutes.</summary>
    Lost,

    /// <summary>Its operator said it is gone.</summary>
    Forgotten,
}

/// <summary>A device as the API shows it.</summary>
public sealed record DeviceView
{
    /// <summary>Its id.</summary>
    public required string DeviceId { get; init; }

    /// <summary>Its state.</summary>
    public required DeviceState State { get; init; }

    /// <summary>Dominant share in use: committed over capacity, 0–1; null while unknown.</summary>
    public double? Load { get; init; }

    /// <summary>The newest reading.</summary>
    public MachineFigures? Figures { get; init; }

    /// <summary>What it has.</summary>
    public DeviceCapacity? Capacity { get; init; }

    /// <summary>Room held for its live attempts.</summary>
    public ResourceAmounts? Reserved { get; init; }

    /// <summary>Load not from our missions.</summary>
    public ResourceAmounts? Foreign { get; init; }

    /// <summary>Live attempts.</summary>
    public required int Running { get; init; }

    /// <summary>Labels.</summary>
    public Dictionary<string, string>? Labels { get; init; }

    /// <summary>What it can do.</summary>
    public DeviceCapabilities? Capabilities { get; init; }

    /// <summary>The agent's version.</summary>
    public string? AgentVersion { get; init; }

    /// <summary>When it was last heard, by the coordinator's clock.</summary>
    public DateTimeOffset? LastSeenAt { get; init; }

    /// <summary>Live missions with what they use.</summary>
    public IReadOnlyList<HeldAttempt>? Attempts { get; init; }
}
