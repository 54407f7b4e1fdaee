namespace Jarvis.ServiceDefaults.Bus;

/// <summary>A send was not confirmed in time. Whether it arrives is unknown.</summary>
public sealed class BusSendException : Exception
{
    /// <summary>Says what was not sent and why.</summary>
    public BusSendException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
