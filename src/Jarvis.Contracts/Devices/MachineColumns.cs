namespace Jarvis.Contracts.Devices;

/// <summary>A window of machine readings, one array per figure, all as long as <see cref="ReadAt"/>; an absent array is unknown throughout.</summary>
public sealed record MachineColumns
{
    /// <summary>When each reading was taken.</summary>
    public required DateTimeOffset[] ReadAt { get; init; }

    /// <summary>CPU use of the device, 0–100.</summary>
    public double?[]? CpuPercent { get; init; }

    /// <summary>Memory in use, 0–100.</summary>
    public double?[]? MemoryPercent { get; init; }

    /// <summary>Available memory, MB.</summary>
    public double?[]? MemoryAvailableMb { get; init; }

    /// <summary>Disk in use, 0–100.</summary>
    public double?[]? DiskPercent { get; init; }

    /// <summary>Free disk, GB.</summary>
    public double?[]? DiskFreeGb { get; init; }

    /// <summary>Load average of one minute.</summary>
    public double?[]? Load1 { get; init; }

    /// <summary>Swap in use, 0–100.</summary>
    public double?[]? SwapPercent { get; init; }

    /// <summary>CPU pressure, some avg10, percent.</summary>
    public double?[]? CpuPressurePercent { get; init; }

    /// <summary>Memory pressure, some avg10, percent.</summary>
    public double?[]? MemoryPressurePercent { get; init; }

    /// <summary>Memory pressure, full avg10, percent.</summary>
    public double?[]? MemoryPressureFullPercent { get; init; }

    /// <summary>I/O pressure, some avg10, percent.</summary>
    public double?[]? IoPressurePercent { get; init; }

    /// <summary>Disk reads, bytes a second.</summary>
    public double?[]? DiskReadBytesPerSecond { get; init; }

    /// <summary>Disk writes, bytes a second.</summary>
    public double?[]? DiskWriteBytesPerSecond { get; init; }

    /// <summary>Network in, bytes a second.</summary>
    public double?[]? NetworkReceivedBytesPerSecond { get; init; }

    /// <summary>Network out, bytes a second.</summary>
    public double?[]? NetworkSentBytesPerSecond { get; init; }
}
