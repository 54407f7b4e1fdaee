using System.Globalization;
using System.Runtime.InteropServices;

namespace Jarvis.DeviceAgent.Limits;

/// <summary>The kernel groups of one run, one per hierarchy.</summary>
internal sealed partial class MissionCgroup : IDisposable
{
    private const int SigKill = 9, MaxRounds = 50;
    private readonly string _authority;

    internal MissionCgroup(string name, IReadOnlyDictionary<string, string> controllerPaths)
    {
        Name = name;
        ControllerPaths = controllerPaths;
        ProcsFiles = [.. controllerPaths.Values.Distinct().Select(p => p + "/cgroup.procs")];
        // A v1 group holds every process from its start; the bare v2 one follows some milliseconds later (see the supervisor's CgroupEntry).
        _authority = controllerPaths.GetValueOrDefault("pids") ?? controllerPaths.GetValueOrDefault("memory") ?? controllerPaths.Values.First();
    }

    public string Name { get; }

    /// <summary>Folders by controller: "memory", "cpu", "cpuacct", "pids", "unified".</summary>
    public IReadOnlyDictionary<string, string> ControllerPaths { get; }

    /// <summary>Where a pid is written to join, one per hierarchy; what <see cref="Missions.MissionLaunch.CgroupProcsFiles"/> takes.</summary>
    public IReadOnlyList<string> ProcsFiles { get; }

    /// <summary>What the kernel recorded so far. Forks that a kill refuses count too, so processes refused mean a ceiling only when nobody stopped the run.</summary>
    public MemoryEvidence ReadEvidence()
    {
        var memory = ControllerPaths.GetValueOrDefault("memory");
        var pids = ControllerPaths.GetValueOrDefault("pids");
        var v2 = memory is not null && File.Exists(memory + "/memory.events");
        var peak = Number(memory, v2 ? "memory.peak" : "memory.max_usage_in_bytes");
        return new MemoryEvidence
        {
            OomKills = Named(memory, v2 ? "memory.events" : "memory.oom_control", "oom_kill"),
            PeakMb = peak / 1048576.0,
            // v1's failcnt was seen at 0 after an OOM kill: no count rather than a wrong one.
            LimitHits = v2 ? Named(memory, "memory.events", "max") : null,
            PidsRefused = Named(pids, "pids.events", "max"),
        };
    }

    public bool IsEmpty() => Pids().Count == 0;

    /// <summary>The members; none when the group is gone.</summary>
    public IReadOnlyList<int> Pids()
    {
        var members = Lines(_authority, "cgroup.procs").Select(l => int.Parse(l, CultureInfo.InvariantCulture)).Where(p => p > 0);
        // The supervisor's starting thread visits v1 groups, and v1 then lists its whole process; its first thread never does.
        return File.Exists(_authority + "/tasks")
            ? [.. members.Intersect(Lines(_authority, "tasks").Select(l => int.Parse(l, CultureInfo.InvariantCulture)))]
            : [.. members];
    }

    /// <summary>Signals every member once, those too that are forked meanwhile.</summary>
    public void Signal(int signal)
    {
        var told = new HashSet<int>();
        for (var round = 0; round < MaxRounds; round++)
        {
            var fresh = Pids().Where(told.Add).ToList();
            if (fresh.Count == 0)
                return;
            foreach (var pid in fresh)
                _ = SendSignal(pid, signal);
        }
    }

    /// <summary>SIGKILL to every member, by cgroup.kill where there is one. They are gone a moment later: <see cref="IsEmpty"/> tells.</summary>
    public void Kill()
    {
        foreach (var folder in ControllerPaths.Values.Distinct().Where(f => File.Exists(f + "/cgroup.kill")))
            File.WriteAllText(folder + "/cgroup.kill", "1");
        Signal(SigKill);
    }

    /// <summary>Removes the groups, and any made inside; false when a process still lives in one.</summary>
    public bool Remove() => ControllerPaths.Values.Distinct().Select(TryRemove).ToList().TrueForAll(gone => gone);

    public void Dispose() => Remove();

    /// <summary>Removes one group with those inside it, as far as they are empty; true when it is gone.</summary>
    internal static bool TryRemove(string folder)
    {
        try
        {
            if (!Directory.Exists(folder))
                return true;
            foreach (var inner in Directory.EnumerateDirectories(folder).ToArray())
                TryRemove(inner);
            // Not Directory.Delete: the kernel's files in a group cannot be deleted, only the group as a whole.
            return RemoveFolder(folder) == 0;
        }
        catch (DirectoryNotFoundException)
        {
            return true;
        }
    }

    private static long? Number(string? folder, string file) =>
        folder is not null && Lines(folder, file) is [var line] && long.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;

    private static long? Named(string? folder, string file, string name)
    {
        foreach (var line in folder is null ? [] : Lines(folder, file))
        {
            if (line.Split(' ') is [var key, var text] && key == name && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value))
                return value;
        }
        return null;
    }

    private static string[] Lines(string folder, string file)
    {
        try
        {
            return File.ReadAllText(folder + "/" + file).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException || (gone is IOException && !Directory.Exists(folder)))
        {
            return [];
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int SendSignal(int pid, int signal);

    [LibraryImport("libc", EntryPoint = "rmdir", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int RemoveFolder(string path);
}
