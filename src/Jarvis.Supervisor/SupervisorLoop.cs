using System.Runtime.InteropServices;
using System.Text;

namespace Jarvis.Supervisor;

/// <summary>Waits for signals, agents and deadlines, one thread, until there is nothing to hold and nobody to serve.</summary>
internal sealed unsafe class SupervisorLoop(long lingerMilliseconds)
{
    private const int MaxConnections = 16;
    private readonly List<AgentConnection> _connections = [];
    private int _signals, _timer, _listener;
    private bool _leave;

    /// <summary>Runs in the data folder, which is the current one. The exit code.</summary>
    public int Run()
    {
        var lockFile = Libc.Open(SupervisorWire.LockName, Libc.OpenReadWrite | Libc.OpenCreate | Libc.OpenCloseOnExec, 0x180);
        if (lockFile < 0)
            return Fail("cannot make the lock file");
        if (Libc.Flock(lockFile, 2 | 4) < 0)
            return SupervisorWire.ExitAlreadyRunning;
        if (Libc.ProcessControl(Libc.SetChildSubreaper, 1, 0, 0, 0) < 0)
            return Fail("cannot become the reaper of orphans");
        var mask = stackalloc byte[128];
        _ = Libc.SignalsEmpty(mask);
        foreach (var signal in Program.Blocked)
            _ = Libc.SignalsAdd(mask, signal);
        _signals = Libc.SignalDescriptor(-1, mask, Libc.NonBlocking | Libc.OpenCloseOnExec);
        _timer = Libc.TimerCreate(Libc.ClockBoottime, Libc.NonBlocking | Libc.OpenCloseOnExec);
        if (_signals < 0 || _timer < 0)
            return Fail("no signalfd or timerfd");
        if (!Listen())
            return Fail("cannot listen on " + SupervisorWire.SocketName);

        var statuses = new StatusStore();
        using var groups = new CgroupEntry();
        var table = new RunTable(new RunLauncher(groups), statuses, Tell);
        var idleSince = Libc.BoottimeMilliseconds();
        var wasBusy = false;
        while (true)
        {
            var now = Libc.BoottimeMilliseconds();
            var next = table.Tick(now);
            DropClosed(table);
            var busy = table.Count > 0 || _connections.Count > 0 || statuses.NumUnwritten > 0;
            if (busy || wasBusy)
                idleSince = now;
            wasBusy = busy;
            if (!busy && (_leave || now - idleSince >= lingerMilliseconds))
            {
                // Somebody may have come in the meantime; who comes after this finds no socket and starts another one.
                if (!Accept())
                    break;
                continue;
            }
            var idleAt = idleSince + lingerMilliseconds;
            Arm(next is { } at ? Math.Min(at, idleAt) : idleAt, now);
            Wait(table);
        }
        _ = Libc.Unlink(SupervisorWire.SocketName);
        return 0;
    }

    private void Wait(RunTable table)
    {
        var count = 3 + _connections.Count;
        var entries = stackalloc Libc.PollEntry[3 + MaxConnections];
        entries[0] = new() { Descriptor = _signals, Wanted = Libc.PollIn };
        entries[1] = new() { Descriptor = _timer, Wanted = Libc.PollIn };
        entries[2] = new() { Descriptor = _listener, Wanted = Libc.PollIn };
        for (var i = 0; i < _connections.Count; i++)
            entries[3 + i] = new() { Descriptor = _connections[i].Descriptor, Wanted = (short)(Libc.PollIn | (_connections[i].WantsToWrite ? Libc.PollOut : 0)) };
        if (Libc.Poll(entries, (nuint)count, 60_000) <= 0)
            return;
        var now = Libc.BoottimeMilliseconds();
        // Endings first: an agent that asks about a run gets the newest answer.
        if (entries[0].Came != 0)
            Signals(table, now);
        if (entries[1].Came != 0)
        {
            long expirations;
            _ = Libc.Read(_timer, (byte*)&expirations, 8);
        }
        for (var i = 0; i < count - 3; i++)
        {
            if (entries[3 + i].Came != 0)
                Serve(_connections[i], table, now);
        }
        if (entries[2].Came != 0)
            Accept();
    }

    private static void Serve(AgentConnection connection, RunTable table, long now)
    {
        connection.Receive();
        connection.Flush();
        while (connection.Take() is { } fields)
        {
            try
            {
                table.Handle(connection, fields, now);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
            {
                // One request must never end the process whose children the missions are.
                SupervisorLog.Write($"request {fields[0]} failed: {error}");
                connection.Send("refused", fields.Length > 1 ? fields[1] : "0", error.Message);
            }
        }
    }

    private void Signals(RunTable table, long now)
    {
        var info = stackalloc byte[128 * 8];
        nint count;
        while ((count = Libc.Read(_signals, info, 128 * 8)) > 0)
        {
            for (var at = 0; at + 128 <= count; at += 128)
            {
                // Asked to end: only once nothing depends on us. Missions are not ours to end.
                if (*(int*)(info + at) == Libc.SigTerm)
                    _leave = true;
            }
        }
        table.Reap(now);
    }

    private bool Listen()
    {
        _ = Libc.Unlink(SupervisorWire.SocketName);
        _listener = Libc.Socket(1, 1 | Libc.NonBlocking | Libc.OpenCloseOnExec, 0);
        // Relative to the data folder, so that the 108 bytes of a socket address always suffice.
        var address = stackalloc byte[110];
        new Span<byte>(address, 110).Clear();
        *(short*)address = 1;
        var length = 2 + Encoding.UTF8.GetBytes(SupervisorWire.SocketName, new Span<byte>(address + 2, 107)) + 1;
        var before = Libc.Umask(0x3F);
        var bound = _listener >= 0 && Libc.Bind(_listener, address, length) == 0;
        _ = Libc.Umask(before);
        return bound && Libc.Listen(_listener, 64) == 0;
    }

    private bool Accept()
    {
        var any = false;
        var who = stackalloc int[3];
        for (int accepted; (accepted = Libc.Accept(_listener, null, null, Libc.NonBlocking | Libc.OpenCloseOnExec)) >= 0;)
        {
            var length = 12;
            var allowed = Libc.SocketOption(accepted, 1, 17, who, &length) == 0 && (who[1] == 0 || who[1] == Libc.UserId());
            if (!allowed || _connections.Count >= MaxConnections)
            {
                _ = Libc.Close(accepted);
                continue;
            }
            _connections.Add(new AgentConnection(accepted));
            any = true;
        }
        return any;
    }

    private void Tell(byte[] frame)
    {
        foreach (var connection in _connections)
            connection.Send(frame);
    }

    private void DropClosed(RunTable table)
    {
        foreach (var connection in _connections.FindAll(c => c.Closed))
        {
            table.Forget(connection);
            _connections.Remove(connection);
        }
    }

    private void Arm(long at, long now)
    {
        var milliseconds = Math.Max(at, now + 1);
        var setting = stackalloc long[] { 0, 0, milliseconds / 1000, milliseconds % 1000 * 1_000_000 };
        _ = Libc.TimerSet(_timer, 1, setting, null);
    }

    private static int Fail(string what)
    {
        SupervisorLog.Write($"{what}: {Libc.Reason(Marshal.GetLastPInvokeError())}");
        return 1;
    }
}
