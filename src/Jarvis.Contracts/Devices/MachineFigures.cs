namespace Jarvis.Contracts.Devices;

/// <summary>The seed's five figures of a machine at one moment. Null: unknown.</summary>
public sealed record MachineFigures
{
    /// <summary>When they were read.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>CPU use of the device, 0–100.</summary>
    public double? CpuPercent { get; init; }

    /// <summary>(total − available) / total, 0–100.</summary>
    public double? MemoryPercent { get; init; }

    /// <summary>Available memory, MB.</summary>
    public double? MemoryAvailableMb { get; init; }

    /// <summary>used / (used + available to users) of the mission volume, 0–100.</summary>
    public double? DiskPercent { get; init; }

    /// <summary>Free to users on the mission volume, GB.</summary>
    public double? DiskFreeGb { get; init; }
}
