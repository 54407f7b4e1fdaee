using System.ComponentModel;
using System.Diagnostics;

namespace Jarvis.DeviceAgent.Resources;

/// <summary>Behind <see cref="ResourceMonitor"/>: one probe of the whole machine, and the last CPU time seen of processes asked for.</summary>
internal static class SnapshotProbe
{
    private const double BytesPerMb = 1024 * 1024;
    private const int MaxRemembered = 256;

    private static readonly Lock Gate = new();
    private static readonly Dictionary<int, (long StartTicks, double CpuSeconds, TimeSpan At)> Remembered = [];
    private static IMachineProbe? _machine;
    private static ProcFolderProbe? _proc;

    public static ResourceSnapshot TakeSnapshot()
    {
        lock (Gate)
        {
            if (_machine is null)
            {
                _machine = MachineProbe.Open(new LinuxMachineProbeOptions { WorkVolume = Path.GetPathRoot(Environment.SystemDirectory) is { Length: > 0 } root ? root : "/" });
                Thread.Sleep(ReadingWindow.Shortest);
            }

            var reading = _machine.Read(DateTimeOffset.UtcNow);
            return new ResourceSnapshot(reading.CpuPercent, reading.MemoryPercent, reading.MemoryAvailableMb, reading.DiskPercent, reading.DiskFreeGb);
        }
    }

    public static ProcessResources? TakeProcess(int pid)
    {
        lock (Gate)
            return OperatingSystem.IsLinux() ? TakeLinuxProcess(pid) : TakeOtherProcess(pid);
    }

    private static ProcessResources? TakeLinuxProcess(int pid)
    {
        _proc ??= new ProcFolderProbe();
        if (_proc.ReadStatOf(pid) is not { } stat)
            return null;
        var now = BoottimeProbe.Now();
        var cpuSeconds = (double)stat.OwnTicks / LibcProbe.ClockTicksPerSecond;
        var startedAt = TimeSpan.FromSeconds((double)stat.StartTicks / LibcProbe.ClockTicksPerSecond);
        return new ProcessResources(pid, CpuPercent(pid, stat.StartTicks, cpuSeconds, startedAt, now),
            stat.ResidentPages * Environment.SystemPageSize / BytesPerMb, stat.NumThreads);
    }

    private static ProcessResources? TakeOtherProcess(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            var startedAt = process.StartTime.ToUniversalTime();
            var age = DateTime.UtcNow - startedAt;
            var now = BoottimeProbe.Now();
            return new ProcessResources(pid, CpuPercent(pid, startedAt.Ticks, process.TotalProcessorTime.TotalSeconds, now - age, now),
                process.WorkingSet64 / BytesPerMb, process.Threads.Count);
        }
        catch (ArgumentException)
        {
            return null;
        }
        catch (Exception fault) when (fault is InvalidOperationException or Win32Exception or NotSupportedException)
        {
            return new ProcessResources(pid, null, null, null);
        }
    }

    // Since the last call when that is long enough ago to be measured, else since the process's start.
    private static double? CpuPercent(int pid, long startTicks, double cpuSeconds, TimeSpan startedAt, TimeSpan now)
    {
        var known = Remembered.TryGetValue(pid, out var earlier) && earlier.StartTicks == startTicks;
        var measurable = known && now - earlier.At >= ReadingWindow.Shortest;
        var (from, used) = measurable ? (earlier.At, cpuSeconds - earlier.CpuSeconds) : (startedAt, cpuSeconds);
        if (!known || measurable)
        {
            if (Remembered.Count >= MaxRemembered)
                Remembered.Clear();
            Remembered[pid] = (startTicks, cpuSeconds, now);
        }

        return now > from && used >= 0 ? 100 * used / (now - from).TotalSeconds : null;
    }
}
