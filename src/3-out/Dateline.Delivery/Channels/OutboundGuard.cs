using System.Net;
using System.Net.Sockets;
using Dateline.Store.Deliveries;

namespace Dateline.Delivery.Channels;

/// <summary>
/// Keeps what we send from reaching into private networks. A name is resolved, and if any of its addresses is not a public one, nothing is connected;
/// else one of the very addresses that were looked at is dialled, so that a name which changes its mind in between gains nothing.
/// </summary>
/// <param name="allowed">Networks that are not public and may be dialled all the same.</param>
/// <param name="names">Who knows the addresses of a name; null: the system.</param>
internal sealed class OutboundGuard(IReadOnlyList<IPNetwork> allowed, Func<string, CancellationToken, Task<IPAddress[]>>? names = null)
{
    private static readonly IPNetwork[] NotPublic =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16",
            "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            "::/128", "::1/128", "::/96", "64:ff9b:1::/48", "100::/64", "2001::/32", "2001:2::/48", "2001:db8::/32", "2001:10::/28", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
        }.Select(IPNetwork.Parse),
    ];

    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");
    private static readonly IPNetwork SixToFour = IPNetwork.Parse("2002::/16");

    /// <summary>Whether an address may be dialled.</summary>
    internal bool Allows(IPAddress address)
    {
        address = Inner(address);
        return allowed.Any(n => n.Contains(address)) || !NotPublic.Any(n => n.Contains(address));
    }

    /// <summary>Connects to a host, or says by an exception of its own why not.</summary>
    /// <exception cref="BlockedAddressException">It is not a public address.</exception>
    internal async ValueTask<Stream> Connect(DnsEndPoint host, CancellationToken cancel)
    {
        var addresses = await Resolve(host.Host, cancel).ConfigureAwait(false);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, host.Port, cancel).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>How we speak HTTP to others: through this guard, to whom we were told, without following, remembering or passing on anything.</summary>
    internal SocketsHttpHandler Handler() => new()
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        PooledConnectionIdleTimeout = TimeSpan.FromMinutes(1),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        MaxResponseHeadersLength = 16,
        ActivityHeadersPropagator = null,
        ConnectCallback = (context, cancel) => Connect(context.DnsEndPoint, cancel),
    };

    /// <summary>The addresses of a host, each of which may be dialled; at least one. For what connects by itself: it must be given one of these, not the name.</summary>
    /// <exception cref="BlockedAddressException">One of them is not a public address.</exception>
    internal async ValueTask<IPAddress[]> Resolve(string host, CancellationToken cancel)
    {
        var addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await (names ?? Dns.GetHostAddressesAsync)(host, cancel).ConfigureAwait(false);
        return addresses.FirstOrDefault(a => !Allows(a)) is { } blocked ? throw new BlockedAddressException(blocked) : addresses;
    }

    /// <summary>The IPv4 address that an IPv6 one stands for, where it stands for one.</summary>
    private static IPAddress Inner(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6) return address;
        if (address.IsIPv4MappedToIPv6) return address.MapToIPv4();
        var bytes = address.GetAddressBytes();
        if (Nat64.Contains(address)) return new IPAddress(bytes.AsSpan(12, 4));
        return SixToFour.Contains(address) ? new IPAddress(bytes.AsSpan(2, 4)) : address;
    }
}

/// <summary>An address that nothing of ours may be sent to.</summary>
/// <param name="address">The address.</param>
internal sealed class BlockedAddressException(IPAddress address) : IOException(Say(address).Text)
{
    /// <summary>The same, to be said in the reader's language.</summary>
    internal Sentence Said { get; } = Say(address);

    private static Sentence Say(IPAddress address) => new Sentence("blocked-address", "{0} is not a public address (blocked-address). Nothing was sent. If it is meant, an operator can allow its network in the settings file.", address.ToString());
}
