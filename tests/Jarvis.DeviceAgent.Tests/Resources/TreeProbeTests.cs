using Jarvis.DeviceAgent.Resources;
using Shouldly;
using Xunit;

namespace Jarvis.DeviceAgent.Tests.Resources;

public class TreeProbeTests
{
    private static readonly string[] Controllers = ["cpuacct", "memory", "pids", "unified", "blkio"];

    // Joins the groups named, says it is ready, runs short children one after the other, prints the CPU the kernel charged it.
    private const string ShortChildren = """
        import os, sys, json, resource, subprocess
        def used():
            return sum(r.ru_utime + r.ru_stime for r in (resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)))
        for f in filter(None, sys.argv[1].split(':')):
            open(f, 'w').write(str(os.getpid()))
        print(json.dumps(used()), flush=True); input()
        for _ in range(30):
            subprocess.run(['/usr/bin/python3', '-S', '-c', 'import time\nwhile time.process_time() < 0.04: pass'])
        print(json.dumps(used()), flush=True); input()
        """;

    [Fact]
    public void A_group_counts_the_cpu_of_short_children_as_the_kernel_charges_it()
    {
        using var group = TestGroup.TryCreate(Controllers);
        using var script = new Python(ShortChildren, group?.ProcsFiles ?? "");
        var before = script.ReadJson().GetDouble();
        using ITreeProbe probe = group is null ? new ProcTreeProbe(script.Pid, StartTicks(script.Pid)) : new CgroupTreeProbe(group.Paths);
        var atStart = probe.Read();
        script.GoOn();
        var used = script.ReadJson().GetDouble() - before;
        var measured = probe.Read().CpuSeconds - atStart.CpuSeconds;
        used.ShouldBeGreaterThan(0.5);
        measured!.Value.ShouldBe(used, 0.05 * used);
        script.GoOn();
    }

    [Fact]
    public async Task Looks_at_living_processes_count_the_cpu_of_children_that_ended_between_them()
    {
        using var script = new Python(ShortChildren, "");
        script.ReadJson();
        using var probe = new ProcTreeProbe(script.Pid, StartTicks(script.Pid));
        probe.Read();
        script.GoOn();
        var line = Task.Run(script.ReadJson);
        while (await Task.WhenAny(line, Task.Delay(20)) != line)
            probe.Read();
        var used = (await line).GetDouble();
        var reading = probe.Read();
        // The kernel rounds each of four times down to hundredths of a second.
        reading.CpuSeconds!.Value.ShouldBe(used - 0.02, 0.02 + 0.04 * used);
        reading.Sampled.ShouldBeTrue();
        script.GoOn();
    }

    [Fact]
    public void A_child_whose_parent_ended_first_stays_in_the_tree()
    {
        using var script = new Python("""
            import os, time
            look, go = os.pipe()
            if os.fork() == 0:
                child = os.fork()
                if child == 0:
                    end = time.monotonic() + 60
                    while time.monotonic() < end: pass
                    os._exit(0)
                print(child, flush=True)
                os.read(look, 1)
                os._exit(0)
            input()
            os.write(go, b'.')
            os.wait()
            print("orphaned", flush=True)
            input()
            """);
        var orphan = int.Parse(script.ReadLine());
        using var probe = new ProcTreeProbe(script.Pid, StartTicks(script.Pid));
        probe.Read().NumProcesses.ShouldBe(3);
        script.GoOn();
        script.ReadLine().ShouldBe("orphaned");
        var before = probe.Read();
        before.NumProcesses.ShouldBe(2);
        WaitUntil(() => probe.Read().CpuSeconds > before.CpuSeconds + 0.1);
        using (var process = System.Diagnostics.Process.GetProcessById(orphan))
            process.Kill();
        WaitUntil(() => probe.Read().NumProcesses == 1);
        probe.Read().CpuSeconds!.Value.ShouldBeGreaterThanOrEqualTo(before.CpuSeconds!.Value + 0.1);
        script.GoOn();
    }

    [Fact]
    public void Children_that_threads_started_are_found_and_their_threads_counted()
    {
        using var script = new Python("""
            import subprocess, threading
            started = threading.Event(); leave = threading.Event()
            def run():
                child = subprocess.Popen(['/bin/sleep', '60']); started.set(); leave.wait(); child.kill(); child.wait()
            threading.Thread(target=run).start(); started.wait(); print('ready', flush=True)
            input(); leave.set()
            """);
        script.ReadLine();
        using var probe = new ProcTreeProbe(script.Pid, StartTicks(script.Pid));
        var reading = probe.Read();
        (reading.NumProcesses, reading.NumThreads).ShouldBe((2, 3));
        script.GoOn();
        script.WaitForEnd();
    }

