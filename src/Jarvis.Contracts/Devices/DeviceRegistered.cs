using Jarvis.Contracts.Delivery;
using Jarvis.Contracts.Missions;

namespace Jarvis.Contracts.Devices;

/// <summary>What a device has in all, of which <c>jarvis</c> may use all but the headroom.</summary>
public sealed record DeviceCapacity
{
    /// <summary>Cores, fractions for a share.</summary>
    public required double CpuCores { get; init; }

    /// <summary>Memory, MB.</summary>
    public required double MemoryMb { get; init; }

    /// <summary>Size of the mission volume, MB.</summary>
    public required double DiskMb { get; init; }

    /// <summary>GPUs.</summary>
    public int Gpus { get; init; }

    /// <summary>Memory of all GPUs, MB.</summary>
    public double? GpuMemoryMb { get; init; }
}

/// <summary>An interpreter missions can run with.</summary>
public sealed record Interpreter
{
    /// <summary><c>python</c> or <c>shell</c>.</summary>
    public required string Language { get; init; }

    /// <summary>Real path.</summary>
    public required string Path { get; init; }

    /// <summary>Version as it prints it.</summary>
    public string? Version { get; init; }
}

/// <summary>What a device can do.</summary>
public sealed record DeviceCapabilities
{
    /// <summary><c>linux</c>, <c>macos</c>, <c>windows</c>.</summary>
    public required string OperatingSystem { get; init; }

    /// <summary><c>x64</c>, <c>arm64</c>.</summary>
    public required string Architecture { get; init; }

    /// <summary>Interpreters, the default of each language first.</summary>
    public required Interpreter[] Interpreters { get; init; }

    /// <summary>Path of the browser; null: none.</summary>
    public string? Browser { get; init; }

    /// <summary>How limits are held: <c>cgroup_v2</c>, <c>cgroup_v1</c>, <c>watched</c>.</summary>
    public required string LimitsBy { get; init; }

    /// <summary>Keys of the Python environments that are ready.</summary>
    public string[]? Environments { get; init; }
}

/// <summary>Agent → both, at each start and when what it says changes. It starts nothing before <see cref="DeviceAdmitted"/>.</summary>
public sealed record DeviceRegistered : IDeviceEvent
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

    /// <summary>The protocol's number: <see cref="CurrentProtocol"/>.</summary>
    public required int Protocol { get; init; }

    /// <summary>The kernel's boot id.</summary>
    public required string BootId { get; init; }

    /// <summary>The device's boottime, seconds.</summary>
    public required double BoottimeSeconds { get; init; }

    /// <summary>What it has.</summary>
    public required DeviceCapacity Capacity { get; init; }

    /// <summary>Its labels.</summary>
    public required Dictionary<string, string> Labels { get; init; }

    /// <summary>What it can do.</summary>
    public required DeviceCapabilities Capabilities { get; init; }

    /// <summary>The agent's version.</summary>
    public required string AgentVersion { get; init; }

    /// <summary>Attempts in its journal that have not ended.</summary>
    public required HeldAttempt[] Attempts { get; init; }

    /// <summary>Today's protocol number.</summary>
    public const int CurrentProtocol = 1;
}

/// <summary>Coordinator → device: welcome, or who is refused. The agent answers with a snapshot at once.</summary>
public sealed record DeviceAdmitted : IDeviceCommand
{
    /// <inheritdoc/>
    public required string DeviceId { get; init; }

    /// <inheritdoc/>
    public required long Epoch { get; init; }

    /// <summary>The incarnation it is meant for.</summary>
    public required Guid Incarnation { get; init; }

    /// <summary>Attempts to go on with.</summary>
    public required AttemptKey[] Keep { get; init; }

    /// <summary>Attempts to stop: their missions have ended or moved on.</summary>
    public required AttemptKey[] Stop { get; init; }

    /// <summary>Set when the device is refused (another live incarnation has its id): the sentence to show. Nothing may start.</summary>
    public string? Refused { get; init; }
}
