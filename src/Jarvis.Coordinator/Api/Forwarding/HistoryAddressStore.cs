using Jarvis.Contracts.Delivery;

namespace Jarvis.Coordinator.Api.Forwarding;

/// <summary>Where history said it serves its reads. Not truth: history announces itself again and again.</summary>
internal sealed class HistoryAddressStore
{
    private volatile HistoryAnnounced? _announced;

    /// <summary>Base address without a slash at the end; null before history has announced itself.</summary>
    public string? Url => _announced?.Url.TrimEnd('/');

    /// <summary>When it announced itself last, by its own clock.</summary>
    public DateTimeOffset? At => _announced?.At;

    /// <summary>Keeps the newest announcement that names an http address.</summary>
    public void Announced(HistoryAnnounced message)
    {
        var url = Uri.TryCreate(message.Url, UriKind.Absolute, out var parsed) && parsed.Scheme is "http" or "https";
        if (url && (_announced is not { } known || message.At >= known.At)) _announced = message;
    }
}
