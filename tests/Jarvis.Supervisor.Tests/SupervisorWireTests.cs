using Shouldly;
using Xunit;

namespace Jarvis.Supervisor.Tests;

public sealed class SupervisorWireTests
{
    [Fact]
    public void Fields_come_out_as_they_went_in_however_the_stream_is_cut()
    {
        var random = new Random(1);
        for (var round = 0; round < 200; round++)
        {
            var frames = Enumerable.Range(0, random.Next(1, 6)).Select(_ => Enumerable.Range(0, random.Next(1, 8)).Select(_ => Field(random)).ToArray()).ToList();
            var stream = frames.SelectMany(f => SupervisorWire.Encode(f)).ToArray();
            var reader = new FrameReader();
            var read = new List<string[]>();
            for (var at = 0; at < stream.Length;)
            {
                var count = Math.Min(random.Next(1, 5000), stream.Length - at);
                reader.Append(stream.AsSpan(at, count));
                at += count;
                while (reader.Take() is { } fields)
                    read.Add(fields);
            }
            reader.Broken.ShouldBeFalse();
            read.Count.ShouldBe(frames.Count);
            for (var i = 0; i < read.Count; i++)
                read[i].ShouldBe(frames[i]);
        }
    }

    [Fact]
    public void Garbage_breaks_the_stream_and_nothing_else()
    {
        var random = new Random(2);
        for (var round = 0; round < 2000; round++)
        {
            var bytes = new byte[random.Next(0, 100)];
            random.NextBytes(bytes);
            if (bytes.Length > 3 && round % 2 == 0)
                bytes[1] = bytes[2] = bytes[3] = 0;
            var reader = new FrameReader();
            reader.Append(bytes);
            while (reader.Take() is { } fields)
                fields.Length.ShouldBeGreaterThan(0);
            LaunchRequest.Parse([.. bytes.Select(b => b.ToString(System.Globalization.CultureInfo.InvariantCulture))], out _).ShouldBeNull();
            ProcStat.Parse(bytes).ShouldBeNull();
            RunStatus.Parse(System.Text.Encoding.UTF8.GetString(bytes)).ShouldBeNull();
            CgroupMounts.Parse(System.Text.Encoding.UTF8.GetString(bytes), System.Text.Encoding.UTF8.GetString(bytes)).ShouldBeEmpty();
        }
    }

    [Theory]
    [InlineData(new byte[] { 0, 0, 0, 0 })]
    [InlineData(new byte[] { 255, 255, 255, 255 })]
    [InlineData(new byte[] { 1, 0, 64, 0 })]
    [InlineData(new byte[] { 2, 0, 0, 0, 65, 66 })]
    public void A_length_or_an_end_that_cannot_be_breaks_the_stream(byte[] bytes)
    {
        var reader = new FrameReader();
        reader.Append(bytes);
        reader.Take().ShouldBeNull();
        reader.Broken.ShouldBeTrue();
        reader.Append(SupervisorWire.Encode("hello", "1"));
        reader.Take().ShouldBeNull();
    }

    [Fact]
    public void A_field_with_NUL_and_a_frame_over_4_MiB_are_refused()
    {
        Should.Throw<ArgumentException>(() => SupervisorWire.Encode("a\0b"));
        Should.Throw<ArgumentException>(() => SupervisorWire.Encode(new string('x', SupervisorWire.MaxFrameBytes)));
        SupervisorWire.Encode(new string('x', SupervisorWire.MaxFrameBytes - 1)).Length.ShouldBe(SupervisorWire.MaxFrameBytes + 4);
    }

    private static string Field(Random random)
    {
        var letters = new char[random.Next(0, 3000)];
        for (var i = 0; i < letters.Length; i++)
            letters[i] = (char)random.Next(1, 0xD7FF);
        return new string(letters);
    }
}
