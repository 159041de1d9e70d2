using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Dateline.Bench;

/// <summary>
/// Posts bodies over a fixed number of plain keep-alive connections, each waiting for its answer before the next: as light as a client can be,
/// so that on a small machine it is the server that is measured.
/// </summary>
internal static class HttpLoad
{
    internal sealed record Result(double PerSecond, double P50, double P99, long Done, long Refused);

    /// <param name="url">The server.</param>
    /// <param name="path">Where to.</param>
    /// <param name="key">The API key.</param>
    /// <param name="contentType">What the bodies are.</param>
    /// <param name="connections">How many at once.</param>
    /// <param name="time">For how long.</param>
    /// <param name="body">The body of that number, from 0.</param>
    /// <param name="most">Not more than so many; null: as many as go.</param>
    internal static async Task<Result> Post(string url, string path, string key, string contentType, int connections, TimeSpan time, Func<long, byte[]> body, long? most = null)
    {
        var uri = new Uri(url);
        var next = -1L;
        var refused = 0L;
        var clock = Stopwatch.StartNew();
        var latencies = await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(async () =>
        {
            var mine = new List<double>();
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(uri.Host, uri.Port);
            var answer = new byte[16384];
            while (clock.Elapsed < time)
            {
                var number = Interlocked.Increment(ref next);
                if (number >= most) break;
                var content = body(number);
                var head = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"POST {path} HTTP/1.1\r\nHost: {uri.Authority}\r\nAuthorization: Bearer {key}\r\nContent-Type: {contentType}\r\nContent-Length: {content.Length}\r\n\r\n"));
                var asked = Stopwatch.GetTimestamp();
                await socket.SendAsync(new ArraySegment<byte>[] { head, content });
                if (!await Accepted(socket, answer)) Interlocked.Increment(ref refused);
                mine.Add(Stopwatch.GetElapsedTime(asked).TotalMilliseconds);
            }
            return mine;
        })));
        var all = latencies.SelectMany(l => l).ToArray();
        return new Result(all.Length / clock.Elapsed.TotalSeconds, Report.Percentile(all, 50), Report.Percentile(all, 99), all.Length, refused);
    }

    private static async Task<bool> Accepted(Socket socket, byte[] buffer)
    {
        var have = 0;
        while (true)
        {
            var read = await socket.ReceiveAsync(buffer.AsMemory(have));
            if (read == 0) throw new IOException("The server closed the connection.");
            have += read;
            var text = Encoding.ASCII.GetString(buffer, 0, have);
            var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (end < 0) continue;
            var length = text.IndexOf("Content-Length: ", StringComparison.OrdinalIgnoreCase) is var at and >= 0 && at < end
                ? int.Parse(text.AsSpan(at + 16, text.IndexOf('\r', at) - at - 16), CultureInfo.InvariantCulture)
                : -1;
            if (length >= 0 ? have >= end + 4 + length : text.EndsWith("0\r\n\r\n", StringComparison.Ordinal)) return text.AsSpan(9, 1) is "2";
        }
    }
}
