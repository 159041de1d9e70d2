using System.Collections.Concurrent;
using System.Data.Common;
using System.Runtime.ExceptionServices;
using Dateline.Delivery.Channels;
using Dateline.News;
using Dateline.Store;
using Dateline.Store.Database;
using Dateline.Store.Deliveries;
using Dateline.Store.Keeping;
using Dateline.Store.Stories;
using Dateline.Store.Wire;
using Dateline.Store.Writing;

namespace Dateline.Delivery.Dispatch;

/// <summary>
/// Brings releases to clients: follows the log, claims what may go, sends it, and settles how that ended. It keeps nothing in memory that the store does not
/// have, so that it may die at any point and another node, or the next start, goes on where it was.
/// </summary>
public sealed class Dispatcher
{
    private const int DestinationsAtOnce = 200;
    private static readonly Dictionary<string, byte[]> NoneDrawn = [];
    private static readonly TimeSpan LongestSleep = TimeSpan.FromMilliseconds(250);

    private readonly NewsStore _store;
    private readonly DeliveryChannels _channels;
    private readonly DeliveryOptions _options;
    private readonly Renditions _renditions;
    private readonly TaskScheduler _scheduler;
    private readonly ConcurrentDictionary<Task, bool> _underWay = new();
    private readonly SemaphoreSlim _wake = new(0, 1);

    /// <summary>A dispatcher over these channels.</summary>
    public Dispatcher(NewsStore store, DeliveryChannels channels, DeliveryOptions options) : this(store, channels, options, TaskScheduler.Default) { }

    /// <summary>A dispatcher whose attempts run where <paramref name="scheduler"/> says.</summary>
    internal Dispatcher(NewsStore store, DeliveryChannels channels, DeliveryOptions options, TaskScheduler scheduler)
    {
        (_store, _channels, _options, _scheduler) = (store, channels, options, scheduler);
        _renditions = new Renditions(store, options);
    }

    /// <summary>What went wrong last, for a log; null where the last turn did its work.</summary>
    public Exception? LastFailure { get; private set; }

    /// <summary>Releases have found their audiences: what is read rather than sent lies ready.</summary>
    internal event Action? Expanded;

    /// <summary>The attempts that are on their way.</summary>
    public IReadOnlyCollection<Task> UnderWay => [.. _underWay.Keys];

