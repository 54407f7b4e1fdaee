namespace Jarvis.DeviceAgent.Resources;

/// <summary>/proc/PID/stat. Times in clock ticks, memory in pages.</summary>
internal readonly record struct ProcessStat
{
    private const int Wanted = 22;

    /// <summary>Kernel's letter: R, S, D, Z (ended, not yet reaped)…</summary>
    public char State { get; init; }

    /// <summary>The parent; after its death, who adopted it.</summary>
    public int ParentPid { get; init; }

    /// <summary>CPU of the process itself, all its threads, ended ones included.</summary>
    public long OwnTicks { get; init; }

    /// <summary>CPU of the children it has waited for, and of theirs.</summary>
    public long EndedChildrenTicks { get; init; }

    /// <summary>Threads.</summary>
    public int NumThreads { get; init; }

    /// <summary>Start, ticks after boot; with the pid it names a process for good.</summary>
    public long StartTicks { get; init; }

    /// <summary>Resident pages.</summary>
    public long ResidentPages { get; init; }

    /// <summary>
    /// Reads the file; null when it is cut or a wanted column is not a number. The columns begin after the last ")": the name before
    /// it may hold anything, brackets, blanks and newlines included. A last wanted column with nothing behind it may be cut.
    /// </summary>
    public static ProcessStat? Parse(ReadOnlySpan<byte> stat)
    {
        var bracket = stat.LastIndexOf((byte)')');
        if (bracket < 0)
            return null;
        var rest = stat[(bracket + 1)..];
        var state = KernelText.TakeWord(ref rest);
        Span<long> columns = stackalloc long[Wanted - 1];
        for (var i = 0; i < columns.Length; i++)
        {
            columns[i] = KernelText.Number(KernelText.TakeWord(ref rest)) ?? -1;
        }

        // Column 0 here is field 4 of proc(5).
        var (user, system, childUser, childSystem) = (columns[10], columns[11], columns[12], columns[13]);
        var (parent, threads, start, resident) = (columns[0], columns[16], columns[18], columns[20]);
        if (rest.IsEmpty || state.Length != 1 || Math.Min(Math.Min(user, system), Math.Min(start, resident)) < 0
            || parent is < 0 or > int.MaxValue || threads is < 0 or > int.MaxValue || user > long.MaxValue - system)
            return null;
        childUser = Math.Max(0, childUser);
        return new ProcessStat
        {
            State = (char)state[0],
            ParentPid = (int)parent,
            OwnTicks = user + system,
            EndedChildrenTicks = childUser + Math.Clamp(childSystem, 0, long.MaxValue - childUser),
            NumThreads = (int)threads,
            StartTicks = start,
            ResidentPages = resident,
        };
    }
}
