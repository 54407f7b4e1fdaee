namespace Jarvis.DeviceAgent.Resources;

/// <summary>Bytes one disk or network device moved since it appeared, by a hash of its name.</summary>
internal readonly record struct DeviceTraffic(ulong NameHash, long InBytes, long OutBytes)
{
    private const int SectorBytes = 512;

    /// <summary>
    /// Reads /proc/diskstats into <paramref name="into"/>: whole disks only, since a partition's traffic and that of a device built on
    /// disks (dm, md, loop, zram, ram) would count twice. In = read, out = written; a sector is 512 bytes whatever the disk's own.
    /// Returns how many were found; more than fit are left out.
    /// </summary>
    public static int ParseDisks(ReadOnlySpan<byte> diskstats, Span<DeviceTraffic> into)
    {
        var count = 0;
        ReadOnlySpan<byte> disk = default;
        while (count < into.Length && KernelText.TryTakeLine(ref diskstats, out var line))
        {
            KernelText.SkipWords(ref line, 2);
            var name = KernelText.TakeWord(ref line);
            if (name.IsEmpty || IsBuiltOnOthers(name) || IsPartitionOf(disk, name))
                continue;
            disk = name;
            KernelText.SkipWords(ref line, 2);
            var read = KernelText.Number(KernelText.TakeWord(ref line));
            KernelText.SkipWords(ref line, 3);
            var written = KernelText.Number(KernelText.TakeWord(ref line));
            if (read <= long.MaxValue / SectorBytes && written <= long.MaxValue / SectorBytes)
                into[count++] = new DeviceTraffic(Hash(name), read.Value * SectorBytes, written.Value * SectorBytes);
        }

        return count;
    }

    /// <summary>
    /// Reads /proc/net/dev into <paramref name="into"/>: loopback, container links and bridges left out. In = received, out = sent.
    /// Returns how many were found; more than fit are left out.
    /// </summary>
    public static int ParseNetwork(ReadOnlySpan<byte> netDev, Span<DeviceTraffic> into)
    {
        var count = 0;
        while (count < into.Length && KernelText.TryTakeLine(ref netDev, out var line))
        {
            var colon = line.LastIndexOf((byte)':');
            if (colon < 0)
                continue;
            var name = line[..colon].Trim(" \t"u8);
            line = line[(colon + 1)..];
            if (name.IsEmpty || IsInside(name))
                continue;
            var received = KernelText.Number(KernelText.TakeWord(ref line));
            KernelText.SkipWords(ref line, 7);
            var sent = KernelText.Number(KernelText.TakeWord(ref line));
            if (received is { } inBytes && sent is { } outBytes)
                into[count++] = new DeviceTraffic(Hash(name), inBytes, outBytes);
        }

        return count;
    }

    private static bool IsBuiltOnOthers(ReadOnlySpan<byte> name) =>
        name.StartsWith("loop"u8) || name.StartsWith("ram"u8) || name.StartsWith("zram"u8) || name.StartsWith("dm-"u8)
        || name.StartsWith("md"u8) || name.StartsWith("sr"u8) || name.StartsWith("fd"u8);

    // The kernel lists a disk's partitions right after it: sda, sda1; nvme0n1, nvme0n1p1.
    private static bool IsPartitionOf(ReadOnlySpan<byte> disk, ReadOnlySpan<byte> name)
    {
        if (disk.IsEmpty || name.Length <= disk.Length || !name.StartsWith(disk))
            return false;
        var rest = name[disk.Length..];
        if (char.IsAsciiDigit((char)disk[^1]))
        {
            if (rest[0] != 'p' || rest.Length == 1)
                return false;
            rest = rest[1..];
        }

        return rest.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0;
    }

    private static bool IsInside(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("lo"u8) || name.StartsWith("docker"u8) || name.StartsWith("veth"u8) || name.StartsWith("br-"u8)
        || name.StartsWith("virbr"u8) || name.StartsWith("ifb"u8);

    // FNV-1a: the name is only compared with names of the same few devices.
    private static ulong Hash(ReadOnlySpan<byte> name)
    {
        var hash = 14695981039346656037UL;
        foreach (var letter in name)
            hash = unchecked((hash ^ letter) * 1099511628211UL);
        return hash;
    }
}
