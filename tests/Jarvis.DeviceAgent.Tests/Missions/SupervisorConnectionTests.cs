using System.Diagnostics;
using System.Net.Sockets;
using Jarvis.DeviceAgent.Missions;
using Jarvis.Supervisor;
using Shouldly;
using Xunit;

namespace Jarvis.DeviceAgent.Tests.Missions;

public sealed class SupervisorConnectionTests
{
    [Fact]
    public async Task A_new_agent_finds_the_living_and_the_ended_runs()
    {
        await using var bench = await SupervisorBench.StartAsync();
        var living = bench.Shell("sleep 1000");
        var ending = bench.Shell("while [ ! -e go ]; do sleep 0.02; done; exit 9");
        var started = await bench.LaunchAsync(living);
        await bench.LaunchAsync(ending);
        var supervisor = bench.Client.SupervisorPid;
        await bench.DropClientAsync();
        await File.WriteAllTextAsync(Path.Combine(bench.Folder, "go"), "");
        await SupervisorBench.UntilAsync(() => ISupervisor.ReadStatus(ending.StatusPath) is not null, "no status file");

        await bench.Client.ConnectAsync(bench.Ending);
        bench.Client.SupervisorPid.ShouldBe(supervisor);
        ISupervisor.ReadStatus(ending.StatusPath)!.ExitCode.ShouldBe(9);
        var listed = (await bench.Client.ListAsync(bench.Ending)).ShouldHaveSingleItem();
        listed.ShouldBe(new SupervisedRun(living.Key, started.Pid, started.StartTicks, started.StartedAt, MainEnded: false));
        (await bench.Client.StopAsync(living.Key, TimeSpan.FromSeconds(5), bench.Ending)).ShouldBeTrue();
        (await bench.NextEndingAsync()).Key.ShouldBe(living.Key);
    }

    [Fact]
    public async Task A_killed_supervisor_leaves_the_missions_alive_and_the_agent_is_told()
    {
        await using var bench = await SupervisorBench.StartAsync();
        var launch = bench.Shell("exec sleep 1000");
        var started = await bench.LaunchAsync(launch);
        var ending = bench.NextEndingAsync();
        var stopping = bench.Client.StopAsync("other", TimeSpan.Zero, bench.Ending);
        (await stopping).ShouldBeTrue();
        var supervisor = Process.GetProcessById(bench.Client.SupervisorPid!.Value);
        supervisor.Kill();
        (await Should.ThrowAsync<SupervisorLostException>(ending)).Message.ShouldContain("supervisor");
        await Should.ThrowAsync<SupervisorLostException>(() => bench.Client.ListAsync(bench.Ending));
        bench.Client.SupervisorPid.ShouldBeNull();
        SupervisorBench.Lives(started.Pid).ShouldBeTrue();

        await bench.Client.ConnectAsync(bench.Ending);
        (await bench.Client.ListAsync(bench.Ending)).ShouldBeEmpty();
        SupervisorBench.Lives(started.Pid).ShouldBeTrue();
        ISupervisor.ReadStatus(launch.StatusPath).ShouldBeNull();
        Process.GetProcessById(started.Pid).Kill();
    }

    [Fact]
    public async Task Works_in_a_folder_whose_path_is_longer_than_a_socket_address()
    {
        var parent = Path.Combine(Path.GetTempPath(), "jarvis-sup-" + Guid.NewGuid().ToString("N")[..8]);
        var bench = await SupervisorBench.StartAsync(Path.Combine(parent, new string('a', 100), new string('b', 100)));
        await using (bench)
        {
            await bench.LaunchAsync(bench.Shell("exit 4"));
            (await bench.NextEndingAsync()).ExitCode.ShouldBe(4);
        }
        Directory.Delete(parent, recursive: true);
    }

    [Fact]
    public async Task Agents_that_start_at_once_share_one_supervisor_and_both_hear_endings()
    {
        await using var bench = new SupervisorBench();
        await using var other = new SupervisorClient(bench.Options);
        await Task.WhenAll(bench.Client.ConnectAsync(bench.Ending), other.ConnectAsync(bench.Ending));
        other.SupervisorPid.ShouldBe(bench.Client.SupervisorPid);
        var launch = bench.Shell("exit 6");
        await bench.LaunchAsync(launch);
        (await bench.NextEndingAsync()).ExitCode.ShouldBe(6);
        await foreach (var ended in other.Endings(bench.Ending))
        {
            ended.Key.ShouldBe(launch.Key);
            break;
        }
    }

