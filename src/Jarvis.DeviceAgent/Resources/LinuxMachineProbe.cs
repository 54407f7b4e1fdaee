namespace Jarvis.DeviceAgent.Resources;

/// <summary>Reads the machine, the container around us, or the device's share, from files opened once. No garbage per reading.</summary>
internal sealed class LinuxMachineProbe : IMachineProbe
{
    private const double BytesPerMb = 1024 * 1024, BytesPerGb = 1024 * 1024 * 1024;
    private const int BufferBytes = 64 * 1024, HeadBytes = 512;

    private readonly byte[] _buffer = GC.AllocateUninitializedArray<byte>(BufferBytes, pinned: true);
    private readonly DeviceTraffic[] _devices = new DeviceTraffic[TrafficMeter.MaxDevices];
    private readonly TrafficMeter _disks = new(), _network = new();
    private readonly ReadingWindow _window = new();
    private readonly List<ProbeFault> _faults = [];
    private readonly TimeProvider _time;
    private readonly KernelFileProbe? _stat, _memory, _load, _diskStats, _netDev, _cpuPressure, _memoryPressure, _ioPressure;
    private readonly GroupFilesProbe? _cpuShare, _memoryShare, _pressureShare;
    private readonly double? _shareMemoryBytes, _shareDiskBytes;
    private readonly VolumeProbe _volume;
    private readonly long? _lowWatermarkBytes;
    private Source _faulted;

    [Flags]
    private enum Source { None = 0, Cpu = 1, Memory = 2, Disk = 4, ShareCpu = 8, ShareMemory = 16, Load = 32 }

    /// <summary>Opens what there is to read and takes the first counters, so that a reading 100 ms later has its CPU.</summary>
    public LinuxMachineProbe(LinuxMachineProbeOptions options, TimeProvider? time = null)
    {
        _time = time ?? TimeProvider.System;
        KernelFileProbe? Open(string name)
        {
            var file = KernelFileProbe.TryOpen($"{options.ProcRoot}/{name}", out var reason);
            if (file is null)
                _faults.Add(new ProbeFault($"{options.ProcRoot}/{name}", reason));
            return file;
        }

        (_stat, _memory, _load) = (Open("stat"), Open("meminfo"), Open("loadavg"));
        if (KernelText.Field(Head(_memory, BufferBytes), "MemAvailable:"u8) is null or 0)
            _lowWatermarkBytes = ReadLowWatermarkBytes(options.ProcRoot);
        (_diskStats, _netDev) = (Open("diskstats"), Open("net/dev"));
        _volume = new VolumeProbe(options.WorkVolume, walks: options.DiskMb is not null);

        var limits = options.ContainerAware ? ContainerLimitsProbe.Look(options.ProcRoot) : ContainerLimitsProbe.None;
        var hostCores = CountCores(options.ProcRoot == "/proc");
        var hostMemoryBytes = ReadMemory().TotalBytes;
        var containerCores = limits.CpuCores < hostCores ? limits.CpuCores : null;
        var containerMemoryBytes = hostMemoryBytes is null || limits.MemoryBytes < hostMemoryBytes ? limits.MemoryBytes : null;

        // A share given at start counts by its own group; else a container's limit counts by the group that sets it; else the machine.
        var group = options.ShareControllerPaths;
        _cpuShare = group is not null && options.CpuCores is not null ? new GroupFilesProbe(group)
            : containerCores is not null ? ContainerGroup(limits.CpuFolder) : null;
        _memoryShare = group is not null && options.MemoryMb is not null ? new GroupFilesProbe(group)
            : containerMemoryBytes is not null ? ContainerGroup(limits.MemoryFolder) : null;
        _pressureShare = _cpuShare is { HasPressure: true } ? _cpuShare : null;
        if (_pressureShare is null)
            (_cpuPressure, _memoryPressure, _ioPressure) = (Open("pressure/cpu"), Open("pressure/memory"), Open("pressure/io"));

        var cores = Math.Min(hostCores, containerCores ?? hostCores);
        var memoryBytes = containerMemoryBytes ?? hostMemoryBytes ?? 0.0;
        _shareDiskBytes = options.DiskMb * BytesPerMb;
        Capacity = new DeviceCapacity(
            Math.Min(options.CpuCores ?? cores, cores),
            Math.Min(options.MemoryMb ?? double.MaxValue, memoryBytes / BytesPerMb),
            options.DiskMb ?? (_volume.Read().Use?.TotalBytes / BytesPerMb ?? 0));
        _shareMemoryBytes = _memoryShare is null ? null : Capacity.MemoryMb * BytesPerMb;
        _window.Add(ReadCounters());
    }

    public DeviceCapacity Capacity { get; }

    public IReadOnlyList<ProbeFault> Faults => _faults;

    public MachineReading Read(DateTimeOffset now)
    {
        var counters = ReadCounters();
        var earlier = _window.Add(counters);
        var (cpuPercent, disks, network) = earlier is { } from ? Over(from, counters) : default;
        var memory = ReadMemory();
        var (memoryPercent, memoryAvailableBytes) = ReadMemoryUse(memory);
        var (diskPercent, diskFreeBytes) = ReadDiskUse();
        var (cpuPressure, memoryPressure, ioPressure) = ReadPressure();
        return new MachineReading
        {
            At = now,
            CpuPercent = cpuPercent,
            MemoryPercent = memoryPercent,
            MemoryAvailableMb = memoryAvailableBytes / BytesPerMb,
            DiskPercent = diskPercent,
            DiskFreeGb = diskFreeBytes / BytesPerGb,
            Load1 = ReadLoad(),
            SwapPercent = memory.SwapPercent,
            CpuPressurePercent = cpuPressure.SomePercent,
            MemoryPressurePercent = memoryPressure.SomePercent,
            MemoryPressureFullPercent = memoryPressure.FullPercent,
            IoPressurePercent = ioPressure.SomePercent,
            DiskReadBytesPerSecond = disks.In,
            DiskWriteBytesPerSecond = disks.Out,
            NetworkReceivedBytesPerSecond = network.In,
            NetworkSentBytesPerSecond = network.Out,
        };
    }

