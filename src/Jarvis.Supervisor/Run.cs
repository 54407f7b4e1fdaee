namespace Jarvis.Supervisor;

/// <summary>How far the stopping of a run is.</summary>
internal enum StopStage
{
    None,

    /// <summary>SIGTERM was sent; SIGKILL follows at <see cref="Run.KillAt"/>.</summary>
    Asked,

    /// <summary>SIGKILL was sent and is sent again until the tree is empty.</summary>
    Killing,
}

/// <summary>One run and what was asked of it. Times are milliseconds of CLOCK_BOOTTIME.</summary>
internal sealed class Run
{
    public required LaunchRequest Request { get; init; }
    public required int Pid { get; init; }
    public required long StartTicks { get; init; }
    public required long StartedAtUnixMicroseconds { get; init; }

    /// <summary>Our own largest resident set at the spawn: what the kernel hands the child on as its first.</summary>
    public required long OwnMaxRssKb { get; init; }
    public required RunTree Tree { get; init; }
    public long? WallDeadline { get; init; }
    public long? LeaseDeadline { get; set; }

    /// <summary>Set once the main process has ended.</summary>
    public RunStatus? Status { get; set; }
    public string? StoppedBy { get; set; }
    public StopStage Stage { get; set; }
    public long KillAt { get; set; }
    public long LookAt { get; set; }
    public long GiveUpAt { get; set; }

    /// <summary>Who waits to hear that the tree is empty.</summary>
    public List<(AgentConnection Connection, string Number)> Waiters { get; } = [];

    /// <summary>When this run next needs to be looked at; null: only when something happens.</summary>
    public long? NextDeadline()
    {
        if (Stage != StopStage.None)
            return Stage == StopStage.Asked ? Math.Min(KillAt, LookAt) : LookAt;
        return (WallDeadline, LeaseDeadline) switch
        {
            ({ } wall, { } lease) => Math.Min(wall, lease),
            (var wall, var lease) => wall ?? lease,
        };
    }

    /// <summary>The ceiling that has passed: "wall_limit", "lease" or null.</summary>
    public string? Passed(long now) =>
        Status is not null || Stage != StopStage.None ? null
        : now >= WallDeadline ? "wall_limit"
        : now >= LeaseDeadline ? "lease"
        : null;
}
