using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Sockets;
using System.Threading.Channels;
using Jarvis.Supervisor;

namespace Jarvis.DeviceAgent.Missions;

/// <summary>One connection to the supervisor: pairs answers with requests and hands on endings, until it breaks.</summary>
internal sealed class SupervisorConnectionClient : IAsyncDisposable
{
    private const int MaxEndings = 4096;
    private readonly Socket _socket;
    private readonly SemaphoreSlim _sending = new(1);
    private readonly CancellationTokenSource _closing = new();
    private readonly ConcurrentDictionary<string, Question> _questions = new(StringComparer.Ordinal);
    private readonly Channel<RunEnded> _endings = Channel.CreateBounded<RunEnded>(new BoundedChannelOptions(MaxEndings) { SingleWriter = true });
    private readonly Task _reading;
    private volatile SupervisorLostException? _lost;
    private long _number;

    private SupervisorConnectionClient(Socket socket)
    {
        _socket = socket;
        _reading = Task.Run(ReadAsync);
    }

    /// <summary>The process at the other end.</summary>
    public int SupervisorPid { get; private set; }
    public bool IsLost => _lost is not null;
    public ChannelReader<RunEnded> Endings => _endings.Reader;

    /// <summary>Connects and greets. Null when nobody answers there (yet); throws when somebody speaks another protocol.</summary>
    public static async Task<SupervisorConnectionClient?> TryOpenAsync(string dataDirectory, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var folder = SupervisorProcess.OpenFolder(dataDirectory);
        if (folder < 0)
            throw new SupervisorLostException($"cannot open the data folder {dataDirectory}");
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        SupervisorConnectionClient? connection = null;
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint($"/proc/self/fd/{folder.ToString(CultureInfo.InvariantCulture)}/{SupervisorWire.SocketName}"), cancellationToken);
            connection = new SupervisorConnectionClient(socket);
            var answer = await connection.AskAsync(timeout, cancellationToken, "hello", SupervisorWire.Protocol);
            if (answer.Last is ["welcome", _, _, var pid])
            {
                connection.SupervisorPid = int.Parse(pid, CultureInfo.InvariantCulture);
                return connection;
            }
            throw new NotSupportedException("the supervisor of this data folder is of another version: " + string.Join(' ', answer.Last.Skip(2)));
        }
        catch (Exception error) when (error is SocketException or SupervisorLostException)
        {
            // Not there yet, or just leaving: the caller tries again until its time is over.
            await CloseAsync();
            return null;
        }
        catch
        {
            await CloseAsync();
            throw;
        }
        finally
        {
            SupervisorProcess.CloseFolder(folder);
        }

        async ValueTask CloseAsync()
        {
            socket.Dispose();
            if (connection is not null)
                await connection.DisposeAsync();
        }
    }

    /// <summary>Sends a request; its answer's frames. The number is put in as the second field.</summary>
    public async Task<Answer> AskAsync(TimeSpan timeout, CancellationToken cancellationToken, params string[] request)
    {
        var number = Interlocked.Increment(ref _number).ToString(CultureInfo.InvariantCulture);
        var frame = SupervisorWire.Encode([request[0], number, .. request[1..]]);
        var question = new Question();
        _questions[number] = question;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeout);
        try
        {
            if (_lost is { } lost)
                throw lost;
            await _sending.WaitAsync(limit.Token);
            try
            {
                for (ReadOnlyMemory<byte> rest = frame; rest.Length > 0;)
                    rest = rest[await _socket.SendAsync(rest, SocketFlags.None, _closing.Token)..];
            }
            finally
            {
                _sending.Release();
            }
            return await question.Answered.Task.WaitAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested && !_closing.IsCancellationRequested)
        {
            throw new SupervisorLostException($"the supervisor did not answer '{request[0]}' within {timeout.TotalSeconds:0.#} s");
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException || (error is OperationCanceledException && _closing.IsCancellationRequested))
        {
            throw new SupervisorLostException("the connection to the supervisor broke: " + error.Message, error);
        }
        finally
        {
            _questions.TryRemove(number, out _);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        _socket.Dispose();
        await _reading;
        _closing.Dispose();
    }

    private async Task ReadAsync()
    {
        var reason = "the supervisor closed the connection";
        Exception? cause = null;
        try
        {
            var reader = new FrameReader();
            var buffer = new byte[16 * 1024];
            while (await _socket.ReceiveAsync(buffer, SocketFlags.None, _closing.Token) is var count and > 0)
            {
                reader.Append(buffer.AsSpan(0, count));
                while (reader.Take() is { } fields)
                    await TakeAsync(fields);
                if (reader.Broken)
                {
                    reason = "the supervisor sent what is no frame";
                    break;
                }
            }
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            (reason, cause) = ("the connection to the supervisor broke: " + error.Message, error);
        }
        var lost = new SupervisorLostException(reason, cause);
        _lost = lost;
        _endings.Writer.TryComplete(lost);
        foreach (var question in _questions.Values)
            question.Answered.TrySetException(lost);
        _socket.Dispose();
    }

    private async ValueTask TakeAsync(string[] fields)
    {
        if (fields is ["ended", _, var text])
        {
            if (RunStatus.Parse(text) is { } status)
                await _endings.Writer.WriteAsync(SupervisorClient.ToRunEnded(status), _closing.Token);
        }
        else if (fields.Length >= 2 && _questions.TryGetValue(fields[1], out var question))
        {
            if (fields[0] == "run")
                question.Rows.Add(fields);
            else
                question.Answered.TrySetResult(new Answer(question.Rows, fields));
        }
    }

    internal sealed record Answer(IReadOnlyList<string[]> Rows, string[] Last);

    private sealed class Question
    {
        public List<string[]> Rows { get; } = [];
        public TaskCompletionSource<Answer> Answered { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
