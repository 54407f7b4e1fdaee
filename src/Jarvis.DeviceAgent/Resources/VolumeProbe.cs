using System.Diagnostics;
using System.IO.Enumeration;
using System.Runtime.InteropServices;

namespace Jarvis.DeviceAgent.Resources;

/// <summary>
/// Room on the volume of a folder, and, when asked for, the bytes below that folder. Measured on a thread of its own, since a
/// network mount may hang for ever; readers get the last figure, or null while the measuring thread is stuck.
/// </summary>
internal sealed class VolumeProbe : IDisposable
{
    /// <summary>How old the volume's figure may grow before it is measured again.</summary>
    public static readonly TimeSpan RefreshAfter = TimeSpan.FromSeconds(1);

    /// <summary>The same for the bytes below the folder, which take a walk.</summary>
    public static readonly TimeSpan WalkAfter = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan StuckAfter = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan TooOld = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(500);

    private readonly object _gate = new();
    private readonly string _folder;
    private readonly bool _walks;
    private readonly Func<string, VolumeUse?> _measure;
    private VolumeUse? _use;
    private long? _folderBytes;
    private long _measuredAt, _walkedAt, _startedAt;
    private bool _busy, _everMeasured, _everWalked, _stopped;

    /// <param name="folder">Any folder on the volume; one that is not there yet stands for the nearest that is.</param>
    /// <param name="walks">Whether to add up the bytes below the folder as well.</param>
    /// <param name="measure">Replaces the system call in tests.</param>
    public VolumeProbe(string folder, bool walks, Func<string, VolumeUse?>? measure = null)
    {
        (_folder, _walks, _measure) = (Path.GetFullPath(folder), walks, measure ?? Measure);
        new Thread(MeasureUntilStopped) { IsBackground = true, Name = "volume probe" }.Start();
    }

    /// <summary>The last figures; null when unknown or the volume does not answer. Waits only for a figure that is missing or 10 s old, at most 0.5 s.</summary>
    public (VolumeUse? Use, long? FolderBytes) Read()
    {
        lock (_gate)
        {
            if (!_busy && (!_everMeasured || Stopwatch.GetElapsedTime(_measuredAt) >= RefreshAfter))
            {
                (_busy, _startedAt) = (true, Stopwatch.GetTimestamp());
                Monitor.PulseAll(_gate);
            }

            var waitingSince = Stopwatch.GetTimestamp();
            while (_busy && (!_everMeasured || Stopwatch.GetElapsedTime(_measuredAt) > TooOld) && Stopwatch.GetElapsedTime(_startedAt) < FirstWait)
            {
                if (Stopwatch.GetElapsedTime(waitingSince) >= FirstWait || !Monitor.Wait(_gate, FirstWait))
                    break;
            }

            var stuck = _busy && Stopwatch.GetElapsedTime(_startedAt) > StuckAfter;
            return stuck || !_everMeasured || Stopwatch.GetElapsedTime(_measuredAt) > TooOld ? (null, null) : (_use, _folderBytes);
        }
    }

    private void MeasureUntilStopped()
    {
        while (true)
        {
            bool walk;
            lock (_gate)
            {
                while (!_busy && !_stopped)
                    Monitor.Wait(_gate);
                if (_stopped)
                    return;
                walk = _walks && (!_everWalked || Stopwatch.GetElapsedTime(_walkedAt) >= WalkAfter);
            }

            var use = _measure(_folder);
            lock (_gate)
            {
                (_use, _measuredAt, _everMeasured, _busy) = (use, Stopwatch.GetTimestamp(), true, walk);
                Monitor.PulseAll(_gate);
            }

            if (!walk)
                continue;
            var bytes = BytesBelow(_folder);
            lock (_gate)
            {
                (_folderBytes, _walkedAt, _everWalked, _busy) = (bytes, Stopwatch.GetTimestamp(), true, false);
                Monitor.PulseAll(_gate);
            }
        }
    }

    private static unsafe VolumeUse? Measure(string folder)
    {
        const int noSuchFile = 2;
        var status = stackalloc nuint[64];
        while (LibcProbe.VolumeStatus(folder, status) != 0)
        {
            if (Marshal.GetLastPInvokeError() != noSuchFile || Path.GetDirectoryName(folder) is not { } parent)
                return null;
            folder = parent;
        }

        var fragment = (long)status[1];
        return new VolumeUse((long)status[2] * fragment, (long)status[3] * fragment, (long)status[4] * fragment);
    }

    // Apparent sizes; links are not followed. What vanishes or may not be looked into while walking is left out.
    private static long? BytesBelow(string folder)
    {
        try
        {
            var sizes = new FileSystemEnumerable<long>(folder, (ref FileSystemEntry entry) => entry.Length,
                new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.ReparsePoint })
            {
                ShouldIncludePredicate = (ref FileSystemEntry entry) => !entry.IsDirectory,
            };
            return sizes.Sum();
        }
        catch (IOException)
        {
            return null;
        }
        catch (UnauthorizedAccessException)
        {
            return null;
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _stopped = true;
            Monitor.PulseAll(_gate);
        }
    }
}
