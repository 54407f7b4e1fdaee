namespace Jarvis.DeviceAgent.Tests.Resources;

/// <summary>Counts what an action leaves on the heap once it is warm.</summary>
internal static class Garbage
{
    public static long Of(Action action)
    {
        for (var i = 0; i < 200; i++)
            action();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 500; i++)
            action();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
