using System.Globalization;

namespace Jarvis.Supervisor;

/// <summary>The runs this supervisor holds: starts, limits, stops and endings. One thread only.</summary>
internal sealed class RunTable(RunLauncher launcher, StatusStore statuses, Action<byte[]> tellEverybody)
{
    private const long LeftoverGraceMilliseconds = 2000, GiveUpMilliseconds = 5000, LookMilliseconds = 200, KillAgainMilliseconds = 20, StuckMilliseconds = 1000;
    private readonly Dictionary<string, Run> _runs = new(StringComparer.Ordinal);
    private readonly Dictionary<int, Run> _living = [];
    private readonly HashSet<int> _mains = [];

    public int Count => _runs.Count;

    /// <summary>Answers one request of an agent.</summary>
    public void Handle(AgentConnection from, string[] fields, long now)
    {
        var number = fields.Length > 1 ? fields[1] : "0";
        switch (fields[0], fields.Length)
        {
            case ("hello", 3):
                if (fields[2] == SupervisorWire.Protocol)
                    from.Send("welcome", number, SupervisorWire.Protocol, Text(Environment.ProcessId));
                else
                    from.Send("refused", number, $"this supervisor speaks protocol {SupervisorWire.Protocol}, not {fields[2]}");
                break;
            case ("launch", _):
                Launch(from, number, fields, now);
                break;
            case ("list", 2):
                foreach (var run in _runs.Values)
                    from.Send("run", number, run.Request.Key, Text(run.Pid), Text(run.StartTicks), Text(run.StartedAtUnixMicroseconds), run.Status is null ? "0" : "1");
                from.Send("done", number);
                break;
            case ("stop", 5) when LaunchRequest.Time(fields[3]) is { } grace:
                if (!_runs.TryGetValue(fields[2], out var stopped))
                {
                    from.Send("stopped", number, "0");
                    break;
                }
                stopped.Waiters.Add((from, number));
                Stop(stopped, fields[4], grace, now);
                Look(stopped, now);
                break;
            case ("renew", 4) when LaunchRequest.Time(fields[3]) is { } lease:
                var known = _runs.TryGetValue(fields[2], out var renewed) && renewed.Status is null;
                if (known)
                    renewed!.LeaseDeadline = now + lease;
                from.Send(known ? "done" : "unknown", number);
                break;
            default:
                from.Send("refused", number, "not a request this supervisor knows");
                break;
        }
    }

    /// <summary>Collects every child that ended: main processes get their status told, orphans of their trees are reaped.</summary>
    public unsafe void Reap(long now)
    {
        var use = stackalloc long[18];
        var any = false;
        for (int pid, status; (pid = Libc.Wait(-1, &status, Libc.WaitNoHang, use)) > 0; any = true)
        {
            _mains.Remove(pid);
            if (_living.Remove(pid, out var run))
                MainEnded(run, status, use[0] + use[1] / 1e6 + use[2] + use[3] / 1e6, use[4], now);
        }
        if (!any)
            return;
        foreach (var run in _runs.Values.ToArray())
        {
            if (run.Stage == StopStage.None)
                continue;
            // Walking all of /proc for every child that ends would cost more than it tells.
            if (run.Tree.HasGroup)
                Look(run, now);
            else
                run.LookAt = Math.Min(run.LookAt, now + 10);
        }
    }

    /// <summary>Does what is due, and says when to come again; null: only when something happens.</summary>
    public long? Tick(long now)
    {
        foreach (var run in _runs.Values.ToArray())
        {
            if (run.NextDeadline() <= now)
                Look(run, now);
        }
        long? next = statuses.RetryUnwritten(now);
        foreach (var run in _runs.Values)
        {
            if (run.NextDeadline() is { } at && (next is null || at < next))
                next = at;
        }
        return next;
    }

    /// <summary>Forgets a connection that is gone.</summary>
    public void Forget(AgentConnection connection)
    {
        foreach (var run in _runs.Values)
            run.Waiters.RemoveAll(w => w.Connection == connection);
    }

    private unsafe void Launch(AgentConnection from, string number, string[] fields, long now)
    {
        if (LaunchRequest.Parse(fields, out var reason) is not { } request)
        {
            from.Send("refused", number, reason);
            return;
        }
        if (_runs.ContainsKey(request.Key))
        {
            from.Send("refused", number, request.Key + " runs already");
            return;
        }
        var use = stackalloc long[18];
        var ownMaxRssKb = Libc.Use(0, use) == 0 ? use[4] : 0;
        var pid = launcher.Start(request, out reason);
        if (pid == 0)
        {
            from.Send("refused", number, reason);
            return;
        }
        var run = new Run
        {
            Request = request,
            Pid = pid,
            StartTicks = ProcStat.Read(pid)?.StartTicks ?? 0,
            StartedAtUnixMicroseconds = UnixMicroseconds(),
            OwnMaxRssKb = ownMaxRssKb,
            Tree = new RunTree(request.Key, request.ProcsFiles),
            WallDeadline = now + request.WallMilliseconds,
            LeaseDeadline = now + request.LeaseMilliseconds,
        };
        run.Tree.Started(pid);
        _runs.Add(request.Key, run);
        _living.Add(pid, run);
        _mains.Add(pid);
        from.Send("started", number, Text(pid), Text(run.StartTicks), Text(run.StartedAtUnixMicroseconds));
        launcher.Follow(pid, request);
    }

