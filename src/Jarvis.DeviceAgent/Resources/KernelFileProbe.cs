using System.Runtime.InteropServices;

namespace Jarvis.DeviceAgent.Resources;

/// <summary>One file of the kernel, opened once and read again and again from its start.</summary>
internal sealed unsafe class KernelFileProbe : IDisposable
{
    // The kernel fills a page of a list before it hands it over: a read this short was the last, and asking again costs a call.
    private const int ShortRead = 2048;

    private int _descriptor;

    private KernelFileProbe(int descriptor) => _descriptor = descriptor;

    /// <summary>Opens the file; null with the system's reason when it cannot be.</summary>
    public static KernelFileProbe? TryOpen(string path, out string reason)
    {
        reason = "this system has no such files";
        if (!OperatingSystem.IsLinux())
            return null;
        var descriptor = LibcProbe.Open(path, LibcProbe.OpenReadOnlyCloseOnExec, 0);
        reason = descriptor < 0 ? Marshal.GetLastPInvokeErrorMessage() : "";
        return descriptor < 0 ? null : new KernelFileProbe(descriptor);
    }

    /// <summary>One read: enough for the head of a file and for files the kernel writes in one piece. Empty when it fails.</summary>
    public ReadOnlySpan<byte> ReadHead(Span<byte> buffer)
    {
        fixed (byte* start = buffer)
        {
            var count = LibcProbe.ReadAtOnce(_descriptor, start, buffer.Length, 0);
            return count > 0 ? buffer[..(int)count] : default;
        }
    }

    /// <summary>Reads to the end or until the buffer is full: the kernel gives lists in pieces. Empty when it fails.</summary>
    public ReadOnlySpan<byte> ReadAll(Span<byte> buffer) => ReadAll(_descriptor, buffer);

    /// <summary>Reads an open file to its end or until the buffer is full. Empty when it fails.</summary>
    public static ReadOnlySpan<byte> ReadAll(int descriptor, Span<byte> buffer)
    {
        var length = 0;
        fixed (byte* start = buffer)
        {
            while (length < buffer.Length)
            {
                var count = LibcProbe.ReadSlowly(descriptor, start + length, buffer.Length - length, length);
                if (count < 0)
                    return default;
                length += (int)count;
                if (count < ShortRead)
                    break;
            }
        }

        return buffer[..length];
    }

    public void Dispose()
    {
        var descriptor = Interlocked.Exchange(ref _descriptor, -1);
        if (descriptor >= 0)
            _ = LibcProbe.Close(descriptor);
    }
}
