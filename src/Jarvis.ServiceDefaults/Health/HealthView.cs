namespace Jarvis.ServiceDefaults.Health;

/// <summary>What <c>/health/*</c> answers: <c>live</c>, <c>ready</c> or <c>not_ready</c>, and each part's state.</summary>
public sealed record HealthView(string Status, Dictionary<string, string> Parts);
