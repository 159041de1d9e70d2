using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using Dateline.News;
using Dateline.Ingest.Fetching;

namespace Dateline.Ingest;

/// <summary>The way out of this machine, for what fetches: which addresses of a host may be dialled. The composition root binds it to the same guard that deliveries go through.</summary>
public interface IWayOut
{
    /// <summary>The addresses of a host, at least one; refused where one of them may not be dialled (<c>blocked-address</c>), or the name has none (<c>name-unknown</c>).</summary>
    Task<Outcome<IReadOnlyList<IPAddress>>> AddressesOf(string host, CancellationToken stop);
}

/// <summary>Dials through a way out: the very addresses that were looked at, so that a name which changes its mind in between gains nothing.</summary>
internal static class Dialling
{
    internal static async Task<IReadOnlyList<IPAddress>> Resolve(this IWayOut way, string host, CancellationToken stop)
    {
        var addresses = await way.AddressesOf(host.Trim('[', ']'), stop);
        return addresses.IsDone ? addresses.Value : throw new FetchException(new FetchTrouble(addresses.Refusal));
    }

    internal static async Task<Stream> Dial(this IWayOut way, string host, int port, CancellationToken stop)
    {
        var addresses = await way.Resolve(host, stop);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync([.. addresses], port, stop);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>What speaks HTTP over it: follows nobody by itself, and keeps no cookies.</summary>
    internal static SocketsHttpHandler Handler(this IWayOut way) => new()
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.None,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        PooledConnectionIdleTimeout = TimeSpan.FromMinutes(1),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        MaxResponseHeadersLength = 16,
        ActivityHeadersPropagator = null,
        ConnectCallback = async (context, stop) => await way.Dial(context.DnsEndPoint.Host, context.DnsEndPoint.Port, stop),
    };

    /// <summary>What goes wrong on any way, in words; null: something else.</summary>
    internal static FetchTrouble? Explain(Exception exception)
    {
        for (var inner = exception; inner is not null; inner = inner.InnerException)
            if (inner is FetchException known) return known.Trouble;
        return exception switch
        {
            SocketException socket => NotConnected(socket),
            HttpRequestException { InnerException: SocketException socket } => NotConnected(socket),
            OperationCanceledException or TimeoutException => new(new("time-out", "Their server did not answer in time. Nothing was lost; it is tried again.")),
            HttpRequestException { InnerException: AuthenticationException } => new(new("certificate-bad", "Their certificate is not one that is trusted for their name. Nothing was said to them. Ask them whether it has expired.")),
            HttpRequestException or IOException => new(new("connection-broke", "The connection broke before all of it was here. Nothing was lost; it is tried again.")),
            _ => null,
        };
    }

    private static FetchTrouble NotConnected(SocketException socket) => new(new("not-connected", $"Their server can't be reached ({socket.SocketErrorCode}). Nothing was lost; it is tried again."));
}
