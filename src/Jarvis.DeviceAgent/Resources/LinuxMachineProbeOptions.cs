namespace Jarvis.DeviceAgent.Resources;

/// <summary>What a machine probe reads, and which share of the machine the device is.</summary>
internal sealed record LinuxMachineProbeOptions
{
    /// <summary>Where the kernel's process files are.</summary>
    public string ProcRoot { get; init; } = "/proc";

    /// <summary>Whether the limits of a container around us bound the capacity and the figures.</summary>
    public bool ContainerAware { get; init; } = true;

    /// <summary>The data folder: its volume is measured, and its bytes when <see cref="DiskMb"/> is given.</summary>
    public required string WorkVolume { get; init; }

    /// <summary>Folders of the device's own group, by controller ("memory", "cpu", "cpuacct", "unified"); null where the machine lets us make none.</summary>
    public IReadOnlyDictionary<string, string>? ShareControllerPaths { get; init; }

    /// <summary>The device's share in cores; null: all of the machine.</summary>
    public double? CpuCores { get; init; }

    /// <summary>The device's share of memory in MB; null: all of the machine.</summary>
    public double? MemoryMb { get; init; }

    /// <summary>The device's share of the volume in MB; null: all of it.</summary>
    public double? DiskMb { get; init; }
}
