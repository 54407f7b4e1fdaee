using System.Diagnostics;
using System.Text.Json;

namespace Jarvis.DeviceAgent.Tests.Resources;

/// <summary>A Python script that talks over its pipes; killed with its tree when disposed.</summary>
internal sealed class Python : IDisposable
{
    private const string Interpreter = "/usr/bin/python3";
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private readonly Process _process;

    public Python(string script, params string[] arguments)
    {
        _process = Process.Start(new ProcessStartInfo(Interpreter, ["-S", "-c", script, .. arguments]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
    }

    public static bool HasPsutil { get; } = File.Exists(Interpreter) && RunsWithPsutil();

    public int Pid => _process.Id;

    /// <summary>The next line the script prints, as JSON.</summary>
    public JsonElement ReadJson() => JsonDocument.Parse(ReadLine()).RootElement;

    public string ReadLine()
    {
        var line = _process.StandardOutput.ReadLineAsync();
        return line.Wait(Deadline) ? line.Result ?? throw new EndOfStreamException("the script ended") : throw new TimeoutException("the script is silent");
    }

    /// <summary>Lets the script go on: it waits in input().</summary>
    public void GoOn()
    {
        _process.StandardInput.WriteLine();
        _process.StandardInput.Flush();
    }

    public void WaitForEnd() => _process.WaitForExit(Deadline);

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.WaitForExit(Deadline);
        _process.Dispose();
    }

    /// <summary>One JSON value printed by a script run with Debian's modules.</summary>
    public static JsonElement Ask(string script, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(Interpreter, ["-c", script, .. arguments]) { RedirectStandardOutput = true })!;
        var text = process.StandardOutput.ReadToEnd();
        process.WaitForExit(Deadline);
        return JsonDocument.Parse(text).RootElement;
    }

    private static bool RunsWithPsutil()
    {
        using var process = Process.Start(new ProcessStartInfo(Interpreter, ["-c", "import psutil"]) { RedirectStandardError = true })!;
        process.WaitForExit(Deadline);
        return process.ExitCode == 0;
    }
}
