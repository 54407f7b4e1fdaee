namespace Jarvis.ServiceDefaults.Bus;

/// <summary>A message that failed alone, as this process set it aside.</summary>
public sealed record DeadLetter(DateTimeOffset At, string Queue, string? MessageType, string Reason, int BodyBytes);

/// <summary>
/// How many dead letters wait, and the last ones that this process set aside (for health and <c>GET /system</c>).
/// </summary>
public sealed class DeadLetters
{
    private const int Kept = 100;
    private readonly Queue<DeadLetter> _recent = new();
    private long _written;

    /// <summary>Set by the transport: asks the broker; null when it does not say.</summary>
    internal Func<CancellationToken, Task<long?>>? CountOnBroker { get; set; }

    /// <summary>How many this process has set aside since its start.</summary>
    public long Written => Interlocked.Read(ref _written);

    /// <summary>The last of them, oldest first, at most 100.</summary>
    public IReadOnlyList<DeadLetter> Recent
    {
        get
        {
            lock (_recent) return [.. _recent];
        }
    }

    /// <summary>How many wait in <c>jarvis.dead-letters</c>; null when the broker does not say within 5 s.</summary>
    public Task<long?> CountAsync(CancellationToken ct) => CountOnBroker?.Invoke(ct) ?? Task.FromResult<long?>(Written);

    internal void Add(DeadLetter letter)
    {
        Interlocked.Increment(ref _written);
        lock (_recent)
        {
            _recent.Enqueue(letter);
            if (_recent.Count > Kept) _recent.Dequeue();
        }
    }
}