    private (double? CpuPercent, (double? In, double? Out) Disks, (double? In, double? Out) Network) Over(in MachineCounters from, in MachineCounters to)
    {
        var elapsed = to.At - from.At;
        var cpu = _cpuShare is not null ? MachineCounters.SharePercent(from, to, Capacity.CpuCores)
            : from.Cpu is { } earlier && to.Cpu is { } later ? CpuTimes.BusyPercent(earlier, later) : null;
        return (cpu, MachineCounters.Rates(from.Disks, to.Disks, elapsed), MachineCounters.Rates(from.Network, to.Network, elapsed));
    }

    private MachineCounters ReadCounters()
    {
        var at = _time.GetElapsedTime(0);
        CpuTimes? cpu = _cpuShare is null ? CpuTimes.Parse(Head(_stat, HeadBytes)) : null;
        var shareCpu = _cpuShare?.CpuSeconds;
        if (_cpuShare is null)
            Check(cpu is not null, Source.Cpu, "CPU of the machine");
        else
            Check(shareCpu is not null, Source.ShareCpu, "CPU of the device's group");
        TrafficTotals? disks = _diskStats is null ? null : _disks.Add(_devices.AsSpan(0, DeviceTraffic.ParseDisks(_diskStats.ReadAll(_buffer), _devices)));
        TrafficTotals? network = _netDev is null ? null : _network.Add(_devices.AsSpan(0, DeviceTraffic.ParseNetwork(_netDev.ReadAll(_buffer), _devices)));
        return new MachineCounters { At = at, Cpu = cpu, ShareCpuSeconds = shareCpu, Disks = disks, Network = network };
    }

    private MachineMemory ReadMemory() => MachineMemory.Parse(Head(_memory, BufferBytes), _lowWatermarkBytes);

    private (double? Percent, double? AvailableBytes) ReadMemoryUse(in MachineMemory machine)
    {
        Check(machine.AvailableBytes is not null, Source.Memory, "memory of the machine");
        if (_memoryShare is null)
            return (machine.UsedPercent, machine.AvailableBytes);
        var used = _memoryShare.Memory.UsedBytes;
        Check(used is not null, Source.ShareMemory, "memory of the device's group");
        if (used is not { } usedBytes || _shareMemoryBytes is not ({ } share and > 0))
            return (null, null);
        return (Math.Min(100, 100 * usedBytes / share), Math.Clamp(share - usedBytes, 0, machine.AvailableBytes ?? double.MaxValue));
    }

    private (double? Percent, double? FreeBytes) ReadDiskUse()
    {
        var (use, folderBytes) = _volume.Read();
        Check(use is not null, Source.Disk, "room on the volume");
        if (_shareDiskBytes is not { } share)
            return (use?.UsedPercent, use?.AvailableBytes);
        if (folderBytes is not { } used || share <= 0)
            return (null, null);
        return (Math.Min(100, 100 * used / share), Math.Clamp(share - used, 0, use?.AvailableBytes ?? double.MaxValue));
    }

    private (Pressure Cpu, Pressure Memory, Pressure Io) ReadPressure() => _pressureShare is not null
        ? _pressureShare.ReadPressure()
        : (Pressure.Parse(Head(_cpuPressure, HeadBytes)), Pressure.Parse(Head(_memoryPressure, HeadBytes)), Pressure.Parse(Head(_ioPressure, HeadBytes)));

    private double? ReadLoad()
    {
        var line = Head(_load, HeadBytes);
        var load = KernelText.Decimal(KernelText.TakeWord(ref line));
        Check(load is not null, Source.Load, "load average");
        return load;
    }

    private long? ReadLowWatermarkBytes(string procRoot)
    {
        using var file = KernelFileProbe.TryOpen($"{procRoot}/zoneinfo", out _);
        return file is null ? null : MachineMemory.ParseLowWatermarkPages(file.ReadAll(_buffer)) * Environment.SystemPageSize;
    }

    private int CountCores(bool isThisMachine)
    {
        var text = _stat is null ? default : _stat.ReadAll(_buffer);
        var count = 0;
        while (KernelText.TryTakeLine(ref text, out var line))
            count += line.StartsWith("cpu"u8) && !line.StartsWith("cpu "u8) ? 1 : 0;
        if (count == 0)
            return Environment.ProcessorCount;
        return isThisMachine ? Math.Min(count, Environment.ProcessorCount) : count;
    }

    private static GroupFilesProbe ContainerGroup(string? folder) =>
        new(new Dictionary<string, string> { ["cpuacct"] = folder!, ["memory"] = folder!, ["unified"] = folder! });

    private ReadOnlySpan<byte> Head(KernelFileProbe? file, int bytes) => file is null ? default : file.ReadHead(_buffer.AsSpan(0, bytes));

    private void Check(bool known, Source source, string name)
    {
        if (known || (_faulted & source) != 0)
            return;
        _faulted |= source;
        _faults.Add(new ProbeFault(name, "could not be read"));
    }

    public void Dispose()
    {
        foreach (var file in (ReadOnlySpan<KernelFileProbe?>)[_stat, _memory, _load, _diskStats, _netDev, _cpuPressure, _memoryPressure, _ioPressure])
            file?.Dispose();
        _cpuShare?.Dispose();
        _memoryShare?.Dispose();
        _volume.Dispose();
    }
}
