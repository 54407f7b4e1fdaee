using Jarvis.DeviceAgent.Missions;
using Shouldly;
using Xunit;

namespace Jarvis.DeviceAgent.Tests.Missions;

public sealed class SupervisorRunTests
{
    [Fact]
    public async Task Tells_the_exit_code_and_leaves_the_same_in_the_status_file()
    {
        await using var bench = await SupervisorBench.StartAsync();
        var launch = bench.Shell("i=0; while [ $i -lt 20000 ]; do i=$((i+1)); done; exit 3");
        var before = DateTimeOffset.UtcNow;
        var started = await bench.LaunchAsync(launch);
        var ended = await bench.NextEndingAsync();

        ended.Key.ShouldBe(launch.Key);
        ended.Pid.ShouldBe(started.Pid);
        ended.ExitCode.ShouldBe(3);
        ended.Signal.ShouldBeNull();
        ended.StatusKnown.ShouldBeTrue();
        ended.StoppedBy.ShouldBeNull();
        ended.NumRemaining.ShouldBe(0);
        ended.Survivors.ShouldBe(0);
        ended.CpuSeconds.ShouldNotBeNull().ShouldBeInRange(0.001, 10);
        started.StartedAt.ShouldBeInRange(before.AddSeconds(-1), ended.EndedAt);
        started.StartTicks.ShouldBeGreaterThan(0);
        ISupervisor.ReadStatus(launch.StatusPath).ShouldBe(ended);
        (await bench.Client.ListAsync(bench.Ending)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Tells_the_signal_that_ended_it()
    {
        await using var bench = await SupervisorBench.StartAsync();
        await bench.LaunchAsync(bench.Shell("kill -SEGV $$"));
        var ended = await bench.NextEndingAsync();
        ended.Signal.ShouldBe(11);
        ended.ExitCode.ShouldBeNull();
    }

    [Fact]
    public async Task Gives_the_program_exactly_its_folder_environment_and_files()
    {
        await using var bench = await SupervisorBench.StartAsync();
        var folder = Directory.CreateDirectory(Path.Combine(bench.Folder, "work space")).FullName;
        var launch = bench.Shell("cat; pwd; echo \"$GREETING\" >&2; exec env") with
        {
            WorkingDirectory = folder,
            Environment = [("PATH", "/usr/bin:/bin"), ("GREETING", "good = day\nto you, ünïcode")],
        };
        await bench.LaunchAsync(launch);
        (await bench.NextEndingAsync()).ExitCode.ShouldBe(0);
        File.ReadAllText(launch.StderrPath).ShouldBe("good = day\nto you, ünïcode\n");
        var output = File.ReadAllText(launch.StdoutPath);
        output.ShouldStartWith(folder + "\n");
        var names = output.Split('\n').Where(l => l.Contains('=') && !l.StartsWith("to you", StringComparison.Ordinal)).Select(l => l[..l.IndexOf('=')]).Order();
        names.ShouldBe(["GREETING", "JARVIS_RUN_KEY", "PATH", "PWD"]);
    }

    [Fact]
    public async Task Starts_the_program_in_a_session_of_its_own_with_no_signal_blocked_or_ignored()
    {
        await using var bench = await SupervisorBench.StartAsync();
        var launch = bench.Program(["grep", "-E", "^Sig(Blk|Ign)|^NSsid", "/proc/self/status"]);
        var started = await bench.LaunchAsync(launch);
        (await bench.NextEndingAsync()).ExitCode.ShouldBe(0);
        // 32 and 33 are the C library's; its posix_spawn ignores them in the child until that sets its own.
        const ulong cLibraryOwn = 1ul << 31 | 1ul << 32;
        var lines = File.ReadAllLines(launch.StdoutPath).Select(l => l.Split('\t'));
        lines.Single(l => l[0] == "NSsid:")[1].ShouldBe(started.Pid.ToString(System.Globalization.CultureInfo.InvariantCulture));
        lines.Where(l => l[0].StartsWith("Sig", StringComparison.Ordinal)).Select(l => ulong.Parse(l[1], System.Globalization.NumberStyles.HexNumber, System.Globalization.CultureInfo.InvariantCulture) & ~cLibraryOwn).ShouldBe([0ul, 0ul]);
    }

    [Fact]
    public async Task Says_why_a_program_cannot_be_started()
    {
        await using var bench = await SupervisorBench.StartAsync();
        var text = Path.Combine(bench.Folder, "text");
        await File.WriteAllTextAsync(text, "#!/no/such/interpreter\n");
        await Refused(bench.Program(["/no/such/program"]), "no such file: /no/such/program");
        await Refused(bench.Program(["no-such-program"]), "no such file: no-such-program");
        await Refused(bench.Program([text]), "permission denied");
        await System.Diagnostics.Process.Start("/bin/chmod", ["500", text]).WaitForExitAsync();
        await Refused(bench.Program([text]), "no such interpreter");
        await Refused(bench.Shell("true") with { WorkingDirectory = bench.Folder + "/gone" }, "no such folder");
        await Refused(bench.Shell("true") with { StdoutPath = bench.Folder + "/gone/out" }, "no folder for the output");
        await Refused(bench.Shell("true") with { CgroupProcsFiles = ["/sys/fs/cgroup/gone/cgroup.procs"] }, "cannot join the group");
        await Refused(bench.Program(["/bin/echo", new string('x', 200_000)]), "too long for the kernel");
        await Refused(bench.Program(["/bin/echo", .. Enumerable.Repeat(new string('x', 100_000), 50)]), "over 4 MiB");
        await Refused(bench.Program(["/bin/echo", "a\0b"]), "NUL");
        (await bench.Client.ListAsync(bench.Ending)).ShouldBeEmpty();

        async Task Refused(MissionLaunch launch, string why) =>
            (await bench.Client.LaunchAsync(launch, bench.Ending)).ShouldBeOfType<LaunchResult.Failed>().Reason.ShouldContain(why);
    }

    [Fact]
    public async Task Refuses_a_key_that_runs_already()
    {
        await using var bench = await SupervisorBench.StartAsync();
        var launch = bench.Shell("sleep 1000");
        var first = await bench.LaunchAsync(launch);
        (await bench.Client.LaunchAsync(launch, bench.Ending)).ShouldBeOfType<LaunchResult.Failed>().Reason.ShouldContain("runs already");
        var listed = (await bench.Client.ListAsync(bench.Ending)).ShouldHaveSingleItem();
        listed.ShouldBe(new SupervisedRun(launch.Key, first.Pid, first.StartTicks, first.StartedAt, MainEnded: false));
    }

    [Fact]
    public async Task Leaves_a_status_file_for_each_of_two_hundred_short_runs()
    {
        await using var bench = await SupervisorBench.StartAsync();
        var launches = Enumerable.Range(0, 200).Select(i => bench.Shell($"exit {i % 50}")).ToList();
        await Parallel.ForEachAsync(launches, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (launch, _) => await bench.LaunchAsync(launch));
        var told = new Dictionary<string, RunEnded>();
        while (told.Count < launches.Count)
        {
            var ended = await bench.NextEndingAsync();
            told.Add(ended.Key, ended);
        }
        for (var i = 0; i < launches.Count; i++)
        {
            told[launches[i].Key].ExitCode.ShouldBe(i % 50);
            ISupervisor.ReadStatus(launches[i].StatusPath).ShouldBe(told[launches[i].Key]);
        }
    }

    [Fact]
    public void Reads_no_status_from_a_missing_or_a_cut_file()
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, "jarvis-run-status 1\nkey=a\npid=3\nended_at_unix_us=5\n");
            ISupervisor.ReadStatus(path).ShouldBeNull();
            File.AppendAllText(path, "end\n");
            ISupervisor.ReadStatus(path).ShouldNotBeNull().StatusKnown.ShouldBeFalse();
        }
        finally
        {
            File.Delete(path);
        }
        ISupervisor.ReadStatus(path).ShouldBeNull();
        ISupervisor.ReadStatus(path + "/in/it").ShouldBeNull();
    }
}
