using System.Globalization;
using Jarvis.Supervisor;

namespace Jarvis.DeviceAgent.Limits;

/// <summary>
/// The kernel group of one device, "jarvis-DEVICE_ID": its share of the machine, and the parent of its missions' groups. In v2 where its
/// memory, cpu and pids controllers are ours to give on; else one in each v1 hierarchy, with one in the bare v2 hierarchy beside them for
/// watching and killing.
/// </summary>
internal sealed class DeviceCgroup
{
    private const string Foreign = "foreign";
    private const int PeriodMicroseconds = 100_000, MinQuotaMicroseconds = 1_000;
    private readonly double? _cpuCores;
    private readonly List<string> _notes = [];

    private DeviceCgroup(Dictionary<string, string> controllerPaths, double? cpuCores)
    {
        ControllerPaths = controllerPaths;
        _cpuCores = cpuCores;
    }

    /// <summary>Folders of the device's own group by controller: "memory", "cpu", "cpuacct", "pids", "unified". In v2 all are one folder.</summary>
    public IReadOnlyDictionary<string, string> ControllerPaths { get; }

    /// <summary>Folder of the group where a test may put foreign load of this share (the memory hierarchy's; a whole load goes into each of <see cref="ForeignProcsFiles"/>).</summary>
    public string ForeignGroupPath => Path.Combine(ControllerPaths.GetValueOrDefault("memory") ?? ControllerPaths.Values.First(), Foreign);

    /// <summary>Where a pid is written to become foreign load of this share, one file per hierarchy.</summary>
    public IReadOnlyList<string> ForeignProcsFiles => [.. ControllerPaths.Values.Distinct().Select(p => Path.Combine(p, Foreign, "cgroup.procs"))];

    private bool IsV2 => ControllerPaths.TryGetValue("memory", out var memory) && ControllerPaths.GetValueOrDefault("unified") == memory;

    /// <summary>Makes the device's group, or takes over the one that is there; null and the reason where the machine lets us make none. Empty groups of its earlier runs are removed.</summary>
    public static DeviceCgroup? TryCreate(string deviceId, double? cpuCores, double? memoryMb, out string reason)
    {
        reason = "this system has no cgroups";
        if (!OperatingSystem.IsLinux() || !File.Exists("/proc/self/mountinfo") || !File.Exists("/proc/self/cgroup"))
            return null;
        var mounts = CgroupMounts.Parse(File.ReadAllText("/proc/self/mountinfo"), File.ReadAllText("/proc/self/cgroup"));
        var reasons = new List<string>();
        if ((CreateV2(mounts, "jarvis-" + deviceId, reasons) ?? CreateV1(mounts, "jarvis-" + deviceId, reasons)) is not { } paths)
        {
            reason = reasons.Count == 0 ? "no cgroup hierarchy is mounted" : string.Join("; ", reasons.Distinct());
            return null;
        }
        var group = new DeviceCgroup(paths, cpuCores);
        group.Sweep();
        group.ApplyShare(cpuCores, memoryMb);
        foreach (var folder in paths.Values.Distinct())
            Directory.CreateDirectory(Path.Combine(folder, Foreign));
        reason = "";
        return group;
    }

    /// <summary>One line for people: version, folder, and what of the share could not be set.</summary>
    public string Describe() =>
        $"cgroup {(IsV2 ? "v2" : "v1")} {ControllerPaths.Values.First()} ({string.Join(", ", ControllerPaths.Keys)})" + (_notes.Count == 0 ? "" : "; " + string.Join("; ", _notes));

