namespace Jarvis.DeviceAgent.Resources;

/// <summary>A source that could not be read; its figures are null.</summary>
/// <param name="Source">File or call, as a person would name it.</param>
/// <param name="Reason">Why, as far as known.</param>
public sealed record ProbeFault(string Source, string Reason);