    /// <summary>Runs until <paramref name="stop"/>, then lets what is on its way end.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        _store.Log.Changed += Wake;
        try
        {
            while (!stop.IsCancellationRequested)
            {
                await TryTurn(stop);
                await Sleep(stop);
            }
        }
        catch (OperationCanceledException) { /* that is what was asked for */ }
        finally
        {
            _store.Log.Changed -= Wake;
            await Task.WhenAll(_underWay.Keys);
        }
    }

    /// <summary>One turn: audiences for what is new on the log, alarms for what is late, and the start of every attempt that is due. How many attempts it started.</summary>
    public async Task<int> TurnAsync(CancellationToken stop = default)
    {
        var now = _store.Clock.Now();
        if (_store.Read(db => WithdrawalWatch.HasWork(db, now))) await _store.Write(WithdrawalWatch.Look);
        var started = 0;
        // A long log is gone through in parts: what has its audience goes meanwhile.
        while (_store.Read(static db => Cursors.Get(db, Audiences.Reader) < WireLog.Head(db).Position) && await _store.Write(Audiences.Follow) > 0)
        {
            Expanded?.Invoke();
            started += await ClaimDueAsync(stop);
        }
        return started + await ClaimDueAsync(stop);
    }

    private async Task<int> ClaimDueAsync(CancellationToken stop)
    {
        var (started, now) = (0, _store.Clock.Now());
        var looked = new HashSet<Guid>();
        while (_store.Read(db => Destinations.Due(db, now, DestinationsAtOnce)).Where(looked.Add).ToList() is { Count: > 0 } due)
        {
            var claims = due.Select(id => _store.Write(tx => Claims.Take(tx, id, _options.AttemptTimeout, IsFull))).ToList();
            Exception? failed = null;
            foreach (var claim in claims)
            {
                try { started += Start(await claim, stop); }
                // What was written for the others is counted as begun: it goes now, and does not wait for the end of its lease.
                catch (Exception e) when (e is StoreException or DbException) { failed ??= e; }
            }
            if (failed is not null) ExceptionDispatchInfo.Throw(failed);
        }
        return started;
    }

    // Holds and kills go all the same.
    private bool IsFull => _underWay.Count >= _options.MostAtOnce;

    private async Task TryTurn(CancellationToken stop)
    {
        try
        {
            await TurnAsync(stop);
            LastFailure = null;
        }
        catch (Exception e) when (e is StoreException or DbException)
        {
            LastFailure = e;
        }
    }

    private int Start(List<Claim> claims, CancellationToken stop)
    {
        foreach (var claim in claims)
        {
            var attempt = Task.Factory.StartNew(() => Attempt(claim, stop), CancellationToken.None, TaskCreationOptions.DenyChildAttach, _scheduler).Unwrap();
            _underWay.TryAdd(attempt, true);
            attempt.ContinueWith(Ended, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
        return claims.Count;
    }

    private void Ended(Task attempt)
    {
        _underWay.TryRemove(attempt, out _);
        if (attempt.Exception?.InnerException is { } failed) LastFailure = failed;
        Wake();
    }

    private async Task Attempt(Claim claim, CancellationToken stop)
    {
        var result = await Send(claim, stop);
        CrashPoint.Pass("delivery.sent");
        try
        {
            Start(await _store.Write(tx => SettleAndTake(tx, claim, result, stop)), stop);
        }
        catch (Exception e) when (e is StoreException or DbException)
        {
            // What is not written down is settled as unknown when its lease ends.
            LastFailure = e;
        }
    }

    /// <summary>How the attempt ended, and what goes to the same destination next: one commit for both.</summary>
    private List<Claim> SettleAndTake(StoreTransaction tx, Claim claim, AttemptResult result, CancellationToken stop)
    {
        Settling.Settle(tx, claim.Delivery, result, Chance());
        if (!stop.IsCancellationRequested) return Claims.Take(tx, claim.Destination.Id, _options.AttemptTimeout, IsFull);
        Destinations.Wake(tx, claim.Destination.Id);
        return [];
    }

    private async Task<AttemptResult> Send(Claim claim, CancellationToken stop)
    {
        var (delivery, destination) = (claim.Delivery, claim.Destination);
        if (_channels.Find(destination.Channel) is not { } channel) return new(AttemptOutcome.MadeBadly, new Sentence("no-channel", "There is no channel \"{0}\".", destination.Channel)) { IsOfThisOne = true };
        var (terms, drawn) = await TermsOf(claim);
        var rendition = _renditions.Of(delivery.Story, delivery.Version, destination.Format, terms);
        if (!rendition.IsDone) return new(AttemptOutcome.MadeBadly, Sentence.Of(rendition.Refusal)) { IsOfThisOne = true };
        // Everything is asked again at the last moment: what was withdrawn, tightened or paused since the claim does not go.
        var left = delivery.NextAction!.Value - Claims.Grace - _store.Clock.Now();
        if (left <= TimeSpan.Zero || !_store.Read(db => StillGoes(db, claim))) return new(AttemptOutcome.NotConnected, new Sentence("things-changed", "Things changed before it went. Nothing was sent.")) { IsOfThisOne = true };
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(stop);
        using var timer = _store.Clock.Time.CreateTimer(static cts => ((CancellationTokenSource)cts!).Cancel(), deadline, left < _options.AttemptTimeout ? left : _options.AttemptTimeout, Timeout.InfiniteTimeSpan);
        try
        {
            return await SendAll(channel, ParcelOf(claim, rendition.Value), Photos(claim, terms, drawn), deadline.Token);
        }
        catch (Exception ours) when (ours is not OutOfMemoryException)
        {
            // A channel that fails in a way it does not know can't say what has arrived.
            return new(AttemptOutcome.Unknown, new Sentence("channel-failed", "The channel failed ({0}). That is our mistake; it may have arrived.", ours.GetType().Name));
        }
    }

    /// <summary>What its destination gets of it, asked anew: a photo that may not go any more does not. With the photos that were drawn for it, by name.</summary>
    private async Task<(RenditionTerms Terms, IReadOnlyDictionary<string, byte[]> Drawn)> TermsOf(Claim claim)
    {
        var (delivery, destination) = (claim.Delivery, claim.Destination);
        if (delivery.IsWithdrawal) return (new() { SentAs = delivery.SentAs, Removes = _store.Read(db => SentPhotos.Of(db, destination.Code, delivery.Story)) }, NoneDrawn);
        if (delivery.SentAs is null && delivery.Follows is null && destination.Photos == PhotoDelivery.ByReference) return (RenditionTerms.Usual, NoneDrawn);
        var found = destination.Photos == PhotoDelivery.First ? _store.Read(db => StoryPhotos.Of(db, destination, delivery.Story, delivery.Version, claim.Guid, _store.Clock.Now())) : [];
        var (photos, drawn) = await PhotoSizes.Draw(_store, _options.DrawPhoto, found, destination.PhotoSide);
        return (new() { SentAs = delivery.SentAs, Follows = delivery.Follows, Way = destination.Photos, Photos = photos }, drawn);
    }

    private List<ParcelPhoto> Photos(Claim claim, RenditionTerms terms, IReadOnlyDictionary<string, byte[]> drawn) => terms.Photos.Count == 0 ? [] : _store.Read(db =>
        StoryTable.Version(db, claim.Delivery.Story, claim.Delivery.Version) is { Content: { } content } version ? terms.Photos.Select(p => StoryPhotos.Open(db, p, drawn.GetValueOrDefault(p.Name), content, version.Embargo)).OfType<ParcelPhoto>().ToList() : []);

    /// <summary>The photos first, or within; then the item. A photo that they will not have for what it is keeps the story from nobody.</summary>
    private static async Task<AttemptResult> SendAll(IDeliveryChannel channel, Parcel parcel, List<ParcelPhoto> photos, CancellationToken cancel)
    {
        if (channel.HoldsPhotos) return await channel.Send(parcel with { Photos = photos }, cancel);
        (string Photo, Sentence Why)? refused = null;
        foreach (var photo in photos)
        {
            var result = await channel.Send(parcel with { Id = ChainGuid.OfPhoto(parcel.Id, photo.Name), File = photo.Name, Bytes = photo.Bytes, ContentType = photo.ContentType }, cancel);
            if (result.Outcome == AttemptOutcome.Arrived) continue;
            if (result is not { Outcome: AttemptOutcome.Refused, IsOfThisOne: true }) return result with { Detail = new Sentence("photo-first", "Before the item goes its photo {0}: {1}", photo.Name, result.Detail) };
            refused = (photo.Name, result.Detail);
        }
        var item = await channel.Send(parcel, cancel);
        return refused is var (name, why) ? item with { Detail = new Sentence("photo-refused", "{0} They did not take its photo {1}: {2}", item.Detail, name, why) } : item;
    }

    /// <summary>
    /// Whether the claim is still this node's, and what it was made on still stands. A node that stood still for a while finds that it is not; and where the late answer of an
    /// earlier attempt was a receipt meanwhile, there is nothing left to send.
    /// </summary>
    private bool StillGoes(Db db, Claim claim)
    {
        var delivery = claim.Delivery;
        if (db.Number("select 1 from delivery_attempt a join delivery d on d.id = a.delivery where a.delivery = $1 and a.number = $2 and a.ended is null and d.state = 1", delivery.Id, delivery.Attempts) is null || Destinations.Find(db, delivery.Destination) is not { } destination) return false;
        if (delivery.IsWithdrawal) return destination.State != DestinationState.Off;
        var now = _store.Clock.Now();
        return destination.State == DestinationState.On && Clients.StatusOf(db, destination.Client, now) == ClientStatus.Active
            && StoryTable.StandingOf(db, delivery.Story) is { Standing: { Status: PubStatus.Usable } standing } && Audiences.MayHave(standing, destination, delivery.Action, claim.HadIt, now);
    }

    private Parcel ParcelOf(Claim claim, Rendition rendition) => new()
    {
        Id = claim.Delivery.Id,
        Sequence = claim.Delivery.Sequence ?? 0,
        Attempt = claim.Delivery.Attempts,
        ReplayOf = claim.Delivery.ReplayOf,
        Options = claim.Destination.Options,
        Secret = claim.Destination.Secret is { } secret ? _options.OpenSecret?.Invoke(secret) ?? secret : null,
        Guid = claim.Guid,
        Story = claim.Story,
        Follows = claim.Delivery.Follows,
        Version = claim.Delivery.Version,
        Status = claim.Status,
        Bytes = rendition.Bytes,
        ContentType = rendition.ContentType,
        TakenBy = claim.Delivery.Attempts > 1 ? _store.Read(db => DeliveryTable.TakenBy(db, claim.Delivery.Id)) : [],
        At = _store.Clock.Now(),
    };

    private double Chance()
    {
        Span<byte> bytes = stackalloc byte[4];
        _store.Options.Randomness.Fill(bytes);
        return BitConverter.ToUInt32(bytes) / (double)uint.MaxValue;
    }

    private void Wake(IReadOnlyList<LogChange> changes) => Wake();

    private void Wake()
    {
        // Every attempt that ends comes by here: one look is cheaper than the exception.
        if (_wake.CurrentCount > 0) return;
        try { _wake.Release(); }
        catch (SemaphoreFullException) { /* it will wake already */ }
    }

    private async Task Sleep(CancellationToken stop)
    {
        var sleep = LongestSleep;
        if (LastFailure is null && _store.Read(Destinations.NextDue) is { } next && next - _store.Clock.Now() is var left && left < sleep) sleep = left > TimeSpan.Zero ? left : TimeSpan.FromMilliseconds(1);
        using var woken = CancellationTokenSource.CreateLinkedTokenSource(stop);
        await Task.WhenAny(Task.Delay(sleep, _store.Clock.Time, woken.Token), _wake.WaitAsync(woken.Token));
        await woken.CancelAsync();
        stop.ThrowIfCancellationRequested();
    }
}
