namespace Jarvis.DeviceAgent.Resources;

/// <summary>What one process uses. Null where unreadable. MB = 1024² bytes.</summary>
/// <param name="Pid">Process id.</param>
/// <param name="CpuPercent">100 = one core, can exceed 100; since the last call for this process, at first since its start.</param>
/// <param name="MemoryMb">Resident memory.</param>
/// <param name="NumThreads">Threads.</param>
public sealed record ProcessResources(int Pid, double? CpuPercent, double? MemoryMb, int? NumThreads);
