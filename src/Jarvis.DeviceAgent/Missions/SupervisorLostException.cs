namespace Jarvis.DeviceAgent.Missions;

/// <summary>The supervisor does not answer, or no longer. Missions it started run on; what they are is asked again after <see cref="ISupervisor.ConnectAsync"/>.</summary>
internal sealed class SupervisorLostException(string message, Exception? innerException = null) : Exception(message, innerException);
