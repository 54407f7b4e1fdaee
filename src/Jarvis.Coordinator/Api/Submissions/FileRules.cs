using System.Text;
using Jarvis.Contracts.Missions;

namespace Jarvis.Coordinator.Api.Submissions;

/// <summary>Files of a submission stay inside the work folder: relative paths of plain parts, each once.</summary>
internal static class FileRules
{
    private const string PathFix = "use a relative path with / and without '..', such as data/input.csv";

    /// <summary>Notes every file whose path is unfit or stands twice.</summary>
    public static void Check(MissionFile[]? files, FieldErrors errors)
    {
        if (files is null) return;
        if (files.Length > SubmissionLimits.Files) errors.Add("files", $"{files.Length} files", "send at most 1000, or an archive");
        var paths = new HashSet<string>(StringComparer.Ordinal);
        var folders = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < files.Length; i++)
        {
            var field = $"files[{i}].path";
            var path = files[i].Path;
            if (Fault(path) is { } fault) errors.Add(field, $"'{FieldErrors.Shown(path)}' {fault}", PathFix);
            else if (!paths.Add(path)) errors.Add(field, $"'{FieldErrors.Shown(path)}' stands twice", "give each file once");
            for (var cut = path.IndexOf('/'); cut > 0; cut = path.IndexOf('/', cut + 1)) folders.Add(path[..cut]);
        }

        for (var i = 0; i < files.Length; i++)
        {
            if (folders.Contains(files[i].Path)) errors.Add($"files[{i}].path", $"'{FieldErrors.Shown(files[i].Path)}' is a folder of another file", "rename one of them");
        }
    }

    /// <summary>What is wrong with a path inside the work folder, or null.</summary>
    internal static string? Fault(string path)
    {
        if (path.Length == 0) return "is empty";
        if (path.Length > SubmissionLimits.PathCharacters) return $"has {path.Length} characters";
        if (path[0] == '/') return "is not relative";
        if (path.Contains('\\')) return "contains a backslash";
        if (path.Length > 1 && path[1] == ':') return "is not relative";
        if (path.Any(char.IsControl)) return "contains a control character";
        foreach (var part in path.Split('/'))
        {
            if (part.Length == 0) return "has an empty part";
            if (part is "." or "..") return "has a part that is '.' or '..'";
            if (Encoding.UTF8.GetByteCount(part) > 255) return "has a part of more than 255 bytes";
        }

        return null;
    }
}
