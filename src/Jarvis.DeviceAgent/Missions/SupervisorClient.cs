using System.Globalization;
using System.Runtime.CompilerServices;
using Jarvis.Supervisor;

namespace Jarvis.DeviceAgent.Missions;

/// <summary>Talks to the long-lived supervisor over its unix socket and starts one if none answers.</summary>
internal sealed class SupervisorClient(SupervisorClientOptions options) : ISupervisor
{
    private readonly SemaphoreSlim _connecting = new(1);
    private readonly string _dataDirectory = Path.GetFullPath(options.DataDirectory);
    private volatile SupervisorConnectionClient? _connection;
    private int _startedPid;

    /// <summary>Process id of the connected supervisor; null when there is none.</summary>
    public int? SupervisorPid => _connection is { IsLost: false } connection ? connection.SupervisorPid : null;

    public async Task ConnectAsync(CancellationToken cancellationToken)
    {
        if (!OperatingSystem.IsLinux())
            throw new PlatformNotSupportedException("missions run under a supervisor, which exists for Linux only");
        await _connecting.WaitAsync(cancellationToken);
        try
        {
            if (_connection is { IsLost: false })
                return;
            if (_connection is { } broken)
                await broken.DisposeAsync();
            _connection = null;
            Directory.CreateDirectory(_dataDirectory);
            _connection = await OpenOrStartAsync(cancellationToken);
        }
        finally
        {
            _connecting.Release();
        }
    }

    public async Task<LaunchResult> LaunchAsync(MissionLaunch launch, CancellationToken cancellationToken)
    {
        string[] request =
        [
            "launch", launch.Key, launch.WorkingDirectory, launch.StdoutPath, launch.StderrPath, launch.StatusPath,
            Milliseconds(launch.Grace), launch.WallLimit is { } wall ? Milliseconds(wall) : "", launch.Lease is { } lease ? Milliseconds(lease) : "",
            Text(launch.Argv.Length), .. launch.Argv,
            Text(launch.Environment.Length), .. launch.Environment.Select(v => v.Name + "=" + v.Value),
            Text(launch.CgroupProcsFiles.Length), .. launch.CgroupProcsFiles,
        ];
        try
        {
            return (await Connection().AskAsync(options.AnswerTimeout, cancellationToken, request)).Last switch
            {
                ["started", _, var pid, var ticks, var at] => new LaunchResult.Started(int.Parse(pid, CultureInfo.InvariantCulture), Long(ticks), Instant(Long(at))),
                ["refused", _, var reason] => new LaunchResult.Failed(reason),
                var other => throw Strange(other),
            };
        }
        catch (ArgumentException tooLong)
        {
            return new LaunchResult.Failed(tooLong.Message);
        }
    }

    public async Task<IReadOnlyList<SupervisedRun>> ListAsync(CancellationToken cancellationToken)
    {
        var answer = await Connection().AskAsync(options.AnswerTimeout, cancellationToken, "list");
        return [.. answer.Rows.Where(r => r.Length == 7).Select(r => new SupervisedRun(r[2], int.Parse(r[3], CultureInfo.InvariantCulture), Long(r[4]), Instant(Long(r[5])), r[6] == "1"))];
    }

    public async IAsyncEnumerable<RunEnded> Endings([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var ended in Connection().Endings.ReadAllAsync(cancellationToken))
            yield return ended;
    }

    public async Task<bool> StopAsync(string key, TimeSpan grace, CancellationToken cancellationToken, string reason = "stop") =>
        (await Connection().AskAsync(options.AnswerTimeout + grace, cancellationToken, "stop", key, Milliseconds(grace), reason)).Last switch
        {
            ["stopped", _, var survivors] => survivors == "0",
            var other => throw Strange(other),
        };

    public async Task<bool> RenewLeaseAsync(string key, TimeSpan lease, CancellationToken cancellationToken) =>
        (await Connection().AskAsync(options.AnswerTimeout, cancellationToken, "renew", key, Milliseconds(lease))).Last is ["done", ..];

    /// <inheritdoc cref="ISupervisor.ReadStatus"/>
    public static RunEnded? ReadStatus(string statusPath)
    {
        try
        {
            return RunStatus.Parse(File.ReadAllText(statusPath)) is { } status ? ToRunEnded(status) : null;
        }
        catch (Exception absent) when (absent is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is { } connection)
            await connection.DisposeAsync();
        _connecting.Dispose();
    }

    internal static RunEnded ToRunEnded(RunStatus status) => new()
    {
        Key = status.Key,
        Pid = status.Pid,
        ExitCode = status.ExitCode,
        Signal = status.Signal,
        CpuSeconds = status.CpuSeconds,
        MaxRssMb = status.MaxRssKb / 1024.0,
        EndedAt = Instant(status.EndedAtUnixMicroseconds),
        StoppedBy = status.StoppedBy,
        StatusKnown = status.ExitCode is not null || status.Signal is not null,
        NumRemaining = status.NumRemaining,
        Survivors = status.Survivors,
    };

    private async Task<SupervisorConnectionClient> OpenOrStartAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(options.ConnectTimeout);
        var wait = TimeSpan.FromMilliseconds(2);
        try
        {
            while (true)
            {
                if (await SupervisorConnectionClient.TryOpenAsync(_dataDirectory, options.ConnectTimeout, limit.Token) is { } connection)
                    return connection;
                if (_startedPid != 0 && SupervisorProcess.TryReap(_startedPid, out var exitCode))
                {
                    _startedPid = 0;
                    if (exitCode is not (0 or SupervisorWire.ExitAlreadyRunning or > 128))
                        throw new SupervisorLostException($"the supervisor ended with {exitCode}: {LogTail()}");
                }
                if (_startedPid == 0)
                    Start();
                await Task.Delay(wait, limit.Token);
                wait = TimeSpan.FromMilliseconds(Math.Min(50, wait.TotalMilliseconds * 1.5));
            }
        }
        catch (NotSupportedException otherVersion)
        {
            throw new SupervisorLostException(otherVersion.Message, otherVersion);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new SupervisorLostException($"no supervisor answered within {options.ConnectTimeout.TotalSeconds:0.#} s in {_dataDirectory}: {LogTail()}");
        }
    }

    private void Start()
    {
        if (SupervisorProcess.Locate(options.Program) is not { } command)
            throw new SupervisorLostException($"the supervisor's program is missing: {options.Program ?? "jarvis-supervisor beside the agent, or JARVIS_SUPERVISOR"}");
        (_startedPid, var error) = SupervisorProcess.Start(command, _dataDirectory, options.Linger);
        if (_startedPid == 0)
            throw new SupervisorLostException($"cannot start {command[0]}: error {error.ToString(CultureInfo.InvariantCulture)}");
    }

    private SupervisorConnectionClient Connection() => _connection ?? throw new SupervisorLostException("not connected to the supervisor");

    private string LogTail()
    {
        var log = Path.Combine(_dataDirectory, SupervisorWire.LogName);
        return File.Exists(log) ? File.ReadLines(log).LastOrDefault() ?? "it wrote nothing" : "it wrote nothing";
    }

    private static SupervisorLostException Strange(string[] answer) => new("the supervisor answered strangely: " + string.Join(' ', answer));

    private static string Milliseconds(TimeSpan time) => Text((long)Math.Max(0, Math.Ceiling(time.TotalMilliseconds)));

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static long Long(string number) => long.Parse(number, CultureInfo.InvariantCulture);

    private static DateTimeOffset Instant(long unixMicroseconds) => DateTimeOffset.UnixEpoch.AddTicks(unixMicroseconds * 10);
}
