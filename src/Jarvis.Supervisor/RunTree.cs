using System.Globalization;
using System.Text;

namespace Jarvis.Supervisor;

/// <summary>The processes of one run: the members of its groups, or, where the machine lets us make none, those found by walking the process tree.</summary>
internal sealed class RunTree(string key, string[] procsFiles)
{
    public const string Marker = "JARVIS_RUN_KEY";
    private readonly HashSet<(int Pid, long StartTicks)> _seen = [];
    private readonly byte[] _marker = Encoding.UTF8.GetBytes($"{Marker}={key}\0");
    private int _main, _kills;

    /// <summary>A group no child can be outside of: a v1 one, which the starting thread itself was in. Only without v1 the v2 one.</summary>
    private readonly string? _authority = procsFiles.FirstOrDefault(f => CgroupEntry.IsV1(f) && f.Contains("/pids/", StringComparison.Ordinal))
        ?? procsFiles.FirstOrDefault(CgroupEntry.IsV1)
        ?? procsFiles.FirstOrDefault();

    public bool HasGroup => _authority is not null;

    public void Started(int mainPid) => _main = mainPid;

    /// <summary>The living members; processes that only wait to be reaped are left out.</summary>
    /// <param name="otherMains">Main processes of the other runs, which are this process's children too.</param>
    public List<int> Members(IReadOnlySet<int> otherMains) => HasGroup ? GroupMembers() : WalkedMembers(otherMains);

    /// <summary>Ends every member so that none can slip away by forking.</summary>
    public void Kill(IReadOnlySet<int> otherMains)
    {
        foreach (var file in procsFiles)
        {
            var folder = Path.GetDirectoryName(file)!;
            // No fork succeeds from here on, so the members read below are all there will ever be. Not at first: what it refuses is counted
            // in pids.events, which the agent reads as evidence.
            if (_kills > 0 && File.Exists(folder + "/pids.max"))
                _ = Libc.WriteText(folder + "/pids.max", "0");
            if (File.Exists(folder + "/cgroup.kill"))
                _ = Libc.WriteText(folder + "/cgroup.kill", "1");
        }
        _kills++;
        foreach (var pid in Members(otherMains))
            _ = Libc.Kill(pid, Libc.SigKill);
    }

    /// <summary>SIGTERM to every member; SIGCONT so that a stopped one hears it.</summary>
    public void Terminate(IReadOnlySet<int> otherMains)
    {
        foreach (var pid in Members(otherMains))
        {
            _ = Libc.Kill(pid, Libc.SigTerm);
            _ = Libc.Kill(pid, Libc.SigCont);
        }
    }

    private List<int> GroupMembers()
    {
        var members = new List<int>();
        foreach (var pid in CgroupEntry.ReadPids(_authority!))
        {
            if (pid != Environment.ProcessId && ProcStat.Read(pid) is { IsDead: false })
                members.Add(pid);
        }
        return members;
    }

    private List<int> WalkedMembers(IReadOnlySet<int> otherMains)
    {
        var all = ProcStat.ReadAll();
        var mine = new Dictionary<int, ProcStat>();
        foreach (var stat in all)
        {
            // Its session, a member seen earlier, or an orphan handed to us that carries our mark in its environment.
            if (stat.Pid == _main || stat.Session == _main || _seen.Contains((stat.Pid, stat.StartTicks))
                || (stat.ParentPid == Environment.ProcessId && !otherMains.Contains(stat.Pid) && CarriesMarker(stat.Pid)))
                mine[stat.Pid] = stat;
        }
        for (var grew = mine.Count > 0; grew;)
        {
            grew = false;
            foreach (var stat in all)
                grew |= mine.ContainsKey(stat.ParentPid) && mine.TryAdd(stat.Pid, stat);
        }
        foreach (var stat in mine.Values)
            _seen.Add((stat.Pid, stat.StartTicks));
        if (_seen.Count > 100_000)
            _seen.RemoveWhere(s => !mine.ContainsKey(s.Pid));
        return [.. mine.Values.Where(s => !s.IsDead).Select(s => s.Pid)];
    }

    private bool CarriesMarker(int pid) =>
        Libc.ReadAll(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/environ")) is { } environment && environment.AsSpan().IndexOf(_marker) >= 0;
}
