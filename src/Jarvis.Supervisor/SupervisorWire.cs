using System.Buffers.Binary;
using System.Text;

namespace Jarvis.Supervisor;

/// <summary>
/// What agent and supervisor say to each other over the unix socket: frames of a 4-byte little-endian length and that many bytes,
/// which are UTF-8 fields each ended by NUL. First field: the word; second: the asker's number, which the answer repeats ("0" in what nobody asked for).
/// <code>
/// hello N PROTOCOL                          -> welcome N PROTOCOL PID
/// launch N KEY CWD STDOUT STDERR STATUS GRACE_MS WALL_MS LEASE_MS COUNT ARG.. COUNT ENV.. COUNT PROCS_FILE..   (no limit: empty)
///                                           -> started N PID START_TICKS STARTED_AT_UNIX_US | refused N REASON
/// list N                                    -> run N KEY PID START_TICKS STARTED_AT_UNIX_US MAIN_ENDED(0|1), ..., done N
/// stop N KEY GRACE_MS REASON                -> stopped N SURVIVORS (when the tree is empty or outlived SIGKILL)
/// renew N KEY LEASE_MS                      -> done N | unknown N
/// anything else                             -> refused N REASON
///                                              ended 0 STATUS_TEXT, to everybody, see RunStatus
/// </code>
/// </summary>
internal static class SupervisorWire
{
    public const string Protocol = "1";
    public const int MaxFrameBytes = 4 * 1024 * 1024;
    public const string SocketName = "supervisor.sock";
    public const string LockName = "supervisor.lock";
    public const string LogName = "supervisor.log";

    /// <summary>Exit code of a supervisor that found another one on its data folder.</summary>
    public const int ExitAlreadyRunning = 3;

    /// <summary>One frame. A field must not contain NUL: the kernel's strings cannot either.</summary>
    /// <exception cref="ArgumentException">A field contains NUL, or the frame is over <see cref="MaxFrameBytes"/>.</exception>
    public static byte[] Encode(params ReadOnlySpan<string> fields)
    {
        var length = 0;
        foreach (var field in fields)
        {
            if (field.Contains('\0'))
                throw new ArgumentException("a field contains NUL");
            length += Encoding.UTF8.GetByteCount(field) + 1;
            if (length > MaxFrameBytes)
                throw new ArgumentException("arguments and environment are over 4 MiB");
        }
        var frame = new byte[4 + length];
        BinaryPrimitives.WriteInt32LittleEndian(frame, length);
        var at = 4;
        foreach (var field in fields)
            at += Encoding.UTF8.GetBytes(field, frame.AsSpan(at)) + 1;
        return frame;
    }

    /// <summary>The fields of a frame's body, or null when it does not end in NUL.</summary>
    public static string[]? Decode(ReadOnlySpan<byte> body)
    {
        if (body.Length == 0 || body[^1] != 0)
            return null;
        var fields = new string[body.Count((byte)0)];
        for (var i = 0; i < fields.Length; i++)
        {
            var end = body.IndexOf((byte)0);
            fields[i] = Encoding.UTF8.GetString(body[..end]);
            body = body[(end + 1)..];
        }
        return fields;
    }
}

/// <summary>Puts the bytes of a stream together into frames.</summary>
internal sealed class FrameReader
{
    private byte[] _buffer = new byte[4096];
    private int _start, _end;

    /// <summary>True once the stream makes no sense; nothing after that point can be trusted.</summary>
    public bool Broken { get; private set; }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (_buffer.Length - _end < bytes.Length)
        {
            var held = _end - _start;
            var next = _buffer.Length;
            while (next - held < bytes.Length)
                next *= 2;
            var into = next == _buffer.Length ? _buffer : new byte[next];
            _buffer.AsSpan(_start, held).CopyTo(into);
            (_buffer, _start, _end) = (into, 0, held);
        }
        bytes.CopyTo(_buffer.AsSpan(_end));
        _end += bytes.Length;
    }

    /// <summary>The next whole frame's fields; null when more bytes are needed or the stream is <see cref="Broken"/>.</summary>
    public string[]? Take()
    {
        if (Broken || _end - _start < 4)
            return null;
        var length = BinaryPrimitives.ReadInt32LittleEndian(_buffer.AsSpan(_start));
        if (length is <= 0 or > SupervisorWire.MaxFrameBytes)
        {
            Broken = true;
            return null;
        }
        if (_end - _start - 4 < length)
            return null;
        var fields = SupervisorWire.Decode(_buffer.AsSpan(_start + 4, length));
        Broken = fields is null;
        _start += 4 + length;
        if (_start == _end)
            _start = _end = 0;
        return fields;
    }
}
