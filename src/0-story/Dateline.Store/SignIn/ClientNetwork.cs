using System.Net;
using System.Net.Sockets;

namespace Dateline.Store.SignIn;

/// <summary>The network of whoever asks, for limits that count by it: an IPv4 address is one, and of an IPv6 address its /64, for one household has all of that.</summary>
public static class ClientNetwork
{
    /// <summary>Its name; empty where the address is not known.</summary>
    public static string Of(IPAddress? address)
    {
        if (address is null) return "";
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetworkV6 ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8)) : address.ToString();
    }
}
