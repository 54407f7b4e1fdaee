using System.Security.Cryptography;
using System.Text;
using Jarvis.Contracts.Missions;

namespace Jarvis.Coordinator.Api.Submissions;

/// <summary>What a submission gets where it says nothing.</summary>
internal static class SubmissionDefaults
{
    /// <summary>
    /// The submission with id, name and type set. The name is the command's program or, for a script, its language and
    /// the first 8 hex digits of its SHA-256, so equal scripts group together; the type is the name.
    /// </summary>
    public static MissionSpec Apply(MissionSpec spec, string newId)
    {
        var name = spec.Name ?? NameOf(spec);
        return spec with { MissionId = spec.MissionId ?? newId, Name = name, Type = spec.Type ?? Cut(name, 100) };
    }

    private static string NameOf(MissionSpec spec) => spec switch
    {
        { Script: { } script } => $"{script.Language}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(script.Code)))[..8]}",
        { Command: [var program, ..] } => Cut(OneLine(program[(program.LastIndexOf('/') + 1)..]), 200),
        _ => "mission",
    };

    private static string OneLine(string text)
    {
        var line = string.Concat(text.Where(c => !char.IsControl(c))).Trim();
        return line.Length == 0 ? "command" : line;
    }

    private static string Cut(string text, int longest) => text.Length <= longest ? text : text[..longest];
}
