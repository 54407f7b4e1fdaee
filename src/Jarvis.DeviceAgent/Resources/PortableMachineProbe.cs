namespace Jarvis.DeviceAgent.Resources;

/// <summary>
/// Any system, from the base class library alone: memory and disk. CPU, load, pressure and rates are null, since the library does
/// not give them for a whole machine.
/// </summary>
internal sealed class PortableMachineProbe : IMachineProbe
{
    private const double BytesPerMb = 1024 * 1024, BytesPerGb = 1024 * 1024 * 1024;

    private readonly string _volume;
    private readonly List<ProbeFault> _faults = [new("CPU of the machine", "this system is not measured yet")];
    private bool _diskFaulted;

    public PortableMachineProbe(LinuxMachineProbeOptions options)
    {
        _volume = Path.GetFullPath(options.WorkVolume);
        var memoryMb = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / BytesPerMb;
        Capacity = new DeviceCapacity(
            Math.Min(options.CpuCores ?? double.MaxValue, Environment.ProcessorCount),
            Math.Min(options.MemoryMb ?? double.MaxValue, memoryMb),
            options.DiskMb ?? (ReadVolume()?.TotalBytes / BytesPerMb ?? 0));
    }

    public DeviceCapacity Capacity { get; }

    public IReadOnlyList<ProbeFault> Faults => _faults;

    public MachineReading Read(DateTimeOffset now)
    {
        // The runtime notes the machine's load at a collection; before the first one it knows nothing.
        var memory = GC.GetGCMemoryInfo(GCKind.Any);
        var total = memory.TotalAvailableMemoryBytes;
        double? used = memory.Index > 0 && total > 0 ? Math.Min(memory.MemoryLoadBytes, total) : null;
        var volume = ReadVolume();
        return new MachineReading
        {
            At = now,
            MemoryPercent = 100 * used / total,
            MemoryAvailableMb = (total - used) / BytesPerMb,
            DiskPercent = volume?.UsedPercent,
            DiskFreeGb = volume?.AvailableBytes / BytesPerGb,
        };
    }

    private VolumeUse? ReadVolume()
    {
        try
        {
            var drive = new DriveInfo(_volume);
            return new VolumeUse(drive.TotalSize, drive.TotalFreeSpace, drive.AvailableFreeSpace);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            if (!_diskFaulted)
                _faults.Add(new ProbeFault("room on the volume", fault.Message));
            _diskFaulted = true;
            return null;
        }
    }

    public void Dispose()
    {
    }
}
