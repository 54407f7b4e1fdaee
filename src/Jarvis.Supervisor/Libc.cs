using System.Runtime.InteropServices;
using System.Text;

namespace Jarvis.Supervisor;

/// <summary>The C library calls of the supervisor (Linux, 64 bit). A negative answer leaves its reason in <see cref="Marshal.GetLastPInvokeError"/>; the posix_spawn family answers the reason itself.</summary>
internal static unsafe partial class Libc
{
    public const int SigHup = 1, SigInt = 2, SigKill = 9, SigTerm = 15, SigChld = 17, SigCont = 18;
    public const int Enoent = 2, Esrch = 3, Eintr = 4, Enoexec = 8, Echild = 10, Eagain = 11, Enomem = 12, Eacces = 13, E2Big = 7, Enotdir = 20;
    public const int OpenReadOnly = 0, OpenWriteOnly = 1, OpenReadWrite = 2, OpenCreate = 0x40, OpenAppend = 0x400, OpenCloseOnExec = 0x80000;
    public const int NonBlocking = 0x800;
    public const short PollIn = 1, PollOut = 4, PollError = 8, PollHangup = 16, PollInvalid = 32;
    public const short SpawnSetSigDef = 4, SpawnSetSigMask = 8, SpawnSetSid = 0x80;
    public const int ClockBoottime = 7;
    public const int SetChildSubreaper = 36;
    public const int WaitNoHang = 1, WaitExited = 4, WaitLeave = 0x01000000;

    [StructLayout(LayoutKind.Sequential)]
    public struct PollEntry
    {
        public int Descriptor;
        public short Wanted;
        public short Came;
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    public static partial int Open(string path, int flags, int mode);

    [LibraryImport("libc", EntryPoint = "close")]
    public static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    public static partial nint Read(int descriptor, byte* buffer, nint count);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    public static partial nint Write(int descriptor, byte* buffer, nint count);

