namespace Jarvis.DeviceAgent.Resources;

/// <summary>The files of one control group, of either version of the kernel's interface, opened once.</summary>
internal sealed class GroupFilesProbe : IDisposable
{
    private const int BufferBytes = 64 * 1024;

    private readonly byte[] _buffer = GC.AllocateUninitializedArray<byte>(BufferBytes, pinned: true);
    private readonly KernelFileProbe? _cpuAccount, _cpuStat, _memoryStat, _swap, _peak, _threads, _processes, _io, _ioPressure, _cpuPressure, _memoryPressure;
    private readonly bool _threadsAreListed;

    /// <param name="controllerPaths">Folders of the group by controller: "memory", "cpu", "cpuacct", "pids", "blkio", "io", "unified".</param>
    public GroupFilesProbe(IReadOnlyDictionary<string, string> controllerPaths)
    {
        KernelFileProbe? Open(string controller, string file) =>
            controllerPaths.TryGetValue(controller, out var folder) ? KernelFileProbe.TryOpen($"{folder}/{file}", out _) : null;

        _cpuAccount = Open("cpuacct", "cpuacct.usage") ?? Open("cpu", "cpuacct.usage");
        if (_cpuAccount is null)
        {
            _cpuStat = Open("unified", "cpu.stat") ?? Open("cpu", "cpu.stat");
        }

        _memoryStat = Open("memory", "memory.stat") ?? Open("unified", "memory.stat");
        _swap = Open("memory", "memory.swap.current") ?? Open("unified", "memory.swap.current");
        _peak = Open("memory", "memory.max_usage_in_bytes") ?? Open("memory", "memory.peak") ?? Open("unified", "memory.peak");
        _threads = Open("pids", "pids.current") ?? Open("unified", "pids.current");
        if (_threads is null)
        {
            _threadsAreListed = true;
            _threads = Open("memory", "tasks") ?? Open("cpu", "tasks") ?? Open("cpuacct", "tasks") ?? Open("unified", "cgroup.threads");
        }

        _processes = Open("pids", "cgroup.procs") ?? Open("memory", "cgroup.procs") ?? Open("cpu", "cgroup.procs")
            ?? Open("cpuacct", "cgroup.procs") ?? Open("unified", "cgroup.procs");
        _io = Open("io", "io.stat") ?? Open("unified", "io.stat") ?? Open("memory", "io.stat") ?? Open("blkio", "blkio.throttle.io_service_bytes_recursive");
        _cpuPressure = Open("unified", "cpu.pressure") ?? Open("cpu", "cpu.pressure");
        _memoryPressure = Open("unified", "memory.pressure") ?? Open("memory", "memory.pressure");
        _ioPressure = Open("unified", "io.pressure") ?? Open("memory", "io.pressure");
    }

    /// <summary>CPU used by all members so far, ended ones included.</summary>
    public double? CpuSeconds =>
        _cpuAccount is not null ? CgroupText.ParseCpuAccountSeconds(_cpuAccount.ReadHead(_buffer))
        : _cpuStat is not null ? CgroupText.ParseCpuStatSeconds(_cpuStat.ReadHead(_buffer))
        : null;

    /// <summary>Memory without page cache (anonymous, shared, swapped), and the page cache.</summary>
    public (long? UsedBytes, long? CacheBytes) Memory
    {
        get
        {
            if (_memoryStat is null)
                return (null, null);
            var (used, cache) = CgroupText.ParseMemory(_memoryStat.ReadHead(_buffer));
            return (used + (_swap is null ? 0 : KernelText.Single(_swap.ReadHead(_buffer)) ?? 0), cache);
        }
    }

    /// <summary>The kernel's own peak, page cache included.</summary>
    public long? PeakBytes => _peak is null ? null : KernelText.Single(_peak.ReadHead(_buffer));

    /// <summary>Threads alive in the group and those below.</summary>
    public int? NumThreads => _threads is null ? null
        : _threadsAreListed ? Members(_threads)
        : KernelText.Single(_threads.ReadHead(_buffer)) is { } count and <= int.MaxValue ? (int)count : null;

    /// <summary>Processes alive in the group itself.</summary>
    public int? NumProcesses => _processes is null ? null : Members(_processes);

    /// <summary>Bytes moved from and to storage so far.</summary>
    public (long? ReadBytes, long? WriteBytes) Io => _io is not null && _io.ReadAll(_buffer) is { IsEmpty: false } text ? CgroupText.ParseIo(text) : (null, null);

    /// <summary>Whether the group has pressure figures of its own.</summary>
    public bool HasPressure => _cpuPressure is not null && _memoryPressure is not null && _ioPressure is not null;

    /// <summary>The group's pressure on CPU, memory and I/O.</summary>
    public (Pressure Cpu, Pressure Memory, Pressure Io) ReadPressure() =>
        (Pressure.Parse(_cpuPressure!.ReadHead(_buffer)), Pressure.Parse(_memoryPressure!.ReadHead(_buffer)), Pressure.Parse(_ioPressure!.ReadHead(_buffer)));

    // A list of a group without members is an empty file, and so is one of a group that is gone; the caller has to keep them apart.
    private int Members(KernelFileProbe list) => CgroupText.CountMembers(list.ReadAll(_buffer));

    public void Dispose()
    {
        foreach (var file in (ReadOnlySpan<KernelFileProbe?>)[_cpuAccount, _cpuStat, _memoryStat, _swap, _peak, _threads, _processes, _io, _ioPressure, _cpuPressure, _memoryPressure])
            file?.Dispose();
    }
}
