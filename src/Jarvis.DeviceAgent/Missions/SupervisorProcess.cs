namespace Jarvis.DeviceAgent.Missions;

/// <summary>Finds and starts the supervisor's program.</summary>
internal static class SupervisorProcess
{
}
