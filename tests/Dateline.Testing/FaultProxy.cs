using System.Net;
using System.Net.Sockets;

namespace Dateline.Testing;

/// <summary>What a <see cref="FaultProxy"/> does to one connection. As it is made, nothing.</summary>
public sealed record ProxyFault
{
    /// <summary>Nothing is done to it.</summary>
    public static ProxyFault None { get; } = new();
    /// <summary>How long each part of the request is kept back before it goes on.</summary>
    public TimeSpan Delay { get; init; }
    /// <summary>After how many bytes of the request both sides are cut; null: never.</summary>
    public int? CutRequestAfter { get; init; }
    /// <summary>After how many bytes of the answer both sides are cut; null: never.</summary>
    public int? CutAnswerAfter { get; init; }
    /// <summary>Whether a cut is a reset, not an orderly end.</summary>
    public bool Reset { get; init; }
    /// <summary>The pause after each byte of the answer; zero: none.</summary>
    public TimeSpan Drip { get; init; }
    /// <summary>Whether the answer has no end: behind it comes more, until the other side hangs up.</summary>
    public bool IsEndless { get; init; }
    /// <summary>Whether it is taken and then nothing moves any more, in either direction: a machine whose cable was pulled.</summary>
    public bool IsHalfOpen { get; init; }
    /// <summary>Whether the request arrives and the answer is kept back.</summary>
    public bool KeepsAnswer { get; init; }
    /// <summary>Whether the request is kept back until <see cref="FaultProxy.LetLate"/>, and arrives then, whether or not anybody still waits.</summary>
    public bool IsLate { get; init; }
    /// <summary>Whether the request is brought a second time, over a connection of its own, when the first is over.</summary>
    public bool IsTwice { get; init; }
    /// <summary>Bytes that are answered at once instead of what the server says (no TLS where TLS was meant, nonsense); null: none.</summary>
    public ReadOnlyMemory<byte>? Instead { get; init; }
}

