using System.Text.Json;

namespace Jarvis.Coordinator.Api.Submissions;

/// <summary>
/// The shape of a submission: which members it may have and of which JSON kind. Run before the body becomes a
/// <see cref="Jarvis.Contracts.Missions.MissionSpec"/>, because readers of the wire are lenient by rule (unknown members
/// are skipped, "NaN" is null) and a submission must not be: a misspelt limit that is dropped is a limit not held.
/// </summary>
internal static class SubmissionShape
{
    /// <summary>Kinds of members.</summary>
    internal enum Kind
    {
        Text,
        Flag,
        Whole,
        Figure,
        Instant,
        Bytes,
        Texts,
        TextMap,
        Script,
        Files,
        Amounts,
        Limits,
    }

    /// <summary>Members of the submission. A test holds it equal to the contract's.</summary>
    internal static IReadOnlyDictionary<string, Kind> Spec { get; } = new Dictionary<string, Kind>(StringComparer.Ordinal)
    {
        ["mission_id"] = Kind.Text,
        ["name"] = Kind.Text,
        ["type"] = Kind.Text,
        ["session_id"] = Kind.Text,
        ["script"] = Kind.Script,
        ["command"] = Kind.Texts,
        ["args"] = Kind.Texts,
        ["files"] = Kind.Files,
        ["env"] = Kind.TextMap,
        ["secrets"] = Kind.Texts,
        ["requirements"] = Kind.Texts,
        ["python"] = Kind.Text,
        ["browser_interaction"] = Kind.Flag,
        ["keep_alive"] = Kind.Flag,
        ["requests"] = Kind.Amounts,
        ["limits"] = Kind.Limits,
        ["labels"] = Kind.TextMap,
        ["device"] = Kind.Text,
        ["priority"] = Kind.Whole,
        ["when_busy"] = Kind.Text,
        ["on_device_loss"] = Kind.Text,
        ["max_silence_seconds"] = Kind.Figure,
        ["session_affinity"] = Kind.Text,
        ["max_restarts"] = Kind.Whole,
        ["grace_seconds"] = Kind.Figure,
        ["safe_to_rerun"] = Kind.Flag,
        ["retries"] = Kind.Whole,
        ["on_memory_stop"] = Kind.Text,
        ["not_before"] = Kind.Instant,
        ["expires_at"] = Kind.Instant,
        ["annotations"] = Kind.TextMap,
        ["submitted_by"] = Kind.Text,
        ["monitoring"] = Kind.Flag,
    };

    /// <summary>Members of <c>script</c>.</summary>
    internal static IReadOnlyDictionary<string, Kind> Script { get; } = new Dictionary<string, Kind>(StringComparer.Ordinal)
    {
        ["language"] = Kind.Text,
        ["code"] = Kind.Text,
    };

    /// <summary>Members of one of <c>files</c>.</summary>
    internal static IReadOnlyDictionary<string, Kind> File { get; } = new Dictionary<string, Kind>(StringComparer.Ordinal)
    {
        ["path"] = Kind.Text,
        ["content"] = Kind.Bytes,
        ["executable"] = Kind.Flag,
    };

    /// <summary>Members of <c>requests</c>.</summary>
    internal static IReadOnlyDictionary<string, Kind> Amounts { get; } = new Dictionary<string, Kind>(StringComparer.Ordinal)
    {
        ["cpu_percent"] = Kind.Figure,
        ["memory_mb"] = Kind.Figure,
        ["disk_mb"] = Kind.Figure,
        ["gpus"] = Kind.Figure,
        ["gpu_memory_mb"] = Kind.Figure,
    };

    /// <summary>Members of <c>limits</c>.</summary>
    internal static IReadOnlyDictionary<string, Kind> Limits { get; } = new Dictionary<string, Kind>(Amounts, StringComparer.Ordinal)
    {
        ["wall_seconds"] = Kind.Figure,
        ["cpu_seconds"] = Kind.Figure,
        ["idle_seconds"] = Kind.Figure,
        ["processes"] = Kind.Whole,
        ["output_mb"] = Kind.Figure,
        ["enforcement"] = Kind.Text,
    };

    // Members that may not be absent where their object is given.
    private static readonly Dictionary<IReadOnlyDictionary<string, Kind>, string[]> Required = new()
    {
        [Script] = ["language", "code"],
        [File] = ["path", "content"],
    };

    // Members whose type on the wire has no null.
    private static readonly HashSet<string> NeverNull =
        ["priority", "when_busy", "on_device_loss", "session_affinity", "retries", "on_memory_stop", "enforcement", "path", "content", "language", "code"];

