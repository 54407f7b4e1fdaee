namespace Jarvis.DeviceAgent.Resources;

/// <summary>The machine's and a process's use, on demand. Safe to call from any thread; never throws.</summary>
public static class ResourceMonitor
{
    /// <summary>
    /// The machine's five figures. CPU is measured since the last call; the first call waits 100 ms to have a window.
    /// </summary>
    public static ResourceSnapshot GetResourceSnapshot() => SnapshotProbe.TakeSnapshot();

    /// <summary>One process (not its children); null when there is no such process.</summary>
    public static ProcessResources? GetProcessResources(int pid) => SnapshotProbe.TakeProcess(pid);
}
