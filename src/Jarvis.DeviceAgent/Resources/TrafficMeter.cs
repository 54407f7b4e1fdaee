namespace Jarvis.DeviceAgent.Resources;

/// <summary>
/// Adds up what devices move from one look to the next. A device that appears counts from then on, one that goes takes nothing
/// away; a counter that went back (reset or wrapped) starts a new epoch, and totals of two epochs are not comparable.
/// </summary>
internal sealed class TrafficMeter
{
    private readonly DeviceTraffic[] _earlier = new DeviceTraffic[MaxDevices];
    private int _earlierCount;
    private TrafficTotals _totals;

    /// <summary>Most devices counted; a machine with more has its first ones counted.</summary>
    public const int MaxDevices = 128;

    /// <summary>Takes what the devices show now and returns the totals since the first look.</summary>
    public TrafficTotals Add(ReadOnlySpan<DeviceTraffic> now)
    {
        long inBytes = 0, outBytes = 0;
        var reset = false;
        foreach (ref readonly var device in now)
        {
            foreach (ref readonly var earlier in _earlier.AsSpan(0, _earlierCount))
            {
                if (earlier.NameHash != device.NameHash)
                    continue;
                reset |= device.InBytes < earlier.InBytes || device.OutBytes < earlier.OutBytes;
                inBytes += Math.Max(0, device.InBytes - earlier.InBytes);
                outBytes += Math.Max(0, device.OutBytes - earlier.OutBytes);
                break;
            }
        }

        _earlierCount = Math.Min(now.Length, MaxDevices);
        now[.._earlierCount].CopyTo(_earlier);
        return _totals = new TrafficTotals(_totals.Epoch + (reset ? 1 : 0), _totals.InBytes + inBytes, _totals.OutBytes + outBytes);
    }
}

/// <summary>Bytes moved since the first look; comparable within one epoch.</summary>
internal readonly record struct TrafficTotals(int Epoch, long InBytes, long OutBytes);
