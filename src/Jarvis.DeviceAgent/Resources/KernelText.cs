using System.Buffers.Text;

namespace Jarvis.DeviceAgent.Resources;

/// <summary>
/// Reads the kernel's text files as bytes, without garbage. Only a line that ends in a newline counts: a figure cut by a short read
/// would be a smaller number, and unknown is better than wrong.
/// </summary>
internal static class KernelText
{
    /// <summary>Takes the next complete line off <paramref name="text"/>; false when none is left.</summary>
    public static bool TryTakeLine(scoped ref ReadOnlySpan<byte> text, out ReadOnlySpan<byte> line)
    {
        var end = text.IndexOf((byte)'\n');
        if (end < 0)
        {
            line = default;
            return false;
        }

        line = text[..end];
        text = text[(end + 1)..];
        return true;
    }

    /// <summary>Takes the next word, between blanks, off <paramref name="line"/>; empty when none is left.</summary>
    public static ReadOnlySpan<byte> TakeWord(scoped ref ReadOnlySpan<byte> line)
    {
        var start = line.IndexOfAnyExcept((byte)' ', (byte)'\t');
        if (start < 0)
        {
            line = default;
            return default;
        }

        line = line[start..];
        var end = line.IndexOfAny((byte)' ', (byte)'\t');
        var word = end < 0 ? line : line[..end];
        line = line[word.Length..];
        return word;
    }

    /// <summary>Drops <paramref name="count"/> words.</summary>
    public static void SkipWords(scoped ref ReadOnlySpan<byte> line, int count)
    {
        for (var i = 0; i < count; i++)
            TakeWord(ref line);
    }

    /// <summary>The whole word as a number from 0 up; null when it is anything else or does not fit 63 bits.</summary>
    public static long? Number(ReadOnlySpan<byte> word) =>
        Utf8Parser.TryParse(word, out long value, out var used) && used == word.Length && value >= 0 ? value : null;

    /// <summary>The whole word as a finite decimal from 0 up; null when it is anything else.</summary>
    public static double? Decimal(ReadOnlySpan<byte> word) =>
        Utf8Parser.TryParse(word, out double value, out var used) && used == word.Length && double.IsFinite(value) && value >= 0 ? value : null;

    /// <summary>The number after the line's first word <paramref name="key"/> (with its colon, if the file has one); null when there is none.</summary>
    public static long? Field(ReadOnlySpan<byte> text, ReadOnlySpan<byte> key)
    {
        while (TryTakeLine(ref text, out var line))
        {
            if (line.StartsWith(key) && TakeWord(ref line).SequenceEqual(key))
                return Number(TakeWord(ref line));
        }

        return null;
    }

    /// <summary>As <see cref="Field"/>, for a figure in kB (1024 bytes): in bytes.</summary>
    public static long? KilobytesField(ReadOnlySpan<byte> text, ReadOnlySpan<byte> key) =>
        Field(text, key) is { } kilobytes && kilobytes <= long.MaxValue / 1024 ? kilobytes * 1024 : null;

    /// <summary>A file that is one number on one line; null for "max" and anything else.</summary>
    public static long? Single(ReadOnlySpan<byte> text) =>
        TryTakeLine(ref text, out var line) && text.IsEmpty ? Number(line) : null;
}
