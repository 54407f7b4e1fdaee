namespace Jarvis.Supervisor;

/// <summary>Writes status files so that one is complete once it exists. Not synced: the page cache outlives every process, and the agent's journal syncs what it takes over.</summary>
internal sealed class StatusStore
{
    private const int MaxUnwritten = 10_000;
    private const long RetryMilliseconds = 1000;
    private readonly Dictionary<string, string> _unwritten = new(StringComparer.Ordinal);
    private long _retryAt;

    /// <summary>Statuses no disk has taken yet; while there are some the supervisor stays.</summary>
    public int NumUnwritten => _unwritten.Count;

    public void Write(string path, string text, long now)
    {
        _unwritten.Remove(path);
        if (TryWrite(path, text) || _unwritten.Count >= MaxUnwritten)
            return;
        if (_unwritten.Count == 0)
            _retryAt = now + RetryMilliseconds;
        _unwritten[path] = text;
    }

    /// <summary>Tries what a full disk refused; when to come again, null when all is written.</summary>
    public long? RetryUnwritten(long now)
    {
        if (_unwritten.Count == 0)
            return null;
        if (now < _retryAt)
            return _retryAt;
        foreach (var (path, text) in _unwritten.ToArray())
        {
            if (!TryWrite(path, text))
                break;
            _unwritten.Remove(path);
        }
        _retryAt = now + RetryMilliseconds;
        return _unwritten.Count == 0 ? null : _retryAt;
    }

    /// <summary>True when it is written or never can be, because its folder is gone.</summary>
    private static bool TryWrite(string path, string text)
    {
        try
        {
            File.WriteAllText(path + ".tmp", text);
            File.Move(path + ".tmp", path, overwrite: true);
            return true;
        }
        catch (DirectoryNotFoundException)
        {
            SupervisorLog.Write($"the folder of {path} is gone: {text}");
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            SupervisorLog.Write($"cannot write {path}, trying again: {error.Message}");
            return false;
        }
    }
}
