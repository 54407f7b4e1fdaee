using System.Diagnostics;
using Shouldly;
using Xunit;

namespace Jarvis.Architecture.Tests;

/// <summary>The compiler holds the line between core and shell; here it is seen to, on a copy of the build rules.</summary>
public sealed class CoreAndShellTests : IDisposable
{
    private static readonly (string Name, string Member)[] Breaches =
    [
        ("Clock", "public static long F() => System.DateTimeOffset.UtcNow.Ticks;"),
        ("Files", "public static bool F() => System.IO.File.Exists(\"x\");"),
        ("Randomness", "public static int F() => System.Random.Shared.Next();"),
        ("Ids", "public static System.Guid F() => System.Guid.NewGuid();"),
        ("Waiting", "public static void F() => System.Threading.Tasks.Task.Delay(1).Wait();"),
        ("Web", "public static object F() => new System.Net.Http.HttpClient();"),
    ];

    private readonly string _root = Directory.CreateTempSubdirectory("jarvis-core-").FullName;

    [Fact]
    public void A_core_file_that_touches_the_world_does_not_build()
    {
        foreach (var (name, member) in Breaches) Write(name, member);
        var (code, output) = Build();
        code.ShouldNotBe(0);
        foreach (var (name, _) in Breaches)
        {
            output.Split('\n').ShouldContain(line => line.Contains($"{name}.cs(", StringComparison.Ordinal) && line.Contains("error RS0030", StringComparison.Ordinal), name);
        }
    }

    [Fact]
    public void The_same_in_shell_files_builds()
    {
        foreach (var (name, member) in Breaches) Write(name + "Store", member);
        var (code, output) = Build();
        code.ShouldBe(0, output);
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private void Write(string name, string member)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_root, "src/Jarvis.Probe/Placement")).FullName;
        File.WriteAllText(Path.Combine(folder, name + ".cs"), $"namespace Jarvis.Probe.Placement;\n\npublic static class {name}\n{{\n    {member}\n}}\n");
    }

    private (int Code, string Output) Build()
    {
        foreach (var rule in new[] { ".editorconfig", ".globalconfig", "BannedSymbols.txt", "Directory.Build.props", "Directory.Packages.props", "global.json" })
        {
            File.Copy(Repository.File(rule), Path.Combine(_root, rule));
        }

        File.WriteAllText(Path.Combine(_root, "src/Jarvis.Probe/Jarvis.Probe.csproj"), "<Project Sdk=\"Microsoft.NET.Sdk\" />");
        var arguments = new[] { "build", "src/Jarvis.Probe/Jarvis.Probe.csproj", "--nologo", "-v", "q", "-m:1", "-p:RestorePackagesWithLockFile=false" };
        using var process = Process.Start(new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = _root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd() + error.GetAwaiter().GetResult();
        process.WaitForExit(TimeSpan.FromMinutes(3)).ShouldBeTrue("the build did not end");
        return (process.ExitCode, output);
    }
}
