namespace Jarvis.Coordinator;

/// <summary>Log messages of the coordinator's shell.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Error, "Request {Method} {Path} failed")]
    public static partial void RequestFailed(ILogger logger, Exception fault, string method, string path);
}
