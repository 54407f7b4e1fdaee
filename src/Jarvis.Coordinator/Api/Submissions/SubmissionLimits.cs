namespace Jarvis.Coordinator.Api.Submissions;

/// <summary>The bounds of a submission (docs: the same figures stand in the OpenAPI document's descriptions).</summary>
internal static class SubmissionLimits
{
    /// <summary>Largest request body, bytes.</summary>
    public const int BodyBytes = 8 * 1024 * 1024;

    /// <summary>Largest script, bytes of UTF-8.</summary>
    public const int ScriptBytes = 256 * 1024;

    /// <summary>Largest one argument, bytes: Linux refuses more (MAX_ARG_STRLEN).</summary>
    public const int ArgumentBytes = 128 * 1024 - 1;

    /// <summary>Largest sum of arguments and environment, bytes.</summary>
    public const int ArgumentsBytes = 1024 * 1024;

    /// <summary>Most arguments.</summary>
    public const int Arguments = 1000;

    /// <summary>Most files.</summary>
    public const int Files = 1000;

    /// <summary>Largest path of a file, characters; each part of it 255 bytes, which file systems refuse to pass.</summary>
    public const int PathCharacters = 1024;

    /// <summary>Most environment variables.</summary>
    public const int Variables = 500;

    /// <summary>Most labels, and most annotations.</summary>
    public const int Labels = 50;

    /// <summary>Most requirements.</summary>
    public const int Requirements = 200;

    /// <summary>1,024 cores, in percent of one.</summary>
    public const double CpuPercent = 102_400;

    /// <summary>16 TiB in MB.</summary>
    public const double MemoryMb = 16 * 1024 * 1024;

    /// <summary>1 PiB in MB.</summary>
    public const double DiskMb = 1024d * 1024 * 1024;

    /// <summary>GPUs of one device.</summary>
    public const double Gpus = 64;

    /// <summary>One year, seconds.</summary>
    public const double Year = 365 * 86_400d;

    /// <summary>Longest silence that can be waited for, seconds: 30 days.</summary>
    public const double SilenceSeconds = 30 * 86_400d;
}
