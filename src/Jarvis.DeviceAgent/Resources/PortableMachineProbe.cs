namespace Jarvis.DeviceAgent.Resources;

internal sealed class PortableMachineProbe(LinuxMachineProbeOptions options) : IMachineProbe
{
    public DeviceCapacity Capacity { get; } = new(options.CpuCores ?? Environment.ProcessorCount, options.MemoryMb ?? 1024, options.DiskMb ?? 1024);
    public IReadOnlyList<ProbeFault> Faults { get; } = [];
    public MachineReading Read(DateTimeOffset now) => new() { At = now };
    public void Dispose() { }
}
