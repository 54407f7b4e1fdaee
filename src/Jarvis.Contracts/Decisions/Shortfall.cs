namespace Jarvis.Contracts.Decisions;

/// <summary>One thing a device lacks for a mission, with its figures.</summary>
public sealed record Shortfall
{
    /// <summary>The reason code, from the closed list of <see cref="ReasonCodes"/>.</summary>
    public required string Code { get; init; }

    /// <summary><c>cpu_percent</c>, <c>memory_mb</c>, <c>disk_mb</c>, <c>label</c>…</summary>
    public required string Resource { get; init; }

    /// <summary>What the mission needs, or the threshold that was passed.</summary>
    public double? Required { get; init; }

    /// <summary>What there is.</summary>
    public double? Available { get; init; }

    /// <summary>What the device has in all.</summary>
    public double? Capacity { get; init; }

    /// <summary>The sentence for people; the seed's words for its three thresholds.</summary>
    public required string Detail { get; init; }
}

/// <summary>What one device was found to be for one mission.</summary>
public sealed record DeviceVerdict
{
    /// <summary>The device.</summary>
    public required string DeviceId { get; init; }

    /// <summary>Whether it could take the mission.</summary>
    public required bool Fits { get; init; }

    /// <summary>Its score, larger is better; null when it does not fit.</summary>
    public double? Score { get; init; }

    /// <summary>Dominant share of the device in use before placing, 0–1.</summary>
    public double? Load { get; init; }

    /// <summary>What it lacks; empty when it fits.</summary>
    public required Shortfall[] Shortfalls { get; init; }
}

/// <summary>The figures of one decision: the pick, two runners-up, five nearest misses, counts per reason.</summary>
public sealed record PlacementDecision
{
    /// <summary>The device picked; null when none fits.</summary>
    public DeviceVerdict? Picked { get; init; }

    /// <summary>The two next best.</summary>
    public required DeviceVerdict[] RunnersUp { get; init; }

    /// <summary>The five that lacked least.</summary>
    public required DeviceVerdict[] NearestMisses { get; init; }

    /// <summary>How many devices each reason code ruled out.</summary>
    public required Dictionary<string, int> Counts { get; init; }

    /// <summary>Devices looked at.</summary>
    public required int Devices { get; init; }

    /// <summary>What was asked for after defaults.</summary>
    public required Missions.ResourceAmounts Requested { get; init; }
}

/// <summary>The closed list of reasons, shared by API, command line, page, metrics and documents.</summary>
public static class ReasonCodes
{
    /// <summary>No device has ever registered.</summary>
    public const string NoDevices = "no_devices";

    /// <summary>The device has not been heard of.</summary>
    public const string Silent = "silent";

    /// <summary>The device is draining, drained or forgotten.</summary>
    public const string Drained = "drained";

    /// <summary>The device was admitted but has not sent a fresh snapshot yet.</summary>
    public const string Stale = "stale";

    /// <summary>A label or the device asked for does not match.</summary>
    public const string Constraint = "constraint";

    /// <summary>No interpreter or browser of the kind asked for.</summary>
    public const string RuntimeMissing = "runtime_missing";

    /// <summary>The seed's first threshold: CPU usage too high.</summary>
    public const string CpuOverThreshold = "cpu_over_threshold";

    /// <summary>The seed's second threshold: memory usage too high.</summary>
    public const string MemoryOverThreshold = "memory_over_threshold";

    /// <summary>The seed's third threshold: disk space too low.</summary>
    public const string DiskOverThreshold = "disk_over_threshold";

    /// <summary>Kernel pressure on memory.</summary>
    public const string MemoryPressure = "memory_pressure";

    /// <summary>Too little memory beside what is committed.</summary>
    public const string MemoryExhausted = "memory_exhausted";

    /// <summary>Too little CPU beside what is committed and the overcommit allowed.</summary>
    public const string CpuExhausted = "cpu_exhausted";

    /// <summary>Too little disk beside what is committed.</summary>
    public const string DiskExhausted = "disk_exhausted";

    /// <summary>Too few GPUs or too little GPU memory.</summary>
    public const string GpuExhausted = "gpu_exhausted";

    /// <summary>As many missions as the device takes.</summary>
    public const string SlotLimit = "slot_limit";

    /// <summary>The device declined this mission and has not sent a snapshot since.</summary>
    public const string Declined = "declined";

    /// <summary>Its not_before lies ahead.</summary>
    public const string NotBefore = "not_before";

    /// <summary>More important or older missions are ahead of it.</summary>
    public const string PriorityBehind = "priority_behind";

    /// <summary>No device known could ever hold it.</summary>
    public const string NeverFits = "never_fits";
}
