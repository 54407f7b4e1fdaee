namespace Jarvis.DeviceAgent.Limits;

/// <summary>The kernel groups of one run, one per hierarchy.</summary>
internal sealed class MissionCgroup : IDisposable
{
    internal MissionCgroup(string name, IReadOnlyDictionary<string, string> controllerPaths)
    {
        Name = name;
        ControllerPaths = controllerPaths;
        ProcsFiles = [.. controllerPaths.Values.Distinct().Select(p => p + "/cgroup.procs")];
    }

    public string Name { get; }
    public IReadOnlyDictionary<string, string> ControllerPaths { get; }
    public IReadOnlyList<string> ProcsFiles { get; }
    public MemoryEvidence ReadEvidence() => new() { PeakMb = Name.Length == 0 ? 0 : null };
    public bool IsEmpty() => Pids().Count == 0;
    public IReadOnlyList<int> Pids() => Name.Length == 0 ? [0] : [];
    public void Signal(int signal) => _ = Name.Length + signal;
    public void Kill() => Signal(9);
    public bool Remove() => IsEmpty();
    public void Dispose() => Remove();
}
