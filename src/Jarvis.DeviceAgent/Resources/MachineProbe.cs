namespace Jarvis.DeviceAgent.Resources;

/// <summary>Picks the probe for this system.</summary>
internal static class MachineProbe
{
    /// <summary>A probe of this machine, or of the share the options name.</summary>
    public static IMachineProbe Open(LinuxMachineProbeOptions options) =>
        OperatingSystem.IsLinux() ? new LinuxMachineProbe(options) : new PortableMachineProbe(options);
}
