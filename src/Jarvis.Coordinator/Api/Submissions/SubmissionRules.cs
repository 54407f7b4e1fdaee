using System.Text;
using System.Text.RegularExpressions;
using Jarvis.Contracts.Missions;

namespace Jarvis.Coordinator.Api.Submissions;

/// <summary>
/// What makes a submission well-formed. A malformed one is answered 422 with these errors and nothing is stored; whether
/// any device could hold it is not asked here (that is admission, whose answer is a mission).
/// </summary>
internal static partial class SubmissionRules
{
    private const string IdFix = "use 1 to 63 letters, digits, - or _, beginning with a letter or digit";

    /// <summary>Notes every field that is wrong. <paramref name="now"/> is what <c>expires_at</c> is compared with.</summary>
    public static void Check(MissionSpec spec, DateTimeOffset now, FieldErrors errors)
    {
        foreach (var name in spec.UnknownMembers?.Keys ?? Enumerable.Empty<string>())
            errors.Add(name, "this server knows no such member", ShapeText.Nearest(name, SubmissionShape.Spec.Keys));
        CheckIdentity(spec, errors);
        CheckWork(spec, errors);
        FileRules.Check(spec.Files, errors);
        EnvironmentRules.Check(spec, errors);
        AmountRules.Check(spec, errors);
        CheckChoices(spec, errors);
        CheckTimes(spec, now, errors);
    }

    /// <summary>Whether a text can be a mission's or a session's id.</summary>
    public static bool IsId(string text) => Id().IsMatch(text);

    /// <summary>Whether a text can be a device's id.</summary>
    public static bool IsDeviceId(string text) => DeviceId().IsMatch(text);

    private static void CheckIdentity(MissionSpec spec, FieldErrors errors)
    {
        if (spec.MissionId is { } mission && !IsId(mission)) errors.Add("mission_id", $"'{FieldErrors.Shown(mission)}' is no id", IdFix);
        if (spec.SessionId is { } session && !IsId(session)) errors.Add("session_id", $"'{FieldErrors.Shown(session)}' is no id", IdFix);
        if (spec.Device is { } device && !IsDeviceId(device))
            errors.Add("device", $"'{FieldErrors.Shown(device)}' is no device id", "use 1 to 63 lower-case letters, digits or -, as `jarvis device list` shows it");
        CheckLine(spec.Name, "name", 200, errors);
        CheckLine(spec.Type, "type", 100, errors);
        CheckLine(spec.SubmittedBy, "submitted_by", 200, errors);
        CheckLine(spec.Python, "python", 200, errors);
    }

    private static void CheckWork(MissionSpec spec, FieldErrors errors)
    {
        switch (spec.Script, spec.Command)
        {
            case (null, null):
                errors.Add("script", "there is nothing to run", "give script {language, code} or command […]");
                break;
            case (not null, not null):
                errors.Add("command", "script and command are both given", "give one of them");
                break;
            case ({ } script, null):
                CheckScript(script, errors);
                break;
            case (null, { } command):
                if (command.Length == 0 || command[0].Length == 0) errors.Add("command", "it names no program", "give the program first, then its arguments");
                CheckArguments(command, "command", errors);
                break;
        }

        CheckArguments(spec.Args ?? [], "args", errors);
        var total = (spec.Command ?? []).Concat(spec.Args ?? []).Sum(argument => (long)argument.Length);
        if (total > SubmissionLimits.ArgumentsBytes) errors.Add("args", $"the arguments have {total} characters", "keep them below 1 MiB in all, or send a file");
    }

    private static void CheckScript(MissionScript script, FieldErrors errors)
    {
        if (script.Language is not ("python" or "shell"))
            errors.Add("script.language", $"'{FieldErrors.Shown(script.Language)}' is not a known language", "use python or shell, or give command");
        if (string.IsNullOrWhiteSpace(script.Code)) errors.Add("script.code", "the script is empty", "give the script's source");
        var bytes = Encoding.UTF8.GetByteCount(script.Code);
        if (bytes > SubmissionLimits.ScriptBytes)
            errors.Add("script.code", $"the script has {bytes} bytes", "keep it within 262144 bytes (256 KiB) and send the rest as files");
        if (script.Code.Contains('\0')) errors.Add("script.code", "it contains a NUL character", "send binary content as files");
    }

