using System.Text.Json;
using Jarvis.Contracts.Missions;

namespace Jarvis.Contracts.Api;

/// <summary>One reading of a mission's tree, as the API shows it.</summary>
public sealed record MissionSample
{
    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The attempt.</summary>
    public required int Attempt { get; init; }

    /// <summary>The run.</summary>
    public int Run { get; init; }

    /// <summary>Percent of one core.</summary>
    public double? CpuPercent { get; init; }

    /// <summary>Memory without page cache, MB.</summary>
    public double? MemoryMb { get; init; }

    /// <summary>Threads.</summary>
    public int? NumThreads { get; init; }

    /// <summary>Processes.</summary>
    public int? NumProcesses { get; init; }

    /// <summary>CPU seconds so far.</summary>
    public double? CpuSeconds { get; init; }

    /// <summary>Bytes read so far.</summary>
    public long? ReadBytes { get; init; }

    /// <summary>Bytes written so far.</summary>
    public long? WriteBytes { get; init; }
}

/// <summary>A piece of a mission's output.</summary>
public sealed record OutputChunk
{
    /// <summary>The attempt that wrote it.</summary>
    public required int Attempt { get; init; }

    /// <summary>The run that wrote it.</summary>
    public int Run { get; init; }

    /// <summary>The stream.</summary>
    public required OutputStream Stream { get; init; }

    /// <summary>Where it begins in the stream, bytes.</summary>
    public required long Offset { get; init; }

    /// <summary>Bytes it stands for.</summary>
    public required long Bytes { get; init; }

    /// <summary>The text.</summary>
    public required string Text { get; init; }

    /// <summary>Bytes left out before it.</summary>
    public long OmittedBytes { get; init; }
}

/// <summary>
/// Output in the order it was stored. <c>GET …/logs?cursor=C&amp;wait_seconds=W</c> waits up to W seconds for more.
/// </summary>
public sealed record OutputPage
{
    /// <summary>The chunks after the cursor.</summary>
    public required IReadOnlyList<OutputChunk> Items { get; init; }

    /// <summary>The cursor after them; always set, so that a follower goes on from it.</summary>
    public required string Next { get; init; }

    /// <summary>Bytes (kept or cut) of stdout history holds for the last attempt so far.</summary>
    public long StdoutBytes { get; init; }

    /// <summary>Bytes (kept or cut) of stderr history holds for the last attempt so far.</summary>
    public long StderrBytes { get; init; }
}

/// <summary>A stored lifecycle event or decision.</summary>
public sealed record HistoryEvent
{
    /// <summary>When it happened.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Device id, or <c>coordinator</c>.</summary>
    public required string Source { get; init; }

    /// <summary>Snake case of the message's name: <c>mission_started</c>.</summary>
    public required string Type { get; init; }

    /// <summary>The journal.</summary>
    public required Guid JournalId { get; init; }

    /// <summary>The sequence in it.</summary>
    public required long Sequence { get; init; }

    /// <summary>The message as it came.</summary>
    public required JsonElement Body { get; init; }
}

/// <summary>One reading of a device, as the API shows it.</summary>
public sealed record DeviceReadingView
{
    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>0–100.</summary>
    public double? CpuPercent { get; init; }

    /// <summary>0–100.</summary>
    public double? MemoryPercent { get; init; }

    /// <summary>MB.</summary>
    public double? MemoryAvailableMb { get; init; }

    /// <summary>0–100.</summary>
    public double? DiskPercent { get; init; }

    /// <summary>GB.</summary>
    public double? DiskFreeGb { get; init; }

    /// <summary>Load average of one minute.</summary>
    public double? Load1 { get; init; }

    /// <summary>Percent, some avg10.</summary>
    public double? CpuPressurePercent { get; init; }

    /// <summary>Percent, some avg10.</summary>
    public double? MemoryPressurePercent { get; init; }

    /// <summary>Percent, some avg10.</summary>
    public double? IoPressurePercent { get; init; }
}

/// <summary>The answer to a trend question.</summary>
public sealed record TrendAnswer
{
    /// <summary>The metric asked for.</summary>
    public required string Metric { get; init; }

    /// <summary>The aggregate asked for.</summary>
    public required string Aggregate { get; init; }

    /// <summary>The unit of the values: <c>percent</c>, <c>percent_of_core</c>, <c>mb</c>, <c>gb</c>, <c>count</c>.</summary>
    public required string Unit { get; init; }

    /// <summary>Width of a bucket, seconds.</summary>
    public required double BySeconds { get; init; }

    /// <summary>First instant included.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>First instant not included.</summary>
    public required DateTimeOffset Until { get; init; }

    /// <summary>What it was answered from: <c>raw</c>, or the rollup's width such as <c>1m</c>.</summary>
    public required string Source { get; init; }

    /// <summary>For percentiles from a sketch: the bound of the relative error; null when exact.</summary>
    public double? RelativeError { get; init; }

    /// <summary>The rows, by time and group; buckets without readings are absent.</summary>
    public required IReadOnlyList<TrendRow> Rows { get; init; }
}

/// <summary>One bucket of one group.</summary>
public sealed record TrendRow
{
    /// <summary>Start of the bucket.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Device, type, session or mission; <c>fleet</c> when not grouped.</summary>
    public required string Group { get; init; }

    /// <summary>The aggregate.</summary>
    public required double Value { get; init; }

    /// <summary>Readings in it.</summary>
    public required long Count { get; init; }
}

/// <summary>What an import did.</summary>
public sealed record ImportResult
{
    /// <summary>Lines read.</summary>
    public required long Lines { get; init; }

    /// <summary>Lines stored now.</summary>
    public required long Imported { get; init; }

    /// <summary>Lines that were there already.</summary>
    public required long Duplicates { get; init; }

    /// <summary>Lines that are not the seed's.</summary>
    public required long Garbage { get; init; }

    /// <summary>Figures that were NaN or infinite, stored as null.</summary>
    public required long NonFinite { get; init; }

    /// <summary>The first few garbage lines with their numbers.</summary>
    public required IReadOnlyList<string> GarbageExamples { get; init; }
}
