namespace Jarvis.DeviceAgent.Tests.Resources;

/// <summary>A control group of the test's own, in every hierarchy this machine lets us write; none where it lets us in none.</summary>
internal sealed class TestGroup : IDisposable
{
    private TestGroup(Dictionary<string, string> paths) => Paths = paths;

    public Dictionary<string, string> Paths { get; }

    /// <summary>Files that take a pid, separated by colons.</summary>
    public string ProcsFiles => string.Join(':', Paths.Values.Distinct().Select(folder => folder + "/cgroup.procs"));

    public static TestGroup? TryCreate(params string[] controllers)
    {
        var paths = new Dictionary<string, string>();
        var name = "jarvis-test-" + Guid.NewGuid().ToString("N")[..8];
        foreach (var controller in controllers)
        {
            var folder = $"/sys/fs/cgroup/{controller}/{name}";
            if (!File.Exists($"/sys/fs/cgroup/{controller}/cgroup.procs"))
                continue;
            try
            {
                Directory.CreateDirectory(folder);
                paths[controller] = folder;
            }
            catch (UnauthorizedAccessException)
            {
            }
            catch (IOException)
            {
            }
        }

        return paths.Count == 0 ? null : new TestGroup(paths);
    }

    public void Dispose()
    {
        foreach (var folder in Paths.Values.Distinct())
        {
            for (var deadline = DateTime.UtcNow.AddSeconds(5); Directory.Exists(folder); Thread.Yield())
            {
                try
                {
                    Directory.Delete(folder);
                }
                catch (IOException) when (DateTime.UtcNow < deadline)
                {
                }
            }
        }
    }
}
