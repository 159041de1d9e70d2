using System.Net;
using System.Net.Sockets;
using Dateline.Delivery.Channels;
using Dateline.News;

namespace Dateline.Delivery;

/// <summary>The guarded way out, for those parts of the program that ask others for something and are no delivery.</summary>
public static class Outbound
{
    /// <summary>Speaks HTTP to others through <see cref="OutboundGuard"/>: to public addresses, and those of the networks that an operator allowed.</summary>
    /// <param name="allowed">Networks that are not public and may be dialled all the same.</param>
    public static HttpMessageHandler Handler(IReadOnlyList<IPNetwork> allowed) => new OutboundGuard(allowed).Handler();

    /// <summary>The addresses of a host that may be dialled, for who connects by himself: he must dial one of these, and not the name.</summary>
    /// <param name="allowed">Networks that are not public and may be dialled all the same.</param>
    /// <param name="host">A name or an address.</param>
    /// <param name="stop">Ends the look-up.</param>
    /// <returns>At least one; refused where one of them may not be dialled (<c>blocked-address</c>), or there is none (<c>name-unknown</c>).</returns>
    public static async Task<Outcome<IReadOnlyList<IPAddress>>> AddressesOf(IReadOnlyList<IPNetwork> allowed, string host, CancellationToken stop)
    {
        try
        {
            var addresses = await new OutboundGuard(allowed).Resolve(host, stop).ConfigureAwait(false);
            return addresses.Length > 0 ? addresses : NameUnknown(host);
        }
        catch (BlockedAddressException blocked)
        {
            return new Refusal("blocked-address", blocked.Message);
        }
        catch (Exception failed) when (failed is SocketException or ArgumentException)
        {
            return NameUnknown(host);
        }
    }

    private static Refusal NameUnknown(string host) => new("name-unknown", $"The name {host} has no address. Nothing was sent. Look whether it is written right.");
}
