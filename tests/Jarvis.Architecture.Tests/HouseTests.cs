using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Shouldly;
using Xunit;

namespace Jarvis.Architecture.Tests;

public sealed partial class HouseTests
{
    [Fact]
    public void No_source_file_is_over_300_lines_without_saying_why()
    {
        var over = Repository.SourceFiles("src", "*.cs")
            .Where(path => !path.Contains("/Migrations/", StringComparison.Ordinal))
            .Select(path => (path, lines: File.ReadAllLines(Repository.File(path))))
            .Where(file => file.lines.Length > 300 && !file.lines.Take(5).Any(line => line.StartsWith("// Long because", StringComparison.Ordinal)))
            .Select(file => $"{file.path}: {file.lines.Length}");
        over.ShouldBeEmpty("split by idea, or begin the file with '// Long because …'");
    }

    [Fact]
    public void A_program_file_is_at_most_40_lines() =>
        Repository.SourceFiles("src", "Program.cs").Where(path => File.ReadAllLines(Repository.File(path)).Length > 40).ShouldBeEmpty();

    [Fact]
    public void Names_say_what_a_thing_is()
    {
        var vague = Repository.SourceFiles("src", "*.cs").Where(path => VagueName().IsMatch(Path.GetFileNameWithoutExtension(path)));
        vague.ShouldBeEmpty();
    }

    [Fact]
    public void Vendored_browser_modules_are_what_their_hashes_say()
    {
        var folder = Repository.File("src/Jarvis.Dashboard/wwwroot/vendor");
        var sums = File.ReadAllLines(Path.Combine(folder, "SHA256SUMS")).Where(line => !line.StartsWith('#')).Select(line => line.Split("  ")).ToArray();
        foreach (var sum in sums)
        {
            Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(folder, sum[1])))).ShouldBe(sum[0], sum[1]);
        }

        var files = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(folder, path).Replace('\\', '/'));
        files.ShouldBe(sums.Select(sum => sum[1]).Append("SHA256SUMS"), ignoreOrder: true);
    }

    [GeneratedRegex("(Helper|Manager|Util|Utils|Utilities|Dto|Misc|Common)$")]
    private static partial Regex VagueName();
}
