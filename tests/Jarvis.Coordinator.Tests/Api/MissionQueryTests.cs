using CsCheck;
using Jarvis.Contracts.Missions;
using Jarvis.Coordinator.Api.Lists;
using Jarvis.Coordinator.Api.Submissions;
using Shouldly;
using Xunit;

namespace Jarvis.Coordinator.Tests.Api;

public sealed class MissionQueryTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("limit", "0")]
    [InlineData("limit", "1001")]
    [InlineData("limit", "ten")]
    [InlineData("state", "runing")]
    [InlineData("state", "unknown")]
    [InlineData("outcome", "fine")]
    [InlineData("since", "yesterday-ish")]
    [InlineData("since", "-5m")]
    [InlineData("cursor", "abc")]
    [InlineData("cursor", "$$$")]
    public void Names_the_parameter_that_is_wrong(string name, string value)
    {
        var errors = new FieldErrors();
        MissionQuery.Read(asked => asked == name ? value : null, Now, errors);
        errors.ToDictionary().Keys.ShouldBe([name]);
    }

    [Fact]
    public void Reads_what_the_command_line_sends()
    {
        var errors = new FieldErrors();
        var parameters = new Dictionary<string, string> { ["limit"] = "7", ["state"] = "waiting,running", ["since"] = "12h", ["device"] = "edge-1" };
        var query = MissionQuery.Read(name => parameters.GetValueOrDefault(name), Now, errors);
        errors.IsEmpty.ShouldBeTrue();
        query.Limit.ShouldBe(7);
        query.States.ShouldBe([MissionState.Waiting, MissionState.Running]);
        query.Since.ShouldBe(Now.AddHours(-12));
        query.DeviceId.ShouldBe("edge-1");
    }

    [Fact]
    public void A_cursor_reads_back_as_it_was_written() =>
        Gen.Select(Gen.Long[0, DateTimeOffset.MaxValue.UtcTicks], Gen.Char.AlphaNumeric.Array[1, 63]).Sample((ticks, id) =>
        {
            var cursor = new MissionCursor(new DateTimeOffset(ticks, TimeSpan.Zero), new string(id));
            MissionCursor.Parse(cursor.ToString()).ShouldBe(cursor);
        });

    [Fact]
    public void No_text_makes_a_cursor_throw() => Gen.String.Sample(text => { MissionCursor.Parse(text); });
}
