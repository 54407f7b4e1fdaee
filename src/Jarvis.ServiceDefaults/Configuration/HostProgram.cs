using Microsoft.Extensions.Options;

namespace Jarvis.ServiceDefaults.Configuration;

/// <summary>The frame of every <c>Program.cs</c>: configuration faults are sentences on stderr and exit code 2, not stack traces.</summary>
public static class HostProgram
{
    /// <summary>Runs <paramref name="main"/>; its result is the process's exit code.</summary>
    public static async Task<int> RunAsync(Func<Task<int>> main)
    {
        try
        {
            return await main();
        }
        catch (ConfigurationException e)
        {
            return Say(e.Sentences);
        }
        catch (OptionsValidationException e)
        {
            return Say(e.Failures);
        }
        catch (AggregateException e) when (e.InnerExceptions.All(inner => inner is OptionsValidationException))
        {
            return Say(e.InnerExceptions.Cast<OptionsValidationException>().SelectMany(inner => inner.Failures));
        }
    }

    private static int Say(IEnumerable<string> sentences)
    {
        foreach (var sentence in sentences) Console.Error.WriteLine(sentence);
        return 2;
    }
}
