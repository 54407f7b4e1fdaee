namespace Jarvis.DeviceAgent.Resources;

/// <summary>The tightest limits the control groups around this process set, and the folders where use under them is counted.</summary>
internal sealed record ContainerLimitsProbe(double? CpuCores, string? CpuFolder, double? MemoryBytes, string? MemoryFolder)
{
    /// <summary>No limits.</summary>
    public static readonly ContainerLimitsProbe None = new(null, null, null, null);

    /// <summary>Looks once. A machine without control groups has no limits.</summary>
    public static ContainerLimitsProbe Look(string procRoot)
    {
        var buffer = new byte[256 * 1024];
        var groups = ContainerLimits.Groups(ReadFile($"{procRoot}/self/cgroup", buffer).ToArray(), ReadFile($"{procRoot}/self/mountinfo", buffer));
        var limits = None;
        foreach (var folder in groups.GetValueOrDefault("unified", []))
        {
            limits = limits.WithCpu(ContainerLimits.ParseCpuMax(ReadFile($"{folder}/cpu.max", buffer)), folder)
                .WithMemory(Number($"{folder}/memory.max", buffer), folder);
        }

        // Version 1 counts CPU in a hierarchy of its own; the same place in it is the same group.
        var cpuFolders = groups.GetValueOrDefault("cpu", []);
        var accountFolders = groups.GetValueOrDefault("cpuacct", []);
        for (var i = 0; i < cpuFolders.Count; i++)
        {
            var cores = ContainerLimits.Cores(Number($"{cpuFolders[i]}/cpu.cfs_quota_us", buffer), Number($"{cpuFolders[i]}/cpu.cfs_period_us", buffer));
            limits = limits.WithCpu(cores, accountFolders.Count == cpuFolders.Count ? accountFolders[i] : cpuFolders[i]);
        }

        foreach (var folder in groups.GetValueOrDefault("memory", []))
            limits = limits.WithMemory(Number($"{folder}/memory.limit_in_bytes", buffer), folder);
        return limits;
    }

    private ContainerLimitsProbe WithCpu(double? cores, string folder) =>
        cores < (CpuCores ?? double.MaxValue) ? this with { CpuCores = cores, CpuFolder = folder } : this;

    private ContainerLimitsProbe WithMemory(double? bytes, string folder) =>
        bytes < (MemoryBytes ?? double.MaxValue) ? this with { MemoryBytes = bytes, MemoryFolder = folder } : this;

    private static long? Number(string path, byte[] buffer) => KernelText.Single(ReadFile(path, buffer));

    private static ReadOnlySpan<byte> ReadFile(string path, byte[] buffer)
    {
        using var file = KernelFileProbe.TryOpen(path, out _);
        return file is null ? default : file.ReadAll(buffer);
    }
}
