namespace Jarvis.DeviceAgent.Resources;

/// <summary>Reads the machine or the device's share of it. One caller at a time.</summary>
internal interface IMachineProbe : IDisposable
{
    /// <summary>What the device has to give. Fixed when the probe is made.</summary>
    DeviceCapacity Capacity { get; }

    /// <summary>
    /// Each source's first failure, in the order found; grows only, at most one line per source. The caller logs what is new since
    /// it last looked.
    /// </summary>
    IReadOnlyList<ProbeFault> Faults { get; }

    /// <summary>
    /// Reads now. Never throws and never waits: a source that fails gives null. CPU and rates are null until 100 ms after the probe
    /// was made or first read, since they are differences.
    /// </summary>
    MachineReading Read(DateTimeOffset now);
}