/// <summary>
/// A stretch of bad network between a client and a server, over real sockets on this machine: every connection that comes is carried on to the server,
/// and on its way meets the fault that it was given.
/// </summary>
public sealed class FaultProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Func<int, ProxyFault> _faultOf;
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _connections = [];
    private readonly List<Task> _lateOnes = [];
    private readonly Lock _gate = new();
    private readonly Task _accepting;
    private TaskCompletionSource _late = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource _nextHeld = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _holding;

    /// <param name="server">The port of this machine that connections are carried to; it may change.</param>
    /// <param name="faultOf">The fault of each connection, by its number from 0.</param>
    public FaultProxy(int server, Func<int, ProxyFault> faultOf)
    {
        (Server, _faultOf) = (server, faultOf);
        _listener.Start();
        _accepting = Accept();
    }

    /// <summary>Where it listens.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Where it carries connections.</summary>
    public int Server { get; set; }

    /// <summary>How many connections have come.</summary>
    public int Connections { get; private set; }

    /// <summary>How many connections it holds such that nothing comes to their client by itself.</summary>
    public int Holding => Volatile.Read(ref _holding);

    /// <summary>Ends when it begins to hold one more. Take it before looking at <see cref="Holding"/>.</summary>
    public Task NextHeld => Volatile.Read(ref _nextHeld).Task;

    /// <summary>What was kept back arrives now. Ends when the server has taken it.</summary>
    public async Task LetLate()
    {
        Interlocked.Exchange(ref _late, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
        Task[] late;
        lock (_gate) late = [.. _lateOnes];
        await Task.WhenAll(late);
    }

    private void HoldOne()
    {
        Interlocked.Increment(ref _holding);
        Interlocked.Exchange(ref _nextHeld, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
    }

    private async Task Accept()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                var connection = Carry(client, _faultOf(Connections++));
                lock (_gate) _connections.Add(connection);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException) { /* it was stopped */ }
    }

    private async Task Carry(TcpClient client, ProxyFault fault)
    {
        using var both = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        using (client)
        {
            try
            {
                client.NoDelay = true;
                if (fault.IsHalfOpen) await Hold(client, both.Token);
                else if (fault.Instead is { } bytes) await client.GetStream().WriteAsync(bytes, both.Token);
                else if (fault.IsLate) await CarryLate(client, both.Token);
                else await CarryOn(client, fault, both);
            }
            catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or InvalidOperationException) { /* one of them hung up */ }
        }
    }

    private async Task CarryOn(TcpClient client, ProxyFault fault, CancellationTokenSource both)
    {
        using var server = new TcpClient { NoDelay = true };
        await server.ConnectAsync(IPAddress.Loopback, Server, both.Token);
        using var request = new MemoryStream();
        try
        {
            // Whichever side ends first ends both.
            await await Task.WhenAny(Requests(client, server, fault, request, both.Token), Answers(client, server, fault, both.Token));
        }
        finally
        {
            if (fault.Reset)
            {
                client.LingerState = new LingerOption(true, 0);
                server.LingerState = new LingerOption(true, 0);
            }
            await both.CancelAsync();
        }
        server.Close();
        if (fault.IsTwice) await Bring(request.ToArray());
    }

    private static async Task Requests(TcpClient client, TcpClient server, ProxyFault fault, MemoryStream request, CancellationToken cancel)
    {
        var buffer = new byte[16384];
        while (await client.GetStream().ReadAsync(buffer, cancel) is > 0 and var read)
        {
            if (fault.Delay > TimeSpan.Zero) await Task.Delay(fault.Delay, cancel);
            var goes = fault.CutRequestAfter is { } most ? Math.Min(read, most - (int)request.Length) : read;
            request.Write(buffer, 0, goes);
            await server.GetStream().WriteAsync(buffer.AsMemory(0, goes), cancel);
            if (request.Length >= fault.CutRequestAfter) return;
        }
    }

    private async Task Answers(TcpClient client, TcpClient server, ProxyFault fault, CancellationToken cancel)
    {
        var (buffer, answered) = (new byte[16384], 0);
        while (await server.GetStream().ReadAsync(buffer, cancel) is > 0 and var read)
        {
            if (fault.KeepsAnswer) { await Hold(client, cancel); return; }
            var goes = fault.CutAnswerAfter is { } most ? Math.Min(read, most - answered) : read;
            if (fault.Drip > TimeSpan.Zero)
                for (var at = 0; at < goes; at++)
                {
                    await client.GetStream().WriteAsync(buffer.AsMemory(at, 1), cancel);
                    await Task.Delay(fault.Drip, cancel);
                }
            else await client.GetStream().WriteAsync(buffer.AsMemory(0, goes), cancel);
            answered += goes;
            if (answered >= fault.CutAnswerAfter) return;
            while (fault.IsEndless) await client.GetStream().WriteAsync(buffer.AsMemory(0, buffer.Length), cancel);
        }
    }

    /// <summary>Nothing comes any more, until the client hangs up.</summary>
    private async Task Hold(TcpClient client, CancellationToken cancel)
    {
        HoldOne();
        try
        {
            var buffer = new byte[16384];
            while (await client.GetStream().ReadAsync(buffer, cancel) > 0) { }
        }
        finally
        {
            Interlocked.Decrement(ref _holding);
        }
    }

    private async Task CarryLate(TcpClient client, CancellationToken cancel)
    {
        HoldOne();
        using var request = new MemoryStream();
        var buffer = new byte[16384];
        try
        {
            while (await client.GetStream().ReadAsync(buffer, cancel) is > 0 and var read) request.Write(buffer, 0, read);
        }
        catch (IOException) { /* it hung up without a word: what it said is here */ }
        finally
        {
            // Before anyone learns that nothing is held any more.
            lock (_gate) _lateOnes.Add(BringLate(request.ToArray(), _late.Task));
            Interlocked.Decrement(ref _holding);
        }
    }

    private async Task BringLate(byte[] request, Task late)
    {
        await late;
        await Bring(request);
    }

    /// <summary>Brings a request to the server, and waits for its answer, which nobody gets.</summary>
    private async Task Bring(byte[] request)
    {
        try
        {
            using var server = new TcpClient { NoDelay = true };
            await server.ConnectAsync(IPAddress.Loopback, Server, _stop.Token);
            await server.GetStream().WriteAsync(request, _stop.Token);
            server.Client.Shutdown(SocketShutdown.Send);
            var buffer = new byte[16384];
            while (await server.GetStream().ReadAsync(buffer, _stop.Token) > 0) { }
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or InvalidOperationException) { /* the server is not there, or went */ }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _late.TrySetResult();
        Task[] all;
        lock (_gate) all = [.. _connections, .. _lateOnes];
        await Task.WhenAll(all);
        _stop.Dispose();
    }
}
