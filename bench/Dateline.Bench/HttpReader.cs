using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Dateline.Bench;

/// <summary>
/// Asks one address over one plain keep-alive connection, again and again: as light as a client can be, so that a hundred of them can watch a hundred addresses
/// on a small machine. It knows answers with a length, as the site's are.
/// </summary>
internal sealed class HttpReader : IDisposable
{
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _request;
    private byte[] _buffer = new byte[256 * 1024];

    private HttpReader(string host, string path)
    {
        (Host, Address) = (host, path);
        _request = Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: {host}\r\n\r\n");
    }

    internal string Host { get; }

    internal string Address { get; }

    /// <param name="server">Where the program listens.</param>
    /// <param name="host">The host name to ask for.</param>
    /// <param name="path">Path and query.</param>
    internal static async Task<HttpReader> To(Uri server, string host, string path)
    {
        var reader = new HttpReader(host, path);
        await reader._socket.ConnectAsync(server.Host, server.Port);
        return reader;
    }

    /// <summary>The whole answer, headers and all. It is good until the next is asked for.</summary>
    internal async Task<ReadOnlyMemory<byte>> Ask()
    {
        await _socket.SendAsync(_request);
        var (have, whole) = (0, -1);
        while (whole < 0 || have < whole)
        {
            if (have == _buffer.Length) Array.Resize(ref _buffer, 2 * _buffer.Length);
            var read = await _socket.ReceiveAsync(_buffer.AsMemory(have));
            if (read == 0) throw new IOException($"The server closed the connection over {Address}.");
            have += read;
            if (whole < 0) whole = Length(_buffer.AsSpan(0, have));
        }
        return _buffer.AsMemory(0, whole);
    }

    private static int Length(ReadOnlySpan<byte> answer)
    {
        var end = answer.IndexOf("\r\n\r\n"u8);
        if (end < 0) return -1;
        var head = Encoding.ASCII.GetString(answer[..end]);
        var at = head.IndexOf("Content-Length: ", StringComparison.OrdinalIgnoreCase);
        if (at < 0) return end + 4;
        var digits = head.AsSpan(at + 16);
        return end + 4 + int.Parse(digits.IndexOf('\r') is var line and >= 0 ? digits[..line] : digits, CultureInfo.InvariantCulture);
    }

    public void Dispose() => _socket.Dispose();
}
