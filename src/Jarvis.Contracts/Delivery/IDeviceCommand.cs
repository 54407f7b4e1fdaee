namespace Jarvis.Contracts.Delivery;

/// <summary>What a coordinator tells one device. An agent refuses an epoch below the highest it has seen.</summary>
public interface IDeviceCommand
{
    /// <summary>The device it is for.</summary>
    string DeviceId { get; }

    /// <summary>The leadership that decided it; only grows.</summary>
    long Epoch { get; }
}
