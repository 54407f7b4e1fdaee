using System.Collections.Concurrent;
using System.Globalization;

namespace Jarvis.Supervisor;

/// <summary>
/// Brings a new process into its groups. Two ways were measured (2 cores, kernel 6.18, us median/p90):
/// (a) the starting thread writes itself into the v1 groups' "tasks" files, starts the child, which inherits them, and goes home: 126/154 in for
/// four hierarchies, 50 out (the child then takes the CPU, which made the last figure look like 750);
/// (b) the child is moved by its "cgroup.procs" after the start: 18 when it is the only writer, but 10,700/14,900 as a rule, because moving
/// another process waits for an RCU grace period. Way (a) is quicker and no child can escape a ceiling, so v1 groups are joined by it.
/// The v2 hierarchy takes no single threads: beside v1 it serves only to watch and kill, so a second thread moves the child there and nobody
/// waits; where v2 holds the ceilings the child is moved at once and whatever it forked meanwhile is fetched after it.
/// </summary>
internal sealed class CgroupEntry : IDisposable
{
    private const int MaxSweeps = 5;
    private readonly Dictionary<string, string> _homeTasks = [];
    private readonly BlockingCollection<(int Pid, string V2File, string V1File)> _moves = new(1024);

    public CgroupEntry()
    {
        foreach (var mount in CgroupMounts.Parse(File.ReadAllText("/proc/self/mountinfo"), File.ReadAllText("/proc/self/cgroup")))
        {
            if (!mount.IsV2)
                _homeTasks[mount.MountPoint + "/"] = (Directory.Exists(mount.HomeFolder) ? mount.HomeFolder : mount.MountPoint) + "/tasks";
        }
        new Thread(MoveAll) { IsBackground = true, Name = "group mover" }.Start();
    }

    /// <summary>A v1 group is told by its "tasks" file.</summary>
    public static bool IsV1(string procsFile) => File.Exists(Path.GetDirectoryName(procsFile) + "/tasks");

    /// <summary>The pids in a cgroup.procs file; none when the group is gone.</summary>
    public static IEnumerable<int> ReadPids(string procsFile)
    {
        foreach (var line in System.Text.Encoding.ASCII.GetString(Libc.ReadAll(procsFile) ?? []).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (int.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out var pid) && pid > 0)
                yield return pid;
        }
    }

    /// <summary>The calling thread (never the process's first one: the group would list the supervisor) joins the v1 groups. Null, or why not.</summary>
    public static string? Enter(string[] procsFiles)
    {
        foreach (var file in procsFiles)
        {
            if (IsV1(file))
            {
                if (Libc.WriteText(Path.GetDirectoryName(file) + "/tasks", "0") is var error and not 0)
                    return $"cannot join the group {Path.GetDirectoryName(file)}: {Libc.Reason(error)}";
            }
            else if (!File.Exists(file))
            {
                return $"cannot join the group {Path.GetDirectoryName(file)}: {Libc.Reason(Libc.Enoent)}";
            }
        }
        return null;
    }

    /// <summary>The calling thread goes back to where the supervisor lives, so that the group can be removed once its run is over.</summary>
    public void Leave(string[] procsFiles)
    {
        foreach (var file in procsFiles)
        {
            var home = _homeTasks.FirstOrDefault(h => file.StartsWith(h.Key, StringComparison.Ordinal));
            if (home.Value is null)
                continue;
            if (Libc.WriteText(home.Value, "0") is var error and not 0
                && Libc.WriteText(home.Key + "tasks", "0") is not 0)
                SupervisorLog.Write($"cannot leave the group of {file}: {Libc.Reason(error)}");
        }
    }

    /// <summary>The v2 part, once the child exists.</summary>
    public void Follow(int pid, string[] procsFiles)
    {
        var v1 = procsFiles.FirstOrDefault(IsV1);
        foreach (var file in procsFiles)
        {
            if (IsV1(file))
                continue;
            if (v1 is null)
                MoveWithDescendants(pid, file);
            else if (!_moves.TryAdd((pid, file, v1)))
                SupervisorLog.Write($"group mover is behind: {pid} stays outside {file}");
        }
    }

    /// <summary>Ends the second thread once it has done what it was given.</summary>
    public void Dispose() => _moves.CompleteAdding();

    private void MoveAll()
    {
        using var moves = _moves;
        foreach (var (pid, v2File, v1File) in moves.GetConsumingEnumerable())
        {
            var move = Move(pid, v2File);
            for (var sweep = 0; move && sweep < MaxSweeps; sweep++)
            {
                var inside = ReadPids(v2File).ToHashSet();
                var outside = ReadPids(v1File).Where(p => p != Environment.ProcessId && !inside.Contains(p)).ToList();
                if (outside.Count == 0)
                    break;
                foreach (var member in outside)
                    Move(member, v2File);
            }
        }
    }

    private static void MoveWithDescendants(int pid, string v2File)
    {
        var moved = new HashSet<int> { pid };
        Move(pid, v2File);
        for (var sweep = 0; sweep < MaxSweeps; sweep++)
        {
            var late = ProcStat.ReadAll().Where(s => (moved.Contains(s.ParentPid) || s.Session == pid) && !moved.Contains(s.Pid)).Select(s => s.Pid).ToList();
            if (late.Count == 0)
                return;
            foreach (var child in late)
            {
                moved.Add(child);
                Move(child, v2File);
            }
        }
    }

    private static bool Move(int pid, string procsFile)
    {
        var error = Libc.WriteText(procsFile, pid.ToString(CultureInfo.InvariantCulture));
        // Over already (no such process), or its group with it (no such file): nothing to move.
        if (error is not (0 or Libc.Esrch or Libc.Enoent or 19))
            SupervisorLog.Write($"cannot move {pid} into {procsFile}: {Libc.Reason(error)}");
        return error == 0;
    }
}
