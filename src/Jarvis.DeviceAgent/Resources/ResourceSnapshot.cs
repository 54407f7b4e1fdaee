namespace Jarvis.DeviceAgent.Resources;

/// <summary>The machine's five figures. Null where unreadable. MB = 1024² bytes, GB = 1024³ bytes.</summary>
/// <param name="CpuPercent">Busy CPU, 0-100 of the machine.</param>
/// <param name="MemoryPercent">(total − available) / total, 0-100.</param>
/// <param name="MemoryAvailableMb">Memory available without swapping.</param>
/// <param name="DiskPercent">used / (used + available to users) of the root volume, 0-100.</param>
/// <param name="DiskFreeGb">Available to users on the root volume.</param>
public sealed record ResourceSnapshot(double? CpuPercent, double? MemoryPercent, double? MemoryAvailableMb, double? DiskPercent, double? DiskFreeGb);
