using System.Runtime.InteropServices;
using System.Text;

namespace Jarvis.Supervisor;

/// <summary>Starts a program by posix_spawn in a session of its own, inside its groups.</summary>
internal sealed unsafe class RunLauncher(CgroupEntry groups)
{
    /// <summary>The pid of the started program, or 0 and the reason as a sentence. Call it from the loop's thread only.</summary>
    public int Start(LaunchRequest request, out string reason)
    {
        reason = "";
        if (!Directory.Exists(request.WorkingDirectory))
        {
            reason = "no such folder: " + request.WorkingDirectory;
            return 0;
        }
        if (FindProgram(request) is not { } program)
        {
            reason = "no such file: " + request.Arguments[0];
            return 0;
        }
        try
        {
            if (CgroupEntry.Enter(request.ProcsFiles) is { } refused)
            {
                reason = refused;
                return 0;
            }
            var error = Spawn(request, program, out var pid);
            if (error == 0)
                return pid;
            reason = Explain(request, program, error);
            return 0;
        }
        finally
        {
            groups.Leave(request.ProcsFiles);
        }
    }

    /// <summary>What remains to be done once the agent was answered.</summary>
    public void Follow(int pid, LaunchRequest request) => groups.Follow(pid, request.ProcsFiles);

    private static string? FindProgram(LaunchRequest request)
    {
        var name = request.Arguments[0];
        if (name.Contains('/', StringComparison.Ordinal))
            return File.Exists(Path.Combine(request.WorkingDirectory, name)) ? name : null;
        var path = request.Environment.LastOrDefault(e => e.StartsWith("PATH=", StringComparison.Ordinal))?["PATH=".Length..] ?? "/usr/local/bin:/usr/bin:/bin";
        return path.Split(':').Where(f => f.StartsWith('/')).Select(f => Path.Combine(f, name)).FirstOrDefault(File.Exists);
    }

    private static string Explain(LaunchRequest request, string program, int error) => error switch
    {
        Libc.Enoent when !Directory.Exists(Path.GetDirectoryName(request.StdoutPath)) || !Directory.Exists(Path.GetDirectoryName(request.StderrPath)) =>
            "no folder for the output: " + request.StdoutPath,
        Libc.Enoent => "no such interpreter for " + program,
        Libc.Eacces => "permission denied: " + program,
        _ => $"{Libc.Reason(error)}: {program}",
    };

    private static int Spawn(LaunchRequest request, string program, out int pid)
    {
        byte* attributes = stackalloc byte[512], actions = stackalloc byte[128], none = stackalloc byte[128], all = stackalloc byte[128];
        _ = Libc.SignalsEmpty(none);
        _ = Libc.SignalsFill(all);
        _ = Libc.SpawnAttributesInit(attributes);
        _ = Libc.SpawnAttributesFlags(attributes, Libc.SpawnSetSid | Libc.SpawnSetSigMask | Libc.SpawnSetSigDef);
        _ = Libc.SpawnAttributesMask(attributes, none);
        _ = Libc.SpawnAttributesDefault(attributes, all);
        _ = Libc.SpawnActionsInit(actions);
        const int append = Libc.OpenWriteOnly | Libc.OpenCreate | Libc.OpenAppend;
        _ = Libc.SpawnActionsOpen(actions, 0, "/dev/null", Libc.OpenReadOnly, 0);
        _ = Libc.SpawnActionsOpen(actions, 1, request.StdoutPath, append, 0x1A4);
        _ = request.StderrPath == request.StdoutPath
            ? Libc.SpawnActionsCopy(actions, 1, 2)
            : Libc.SpawnActionsOpen(actions, 2, request.StderrPath, append, 0x1A4);
        _ = Libc.SpawnActionsChangeDirectory(actions, request.WorkingDirectory);

        string[] environment = [.. request.Environment.Where(e => !e.StartsWith(RunTree.Marker + "=", StringComparison.Ordinal)), $"{RunTree.Marker}={request.Key}"];
        var argumentVector = Vector(request.Arguments);
        var environmentVector = Vector(environment);
        var path = Text(program);
        int started;
        var error = Libc.Spawn(&started, path, actions, attributes, argumentVector, environmentVector);
        NativeMemory.Free(path);
        Free(argumentVector);
        Free(environmentVector);
        _ = Libc.SpawnActionsDestroy(actions);
        pid = error == 0 ? started : 0;
        return error;
    }

    private static byte** Vector(string[] texts)
    {
        var vector = (byte**)NativeMemory.AllocZeroed((nuint)(texts.Length + 1), (nuint)sizeof(byte*));
        for (var i = 0; i < texts.Length; i++)
            vector[i] = Text(texts[i]);
        return vector;
    }

    private static byte* Text(string text)
    {
        var count = Encoding.UTF8.GetByteCount(text);
        var bytes = (byte*)NativeMemory.Alloc((nuint)count + 1);
        Encoding.UTF8.GetBytes(text, new Span<byte>(bytes, count));
        bytes[count] = 0;
        return bytes;
    }

    private static void Free(byte** vector)
    {
        for (var i = 0; vector[i] != null; i++)
            NativeMemory.Free(vector[i]);
        NativeMemory.Free(vector);
    }
}
