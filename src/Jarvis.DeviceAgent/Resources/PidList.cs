namespace Jarvis.DeviceAgent.Resources;

/// <summary>Process numbers, in an array that is kept and only grows.</summary>
internal struct PidList()
{
    private int[] _pids = new int[256];

    /// <summary>How many.</summary>
    public int Count { get; private set; }

    /// <summary>One of them.</summary>
    public readonly int this[int index] => _pids[index];

    /// <summary>Adds one.</summary>
    public void Add(int pid)
    {
        if (Count == _pids.Length)
            Array.Resize(ref _pids, Count * 2);
        _pids[Count++] = pid;
    }

    /// <summary>Empties the list, keeping its room.</summary>
    public void Clear() => Count = 0;
}
