using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Dateline.Bench;

/// <summary>
/// Clients' ends for a bench: one listener that stands at every address of 127.0.0.0/8, so that each destination is a host of its own with connections of its own.
/// It reads a request whole and answers 204; at addresses of 127.9.0.0/16 it reads and never answers. As light as can be: on a small machine it is the sender that is measured.
/// </summary>
internal sealed class HttpReceivers : IDisposable
{
    private const int AddressesInRow = 250;
    private static readonly byte[] NoContent = "HTTP/1.1 204 No Content\r\n\r\n"u8.ToArray();

    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly ConcurrentBag<Socket> _open = [];
    private readonly ConcurrentQueue<long> _arrivals = new();

    internal HttpReceivers()
    {
        _listener.Bind(new IPEndPoint(IPAddress.Any, 0));
        _listener.Listen(2048);
        _ = Task.Run(Accept);
    }

    /// <summary>Where they listen.</summary>
    internal int Port => ((IPEndPoint)_listener.LocalEndPoint!).Port;

    /// <summary>When first bytes of requests came, in order (<see cref="System.Diagnostics.Stopwatch"/>, which all processes of a machine share).</summary>
    internal IReadOnlyCollection<long> Arrivals => _arrivals;

    /// <summary>The address of a client that answers.</summary>
    internal static string Client(int number, int port) => Url("127.0", number, port);

    /// <summary>The address of a client that takes everything and never answers.</summary>
    internal static string BlackHole(int number, int port) => Url("127.9", number, port);

    private static string Url(string network, int number, int port) =>
        string.Create(CultureInfo.InvariantCulture, $"http://{network}.{1 + number / AddressesInRow}.{1 + number % AddressesInRow}:{port}/wire");

    private async Task Accept()
    {
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptAsync();
                socket.NoDelay = true;
                _open.Add(socket);
                _ = Serve(socket, answers: ((IPEndPoint)socket.LocalEndPoint!).Address.GetAddressBytes()[1] != 9);
            }
        }
        catch (Exception over) when (over is SocketException or ObjectDisposedException) { /* the bench is over */ }
    }

    private async Task Serve(Socket socket, bool answers)
    {
        var buffer = new byte[16384];
        var have = 0;
        try
        {
            while (await socket.ReceiveAsync(buffer.AsMemory(have)) is > 0 and var read)
            {
                if (have == 0 && answers) _arrivals.Enqueue(System.Diagnostics.Stopwatch.GetTimestamp());
                have += read;
                if (!answers) { have = 0; continue; }
                if (Length(buffer.AsSpan(0, have)) is not { } length) continue;
                for (have -= length; have < 0; have += await socket.ReceiveAsync(buffer)) { }
                have = 0;
                await socket.SendAsync(NoContent);
            }
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException) { /* they closed it */ }
    }

    /// <summary>How long a request is, head and body; null where its head is not whole yet.</summary>
    private static int? Length(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOf("\r\n\r\n"u8);
        if (end < 0) return null;
        var at = bytes.IndexOf("Content-Length: "u8) + 16;
        return end + 4 + int.Parse(bytes[at..(at + bytes[at..].IndexOf((byte)'\r'))], CultureInfo.InvariantCulture);
    }

    public void Dispose()
    {
        _listener.Dispose();
        foreach (var socket in _open) socket.Dispose();
    }
}
