using System.Globalization;

namespace Jarvis.Coordinator.Api.Lists;

/// <summary>A time as people write it: <c>30s</c>, <c>10m</c>, <c>12h</c>, <c>7d</c> before now, or an RFC 3339 instant.</summary>
internal static class SinceText
{
    private const double MostSeconds = 100 * 365 * 86_400d;

    /// <summary>The instant, or null when the text is none.</summary>
    public static DateTimeOffset? Parse(string text, DateTimeOffset now)
    {
        if (text.Length is 0 or > 40) return null;
        var unitSeconds = text[^1] switch { 's' => 1, 'm' => 60, 'h' => 3600, 'd' => 86_400, 'w' => 604_800, _ => 0 };
        if (unitSeconds > 0)
        {
            return double.TryParse(text[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count) && count * unitSeconds <= MostSeconds
                ? now.AddSeconds(-count * unitSeconds)
                : null;
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at) ? at : null;
    }
}
