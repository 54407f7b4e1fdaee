namespace Jarvis.DeviceAgent.Resources;

/// <summary>
/// Chooses what a reading is compared with: the latest earlier one at least <see cref="Shortest"/> old. The kernel counts CPU in
/// hundredths of a second, so over a few milliseconds a difference is mostly rounding: 0, 50 or 100 %.
/// </summary>
internal sealed class ReadingWindow
{
    private MachineCounters? _older;
    private MachineCounters? _newer;

    /// <summary>Shortest time a figure is measured over.</summary>
    public static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(100);

    /// <summary>Takes the counters of now; returns those to compare with, null while there is none old enough.</summary>
    public MachineCounters? Add(in MachineCounters now)
    {
        if (_newer is { } newer && now.At - newer.At < Shortest)
            return _older;
        _older = _newer;
        _newer = now;
        return _older;
    }
}
