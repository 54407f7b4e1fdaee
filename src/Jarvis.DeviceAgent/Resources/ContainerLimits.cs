using System.Text;

namespace Jarvis.DeviceAgent.Resources;

/// <summary>Where this process stands in the control groups, for the limits of a container around it.</summary>
internal static class ContainerLimits
{
    /// <summary>
    /// This process's group and every group above it, nearest first, as folders, by controller; version 2 is "unified".
    /// In a container the mount shows a part of the tree, whose root the mount table names.
    /// </summary>
    /// <param name="cgroup">/proc/self/cgroup: "4:memory:/a/b" or "0::/a/b".</param>
    /// <param name="mountinfo">/proc/self/mountinfo.</param>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Groups(ReadOnlySpan<byte> cgroup, ReadOnlySpan<byte> mountinfo)
    {
        var paths = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in Encoding.UTF8.GetString(cgroup).Split('\n'))
        {
            var parts = line.Split(':', 3);
            if (parts.Length != 3 || !parts[2].StartsWith('/'))
                continue;
            foreach (var controller in parts[1].Split(','))
                paths[controller.Length == 0 ? "unified" : controller] = parts[2];
        }

        var groups = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var line in Encoding.UTF8.GetString(mountinfo).Split('\n'))
        {
            var halves = line.Split(" - ", 2);
            var left = halves[0].Split(' ');
            var right = halves.Length == 2 ? halves[1].Split(' ') : [];
            if (left.Length < 6 || right.Length < 3 || right[0] is not ("cgroup" or "cgroup2"))
                continue;
            foreach (var controller in right[0] == "cgroup2" ? ["unified"] : right[2].Split(','))
            {
                if (paths.TryGetValue(controller, out var path))
                    groups.TryAdd(controller, Ancestors(mountPoint: left[4], Below(path, left[3])));
            }
        }

        return groups;
    }

    /// <summary>Cores a quota allows: version 2's cpu.max ("200000 100000", "max 100000"); null when unlimited.</summary>
    public static double? ParseCpuMax(ReadOnlySpan<byte> cpuMax)
    {
        if (!KernelText.TryTakeLine(ref cpuMax, out var line))
            return null;
        var quota = KernelText.Number(KernelText.TakeWord(ref line));
        return Cores(quota, KernelText.Number(KernelText.TakeWord(ref line)));
    }

    /// <summary>Cores version 1's cpu.cfs_quota_us and cpu.cfs_period_us allow; null when unlimited (−1).</summary>
    public static double? Cores(long? quotaMicroseconds, long? periodMicroseconds) =>
        quotaMicroseconds > 0 && periodMicroseconds > 0 ? (double)quotaMicroseconds / periodMicroseconds : null;

    private static string Below(string path, string mountRoot) =>
        mountRoot.Length > 1 && path.StartsWith(mountRoot, StringComparison.Ordinal) ? path[mountRoot.Length..] : mountRoot.Length > 1 ? "/" : path;

    private static List<string> Ancestors(string mountPoint, string path)
    {
        var folders = new List<string>();
        for (var rest = path.TrimEnd('/'); rest.Length > 0; rest = rest[..rest.LastIndexOf('/')])
        {
            if (!rest.Contains("/..", StringComparison.Ordinal))
                folders.Add(mountPoint + rest);
        }

        folders.Add(mountPoint);
        return folders;
    }
}
