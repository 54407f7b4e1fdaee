using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Jarvis.Supervisor;

namespace Jarvis.DeviceAgent.Missions;

/// <summary>Finds and starts the supervisor's program: in a session of its own, with the signals blocked that it reads from a descriptor, and none of our files open.</summary>
internal static unsafe partial class SupervisorProcess
{
    private const int SigHup = 1, SigInt = 2, SigTerm = 15, SigChld = 17, NoHang = 1;
    private const short SetSigDef = 4, SetSigMask = 8, SetSid = 0x80;
    private const int WriteCreateAppend = 1 | 0x40 | 0x400;
    private const string NativeName = "jarvis-supervisor", ManagedName = "jarvis-supervisor.dll";

    /// <summary>What of our environment the supervisor needs; missions get theirs with each launch, so no secret of the agent is kept there.</summary>
    private static readonly string[] Inherited = ["PATH", "HOME", "LANG", "TMPDIR", "TZ", "DOTNET_ROOT", "DOTNET_ROOT_X64", "LD_LIBRARY_PATH"];

    /// <summary>
    /// The command line of the supervisor: <paramref name="asked"/>, else JARVIS_SUPERVISOR, else the native program in supervisor/ beside us,
    /// else the one in our own folder, else the one built in this source tree. Null when there is none.
    /// </summary>
    public static string[]? Locate(string? asked)
    {
        if ((asked ?? Environment.GetEnvironmentVariable("JARVIS_SUPERVISOR")) is { Length: > 0 } named)
            return File.Exists(named) ? Command(named) : null;
        var home = AppContext.BaseDirectory;
        List<string> candidates = [Path.Combine(home, "supervisor", NativeName), Path.Combine(home, ManagedName), Path.Combine(home, NativeName)];
        var configuration = Path.GetFileName(Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(home))) ?? "Debug";
        for (var folder = Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(home)); folder is not null; folder = Path.GetDirectoryName(folder))
            candidates.Add(Path.Combine(folder, "src", "Jarvis.Supervisor", "bin", configuration, "net10.0", ManagedName));
        return candidates.FirstOrDefault(File.Exists) is { } found ? Command(found) : null;
    }

    /// <summary>Starts it on a data folder. Its pid, or 0 and the system's error number.</summary>
    public static (int Pid, int Error) Start(string[] command, string dataDirectory, TimeSpan linger)
    {
        string[] arguments = [.. command, dataDirectory, "--linger-ms", ((long)linger.TotalMilliseconds).ToString(CultureInfo.InvariantCulture)];
        string[] environment =
        [
            .. Inherited.Select(n => (Name: n, Value: Environment.GetEnvironmentVariable(n))).Where(v => v.Value is not null).Select(v => $"{v.Name}={v.Value}"),
            // Small rather than quick: it waits nearly all of its life.
            "DOTNET_TieredPGO=0", "DOTNET_gcConcurrent=0", "DOTNET_EnableDiagnostics=0",
        ];
        byte* attributes = stackalloc byte[512], actions = stackalloc byte[128], blocked = stackalloc byte[128], all = stackalloc byte[128];
        _ = EmptySet(blocked);
        foreach (var signal in (ReadOnlySpan<int>)[SigChld, SigTerm, SigInt, SigHup])
            _ = AddToSet(blocked, signal);
        _ = FillSet(all);
        _ = InitAttributes(attributes);
        _ = SetFlags(attributes, SetSid | SetSigMask | SetSigDef);
        _ = SetMask(attributes, blocked);
        _ = SetDefault(attributes, all);
        _ = InitActions(actions);
        _ = AddOpen(actions, 0, "/dev/null", 0, 0);
        _ = AddOpen(actions, 1, "/dev/null", 1, 0);
        _ = AddOpen(actions, 2, Path.Combine(dataDirectory, SupervisorWire.LogName), WriteCreateAppend, 0x1A4);
        // A pipe of whoever started us would stay open as long as the supervisor lives, and its reader would wait for it (glibc >= 2.34).
        if (NativeLibrary.TryGetExport(NativeLibrary.GetMainProgramHandle(), "posix_spawn_file_actions_addclosefrom_np", out var closeFrom))
            _ = ((delegate* unmanaged<void*, int, int>)closeFrom)(actions, 3);
        var argumentVector = Vector(arguments);
        var environmentVector = Vector(environment);
        int pid;
        var error = Spawn(&pid, argumentVector[0], actions, attributes, argumentVector, environmentVector);
        Free(argumentVector);
        Free(environmentVector);
        _ = DestroyActions(actions);
        return error == 0 ? (pid, 0) : (0, error);
    }

    /// <summary>True and its exit code (128 + signal where one ended it) once a supervisor that we started has ended; also keeps it from staying behind as a zombie.</summary>
    public static bool TryReap(int pid, out int exitCode)
    {
        int status;
        var ended = WaitPid(pid, &status, NoHang) == pid;
        exitCode = !ended ? 0 : (status & 0x7f) == 0 ? (status >> 8) & 0xff : 128 + (status & 0x7f);
        return ended;
    }

    /// <summary>A descriptor of the folder, by which a socket in it has a short path however long the folder's is.</summary>
    public static int OpenFolder(string folder) => Open(folder, 0x200000 | 0x10000 | 0x80000, 0);

    public static void CloseFolder(int descriptor) => _ = Close(descriptor);

    private static string[] Command(string program)
    {
        program = Path.GetFullPath(program);
        if (!program.EndsWith(".dll", StringComparison.Ordinal))
            return [program];
        // The dotnet that runs us, whatever the PATH says.
        var runtime = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet"));
        var host = File.Exists(runtime) ? runtime
            : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(f => Path.Combine(f, "dotnet")).FirstOrDefault(File.Exists);
        return host is null ? [Path.ChangeExtension(program, null)] : [host, program];
    }

    private static byte** Vector(string[] texts)
    {
        var vector = (byte**)NativeMemory.AllocZeroed((nuint)(texts.Length + 1), (nuint)sizeof(byte*));
        for (var i = 0; i < texts.Length; i++)
        {
            var count = Encoding.UTF8.GetByteCount(texts[i]);
            vector[i] = (byte*)NativeMemory.AllocZeroed((nuint)count + 1);
            Encoding.UTF8.GetBytes(texts[i], new Span<byte>(vector[i], count));
        }
        return vector;
    }

    private static void Free(byte** vector)
    {
        for (var i = 0; vector[i] != null; i++)
            NativeMemory.Free(vector[i]);
        NativeMemory.Free(vector);
    }

    [LibraryImport("libc", EntryPoint = "posix_spawn")]
    private static partial int Spawn(int* pid, byte* path, void* actions, void* attributes, byte** arguments, byte** environment);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_init")]
    private static partial int InitAttributes(void* attributes);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setflags")]
    private static partial int SetFlags(void* attributes, short flags);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setsigmask")]
    private static partial int SetMask(void* attributes, void* signals);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setsigdefault")]
    private static partial int SetDefault(void* attributes, void* signals);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_init")]
    private static partial int InitActions(void* actions);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_destroy")]
    private static partial int DestroyActions(void* actions);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_addopen", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int AddOpen(void* actions, int descriptor, string path, int flags, int mode);

    [LibraryImport("libc", EntryPoint = "sigemptyset")]
    private static partial int EmptySet(void* signals);

    [LibraryImport("libc", EntryPoint = "sigfillset")]
    private static partial int FillSet(void* signals);

    [LibraryImport("libc", EntryPoint = "sigaddset")]
    private static partial int AddToSet(void* signals, int signal);

    [LibraryImport("libc", EntryPoint = "waitpid")]
    private static partial int WaitPid(int pid, int* status, int options);

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags, int mode);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
