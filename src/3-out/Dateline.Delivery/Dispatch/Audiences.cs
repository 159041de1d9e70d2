using Dateline.News;
using Dateline.Store.Database;
using Dateline.Store.Deliveries;
using Dateline.Store.Intake;
using Dateline.Store.Keeping;
using Dateline.Store.Stories;
using Dateline.Store.Wire;
using Dateline.Store.Writing;

namespace Dateline.Delivery.Dispatch;

/// <summary>
/// Follows the wire log and decides who gets each release: those whose products hold it, and for what comes after a first version everyone who ever had one
/// (product.md's table of actions). Deliveries and the cursor's move are one transaction, so no release is skipped and none goes out twice.
/// Withdrawals were given their audience when they were released.
/// </summary>
internal static class Audiences
{
    internal const string Reader = "delivery";
    private const int RowsAtOnce = 100;

    // A chain goes on for a day, not for ever.
    private const int MostAfter = 50;

    // A kill waits for no longer than these take to write.
    private const int DeliveriesAtOnce = 2000;

    /// <summary>Deals with the next rows of the log; how many.</summary>
    internal static int Follow(StoreTransaction tx)
    {
        var book = ClientBook.Read(tx.Db, tx.Now);
        var rows = WireLog.After(tx.Db, Cursors.Get(tx.Db, Reader), Math.Clamp(DeliveriesAtOnce / Math.Max(1, book.Destinations.Count), 1, RowsAtOnce));
        if (rows.Count == 0) return 0;
        var woken = new HashSet<Guid>();
        foreach (var row in rows) Expand(tx, book, row, woken);
        foreach (var destination in woken) Destinations.Wake(tx, destination);
        Cursors.Set(tx, Reader, rows[^1].Position);
        CrashPoint.Pass("delivery.expanded");
        return rows.Count;
    }

    /// <summary>A destination that is read begins: what was released last, and its client would have had, lies ready there, in its order. What is still to be dealt with comes by itself.</summary>
    internal static void Begin(StoreTransaction tx, Destination destination, int rows)
    {
        var book = ClientBook.Read(tx.Db, tx.Now).Only(destination.Id);
        var read = Cursors.Get(tx.Db, Reader);
        foreach (var row in WireLog.After(tx.Db, Math.Max(0, read - rows), rows).Where(r => r.Position <= read)) Expand(tx, book, row, []);
    }

    private static void Expand(StoreTransaction tx, ClientBook book, LoggedRow row, HashSet<Guid> woken)
    {
        if (row.Action is ReleaseAction.Hold or ReleaseAction.Kill or ReleaseAction.Takedown or ReleaseAction.Unpublish or ReleaseAction.Republish or ReleaseAction.Reinstate) return;
        if (book.IsEmpty || StoryTable.Find(tx.Db, row.Story) is not { } story || StoryTable.Version(tx.Db, row.Story, row.Version) is not { Content: { } content } version) return;
        var attempted = Recipients.Of(tx.Db, story.Id).ToHashSet(StringComparer.Ordinal);
        var had = Had(tx.Db, story, attempted, HadLinked(tx.Db, story));
        List<Story>? after = null;
        var facts = FactsOf(tx.Db, story, content, tx.Now);
        var lane = LaneOf(content, row.Action);
        foreach (var (destination, client) in book.Destinations)
        {
            var hasIt = had.Contains(destination.Code);
            if (!IsFor(book, destination, client, facts, hasIt)) continue;
            if (!MayHave(story.Standing, destination, row.Action, hasIt, tx.Now)) continue;
            if (row.Action == ReleaseAction.Due && WasSent(tx.Db, destination, row.Story, row.Version)) continue;
            if (!DeliveryTable.Add(tx, destination, row.Story, row.Version, row.Position, version.Action, lane)) continue;
            if (!destination.IsRead) woken.Add(destination.Id);
            if (attempted.Contains(destination.Code)) continue;
            foreach (var next in after ??= After(tx.Db, story)) AddAfter(tx, destination, next, row.Action);
        }
    }

    // An embargo may have kept it back once: then its row is there, and goes now.
    private static void AddAfter(StoreTransaction tx, Destination destination, Story next, ReleaseAction action)
    {
        var version = next.Standing.Version;
        if (next.Position is not { } position || !MayHave(next.Standing, destination, action, hasIt: false, tx.Now) || WasSent(tx.Db, destination, next.Id, version)) return;
        if (!DeliveryTable.Add(tx, destination, next.Id, version, position, StoryTable.Version(tx.Db, next.Id, version)!.Action, DeliveryLane.Usual)) DeliveryTable.BringBack(tx, destination.Id, position);
    }

    /// <summary>What was released already and follows or corrects a story: whoever gets that only now, at the end of its embargo, would never hear of it.</summary>
    private static List<Story> After(Db db, Story story)
    {
        var found = new List<Story>();
        for (var at = -1; at < found.Count && found.Count < MostAfter; at++)
        {
            var guid = at < 0 ? story.Guid : found[at].Guid;
            foreach (var (id, kind) in StoryTable.Referring(db, guid))
                if (Continues(kind) && id != story.Id && !found.Exists(f => f.Id == id) && StoryTable.Find(db, id) is { Standing: { Version: > 0, Status: PubStatus.Usable } } next) found.Add(next);
        }
        return found;
    }

