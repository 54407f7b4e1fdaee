namespace Jarvis.Contracts.Api;

/// <summary>The state of the system, for <c>jarvis status</c> and <c>GET /api/v1/system</c>.</summary>
public sealed record SystemView
{
    /// <summary>Version of the coordinator.</summary>
    public required string Version { get; init; }

    /// <summary><c>in_memory</c> or <c>rabbitmq</c>.</summary>
    public required string Transport { get; init; }

    /// <summary><c>sqlite</c> or <c>postgres</c>.</summary>
    public required string Database { get; init; }

    /// <summary>Where embedded data is kept.</summary>
    public string? DataDirectory { get; init; }

    /// <summary>Whether this coordinator leads.</summary>
    public required bool Leader { get; init; }

    /// <summary>The leadership's number.</summary>
    public required long Epoch { get; init; }

    /// <summary>Part → state: <c>ok</c>, or what is wrong.</summary>
    public required Dictionary<string, string> Health { get; init; }

    /// <summary>Missions not finished, per state.</summary>
    public required Dictionary<string, int> Missions { get; init; }

    /// <summary>Devices per state.</summary>
    public required Dictionary<string, int> Devices { get; init; }

    /// <summary>Dead letters, when the broker says.</summary>
    public long? DeadLetters { get; init; }

    /// <summary>When it started.</summary>
    public required DateTimeOffset StartedAt { get; init; }
}

/// <summary>What <c>server.json</c> in a data directory holds, so that clients find the running embedded fleet.</summary>
public sealed record EmbeddedServer
{
    /// <summary>Base address.</summary>
    public required string Url { get; init; }

    /// <summary>Its process.</summary>
    public required int Pid { get; init; }

    /// <summary>Start time of that process in clock ticks, so that a reused pid is seen.</summary>
    public required long StartTicks { get; init; }

    /// <summary>Its version.</summary>
    public required string Version { get; init; }
}
