using System.Text.Json;

namespace Jarvis.Coordinator.Api.Submissions;

/// <summary>Texts and names inside a body: JSON may hold escapes that are no Unicode, such as a lone surrogate.</summary>
internal static class ShapeText
{
    /// <summary>Notes a value that is no text, or no valid Unicode.</summary>
    public static void CheckText(JsonElement value, string field, FieldErrors errors)
    {
        if (value.ValueKind != JsonValueKind.String) errors.Add(field, "it is not a text", "write a text in quotes");
        else if (!TryText(value)) errors.Add(field, "it is not valid Unicode", "write it in UTF-8, without lone surrogates");
    }

    /// <summary>The name of a member, where it is valid Unicode.</summary>
    public static bool TryName(JsonProperty member, out string name)
    {
        try
        {
            name = member.Name;
            return true;
        }
        catch (InvalidOperationException)
        {
            name = "";
            return false;
        }
    }

    /// <summary>The sentence that names the known member closest to a misspelt one, by edit distance of at most 2.</summary>
    public static string Nearest(string name, IEnumerable<string> known)
    {
        var best = known.Select(candidate => (candidate, Distance: Distance(name, candidate)))
            .OrderBy(pair => pair.Distance).ThenBy(pair => pair.candidate, StringComparer.Ordinal).First();
        return best.Distance <= 2 ? $"did you mean {best.candidate}?" : "leave it out; put free text into annotations";
    }

    private static bool TryText(JsonElement value)
    {
        try
        {
            return value.GetString() is not null;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static int Distance(string a, string b)
    {
        if (Math.Abs(a.Length - b.Length) > 2) return int.MaxValue;
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[b.Length];
    }
}