    /// <summary>Who would get a story if it were released now as it stands, and when. Nothing is written.</summary>
    internal static IEnumerable<ForeseenDelivery> Foresee(Db db, Story story, ReleaseAction action, Embargo usableFrom, Instant now)
    {
        var book = ClientBook.Read(db, now);
        if (book.IsEmpty) yield break;
        var after = story with { Standing = story.Standing with { Version = story.Standing.Version + 1, State = StoryState.Published, Status = PubStatus.Usable, Embargo = usableFrom } };
        var (attempted, linked) = (Recipients.Of(db, story.Id), HadLinked(db, story));
        var had = Had(db, story, attempted, linked);
        HashSet<string> corrected = action switch { ReleaseAction.Correct => [.. attempted], ReleaseAction.Corrective => linked, _ => [] };
        var facts = FactsOf(db, after, story.Content, now);
        foreach (var (destination, client) in book.Destinations)
        {
            var hasIt = had.Contains(destination.Code);
            if (!IsFor(book, destination, client, facts, hasIt)) continue;
            var waits = !Claims.IsOpen(destination with { BlockedUntil = null }, client.Status, now);
            yield return new(client.Name, destination.Code, MayHave(after.Standing, destination, action, hasIt, now))
            {
                IsPaused = waits,
                Opens = waits || LaneOf(story.Content, action) < DeliveryLane.Usual || corrected.Contains(destination.Code) ? null
                    : SendingHours.Kept(destination.Hours) is { } hours && !hours.IsOpen(now) ? hours.NextOpen(now) : null,
            };
        }
    }

    private static DeliveryLane LaneOf(StoryContent content, ReleaseAction action) =>
        content.Urgency is { IsUrgent: true } || action is ReleaseAction.ChangeEmbargo or ReleaseAction.Lift ? DeliveryLane.Urgent : DeliveryLane.Usual;

    /// <summary>Whether a release concerns a destination at all: its client's products hold it and it is to go there, or it has gone there already and the client is still served.</summary>
    private static bool IsFor(ClientBook book, Destination destination, Client client, FilterFacts facts, bool hasIt) =>
        hasIt ? Claims.IsServed(client.Status) : book.Wants(destination, client, facts);

    /// <summary>The gate, asked again when it is sent. Whoever has the story must hear that its embargo moved, whatever it moved to.</summary>
    internal static bool MayHave(Standing standing, Destination destination, ReleaseAction action, bool hasIt, Instant now) =>
        Gate.Ask(standing, destination.Audience, now) switch
        {
            GateVerdict.Open => true,
            GateVerdict.NotYet => hasIt && action is ReleaseAction.ChangeEmbargo,
            _ => false,
        };

    /// <summary>The codes of destinations that were ever attempted with the story, for which a version of it waits (not one that fetches: it has what it has read), or of which that is so with the one that it follows, corrects or brings back.</summary>
    private static HashSet<string> Had(Db db, Story story, IEnumerable<string> attempted, IEnumerable<string> linked)
    {
        var had = attempted.ToHashSet(StringComparer.Ordinal);
        had.UnionWith(Expecting(db, story.Id));
        had.UnionWith(linked);
        return had;
    }

    private static List<string> Expecting(Db db, Guid story) =>
        db.Many("select d.code from delivery w join destination d on d.id = w.destination where w.story = $1 and w.state < 2 and d.channel not in ($2, $3)", static r => r.Text(0), story, Destination.ApiChannel, Destination.PortalChannel);

    /// <summary>The codes of destinations that were ever attempted with what a story follows, corrects or brings back, or for which that waits: they get it yet, and must get this too.</summary>
    internal static HashSet<string> HadLinked(Db db, Guid story) => StoryTable.Find(db, story) is { } found ? HadLinked(db, found) : [];

    private static HashSet<string> HadLinked(Db db, Story story)
    {
        var had = new HashSet<string>(StringComparer.Ordinal);
        foreach (var link in story.Links)
            if (link.Guid is { } guid && Continues(link.Kind) && Linked(db, story, guid) is { } other)
            {
                had.UnionWith(Recipients.Of(db, other.Id));
                had.UnionWith(Expecting(db, other.Id));
            }
        return had;
    }

    private static bool Continues(LinkKind kind) => kind is LinkKind.EvolvedFrom or LinkKind.Corrects or LinkKind.Replaces;

    private static Story? Linked(Db db, Story story, string guid) =>
        StoryTable.FindByGuid(db, guid) ?? (story.Source is { } source ? StoryTable.OfSourceItem(db, source, guid).FirstOrDefault() : null);

    /// <summary>Whether the version went, or is to go. One that the gate kept back is sent now.</summary>
    private static bool WasSent(Db db, Destination destination, Guid story, int version) =>
        db.Number("select 1 from delivery where destination = $1 and story = $2 and version = $3 and state <> 4 limit 1", destination.Id, story, version) is not null;

    internal static FilterFacts FactsOf(Db db, Story story, StoryContent content, Instant now) => new()
    {
        Content = content,
        Kind = story.Kind,
        Desk = story.Desk,
        Source = story.Source is { } source ? Sources.Find(db, source)?.Code : null,
        IsAdvisory = story.Standing.IsAdvisory,
        IsEmbargoed = !story.Standing.Embargo.IsUsable(now),
    };
}
