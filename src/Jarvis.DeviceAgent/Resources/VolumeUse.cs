namespace Jarvis.DeviceAgent.Resources;

/// <summary>Room on a volume, in bytes.</summary>
/// <param name="TotalBytes">Size of the volume.</param>
/// <param name="FreeBytes">Free, what is kept for root included.</param>
/// <param name="AvailableBytes">Free to users.</param>
internal readonly record struct VolumeUse(long TotalBytes, long FreeBytes, long AvailableBytes)
{
    /// <summary>used / (used + available to users), 0-100: psutil's and df's. Null for a volume without size.</summary>
    public double? UsedPercent
    {
        get
        {
            var used = (double)TotalBytes - FreeBytes;
            var total = used + AvailableBytes;
            return used >= 0 && total > 0 ? 100 * used / total : null;
        }
    }
}
