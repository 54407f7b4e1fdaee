using System.Text;

namespace Jarvis.Coordinator.Api.Stream;

/// <summary><c>GET /api/v1/stream</c>: server-sent events <c>mission</c>, <c>device</c> and <c>reset</c>.</summary>
internal static class StreamEndpoints
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    /// <summary>Maps the stream.</summary>
    public static void MapStream(this IEndpointRouteBuilder api) => api.MapGet("/stream", FollowAsync)
        .WithName("stream").WithTags("stream").Produces<string>(200, "text/event-stream")
        .WithSummary("Changes of missions and devices as server-sent events; send Last-Event-ID to go on; `reset` means: read everything again.");

    private static async Task<IResult> FollowAsync(HttpContext context, FollowersStore followers, TimeProvider time, IHostApplicationLifetime lifetime)
    {
        var follower = followers.Follow(context.Request.Headers["Last-Event-ID"].ToString());
        if (follower is null) return ProblemEndpoints.Answer(Problems.QueueFull(), 5);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        try
        {
            context.Response.ContentType = "text/event-stream; charset=utf-8";
            context.Response.Headers.CacheControl = "no-store";
            context.Response.Headers["X-Accel-Buffering"] = "no";
            await context.Response.WriteAsync("retry: 2000\n\n", stop.Token);
            await WriteAsync(context, follower, followers, time, stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The follower has gone or the server stops: the stream ends here, and the client connects again.
        }
        finally
        {
            followers.Leave(follower);
        }

        return Results.Empty;
    }

    private static async Task WriteAsync(HttpContext context, Follower follower, FollowersStore followers, TimeProvider time, CancellationToken stop)
    {
        var body = context.Response.Body;
        if (follower.MustReset) await body.WriteAsync("event: reset\ndata: {}\n\n"u8.ToArray(), stop);
        var written = 0L;
        foreach (var change in follower.Missed)
        {
            await body.WriteAsync(Frame(change, followers), stop);
            written = change.Number;
        }

        await body.FlushAsync(stop);
        while (!stop.IsCancellationRequested)
        {
            if (follower.TakeOverflow()) await body.WriteAsync("event: reset\ndata: {}\n\n"u8.ToArray(), stop);
            while (follower.Changes.TryRead(out var change))
            {
                if (change.Number > written) await body.WriteAsync(Frame(change, followers), stop);
            }

            await body.FlushAsync(stop);
            if (!await HasMoreAsync(follower, time, stop)) await body.WriteAsync(": still here\n\n"u8.ToArray(), stop);
        }
    }

    private static async Task<bool> HasMoreAsync(Follower follower, TimeProvider time, CancellationToken stop)
    {
        using var wait = CancellationTokenSource.CreateLinkedTokenSource(stop);
        using var timer = time.CreateTimer(state => ((CancellationTokenSource)state!).Cancel(), wait, Heartbeat, Timeout.InfiniteTimeSpan);
        try
        {
            return await follower.Changes.WaitToReadAsync(wait.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return false;
        }
    }

    private static byte[] Frame(Change change, FollowersStore followers)
    {
        var head = Encoding.UTF8.GetBytes($"id: {followers.IdOf(change.Number)}\nevent: {change.Kind}\ndata: ");
        return [.. head, .. change.Json, (byte)'\n', (byte)'\n'];
    }
}
