using System.Reflection;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace Jarvis.Dashboard;

/// <summary>Serves the web page from the assembly: no build step, no file on disk, works offline.</summary>
public static class DashboardRegistration
{
    private const string Prefix = "page/";

    // Scripts and styles come from here only; uPlot sets styles through the DOM, which this allows.
    private const string Policy =
        "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'self'; frame-ancestors 'none'";

    /// <summary>Maps <c>/</c>, the page's own addresses (<c>/missions/ID</c>, <c>/devices/ID</c>) and its files.</summary>
    public static void MapDashboard(this IEndpointRouteBuilder app)
    {
        var files = LoadFiles();
        foreach (var file in files.Values)
        {
            app.MapGet("/" + file.Path, context => SendAsync(context, file)).ExcludeFromDescription();
        }

        var index = files["index.html"];
        foreach (var address in new[] { "/", "/missions", "/missions/{id}", "/devices/{id}" })
        {
            app.MapGet(address, context => SendAsync(context, index)).ExcludeFromDescription();
        }
    }

    private static async Task SendAsync(HttpContext context, PageFile file)
    {
        var headers = context.Response.GetTypedHeaders();
        headers.ETag = file.Tag;
        headers.CacheControl = new CacheControlHeaderValue { NoCache = true };
        context.Response.Headers.ContentSecurityPolicy = Policy;
        context.Response.Headers.XContentTypeOptions = "nosniff";
        if (context.Request.GetTypedHeaders().IfNoneMatch.Any(tag => tag.Compare(file.Tag, useStrongComparison: false)))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        context.Response.ContentType = file.ContentType;
        context.Response.ContentLength = file.Content.Length;
        await context.Response.Body.WriteAsync(file.Content, context.RequestAborted);
    }

    private static Dictionary<string, PageFile> LoadFiles()
    {
        var assembly = Assembly.GetExecutingAssembly();
        var files = new Dictionary<string, PageFile>(StringComparer.Ordinal);
        foreach (var name in assembly.GetManifestResourceNames())
        {
            if (!name.StartsWith(Prefix, StringComparison.Ordinal)) continue;
            using var stream = assembly.GetManifestResourceStream(name)!;
            var content = new byte[stream.Length];
            stream.ReadExactly(content);
            var path = name[Prefix.Length..].Replace('\\', '/');
            files[path] = new PageFile(path, content, ContentType(path));
        }

        return files;
    }

    private static string ContentType(string path) => Path.GetExtension(path) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".svg" => "image/svg+xml",
        _ => "text/plain; charset=utf-8",
    };

    private sealed record PageFile(string Path, byte[] Content, string ContentType)
    {
        public EntityTagHeaderValue Tag { get; } = new('"' + Convert.ToHexString(SHA256.HashData(Content))[..16] + '"');
    }
}
