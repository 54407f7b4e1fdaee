using System.Text;

namespace Jarvis.Supervisor;

/// <summary>Lines on standard error, which the agent points at a file. Bounded: a supervisor lives for months. No Console: it would install signal handlers.</summary>
internal static unsafe class SupervisorLog
{
    private const int MaxBytes = 1024 * 1024;
    private static int _written;

    public static void Write(string line)
    {
        var bytes = Encoding.UTF8.GetBytes($"{DateTimeOffset.UtcNow:yyyy-MM-ddTHH:mm:ss.fffZ} {line.ReplaceLineEndings(" ")}\n");
        if (Interlocked.Add(ref _written, bytes.Length) > MaxBytes)
            return;
        fixed (byte* start = bytes)
            _ = Libc.Write(2, start, bytes.Length);
    }
}
