namespace Jarvis.DeviceAgent.Resources;

internal static class SnapshotProbe
{
    public static ResourceSnapshot TakeSnapshot() => new(null, null, null, null, null);
    public static ProcessResources? TakeProcess(int pid) => pid > 0 ? new(pid, null, null, null) : null;
}
