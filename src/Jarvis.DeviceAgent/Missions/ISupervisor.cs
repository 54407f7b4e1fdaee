namespace Jarvis.DeviceAgent.Missions;

/// <summary>The agent's view of the long-lived process whose children the missions are. Every call but <see cref="ConnectAsync"/> throws <see cref="SupervisorLostException"/> when the supervisor is not there (any more); then connect again, <see cref="ListAsync"/> and read the status files.</summary>
internal interface ISupervisor : IAsyncDisposable
{
    /// <summary>Connects to the supervisor of the data folder and starts one when none answers. May be called again after a loss. Gives up after 10 s with <see cref="SupervisorLostException"/>, whose message says why.</summary>
    Task ConnectAsync(CancellationToken cancellationToken);

    /// <summary>Starts one run; answers once the program was executed. A loss in the middle leaves it open whether it runs: ask <see cref="ListAsync"/> after reconnecting.</summary>
    Task<LaunchResult> LaunchAsync(MissionLaunch launch, CancellationToken cancellationToken);

    /// <summary>The runs that still have a living process.</summary>
    Task<IReadOnlyList<SupervisedRun>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Endings as they happen since <see cref="ConnectAsync"/>, each once; one reader. Ends with <see cref="SupervisorLostException"/> when the connection does: then call it again after reconnecting.</summary>
    IAsyncEnumerable<RunEnded> Endings(CancellationToken cancellationToken);

    /// <summary>SIGTERM to the whole tree, grace, SIGKILL to the whole tree. True once it is seen empty (at once when it already was), false when something outlived SIGKILL for 5 s.</summary>
    Task<bool> StopAsync(string key, TimeSpan grace, CancellationToken cancellationToken, string reason = "stop");

    /// <summary>Lets the run go on for <paramref name="lease"/> from now. False when there is no such run.</summary>
    Task<bool> RenewLeaseAsync(string key, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>Reads a status file; null when there is none (yet) or it is not one.</summary>
    static RunEnded? ReadStatus(string statusPath) => SupervisorClient.ReadStatus(statusPath);
}
