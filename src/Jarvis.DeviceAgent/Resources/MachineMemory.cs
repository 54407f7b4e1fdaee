namespace Jarvis.DeviceAgent.Resources;

/// <summary>The machine's memory and swap in bytes: /proc/meminfo.</summary>
internal readonly record struct MachineMemory(long? TotalBytes, long? AvailableBytes, long? SwapTotalBytes, long? SwapFreeBytes)
{
    /// <summary>
    /// Reads the file. A container may show more available than there is: then what is free counts, as in psutil.
    /// </summary>
    public static MachineMemory Parse(ReadOnlySpan<byte> meminfo)
    {
        var total = KernelText.KilobytesField(meminfo, "MemTotal:"u8);
        var available = KernelText.KilobytesField(meminfo, "MemAvailable:"u8);
        if (available > total)
            available = KernelText.KilobytesField(meminfo, "MemFree:"u8) is { } free && free <= total ? free : null;
        return new MachineMemory(total, available,
            KernelText.KilobytesField(meminfo, "SwapTotal:"u8), KernelText.KilobytesField(meminfo, "SwapFree:"u8));
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
