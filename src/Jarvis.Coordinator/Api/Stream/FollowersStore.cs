using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Threading.Channels;
using Jarvis.Contracts.Wire;

namespace Jarvis.Coordinator.Api.Stream;

/// <summary>
/// Who follows the stream. The loop tells changes and never waits: a follower that reads too slowly loses some, is told
/// <c>reset</c> and reads everything again.
/// </summary>
internal sealed class FollowersStore
{
    private const int RingChanges = 2048;
    private const int FollowerChanges = 512;
    private const int MostFollowers = 500;
    private readonly ConcurrentDictionary<Follower, bool> _followers = new();
    private readonly ChangeRing _ring = new(RingChanges);

    // Counters of different starts must not be taken for each other.
    private readonly string _start = Guid.NewGuid().ToString("N")[..8];

    private long _leftAtMs = long.MinValue / 2;

    /// <summary>
    /// Whether changes need telling: somebody follows, or did within the last minute and may come back. Else the caller
    /// spares the work and says <see cref="Missed"/>.
    /// </summary>
    public bool Wanted => !_followers.IsEmpty || Environment.TickCount64 - Interlocked.Read(ref _leftAtMs) < 60_000;

    /// <summary>Changes were not told: whoever comes back with an older id reads everything again.</summary>
    public void Missed() => _ring.Skip();

    /// <summary>The id that a follower gives back as Last-Event-ID.</summary>
    public string IdOf(long number) => string.Create(CultureInfo.InvariantCulture, $"{_start}-{number}");

    /// <summary>Tells everybody.</summary>
    public void Tell<T>(string kind, T view)
    {
        var change = _ring.Add(kind, JsonSerializer.SerializeToUtf8Bytes(view, WireJson.Options));
        foreach (var follower in _followers.Keys) follower.Offer(change);
    }

    /// <summary>
    /// Begins to follow after <paramref name="lastEventId"/>; null when there are too many followers already. Changes told
    /// from now on come in order after those of the ring; <see cref="Follower.MustReset"/> when some are gone.
    /// </summary>
    public Follower? Follow(string? lastEventId)
    {
        if (_followers.Count >= MostFollowers) return null;
        var follower = new Follower(FollowerChanges);
        _followers[follower] = true;
        if (lastEventId is not { Length: > 0 }) return follower;
        var missed = NumberOf(lastEventId) is { } number ? _ring.After(number) : null;
        if (missed is null) follower.MustReset = true;
        else follower.Missed = missed;
        return follower;
    }

    /// <summary>Follows no longer.</summary>
    public void Leave(Follower follower)
    {
        _followers.TryRemove(follower, out _);
        Interlocked.Exchange(ref _leftAtMs, Environment.TickCount64);
    }

    private long? NumberOf(string id) =>
        id.StartsWith(_start + "-", StringComparison.Ordinal)
        && long.TryParse(id.AsSpan(_start.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}

/// <summary>One open stream.</summary>
internal sealed class Follower(int capacity)
{
    private readonly Channel<Change> _changes = Channel.CreateBounded<Change>(
        new BoundedChannelOptions(capacity) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    private int _overflowed;

    /// <summary>What it missed while it was away, to be written before the rest.</summary>
    public IReadOnlyList<Change> Missed { get; set; } = [];

    /// <summary>It missed more than is kept.</summary>
    public bool MustReset { get; set; }

    /// <summary>Changes as they come.</summary>
    public ChannelReader<Change> Changes => _changes.Reader;

    /// <summary>Gives a change, or notes that there was no room for it.</summary>
    public void Offer(Change change)
    {
        if (!_changes.Writer.TryWrite(change)) Interlocked.Exchange(ref _overflowed, 1);
    }

    /// <summary>Whether changes were lost since it was asked last.</summary>
    public bool TakeOverflow() => Interlocked.Exchange(ref _overflowed, 0) == 1;
}
