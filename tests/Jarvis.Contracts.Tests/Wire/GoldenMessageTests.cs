using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Jarvis.Contracts.Delivery;
using Jarvis.Contracts.Wire;
using Shouldly;
using Xunit;

namespace Jarvis.Contracts.Tests.Wire;

/// <summary>
/// The JSON of every message, pinned. A deliberate change: run with JARVIS_WRITE_GOLDEN=1 and read the difference.
/// Contracts grow only, so a line may be added but none changed or removed.
/// </summary>
public sealed class GoldenMessageTests
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static TheoryData<string> Names
    {
        get
        {
            var names = new TheoryData<string>();
            foreach (var sample in Samples.All) names.Add(sample.GetType().Name);
            return names;
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Is_written_as_its_golden_file_says(string name)
    {
        var sample = Find(name);
        var json = JsonNode.Parse(JsonSerializer.Serialize(sample, sample.GetType(), WireJson.Options))!.ToJsonString(Readable) + "\n";
        var path = Path.Combine(Folder(), JsonNamingPolicy.SnakeCaseLower.ConvertName(name) + ".json");
        if (Environment.GetEnvironmentVariable("JARVIS_WRITE_GOLDEN") == "1") File.WriteAllText(path, json);
        json.ShouldBe(File.ReadAllText(path));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Comes_back_equal_and_survives_members_it_does_not_know(string name)
    {
        var sample = Find(name);
        var node = JsonNode.Parse(JsonSerializer.Serialize(sample, sample.GetType(), WireJson.Options))!.AsObject();
        node["a_member_of_the_next_version"] = new JsonObject { ["deep"] = 1 };
        var back = node.Deserialize(sample.GetType(), WireJson.Options);
        JsonSerializer.Serialize(back, sample.GetType(), WireJson.Options)
            .ShouldBe(JsonSerializer.Serialize(sample, sample.GetType(), WireJson.Options));
    }

    [Fact]
    public void Every_message_of_the_contracts_has_a_sample()
    {
        var messages = typeof(IDeviceEvent).Assembly.GetExportedTypes()
            .Where(type => type is { IsClass: true, IsAbstract: false })
            .Where(type => typeof(IDeviceEvent).IsAssignableFrom(type) || typeof(IDeviceCommand).IsAssignableFrom(type) || typeof(ICoordinatorEvent).IsAssignableFrom(type))
            .Select(type => type.Name);
        Samples.All.Select(sample => sample.GetType().Name).ShouldBe(messages.Append(nameof(HistoryAnnounced)), ignoreOrder: true);
    }

    private static object Find(string name) => Samples.All.Single(sample => sample.GetType().Name == name);

    private static string Folder([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "..", "golden");
}
