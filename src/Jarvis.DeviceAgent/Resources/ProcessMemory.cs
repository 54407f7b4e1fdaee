namespace Jarvis.DeviceAgent.Resources;

/// <summary>One process's part of memory in bytes: /proc/PID/smaps_rollup, where a page shared by n processes counts 1/n for each.</summary>
internal static class ProcessMemory
{
    /// <summary>
    /// Anonymous, shared and swapped memory; kernels that do not split it give all of PSS, file pages included. Null when unreadable.
    /// </summary>
    public static long? Parse(ReadOnlySpan<byte> smapsRollup)
    {
        var swap = KernelText.KilobytesField(smapsRollup, "SwapPss:"u8) ?? 0;
        var anonymous = KernelText.KilobytesField(smapsRollup, "Pss_Anon:"u8);
        var shared = KernelText.KilobytesField(smapsRollup, "Pss_Shmem:"u8);
        var resident = anonymous is not null && shared is not null
            ? (double?)anonymous + shared
            : KernelText.KilobytesField(smapsRollup, "Pss:"u8);
        return resident + swap is { } bytes and < long.MaxValue ? (long)bytes : null;
    }
}