    private static void CheckArguments(string[] arguments, string field, FieldErrors errors)
    {
        if (arguments.Length > SubmissionLimits.Arguments) errors.Add(field, $"{arguments.Length} arguments", "give at most 1000, or send a file");
        for (var i = 0; i < arguments.Length; i++)
        {
            if (arguments[i].Contains('\0')) errors.Add($"{field}[{i}]", "it contains a NUL character", "take it out");
            else if (Encoding.UTF8.GetByteCount(arguments[i]) > SubmissionLimits.ArgumentBytes)
                errors.Add($"{field}[{i}]", "it is longer than the kernel takes", "keep it below 128 KiB, or send a file");
        }
    }

    private static void CheckChoices(MissionSpec spec, FieldErrors errors)
    {
        if (spec.Priority is < 0 or > 100) errors.Add("priority", $"{spec.Priority} is out of range", "use 0 to 100; 50 is the default");
        if (spec.WhenBusy == WhenBusy.Unknown) errors.Add("when_busy", "it is not a known value", "use hold or reject");
        if (spec.OnDeviceLoss == OnDeviceLoss.Unknown) errors.Add("on_device_loss", "it is not a known value", "use wait, move or at_least_once");
        if (spec.SessionAffinity == SessionAffinity.Unknown) errors.Add("session_affinity", "it is not a known value", "use none, soft or hard");
        if (spec.OnMemoryStop == OnMemoryStop.Unknown) errors.Add("on_memory_stop", "it is not a known value", "use end or grow");
        if (spec.SessionAffinity is SessionAffinity.Soft or SessionAffinity.Hard && spec.SessionId is null)
            errors.Add("session_affinity", "it needs a session", "give session_id, or leave session_affinity out");
        if (spec.Retries is < 0 or > 100) errors.Add("retries", $"{spec.Retries} is out of range", "use 0 to 100");
        if (spec.MaxRestarts is < 0 or > 1_000_000) errors.Add("max_restarts", $"{spec.MaxRestarts} is out of range", "use 0 to 1000000, or leave it out for no end");
        if (spec.MaxRestarts is not null && !spec.KeepAlive) errors.Add("max_restarts", "only a keep-alive mission is restarted", "set keep_alive, or use retries");
        if (spec.KeepAlive && spec.Retries > 0) errors.Add("retries", "a keep-alive mission is restarted by its device", "use max_restarts");
        if (spec.Requirements is not null && spec.Script is { Language: "shell" })
            errors.Add("requirements", "a shell script has no Python environment", "leave requirements out, or use python");
    }

    private static void CheckTimes(MissionSpec spec, DateTimeOffset now, FieldErrors errors)
    {
        AmountRules.CheckRange(spec.MaxSilenceSeconds, "max_silence_seconds", 1, SubmissionLimits.SilenceSeconds, errors);
        AmountRules.CheckRange(spec.GraceSeconds, "grace_seconds", 0, 60, errors);
        if (spec.NotBefore > now.AddSeconds(SubmissionLimits.Year)) errors.Add("not_before", "it is more than a year ahead", "use an earlier instant");
        if (spec.ExpiresAt <= now) errors.Add("expires_at", "it has passed", "use a later instant, or leave it out");
        if (spec.ExpiresAt > now.AddSeconds(2 * SubmissionLimits.Year)) errors.Add("expires_at", "it is more than two years ahead", "use an earlier instant, or leave it out");
        if (spec.NotBefore >= spec.ExpiresAt) errors.Add("expires_at", "it is not after not_before", "let it expire after it may begin");
    }

    /// <summary>One line of text for people: not blank, no control characters, not too long.</summary>
    internal static void CheckLine(string? text, string field, int longest, FieldErrors errors)
    {
        if (text is null) return;
        if (string.IsNullOrWhiteSpace(text)) errors.Add(field, "it is empty", "write something, or leave it out");
        else if (text.Length > longest) errors.Add(field, $"it has {text.Length} characters", $"use at most {longest}");
        else if (text.Any(char.IsControl)) errors.Add(field, "it contains a control character", "use one line of plain text");
    }

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9_-]{0,62}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Id();

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9-]{0,62}\z", RegexOptions.CultureInvariant)]
    private static partial Regex DeviceId();
}
