using Shouldly;
using Xunit;

namespace Jarvis.Supervisor.Tests;

public sealed class RunStatusTests
{
    private static readonly RunStatus Full = new()
    {
        Key = "m-1.2.0",
        Pid = 77,
        ExitCode = 255,
        CpuSeconds = 1.25,
        MaxRssKb = 4096,
        EndedAtUnixMicroseconds = 1795531272933385,
        StoppedBy = "wall_limit",
        NumRemaining = 3,
        Survivors = 0,
    };

    [Fact]
    public void Reads_what_it_wrote()
    {
        RunStatus.Parse(Full.Format()).ShouldBe(Full);
        var bare = new RunStatus { Key = "k", Pid = 1, EndedAtUnixMicroseconds = 0, Signal = 9 };
        RunStatus.Parse(bare.Format()).ShouldBe(bare);
    }

    [Fact]
    public void A_text_that_is_cut_anywhere_is_no_status()
    {
        var text = Full.Format();
        for (var length = 0; length < text.Length; length++)
            RunStatus.Parse(text[..length]).ShouldBeNull();
    }

    [Fact]
    public void A_reason_with_line_ends_stays_one_line()
    {
        var status = Full with { StoppedBy = "a\nend\nb" };
        RunStatus.Parse(status.Format()).ShouldNotBeNull().StoppedBy.ShouldBe("a end b");
    }

    [Fact]
    public void Lines_of_a_later_version_are_passed_over()
    {
        RunStatus.Parse(Full.Format().Replace("\npid=", "\nnew_figure=1\npid=", StringComparison.Ordinal)).ShouldBe(Full);
    }
}
