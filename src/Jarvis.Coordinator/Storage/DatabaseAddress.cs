using System.Globalization;

namespace Jarvis.Coordinator.Storage;

/// <summary>Where the coordinator's truth is kept, from <c>--database</c>.</summary>
internal abstract record DatabaseAddress
{
    private DatabaseAddress()
    {
    }

    /// <summary>A Postgres server, as an Npgsql connection string.</summary>
    internal sealed record Postgres(string ConnectionString) : DatabaseAddress;

    /// <summary>A file of this machine.</summary>
    internal sealed record Sqlite(string File) : DatabaseAddress;

    /// <summary>
    /// Reads <c>postgres://user:password@host:port/name?…</c>, an Npgsql string (<c>Host=…</c>), <c>sqlite:FILE</c>;
    /// absent: <c>coordinator.db</c> in the data directory. Null for what is none of these.
    /// </summary>
    public static DatabaseAddress? Parse(string? text, string dataDirectory)
    {
        if (string.IsNullOrWhiteSpace(text)) return new Sqlite(Join(dataDirectory, "coordinator.db"));
        if (text.StartsWith("sqlite:", StringComparison.OrdinalIgnoreCase))
            return text.Length > "sqlite:".Length ? new Sqlite(text["sqlite:".Length..]) : new Sqlite(Join(dataDirectory, "coordinator.db"));
        if (text.StartsWith("postgres://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("postgresql://", StringComparison.OrdinalIgnoreCase))
            return FromUri(text);
        return text.Contains("host=", StringComparison.OrdinalIgnoreCase) || text.Contains("server=", StringComparison.OrdinalIgnoreCase) ? new Postgres(text) : null;
    }

    private static Postgres? FromUri(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Host.Length == 0) return null;
        var parts = new List<string> { Part("Host", uri.Host) };
        if (uri.Port > 0) parts.Add(Part("Port", uri.Port.ToString(CultureInfo.InvariantCulture)));
        var user = uri.UserInfo.Split(':', 2);
        if (user[0].Length > 0) parts.Add(Part("Username", Uri.UnescapeDataString(user[0])));
        if (user.Length > 1) parts.Add(Part("Password", Uri.UnescapeDataString(user[1])));
        var name = Uri.UnescapeDataString(uri.AbsolutePath.TrimStart('/'));
        if (name.Length > 0) parts.Add(Part("Database", name));
        foreach (var pair in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var option = pair.Split('=', 2);
            if (option.Length < 2) return null;
            var key = Uri.UnescapeDataString(option[0]);
            parts.Add(Part(key.Equals("sslmode", StringComparison.OrdinalIgnoreCase) ? "SSL Mode" : key, Uri.UnescapeDataString(option[1])));
        }

        return new Postgres(string.Join(';', parts));
    }

    // A value with ; or = or quotes is quoted, its double quotes doubled, as connection strings have it.
    private static string Part(string key, string value) =>
        value.AsSpan().IndexOfAny(";='\" ") < 0 ? $"{key}={value}" : $"{key}=\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string Join(string directory, string name) => directory.Length == 0 ? name : directory.TrimEnd('/') + "/" + name;
}
