namespace Jarvis.DeviceAgent.Resources;

/// <summary>What is known of one process of a tree, from the last looks at it.</summary>
internal struct TrackedProcess
{
    public int Pid;
    public ProcessStat Stat;

    /// <summary>Its ended children's CPU at the look before.</summary>
    public long EndedTicksBefore;

    /// <summary>CPU of processes below it that vanished since the look before: it should have got it by waiting for them.</summary>
    public long ClaimedTicks;

    /// <summary>Whether it is gone.</summary>
    public bool Vanished;

    /// <summary>Part of memory at the last slow look, −1 before or when unreadable, and the resident pages then.</summary>
    public long MemoryBytes, MemoryAtPages;

    /// <summary>Bytes moved from and to storage, ended children it waited for included; −1 unknown.</summary>
    public long ReadBytes, WriteBytes;

    /// <summary>When it was last looked at closely; 0 never.</summary>
    public long LookedAt;

    /// <summary>It has new children, which share its pages: its part of memory has to be read again.</summary>
    public bool HasNewChildren;

    /// <summary>Open /proc/PID/stat, −1 when not kept open.</summary>
    public int StatDescriptor;

    /// <summary>CPU of it and of the children it waited for.</summary>
    public readonly long TotalTicks => Stat.OwnTicks + Stat.EndedChildrenTicks;

    /// <summary>Ended, but its parent has not asked for its status yet.</summary>
    public readonly bool IsZombie => Stat.State is 'Z' or 'X';
}
