using System.Globalization;
using System.Text;

namespace Jarvis.Supervisor;

/// <summary>What /proc/PID/stat says of a process's place. <see cref="StartTicks"/> (field 22) with the pid is its identity.</summary>
internal readonly record struct ProcStat(int Pid, int ParentPid, int Session, char State, long StartTicks)
{
    public bool IsDead => State is 'Z' or 'X' or 'x';

    /// <summary>Parses one line of proc(5) "stat". The name may hold spaces and brackets, so fields are counted from its last bracket. Null when it is not such a line.</summary>
    public static ProcStat? Parse(ReadOnlySpan<byte> line)
    {
        var open = line.IndexOf((byte)'(');
        var shut = line.LastIndexOf((byte)')');
        if (open <= 0 || shut < open || !int.TryParse(line[..open].Trim((byte)' '), NumberStyles.None, CultureInfo.InvariantCulture, out var pid))
            return null;
        var rest = Encoding.ASCII.GetString(line[(shut + 1)..]).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return rest.Length >= 20 && rest[0].Length == 1
            && int.TryParse(rest[1], CultureInfo.InvariantCulture, out var parent)
            && int.TryParse(rest[3], CultureInfo.InvariantCulture, out var session)
            && long.TryParse(rest[19], CultureInfo.InvariantCulture, out var start)
            ? new ProcStat(pid, parent, session, rest[0][0], start)
            : null;
    }

    /// <summary>The live figures of one process; null when there is none.</summary>
    public static ProcStat? Read(int pid) => Libc.ReadAll($"/proc/{pid}/stat") is { } line ? Parse(line) : null;

    /// <summary>Every process this one may see.</summary>
    public static List<ProcStat> ReadAll()
    {
        var all = new List<ProcStat>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(folder.AsSpan("/proc/".Length), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) && Read(pid) is { } stat)
                all.Add(stat);
        }
        return all;
    }
}
