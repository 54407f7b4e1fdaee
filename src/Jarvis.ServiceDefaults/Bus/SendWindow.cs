namespace Jarvis.ServiceDefaults.Bus;

/// <summary>
/// A ring of sends in flight: adding to a full ring waits for the oldest. For one caller at a time.
/// A failed send throws where it is awaited, at a later <see cref="AddAsync"/> or at <see cref="DrainAsync"/>.
/// </summary>
public sealed class SendWindow(int size)
{
    private readonly Queue<Task> _inFlight = new(size);

    /// <summary>How many are in flight, ended ones included.</summary>
    public int Count => _inFlight.Count;

    /// <summary>Takes a running send; when the ring is full, waits for the oldest first.</summary>
    public async ValueTask AddAsync(Task send)
    {
        try
        {
            if (_inFlight.Count >= size) await _inFlight.Dequeue();
        }
        finally
        {
            _inFlight.Enqueue(send);
        }
    }

    /// <summary>Waits until every send has ended; throws the first failure after all have.</summary>
    public async Task DrainAsync()
    {
        var all = Task.WhenAll(_inFlight);
        _inFlight.Clear();
        await all;
    }
}
