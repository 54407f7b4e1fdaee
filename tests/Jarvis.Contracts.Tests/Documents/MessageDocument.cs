using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Jarvis.Contracts.Delivery;
using Jarvis.Contracts.Tests.Wire;
using Jarvis.Contracts.Wire;

namespace Jarvis.Contracts.Tests.Documents;

/// <summary>Renders docs/messages.md and docs/asyncapi.json from the contracts, their doc comments and the golden JSON.</summary>
internal static class MessageDocument
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly XDocument Comments = XDocument.Load(Path.ChangeExtension(typeof(Topology).Assembly.Location, ".xml"));

    public static string Markdown()
    {
        var text = new StringBuilder();
        text.AppendLine("# Messages").AppendLine();
        text.AppendLine("Made from `src/Jarvis.Contracts` by a test (`JARVIS_WRITE_GOLDEN=1 dotnet test tests/Jarvis.Contracts.Tests` rewrites it). Plain JSON, snake_case, UTC, microseconds; an absent member is unknown. Readers ignore members they do not know; contracts only grow.").AppendLine();
        text.AppendLine("The header `MT-MessageType` names the message: `urn:message:NAMESPACE:NAME` as given with each. A program in another language sets it, sends the body below as `application/json`, and needs nothing else.").AppendLine();
        text.AppendLine("| message | from → to | routing key |").AppendLine("|---|---|---|");
        foreach (var sample in Samples.All) text.AppendLine($"| [`{Name(sample)}`](#{Name(sample).ToLowerInvariant()}) | {Way(sample)} | {Key(sample)} |");
        foreach (var sample in Samples.All) Section(text, sample);
        return text.ToString();
    }

    public static string AsyncApi()
    {
        var channels = new SortedDictionary<string, object>(StringComparer.Ordinal);
        var messages = new SortedDictionary<string, object>(StringComparer.Ordinal);
        foreach (var sample in Samples.All)
        {
            messages[Name(sample)] = new
            {
                name = Urn(sample.GetType()),
                contentType = "application/json",
                summary = Summary($"T:{sample.GetType().FullName}"),
                payload = new { type = "object", properties = Properties(sample.GetType()) },
                examples = new[] { new { payload = JsonSerializer.SerializeToElement(sample, sample.GetType(), WireJson.Options) } },
            };
            channels[Name(sample)] = new
            {
                address = Address(sample),
                messages = new Dictionary<string, object> { [Name(sample)] = new Dictionary<string, string> { ["$ref"] = $"#/components/messages/{Name(sample)}" } },
            };
        }

        var document = new { asyncapi = "3.0.0", info = new { title = "Jarvis", version = "1" }, defaultContentType = "application/json", channels, components = new { messages } };
        return JsonSerializer.Serialize(document, Readable) + "\n";
    }

    private static void Section(StringBuilder text, object sample)
    {
        var type = sample.GetType();
        text.AppendLine().AppendLine($"## {type.Name}").AppendLine();
        text.AppendLine(Summary($"T:{type.FullName}")).AppendLine();
        text.AppendLine($"`{Urn(type)}`").AppendLine();
        text.AppendLine("| member | type | meaning |").AppendLine("|---|---|---|");
        foreach (var property in Members(type)) text.AppendLine($"| `{Wire(property)}` | {TypeName(property)} | {Meaning(type, property)} |");
        text.AppendLine().AppendLine("```json").Append(GoldenFile(type)).AppendLine("```");
    }

    private static IEnumerable<PropertyInfo> Members(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.Name != "EqualityContract");

    private static SortedDictionary<string, object> Properties(Type type) => new(
        Members(type).ToDictionary(Wire, property => (object)new { description = Meaning(type, property), type = TypeName(property) }),
        StringComparer.Ordinal);

    private static string GoldenFile(Type type) => File.ReadAllText(Repository.File($"tests/Jarvis.Contracts.Tests/golden/{JsonNamingPolicy.SnakeCaseLower.ConvertName(type.Name)}.json"));

    private static string Name(object sample) => sample.GetType().Name;

    private static string Urn(Type type) => $"urn:message:{type.Namespace}:{type.Name}";

    private static string Wire(PropertyInfo property) => JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name);

    private static string Way(object sample) => sample switch
    {
        EventsStored => "coordinator, history → agent; history → coordinator",
        HistoryAnnounced => "history → coordinator",
        IDeviceCommand => "coordinator → agent",
        ICoordinatorEvent => "coordinator → history",
        IDeviceEvent sent when RoutingKeys.Of(sent).StartsWith("history.", StringComparison.Ordinal) => "agent → history",
        _ => "agent → coordinator, history",
    };

    private static string Key(object sample) => sample switch
    {
        IDeviceEvent sent => $"`{RoutingKeys.Of(sent)}`",
        ICoordinatorEvent sent => $"`{RoutingKeys.Of(sent)}`",
        _ => "",
    };

    private static string Address(object sample) => sample switch
    {
        IDeviceEvent => Topology.DeviceEvents("{device_id}"),
        IDeviceCommand => Topology.DeviceCommands("{device_id}"),
        HistoryAnnounced => Topology.CoordinatorQueue,
        _ => Topology.Ingest,
    };

    private static string TypeName(PropertyInfo property)
    {
        var context = new NullabilityInfoContext().Create(property);
        var optional = context.ReadState == NullabilityState.Nullable ? ", optional" : "";
        return Plain(property.PropertyType) + optional;
    }

    private static string Plain(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } inner) return Plain(inner);
        if (type.IsArray) return type == typeof(byte[]) ? "base64" : "list of " + Plain(type.GetElementType()!);
        if (type.IsEnum) return string.Join(" \\| ", Enum.GetNames(type).Where(name => name != "Unknown").Select(name => JsonNamingPolicy.SnakeCaseLower.ConvertName(name)));
        if (type.IsGenericType) return "map of " + Plain(type.GetGenericArguments()[^1]);
        return type.Name switch
        {
            "String" => "text",
            "Int32" or "Int64" => "integer",
            "Double" => "number",
            "Boolean" => "true \\| false",
            "Guid" => "UUID",
            "DateTimeOffset" => "instant",
            _ => type.Name,
        };
    }

    private static string Meaning(Type type, PropertyInfo property)
    {
        foreach (var owner in new[] { type, type.BaseType, typeof(IDeviceEvent), typeof(ICoordinatorEvent), typeof(IDeviceCommand), typeof(Missions.IAttemptEvent) })
        {
            if (owner is null) continue;
            var summary = Summary($"P:{owner.FullName}.{property.Name}");
            if (summary.Length > 0) return summary;
        }

        return "";
    }

    private static string Summary(string member)
    {
        var summary = Comments.Descendants("member").FirstOrDefault(node => (string?)node.Attribute("name") == member)?.Element("summary");
        if (summary is null) return "";
        var text = string.Concat(summary.Nodes().Select(node => node switch
        {
            XElement see when see.Attribute("cref") is { } cref => $"`{cref.Value.Split('.')[^1]}`",
            XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
            XText plain => plain.Value,
            _ => "",
        }));
        return string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }
}
