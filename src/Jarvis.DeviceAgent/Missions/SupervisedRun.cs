namespace Jarvis.DeviceAgent.Missions;

/// <summary>A run the supervisor holds. <see cref="MainEnded"/>: only leftovers of its tree live on, its status file is written.</summary>
internal sealed record SupervisedRun(string Key, int Pid, long StartTicks, DateTimeOffset StartedAt, bool MainEnded);
