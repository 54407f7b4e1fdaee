using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Jarvis.Coordinator.Api.Lists;

/// <summary>A place in the list of missions, newest first: the page goes on below it, whatever is added above meanwhile.</summary>
/// <param name="SubmittedAt">Of the last mission shown.</param>
/// <param name="MissionId">Of the last mission shown; it decides between equal instants.</param>
internal readonly record struct MissionCursor(DateTimeOffset SubmittedAt, string MissionId)
{
    /// <summary>The cursor as callers see it: opaque, safe in an address.</summary>
    public override string ToString() =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{SubmittedAt.UtcTicks}|{MissionId}")));

    /// <summary>The cursor of such a text, or null when it is none.</summary>
    public static MissionCursor? Parse(string text)
    {
        if (text.Length > 200 || !Base64Url.IsValid(text)) return null;
        var parts = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)).Split('|', 2);
        return parts.Length == 2
            && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)
            && ticks <= DateTimeOffset.MaxValue.UtcTicks
            && !parts[1].Contains('\0')
            ? new MissionCursor(new DateTimeOffset(ticks, TimeSpan.Zero), parts[1])
            : null;
    }
}
