using System.Text;
using CsCheck;
using Jarvis.DeviceAgent.Resources;
using Shouldly;
using Xunit;

namespace Jarvis.DeviceAgent.Tests.Resources;

/// <summary>A file cut anywhere, or of any bytes, never throws, and a figure read from a cut file is the right one or unknown.</summary>
public class CutFilesTests
{
    private static readonly string[] Files =
    [
        "node_exporter/stat", "node_exporter/meminfo", "node_exporter/loadavg", "node_exporter/diskstats", "node_exporter/pressure/io",
        "procfs/26231/stat", "procfs/26231/io", "procfs/26231/smaps_rollup", "procfs/26231/net/dev",
    ];

    [Fact]
    public void A_file_cut_at_any_byte_gives_the_right_figure_or_none()
    {
        foreach (var name in Files)
        {
            var whole = Fixture.Read(name);
            var right = Figures(whole);
            right.ShouldContain(figure => figure != null, name);
            for (var length = 0; length < whole.Length; length++)
            {
                var cut = Figures(whole.AsSpan(0, length));
                for (var i = 0; i < cut.Length; i++)
                    (cut[i] is null || Equals(cut[i], right[i])).ShouldBeTrue($"{name} cut at {length}: figure {i} is {cut[i]}, not {right[i]}");
            }
        }
    }

    [Fact]
    public void Random_bytes_never_throw()
    {
        Gen.Byte.Array[0, 400].Sample(bytes => Figures(bytes).Length > 0, iter: 5_000);
    }

    [Fact]
    public void A_real_file_with_bytes_changed_never_throws()
    {
        var originals = Files.Select(Fixture.Read).ToArray();
        var nasty = Gen.OneOf(Gen.Byte, Gen.Int[0, 6].Select(i => "\n )-9:\0"u8[i]));
        Gen.Select(Gen.Int[0, Files.Length - 1], Gen.Select(Gen.Int[0, 5_000], nasty).Array[1, 20]).Sample((file, changes) =>
        {
            var bytes = (byte[])originals[file].Clone();
            foreach (var (at, value) in changes)
                bytes[at % bytes.Length] = value;
            return Figures(bytes).Length > 0;
        }, iter: 5_000);
    }

    [Fact]
    public void Figures_of_odd_numbers_are_never_negative_nor_endless()
    {
        Gen.Long.Array[1, 12].Sample(numbers =>
        {
            var text = Encoding.ASCII.GetBytes("cpu  " + string.Join(' ', numbers) + "\n");
            if (CpuTimes.Parse(text) is not { } times)
                return true;
            return CpuTimes.BusyPercent(default, times) is null or (>= 0 and <= 100);
        });
    }

    // Sums over lines are not compared, only run: a list cut at a line's end is a shorter list. So is available memory, which is
    // estimated from several lines where the kernel does not say it.
    private static object?[] Figures(ReadOnlySpan<byte> bytes)
    {
        var devices = new DeviceTraffic[8];
        DeviceTraffic.ParseDisks(bytes, devices);
        var disk = devices[0] == default ? null : (object)devices[0];
        Array.Clear(devices);
        DeviceTraffic.ParseNetwork(bytes, devices);
        var link = devices[0] == default ? null : (object)devices[0];
        _ = CgroupText.ParseIo(bytes);
        _ = ContainerLimits.Groups(bytes, bytes);
        _ = ProcessMemory.Parse(bytes);
        _ = MachineMemory.ParseLowWatermarkPages(bytes);
        var memory = MachineMemory.Parse(bytes);
        var pressure = Pressure.Parse(bytes);
        var (used, cache) = CgroupText.ParseMemory(bytes);
        return
        [
            CpuTimes.Parse(bytes), memory.TotalBytes, KernelText.KilobytesField(bytes, "Pss:"u8), memory.SwapTotalBytes, memory.SwapFreeBytes,
            pressure.SomePercent, pressure.FullPercent, ProcessStat.Parse(bytes), ProcessIo.Parse(bytes).ReadBytes,
            ProcessIo.Parse(bytes).WriteBytes, disk, link, used, cache, CgroupText.ParseCpuStatSeconds(bytes),
            CgroupText.ParseCpuAccountSeconds(bytes), ContainerLimits.ParseCpuMax(bytes), KernelText.Single(bytes), FirstDecimal(bytes),
        ];
    }

    private static object? FirstDecimal(ReadOnlySpan<byte> bytes)
    {
        if (!KernelText.TryTakeLine(ref bytes, out var line))
            return null;
        return KernelText.Decimal(KernelText.TakeWord(ref line));
    }
}
