using System.Text.Json;
using System.Text.Unicode;
using Jarvis.Contracts.Missions;
using Jarvis.Contracts.Wire;

namespace Jarvis.Coordinator.Api.Submissions;

/// <summary>What the body of <c>POST /missions</c> is.</summary>
internal abstract record SubmissionBody
{
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 32, AllowDuplicateProperties = false };

    private SubmissionBody()
    {
    }

    /// <summary>Well-formed; the defaults are not applied yet.</summary>
    internal sealed record Valid(MissionSpec Spec) : SubmissionBody;

    /// <summary>No JSON: 400, with the position.</summary>
    internal sealed record NoJson(string Detail) : SubmissionBody;

    /// <summary>JSON that is no submission: 422, by field.</summary>
    internal sealed record Malformed(FieldErrors Errors) : SubmissionBody;

    /// <summary>Reads and judges a body. Never throws, whatever the bytes are.</summary>
    public static SubmissionBody Read(ReadOnlyMemory<byte> body, DateTimeOffset now)
    {
        if (body.Length >= 3 && body.Span[..3].SequenceEqual("\uFEFF"u8)) body = body[3..];
        if (!Utf8.IsValid(body.Span)) return new NoJson($"the body is not UTF-8 (first fault at byte {FirstFault(body.Span)})");
        var errors = new FieldErrors();
        try
        {
            using var document = JsonDocument.Parse(body, Strict);
            SubmissionShape.Check(document.RootElement, errors);
            if (!errors.IsEmpty) return new Malformed(errors);
        }
        catch (JsonException fault)
        {
            return new NoJson($"line {fault.LineNumber + 1 ?? 0}, byte {fault.BytePositionInLine + 1 ?? 0}: {FirstSentence(fault.Message)}");
        }

        return Judge(body, now, errors);
    }

    private static SubmissionBody Judge(ReadOnlyMemory<byte> body, DateTimeOffset now, FieldErrors errors)
    {
        MissionSpec spec;
        try
        {
            spec = JsonSerializer.Deserialize<MissionSpec>(body.Span, WireJson.Options)!;
        }
        catch (JsonException fault)
        {
            errors.Add((fault.Path ?? "$").TrimStart('$').TrimStart('.') is { Length: > 0 } path ? path : "body", "it cannot be read", FirstSentence(fault.Message));
            return new Malformed(errors);
        }

        SubmissionRules.Check(spec, now, errors);
        return errors.IsEmpty ? new Valid(spec) : new Malformed(errors);
    }

    // The first byte of the first sequence that is not UTF-8.
    private static int FirstFault(ReadOnlySpan<byte> body)
    {
        var at = 0;
        while (at < body.Length && System.Text.Rune.DecodeFromUtf8(body[at..], out _, out var used) == System.Buffers.OperationStatus.Done) at += used;
        return at;
    }

    private static string FirstSentence(string text)
    {
        var cut = text.IndexOf(" Path:", StringComparison.Ordinal);
        if (cut < 0) cut = text.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return cut < 0 ? text : text[..cut];
    }
}
