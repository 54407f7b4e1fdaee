namespace Jarvis.DeviceAgent.Resources;

/// <summary>All that only grows, at one moment; figures over time are differences of two of these.</summary>
internal readonly record struct MachineCounters
{
    /// <summary>On a clock that never goes back.</summary>
    public TimeSpan At { get; init; }

    /// <summary>CPU time of the machine.</summary>
    public CpuTimes? Cpu { get; init; }

    /// <summary>CPU time of the device's own group, in seconds.</summary>
    public double? ShareCpuSeconds { get; init; }

    /// <summary>What the disks moved.</summary>
    public TrafficTotals? Disks { get; init; }

    /// <summary>What the network devices moved.</summary>
    public TrafficTotals? Network { get; init; }

    /// <summary>
    /// Use of a share between two moments, 0-100: CPU seconds / (seconds × cores). Clamped at 100, since a quota allows short bursts
    /// above it. Null when a counter is unknown or went back, or no time passed.
    /// </summary>
    public static double? SharePercent(in MachineCounters earlier, in MachineCounters later, double cpuCores)
    {
        var seconds = (later.At - earlier.At).TotalSeconds;
        var used = later.ShareCpuSeconds - earlier.ShareCpuSeconds;
        return seconds > 0 && cpuCores > 0 && used >= 0 ? Math.Min(100, 100 * used.Value / (seconds * cpuCores)) : null;
    }

    /// <summary>Bytes a second, in and out, between two totals; null when one is unknown, a counter was reset, or no time passed.</summary>
    public static (double? In, double? Out) Rates(TrafficTotals? earlier, TrafficTotals? later, TimeSpan elapsed) =>
        earlier is { } from && later is { } to && from.Epoch == to.Epoch && elapsed > TimeSpan.Zero
            ? ((to.InBytes - from.InBytes) / elapsed.TotalSeconds, (to.OutBytes - from.OutBytes) / elapsed.TotalSeconds)
            : (null, null);
}