    [LibraryImport("libc", EntryPoint = "chdir", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    public static partial int ChangeDirectory(string path);

    [LibraryImport("libc", EntryPoint = "unlink", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    public static partial int Unlink(string path);

    [LibraryImport("libc", EntryPoint = "umask")]
    public static partial int Umask(int mask);

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    public static partial int Flock(int descriptor, int operation);

    [LibraryImport("libc", EntryPoint = "ftruncate", SetLastError = true)]
    public static partial int Truncate(int descriptor, nint length);

    [LibraryImport("libc", EntryPoint = "socket", SetLastError = true)]
    public static partial int Socket(int domain, int type, int protocol);

    [LibraryImport("libc", EntryPoint = "bind", SetLastError = true)]
    public static partial int Bind(int socket, byte* address, int length);

    [LibraryImport("libc", EntryPoint = "listen", SetLastError = true)]
    public static partial int Listen(int socket, int backlog);

    [LibraryImport("libc", EntryPoint = "accept4", SetLastError = true)]
    public static partial int Accept(int socket, byte* address, int* length, int flags);

    [LibraryImport("libc", EntryPoint = "send", SetLastError = true)]
    public static partial nint Send(int socket, byte* buffer, nint count, int flags);

    [LibraryImport("libc", EntryPoint = "getsockopt", SetLastError = true)]
    public static partial int SocketOption(int socket, int level, int name, void* value, int* length);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    public static partial int Poll(PollEntry* entries, nuint count, int timeoutMilliseconds);

    [LibraryImport("libc", EntryPoint = "signalfd", SetLastError = true)]
    public static partial int SignalDescriptor(int descriptor, void* signals, int flags);

    [LibraryImport("libc", EntryPoint = "timerfd_create", SetLastError = true)]
    public static partial int TimerCreate(int clock, int flags);

    [LibraryImport("libc", EntryPoint = "timerfd_settime", SetLastError = true)]
    public static partial int TimerSet(int descriptor, int flags, long* intervalAndValue, long* old);

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    public static partial int ClockGetTime(int clock, long* secondsAndNanoseconds);

    [LibraryImport("libc", EntryPoint = "sigemptyset")]
    public static partial int SignalsEmpty(void* signals);

    [LibraryImport("libc", EntryPoint = "sigfillset")]
    public static partial int SignalsFill(void* signals);

    [LibraryImport("libc", EntryPoint = "sigaddset")]
    public static partial int SignalsAdd(void* signals, int signal);

    [LibraryImport("libc", EntryPoint = "sigismember")]
    public static partial int SignalsContain(void* signals, int signal);

    [LibraryImport("libc", EntryPoint = "pthread_sigmask")]
    public static partial int ThreadSignalMask(int how, void* signals, void* old);

    [LibraryImport("libc", EntryPoint = "prctl", SetLastError = true)]
    public static partial int ProcessControl(int option, nint a, nint b, nint c, nint d);

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    public static partial int Kill(int pid, int signal);

    [LibraryImport("libc", EntryPoint = "wait4", SetLastError = true)]
    public static partial int Wait(int pid, int* status, int options, long* use);

    [LibraryImport("libc", EntryPoint = "waitid", SetLastError = true)]
    public static partial int WaitId(int kind, int id, byte* info, int options);

    [LibraryImport("libc", EntryPoint = "getrusage", SetLastError = true)]
    public static partial int Use(int who, long* use);

    [LibraryImport("libc", EntryPoint = "getuid")]
    public static partial int UserId();

    [LibraryImport("libc", EntryPoint = "execv", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    public static partial int Execute(string path, byte** arguments);

    [LibraryImport("libc", EntryPoint = "posix_spawn")]
    public static partial int Spawn(int* pid, byte* path, void* actions, void* attributes, byte** arguments, byte** environment);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_init")]
    public static partial int SpawnAttributesInit(void* attributes);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setflags")]
    public static partial int SpawnAttributesFlags(void* attributes, short flags);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setsigmask")]
    public static partial int SpawnAttributesMask(void* attributes, void* signals);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setsigdefault")]
    public static partial int SpawnAttributesDefault(void* attributes, void* signals);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_init")]
    public static partial int SpawnActionsInit(void* actions);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_destroy")]
    public static partial int SpawnActionsDestroy(void* actions);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_addopen", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SpawnActionsOpen(void* actions, int descriptor, string path, int flags, int mode);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_adddup2")]
    public static partial int SpawnActionsCopy(void* actions, int from, int to);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_addchdir_np", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SpawnActionsChangeDirectory(void* actions, string path);

    /// <summary>Milliseconds since boot, sleep included.</summary>
    public static long BoottimeMilliseconds()
    {
        var time = stackalloc long[2];
        _ = ClockGetTime(ClockBoottime, time);
        return time[0] * 1000 + time[1] / 1_000_000;
    }

    /// <summary>Writes a short text to a kernel file in one call; 0 or the reason.</summary>
    public static int WriteText(string path, string text)
    {
        var descriptor = Open(path, OpenWriteOnly | OpenCloseOnExec, 0);
        if (descriptor < 0)
            return Marshal.GetLastPInvokeError();
        Span<byte> bytes = stackalloc byte[64];
        var count = Encoding.UTF8.GetBytes(text, bytes);
        int reason;
        fixed (byte* start = bytes)
            reason = Write(descriptor, start, count) < 0 ? Marshal.GetLastPInvokeError() : 0;
        _ = Close(descriptor);
        return reason;
    }

    /// <summary>Reads a small file of the kernel; null when it is not there (any more).</summary>
    public static byte[]? ReadAll(string path)
    {
        var descriptor = Open(path, OpenReadOnly | OpenCloseOnExec, 0);
        if (descriptor < 0)
            return null;
        var buffer = new byte[1024];
        var held = 0;
        while (true)
        {
            nint count;
            fixed (byte* start = buffer)
                count = Read(descriptor, start + held, buffer.Length - held);
            if (count < 0)
            {
                _ = Close(descriptor);
                return null;
            }
            held += (int)count;
            if (count == 0)
                break;
            if (held == buffer.Length)
                Array.Resize(ref buffer, buffer.Length * 4);
        }
        _ = Close(descriptor);
        return buffer[..held];
    }

    /// <summary>What an error number means, for a person.</summary>
    public static string Reason(int error) => error switch
    {
        Enoent => "no such file or folder",
        Enotdir => "not a folder",
        Eacces => "permission denied",
        Enoexec => "not a program the kernel can run",
        E2Big => "arguments and environment are too long for the kernel",
        Enomem => "out of memory",
        Eagain => "no more processes allowed",
        1 => "operation not permitted",
        28 => "no space left on the volume",
        30 => "read-only volume",
        _ => "error " + error.ToString(System.Globalization.CultureInfo.InvariantCulture),
    };
}
