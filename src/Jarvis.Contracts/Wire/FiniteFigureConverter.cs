using System.Text.Json;
using System.Text.Json.Serialization;

namespace Jarvis.Contracts.Wire;

/// <summary>
/// A figure that is not a finite number is unknown: NaN and infinity are written as null, and a number too large
/// for a double or one of the texts "NaN", "Infinity", "-Infinity" is read as null and counted.
/// </summary>
public sealed class FiniteFigureConverter : JsonConverter<double?>
{
    private static long _nonFinite;

    /// <summary>How many figures that were not finite this process has turned into null.</summary>
    public static long NonFiniteCount => Interlocked.Read(ref _nonFinite);

    /// <inheritdoc/>
    public override bool HandleNull => true;

    /// <inheritdoc/>
    public override double? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                return null;
            case JsonTokenType.Number when reader.TryGetDouble(out var number) && double.IsFinite(number):
                return number;
            case JsonTokenType.Number:
            case JsonTokenType.String when reader.GetString() is "NaN" or "Infinity" or "-Infinity":
                Interlocked.Increment(ref _nonFinite);
                return null;
            default:
                throw new JsonException("a number or null is expected");
        }
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, double? value, JsonSerializerOptions options)
    {
        if (value is { } number && double.IsFinite(number))
        {
            writer.WriteNumberValue(number);
            return;
        }

        if (value is not null) Interlocked.Increment(ref _nonFinite);
        writer.WriteNullValue();
    }
}
