using Jarvis.Contracts.Decisions;
using Jarvis.Contracts.Delivery;
using Jarvis.Contracts.Devices;
using Jarvis.Contracts.Missions;

namespace Jarvis.Contracts.Tests.Wire;

/// <summary>One filled-in value of every message: the golden files pin their JSON, the documents show it.</summary>
public static class Samples
{
    private static readonly Guid Journal = Guid.Parse("01976f3c-0000-7000-8000-000000000001");
    private static readonly Guid Incarnation = Guid.Parse("01976f3c-0000-7000-8000-000000000002");
    private static readonly DateTimeOffset At = new(2026, 3, 1, 12, 0, 0, 250, TimeSpan.Zero);

    public static IReadOnlyList<object> All { get; } =
    [
        new DeviceRegistered
        {
            DeviceId = "laptop-001", JournalId = Journal, Incarnation = Incarnation, Sequence = 1, At = At,
            Protocol = DeviceRegistered.CurrentProtocol, BootId = "b0071d00-0000-4000-8000-000000000000", BoottimeSeconds = 4211.5,
            Capacity = new DeviceCapacity { CpuCores = 8, MemoryMb = 16384, DiskMb = 512000 },
            Labels = new() { ["site"] = "home" },
            Capabilities = new DeviceCapabilities
            {
                OperatingSystem = "linux", Architecture = "x64", LimitsBy = "cgroup_v2",
                Interpreters = [new Interpreter { Language = "python", Path = "/usr/bin/python3.11", Version = "3.11.2" }],
            },
            AgentVersion = "0.1.0",
            Attempts = [new HeldAttempt { MissionId = "mission_001", Attempt = 1, State = AttemptState.Running }],
        },
        new DeviceAdmitted
        {
            DeviceId = "laptop-001", Epoch = 3, Incarnation = Incarnation,
            Keep = [new AttemptKey("mission_001", 1)], Stop = [],
        },
        new StartMission
        {
            DeviceId = "laptop-001", Epoch = 3, MissionId = "mission_002", Attempt = 1,
            BootId = "b0071d00-0000-4000-8000-000000000000", Incarnation = Incarnation, HeartbeatBoottimeSeconds = 4216.5,
            Spec = new MissionSpec
            {
                MissionId = "mission_002", Name = "hello.py", Type = "hello", SessionId = "session_123",
                Script = new MissionScript { Language = "python", Code = "print('hello')\n" },
                Requests = new ResourceAmounts { CpuPercent = 80, MemoryMb = 512 },
                Limits = new MissionLimits { MemoryMb = 512, WallSeconds = 600 },
            },
            Reserved = new ResourceAmounts { CpuPercent = 80, MemoryMb = 512 },
        },
        new StopMission { DeviceId = "laptop-001", Epoch = 3, MissionId = "mission_002", Attempt = 1, Reason = "cancelled", GraceSeconds = 10 },
        new QueryAttempt { DeviceId = "laptop-001", Epoch = 3, MissionId = "mission_002", Attempt = 1 },
        new RenewLeases
        {
            DeviceId = "laptop-001", Epoch = 3, HeartbeatBoottimeSeconds = 4221.5, LeaseSeconds = 120,
            Attempts = [new AttemptKey("mission_003", 2)],
        },
        new MissionAccepted { DeviceId = "laptop-001", JournalId = Journal, Incarnation = Incarnation, Sequence = 2, At = At, MissionId = "mission_002", Attempt = 1 },
        new MissionDeclined
        {
            DeviceId = "laptop-001", JournalId = Journal, Incarnation = Incarnation, Sequence = 3, At = At, MissionId = "mission_004", Attempt = 1,
            Shortfalls = [new Shortfall { Code = ReasonCodes.MemoryExhausted, Resource = "memory_mb", Required = 4096, Available = 2150, Capacity = 16384, Detail = "memory: needs 4096 MB, 2150 MB available" }],
            Figures = Figures(),
        },
        new AttemptAbsent { DeviceId = "laptop-001", JournalId = Journal, Incarnation = Incarnation, Sequence = 4, At = At, MissionId = "mission_005", Attempt = 2, Reason = "asked" },
        new MissionStarted
        {
            DeviceId = "laptop-001", JournalId = Journal, Incarnation = Incarnation, Sequence = 5, At = At, MissionId = "mission_002", Attempt = 1,
            Pid = 12345, StartedAt = At, Program = "/usr/bin/python3.11", InitialSnapshot = Figures(),
        },
        new MissionCompleted
        {
            DeviceId = "laptop-001", JournalId = Journal, Incarnation = Incarnation, Sequence = 6, At = At.AddSeconds(2), MissionId = "mission_002", Attempt = 1,
            Outcome = Outcome.LimitExceeded, Reason = "memory: the kernel stopped it at 512 MB", Signal = 9,
            Limit = new LimitBreach { Limit = "memory", Observed = 512, Ceiling = 512, Unit = "mb", By = "kernel" },
            StartedAt = At, EndedAt = At.AddSeconds(2), WallSeconds = 2, CpuSeconds = 1.25, AverageCpuPercent = 62.5, PeakCpuPercent = 98,
            AverageMemoryMb = 300, PeakMemoryMb = 512, PeakNumThreads = 4, ReadBytes = 4096, WriteBytes = 8192,
            StdoutBytes = 42, StderrBytes = 0, Survivors = 0, FinalSnapshot = Figures(),
        },
        new MissionOutputWritten
        {
            DeviceId = "laptop-001", JournalId = Journal, Incarnation = Incarnation, Sequence = 1, At = At, MissionId = "mission_002", Attempt = 1,
            Stream = OutputStream.Stdout, Offset = 0, Bytes = 6, Text = "hello\n",
        },
        new ResourceSnapshotTaken
        {
            DeviceId = "laptop-001", JournalId = Journal, Incarnation = Incarnation, Sequence = 7, At = At, BootId = "b0071d00-0000-4000-8000-000000000000",
            BoottimeSeconds = 4216.5, Epoch = 3, Phase = SnapshotPhase.Periodic,
            Machine = new MachineColumns
            {
                ReadAt = [At, At.AddSeconds(1)], CpuPercent = [15.2, null], MemoryPercent = [42.8, 42.9],
                MemoryAvailableMb = [8192.5, 8180], DiskPercent = [65.3, 65.3], DiskFreeGb = [150.7, 150.7],
            },
            Attempts = [new HeldAttempt { MissionId = "mission_002", Attempt = 1, State = AttemptState.Running, CpuPercent = 25.5, MemoryMb = 128.3 }],
            AgentCpuPercent = 0.2, Dropped = [new SequenceRange(3, 5)],
        },
        new ProcessSampled
        {
            DeviceId = "laptop-001", JournalId = Journal, Incarnation = Incarnation, Sequence = 8, At = At,
            Attempts =
            [
                new ProcessColumns
                {
                    MissionId = "mission_002", Attempt = 1, Type = "hello", SessionId = "session_123", Pid = 12345,
                    ReadAt = [At], CpuPercent = [25.5], CpuSeconds = [0.25], MemoryMb = [128.3], NumThreads = [4], NumProcesses = [1],
                    ReadBytes = [4096], WriteBytes = [0], TopProcesses = [new TopProcess { Pid = 12345, Name = "python3", CpuPercent = 25.5, MemoryMb = 128.3 }],
                },
            ],
        },
        new MissionSubmitted { JournalId = Journal, Sequence = 1, Epoch = 3, At = At, MissionId = "mission_002", Spec = new MissionSpec { MissionId = "mission_002", Command = ["true"] } },
        new MissionWaiting { JournalId = Journal, Sequence = 2, Epoch = 3, At = At, MissionId = "mission_002", Decision = Decision() },
        new MissionAssigned { JournalId = Journal, Sequence = 3, Epoch = 3, At = At, MissionId = "mission_002", Attempt = 1, DeviceId = "laptop-001", Reserved = new ResourceAmounts { CpuPercent = 80, MemoryMb = 512 }, Decision = Decision() },
        new MissionRejected { JournalId = Journal, Sequence = 4, Epoch = 3, At = At, MissionId = "mission_006", Code = ReasonCodes.NeverFits, Detail = "edge-1 is nearest: memory 4096 MB needed, 2048 MB in all", Decision = Decision() },
        new AttemptLost { JournalId = Journal, Sequence = 5, Epoch = 3, At = At, MissionId = "mission_002", Attempt = 1, DeviceId = "laptop-001", Cause = "never_started", Detail = "not accepted within 135 s of the heartbeat it answered" },
        new LateResultReceived { JournalId = Journal, Sequence = 6, Epoch = 3, At = At, MissionId = "mission_002", Attempt = 1, LateOutcome = Outcome.Succeeded },
        new MissionFinished { JournalId = Journal, Sequence = 7, Epoch = 3, At = At, MissionId = "mission_002", Attempt = 1, DeviceId = "laptop-001", Outcome = Outcome.Succeeded, ExitCode = 0 },
        new DeviceSilent { JournalId = Journal, Sequence = 8, Epoch = 3, At = At, DeviceId = "laptop-001", LastSeenAt = At.AddSeconds(-15) },
        new DeviceLost { JournalId = Journal, Sequence = 9, Epoch = 3, At = At, DeviceId = "laptop-001", LastSeenAt = At.AddMinutes(-2) },
        new DeviceReturned { JournalId = Journal, Sequence = 10, Epoch = 3, At = At, DeviceId = "laptop-001", SilentSeconds = 130.5 },
        new EventsStored { DeviceId = "laptop-001", Epoch = 3, JournalId = Journal, Reader = Reader.History, LifecycleSequence = 6, OutputSequence = 1 },
        new HistoryAnnounced { Url = "http://127.0.0.1:7071", Version = "0.1.0", At = At },
    ];

    private static MachineFigures Figures() => new()
    {
        At = At,
        CpuPercent = 15.2,
        MemoryPercent = 42.8,
        MemoryAvailableMb = 8192.5,
        DiskPercent = 65.3,
        DiskFreeGb = 150.7,
    };

    private static PlacementDecision Decision() => new()
    {
        Picked = new DeviceVerdict { DeviceId = "laptop-001", Fits = true, Score = 0.66, Load = 0.21, Shortfalls = [] },
        RunnersUp = [],
        NearestMisses =
        [
            new DeviceVerdict
            {
                DeviceId = "laptop-002", Fits = false, Load = 0.95,
                Shortfalls = [new Shortfall { Code = ReasonCodes.CpuOverThreshold, Resource = "cpu_percent", Required = 90, Available = 93, Capacity = 100, Detail = "CPU usage too high: 93 % > 90 %" }],
            },
        ],
        Counts = new() { [ReasonCodes.CpuOverThreshold] = 1 },
        Devices = 2,
        Requested = new ResourceAmounts { CpuPercent = 80, MemoryMb = 512 },
    };
}
