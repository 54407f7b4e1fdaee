using System.Diagnostics;
using Jarvis.DeviceAgent.Missions;
using Shouldly;
using Xunit;

namespace Jarvis.DeviceAgent.Tests.Missions;

public sealed class SupervisorStopTests
{
    // Leaves its parent, its session and, told so, its environment.
    private static string Daemon(bool hides) => $"(setsid sh -c 'echo $$ > daemon; exec {(hides ? "env -i" : "")} sleep 1000' &); while [ ! -s daemon ]; do sleep 0.01; done; ";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Ends_the_whole_tree_with_a_daemon_that_left_it(bool inGroup)
    {
        await using var bench = await SupervisorBench.StartAsync();
        var group = inGroup ? bench.Device().CreateMission("m.1.0", new()) : null;
        var launch = bench.Shell(Daemon(hides: inGroup) + "sleep 1000", [.. group?.ProcsFiles ?? []]);
        var started = await bench.LaunchAsync(launch);
        var daemon = await bench.PidInAsync("daemon");
        SupervisorBench.Lives(daemon).ShouldBeTrue();

        (await bench.Client.StopAsync(launch.Key, TimeSpan.FromSeconds(5), bench.Ending, "cancel")).ShouldBeTrue();
        SupervisorBench.Lives(daemon).ShouldBeFalse();
        SupervisorBench.Lives(started.Pid).ShouldBeFalse();
        var ended = await bench.NextEndingAsync();
        ended.Signal.ShouldBe(15);
        ended.StoppedBy.ShouldBe("cancel");
        group?.IsEmpty().ShouldBeTrue();
        group?.Remove().ShouldBeTrue();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Kills_what_does_not_hear_SIGTERM_once_the_grace_is_over(bool inGroup)
    {
        await using var bench = await SupervisorBench.StartAsync();
        using var group = inGroup ? bench.Device().CreateMission("m.1.0", new()) : null;
        var launch = bench.Shell("trap '' TERM; echo $$ > daemon; while :; do sleep 0.05; done", [.. group?.ProcsFiles ?? []]);
        await bench.LaunchAsync(launch);
        await bench.PidInAsync("daemon");
        var since = Stopwatch.GetTimestamp();
        (await bench.Client.StopAsync(launch.Key, TimeSpan.FromMilliseconds(400), bench.Ending)).ShouldBeTrue();
        Stopwatch.GetElapsedTime(since).ShouldBeInRange(TimeSpan.FromMilliseconds(390), TimeSpan.FromSeconds(5));
        var ended = await bench.NextEndingAsync();
        ended.Signal.ShouldBe(9);
        ended.StoppedBy.ShouldBe("stop");
    }

    [Fact]
    public async Task Wakes_a_stopped_process_so_that_it_hears_SIGTERM()
    {
        await using var bench = await SupervisorBench.StartAsync();
        var launch = bench.Shell("trap 'exit 7' TERM; echo $$ > daemon; kill -STOP $$; while :; do sleep 0.05; done");
        await bench.LaunchAsync(launch);
        var pid = await bench.PidInAsync("daemon");
        await SupervisorBench.UntilAsync(() => File.ReadAllText($"/proc/{pid}/stat").Contains(") T ", StringComparison.Ordinal), "it does not stop");
        (await bench.Client.StopAsync(launch.Key, TimeSpan.FromSeconds(10), bench.Ending)).ShouldBeTrue();
        (await bench.NextEndingAsync()).ExitCode.ShouldBe(7);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Tells_the_status_of_the_main_process_at_once_and_ends_what_it_left(bool inGroup)
    {
        await using var bench = await SupervisorBench.StartAsync();
        using var group = inGroup ? bench.Device().CreateMission("m.1.0", new()) : null;
        var launch = bench.Shell(Daemon(hides: inGroup) + "(trap '' TERM; sleep 1000) & exit 5", [.. group?.ProcsFiles ?? []]);
        await bench.LaunchAsync(launch);
        var ended = await bench.NextEndingAsync();
        ended.ExitCode.ShouldBe(5);
        ended.NumRemaining.ShouldBeGreaterThanOrEqualTo(2);
        ended.Survivors.ShouldBeNull();
        (await bench.Client.StopAsync(launch.Key, TimeSpan.FromMilliseconds(100), bench.Ending)).ShouldBeTrue();
        SupervisorBench.Lives(await bench.PidInAsync("daemon")).ShouldBeFalse();
        var status = ISupervisor.ReadStatus(launch.StatusPath).ShouldNotBeNull();
        status.Survivors.ShouldBe(0);
        status.ExitCode.ShouldBe(5);
        status.StoppedBy.ShouldBeNull();
    }

    [Fact]
    public async Task Stopping_a_run_that_is_over_is_done_at_once()
    {
        await using var bench = await SupervisorBench.StartAsync();
        var launch = bench.Shell("exit 0");
        await bench.LaunchAsync(launch);
        await bench.NextEndingAsync();
        (await bench.Client.StopAsync(launch.Key, TimeSpan.FromSeconds(10), bench.Ending)).ShouldBeTrue();
        (await bench.Client.RenewLeaseAsync(launch.Key, TimeSpan.FromSeconds(1), bench.Ending)).ShouldBeFalse();
    }

    [Fact]
    public async Task Holds_the_wall_limit_while_no_agent_is_there()
    {
        await using var bench = await SupervisorBench.StartAsync();
        var launch = bench.Shell("trap '' TERM; while :; do sleep 0.05; done") with { WallLimit = TimeSpan.FromMilliseconds(300), Grace = TimeSpan.FromMilliseconds(100) };
        var started = await bench.LaunchAsync(launch);
        await bench.DropClientAsync();
        await SupervisorBench.UntilAsync(() => ISupervisor.ReadStatus(launch.StatusPath) is not null, "the limit was not held");
        var ended = ISupervisor.ReadStatus(launch.StatusPath)!;
        ended.StoppedBy.ShouldBe("wall_limit");
        ended.Signal.ShouldBe(9);
        (ended.EndedAt - started.StartedAt).ShouldBeInRange(TimeSpan.FromMilliseconds(390), TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task Ends_a_run_whose_lease_ran_out_and_not_one_that_was_renewed()
    {
        await using var bench = await SupervisorBench.StartAsync();
        var renewed = bench.Shell("sleep 1000") with { Lease = TimeSpan.FromMilliseconds(500) };
        var left = bench.Shell("sleep 1000") with { Lease = TimeSpan.FromMilliseconds(500) };
        await bench.LaunchAsync(renewed);
        (await bench.Client.RenewLeaseAsync(renewed.Key, TimeSpan.FromHours(1), bench.Ending)).ShouldBeTrue();
        await bench.LaunchAsync(left);
        var ended = await bench.NextEndingAsync();
        ended.Key.ShouldBe(left.Key);
        ended.StoppedBy.ShouldBe("lease");
        (await bench.Client.ListAsync(bench.Ending)).ShouldHaveSingleItem().Key.ShouldBe(renewed.Key);
    }
}