    [Fact]
    public async Task Leaves_when_there_is_nothing_to_hold_and_nobody_to_serve()
    {
        await using var bench = await SupervisorBench.StartAsync(linger: TimeSpan.FromMilliseconds(100));
        var first = bench.Client.SupervisorPid!.Value;
        var launch = bench.Shell("while [ ! -e go ]; do sleep 0.02; done");
        await bench.LaunchAsync(launch);
        await bench.DropClientAsync();
        await Task.Delay(TimeSpan.FromMilliseconds(300));
        SupervisorBench.Lives(first).ShouldBeTrue("it holds a run");
        await File.WriteAllTextAsync(Path.Combine(bench.Folder, "go"), "");
        await SupervisorBench.UntilAsync(() => !SupervisorBench.Lives(first), "the supervisor stays");
        ISupervisor.ReadStatus(launch.StatusPath)!.ExitCode.ShouldBe(0);
        await bench.Client.ConnectAsync(bench.Ending);
        bench.Client.SupervisorPid.ShouldNotBe(first);
    }

    [Fact]
    public async Task SIGTERM_never_ends_a_supervisor_that_holds_a_run()
    {
        await using var bench = await SupervisorBench.StartAsync();
        var launch = bench.Shell("sleep 1000");
        await bench.LaunchAsync(launch);
        var supervisor = bench.Client.SupervisorPid!.Value;
        foreach (var signal in new[] { "TERM", "INT", "HUP" })
            await Process.Start("/bin/sh", ["-c", $"kill -{signal} {supervisor}"]).WaitForExitAsync();
        (await bench.Client.ListAsync(bench.Ending)).ShouldHaveSingleItem();
        (await bench.Client.StopAsync(launch.Key, TimeSpan.FromSeconds(5), bench.Ending)).ShouldBeTrue();
        await bench.DropClientAsync();
        await SupervisorBench.UntilAsync(() => !SupervisorBench.Lives(supervisor), "asked to end and nothing to hold: it stays");
    }

    [Fact]
    public async Task Survives_frames_that_are_none()
    {
        await using var bench = await SupervisorBench.StartAsync();
        var supervisor = bench.Client.SupervisorPid;
        var random = new Random(5);
        var garbage = new List<byte[]>
        {
            new byte[] { 0, 0, 0, 0 }, new byte[] { 255, 255, 255, 255 }, new byte[] { 255, 255, 255, 127 }, new byte[] { 2, 0, 0, 0, 65, 66 },
            SupervisorWire.Encode(""), SupervisorWire.Encode("launch"), SupervisorWire.Encode("stop", "1", "x", "-5", "r"), SupervisorWire.Encode("renew", "1", "x", "99999999999999999999"),
            SupervisorWire.Encode("launch", "1", "k", "/", "/tmp/o", "/tmp/e", "/tmp/s", "1", "", "", "9999999", "a", "0", "0"),
            SupervisorWire.Encode("launch", "1", "k", "/", "relative", "/tmp/e", "/tmp/s", "1", "", "", "1", "/bin/true", "0", "0"),
            SupervisorWire.Encode("hello", "1", "77"),
        };
        for (var i = 0; i < 40; i++)
        {
            var bytes = new byte[random.Next(1, 400)];
            random.NextBytes(bytes);
            garbage.Add(i % 2 == 0 ? bytes : [(byte)(bytes.Length & 255), (byte)(bytes.Length >> 8), 0, 0, .. bytes[..^1], 0]);
        }
        foreach (var bytes in garbage)
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            // Not asynchronous: that one fails at once when the backlog is full.
            socket.Connect(new UnixDomainSocketEndPoint(Path.Combine(bench.Folder, SupervisorWire.SocketName)));
            await socket.SendAsync(bytes);
        }
        await bench.LaunchAsync(bench.Shell("exit 2"));
        (await bench.NextEndingAsync()).ExitCode.ShouldBe(2);
        bench.Client.SupervisorPid.ShouldBe(supervisor);
    }

    [Fact]
    public async Task Says_what_is_wrong_when_no_supervisor_can_be_started()
    {
        var folder = Directory.CreateTempSubdirectory("jarvis-sup-").FullName;
        await using var missing = new SupervisorClient(new() { DataDirectory = folder, Program = "/no/such/supervisor" });
        (await Should.ThrowAsync<SupervisorLostException>(() => missing.ConnectAsync(CancellationToken.None))).Message.ShouldContain("/no/such/supervisor");
        await using var broken = new SupervisorClient(new() { DataDirectory = folder, Program = "/bin/false" });
        (await Should.ThrowAsync<SupervisorLostException>(() => broken.ConnectAsync(CancellationToken.None))).Message.ShouldContain("ended with 1");
        Directory.Delete(folder, recursive: true);
    }
}
