using System.Diagnostics;

namespace Jarvis.DeviceAgent.Resources;

/// <summary>
/// A mission's use from looks at its living processes, where there is no control group. A process once seen stays in the tree, also
/// when its parent dies and another adopts it. Children that begin and end between two looks count by what their parent got from
/// waiting for them; one that nobody in the tree waited for is missed.
/// </summary>
/// <param name="rootPid">First process of the mission.</param>
/// <param name="startTicks">Its start, field 22 of /proc/PID/stat: another process with that pid is not it.</param>
internal sealed class ProcTreeProbe(int rootPid, long startTicks) : ITreeProbe
{
    private const double BytesPerMb = 1024 * 1024;
    private const int MaxProcesses = 65_536, MaxOpenFiles = 256, FirstLooksPerRead = 256, LooksPerRead = 32;
    private static readonly TimeSpan CloseLookAfter = TimeSpan.FromSeconds(5);

    private readonly ProcFolderProbe _proc = new();
    private readonly TreeLedger _ledger = new();
    private PidList _threads = new(), _children = new();
    private bool? _listsChildren;
    private bool _everSeen;
    private int _openFiles;
    private long _peakBytes;

    public TreeReading Read()
    {
        _ledger.Begin();
        LookAgain();
        if (!_everSeen)
            _everSeen = TryAdd(rootPid, expectedStartTicks: startTicks);
        if (!_everSeen)
            return new TreeReading { Sampled = true };
        if (_listsChildren ??= _proc.ListsChildren(rootPid) || _proc.ListsChildren(Environment.ProcessId))
            FindChildren();
        else
            FindChildrenAmongAll();
        SettleVanished();
        LookClosely();

        var memoryBytes = _ledger.MemoryBytes(Environment.SystemPageSize);
        _peakBytes = Math.Max(_peakBytes, memoryBytes);
        var (processes, threads) = _ledger.Living();
        var (read, written) = _ledger.Io();
        return new TreeReading
        {
            CpuSeconds = (double)_ledger.TotalTicks() / LibcProbe.ClockTicksPerSecond,
            MemoryMb = memoryBytes / BytesPerMb,
            MemoryPeakMb = _peakBytes / BytesPerMb,
            NumThreads = threads,
            NumProcesses = processes,
            ReadBytes = read,
            WriteBytes = written,
            Sampled = true,
        };
    }

    // Parents before children: a child that ends in between is then counted once, by its own last look.
    private void LookAgain()
    {
        for (var i = 0; i < _ledger.Count; i++)
        {
            ref var process = ref _ledger[i];
            var stat = process.StatDescriptor >= 0 ? _proc.ReadStat(process.StatDescriptor) : _proc.ReadStatOf(process.Pid);
            if (stat is { } now && now.StartTicks == process.Stat.StartTicks)
                process.Stat = now;
            else
                process.Vanished = true;
        }
    }

    private void FindChildren()
    {
        for (var i = 0; i < _ledger.Count; i++)
        {
            ref readonly var process = ref _ledger[i];
            if (process.Vanished || process.IsZombie)
                continue;
            var pid = process.Pid;
            _threads.Clear();
            _children.Clear();
            if (process.Stat.NumThreads > 1)
                _proc.ReadThreads(pid, ref _threads);
            else
                _threads.Add(pid);
            for (var t = 0; t < _threads.Count; t++)
                _proc.ReadChildren(pid, _threads[t], ref _children);
            for (var c = 0; c < _children.Count; c++)
            {
                if (TryAdd(_children[c], expectedStartTicks: null))
                    _ledger[i].HasNewChildren = true;
            }
        }
    }

    private void FindChildrenAmongAll()
    {
        _children.Clear();
        _proc.ReadProcesses(ref _children);
        for (var before = -1; before != _ledger.Count;)
        {
            before = _ledger.Count;
            for (var c = 0; c < _children.Count; c++)
            {
                if (!_ledger.Contains(_children[c]) && _proc.ReadStatOf(_children[c]) is { } stat && _ledger.Contains(stat.ParentPid))
                    TryAdd(_children[c], stat.StartTicks);
            }
        }
    }

    private bool TryAdd(int pid, long? expectedStartTicks)
    {
        // A vanished process whose pid is in use again is entered at the next look.
        if (_ledger.Contains(pid) || _ledger.Count >= MaxProcesses)
            return false;
        var descriptor = _proc.OpenStat(pid);
        if (_proc.ReadStat(descriptor) is not { } stat || (expectedStartTicks is { } ticks && ticks != stat.StartTicks))
        {
            ProcFolderProbe.Close(descriptor);
            return false;
        }

        ref var process = ref _ledger.Add(pid, stat);
        if (_openFiles < MaxOpenFiles)
        {
            process.StatDescriptor = descriptor;
            _openFiles++;
        }
        else
        {
            ProcFolderProbe.Close(descriptor);
        }

        return true;
    }

    private void SettleVanished()
    {
        _ledger.Claim();
        var anyVanished = false;
        for (var i = 0; i < _ledger.Count; i++)
        {
            ref readonly var process = ref _ledger[i];
            anyVanished |= process.Vanished;
            if (process.ClaimedTicks > 0)
                _ledger.Settle(i, _proc.ReadStatOf(process.Pid)?.EndedChildrenTicks ?? process.Stat.EndedChildrenTicks);
            if (process is not { Vanished: true, StatDescriptor: >= 0 })
                continue;
            ProcFolderProbe.Close(process.StatDescriptor);
            _openFiles--;
        }

        if (anyVanished)
            _ledger.Forget();
    }

    // A part of memory costs a walk over the process's pages: at once for new ones and those they share pages with, else seldom.
    private void LookClosely()
    {
        var now = Stopwatch.GetTimestamp();
        var (firstLooks, looks) = (FirstLooksPerRead, LooksPerRead);
        for (var i = 0; i < _ledger.Count; i++)
        {
            ref var process = ref _ledger[i];
            var isNew = process.LookedAt == 0 || process.HasNewChildren;
            if (process.IsZombie || (isNew ? firstLooks-- <= 0 : Stopwatch.GetElapsedTime(process.LookedAt, now) < CloseLookAfter || looks-- <= 0))
                continue;
            process.LookedAt = now;
            process.HasNewChildren = false;
            process.MemoryBytes = _proc.ReadMemoryBytes(process.Pid) ?? -1;
            process.MemoryAtPages = process.Stat.ResidentPages;
            var (read, written) = _proc.ReadIo(process.Pid);
            process.ReadBytes = Math.Max(process.ReadBytes, read ?? -1);
            process.WriteBytes = Math.Max(process.WriteBytes, written ?? -1);
        }
    }

    public void Dispose()
    {
        for (var i = 0; i < _ledger.Count; i++)
            ProcFolderProbe.Close(_ledger[i].StatDescriptor);
        _proc.Dispose();
    }
}
