namespace Jarvis.DeviceAgent.Resources;

/// <summary>Use of one mission's whole process tree. A figure that could not be read is null. MB = 1024² bytes.</summary>
public readonly record struct TreeReading
{
    /// <summary>CPU time used so far in seconds, ended children included. Never decreases.</summary>
    public double? CpuSeconds { get; init; }

    /// <summary>Anonymous, shared and swapped memory, page cache left out; the sum of PSS, or of RSS where PSS cannot be read, when sampled.</summary>
    public double? MemoryMb { get; init; }

    /// <summary>Highest memory so far: the kernel's own peak (page cache included), or the highest <see cref="MemoryMb"/> seen when sampled.</summary>
    public double? MemoryPeakMb { get; init; }

    /// <summary>Page cache charged to the tree; null when sampled.</summary>
    public double? CacheMb { get; init; }

    /// <summary>Threads alive.</summary>
    public int? NumThreads { get; init; }

    /// <summary>Processes alive.</summary>
    public int? NumProcesses { get; init; }

    /// <summary>Bytes read from storage so far.</summary>
    public long? ReadBytes { get; init; }

    /// <summary>Bytes written to storage so far.</summary>
    public long? WriteBytes { get; init; }

    /// <summary>True when put together from looks at living processes, which can miss short ones; false when the kernel counted.</summary>
    public bool Sampled { get; init; }
}
