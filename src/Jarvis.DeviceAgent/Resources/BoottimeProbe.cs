using System.Diagnostics;

namespace Jarvis.DeviceAgent.Resources;

/// <summary>Time since boot that goes on while the machine sleeps (CLOCK_BOOTTIME); <see cref="Stopwatch"/> stops there. Leases count by it.</summary>
internal static class BoottimeProbe
{
    /// <summary>Time since boot, sleep included; on systems without that clock <see cref="Environment.TickCount64"/>.</summary>
    public static unsafe TimeSpan Now()
    {
        if (!OperatingSystem.IsLinux())
            return TimeSpan.FromMilliseconds(Environment.TickCount64);
        var time = stackalloc long[2];
        return LibcProbe.ClockGetTime(LibcProbe.ClockBoottime, time) == 0
            ? new TimeSpan(time[0] * TimeSpan.TicksPerSecond + time[1] / 100)
            : TimeSpan.FromMilliseconds(Environment.TickCount64);
    }
}
