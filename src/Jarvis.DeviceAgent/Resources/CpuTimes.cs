namespace Jarvis.DeviceAgent.Resources;

/// <summary>CPU time of the whole machine since boot, in clock ticks: the first line of /proc/stat.</summary>
internal readonly record struct CpuTimes(long User, long Nice, long System, long Idle, long IoWait, long Irq, long SoftIrq, long Steal)
{
    /// <summary>
    /// Reads the line "cpu"; columns an old kernel lacks are 0, a column that is not a number makes the whole unknown. Guest time is
    /// left out: the kernel counts it in user and nice already.
    /// </summary>
    public static CpuTimes? Parse(ReadOnlySpan<byte> stat)
    {
        if (!KernelText.TryTakeLine(ref stat, out var line) || !KernelText.TakeWord(ref line).SequenceEqual("cpu"u8))
            return null;
        Span<long> columns = stackalloc long[8];
        columns.Clear();
        var count = 0;
        for (; count < columns.Length; count++)
        {
            var word = KernelText.TakeWord(ref line);
            if (word.IsEmpty)
                break;
            if (KernelText.Number(word) is not { } value)
                return null;
            columns[count] = value;
        }

        return count < 4
            ? null
            : new CpuTimes(columns[0], columns[1], columns[2], columns[3], columns[4], columns[5], columns[6], columns[7]);
    }

    /// <summary>
    /// Busy share between two moments, 0-100: psutil's cpu_percent. Busy leaves out idle and iowait and holds steal; each column's
    /// step is at least 0, since iowait may go down. Null when no time passed or the counters were set back as a whole.
    /// </summary>
    public static double? BusyPercent(in CpuTimes earlier, in CpuTimes later)
    {
        var busy = Step(earlier.User, later.User) + Step(earlier.Nice, later.Nice) + Step(earlier.System, later.System)
            + Step(earlier.Irq, later.Irq) + Step(earlier.SoftIrq, later.SoftIrq) + Step(earlier.Steal, later.Steal);
        var total = busy + Step(earlier.Idle, later.Idle) + Step(earlier.IoWait, later.IoWait);
        return total <= 0 || later.Total < earlier.Total ? null : 100 * busy / total;
    }

    private double Total => (double)User + Nice + System + Idle + IoWait + Irq + SoftIrq + Steal;

    private static double Step(long earlier, long later) => Math.Max(0.0, (double)later - earlier);
}