    [Fact]
    public void Memory_shared_by_forks_counts_once_in_both_probes()
    {
        using var group = TestGroup.TryCreate(Controllers);
        using var script = new Python("""
            import os, sys, time
            for f in filter(None, sys.argv[1].split(':')):
                open(f, 'w').write(str(os.getpid()))
            block = bytearray(os.urandom(1) * (80 << 20))
            children = []
            for _ in range(3):
                pid = os.fork()
                if pid == 0:
                    time.sleep(60); os._exit(0)
                children.append(pid)
            print('ready', flush=True); input()
            for pid in children: os.kill(pid, 9)
            """, group?.ProcsFiles ?? "");
        script.ReadLine();
        using var looks = new ProcTreeProbe(script.Pid, StartTicks(script.Pid));
        var sampled = looks.Read();
        sampled.MemoryMb!.Value.ShouldBeInRange(75, 110);
        sampled.NumProcesses.ShouldBe(4);
        if (group is not null && group.Paths.ContainsKey("memory"))
        {
            using var probe = new CgroupTreeProbe(group.Paths);
            // The kernel gathers a group's statistics every 2 s.
            WaitUntil(() => probe.Read().MemoryMb > 75);
            var counted = probe.Read();
            counted.MemoryMb!.Value.ShouldBeInRange(75, 110);
            counted.MemoryPeakMb!.Value.ShouldBeGreaterThan(75);
            (counted.NumProcesses, counted.NumThreads, counted.Sampled).ShouldBe((4, 4, false));
        }

        script.GoOn();
    }

    [Fact]
    public void Memory_shared_with_children_born_later_counts_once()
    {
        using var script = new Python("""
            import os, time
            block = bytearray(os.urandom(1) * (80 << 20))
            print('alone', flush=True); input()
            children = []
            for _ in range(3):
                pid = os.fork()
                if pid == 0:
                    time.sleep(60); os._exit(0)
                children.append(pid)
            print('forked', flush=True); input()
            for pid in children: os.kill(pid, 9)
            """);
        script.ReadLine();
        using var probe = new ProcTreeProbe(script.Pid, StartTicks(script.Pid));
        probe.Read().MemoryMb!.Value.ShouldBeInRange(75, 110);
        script.GoOn();
        script.ReadLine();
        var reading = probe.Read();
        reading.MemoryMb!.Value.ShouldBeInRange(75, 110);
        reading.MemoryPeakMb!.Value.ShouldBeInRange(75, 110);
        script.GoOn();
    }

    [Fact]
    public void A_version_2_group_is_read_from_its_own_files()
    {
        var folder = Directory.CreateTempSubdirectory("jarvis-group-").FullName;
        foreach (var (file, text) in new[]
        {
            ("cpu.stat", "usage_usec 2500000\nuser_usec 1\n"), ("memory.stat", "anon 2097152\nfile 4194304\nshmem 1048576\n"),
            ("memory.swap.current", "1048576\n"), ("memory.peak", "9437184\n"), ("pids.current", "7\n"), ("cgroup.procs", "1\n2\n3\n"),
            ("io.stat", "8:0 rbytes=5 wbytes=6 rios=1\n"),
        })
            File.WriteAllText(Path.Combine(folder, file), text);
        using (var probe = new CgroupTreeProbe(new Dictionary<string, string> { ["unified"] = folder }))
        {
            probe.Read().ShouldBe(new TreeReading
            {
                CpuSeconds = 2.5,
                MemoryMb = 4,
                MemoryPeakMb = 9,
                CacheMb = 3,
                NumThreads = 7,
                NumProcesses = 3,
                ReadBytes = 5,
                WriteBytes = 6,
            });
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void Another_process_with_the_pid_is_not_the_mission()
    {
        using var probe = new ProcTreeProbe(Environment.ProcessId, StartTicks(Environment.ProcessId) + 1);
        probe.Read().ShouldBe(new TreeReading { Sampled = true });
    }

    [Fact]
    public void Totals_outlive_the_tree()
    {
        using var group = TestGroup.TryCreate(Controllers);
        var script = new Python(ShortChildren, group?.ProcsFiles ?? "");
        script.ReadJson();
        using var looks = new ProcTreeProbe(script.Pid, StartTicks(script.Pid));
        using var counts = new CgroupTreeProbe(group?.Paths ?? []);
        var (looked, counted) = (looks.Read(), counts.Read());
        script.Dispose();
        group?.Dispose();
        looks.Read().CpuSeconds!.Value.ShouldBeGreaterThanOrEqualTo(looked.CpuSeconds!.Value);
        looks.Read().NumProcesses.ShouldBe(0);
        (counts.Read().CpuSeconds >= counted.CpuSeconds || group is null).ShouldBeTrue();
    }

    [Fact]
    public void Reading_a_tree_makes_no_garbage()
    {
        using var group = TestGroup.TryCreate(Controllers);
        using var script = new Python("""
            import os, subprocess, sys
            for f in filter(None, sys.argv[1].split(':')):
                open(f, 'w').write(str(os.getpid()))
            children = [subprocess.Popen(['/bin/sleep', '60']) for _ in range(5)]
            print('ready', flush=True); input()
            for c in children: c.kill()
            """, group?.ProcsFiles ?? "");
        script.ReadLine();
        using var looks = new ProcTreeProbe(script.Pid, StartTicks(script.Pid));
        using var counts = new CgroupTreeProbe(group?.Paths ?? []);
        looks.Read().NumProcesses.ShouldBe(6);
        Garbage.Of(() => looks.Read()).ShouldBe(0);
        Garbage.Of(() => counts.Read()).ShouldBe(0);
        script.GoOn();
    }

    private static long StartTicks(int pid)
    {
        using var proc = new ProcFolderProbe();
        return proc.ReadStatOf(pid)!.Value.StartTicks;
    }

    private static void WaitUntil(Func<bool> holds)
    {
        for (var deadline = DateTime.UtcNow.AddSeconds(15); !holds(); Thread.Yield())
            (DateTime.UtcNow < deadline).ShouldBeTrue("it never came to hold");
    }
}
