using System.Globalization;
using Jarvis.DeviceAgent.Limits;
using Jarvis.DeviceAgent.Tests.Missions;
using Shouldly;
using Xunit;

namespace Jarvis.DeviceAgent.Tests.Limits;

public sealed class DeviceCgroupTests
{
    private static DeviceCgroup Create(string id, double? cores = null, double? megabytes = null)
    {
        var device = DeviceCgroup.TryCreate(id, cores, megabytes, out var reason);
        return device.ShouldNotBeNull($"these tests need root and cgroups (v2 with memory, cpu and pids, or v1): {reason}");
    }

    private static string NewId() => "test-" + Guid.NewGuid().ToString("N")[..8];

    [Fact]
    public void The_share_is_the_ceiling_of_the_group()
    {
        var device = Create(NewId(), cores: 0.5, megabytes: 256);
        try
        {
            Figure(device.ControllerPaths["memory"], "memory.max", "memory.limit_in_bytes").ShouldBe("268435456");
            Figure(device.ControllerPaths["cpu"], "cpu.max", "cpu.cfs_quota_us").Split(' ')[0].ShouldBe("50000");
            device.Describe().ShouldContain("jarvis-test-");
            device.Describe().ShouldNotContain("not set");
            Directory.Exists(device.ForeignGroupPath).ShouldBeTrue();
            device.ForeignProcsFiles.ShouldAllBe(f => File.Exists(f));
        }
        finally
        {
            device.Remove().ShouldBeTrue();
        }
    }

    [Fact]
    public void A_mission_gets_its_ceilings_and_never_more_cpu_than_the_share()
    {
        var device = Create(NewId(), cores: 1, megabytes: 512);
        try
        {
            using var mission = device.CreateMission("m.1.0", new() { MemoryMb = 100, CpuPercent = 5000, Processes = 50, CpuWeight = 200 });
            Figure(mission.ControllerPaths["memory"], "memory.max", "memory.limit_in_bytes").ShouldBe("104857600");
            Figure(mission.ControllerPaths["cpu"], "cpu.max", "cpu.cfs_quota_us").Split(' ')[0].ShouldBe("100000");
            Figure(mission.ControllerPaths["cpu"], "cpu.weight", "cpu.shares").ShouldBeOneOf("200", "2048");
            Figure(mission.ControllerPaths["pids"], "pids.max", "pids.max").ShouldBe("50");
            mission.IsEmpty().ShouldBeTrue();
            device.OpenMission("m.1.0").ShouldNotBeNull().ProcsFiles.ShouldBe(mission.ProcsFiles, ignoreOrder: true);
            device.OpenMission("m.2.0").ShouldBeNull();
        }
        finally
        {
            device.Remove().ShouldBeTrue();
        }
    }

    [Fact]
    public async Task Groups_of_an_earlier_agent_are_removed_when_empty_and_kept_when_not()
    {
        var id = NewId();
        var device = Create(id, megabytes: 256);
        await using var bench = await SupervisorBench.StartAsync();
        var living = device.CreateMission("living.1.0", new());
        device.CreateMission("ended.1.0", new());
        var launch = bench.Shell("exec sleep 1000", [.. living.ProcsFiles]);
        var started = await bench.LaunchAsync(launch);

        var again = Create(id);
        again.OpenMission("ended.1.0").ShouldBeNull();
        again.OpenMission("living.1.0").ShouldNotBeNull().Pids().ShouldBe([started.Pid]);
        Figure(again.ControllerPaths["memory"], "memory.max", "memory.limit_in_bytes").ShouldNotBe("268435456");
        again.Remove().ShouldBeFalse();
        (await bench.Client.StopAsync(launch.Key, TimeSpan.Zero, bench.Ending)).ShouldBeTrue();
        await SupervisorBench.UntilAsync(again.Remove, "the empty group stays");
    }

    [Fact]
    public async Task Foreign_load_counts_against_the_share()
    {
        var device = Create(NewId(), megabytes: 256);
        using var load = System.Diagnostics.Process.Start("/bin/sh", ["-c", "sleep 1000"]);
        try
        {
            foreach (var file in device.ForeignProcsFiles)
                await File.WriteAllTextAsync(file, load.Id.ToString(CultureInfo.InvariantCulture));
            File.ReadAllLines(Path.Combine(device.ForeignGroupPath, "cgroup.procs")).ShouldContain(load.Id.ToString(CultureInfo.InvariantCulture));
        }
        finally
        {
            load.Kill(entireProcessTree: true);
            await load.WaitForExitAsync();
            await SupervisorBench.UntilAsync(device.Remove, "the empty group stays");
        }
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("..")]
    [InlineData("foreign")]
    public void A_name_that_is_no_folder_of_its_own_is_refused(string name)
    {
        var device = Create(NewId());
        try
        {
            Should.Throw<ArgumentException>(() => device.CreateMission(name, new()));
        }
        finally
        {
            device.Remove().ShouldBeTrue();
        }
    }

    private static string Figure(string folder, string v2, string v1) =>
        File.ReadAllText(Path.Combine(folder, File.Exists(Path.Combine(folder, v2)) ? v2 : v1)).Trim();
}
