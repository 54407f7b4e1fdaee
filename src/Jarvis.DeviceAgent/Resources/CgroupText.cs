namespace Jarvis.DeviceAgent.Resources;

/// <summary>The files of a control group, of both versions of the kernel's interface.</summary>
internal static class CgroupText
{
    /// <summary>Memory without page cache, and the page cache, in bytes: memory.stat. Version 1's totals hold the groups below.</summary>
    public static (long? UsedBytes, long? CacheBytes) ParseMemory(ReadOnlySpan<byte> memoryStat)
    {
        if (KernelText.Field(memoryStat, "total_rss"u8) is { } resident)
        {
            var shared = KernelText.Field(memoryStat, "total_shmem"u8) ?? 0;
            return (Sum(resident, shared, KernelText.Field(memoryStat, "total_swap"u8) ?? 0),
                Less(KernelText.Field(memoryStat, "total_cache"u8), shared));
        }

        var anonymous = KernelText.Field(memoryStat, "anon"u8);
        var sharedMemory = KernelText.Field(memoryStat, "shmem"u8);
        return anonymous is { } anon && sharedMemory is { } shmem
            ? (Sum(anon, shmem, 0), Less(KernelText.Field(memoryStat, "file"u8), shmem))
            : (null, null);
    }

    /// <summary>CPU seconds of version 2's cpu.stat; ended members and groups below included.</summary>
    public static double? ParseCpuStatSeconds(ReadOnlySpan<byte> cpuStat) => KernelText.Field(cpuStat, "usage_usec"u8) / 1e6;

    /// <summary>CPU seconds of version 1's cpuacct.usage (nanoseconds); ended members and groups below included.</summary>
    public static double? ParseCpuAccountSeconds(ReadOnlySpan<byte> cpuacctUsage) => KernelText.Single(cpuacctUsage) / 1e9;

    /// <summary>Bytes read and written over all devices: version 2's io.stat or version 1's blkio.throttle.io_service_bytes.</summary>
    public static (long? ReadBytes, long? WriteBytes) ParseIo(ReadOnlySpan<byte> ioStat)
    {
        double read = 0, written = 0;
        while (KernelText.TryTakeLine(ref ioStat, out var line))
        {
            KernelText.TakeWord(ref line);
            while (KernelText.TakeWord(ref line) is { IsEmpty: false } word)
            {
                if (word.StartsWith("rbytes="u8))
                    read += KernelText.Number(word[7..]) ?? double.NaN;
                else if (word.StartsWith("wbytes="u8))
                    written += KernelText.Number(word[7..]) ?? double.NaN;
                else if (word.SequenceEqual("Read"u8))
                    read += KernelText.Number(KernelText.TakeWord(ref line)) ?? double.NaN;
                else if (word.SequenceEqual("Write"u8))
                    written += KernelText.Number(KernelText.TakeWord(ref line)) ?? double.NaN;
            }
        }

        return (read < long.MaxValue ? (long)read : null, written < long.MaxValue ? (long)written : null);
    }

    /// <summary>Lines of cgroup.procs or cgroup.threads: how many members.</summary>
    public static int CountMembers(ReadOnlySpan<byte> members) => members.Count((byte)'\n');

    private static long? Sum(long a, long b, long c) => (double)a + b + c is var sum and < long.MaxValue ? (long)sum : null;

    private static long? Less(long? whole, long part) => whole is { } bytes ? Math.Max(0, bytes - part) : null;
}
