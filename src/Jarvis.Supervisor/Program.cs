using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Jarvis.Supervisor;

var lingerMilliseconds = 30_000L;
if (args.Length is not (1 or 3) || (args.Length == 3
    && (args[1] != "--linger-ms" || !long.TryParse(args[2], NumberStyles.None, CultureInfo.InvariantCulture, out lingerMilliseconds))))
{
    SupervisorLog.Write("usage: jarvis-supervisor DATA_FOLDER [--linger-ms N]. The device agent starts it.");
    return 2;
}
BlockSignals();
if (Libc.ChangeDirectory(args[0]) < 0)
{
    SupervisorLog.Write($"{args[0]}: {Libc.Reason(Marshal.GetLastPInvokeError())}");
    return 2;
}
var exitCode = 1;
// Not on the first thread: a v1 group that the first thread enters would list this whole process.
var loop = new Thread(() => exitCode = new SupervisorLoop(lingerMilliseconds).Run());
loop.Start();
loop.Join();
return exitCode;

// The runtime has threads before this line, and a signal that one of them leaves unblocked takes its usual action there: so started unblocked,
// the program starts itself again, blocked.
static unsafe void BlockSignals()
{
    byte* mask = stackalloc byte[128], before = stackalloc byte[128];
    _ = Libc.SignalsEmpty(mask);
    foreach (var signal in Blocked)
        _ = Libc.SignalsAdd(mask, signal);
    _ = Libc.ThreadSignalMask(0, mask, before);
    if (Blocked.All(s => Libc.SignalsContain(before, s) == 1))
        return;
    var line = Encoding.UTF8.GetString(Libc.ReadAll("/proc/self/cmdline") ?? []).TrimEnd('\0').Split('\0');
    var arguments = stackalloc byte*[line.Length + 1];
    for (var i = 0; i < line.Length; i++)
        arguments[i] = (byte*)Marshal.StringToCoTaskMemUTF8(line[i]);
    arguments[line.Length] = null;
    _ = Libc.Execute("/proc/self/exe", arguments);
}

/// <summary>The supervisor: one small long-lived process per agent whose children the missions are.</summary>
internal static partial class Program
{
    public static readonly int[] Blocked = [Libc.SigChld, Libc.SigTerm, Libc.SigInt, Libc.SigHup];
}
