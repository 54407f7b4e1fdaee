using System.Text;
using System.Text.Json;
using CsCheck;
using Jarvis.Contracts.Missions;
using Jarvis.Coordinator.Api.Submissions;
using Shouldly;
using Xunit;

namespace Jarvis.Coordinator.Tests.Api;

public sealed class SubmissionBodyTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Each bad body with the field its error must name.</summary>
    public static TheoryData<string, string> BadBodies => new()
    {
        { "[]", "body" },
        { "3", "body" },
        { "{}", "script" },
        { """{"command":["a"],"script":{"language":"python","code":"1"}}""", "command" },
        { """{"command":[]}""", "command" },
        { """{"command":[""]}""", "command" },
        { """{"command":["a",7]}""", "command[1]" },
        { """{"command":["a","b\u0000"]}""", "command[1]" },
        { """{"command":"ls"}""", "command" },
        { """{"command":["\ud800"]}""", "command[0]" },
        { """{"script":{"language":"python","code":""}}""", "script.code" },
        { """{"script":{"language":"python","code":" \n\t"}}""", "script.code" },
        { """{"script":{"language":"cobol","code":"1"}}""", "script.language" },
        { """{"script":{"language":"python"}}""", "script.code" },
        { """{"script":{"language":"python","code":"1","codes":2}}""", "script.codes" },
        { """{"command":["a"],"mission_id":"a/b"}""", "mission_id" },
        { """{"command":["a"],"mission_id":"-a"}""", "mission_id" },
        { """{"command":["a"],"mission_id":""}""", "mission_id" },
        { """{"command":["a"],"mission_id":"a\n"}""", "mission_id" },
        { $$"""{"command":["a"],"mission_id":"{{new string('x', 10_240)}}"}""", "mission_id" },
        { """{"command":["a"],"session_id":"../x"}""", "session_id" },
        { """{"command":["a"],"device":"EDGE.1"}""", "device" },
        { """{"command":["a"],"name":"\u0007"}""", "name" },
        { """{"command":["a"],"limits":{"memory_mb":-1}}""", "limits.memory_mb" },
        { """{"command":["a"],"limits":{"memory_mb":0}}""", "limits.memory_mb" },
        { """{"command":["a"],"limits":{"memory_mb":1e300}}""", "limits.memory_mb" },
        { """{"command":["a"],"limits":{"memory_mb":1e999}}""", "limits.memory_mb" },
        { """{"command":["a"],"limits":{"memory_mb":"NaN"}}""", "limits.memory_mb" },
        { """{"command":["a"],"limits":{"memory_mb":"512"}}""", "limits.memory_mb" },
        { """{"command":["a"],"limits":{"wall_seconds":-5}}""", "limits.wall_seconds" },
        { """{"command":["a"],"limits":{"processes":1.5}}""", "limits.processes" },
        { """{"command":["a"],"limits":{"memory":5}}""", "limits.memory" },
        { """{"command":["a"],"limits":{"enforcement":"maybe"}}""", "limits.enforcement" },
        { """{"command":["a"],"limits":{"memory_mb":10},"requests":{"memory_mb":20}}""", "requests.memory_mb" },
        { """{"command":["a"],"requests":{"cpu_percent":-1}}""", "requests.cpu_percent" },
        { """{"command":["a"],"keep_alive":true,"limits":{"wall_seconds":5}}""", "limits.wall_seconds" },
        { """{"command":["a"],"priority":101}""", "priority" },
        { """{"command":["a"],"priority":-1}""", "priority" },
        { """{"command":["a"],"priority":null}""", "priority" },
        { """{"command":["a"],"priority":99999999999}""", "priority" },
        { """{"command":["a"],"when_busy":"later"}""", "when_busy" },
        { """{"command":["a"],"on_device_loss":"pray"}""", "on_device_loss" },
        { """{"command":["a"],"session_affinity":"hard"}""", "session_affinity" },
        { """{"command":["a"],"retries":-1}""", "retries" },
        { """{"command":["a"],"max_restarts":3}""", "max_restarts" },
        { """{"command":["a"],"grace_seconds":61}""", "grace_seconds" },
        { """{"command":["a"],"max_silence_seconds":0}""", "max_silence_seconds" },
        { """{"command":["a"],"expires_at":"2020-01-01T00:00:00Z"}""", "expires_at" },
        { """{"command":["a"],"not_before":"2026-02-02T00:00:00Z","expires_at":"2026-02-01T00:00:00Z"}""", "expires_at" },
        { """{"command":["a"],"not_before":"tomorrow"}""", "not_before" },
        { """{"command":["a"],"files":[{"path":"../x","content":""}]}""", "files[0].path" },
        { """{"command":["a"],"files":[{"path":"/etc/passwd","content":""}]}""", "files[0].path" },
        { """{"command":["a"],"files":[{"path":"a\\b","content":""}]}""", "files[0].path" },
        { """{"command":["a"],"files":[{"path":"a//b","content":""}]}""", "files[0].path" },
        { """{"command":["a"],"files":[{"path":"a","content":"%%"}]}""", "files[0].content" },
        { """{"command":["a"],"files":[{"path":"a","content":""},{"path":"a","content":""}]}""", "files[1].path" },
        { """{"command":["a"],"files":[{"path":"a","content":""},{"path":"a/b","content":""}]}""", "files[0].path" },
        { """{"command":["a"],"files":[{"path":"a"}]}""", "files[0].content" },
        { """{"command":["a"],"env":{"A=B":"1"}}""", "env.A=B" },
        { """{"command":["a"],"env":{"JARVIS_X":"1"}}""", "env.JARVIS_X" },
        { """{"command":["a"],"env":{"A":1}}""", "env.A" },
        { """{"command":["a"],"env":{"A":"\u0000"}}""", "env.A" },
        { """{"command":["a"],"secrets":["A B"]}""", "secrets[0]" },
        { """{"command":["a"],"requirements":["a\nb"]}""", "requirements[0]" },
        { """{"script":{"language":"shell","code":"true"},"requirements":["numpy"]}""", "requirements" },
        { """{"command":["a"],"labels":{"a b":"c"}}""", "labels.a b" },
        { """{"command":["a"],"labels":{"zone":"c d"}}""", "labels.zone" },
        { """{"command":["a"],"prority":3}""", "prority" },
        { """{"command":["a"],"keep_alive":"yes"}""", "keep_alive" },
        { """{"command":["a"],"keep_alive":null}""", "keep_alive" },
    };

    [Theory]
    [MemberData(nameof(BadBodies))]
    public void Names_the_field_of_a_malformed_submission(string body, string field)
    {
        var errors = Read(body).ShouldBeOfType<SubmissionBody.Malformed>().Errors.ToDictionary();
        errors.Keys.ShouldContain(field);
        errors[field].Length.ShouldBe(2);
        errors[field].ShouldAllBe(sentence => sentence.Length > 3 && sentence.Length < 400);
    }

    [Fact]
    public void Proposes_the_member_that_was_meant() =>
        Read("""{"command":["a"],"prority":3}""").ShouldBeOfType<SubmissionBody.Malformed>().Errors.ToDictionary()["prority"][1].ShouldBe("did you mean priority?");

    [Theory]
    [InlineData("{\"command\": [\"a\"", "line 1, byte")]
    [InlineData("{\n\"command\" [\"a\"]}", "line 2, byte")]
    [InlineData("", "line 1")]
    [InlineData("not json", "line 1, byte 2")]
    [InlineData("{\"command\":[\"a\"],\"command\":[\"b\"]}", "")]
    public void Says_where_a_body_stops_being_json(string body, string where) =>
        Read(body).ShouldBeOfType<SubmissionBody.NoJson>().Detail.ShouldContain(where);

    [Fact]
    public void Says_where_a_body_stops_being_utf_8() =>
        SubmissionBody.Read(new byte[] { (byte)'{', (byte)'"', 0xff, (byte)'"', (byte)'}' }, Now)
            .ShouldBeOfType<SubmissionBody.NoJson>().Detail.ShouldContain("byte 2");

    [Fact]
    public void Takes_a_submission_that_says_everything()
    {
        var spec = Read("""
            {"mission_id":"m-1","name":"hello","type":"greeting","session_id":"s_1","script":{"language":"python","code":"print(1)"},
             "args":["--x","é"],"files":[{"path":"data/in.csv","content":"aGk=","executable":true}],"env":{"A":"1"},"secrets":["TOKEN"],
             "requirements":["numpy==2.0"],"python":"3.11","requests":{"cpu_percent":80,"memory_mb":64,"disk_mb":10,"gpus":0},
             "limits":{"memory_mb":128,"wall_seconds":600,"processes":50,"enforcement":"observe"},"labels":{"zone":"a"},"device":"edge-1",
             "priority":100,"when_busy":"reject","on_device_loss":"at_least_once","max_silence_seconds":60,"session_affinity":"soft",
             "grace_seconds":0,"safe_to_rerun":true,"retries":2,"on_memory_stop":"grow","not_before":"2026-02-01T00:00:00Z",
             "expires_at":"2026-02-02T00:00:00+01:00","annotations":{"why":"test"},"submitted_by":"me","monitoring":false}
            """).ShouldBeOfType<SubmissionBody.Valid>().Spec;
        spec.Limits!.Enforcement.ShouldBe(Enforcement.Observe);
        spec.Files![0].Content.ShouldBe("hi"u8.ToArray());
        spec.ExpiresAt.ShouldBe(new DateTimeOffset(2026, 2, 1, 23, 0, 0, TimeSpan.Zero));
    }

    [Fact]
    public void A_script_may_have_exactly_256_KiB()
    {
        string Body(int length) => JsonSerializer.Serialize(new { script = new { language = "python", code = new string('#', length) } });
        Read(Body(SubmissionLimits.ScriptBytes)).ShouldBeOfType<SubmissionBody.Valid>();
        Read(Body(SubmissionLimits.ScriptBytes + 1)).ShouldBeOfType<SubmissionBody.Malformed>().Errors.Has("script.code").ShouldBeTrue();
    }

    [Fact]
    public void Knows_every_member_of_the_contract_and_no_other()
    {
        Names(typeof(MissionSpec)).Except(["unknown_members"]).ShouldBe(SubmissionShape.Spec.Keys, ignoreOrder: true);
        Names(typeof(MissionScript)).ShouldBe(SubmissionShape.Script.Keys, ignoreOrder: true);
        Names(typeof(MissionFile)).ShouldBe(SubmissionShape.File.Keys, ignoreOrder: true);
        Names(typeof(ResourceAmounts)).ShouldBe(SubmissionShape.Amounts.Keys, ignoreOrder: true);
        Names(typeof(MissionLimits)).ShouldBe(SubmissionShape.Limits.Keys, ignoreOrder: true);
    }

    [Fact]
    public void No_bytes_make_it_throw() =>
        Gen.Byte.Array[0, 60].Sample(bytes => SubmissionBody.Read(bytes, Now) is not null);

    [Fact]
    public void No_mutation_of_a_good_body_makes_it_throw()
    {
        var good = """{"command":["a"],"limits":{"memory_mb":12.5},"files":[{"path":"a","content":"aGk="}],"env":{"A":"\u00e9"},"expires_at":"2026-02-02T00:00:00Z"}"""u8.ToArray();
        Gen.Select(Gen.Int[0, good.Length - 1], Gen.Byte, Gen.Int[0, good.Length - 1], Gen.Byte).Sample(change =>
        {
            var body = good.ToArray();
            body[change.Item1] = change.Item2;
            body[change.Item3] = change.Item4;
            SubmissionBody.Read(body, Now).ShouldNotBeNull();
        });
    }

    [Theory]
    [InlineData("""{"command":["/usr/bin/env","x"]}""", "env", "env")]
    [InlineData("""{"command":["a"],"name":"n"}""", "n", "n")]
    [InlineData("""{"command":["a"],"name":"n","type":"t"}""", "n", "t")]
    [InlineData("""{"script":{"language":"python","code":"print(1)"}}""", "python-d287bb7f", "python-d287bb7f")]
    public void Fills_in_name_and_type(string body, string name, string type)
    {
        var spec = SubmissionDefaults.Apply(Read(body).ShouldBeOfType<SubmissionBody.Valid>().Spec, "new-id");
        (spec.MissionId, spec.Name, spec.Type).ShouldBe(("new-id", name, type));
    }

    private static SubmissionBody Read(string body) => SubmissionBody.Read(Encoding.UTF8.GetBytes(body), Now);

    private static IEnumerable<string> Names(Type type) =>
        type.GetProperties().Select(property => JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name));
}
