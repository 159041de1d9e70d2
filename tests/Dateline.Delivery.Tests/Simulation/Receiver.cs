using Dateline.Delivery.Channels;
using Dateline.News;

namespace Dateline.Delivery.Tests.Simulation;

/// <summary>One landing at a client's.</summary>
/// <param name="At">When.</param>
/// <param name="Id">The message's id.</param>
/// <param name="Version">The version.</param>
/// <param name="Status">What may be done with it.</param>
/// <param name="IsEcho">Whether the network brought it a second time, after it had said that it arrived.</param>
internal sealed record Landing(TimeSpan At, Guid Id, int Version, PubStatus Status, bool IsEcho);

/// <summary>
/// A client's end, as it should be: it takes each message once, lets a higher version take the place of a lower, and at equal versions the more restrictive. A kill is for good.
/// What landed, and in which order, is kept beside: a client that simply believes what came last must end right too, where a story was withdrawn.
/// </summary>
internal sealed class Receiver
{
    private readonly Dictionary<string, (int Version, PubStatus Status)> _has = new(StringComparer.Ordinal);
    private readonly HashSet<Guid> _known = [];
    private readonly Dictionary<string, List<Landing>> _landed = new(StringComparer.Ordinal);

    internal void Land(Parcel parcel, TimeSpan at, bool isEcho)
    {
        if (!_landed.TryGetValue(parcel.Guid, out var landed)) _landed[parcel.Guid] = landed = [];
        landed.Add(new Landing(at, parcel.Id, parcel.Version, parcel.Status, isEcho));
        if (!_known.Add(parcel.Id) || (_has.TryGetValue(parcel.Guid, out var has) && has.Status == PubStatus.Canceled)) return;
        if (has == default || parcel.Status == PubStatus.Canceled || parcel.Version > has.Version || (parcel.Version == has.Version && parcel.Status > has.Status)) _has[parcel.Guid] = (parcel.Version, parcel.Status);
    }

    internal (int Version, PubStatus Status)? Has(string guid) => _has.TryGetValue(guid, out var has) ? has : null;

    internal IReadOnlyList<Landing> Landed(string guid) => _landed.GetValueOrDefault(guid, []);
}
