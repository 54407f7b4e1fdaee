using System.Text.Json;
using Jarvis.Contracts.Api;
using Jarvis.Contracts.Wire;
using Jarvis.Coordinator.Api.Submissions;
using Microsoft.AspNetCore.Http.Features;

namespace Jarvis.Coordinator.Api;

/// <summary>Every error of the API as an RFC 9457 problem with a stable code.</summary>
internal static class ProblemEndpoints
{
    private const string ContentType = "application/problem+json";

    /// <summary>A problem as an answer.</summary>
    public static IResult Answer(Problem problem, int? retryAfterSeconds = null) => new ProblemAnswer(problem, retryAfterSeconds);

    /// <summary>422: the request's fields are wrong.</summary>
    public static IResult Invalid(FieldErrors errors) => Answer(Problems.Invalid(errors));

    /// <summary>Turns what went wrong below <c>/api/</c> without an answer of its own into a problem.</summary>
    public static void UseApiProblems(this IApplicationBuilder app, ILogger logger) => app.Use(async (context, next) =>
    {
        if (!context.Request.Path.StartsWithSegments("/api"))
        {
            await next(context);
            return;
        }

        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The caller has gone; nobody reads an answer.
            return;
        }
        catch (BadHttpRequestException fault) when (!context.Response.HasStarted)
        {
            await WriteAsync(context, Problems.OfStatus(fault.StatusCode, fault.Message), null);
            return;
        }
        catch (Exception fault) when (!context.Response.HasStarted)
        {
            Log.RequestFailed(logger, fault, context.Request.Method, context.Request.Path);
            await WriteAsync(context, Problems.Internal(context.TraceIdentifier), null);
            return;
        }

        if (context.Response is { HasStarted: false, StatusCode: >= 400, ContentType: null, ContentLength: null })
            await WriteAsync(context, Problems.OfStatus(context.Response.StatusCode, null), null);
    });

    private static async Task WriteAsync(HttpContext context, Problem problem, int? retryAfterSeconds)
    {
        context.Response.StatusCode = problem.Status;
        context.Response.ContentType = ContentType;
        if (retryAfterSeconds is { } seconds) context.Response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        await JsonSerializer.SerializeAsync(context.Response.Body, problem, WireJson.Options, context.RequestAborted);
    }

    private sealed class ProblemAnswer(Problem problem, int? retryAfterSeconds) : IResult, IStatusCodeHttpResult
    {
        public int? StatusCode => problem.Status;

        public Task ExecuteAsync(HttpContext httpContext) => WriteAsync(httpContext, problem, retryAfterSeconds);
    }

    /// <summary>The body, at most <paramref name="most"/> bytes; null when there is more.</summary>
    public static async Task<byte[]?> ReadBodyAsync(HttpContext context, int most)
    {
        if (context.Request.ContentLength > most) return null;
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } feature) feature.MaxRequestBodySize = most + 1L;
        using var buffer = new MemoryStream(checked((int)Math.Clamp(context.Request.ContentLength ?? 4096, 0, most)));
        var piece = new byte[64 * 1024];
        int read;
        while ((read = await context.Request.Body.ReadAsync(piece, context.RequestAborted)) > 0)
        {
            if (buffer.Length + read > most) return null;
            buffer.Write(piece, 0, read);
        }

        return buffer.ToArray();
    }
}
