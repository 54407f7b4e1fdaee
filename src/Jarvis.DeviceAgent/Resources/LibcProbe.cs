using System.Runtime.InteropServices;

namespace Jarvis.DeviceAgent.Resources;

/// <summary>The C library calls of the probes. Only calls that return at once may suppress the GC transition: one that hangs would stop the collector.</summary>
internal static unsafe partial class LibcProbe
{
    internal const int OpenReadOnlyCloseOnExec = 0x80000;
    internal const int OpenDirectory = 0x10000;
    internal const int ClockMonotonic = 1;
    internal const int ClockBoottime = 7;
    private const int ClockTicksPerSecondName = 2;

    /// <summary>Unit of the CPU times and start times in /proc/PID/stat.</summary>
    internal static readonly long ClockTicksPerSecond = OperatingSystem.IsLinux() ? SystemConfiguration(ClockTicksPerSecondName) : 100;

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    internal static partial int Open(string path, int flags, int mode);

    [LibraryImport("libc", EntryPoint = "openat")]
    [SuppressGCTransition]
    internal static partial int OpenAt(int directory, byte* path, int flags, int mode);

    [LibraryImport("libc", EntryPoint = "close")]
    [SuppressGCTransition]
    internal static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "pread")]
    [SuppressGCTransition]
    internal static partial nint ReadAtOnce(int descriptor, byte* buffer, nint count, nint offset);

    [LibraryImport("libc", EntryPoint = "pread")]
    internal static partial nint ReadSlowly(int descriptor, byte* buffer, nint count, nint offset);

    [LibraryImport("libc", EntryPoint = "lseek")]
    [SuppressGCTransition]
    internal static partial nint Seek(int descriptor, nint offset, int whence);

    [LibraryImport("libc", EntryPoint = "getdents64")]
    internal static partial nint ReadDirectory(int descriptor, byte* buffer, nint count);

    [LibraryImport("libc", EntryPoint = "statvfs", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    internal static partial int VolumeStatus(string path, nuint* status);

    [LibraryImport("libc", EntryPoint = "sysconf")]
    internal static partial nint SystemConfiguration(int name);

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    [SuppressGCTransition]
    internal static partial int ClockGetTime(int clock, long* secondsAndNanoseconds);
}
