using Jarvis.Contracts.Api;

namespace Jarvis.Coordinator.Dispatch;

/// <summary>What the caller of an input is told, once its effects are committed.</summary>
internal abstract record Reply
{
    private Reply()
    {
    }

    /// <summary>A new mission.</summary>
    internal sealed record Accepted(MissionView View) : Reply;

    /// <summary>The same id or key with the same body: the mission that is there.</summary>
    internal sealed record Duplicate(MissionView View) : Reply;

    /// <summary>The id or key is taken by another body.</summary>
    internal sealed record Conflict(string Detail) : Reply;

    /// <summary>No such mission in memory.</summary>
    internal sealed record NotFound : Reply;

    /// <summary>Done, or begun.</summary>
    internal sealed record Done(MissionView View) : Reply;

    /// <summary>Old, repeated or from nobody we know.</summary>
    internal sealed record Ignored(string Why) : Reply;

    /// <summary>Nothing to say.</summary>
    internal sealed record None : Reply;
}
