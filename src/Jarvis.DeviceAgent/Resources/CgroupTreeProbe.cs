namespace Jarvis.DeviceAgent.Resources;

internal sealed class CgroupTreeProbe(IReadOnlyDictionary<string, string> controllerPaths) : ITreeProbe
{
    public TreeReading Read() => new() { Sampled = controllerPaths.Count == 0 };
    public void Dispose() { }
}
