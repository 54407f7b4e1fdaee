namespace Jarvis.DeviceAgent.Resources;

/// <summary>The machine's memory and swap in bytes: /proc/meminfo.</summary>
internal readonly record struct MachineMemory(long? TotalBytes, long? AvailableBytes, long? SwapTotalBytes, long? SwapFreeBytes)
{
    /// <summary>
    /// Reads the file. What a kernel does not say, or a container says wrongly, is found as psutil finds it: available of 0 or missing
    /// is estimated, available above the total is what is free.
    /// </summary>
    /// <param name="meminfo">/proc/meminfo.</param>
    /// <param name="lowWatermarkBytes">See <see cref="ParseLowWatermarkPages"/>; null where unknown.</param>
    public static MachineMemory Parse(ReadOnlySpan<byte> meminfo, long? lowWatermarkBytes = null)
    {
        var total = KernelText.KilobytesField(meminfo, "MemTotal:"u8);
        var available = KernelText.KilobytesField(meminfo, "MemAvailable:"u8);
        if (available is null or 0 && KernelText.KilobytesField(meminfo, "MemFree:"u8) is { } free)
            available = Estimate(meminfo, free, lowWatermarkBytes);
        else if (available > total)
            available = KernelText.KilobytesField(meminfo, "MemFree:"u8);
        return new MachineMemory(total, available <= total ? available : null,
            KernelText.KilobytesField(meminfo, "SwapTotal:"u8), KernelText.KilobytesField(meminfo, "SwapFree:"u8));
    }

    /// <summary>Sum of the zones' lines "low" in /proc/zoneinfo, in pages: memory the kernel keeps back. Null when there is none.</summary>
    public static long? ParseLowWatermarkPages(ReadOnlySpan<byte> zoneinfo)
    {
        long? pages = null;
        while (KernelText.TryTakeLine(ref zoneinfo, out var line))
        {
            if (KernelText.TakeWord(ref line).SequenceEqual("low"u8) && KernelText.Number(KernelText.TakeWord(ref line)) is { } low and <= int.MaxValue)
                pages = (pages ?? 0) + low;
        }

        return pages;
    }

    // What is free above the watermark, and of page cache and reclaimable slab all but half or the watermark (kernel commit 34e431b0).
    private static long? Estimate(ReadOnlySpan<byte> meminfo, long free, long? lowWatermarkBytes)
    {
        double? pageCache = (double?)KernelText.KilobytesField(meminfo, "Active(file):"u8) + KernelText.KilobytesField(meminfo, "Inactive(file):"u8);
        double? slab = KernelText.KilobytesField(meminfo, "SReclaimable:"u8);
        if (lowWatermarkBytes is not { } low || pageCache is not { } cache || slab is not { } reclaimable)
            return (double)free + (KernelText.KilobytesField(meminfo, "Cached:"u8) ?? 0) is var rough and < long.MaxValue ? (long)rough : null;
        var bytes = free - low + (cache - Math.Min(cache / 2, low)) + (reclaimable - Math.Min(reclaimable / 2, low));
        return bytes < long.MaxValue ? (long)Math.Max(0, bytes) : null;
    }

    /// <summary>(total − available) / total, 0-100.</summary>
    public double? UsedPercent => TotalBytes > 0 ? 100.0 * (TotalBytes - AvailableBytes) / TotalBytes : null;

    /// <summary>Used share of the swap, 0-100; 0 where the machine has none, as in psutil.</summary>
    public double? SwapPercent => SwapTotalBytes switch
    {
        null => null,
        0 => 0,
        _ => SwapFreeBytes <= SwapTotalBytes ? 100.0 * (SwapTotalBytes - SwapFreeBytes) / SwapTotalBytes : null,
    };
}
