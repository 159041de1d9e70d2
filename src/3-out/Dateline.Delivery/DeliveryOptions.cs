using System.Net;
using Dateline.News;

namespace Dateline.Delivery;

/// <summary>What an application decides for its deliveries.</summary>
public sealed record DeliveryOptions
{
    /// <summary>Who we are on the wire.</summary>
    public Provider Provider { get; init; } = new(null, "Dateline");
    /// <summary>Networks that are not public and may be delivered to all the same: from the settings file or a flag only, never from a screen.</summary>
    public IReadOnlyList<IPNetwork> AllowedNetworks { get; init; } = [];
    /// <summary>The folders in which clients' folders may lie: from the settings file or a flag only. None: no folder is delivered to.</summary>
    public IReadOnlyList<string> Folders { get; init; } = [];
    /// <summary>How long an attempt may take; a destination that has not answered by then may have it or not.</summary>
    public TimeSpan AttemptTimeout { get; init; } = TimeSpan.FromSeconds(30);
    /// <summary>How many attempts may be on their way at once, to all destinations together.</summary>
    public int MostAtOnce { get; init; } = 1000;
    /// <summary>The limits of the API for clients.</summary>
    public Wire.WireOptions Wire { get; init; } = new();
    /// <summary>Opens a destination's secret; null: secrets are kept in the clear (tests).</summary>
    public Func<string, string>? OpenSecret { get; init; }
}