    /// <summary>Notes each member that is unknown, missing, or not of its kind.</summary>
    public static void Check(JsonElement body, FieldErrors errors)
    {
        if (body.ValueKind != JsonValueKind.Object)
        {
            errors.Add("body", "a submission is a JSON object", "send {\"script\": {…}} or {\"command\": […]}");
            return;
        }

        CheckObject(body, Spec, "", errors);
    }

    private static void CheckObject(JsonElement value, IReadOnlyDictionary<string, Kind> members, string at, FieldErrors errors)
    {
        if (!Is(value, JsonValueKind.Object, at.TrimEnd('.'), "an object", errors)) return;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in value.EnumerateObject())
        {
            if (!ShapeText.TryName(member, out var name))
            {
                errors.Add(at + "?", "a member's name is not valid Unicode", "write it in UTF-8");
                continue;
            }

            seen.Add(name);
            if (!members.TryGetValue(name, out var kind))
            {
                errors.Add(at + name, "this server knows no such member", ShapeText.Nearest(name, members.Keys));
                continue;
            }

            if (member.Value.ValueKind == JsonValueKind.Null && !NeverNull.Contains(name) && kind != Kind.Flag) continue;
            CheckValue(member.Value, kind, at + name, errors);
        }

        foreach (var name in Required.GetValueOrDefault(members) ?? [])
        {
            if (!seen.Contains(name)) errors.Add(at + name, "it is missing", $"give {at}{name}");
        }
    }

    private static void CheckValue(JsonElement value, Kind kind, string field, FieldErrors errors)
    {
        switch (kind)
        {
            case Kind.Text:
                ShapeText.CheckText(value, field, errors);
                break;
            case Kind.Flag:
                if (value.ValueKind is not (JsonValueKind.True or JsonValueKind.False)) errors.Add(field, "it is not a boolean", "write true or false");
                break;
            case Kind.Whole:
                if (value.ValueKind != JsonValueKind.Number || !value.TryGetInt32(out _)) errors.Add(field, "it is not a whole number", "write a whole number such as 3");
                break;
            case Kind.Figure:
                if (value.ValueKind != JsonValueKind.Number || !value.TryGetDouble(out var number) || !double.IsFinite(number))
                    errors.Add(field, "it is not a finite number", "write a number such as 512");
                break;
            case Kind.Instant:
                if (value.ValueKind != JsonValueKind.String || !value.TryGetDateTimeOffset(out _))
                    errors.Add(field, "it is not an instant", "write RFC 3339, such as 2026-01-31T12:00:00Z");
                break;
            case Kind.Bytes:
                if (value.ValueKind != JsonValueKind.String || !value.TryGetBytesFromBase64(out _)) errors.Add(field, "it is not base64", "encode the content as base64");
                break;
            case Kind.Script:
                CheckObject(value, Script, field + ".", errors);
                break;
            case Kind.Amounts:
                CheckObject(value, Amounts, field + ".", errors);
                break;
            case Kind.Limits:
                CheckObject(value, Limits, field + ".", errors);
                break;
            case Kind.Files:
                CheckEach(value, field, (item, name) => CheckObject(item, File, name + ".", errors), errors);
                break;
            case Kind.Texts:
                CheckEach(value, field, (item, name) => ShapeText.CheckText(item, name, errors), errors);
                break;
            case Kind.TextMap:
                CheckMap(value, field, errors);
                break;
            default:
                throw new InvalidOperationException($"no rule for {kind}");
        }
    }

    private static void CheckEach(JsonElement value, string field, Action<JsonElement, string> check, FieldErrors errors)
    {
        if (!Is(value, JsonValueKind.Array, field, "a list", errors)) return;
        var index = 0;
        foreach (var item in value.EnumerateArray()) check(item, $"{field}[{index++}]");
    }

    private static void CheckMap(JsonElement value, string field, FieldErrors errors)
    {
        if (!Is(value, JsonValueKind.Object, field, "an object of texts", errors)) return;
        foreach (var member in value.EnumerateObject())
        {
            if (!ShapeText.TryName(member, out var name)) errors.Add(field, "a key is not valid Unicode", "write it in UTF-8");
            else ShapeText.CheckText(member.Value, $"{field}.{name}", errors);
        }
    }

    private static bool Is(JsonElement value, JsonValueKind kind, string field, string called, FieldErrors errors)
    {
        if (value.ValueKind == kind) return true;
        errors.Add(field.Length == 0 ? "body" : field, $"it is not {called}", $"write {called}");
        return false;
    }
}
