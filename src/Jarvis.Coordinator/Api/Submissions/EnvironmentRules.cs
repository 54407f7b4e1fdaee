using System.Text.RegularExpressions;
using Jarvis.Contracts.Missions;

namespace Jarvis.Coordinator.Api.Submissions;

/// <summary>Variables, secrets, requirements, labels and annotations.</summary>
internal static partial class EnvironmentRules
{
    private const string VariableFix = "use letters, digits and _, not beginning with a digit";

    /// <summary>Notes every entry that is unfit.</summary>
    public static void Check(MissionSpec spec, FieldErrors errors)
    {
        CheckVariables(spec.Env, errors);
        CheckSecrets(spec.Secrets, spec.Env, errors);
        CheckRequirements(spec.Requirements, errors);
        CheckLabels(spec.Labels, errors);
        CheckAnnotations(spec.Annotations, errors);
    }

    private static void CheckVariables(Dictionary<string, string>? env, FieldErrors errors)
    {
        if (env is null) return;
        if (env.Count > SubmissionLimits.Variables) errors.Add("env", $"{env.Count} variables", "give at most 500");
        if (env.Sum(pair => (long)pair.Key.Length + pair.Value.Length) > SubmissionLimits.ArgumentsBytes)
            errors.Add("env", "it is larger than 1 MiB", "send a file");
        foreach (var (name, value) in env)
        {
            var field = $"env.{name}";
            if (!Variable().IsMatch(name)) errors.Add(field, $"'{FieldErrors.Shown(name)}' is no variable's name", VariableFix);
            else if (name.StartsWith("JARVIS_", StringComparison.Ordinal)) errors.Add(field, "names that begin with JARVIS_ are the server's", "use another name");
            else if (value.Contains('\0')) errors.Add(field, "it contains a NUL character", "take it out");
            else if (value.Length > SubmissionLimits.ArgumentBytes) errors.Add(field, "it is longer than the kernel takes", "keep it below 128 KiB, or send a file");
        }
    }

    private static void CheckSecrets(string[]? secrets, Dictionary<string, string>? env, FieldErrors errors)
    {
        if (secrets is null) return;
        if (secrets.Length > SubmissionLimits.Labels) errors.Add("secrets", $"{secrets.Length} secrets", "give at most 50");
        for (var i = 0; i < secrets.Length; i++)
        {
            if (!Variable().IsMatch(secrets[i])) errors.Add($"secrets[{i}]", $"'{FieldErrors.Shown(secrets[i])}' is no secret's name", VariableFix);
            else if (env?.ContainsKey(secrets[i]) == true) errors.Add($"secrets[{i}]", $"'{secrets[i]}' is in env too", "give it once");
        }
    }

    private static void CheckRequirements(string[]? requirements, FieldErrors errors)
    {
        if (requirements is null) return;
        if (requirements.Length > SubmissionLimits.Requirements) errors.Add("requirements", $"{requirements.Length} entries", "give at most 200");
        for (var i = 0; i < requirements.Length; i++) SubmissionRules.CheckLine(requirements[i], $"requirements[{i}]", 500, errors);
    }

    private static void CheckLabels(Dictionary<string, string>? labels, FieldErrors errors)
    {
        if (labels is null) return;
        if (labels.Count > SubmissionLimits.Labels) errors.Add("labels", $"{labels.Count} labels", "give at most 50");
        foreach (var (key, value) in labels)
        {
            if (!LabelKey().IsMatch(key)) errors.Add($"labels.{key}", $"'{FieldErrors.Shown(key)}' is no label's key", "use 1 to 63 letters, digits, . _ / or -, beginning with a letter or digit");
            else if (!LabelValue().IsMatch(value)) errors.Add($"labels.{key}", $"'{FieldErrors.Shown(value)}' is no label's value", "use at most 63 letters, digits, . _ or -");
        }
    }

    private static void CheckAnnotations(Dictionary<string, string>? annotations, FieldErrors errors)
    {
        if (annotations is null) return;
        if (annotations.Count > SubmissionLimits.Labels) errors.Add("annotations", $"{annotations.Count} annotations", "give at most 50");
        foreach (var (key, value) in annotations)
        {
            if (key.Length is 0 or > 100) errors.Add($"annotations.{key}", "the key's length is out of range", "use 1 to 100 characters");
            else if (value.Length > 4096) errors.Add($"annotations.{key}", $"it has {value.Length} characters", "use at most 4096");
        }
    }

    [GeneratedRegex(@"\A[A-Za-z_][A-Za-z0-9_]{0,254}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Variable();

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9_./-]{0,62}\z", RegexOptions.CultureInvariant)]
    private static partial Regex LabelKey();

    [GeneratedRegex(@"\A[A-Za-z0-9_.-]{0,63}\z", RegexOptions.CultureInvariant)]
    private static partial Regex LabelValue();
}
