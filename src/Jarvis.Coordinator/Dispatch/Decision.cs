using Jarvis.Contracts.Delivery;

namespace Jarvis.Coordinator.Dispatch;

/// <summary>What follows from a batch of inputs.</summary>
internal sealed record Decision
{
    /// <summary>One per input, in their order.</summary>
    public List<Reply> Replies { get; } = [];

    /// <summary>Committed first; everything else happens only after.</summary>
    public Writes Writes { get; } = new();

    /// <summary>Sent after the commit; may be lost, for they come again from state until answered.</summary>
    public List<IDeviceCommand> Commands { get; } = [];

    /// <summary>Missions whose view changed, finished ones included.</summary>
    public List<string> ChangedMissions { get; } = [];

    /// <summary>Devices whose view changed.</summary>
    public List<string> ChangedDevices { get; } = [];
}
