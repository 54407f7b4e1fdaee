namespace Jarvis.Coordinator.Api.Submissions;

/// <summary>
/// What is wrong with a request, by field (<c>limits.memory_mb</c>, <c>files[2].path</c>): for each a sentence that says
/// what is wrong and one that says what to write instead. Bounded, so that a body of nonsense gets a short answer.
/// </summary>
internal sealed class FieldErrors
{
    private const int Kept = 50;
    private const int ShownCharacters = 40;
    private readonly Dictionary<string, string[]> _byField = new(StringComparer.Ordinal);

    /// <summary>Nothing was wrong.</summary>
    public bool IsEmpty => _byField.Count == 0;

    /// <summary>Notes an error; the first one of a field is kept, and at most 50 fields.</summary>
    public void Add(string field, string what, string fix)
    {
        if (_byField.Count < Kept) _byField.TryAdd(field.Length > 200 ? Shown(field) : field, [what, fix]);
    }

    /// <summary>Whether this field has an error already.</summary>
    public bool Has(string field) => _byField.ContainsKey(field);

    /// <summary>Field → [what, fix].</summary>
    public Dictionary<string, string[]> ToDictionary() => new(_byField, StringComparer.Ordinal);

    /// <summary>A caller's text, cut and without control characters, for use in a sentence.</summary>
    public static string Shown(string text)
    {
        var clean = string.Concat(text.Take(ShownCharacters).Select(c => char.IsControl(c) || char.IsSurrogate(c) ? '?' : c));
        return text.Length > ShownCharacters ? clean + "…" : clean;
    }
}
