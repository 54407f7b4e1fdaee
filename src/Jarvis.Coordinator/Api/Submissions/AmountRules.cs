using Jarvis.Contracts.Missions;

namespace Jarvis.Coordinator.Api.Submissions;

/// <summary>Amounts and ceilings: finite, not negative, not beyond any machine, and no request above its own ceiling.</summary>
internal static class AmountRules
{
    /// <summary>Notes every amount that is out of range.</summary>
    public static void Check(MissionSpec spec, FieldErrors errors)
    {
        if (spec.Requests is { } requests) CheckAmounts(requests, "requests", 0, errors);
        if (spec.Limits is not { } limits) return;
        CheckAmounts(limits, "limits", 1, errors);
        CheckRange(limits.WallSeconds, "limits.wall_seconds", 0.001, SubmissionLimits.Year, errors);
        CheckRange(limits.CpuSeconds, "limits.cpu_seconds", 0.001, 1000 * SubmissionLimits.Year, errors);
        CheckRange(limits.IdleSeconds, "limits.idle_seconds", 1, SubmissionLimits.Year, errors);
        CheckRange(limits.Processes, "limits.processes", 1, 1_000_000, errors);
        CheckRange(limits.OutputMb, "limits.output_mb", 0.001, SubmissionLimits.DiskMb, errors);
        if (limits.Enforcement == Enforcement.Unknown) errors.Add("limits.enforcement", "it is not a known value", "use enforce or observe");
        if (spec.KeepAlive && limits.WallSeconds is not null)
            errors.Add("limits.wall_seconds", "a keep-alive mission runs until it is stopped", "leave it out, or leave keep_alive out");
        if (spec.Requests is not { } asked) return;
        CheckBelow(asked.CpuPercent, limits.CpuPercent, "cpu_percent", errors);
        CheckBelow(asked.MemoryMb, limits.MemoryMb, "memory_mb", errors);
        CheckBelow(asked.DiskMb, limits.DiskMb, "disk_mb", errors);
        CheckBelow(asked.Gpus, limits.Gpus, "gpus", errors);
        CheckBelow(asked.GpuMemoryMb, limits.GpuMemoryMb, "gpu_memory_mb", errors);
    }

    /// <summary>Notes a figure outside the closed range; null is not said and fine.</summary>
    public static void CheckRange(double? value, string field, double least, double most, FieldErrors errors)
    {
        if (value is not { } figure) return;
        if (!double.IsFinite(figure)) errors.Add(field, "it is not a finite number", "write a number");
        else if (figure < least || figure > most)
            errors.Add(field, FormattableString.Invariant($"{figure} is out of range"), FormattableString.Invariant($"use {least} to {most}, or leave it out"));
    }

    private static void CheckAmounts(ResourceAmounts amounts, string at, double least, FieldErrors errors)
    {
        CheckRange(amounts.CpuPercent, $"{at}.cpu_percent", least, SubmissionLimits.CpuPercent, errors);
        CheckRange(amounts.MemoryMb, $"{at}.memory_mb", least, SubmissionLimits.MemoryMb, errors);
        CheckRange(amounts.DiskMb, $"{at}.disk_mb", least, SubmissionLimits.DiskMb, errors);
        CheckRange(amounts.Gpus, $"{at}.gpus", 0, SubmissionLimits.Gpus, errors);
        CheckRange(amounts.GpuMemoryMb, $"{at}.gpu_memory_mb", 0, SubmissionLimits.MemoryMb, errors);
    }

    private static void CheckBelow(double? asked, double? ceiling, string name, FieldErrors errors)
    {
        if (asked > ceiling)
            errors.Add($"requests.{name}", FormattableString.Invariant($"it asks for {asked}, above its own limit of {ceiling}"), $"raise limits.{name} or lower requests.{name}");
    }
}
