using Dateline.News;

namespace Dateline.Delivery;

/// <summary>Who would get a story if it were released, and when.</summary>
/// <param name="Client">The client's name.</param>
/// <param name="Destination">The destination's code.</param>
/// <param name="AtOnce">Whether the gate lets it go there at once; else when its embargo ends.</param>
public sealed record ForeseenDelivery(string Client, string Destination, bool AtOnce)
{
    /// <summary>Whether the destination or its client is paused: it goes when that is over.</summary>
    public bool IsPaused { get; init; }

    /// <summary>When the hours begin in which the destination takes it; null: they last, or it does not wait for them.</summary>
    public Instant? Opens { get; init; }
}
