using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Dateline.Delivery.Tests;

/// <summary>A client that reads one request, or so many one after the other, answers each with exactly these bytes, and hangs up; with null it never answers.</summary>
internal sealed class BadClient : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly TaskCompletionSource<(Dictionary<string, string>, byte[])> _request = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentQueue<(Dictionary<string, string>, byte[])> _requests = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _serving;

    internal BadClient(string? answer, int times = 1)
    {
        _listener.Start();
        _serving = Serve(answer, times);
    }

    internal string Url => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/in";

    /// <summary>The first request.</summary>
    internal Task<(Dictionary<string, string> Head, byte[] Body)> Request => _request.Task;

    /// <summary>All that came.</summary>
    internal IReadOnlyCollection<(Dictionary<string, string> Head, byte[] Body)> Requests => _requests;

    private async Task Serve(string? answer, int times)
    {
        for (; times > 0 && !_stop.IsCancellationRequested; times--) await Serve(answer);
    }

    private async Task Serve(string? answer)
    {
        try
        {
            using var socket = await _listener.AcceptSocketAsync(_stop.Token);
            var buffer = new byte[65536];
            var have = 0;
            while (true)
            {
                have += await socket.ReceiveAsync(buffer.AsMemory(have), _stop.Token);
                var text = Encoding.Latin1.GetString(buffer, 0, have);
                var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
                if (end < 0) continue;
                var head = text[..end].Split("\r\n").Skip(1).Select(l => l.Split(": ", 2)).ToDictionary(p => p[0], p => p[1], StringComparer.OrdinalIgnoreCase);
                var length = int.Parse(head["Content-Length"]);
                if (have < end + 4 + length) continue;
                var request = (head, buffer[(end + 4)..(end + 4 + length)]);
                _requests.Enqueue(request);
                _request.TrySetResult(request);
                break;
            }
            if (answer is null) await Task.Delay(Timeout.Infinite, _stop.Token);
            else await socket.SendAsync(Encoding.ASCII.GetBytes(answer), _stop.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException) { /* it hung up */ }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _serving;
        _stop.Dispose();
    }
}
