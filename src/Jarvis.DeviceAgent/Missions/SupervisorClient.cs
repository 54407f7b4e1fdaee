namespace Jarvis.DeviceAgent.Missions;

/// <summary>Talks to the long-lived supervisor over its unix socket and starts one if none answers.</summary>
internal sealed class SupervisorClient(SupervisorClientOptions options) : ISupervisor
{
    public string DataDirectory { get; } = options.DataDirectory;
    public Task ConnectAsync(CancellationToken cancellationToken) => throw new SupervisorLostException("not built yet");
    public Task<LaunchResult> LaunchAsync(MissionLaunch launch, CancellationToken cancellationToken) => throw new SupervisorLostException("not built yet");
    public Task<IReadOnlyList<SupervisedRun>> ListAsync(CancellationToken cancellationToken) => throw new SupervisorLostException("not built yet");
    public IAsyncEnumerable<RunEnded> Endings(CancellationToken cancellationToken) => throw new SupervisorLostException("not built yet");
    public Task<bool> StopAsync(string key, TimeSpan grace, CancellationToken cancellationToken, string reason = "stop") => throw new SupervisorLostException("not built yet");
    public Task<bool> RenewLeaseAsync(string key, TimeSpan lease, CancellationToken cancellationToken) => throw new SupervisorLostException("not built yet");
    public static RunEnded? ReadStatus(string statusPath) => null;
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
