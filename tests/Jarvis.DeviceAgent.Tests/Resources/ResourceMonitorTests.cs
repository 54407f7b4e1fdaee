using Jarvis.DeviceAgent.Resources;
using Shouldly;
using Xunit;

namespace Jarvis.DeviceAgent.Tests.Resources;

public class ResourceMonitorTests
{
    [Fact]
    public void The_first_snapshot_has_all_five_figures()
    {
        var snapshot = ResourceMonitor.GetResourceSnapshot();
        snapshot.CpuPercent!.Value.ShouldBeInRange(0, 100);
        snapshot.MemoryPercent!.Value.ShouldBeInRange(0.1, 100);
        snapshot.MemoryAvailableMb!.Value.ShouldBeGreaterThan(0);
        snapshot.DiskPercent!.Value.ShouldBeInRange(0, 100);
        snapshot.DiskFreeGb!.Value.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void A_process_reads_as_psutil_reads_it()
    {
        if (!Python.HasPsutil)
            return;
        using var script = new Python("""
            import threading, time
            threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
            end = time.monotonic() + 0.5
            while time.monotonic() < end: pass
            print('ready', flush=True); input()
            """);
        script.ReadLine();
        var process = ResourceMonitor.GetProcessResources(script.Pid)!;
        var age = BoottimeProbe.Now() - TimeSpan.FromSeconds(StartTicks(script.Pid) / 100.0);
        var peer = Python.Ask("import json, psutil, sys; p = psutil.Process(int(sys.argv[1])); print(json.dumps([p.memory_info().rss, p.num_threads(), sum(p.cpu_times()[:2])]))", script.Pid.ToString());
        process.Pid.ShouldBe(script.Pid);
        process.MemoryMb!.Value.ShouldBe(peer[0].GetDouble() / 1048576, 0.5);
        process.NumThreads.ShouldBe(peer[1].GetInt32());
        // No earlier call: over its whole life. It waits for us now, so its CPU time stands still.
        var expected = 100 * peer[2].GetDouble() / age.TotalSeconds;
        process.CpuPercent!.Value.ShouldBe(expected, 0.1 * expected);
        script.GoOn();
    }

    [Fact]
    public void A_process_that_is_not_there_is_null()
    {
        ResourceMonitor.GetProcessResources(int.MaxValue).ShouldBeNull();
        ResourceMonitor.GetProcessResources(-1).ShouldBeNull();
        ResourceMonitor.GetProcessResources(0).ShouldBeNull();
    }

    [Fact]
    public void Boottime_is_the_kernels_uptime()
    {
        var uptime = double.Parse(File.ReadAllText("/proc/uptime").Split(' ')[0]);
        BoottimeProbe.Now().TotalSeconds.ShouldBe(uptime, 5);
    }

    private static long StartTicks(int pid)
    {
        using var proc = new ProcFolderProbe();
        return proc.ReadStatOf(pid)!.Value.StartTicks;
    }
}
