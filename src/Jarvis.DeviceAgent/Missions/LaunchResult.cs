namespace Jarvis.DeviceAgent.Missions;

/// <summary>What became of a <see cref="MissionLaunch"/>.</summary>
internal abstract record LaunchResult
{
    private LaunchResult() { }

    /// <summary>The program runs. <see cref="StartTicks"/> is field 22 of /proc/PID/stat, which with the pid is the identity of the process.</summary>
    internal sealed record Started(int Pid, long StartTicks, DateTimeOffset StartedAt) : LaunchResult;

    /// <summary>Nothing runs; <see cref="Reason"/> is a sentence for the mission's owner ("no such file: /usr/bin/nope").</summary>
    internal sealed record Failed(string Reason) : LaunchResult;
}
