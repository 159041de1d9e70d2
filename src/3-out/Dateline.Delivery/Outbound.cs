using System.Net;
using Dateline.Delivery.Channels;

namespace Dateline.Delivery;

/// <summary>The guarded way out, for those parts of the program that ask others for something and are no delivery.</summary>
public static class Outbound
{
    /// <summary>Speaks HTTP to others through <see cref="OutboundGuard"/>: to public addresses, and those of the networks that an operator allowed.</summary>
    /// <param name="allowed">Networks that are not public and may be dialled all the same.</param>
    public static HttpMessageHandler Handler(IReadOnlyList<IPNetwork> allowed) => new OutboundGuard(allowed).Handler();
}
