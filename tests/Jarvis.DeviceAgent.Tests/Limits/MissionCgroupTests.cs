using Jarvis.DeviceAgent.Limits;
using Jarvis.DeviceAgent.Tests.Missions;
using Shouldly;
using Xunit;

namespace Jarvis.DeviceAgent.Tests.Limits;

public sealed class MissionCgroupTests
{
    [Fact]
    public async Task A_run_over_its_memory_is_killed_and_the_kernel_says_so()
    {
        await using var bench = await SupervisorBench.StartAsync();
        var group = bench.Device().CreateMission("m.1.0", new() { MemoryMb = 64 });
        await bench.LaunchAsync(bench.Program(["/usr/bin/python3", "-c", "b = bytearray(300 << 20)"], [.. group.ProcsFiles]));
        (await bench.NextEndingAsync()).Signal.ShouldBe(9);
        var evidence = group.ReadEvidence();
        evidence.OomKills.ShouldBe(1);
        evidence.PeakMb.ShouldNotBeNull().ShouldBeInRange(32, 64.1);
        // v1 keeps no count that can be trusted (its failcnt stays 0 through an OOM kill).
        if (File.Exists(Path.Combine(group.ControllerPaths["memory"], "memory.events")))
            evidence.LimitHits.ShouldNotBeNull().ShouldBeGreaterThan(0);
        else
            evidence.LimitHits.ShouldBeNull();
        evidence.PidsRefused.ShouldBe(0);
        group.Remove().ShouldBeTrue();
        group.ReadEvidence().ShouldBe(new MemoryEvidence());
    }

    [Fact]
    public async Task A_run_within_its_memory_leaves_a_peak_and_no_kill()
    {
        await using var bench = await SupervisorBench.StartAsync();
        using var group = bench.Device().CreateMission("m.1.0", new() { MemoryMb = 200 });
        await bench.LaunchAsync(bench.Program(["/usr/bin/python3", "-c", "b = bytearray(100 << 20)"], [.. group.ProcsFiles]));
        (await bench.NextEndingAsync()).ExitCode.ShouldBe(0);
        var evidence = group.ReadEvidence();
        evidence.OomKills.ShouldBe(0);
        evidence.PeakMb.ShouldNotBeNull().ShouldBeInRange(100, 200);
    }

    [Fact]
    public async Task A_fork_bomb_is_held_and_ended()
    {
        await using var bench = await SupervisorBench.StartAsync();
        var group = bench.Device().CreateMission("m.1.0", new() { Processes = 20 });
        var launch = bench.Program(["/usr/bin/python3", "-c", "import os, time\nwhile True:\n  try: os.fork()\n  except OSError: time.sleep(0.05)"], [.. group.ProcsFiles]);
        await bench.LaunchAsync(launch);
        await SupervisorBench.UntilAsync(() => group.ReadEvidence().PidsRefused > 0, "nothing was refused");
        group.Pids().Count.ShouldBeInRange(15, 20);
        (await bench.Client.StopAsync(launch.Key, TimeSpan.Zero, bench.Ending)).ShouldBeTrue();
        group.IsEmpty().ShouldBeTrue();
        group.Remove().ShouldBeTrue();
    }

    [Fact]
    public async Task No_process_of_a_run_is_outside_any_of_its_groups()
    {
        await using var bench = await SupervisorBench.StartAsync();
        var device = bench.Device();
        for (var i = 0; i < 20; i++)
        {
            using var group = device.CreateMission($"m{i}.1.0", new());
            var launch = bench.Shell($"(setsid sleep 1000 & echo $! > child{i}) & echo $$ > main{i}; wait; sleep 1000", [.. group.ProcsFiles]);
            var started = await bench.LaunchAsync(launch);
            var child = await bench.PidInAsync($"child{i}");
            group.Pids().ShouldContain(started.Pid);
            group.Pids().ShouldContain(child);
            foreach (var file in group.ProcsFiles)
                await SupervisorBench.UntilAsync(() => File.ReadAllLines(file).Contains($"{child}") && File.ReadAllLines(file).Contains($"{started.Pid}"), $"{file} lacks a process");
            var supervisor = $"{bench.Client.SupervisorPid}";
            await SupervisorBench.UntilAsync(() => !group.ProcsFiles.Any(f => File.ReadAllLines(f).Contains(supervisor)), "the supervisor stays in the group");
            (await bench.Client.StopAsync(launch.Key, TimeSpan.Zero, bench.Ending)).ShouldBeTrue();
            SupervisorBench.Lives(child).ShouldBeFalse();
        }
    }

    [Fact]
    public async Task Kill_and_signal_reach_every_member()
    {
        await using var bench = await SupervisorBench.StartAsync();
        using var group = bench.Device().CreateMission("m.1.0", new());
        await bench.LaunchAsync(bench.Shell("for i in 1 2 3; do (trap 'exit 0' USR1; while :; do sleep 0.02; done) & done; echo $$ > main; trap 'exit 11' USR1; while :; do sleep 0.02; done", [.. group.ProcsFiles]));
        await bench.PidInAsync("main");
        await SupervisorBench.UntilAsync(() => group.Pids().Count >= 4, "too few members");
        group.Kill();
        (await bench.NextEndingAsync()).Signal.ShouldBe(9);
        await SupervisorBench.UntilAsync(group.IsEmpty, "members live on");
    }

    [Fact]
    public async Task A_cpu_ceiling_throttles()
    {
        await using var bench = await SupervisorBench.StartAsync();
        using var group = bench.Device().CreateMission("m.1.0", new() { CpuPercent = 20 });
        var launch = bench.Shell("while :; do :; done", [.. group.ProcsFiles]);
        await bench.LaunchAsync(launch);
        var stat = Path.Combine(group.ControllerPaths["cpu"], "cpu.stat");
        await SupervisorBench.UntilAsync(() => File.ReadAllLines(stat).Any(l => l.StartsWith("nr_throttled ", StringComparison.Ordinal) && l[13..] != "0"), "not throttled");
        (await bench.Client.StopAsync(launch.Key, TimeSpan.Zero, bench.Ending)).ShouldBeTrue();
    }
}
