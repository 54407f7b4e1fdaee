namespace Jarvis.DeviceAgent.Resources;

/// <summary>/proc/PID/io: bytes moved from and to storage, ended children the process waited for included.</summary>
internal static class ProcessIo
{
    /// <summary>Reads the file; null for a line that is missing or not a number from 0 up.</summary>
    public static (long? ReadBytes, long? WriteBytes) Parse(ReadOnlySpan<byte> io) =>
        (KernelText.Field(io, "read_bytes:"u8), KernelText.Field(io, "write_bytes:"u8));
}
