using System.Net;
using System.Net.Sockets;

namespace Dateline.Testing;

/// <summary>A port of the loopback address that nobody listens on.</summary>
public static class FreePort
{
    /// <summary>One that was free a moment ago. Where the listener can be given port 0 instead, give it that: it cannot be taken in between.</summary>
    public static int Next()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
