using System.Text.Json;

namespace Jarvis.Contracts.Wire;

/// <summary>The one rule for names outside C#: snake_case of the member's name (wire, logs, SQL, API, command line).</summary>
public static class WireName
{
    /// <summary>The wire name of an enum value: <c>LimitExceeded</c> gives <c>limit_exceeded</c>.</summary>
    public static string Of<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    /// <summary>The enum value of a wire name, or null when there is none (zero members named Unknown are not matched).</summary>
    public static T? Parse<T>(string name)
        where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
        {
            if (value.ToString() != "Unknown" && Of(value) == name) return value;
        }

        return null;
    }
}
