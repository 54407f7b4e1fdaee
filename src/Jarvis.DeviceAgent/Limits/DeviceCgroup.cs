namespace Jarvis.DeviceAgent.Limits;

/// <summary>The kernel group of one device: its share of the machine, and the parent of its missions' groups.</summary>
internal sealed class DeviceCgroup
{
    private DeviceCgroup(IReadOnlyDictionary<string, string> controllerPaths) => ControllerPaths = controllerPaths;

    /// <summary>Folders of the device's own group by controller: "memory", "cpu", "cpuacct", "pids", "unified".</summary>
    public IReadOnlyDictionary<string, string> ControllerPaths { get; }

    /// <summary>Folder of the group where a test may put foreign load of this share (the memory hierarchy's).</summary>
    public string ForeignGroupPath => Path.Combine(ControllerPaths.Values.First(), "foreign");

    /// <summary>Where a pid is written to become foreign load of this share, one file per hierarchy.</summary>
    public IReadOnlyList<string> ForeignProcsFiles => [.. ControllerPaths.Values.Distinct().Select(p => Path.Combine(p, "foreign", "cgroup.procs"))];

    public static DeviceCgroup? TryCreate(string deviceId, double? cpuCores, double? memoryMb, out string reason)
    {
        reason = "not built yet";
        return cpuCores + memoryMb > 0 && deviceId.Length == 0 ? new DeviceCgroup(new Dictionary<string, string>()) : null;
    }

    public string Describe() => string.Join(", ", ControllerPaths.Keys);
    public MissionCgroup CreateMission(string name, MissionCeilings ceilings) => new(name, ControllerPaths);
    public MissionCgroup? OpenMission(string name) => ControllerPaths.Count == 0 ? null : new(name, ControllerPaths);
}
