using System.Buffers.Binary;
using System.Buffers.Text;

namespace Jarvis.DeviceAgent.Resources;

/// <summary>Files below /proc/PID, opened by number without making a string. One caller at a time.</summary>
internal sealed unsafe class ProcFolderProbe : IDisposable
{
    private const int BufferBytes = 64 * 1024;

    private readonly byte[] _buffer = GC.AllocateUninitializedArray<byte>(BufferBytes, pinned: true);
    private readonly int _root;

    public ProcFolderProbe(string procRoot = "/proc") =>
        _root = OperatingSystem.IsLinux() ? LibcProbe.Open(procRoot, LibcProbe.OpenReadOnlyCloseOnExec | LibcProbe.OpenDirectory, 0) : -1;

    /// <summary>Opens /proc/PID/stat; −1 when there is no such process.</summary>
    public int OpenStat(int pid) => Open(pid, 0, "/stat\0"u8, 0);

    /// <summary>Reads an open stat file; null once its process is gone, whoever has the pid now.</summary>
    public ProcessStat? ReadStat(int descriptor)
    {
        fixed (byte* start = _buffer)
        {
            var count = descriptor < 0 ? 0 : LibcProbe.ReadAtOnce(descriptor, start, 4096, 0);
            return count > 0 ? ProcessStat.Parse(_buffer.AsSpan(0, (int)count)) : null;
        }
    }

    /// <summary>Opens, reads and closes /proc/PID/stat.</summary>
    public ProcessStat? ReadStatOf(int pid)
    {
        var descriptor = OpenStat(pid);
        var stat = ReadStat(descriptor);
        Close(descriptor);
        return stat;
    }

    /// <summary>The process's part of memory in bytes; takes long for a process with much memory. Null when unreadable.</summary>
    public long? ReadMemoryBytes(int pid) => ProcessMemory.Parse(ReadFile(pid, 0, "/smaps_rollup\0"u8, out _));

    /// <summary>Bytes moved from and to storage; null when unreadable (another user's process).</summary>
    public (long? ReadBytes, long? WriteBytes) ReadIo(int pid) => ProcessIo.Parse(ReadFile(pid, 0, "/io\0"u8, out _));

    /// <summary>Whether this kernel lists children of a thread at all (it needs CONFIG_PROC_CHILDREN).</summary>
    public bool ListsChildren(int pid)
    {
        _ = ReadFile(pid, pid, "/children\0"u8, out var opened);
        return opened;
    }

    /// <summary>Adds the children of one thread to <paramref name="pids"/>; threads fork on their own, so each has its list.</summary>
    public void ReadChildren(int pid, int thread, ref PidList pids)
    {
        var text = ReadFile(pid, thread, "/children\0"u8, out _);
        while (KernelText.TakeWord(ref text) is { IsEmpty: false } word)
        {
            if (KernelText.Number(word) is > 0 and <= int.MaxValue and var child)
                pids.Add((int)child);
        }
    }

    /// <summary>Adds the threads of a process to <paramref name="pids"/>.</summary>
    public void ReadThreads(int pid, ref PidList pids)
    {
        var directory = Open(pid, 0, "/task\0"u8, LibcProbe.OpenDirectory);
        ReadNumbers(directory, ref pids);
        Close(directory);
    }

    /// <summary>Adds every process of the machine to <paramref name="pids"/>.</summary>
    public void ReadProcesses(ref PidList pids)
    {
        if (_root < 0)
            return;
        _ = LibcProbe.Seek(_root, 0, 0);
        ReadNumbers(_root, ref pids);
    }

    public static void Close(int descriptor)
    {
        if (descriptor >= 0)
            _ = LibcProbe.Close(descriptor);
    }

    public void Dispose() => Close(_root);

    private ReadOnlySpan<byte> ReadFile(int pid, int thread, ReadOnlySpan<byte> name, out bool opened)
    {
        var descriptor = Open(pid, thread, name, 0);
        opened = descriptor >= 0;
        if (!opened)
            return default;
        var text = KernelFileProbe.ReadAll(descriptor, _buffer);
        Close(descriptor);
        return text;
    }

    private int Open(int pid, int thread, ReadOnlySpan<byte> name, int flags)
    {
        if (_root < 0 || pid <= 0)
            return -1;
        Span<byte> path = stackalloc byte[64];
        Utf8Formatter.TryFormat(pid, path, out var length);
        if (thread > 0)
        {
            "/task/"u8.CopyTo(path[length..]);
            Utf8Formatter.TryFormat(thread, path[(length + 6)..], out var digits);
            length += 6 + digits;
        }

        name.CopyTo(path[length..]);
        fixed (byte* start = path)
            return LibcProbe.OpenAt(_root, start, LibcProbe.OpenReadOnlyCloseOnExec | flags, 0);
    }

    // struct linux_dirent64: inode 8, offset 8, record length 2, type 1, name.
    private static void ReadNumbers(int directory, ref PidList pids)
    {
        const int nameAt = 19;
        if (directory < 0)
            return;
        var entries = stackalloc byte[8192];
        for (nint count; (count = LibcProbe.ReadDirectory(directory, entries, 8192)) > 0;)
        {
            var rest = new ReadOnlySpan<byte>(entries, (int)count);
            while (rest.Length > nameAt && BinaryPrimitives.ReadUInt16LittleEndian(rest[16..]) is var length && length > nameAt && length <= rest.Length)
            {
                var name = rest[nameAt..length];
                if (KernelText.Number(name[..Math.Max(0, name.IndexOf((byte)0))]) is > 0 and <= int.MaxValue and var number)
                    pids.Add((int)number);
                rest = rest[length..];
            }
        }
    }
}
