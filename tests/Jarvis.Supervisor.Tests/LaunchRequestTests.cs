using Shouldly;
using Xunit;

namespace Jarvis.Supervisor.Tests;

public sealed class LaunchRequestTests
{
    private static readonly string[] Good =
        ["launch", "1", "k", "/w", "/o", "/e", "/s", "1000", "", "500", "2", "prog", "arg", "1", "A=b", "1", "/g/cgroup.procs"];

    [Fact]
    public void Reads_every_field()
    {
        var request = LaunchRequest.Parse(Good, out var reason).ShouldNotBeNull();
        reason.ShouldBeEmpty();
        request.Key.ShouldBe("k");
        request.GraceMilliseconds.ShouldBe(1000);
        request.WallMilliseconds.ShouldBeNull();
        request.LeaseMilliseconds.ShouldBe(500);
        request.Arguments.ShouldBe(["prog", "arg"]);
        request.Environment.ShouldBe(["A=b"]);
        request.ProcsFiles.ShouldBe(["/g/cgroup.procs"]);
    }

    [Theory]
    [InlineData(2, "")]
    [InlineData(3, "relative")]
    [InlineData(6, "relative")]
    [InlineData(7, "")]
    [InlineData(7, "-1")]
    [InlineData(8, "soon")]
    [InlineData(10, "3")]
    [InlineData(10, "-1")]
    [InlineData(10, "2147483647")]
    [InlineData(11, "")]
    [InlineData(16, "relative")]
    public void Refuses_a_field_that_makes_no_sense_and_says_why(int field, string value)
    {
        var fields = Good.ToArray();
        fields[field] = value;
        LaunchRequest.Parse(fields, out var reason).ShouldBeNull();
        reason.ShouldNotBeEmpty();
    }

    [Fact]
    public void A_time_beyond_all_sense_is_capped_so_that_deadlines_never_overflow()
    {
        LaunchRequest.Time("9223372036854775807").ShouldNotBeNull().ShouldBeLessThan(long.MaxValue / 2);
        LaunchRequest.Time("99999999999999999999").ShouldBeNull();
    }
}
