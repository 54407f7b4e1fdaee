using System.Runtime.CompilerServices;

namespace Jarvis.Contracts.Tests.Documents;

internal static class Repository
{
    public static string File(string relative, [CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", relative));
}
