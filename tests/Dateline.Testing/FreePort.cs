using System.Net;
using System.Net.Sockets;

namespace Dateline.Testing;

/// <summary>A port of the loopback address that nobody listens on.</summary>
public static class FreePort
{
    // Below the ports that systems give to outgoing connections and to listeners that ask for port 0: between this look and the program's own listening,
    // the hundreds of connections of tests beside this one would take one of those.
    private const int First = 10_000;
    private const int Count = 20_000;

    // Test programs run side by side: each begins its round somewhere else.
    private static int _last = Environment.ProcessId * 7919 % Count;

    /// <summary>One that was free a moment ago, and that this test program is given once. Where the listener can be given port 0 instead, give it that: it cannot be taken in between.</summary>
    public static int Next()
    {
        while (true)
        {
            var port = First + (int)((uint)Interlocked.Increment(ref _last) % Count);
            using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                probe.Bind(new IPEndPoint(IPAddress.Loopback, port));
                probe.Listen();
                return port;
            }
            catch (SocketException) { /* somebody else's: the next */ }
        }
    }
}
