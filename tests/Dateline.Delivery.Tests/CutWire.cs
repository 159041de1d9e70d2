using System.Net;
using System.Net.Sockets;

namespace Dateline.Delivery.Tests;

/// <summary>A wire to a server that is cut when <paramref name="isOver"/> says so: asked with every answer of the server, before it is passed on.</summary>
public sealed class CutWire : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _serving;

    public CutWire(int port, Func<bool> isOver)
    {
        _listener.Start();
        _serving = Serve(port, isOver);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    private async Task Serve(int port, Func<bool> isOver)
    {
        try
        {
            using var near = await _listener.AcceptSocketAsync(_stop.Token);
            using var far = new Socket(SocketType.Stream, ProtocolType.Tcp);
            await far.ConnectAsync(IPAddress.Loopback, port, _stop.Token);
            await Task.WhenAny(Pass(near, far, static () => false), Pass(far, near, isOver));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException) { /* it is over */ }
    }

    private async Task Pass(Socket from, Socket to, Func<bool> isOver)
    {
        var buffer = new byte[65536];
        try
        {
            while (await from.ReceiveAsync(buffer, _stop.Token) is > 0 and var read && !isOver()) await to.SendAsync(buffer.AsMemory(0, read), _stop.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException) { /* it is over */ }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _serving;
        _stop.Dispose();
    }
}
