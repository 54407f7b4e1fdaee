namespace Jarvis.DeviceAgent.Resources;

/// <summary>What the device has to give: of the machine, of the container it runs in, or of the share it was started with.</summary>
/// <param name="CpuCores">CPU cores; a share or a container may have a fraction of one.</param>
/// <param name="MemoryMb">Memory in MB (1024² bytes).</param>
/// <param name="DiskMb">Total size of the volume, or the share's disk, in MB.</param>
public sealed record DeviceCapacity(double CpuCores, double MemoryMb, double DiskMb);
