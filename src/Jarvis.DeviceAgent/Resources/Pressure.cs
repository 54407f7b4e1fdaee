namespace Jarvis.DeviceAgent.Resources;

/// <summary>Pressure stall percentages over the last 10 s: /proc/pressure/* or a group's *.pressure.</summary>
/// <param name="SomePercent">Share of time in which at least one task was stalled.</param>
/// <param name="FullPercent">Share of time in which every task was stalled; null where the kernel does not say.</param>
internal readonly record struct Pressure(double? SomePercent, double? FullPercent)
{
    /// <summary>Reads the lines "some avg10=…" and "full avg10=…".</summary>
    public static Pressure Parse(ReadOnlySpan<byte> pressure)
    {
        double? some = null, full = null;
        while (KernelText.TryTakeLine(ref pressure, out var line))
        {
            var kind = KernelText.TakeWord(ref line);
            var average = KernelText.TakeWord(ref line);
            if (!average.StartsWith("avg10="u8))
                continue;
            var percent = KernelText.Decimal(average[6..]);
            if (kind.SequenceEqual("some"u8))
                some = percent;
            else if (kind.SequenceEqual("full"u8))
                full = percent;
        }

        return new Pressure(some, full);
    }
}
