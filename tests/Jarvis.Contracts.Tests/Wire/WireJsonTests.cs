using System.Text.Json;
using CsCheck;
using Jarvis.Contracts.Devices;
using Jarvis.Contracts.Missions;
using Jarvis.Contracts.Wire;
using Shouldly;
using Xunit;

namespace Jarvis.Contracts.Tests.Wire;

public sealed class WireJsonTests
{
    [Fact]
    public void An_enum_value_of_a_newer_version_is_read_as_unknown() =>
        JsonSerializer.Deserialize<Outcome>("\"teleported\"", WireJson.Options).ShouldBe(Outcome.Unknown);

    [Fact]
    public void Every_enum_value_has_its_snake_case_name()
    {
        JsonSerializer.Serialize(Outcome.LimitExceeded, WireJson.Options).ShouldBe("\"limit_exceeded\"");
        WireName.Parse<Outcome>("limit_exceeded").ShouldBe(Outcome.LimitExceeded);
        WireName.Parse<Outcome>("unknown").ShouldBeNull();
    }

    [Theory]
    [InlineData("{\"at\":\"2026-03-01T12:00:00Z\",\"cpu_percent\":\"NaN\"}")]
    [InlineData("{\"at\":\"2026-03-01T12:00:00Z\",\"cpu_percent\":1e999}")]
    [InlineData("{\"at\":\"2026-03-01T12:00:00Z\",\"cpu_percent\":\"-Infinity\"}")]
    public void A_figure_that_is_not_finite_is_unknown_and_counted(string json)
    {
        var before = FiniteFigureConverter.NonFiniteCount;
        JsonSerializer.Deserialize<MachineFigures>(json, WireJson.Options)!.CpuPercent.ShouldBeNull();
        FiniteFigureConverter.NonFiniteCount.ShouldBeGreaterThan(before);
    }

    [Fact]
    public void Writing_a_figure_that_is_not_finite_leaves_it_out() =>
        Gen.Int[0, 2].Select(index => new[] { double.NaN, double.PositiveInfinity, double.NegativeInfinity }[index]).Sample(figure =>
            JsonSerializer.Serialize(new MachineFigures { At = DateTimeOffset.UnixEpoch, CpuPercent = figure }, WireJson.Options)
                .ShouldNotContain("NaN"));

    [Fact]
    public void An_instant_is_written_in_utc_with_microseconds_whatever_its_offset() =>
        Gen.Select(Gen.DateTime, Gen.Int[-14, 14]).Sample((time, hours) =>
        {
            var clipped = new DateTime(Math.Clamp(time.Ticks, TimeSpan.TicksPerDay, DateTime.MaxValue.Ticks - TimeSpan.TicksPerDay));
            var instant = new DateTimeOffset(clipped, TimeSpan.FromHours(hours));
            var text = JsonSerializer.Serialize(instant, WireJson.Options);
            text.Length.ShouldBe(29);
            JsonSerializer.Deserialize<DateTimeOffset>(text, WireJson.Options).UtcTicks.ShouldBe(instant.UtcTicks / 10 * 10);
        });

    [Fact]
    public void A_message_without_a_required_member_is_refused() =>
        Should.Throw<JsonException>(() => JsonSerializer.Deserialize<MissionStarted>("{\"device_id\":\"d\"}", WireJson.Options));

    [Fact]
    public void Members_a_submission_does_not_know_are_kept_so_that_they_can_be_refused_by_name() =>
        JsonSerializer.Deserialize<MissionSpec>("{\"command\":[\"true\"],\"memroy\":1}", WireJson.Options)!
            .UnknownMembers!.Keys.ShouldBe(["memroy"]);
}
