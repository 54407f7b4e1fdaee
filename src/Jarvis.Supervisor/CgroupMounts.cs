namespace Jarvis.Supervisor;

/// <summary>One mounted cgroup hierarchy and where this process is in it.</summary>
/// <param name="MountPoint">Folder it is mounted at.</param>
/// <param name="Controllers">Its v1 controllers; empty for the v2 hierarchy.</param>
/// <param name="HomeFolder">Folder of this process's own group, seen through the mount.</param>
internal sealed record CgroupMount(string MountPoint, string[] Controllers, string HomeFolder)
{
    public bool IsV2 => Controllers.Length == 0;
}

/// <summary>Reads which cgroup hierarchies there are.</summary>
internal static class CgroupMounts
{
    /// <summary>The hierarchies in /proc/self/mountinfo (proc(5)) joined with /proc/self/cgroup (cgroups(7)). Lines it does not understand are left out.</summary>
    public static IReadOnlyList<CgroupMount> Parse(string mountInfo, string selfCgroup)
    {
        var homes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in selfCgroup.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = line.Split(':', 3);
            if (parts.Length == 3)
                homes[parts[1]] = parts[2];
        }
        var mounts = new List<CgroupMount>();
        foreach (var line in mountInfo.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var dash = line.IndexOf(" - ", StringComparison.Ordinal);
            if (dash < 0)
                continue;
            var left = line[..dash].Split(' ');
            var right = line[(dash + 3)..].Split(' ');
            if (left.Length < 5 || right.Length < 3 || right[0] is not ("cgroup" or "cgroup2"))
                continue;
            var root = left[3];
            var point = left[4];
            var controllers = right[0] == "cgroup2" ? [] : right[2].Split(',').Where(o => o is not ("rw" or "ro") && !o.Contains('=', StringComparison.Ordinal)).ToArray();
            if (right[0] == "cgroup" && controllers.Length == 0)
                continue;
            var home = homes.FirstOrDefault(h => h.Key.Length == 0 ? controllers.Length == 0 : h.Key.Split(',').Intersect(controllers).Any()).Value ?? "/";
            // In a container the mount may show only a part of the hierarchy: the group is named from the hierarchy's root, the folder from the mount's.
            if (root != "/")
                home = home.StartsWith(root, StringComparison.Ordinal) ? home[root.Length..] : "/";
            mounts.Add(new CgroupMount(point, controllers, home is "" or "/" ? point : point + home));
        }
        return mounts;
    }
}
