namespace Jarvis.ServiceDefaults.Configuration;

/// <summary>The configuration cannot be used; each sentence names the setting and what fixes it. The process ends with code 2.</summary>
public sealed class ConfigurationException : Exception
{
    /// <summary>One fault.</summary>
    public ConfigurationException(string sentence)
        : this([sentence])
    {
    }

    /// <summary>All faults together.</summary>
    public ConfigurationException(IReadOnlyList<string> sentences)
        : base(string.Join(Environment.NewLine, sentences)) => Sentences = sentences;

    /// <summary>One sentence per fault.</summary>
    public IReadOnlyList<string> Sentences { get; }
}
