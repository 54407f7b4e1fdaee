namespace Jarvis.DeviceAgent.Resources;

internal sealed class ProcTreeProbe(int rootPid, long startTicks) : ITreeProbe
{
    public TreeReading Read() => new() { Sampled = rootPid != 0 || startTicks != 0 };
    public void Dispose() { }
}
