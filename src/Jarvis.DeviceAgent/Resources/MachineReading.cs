namespace Jarvis.DeviceAgent.Resources;

/// <summary>
/// One reading of the machine, or of this device's share of it, at one moment. A figure that could not be read is null, never 0.
/// Percentages are 0-100. MB = 1024² bytes, GB = 1024³ bytes.
/// </summary>
public readonly record struct MachineReading
{
    /// <summary>When the reading was taken.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>Busy share of the CPU since an earlier reading at least 100 ms old: of the machine, or of the device's cores.</summary>
    public double? CpuPercent { get; init; }

    /// <summary>(total − available) / total of the machine; for a share: anonymous, shared and swapped memory of its group / its size.</summary>
    public double? MemoryPercent { get; init; }

    /// <summary>Memory that can still be taken without swapping, in MB.</summary>
    public double? MemoryAvailableMb { get; init; }

    /// <summary>used / (used + available to users) of the volume; for a share with a disk size: bytes below its folder / its size.</summary>
    public double? DiskPercent { get; init; }

    /// <summary>What users can still write, in GB.</summary>
    public double? DiskFreeGb { get; init; }

    /// <summary>Load average of the machine over one minute.</summary>
    public double? Load1 { get; init; }

    /// <summary>Used share of the machine's swap; 0 where there is no swap.</summary>
    public double? SwapPercent { get; init; }

    /// <summary>Percent of the last 10 s in which some task waited for CPU (PSI some avg10).</summary>
    public double? CpuPressurePercent { get; init; }

    /// <summary>Percent of the last 10 s in which some task waited for memory (PSI some avg10).</summary>
    public double? MemoryPressurePercent { get; init; }

    /// <summary>Percent of the last 10 s in which some task waited for I/O (PSI some avg10).</summary>
    public double? IoPressurePercent { get; init; }

    /// <summary>Percent of the last 10 s in which every task waited for memory (PSI full avg10).</summary>
    public double? MemoryPressureFullPercent { get; init; }

    /// <summary>Read from the machine's disks, bytes a second.</summary>
    public double? DiskReadBytesPerSecond { get; init; }

    /// <summary>Written to the machine's disks, bytes a second.</summary>
    public double? DiskWriteBytesPerSecond { get; init; }

    /// <summary>Received by the machine's network devices, loopback and container links left out, bytes a second.</summary>
    public double? NetworkReceivedBytesPerSecond { get; init; }

    /// <summary>Sent by the machine's network devices, loopback and container links left out, bytes a second.</summary>
    public double? NetworkSentBytesPerSecond { get; init; }
}
