using Jarvis.Contracts.Delivery;
using MassTransit;

namespace Jarvis.ServiceDefaults.Bus;

/// <summary>The names in the header <c>MT-MessageType</c> that this version knows.</summary>
internal static class MessageNames
{
    /// <summary>The header.</summary>
    public const string Header = MessageHeaders.MessageType;

    private static readonly HashSet<string> Known = typeof(IDeviceEvent).Assembly.GetTypes()
        .Where(type => type is { IsClass: true, IsAbstract: false, IsPublic: true })
        .Where(type => type.IsAssignableTo(typeof(IDeviceEvent)) || type.IsAssignableTo(typeof(ICoordinatorEvent))
            || type.IsAssignableTo(typeof(IDeviceCommand)) || type == typeof(HistoryAnnounced))
        .Select(MessageUrn.ForTypeString)
        .ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether one of the header's names (separated by <c>;</c>) is a message of ours.</summary>
    public static bool IsKnown(string header) => header.Split(';').Any(name => Known.Contains(name.Trim()));
}
