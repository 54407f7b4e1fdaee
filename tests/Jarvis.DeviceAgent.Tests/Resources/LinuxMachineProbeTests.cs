using Jarvis.DeviceAgent.Resources;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace Jarvis.DeviceAgent.Tests.Resources;

public sealed class LinuxMachineProbeTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private readonly string _folder = Directory.CreateTempSubdirectory("jarvis-probe-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_live_machine_reads_as_psutil_reads_it()
    {
        if (!Python.HasPsutil)
            return;
        using var probe = new LinuxMachineProbe(new LinuxMachineProbeOptions { WorkVolume = _folder, ContainerAware = false });
        var before = probe.Read(Now);
        var peer = Python.Ask("""
            import json, psutil, sys
            m, s, d = psutil.virtual_memory(), psutil.swap_memory(), psutil.disk_usage(sys.argv[1])
            print(json.dumps(dict(percent=m.percent, total=m.total, available=m.available, swap=s.percent, disk=d.percent, size=d.total, free=d.free, cores=psutil.cpu_count())))
            """, _folder);
        var after = probe.Read(Now);
        after.At.ShouldBe(Now);
        // Other work on the machine moves the figures meanwhile: the peer's lie between ours, give or take.
        void Between(double? first, string name, double unit, double? second, double slack) => (peer.GetProperty(name).GetDouble() / unit)
            .ShouldBeInRange(Math.Min(first!.Value, second!.Value) - slack, Math.Max(first.Value, second.Value) + slack, name);
        Between(before.MemoryPercent, "percent", 1, after.MemoryPercent, 1.5);
        Between(before.MemoryAvailableMb, "available", 1 << 20, after.MemoryAvailableMb, 300);
        Between(before.SwapPercent, "swap", 1, after.SwapPercent, 1);
        Between(before.DiskPercent, "disk", 1, after.DiskPercent, 0.3);
        Between(before.DiskFreeGb, "free", 1 << 30, after.DiskFreeGb, 0.5);
        after.Load1.ShouldNotBeNull();
        probe.Capacity.MemoryMb.ShouldBe(peer.GetProperty("total").GetDouble() / 1048576, 0.01);
        probe.Capacity.DiskMb.ShouldBe(peer.GetProperty("size").GetDouble() / 1048576, 0.01);
        probe.Capacity.CpuCores.ShouldBeLessThanOrEqualTo(peer.GetProperty("cores").GetInt32());
        probe.Capacity.CpuCores.ShouldBeGreaterThan(0);
        probe.Faults.ShouldBeEmpty();
    }

    [Fact]
    public void Cpu_of_the_same_two_files_is_the_figure_psutil_makes_of_them()
    {
        if (!Python.HasPsutil)
            return;
        var (first, second) = (Path.Combine(_folder, "a"), Path.Combine(_folder, "b"));
        WriteProc(first, "cpu  301854 612 111922 8979004 3552 2 3944 0 44 36\n");
        WriteProc(second, "cpu  302854 620 112122 8983004 3640 2 3964 15 144 40\n");
        var peer = Python.Ask("""
            import json, psutil, sys
            psutil.PROCFS_PATH = sys.argv[1]; psutil.cpu_percent()
            psutil.PROCFS_PATH = sys.argv[2]; print(json.dumps(psutil.cpu_percent()))
            """, first, second).GetDouble();
        var percent = CpuTimes.BusyPercent(CpuTimes.Parse(File.ReadAllBytes(first + "/stat"))!.Value, CpuTimes.Parse(File.ReadAllBytes(second + "/stat"))!.Value);
        percent!.Value.ShouldBe(peer, 0.051);
    }

    [Fact]
    public void Cpu_and_rates_are_unknown_until_there_is_a_window_and_right_after_it()
    {
        var time = new FakeTimeProvider();
        WriteProc(_folder, "cpu  100 0 0 100 0 0 0 0 0 0\ncpu0 100 0 0 100 0 0 0 0 0 0\n", diskSectors: 10);
        using var probe = Probe(new LinuxMachineProbeOptions { WorkVolume = _folder, ProcRoot = _folder, ContainerAware = false }, time);
        time.Advance(TimeSpan.FromMilliseconds(10));
        var tooSoon = probe.Read(Now);
        tooSoon.CpuPercent.ShouldBeNull();
        tooSoon.DiskReadBytesPerSecond.ShouldBeNull();

        WriteProc(_folder, "cpu  125 0 0 175 0 0 0 0 0 0\ncpu0 125 0 0 175 0 0 0 0 0 0\n", diskSectors: 30);
        time.Advance(TimeSpan.FromMilliseconds(1990));
        var reading = probe.Read(Now);
        reading.CpuPercent.ShouldBe(25.0);
        reading.DiskReadBytesPerSecond.ShouldBe(20 * 512 / 2.0);
        probe.Capacity.CpuCores.ShouldBe(1);
    }

    [Fact]
    public void A_machine_without_readable_files_gives_nulls_and_says_why_once()
    {
        using var probe = Probe(new LinuxMachineProbeOptions { WorkVolume = _folder, ProcRoot = _folder + "/none" });
        probe.Read(Now);
        var faults = probe.Faults.Count;
        var reading = probe.Read(Now);
        (reading with { DiskPercent = null, DiskFreeGb = null }).ShouldBe(new MachineReading { At = Now });
        faults.ShouldBeGreaterThan(0);
        probe.Faults.Count.ShouldBe(faults);
        probe.Faults.ShouldContain(fault => fault.Source.Contains("meminfo", StringComparison.Ordinal));
    }

    [Fact]
    public void A_container_bounds_capacity_and_figures()
    {
        WriteProc(_folder, "cpu  1 0 0 1 0 0 0 0 0 0\ncpu0 1 0 0 1\ncpu1 1 0 0 1\ncpu2 1 0 0 1\ncpu3 1 0 0 1\n");
        var group = Directory.CreateDirectory(_folder + "/cg/pod").FullName;
        Directory.CreateDirectory(_folder + "/self");
        File.WriteAllText(_folder + "/self/cgroup", "0::/pod/inner\n");
        File.WriteAllText(_folder + "/self/mountinfo", $"41 31 0:38 / {_folder}/cg rw,relatime - cgroup2 cgroup2 rw\n");
        File.WriteAllText(group + "/cpu.max", "150000 100000\n");
        File.WriteAllText(group + "/memory.max", "104857600\n");
        File.WriteAllText(group + "/memory.stat", "anon 52428800\nfile 1000\nshmem 0\n");
        File.WriteAllText(group + "/cpu.stat", "usage_usec 1000000\n");
        var time = new FakeTimeProvider();
        using var probe = Probe(new LinuxMachineProbeOptions { WorkVolume = _folder, ProcRoot = _folder }, time);
        File.WriteAllText(group + "/cpu.stat", "usage_usec 1750000\n");
        time.Advance(TimeSpan.FromSeconds(1));
        var reading = probe.Read(Now);
        (probe.Capacity.CpuCores, probe.Capacity.MemoryMb).ShouldBe((1.5, 100));
        (reading.CpuPercent, reading.MemoryPercent, reading.MemoryAvailableMb).ShouldBe((50, 50, 50));
    }

    [Fact]
    public void A_share_is_measured_by_its_own_group()
    {
        using var group = TestGroup.TryCreate("cpuacct", "memory", "unified");
        if (group is not { Paths.Count: 3 })
            return;
        File.WriteAllBytes(_folder + "/data", new byte[3 * 1024 * 1024]);
        using var probe = Probe(new LinuxMachineProbeOptions
        {
            WorkVolume = _folder,
            ShareControllerPaths = group.Paths,
            CpuCores = 0.1,
            MemoryMb = 200,
            DiskMb = 12,
        });
        using var script = new Python("""
            import os, sys, time
            for f in sys.argv[1].split(':'):
                open(f, 'w').write(str(os.getpid()))
            block = bytearray(b'x' * (100 << 20))
            print('ready', flush=True)
            end = time.monotonic() + 60
            while time.monotonic() < end: pass
            """, group.ProcsFiles);
        script.ReadLine();
        MachineReading reading = default;
        for (var deadline = DateTime.UtcNow.AddSeconds(15); DateTime.UtcNow < deadline && (reading.MemoryPercent is null or < 49 || reading.CpuPercent is null or < 80 || reading.DiskPercent is null); Thread.Yield())
            reading = probe.Read(Now);
        probe.Capacity.ShouldBe(new DeviceCapacity(0.1, 200, 12));
        reading.CpuPercent!.Value.ShouldBeInRange(80, 100);
        reading.MemoryPercent!.Value.ShouldBeInRange(49, 65);
        reading.MemoryAvailableMb!.Value.ShouldBe(200 - 2 * reading.MemoryPercent.Value, 0.1);
        reading.DiskPercent!.Value.ShouldBe(25, 0.001);
    }

    [Fact]
    public void A_reading_makes_no_garbage()
    {
        using var group = TestGroup.TryCreate("cpuacct", "memory", "unified");
        using var machine = Probe(new LinuxMachineProbeOptions { WorkVolume = _folder });
        using var share = Probe(new LinuxMachineProbeOptions { WorkVolume = _folder, ShareControllerPaths = group?.Paths, CpuCores = 1, MemoryMb = 100 });
        Garbage.Of(() => machine.Read(Now)).ShouldBe(0);
        Garbage.Of(() => share.Read(Now)).ShouldBe(0);
    }

    [Fact]
    public void A_volume_that_hangs_gives_null_and_stops_nobody()
    {
        using var hangs = new ManualResetEventSlim();
        using var probe = new VolumeProbe(_folder, walks: false, folder =>
        {
            hangs.Wait();
            return new VolumeUse(100, 60, 50);
        });
        probe.Read().ShouldBe((null, null));
        hangs.Set();
        VolumeUse? use = null;
        for (var deadline = DateTime.UtcNow.AddSeconds(5); use is null && DateTime.UtcNow < deadline;)
            use = probe.Read().Use;
        use.ShouldBe(new VolumeUse(100, 60, 50));
        use!.Value.UsedPercent!.Value.ShouldBe(44.44, 0.01);
    }

    private static LinuxMachineProbe Probe(LinuxMachineProbeOptions options, TimeProvider? time = null) => new(options, time);

    private static void WriteProc(string folder, string stat, int diskSectors = 0)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(folder + "/stat", stat);
        File.WriteAllText(folder + "/meminfo", "MemTotal: 1048576 kB\nMemFree: 524288 kB\nMemAvailable: 786432 kB\nSwapTotal: 0 kB\nSwapFree: 0 kB\n");
        File.WriteAllText(folder + "/diskstats", $" 254 0 vda 1 0 {diskSectors} 0 0 0 0 0 0 0 0\n");
    }
}
