using Jarvis.DeviceAgent.Resources;
using Shouldly;
using Xunit;

namespace Jarvis.DeviceAgent.Tests.Resources;

public class RatesTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void A_counter_that_went_back_makes_no_rate_and_the_next_one_is_right()
    {
        var meter = new TrafficMeter();
        var first = meter.Add([new DeviceTraffic(1, 1000, 10)]);
        var reset = meter.Add([new DeviceTraffic(1, 5, 12)]);
        var after = meter.Add([new DeviceTraffic(1, 25, 12)]);
        MachineCounters.Rates(first, reset, Second).ShouldBe((null, null));
        MachineCounters.Rates(reset, after, Second).ShouldBe((20, 0));
    }

    [Fact]
    public void A_device_that_appears_or_goes_makes_no_spike()
    {
        var meter = new TrafficMeter();
        var first = meter.Add([new DeviceTraffic(1, 100, 0)]);
        var plugged = meter.Add([new DeviceTraffic(2, 1_000_000_000, 0), new DeviceTraffic(1, 110, 0)]);
        var pulled = meter.Add([new DeviceTraffic(2, 1_000_000_007, 0)]);
        MachineCounters.Rates(first, plugged, Second).ShouldBe((10, 0));
        MachineCounters.Rates(plugged, pulled, Second).ShouldBe((7, 0));
    }

    [Fact]
    public void No_time_or_an_unknown_total_makes_no_rate()
    {
        TrafficTotals totals = new(0, 5, 5);
        MachineCounters.Rates(totals, totals, TimeSpan.Zero).ShouldBe((null, null));
        MachineCounters.Rates(null, totals, Second).ShouldBe((null, null));
    }

    [Fact]
    public void A_share_is_measured_against_its_own_cores_and_never_above_them()
    {
        var earlier = new MachineCounters { At = Second, ShareCpuSeconds = 10 };
        var later = new MachineCounters { At = 3 * Second, ShareCpuSeconds = 10.5 };
        MachineCounters.SharePercent(earlier, later, 0.5).ShouldBe(50.0);
        MachineCounters.SharePercent(earlier, later, 0.1).ShouldBe(100.0);
        MachineCounters.SharePercent(later, earlier with { At = 9 * Second }, 1).ShouldBeNull();
        MachineCounters.SharePercent(earlier, later with { ShareCpuSeconds = null }, 1).ShouldBeNull();
    }

    [Fact]
    public void A_reading_is_compared_with_one_at_least_100_ms_old()
    {
        var window = new ReadingWindow();
        MachineCounters At(double milliseconds) => new() { At = TimeSpan.FromMilliseconds(milliseconds) };
        window.Add(At(0)).ShouldBeNull();
        window.Add(At(20)).ShouldBeNull();
        window.Add(At(1000)).ShouldBe(At(0));
        window.Add(At(1010)).ShouldBe(At(0));
        window.Add(At(2000)).ShouldBe(At(1000));
    }
}
