namespace Jarvis.DeviceAgent.Resources;

/// <summary>
/// The books of a process tree: who is in it, and whose CPU must still be counted after it is gone. A living process counts with
/// its own time and that of the children it waited for; the kernel hands the time of an ended process to whoever waits for it. So
/// when one vanishes, its time should show up in its nearest ancestor in the tree; what does not show up (nobody waited, or an
/// outsider did) is kept as lost. A pass is Begin, Update or MarkVanished for each, Add, Claim, Settle for each claimant, Forget.
/// </summary>
internal sealed class TreeLedger
{
    // Own and system time are rounded down apart, in the child's file and in the parent's.
    private const int RoundingTicks = 4;

    private readonly Dictionary<int, int> _indexByPid = [];
    private TrackedProcess[] _processes = new TrackedProcess[64];
    private long _lostTicks, _lostReadBytes, _lostWriteBytes, _totalTicks;

    /// <summary>How many are in the books, vanished ones included until <see cref="Forget"/>. Parents stand before the children found through them.</summary>
    public int Count { get; private set; }

    /// <summary>One of them.</summary>
    public ref TrackedProcess this[int index] => ref _processes[index];

    /// <summary>Whether the pid is in the books.</summary>
    public bool Contains(int pid) => _indexByPid.ContainsKey(pid);

    /// <summary>Puts a process into the books.</summary>
    public ref TrackedProcess Add(int pid, in ProcessStat stat)
    {
        if (Count == _processes.Length)
            Array.Resize(ref _processes, Count * 2);
        _indexByPid[pid] = Count;
        ref var process = ref _processes[Count++];
        process = new TrackedProcess
        {
            Pid = pid,
            Stat = stat,
            EndedTicksBefore = stat.EndedChildrenTicks,
            MemoryBytes = -1,
            ReadBytes = -1,
            WriteBytes = -1,
            StatDescriptor = -1,
        };
        return ref process;
    }

    /// <summary>Begins a pass.</summary>
    public void Begin()
    {
        for (var i = 0; i < Count; i++)
            (_processes[i].EndedTicksBefore, _processes[i].ClaimedTicks) = (_processes[i].Stat.EndedChildrenTicks, 0);
    }

    /// <summary>Books the last time of each vanished process to its nearest living ancestor in the tree, or as lost where there is none.</summary>
    public void Claim()
    {
        for (var i = 0; i < Count; i++)
        {
            ref readonly var gone = ref _processes[i];
            if (!gone.Vanished)
                continue;
            if (LivingAncestor(gone.Stat.ParentPid) is { } ancestor)
            {
                _processes[ancestor].ClaimedTicks += gone.TotalTicks;
                continue;
            }

            _lostTicks += gone.TotalTicks;
            _lostReadBytes += Math.Max(0, gone.ReadBytes);
            _lostWriteBytes += Math.Max(0, gone.WriteBytes);
        }
    }

    /// <summary>
    /// Compares what a process was to get with what it got. <paramref name="endedTicksNow"/> must be read after the others were seen
    /// vanished: the kernel adds a child's time to its waiting parent before the child disappears.
    /// </summary>
    public void Settle(int index, long endedTicksNow)
    {
        ref var process = ref _processes[index];
        var got = endedTicksNow - process.EndedTicksBefore;
        if (process.ClaimedTicks > got + RoundingTicks)
            _lostTicks += process.ClaimedTicks - got;
        process.ClaimedTicks = 0;
    }

    /// <summary>Takes the vanished out of the books, keeping the order.</summary>
    public void Forget()
    {
        var kept = 0;
        for (var i = 0; i < Count; i++)
        {
            if (_processes[i].Vanished)
            {
                _indexByPid.Remove(_processes[i].Pid);
                continue;
            }

            if (kept != i)
            {
                _processes[kept] = _processes[i];
                _indexByPid[_processes[kept].Pid] = kept;
            }

            kept++;
        }

        Count = kept;
    }

    /// <summary>CPU of the tree so far in ticks. Never decreases: time on its way to a parent may be in neither book for a moment.</summary>
    public long TotalTicks()
    {
        var ticks = _lostTicks;
        for (var i = 0; i < Count; i++)
            ticks += _processes[i].TotalTicks;
        return _totalTicks = Math.Max(_totalTicks, ticks);
    }

    /// <summary>Living processes and their threads; those that ended and wait to be asked for count no more.</summary>
    public (int Processes, int Threads) Living()
    {
        var (processes, threads) = (0, 0);
        for (var i = 0; i < Count; i++)
        {
            if (_processes[i].IsZombie)
                continue;
            processes++;
            threads += _processes[i].Stat.NumThreads;
        }

        return (processes, threads);
    }

    /// <summary>
    /// Memory in bytes: each process's part at its last close look plus what its resident memory grew since; resident memory where the
    /// part cannot be read, which counts shared pages more than once. One not looked at yet is taken to share as much as the others.
    /// </summary>
    public long MemoryBytes(int pageBytes)
    {
        long bytes = 0, residentOfKnown = 0, residentOfNew = 0;
        for (var i = 0; i < Count; i++)
        {
            ref readonly var process = ref _processes[i];
            var resident = process.Stat.ResidentPages * pageBytes;
            if (process.LookedAt == 0)
            {
                residentOfNew += resident;
                continue;
            }

            residentOfKnown += resident;
            bytes += process.MemoryBytes < 0 ? resident : Math.Max(0, process.MemoryBytes + (process.Stat.ResidentPages - process.MemoryAtPages) * pageBytes);
        }

        var share = residentOfKnown > 0 ? Math.Min(1, (double)bytes / residentOfKnown) : 1;
        return bytes + (long)(residentOfNew * share);
    }

    /// <summary>Bytes moved from and to storage; null while no process could be read.</summary>
    public (long? ReadBytes, long? WriteBytes) Io()
    {
        var (read, written, known) = (_lostReadBytes, _lostWriteBytes, _lostReadBytes > 0 || _lostWriteBytes > 0);
        for (var i = 0; i < Count; i++)
        {
            known |= _processes[i].ReadBytes >= 0;
            read += Math.Max(0, _processes[i].ReadBytes);
            written += Math.Max(0, _processes[i].WriteBytes);
        }

        return known ? (read, written) : (null, null);
    }

    private int? LivingAncestor(int pid)
    {
        for (var steps = 0; steps < Count && _indexByPid.TryGetValue(pid, out var index); steps++)
        {
            if (!_processes[index].Vanished)
                return index;
            pid = _processes[index].Stat.ParentPid;
        }

        return null;
    }
}
