using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Jarvis.Contracts.Wire;

/// <summary>Instants on the wire: RFC 3339, UTC, always six decimals (microseconds), so equal instants are equal text.</summary>
public sealed class UtcInstantConverter : JsonConverter<DateTimeOffset>
{
    /// <summary>The format, for those who write instants elsewhere (log lines, file names).</summary>
    public const string Format = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    /// <inheritdoc/>
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetDateTimeOffset().ToUniversalTime();

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options)
    {
        Span<char> text = stackalloc char[32];
        value.UtcDateTime.TryFormat(text, out var length, Format, CultureInfo.InvariantCulture);
        writer.WriteStringValue(text[..length]);
    }
}
