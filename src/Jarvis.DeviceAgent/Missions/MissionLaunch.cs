namespace Jarvis.DeviceAgent.Missions;

/// <summary>One start of an attempt, as the supervisor needs it to start, hold and end it without the agent.</summary>
internal sealed record MissionLaunch
{
    /// <summary>"MISSION.ATTEMPT.RUN"; unique among the runs the supervisor holds.</summary>
    public required string Key { get; init; }

    /// <summary>Program and arguments. A program without a slash is looked for in the PATH of <see cref="Environment"/>.</summary>
    public required string[] Argv { get; init; }

    /// <summary>The whole environment; nothing is inherited from the supervisor, which adds JARVIS_RUN_KEY.</summary>
    public required (string Name, string Value)[] Environment { get; init; }

    /// <summary>Absolute path of the folder the program starts in; it exists.</summary>
    public required string WorkingDirectory { get; init; }

    /// <summary>Absolute path; appended to, made if missing.</summary>
    public required string StdoutPath { get; init; }

    /// <summary>Absolute path; appended to, made if missing. May be the same file as <see cref="StdoutPath"/>.</summary>
    public required string StderrPath { get; init; }

    /// <summary>Absolute path of the file that says how the run ended: complete once it exists. Read it with <see cref="ISupervisor.ReadStatus"/>.</summary>
    public required string StatusPath { get; init; }

    /// <summary>The cgroup.procs files of the groups the run lives in; empty: none, the tree is then walked.</summary>
    public string[] CgroupProcsFiles { get; init; } = [];

    /// <summary>Wall time after which the supervisor stops the tree, agent alive or not; null: none.</summary>
    public TimeSpan? WallLimit { get; init; }

    /// <summary>Time between SIGTERM and SIGKILL of a stop the supervisor makes on its own.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the run may go on without <see cref="ISupervisor.RenewLeaseAsync"/>, counted on the clock that goes on through sleep; null: for ever.</summary>
    public TimeSpan? Lease { get; init; }
}