    private void MainEnded(Run run, int status, double cpuSeconds, long maxRssKb, long now)
    {
        var signal = status & 0x7f;
        var remaining = run.Tree.HasGroup || OtherChildrenExist() ? run.Tree.Members(_mains).Count : 0;
        run.Status = new RunStatus
        {
            Key = run.Request.Key,
            Pid = run.Pid,
            ExitCode = signal == 0 ? (status >> 8) & 0xff : null,
            Signal = signal == 0 ? null : signal,
            CpuSeconds = cpuSeconds,
            MaxRssKb = maxRssKb > run.OwnMaxRssKb ? maxRssKb : null,
            EndedAtUnixMicroseconds = UnixMicroseconds(),
            StoppedBy = run.StoppedBy,
            NumRemaining = remaining,
            Survivors = remaining == 0 ? 0 : null,
        };
        var text = run.Status.Format();
        statuses.Write(run.Request.StatusPath, text, now);
        tellEverybody(SupervisorWire.Encode("ended", "0", text));
        if (remaining == 0)
            Finish(run, 0, now);
        else
            Stop(run, null, Math.Min(run.Request.GraceMilliseconds, LeftoverGraceMilliseconds), now);
    }

    /// <summary>Asks the tree to end; asked again, the sooner SIGKILL counts.</summary>
    private void Stop(Run run, string? reason, long grace, long now)
    {
        if (run.Status is null)
            run.StoppedBy ??= reason;
        if (run.Stage == StopStage.None)
        {
            run.Stage = StopStage.Asked;
            run.KillAt = now + grace;
            run.LookAt = now + LookMilliseconds;
            if (grace > 0)
                run.Tree.Terminate(_mains);
        }
        else if (run.Stage == StopStage.Asked)
        {
            run.KillAt = Math.Min(run.KillAt, now + grace);
        }
    }

    private void Look(Run run, long now)
    {
        if (run.Passed(now) is { } reason)
            Stop(run, reason, run.Request.GraceMilliseconds, now);
        if (run.Stage == StopStage.None)
            return;
        var members = run.Tree.Members(_mains).Count;
        if (members == 0 && run.Status is not null)
        {
            Finish(run, 0, now);
            return;
        }
        if (run.Stage == StopStage.Asked && now >= run.KillAt)
        {
            run.Stage = StopStage.Killing;
            run.GiveUpAt = now + GiveUpMilliseconds;
        }
        run.LookAt = now + LookMilliseconds;
        if (run.Stage != StopStage.Killing)
            return;
        run.Tree.Kill(_mains);
        run.LookAt = now + KillAgainMilliseconds;
        if (now < run.GiveUpAt)
            return;
        // A process in the kernel that SIGKILL cannot end. The run stays listed: it is reaped whenever it does end.
        run.LookAt = now + StuckMilliseconds;
        if (run.Status is { Survivors: null } status)
        {
            run.Status = status with { Survivors = members };
            statuses.Write(run.Request.StatusPath, run.Status.Format(), now);
            SupervisorLog.Write($"{run.Request.Key}: {members} processes outlive SIGKILL");
        }
        Answer(run, members);
    }

    private void Finish(Run run, int survivors, long now)
    {
        if (run.Status is { } status && status.Survivors != survivors)
            statuses.Write(run.Request.StatusPath, (status with { Survivors = survivors }).Format(), now);
        _runs.Remove(run.Request.Key);
        Answer(run, survivors);
    }

    private static void Answer(Run run, int survivors)
    {
        foreach (var (connection, number) in run.Waiters)
            connection.Send("stopped", number, Text(survivors));
        run.Waiters.Clear();
    }

    /// <summary>Orphans of any run's tree are our children (we are their subreaper): without other children nothing is left over.</summary>
    private static unsafe bool OtherChildrenExist()
    {
        var info = stackalloc byte[128];
        return Libc.WaitId(0, 0, info, Libc.WaitExited | Libc.WaitNoHang | Libc.WaitLeave) == 0;
    }

    private static long UnixMicroseconds() => (DateTimeOffset.UtcNow - DateTimeOffset.UnixEpoch).Ticks / 10;

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
