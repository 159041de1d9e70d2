using System.Net.Sockets;
using Dateline.Store.Deliveries;

namespace Dateline.Delivery.Channels;

/// <summary>Why a connection did not come about, or broke: the middle of a channel's sentence. What has no words of ours is named as the platform names it.</summary>
internal static class Because
{
    internal static Sentence TimeRanOut { get; } = new Sentence("because-time", "time ran out");

    internal static Sentence NameUnknown { get; } = new Sentence("because-name-unknown", "their name can't be resolved");

    internal static Sentence Of(Exception failed) => failed switch
    {
        OperationCanceledException or TimeoutException => TimeRanOut,
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => NameUnknown,
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => new Sentence("because-not-secure", "the secure connection failed"),
        HttpRequestException { InnerException: SocketException socket } => Of(socket),
        HttpRequestException http => http.HttpRequestError.ToString(),
        SocketException socket => Of(socket),
        _ => failed.GetType().Name,
    };

    internal static Sentence Of(SocketException socket) => socket.SocketErrorCode switch
    {
        SocketError.TimedOut => TimeRanOut,
        SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData => NameUnknown,
        SocketError.ConnectionRefused => new Sentence("because-refused", "nobody takes connections there (ConnectionRefused)"),
        SocketError.ConnectionReset or SocketError.ConnectionAborted => new Sentence("because-reset", "they broke the connection off (ConnectionReset)"),
        SocketError.HostUnreachable or SocketError.NetworkUnreachable or SocketError.HostDown => new Sentence("because-unreachable", "there is no way to their network (HostUnreachable)"),
        var other => other.ToString(),
    };
}
