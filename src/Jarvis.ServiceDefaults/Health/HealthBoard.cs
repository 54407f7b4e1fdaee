using System.Collections.Concurrent;

namespace Jarvis.ServiceDefaults.Health;

/// <summary>
/// What each part of this process says of itself: <c>ok</c>, or a sentence. Parts report when their state changes;
/// <c>/health/ready</c> and <c>SystemView.Health</c> read it.
/// </summary>
public sealed class HealthBoard
{
    private readonly ConcurrentDictionary<string, (string State, bool Blocks)> _parts = new(StringComparer.Ordinal);

    /// <summary>Whether every part that must work does.</summary>
    public bool IsReady => _parts.Values.All(part => part.State == "ok" || !part.Blocks);

    /// <summary>The part works.</summary>
    public void Ok(string part) => _parts[part] = ("ok", true);

    /// <summary>The part does not work, and why; with <paramref name="blocks"/> the process is not ready meanwhile.</summary>
    public void Failing(string part, string sentence, bool blocks = true) => _parts[part] = (sentence, blocks);

    /// <summary>Part → <c>ok</c> or what is wrong.</summary>
    public Dictionary<string, string> Read() =>
        _parts.OrderBy(pair => pair.Key, StringComparer.Ordinal).ToDictionary(pair => pair.Key, pair => pair.Value.State);
}
