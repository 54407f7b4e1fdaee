namespace Jarvis.DeviceAgent.Resources;

/// <summary>Reads the use of one mission's process tree. One caller at a time; never throws, an unreadable figure is null.</summary>
internal interface ITreeProbe : IDisposable
{
    /// <summary>Reads now. Still answers with the last totals after the tree has ended.</summary>
    TreeReading Read();
}
