namespace Jarvis.Coordinator.Api.Stream;

/// <summary>A change as followers of the stream see it; the id counts within one start of this coordinator.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Kind"><c>mission</c> or <c>device</c>.</param>
/// <param name="Json">The view.</param>
internal sealed record Change(long Number, string Kind, byte[] Json);

/// <summary>The last changes, so that a follower that was away for a moment goes on without reading everything again.</summary>
internal sealed class ChangeRing(int capacity)
{
    private readonly Change?[] _changes = new Change?[capacity];
    private readonly Lock _lock = new();
    private long _last;

    /// <summary>Number of the newest change; 0 before the first.</summary>
    public long Last
    {
        get
        {
            lock (_lock) return _last;
        }
    }

    /// <summary>Keeps a change and gives it its number.</summary>
    public Change Add(string kind, byte[] json)
    {
        lock (_lock)
        {
            var change = new Change(++_last, kind, json);
            _changes[_last % capacity] = change;
            return change;
        }
    }

    /// <summary>Leaves a gap that no ring can bridge.</summary>
    public void Skip()
    {
        lock (_lock) _last += capacity + 1;
    }

    /// <summary>
    /// Everything after <paramref name="number"/>, or null when some of it is gone (or was never of this ring): then the
    /// follower has to read everything again.
    /// </summary>
    public IReadOnlyList<Change>? After(long number)
    {
        lock (_lock)
        {
            if (number < 0 || number > _last || _last - number > capacity) return null;
            var found = new Change[_last - number];
            for (var i = 0; i < found.Length; i++)
            {
                if (_changes[(number + 1 + i) % capacity] is not { } change || change.Number != number + 1 + i) return null;
                found[i] = change;
            }

            return found;
        }
    }
}
