namespace Jarvis.DeviceAgent.Missions;

/// <summary>Where the supervisor is and how long it is waited for.</summary>
internal sealed record SupervisorClientOptions
{
    /// <summary>The agent's data folder: socket, lock and log of the supervisor lie in it.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>The supervisor's program (native, apphost or .dll); null: searched for, see <see cref="SupervisorProcess"/>.</summary>
    public string? Program { get; init; }

    /// <summary>How long a supervisor stays with nothing to hold and nobody connected.</summary>
    public TimeSpan Linger { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long <see cref="ISupervisor.ConnectAsync"/> tries.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long an answer may take, beyond the grace of a stop.</summary>
    public TimeSpan AnswerTimeout { get; init; } = TimeSpan.FromSeconds(15);
}
