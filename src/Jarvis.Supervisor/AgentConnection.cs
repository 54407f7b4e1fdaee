using System.Runtime.InteropServices;

namespace Jarvis.Supervisor;

/// <summary>One connected agent: frames in, frames out, never waiting for it. One that does not read is dropped; what it missed lies in the status files.</summary>
internal sealed unsafe class AgentConnection(int descriptor)
{
    private const int MaxBacklogBytes = 8 * 1024 * 1024;
    private const int NoSignal = 0x4000;
    private readonly FrameReader _reader = new();
    private readonly Queue<byte[]> _out = new();
    private int _outBytes, _sentOfFirst;

    public int Descriptor => descriptor;
    public bool Closed { get; private set; }
    public bool WantsToWrite => _out.Count > 0;

    /// <summary>Takes in what is there; at most 1 MiB a turn, so that one agent cannot hold up the rest.</summary>
    public void Receive()
    {
        Span<byte> buffer = stackalloc byte[16 * 1024];
        for (var turn = 0; turn < 64 && !Closed; turn++)
        {
            nint count;
            fixed (byte* start = buffer)
                count = Libc.Read(descriptor, start, buffer.Length);
            if (count > 0)
            {
                _reader.Append(buffer[..(int)count]);
                if (count < buffer.Length)
                    return;
            }
            else if (count == 0)
            {
                Close();
            }
            else
            {
                var error = Marshal.GetLastPInvokeError();
                if (error == Libc.Eagain)
                    return;
                if (error != Libc.Eintr)
                    Close();
            }
        }
    }

    /// <summary>The next whole request; null when there is none. A stream that makes no sense ends the connection.</summary>
    public string[]? Take()
    {
        if (Closed)
            return null;
        var fields = _reader.Take();
        if (_reader.Broken)
        {
            SupervisorLog.Write("a connection sent what is no frame: closed");
            Close();
        }
        return fields;
    }

    public void Send(params ReadOnlySpan<string> fields) => Send(SupervisorWire.Encode(fields));

    public void Send(byte[] frame)
    {
        if (Closed)
            return;
        _out.Enqueue(frame);
        _outBytes += frame.Length;
        Flush();
        if (_outBytes > MaxBacklogBytes)
        {
            SupervisorLog.Write("a connection does not read its answers: closed");
            Close();
        }
    }

    /// <summary>Sends what the socket takes.</summary>
    public void Flush()
    {
        while (!Closed && _out.TryPeek(out var frame))
        {
            nint count;
            fixed (byte* start = frame)
                count = Libc.Send(descriptor, start + _sentOfFirst, frame.Length - _sentOfFirst, NoSignal);
            if (count < 0)
            {
                var error = Marshal.GetLastPInvokeError();
                if (error == Libc.Eintr)
                    continue;
                if (error != Libc.Eagain)
                    Close();
                return;
            }
            _outBytes -= (int)count;
            _sentOfFirst += (int)count;
            if (_sentOfFirst == frame.Length)
            {
                _out.Dequeue();
                _sentOfFirst = 0;
            }
        }
    }

    public void Close()
    {
        if (Closed)
            return;
        Closed = true;
        _ = Libc.Close(descriptor);
    }
}