    /// <summary>Makes the groups of one run.</summary>
    /// <exception cref="IOException">The kernel refused; nothing is left behind.</exception>
    public MissionCgroup CreateMission(string name, MissionCeilings ceilings)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (name.Contains('/', StringComparison.Ordinal) || name is "." or ".." or Foreign)
            throw new ArgumentException("no name for a group: " + name, nameof(name));
        var paths = ControllerPaths.ToDictionary(p => p.Key, p => Path.Combine(p.Value, name));
        var mission = new MissionCgroup(name, paths);
        try
        {
            foreach (var folder in paths.Values.Distinct())
                Directory.CreateDirectory(folder);
            if (paths.TryGetValue("memory", out var memory) && ceilings.MemoryMb is { } megabytes)
                SetMemory(memory, megabytes);
            if (paths.TryGetValue("cpu", out var cpu))
            {
                SetWeight(cpu, ceilings.CpuWeight);
                // v1 refuses a child more than its parent has.
                if (ceilings.CpuPercent is { } percent)
                    SetQuota(cpu, Math.Min(percent / 100, _cpuCores ?? double.MaxValue));
            }
            if (paths.TryGetValue("pids", out var pids) && ceilings.Processes is { } processes)
                Write(pids, "pids.max", Math.Max(1, processes).ToString(CultureInfo.InvariantCulture));
            return mission;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            mission.Remove();
            throw new IOException($"cannot make the group {name}: {refused.Message}", refused);
        }
    }

    /// <summary>The groups of a run of an earlier agent; null when they are gone.</summary>
    public MissionCgroup? OpenMission(string name)
    {
        var paths = ControllerPaths.Where(p => Directory.Exists(Path.Combine(p.Value, name))).ToDictionary(p => p.Key, p => Path.Combine(p.Value, name));
        return paths.Count == 0 ? null : new MissionCgroup(name, paths);
    }

    /// <summary>Removes the device's groups as far as they are empty; true when nothing is left.</summary>
    public bool Remove()
    {
        Sweep();
        return ControllerPaths.Values.Distinct().All(MissionCgroup.TryRemove);
    }

    private static Dictionary<string, string>? CreateV2(IReadOnlyList<CgroupMount> mounts, string name, List<string> reasons)
    {
        foreach (var parent in mounts.Where(m => m.IsV2).SelectMany(m => new[] { m.HomeFolder, m.MountPoint }).Distinct())
        {
            try
            {
                var given = File.Exists(parent + "/cgroup.controllers") ? File.ReadAllText(parent + "/cgroup.controllers").Split(' ', '\n') : [];
                if (!given.Contains("memory") || !given.Contains("cpu") || !given.Contains("pids"))
                    continue;
                PassOn(parent);
                var folder = Path.Combine(parent, name);
                Directory.CreateDirectory(folder);
                PassOn(folder);
                return new() { ["memory"] = folder, ["cpu"] = folder, ["cpuacct"] = folder, ["pids"] = folder, ["unified"] = folder };
            }
            catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
            {
                reasons.Add(refused.Message);
            }
        }
        return null;
    }

    private static void PassOn(string folder)
    {
        var given = File.ReadAllText(folder + "/cgroup.subtree_control").Split(' ', '\n');
        if (given.Contains("memory") && given.Contains("cpu") && given.Contains("pids"))
            return;
        // A group that gives controllers on holds no processes itself (cgroup v2's rule): when we are its only one, we step aside.
        if (File.ReadAllText(folder + "/cgroup.procs").Trim() == Environment.ProcessId.ToString(CultureInfo.InvariantCulture))
        {
            Directory.CreateDirectory(folder + "/jarvis-agent");
            Write(folder + "/jarvis-agent", "cgroup.procs", "0");
        }
        Write(folder, "cgroup.subtree_control", "+memory +cpu +pids");
    }

    private static Dictionary<string, string>? CreateV1(IReadOnlyList<CgroupMount> mounts, string name, List<string> reasons)
    {
        var paths = new Dictionary<string, string>();
        foreach (var controller in new[] { "pids", "memory", "cpu", "cpuacct", "unified" })
        {
            var mount = controller == "unified" ? mounts.FirstOrDefault(m => m.IsV2) : mounts.FirstOrDefault(m => m.Controllers.Contains(controller));
            if (mount is null)
                continue;
            foreach (var parent in new[] { mount.MountPoint, mount.HomeFolder }.Distinct())
            {
                try
                {
                    Directory.CreateDirectory(Path.Combine(parent, name));
                    paths[controller] = Path.Combine(parent, name);
                    break;
                }
                catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
                {
                    reasons.Add(refused.Message);
                }
            }
        }
        if (paths.ContainsKey("memory") && paths.ContainsKey("pids"))
            return paths;
        if (paths.Count > 0)
            reasons.Add("no memory or pids controller");
        foreach (var folder in paths.Values.Distinct())
            MissionCgroup.TryRemove(folder);
        return null;
    }

    private void Sweep()
    {
        foreach (var folder in ControllerPaths.Values.Distinct())
        {
            foreach (var left in Directory.EnumerateDirectories(folder).ToArray())
                MissionCgroup.TryRemove(left);
        }
    }

    private void ApplyShare(double? cpuCores, double? memoryMb)
    {
        // A share smaller than what still runs in it is refused by the kernel: said, not fatal.
        Try("cpu share", "cpu", folder => SetQuota(folder, cpuCores));
        Try("memory share", "memory", folder => SetMemory(folder, memoryMb));

        void Try(string what, string controller, Action<string> set)
        {
            try
            {
                if (ControllerPaths.TryGetValue(controller, out var folder))
                    set(folder);
                else
                    _notes.Add(what + " not set: no such controller");
            }
            catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
            {
                _notes.Add($"{what} not set: {refused.Message}");
            }
        }
    }

    private static void SetQuota(string folder, double? cores)
    {
        var quota = cores is { } some ? (long)Math.Max(MinQuotaMicroseconds, Math.Min(some, 10_000) * PeriodMicroseconds) : (long?)null;
        var text = quota?.ToString(CultureInfo.InvariantCulture);
        if (File.Exists(folder + "/cpu.max"))
            Write(folder, "cpu.max", $"{text ?? "max"} {PeriodMicroseconds}");
        else
            Write(folder, "cpu.cfs_quota_us", text ?? "-1");
    }

    private static void SetWeight(string folder, double weight)
    {
        var v2 = File.Exists(folder + "/cpu.weight");
        // 100 is the default of v2's 1..10000 and stands for 1024 of v1's 2..262144.
        Write(folder, v2 ? "cpu.weight" : "cpu.shares", ((long)(v2 ? Math.Clamp(weight, 1, 10_000) : Math.Clamp(weight * 10.24, 2, 262_144))).ToString(CultureInfo.InvariantCulture));
    }

    private static void SetMemory(string folder, double? megabytes)
    {
        var bytes = megabytes is { } some ? ((long)Math.Min(some * 1024 * 1024, long.MaxValue / 2)).ToString(CultureInfo.InvariantCulture) : null;
        if (File.Exists(folder + "/memory.max"))
        {
            Write(folder, "memory.max", bytes ?? "max");
            if (File.Exists(folder + "/memory.swap.max"))
                Write(folder, "memory.swap.max", bytes is null ? "max" : "0");
            return;
        }
        // Memory with swap never below memory alone, at no moment: lifted, then both lowered. Equal, so nothing goes to swap.
        var swap = File.Exists(folder + "/memory.memsw.limit_in_bytes");
        if (swap)
            Write(folder, "memory.memsw.limit_in_bytes", "-1");
        Write(folder, "memory.limit_in_bytes", bytes ?? "-1");
        if (swap && bytes is not null)
            Write(folder, "memory.memsw.limit_in_bytes", bytes);
    }

    private static void Write(string folder, string file, string text) => File.WriteAllText(folder + "/" + file, text);
}
