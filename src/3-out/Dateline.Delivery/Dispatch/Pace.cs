using Dateline.News;
using Dateline.Store.Database;
using Dateline.Store.Deliveries;

namespace Dateline.Delivery.Dispatch;

/// <summary>
/// Whether copy that is not urgent may go to a destination now: within the hours of its contract, and no more of it than it takes. Holds, kills and urgent copy ask
/// neither; a correction of what the client has does not wait for its hours, only for its rate.
/// </summary>
internal sealed class Pace
{
    private readonly bool _isClosed;
    private readonly Instant? _until;
    private int _left;

    private Pace(bool isClosed, int left, Instant? until) => (_isClosed, _left, _until) = (isClosed, left, until);

    internal static Pace Of(Db db, Destination destination, Instant now)
    {
        var hours = SendingHours.Kept(destination.Hours);
        var isClosed = hours?.IsOpen(now) == false;
        var left = DeliveryStarts.Left(db, destination, now);
        Instant? opens = isClosed ? hours!.NextOpen(now) : null;
        var free = left > 0 ? null : DeliveryStarts.NextAt(db, destination, now);
        return new(isClosed, left, opens > free || free is null ? opens : free);
    }

    /// <summary>Whether it holds anything back; then what is looked at is only what it does not.</summary>
    internal bool HoldsBack => _isClosed || _left <= 0;

    /// <summary>Whether a correction of what a client has may go.</summary>
    internal bool TakesCorrections => _left > 0;

    /// <summary>Until when it holds back; null: it does not.</summary>
    internal Instant? Until => HoldsBack ? _until : null;

    internal bool Takes(DeliveryLane lane, Func<bool> isCorrection) => lane < DeliveryLane.Usual || (_left > 0 && (!_isClosed || isCorrection()));

    /// <summary>Whatever begins is counted, urgent copy too: what follows it waits so much longer.</summary>
    internal void Begin() => _left--;
}
