using Microsoft.Extensions.Logging;

namespace Jarvis.ServiceDefaults.Logging;

/// <summary>The three ids a log line can be found by.</summary>
public static class LogScopes
{
    /// <summary>Everything logged until disposal carries <c>mission_id</c>, <c>device_id</c>, <c>session_id</c> as far as given.</summary>
    public static IDisposable? About(this ILogger logger, string? missionId = null, string? deviceId = null, string? sessionId = null)
    {
        var ids = new Dictionary<string, object>(3);
        if (missionId is not null) ids["mission_id"] = missionId;
        if (deviceId is not null) ids["device_id"] = deviceId;
        if (sessionId is not null) ids["session_id"] = sessionId;
        return logger.BeginScope(ids);
    }
}
