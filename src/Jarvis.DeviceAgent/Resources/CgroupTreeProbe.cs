namespace Jarvis.DeviceAgent.Resources;

/// <summary>A mission's use as the kernel counts it for the mission's control group: ended children included, page cache apart.</summary>
/// <param name="controllerPaths">Folders of the group by controller: "memory", "cpu", "cpuacct", "pids", "blkio", "io", "unified".</param>
internal sealed class CgroupTreeProbe(IReadOnlyDictionary<string, string> controllerPaths) : ITreeProbe
{
    private const double BytesPerMb = 1024 * 1024;

    private readonly GroupFilesProbe _files = new(controllerPaths);
    private double? _cpuSeconds;
    private long? _peakBytes, _readBytes, _writeBytes;

    public TreeReading Read()
    {
        // What only grows is kept, so that it outlives the group.
        _cpuSeconds = Larger(_cpuSeconds, _files.CpuSeconds);
        _peakBytes = Larger(_peakBytes, _files.PeakBytes);
        var (read, written) = _files.Io;
        _readBytes = Larger(_readBytes, read);
        _writeBytes = Larger(_writeBytes, written);
        var (used, cache) = _files.Memory;
        return new TreeReading
        {
            CpuSeconds = _cpuSeconds,
            MemoryMb = used / BytesPerMb,
            MemoryPeakMb = _peakBytes / BytesPerMb,
            CacheMb = cache / BytesPerMb,
            NumThreads = _files.NumThreads,
            NumProcesses = _files.NumProcesses,
            ReadBytes = _readBytes,
            WriteBytes = _writeBytes,
            Sampled = false,
        };
    }

    public void Dispose() => _files.Dispose();

    private static double? Larger(double? earlier, double? now) => now > earlier || earlier is null ? now : earlier;

    private static long? Larger(long? earlier, long? now) => now > earlier || earlier is null ? now : earlier;
}
