using System.Diagnostics;
using System.Globalization;
using Jarvis.DeviceAgent.Limits;
using Jarvis.DeviceAgent.Missions;
using Shouldly;

namespace Jarvis.DeviceAgent.Tests.Missions;

/// <summary>A real supervisor on a data folder of its own, ended with everything it held.</summary>
internal sealed class SupervisorBench : IAsyncDisposable
{
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromSeconds(60));
    private readonly List<DeviceCgroup> _devices = [];
    private IAsyncEnumerator<RunEnded>? _endings;
    private int _number;

    public SupervisorBench(string? folder = null, TimeSpan? linger = null)
    {
        Folder = folder ?? Path.Combine(Path.GetTempPath(), "jarvis-sup-" + Guid.NewGuid().ToString("N")[..8]);
        Directory.CreateDirectory(Folder);
        Options = new SupervisorClientOptions { DataDirectory = Folder, Linger = linger ?? TimeSpan.FromSeconds(5) };
        Client = new SupervisorClient(Options);
    }

    public string Folder { get; }
    public SupervisorClientOptions Options { get; }
    public SupervisorClient Client { get; private set; }
    public CancellationToken Ending => _limit.Token;

    public static async Task<SupervisorBench> StartAsync(string? folder = null, TimeSpan? linger = null)
    {
        var bench = new SupervisorBench(folder, linger);
        await bench.Client.ConnectAsync(bench.Ending);
        return bench;
    }

    public MissionLaunch Shell(string script, string[]? groups = null) => Program(["/bin/sh", "-c", script], groups);

    public MissionLaunch Program(string[] argv, string[]? groups = null)
    {
        var key = $"m{Interlocked.Increment(ref _number)}.1.0";
        return new MissionLaunch
        {
            Key = key,
            Argv = argv,
            Environment = [("PATH", "/usr/local/bin:/usr/bin:/bin")],
            WorkingDirectory = Folder,
            StdoutPath = Path.Combine(Folder, key + ".out"),
            StderrPath = Path.Combine(Folder, key + ".err"),
            StatusPath = Path.Combine(Folder, key + ".status"),
            CgroupProcsFiles = groups ?? [],
            Grace = TimeSpan.FromMilliseconds(300),
        };
    }

    public async Task<LaunchResult.Started> LaunchAsync(MissionLaunch launch) =>
        (await Client.LaunchAsync(launch, Ending)).ShouldBeOfType<LaunchResult.Started>();

    /// <summary>The next ending of the current connection.</summary>
    public async Task<RunEnded> NextEndingAsync()
    {
        _endings ??= Client.Endings(Ending).GetAsyncEnumerator(Ending);
        (await _endings.MoveNextAsync().AsTask().WaitAsync(Deadline)).ShouldBeTrue();
        return _endings.Current;
    }

    /// <summary>The agent dies and another comes: a new client on the same data folder.</summary>
    public async Task DropClientAsync()
    {
        await Client.DisposeAsync();
        _endings = null;
        Client = new SupervisorClient(Options);
    }

    public DeviceCgroup Device(double? cpuCores = null, double? memoryMb = null)
    {
        var device = DeviceCgroup.TryCreate("test-" + Guid.NewGuid().ToString("N")[..8], cpuCores, memoryMb, out var reason);
        device.ShouldNotBeNull($"these tests need root and cgroups (v2 with memory, cpu and pids, or v1): {reason}");
        _devices.Add(device);
        return device;
    }

    public static bool Lives(int pid)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            return stat[stat.LastIndexOf(')') + 2] is not ('Z' or 'X');
        }
        catch (IOException)
        {
            return false;
        }
    }

    public async Task<int> PidInAsync(string file)
    {
        var path = Path.Combine(Folder, file);
        await UntilAsync(() => File.Exists(path) && File.ReadAllText(path).EndsWith('\n'), "no pid in " + file);
        return int.Parse(File.ReadAllText(path), CultureInfo.InvariantCulture);
    }

    public static async Task UntilAsync(Func<bool> holds, string otherwise)
    {
        var since = Stopwatch.GetTimestamp();
        while (!holds())
        {
            Stopwatch.GetElapsedTime(since).ShouldBeLessThan(Deadline, otherwise);
            await Task.Delay(10);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Client.ConnectAsync(Ending);
        foreach (var run in await Client.ListAsync(Ending))
            await Client.StopAsync(run.Key, TimeSpan.Zero, Ending);
        var supervisor = Client.SupervisorPid;
        await Client.DisposeAsync();
        if (supervisor is { } pid && Lives(pid))
            Process.GetProcessById(pid).Kill();
        foreach (var device in _devices)
            await UntilAsync(device.Remove, "groups are left behind");
        Directory.Delete(Folder, recursive: true);
        _limit.Dispose();
    }
}
