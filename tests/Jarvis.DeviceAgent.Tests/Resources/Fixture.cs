using System.Text;

namespace Jarvis.DeviceAgent.Tests.Resources;

/// <summary>Files of other machines, in tests/fixtures/proc.</summary>
internal static class Fixture
{
    public static string Folder { get; } = FindFolder();

    public static byte[] Read(string name) => File.ReadAllBytes(Path.Combine(Folder, name));

    public static byte[] Text(string text) => Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\n"));

    private static string FindFolder()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            var fixtures = Path.Combine(folder, "tests", "fixtures", "proc");
            if (Directory.Exists(fixtures))
                return fixtures;
        }

        throw new DirectoryNotFoundException("tests/fixtures/proc is not above " + AppContext.BaseDirectory);
    }
}
