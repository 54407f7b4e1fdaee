using Jarvis.Contracts.Delivery;

namespace Jarvis.Contracts.Devices;

/// <summary>Agent → history: the readings of each live mission's tree in a window. Its sequence is in the telemetry lane.</summary>
public sealed record ProcessSampled : IDeviceEvent
{
    /// <inheritdoc/>
    public required string DeviceId { get; init; }

    /// <inheritdoc/>
    public required Guid JournalId { get; init; }

    /// <inheritdoc/>
    public required Guid Incarnation { get; init; }

    /// <inheritdoc/>
    public required long Sequence { get; init; }

    /// <inheritdoc/>
    public required DateTimeOffset At { get; init; }

    /// <summary>One entry per attempt.</summary>
    public required ProcessColumns[] Attempts { get; init; }
}

/// <summary>The readings of one attempt's tree, one array per figure, all as long as <see cref="ReadAt"/>.</summary>
public sealed record ProcessColumns
{
    /// <summary>The mission.</summary>
    public required string MissionId { get; init; }

    /// <summary>The attempt.</summary>
    public required int Attempt { get; init; }

    /// <summary>The run of a keep-alive attempt, from 0.</summary>
    public int Run { get; init; }

    /// <summary>The mission's type, so that history can group without a join.</summary>
    public string? Type { get; init; }

    /// <summary>The mission's session.</summary>
    public string? SessionId { get; init; }

    /// <summary>Root of the tree.</summary>
    public required int Pid { get; init; }

    /// <summary>When each reading was taken.</summary>
    public required DateTimeOffset[] ReadAt { get; init; }

    /// <summary>CPU since the reading before (since the start for the first), percent of one core.</summary>
    public double?[]? CpuPercent { get; init; }

    /// <summary>CPU time so far, ended children included, seconds.</summary>
    public double?[]? CpuSeconds { get; init; }

    /// <summary>Memory without page cache, MB.</summary>
    public double?[]? MemoryMb { get; init; }

    /// <summary>Threads.</summary>
    public int?[]? NumThreads { get; init; }

    /// <summary>Processes.</summary>
    public int?[]? NumProcesses { get; init; }

    /// <summary>Bytes read from storage so far.</summary>
    public long?[]? ReadBytes { get; init; }

    /// <summary>Bytes written to storage so far.</summary>
    public long?[]? WriteBytes { get; init; }

    /// <summary>True when the figures come from polling the tree.</summary>
    public bool Sampled { get; init; }

    /// <summary>The largest processes at the last reading.</summary>
    public TopProcess[]? TopProcesses { get; init; }
}

/// <summary>One process of a tree.</summary>
public sealed record TopProcess
{
    /// <summary>Its process id.</summary>
    public required int Pid { get; init; }

    /// <summary>Its name as the kernel shows it.</summary>
    public required string Name { get; init; }

    /// <summary>Percent of one core.</summary>
    public double? CpuPercent { get; init; }

    /// <summary>Resident memory, MB.</summary>
    public double? MemoryMb { get; init; }
}
