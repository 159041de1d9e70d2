using System.Buffers;
using System.Collections.Concurrent;
using System.Text;
using Dateline.Delivery.Dispatch;
using Dateline.News;
using Dateline.Store;
using Dateline.Store.Database;
using Dateline.Store.Deliveries;
using Dateline.Store.Stories;
using Dateline.Store.Writing;

namespace Dateline.Delivery.Wire;

/// <summary>One entry as a client gets it.</summary>
/// <param name="Ready">The delivery.</param>
/// <param name="Type">What it is: "story", "update", "correction", "embargo", "advisory", "hold", "kill", "takedown".</param>
/// <param name="Position">Its place, as the client sees it.</param>
/// <param name="Json">The entry as JSON.</param>
internal sealed record WireEntry(Ready Ready, string Type, string Position, ReadOnlyMemory<byte> Json);

/// <summary>Some entries in a client's own order.</summary>
/// <param name="Entries">The entries, which are written down as given.</param>
/// <param name="Next">Up to which number everything was looked at.</param>
/// <param name="More">Whether there is more after them.</param>
internal sealed record WirePage(IReadOnlyList<WireEntry> Entries, long Next, bool More)
{
    private WireAnswer? _written;

    /// <summary>As it is answered, written once.</summary>
    /// <param name="position">How the client sees a number.</param>
    internal WireAnswer Written(Func<long, string> position) => _written ??= Write(position);

    private WireAnswer Write(Func<long, string> position)
    {
        var buffer = new ArrayBufferWriter<byte>(64 + Entries.Sum(static e => e.Json.Length + 1));
        buffer.Write("{\"items\":["u8);
        for (var i = 0; i < Entries.Count; i++)
        {
            if (i > 0) buffer.Write(","u8);
            buffer.Write(Entries[i].Json.Span);
        }
        buffer.Write("],\"next\":\""u8);
        Encoding.ASCII.GetBytes(position(Next), buffer);
        buffer.Write(More ? "\",\"more\":true}"u8 : "\",\"more\":false}"u8);
        return new WireAnswer(buffer.WrittenMemory, WireAnswer.JsonType).Tagged();
    }
}

/// <summary>
/// What a client may read, in its own order. The gate is asked at every reading; what is given for the first time is written down, in the transaction that
/// asks the gate once more, before it is answered: so a kill that comes a moment later knows whom to reach.
/// </summary>
internal sealed class WireFeed(NewsStore store, WirePositions positions)
{
    internal const int LargestPage = 100;
    private const int MostKept = 50_000;
    private readonly WirePages _pages = new();
    private readonly ConcurrentDictionary<(Guid Destination, long Number), (string Type, string Position, byte[] Start)> _kept = new();

    /// <summary>The entries after a number. The client has shown that it has everything up to there.</summary>
    /// <param name="id">The destination that is read.</param>
    /// <param name="after">The number; 0: from the beginning.</param>
    /// <param name="limit">At most so many entries.</param>
    /// <param name="receipt">What the receipt says; null: asking proves nothing.</param>
    internal async Task<WirePage> PageAsync(Guid id, long after, int limit, string? receipt)
    {
        var (page, writes) = store.Read(db =>
        {
            var found = Kept(db, id, after, limit);
            return (found, found.Entries.Any(static e => !e.Ready.WasGiven) || receipt is not null && after > 0 && PullDeliveries.Waits(db, id, after));
        });
        if (!writes) return page;
        return await store.Write(tx =>
        {
            if (receipt is not null && after > 0) PullDeliveries.Acknowledge(tx, id, after, receipt);
            var found = Look(tx.Db, id, after, limit);
            Give(tx, id, found.Entries.Select(static e => e.Ready));
            return found;
        }).ConfigureAwait(false);
    }

    /// <summary>The newest entries that a filter takes, before a number; only what was given to the client or lies ready for it is looked at.</summary>
    internal async Task<(WirePage Page, long Looked)> SearchAsync(Guid id, NewsFilter filter, long before, int limit, int most)
    {
        var (page, looked) = store.Read(db => Search(db, id, filter, before, limit, most));
        if (page.Entries.All(static e => e.Ready.WasGiven)) return (page, looked);
        return await store.Write(tx =>
        {
            var found = Search(tx.Db, id, filter, before, limit, most);
            Give(tx, id, found.Page.Entries.Select(static e => e.Ready));
            return found;
        }).ConfigureAwait(false);
    }

    /// <summary>Whether this client may be given this now.</summary>
    internal static bool May(Db db, WireAccess access, Ready ready, Instant now)
    {
        if (ready.Delivery.IsWithdrawal) return true;
        if (!access.IsOpen || ready.Standing.Status != PubStatus.Usable) return false;
        if (Audiences.MayHave(ready.Standing, access.Destination, ready.Delivery.Action, hasIt: false, now)) return true;
        return Audiences.MayHave(ready.Standing, access.Destination, ready.Delivery.Action, hasIt: true, now) && (ready.WasGiven || Had(db, access.Destination, ready.Delivery.Story));
    }

    internal static void Give(StoreTransaction tx, Guid id, IEnumerable<Ready> given)
    {
        if (Destinations.Find(tx.Db, id) is { } destination) PullDeliveries.Give(tx, destination, given);
    }

    internal static bool Had(Db db, Destination destination, Guid story) => db.Number("select 1 from recipient where destination = $1 and story = $2 limit 1", destination.Code, story) is not null;

    /// <summary>A page that is asked for again and again is looked up anew only where anything could have changed it.</summary>
    private WirePage Kept(Db db, Guid id, long after, int limit)
    {
        var now = store.Clock.Now();
        if (WireAccess.Of(db, id, now) is not { } access) return new([], after, false);
        var state = WirePageState.Of(db, access);
        if (_pages.Find(id, after, limit, state, now) is { } known) return known;
        Instant? until = access.Until;
        var page = Look(db, access, after, limit, now, ref until);
        _pages.Keep(id, after, limit, page, state, now, until);
        return page;
    }

    private WirePage Look(Db db, Guid id, long after, int limit)
    {
        var now = store.Clock.Now();
        Instant? until = null;
        return WireAccess.Of(db, id, now) is { } access ? Look(db, access, after, limit, now, ref until) : new([], after, false);
    }

    /// <param name="db">The connection.</param>
    /// <param name="access">Who reads.</param>
    /// <param name="after">The number.</param>
    /// <param name="limit">At most so many entries.</param>
    /// <param name="now">The moment.</param>
    /// <param name="until">Becomes the next moment at which time alone may change what was looked at, where that is earlier.</param>
    private WirePage Look(Db db, WireAccess access, long after, int limit, Instant now, ref Instant? until)
    {
        var (id, entries) = (access.Destination.Id, new List<WireEntry>(limit));
        while (true)
        {
            // One more than asked for tells whether there is more; what the gate closes takes no place, else its absence would tell of it.
            var rows = PullDeliveries.After(db, id, after, limit - entries.Count + 1);
            foreach (var row in rows)
            {
                if (Gate.NextChange(row.Standing, access.Destination.Audience, now) is { } change && !(until < change)) until = change;
                if (!May(db, access, row, now))
                {
                    // What is closed may open by more than time: such a page is looked up each time.
                    (after, until) = (row.Delivery.Sequence!.Value, now);
                    continue;
                }
                if (entries.Count == limit) return new(entries, after, true);
                entries.Add(Entry(db, row, now));
                after = row.Delivery.Sequence!.Value;
            }
            if (rows.Count == 0) return new(entries, after, false);
        }
    }

    private (WirePage Page, long Looked) Search(Db db, Guid id, NewsFilter filter, long before, int limit, int most)
    {
        const int step = 100;
        var entries = new List<WireEntry>(limit);
        if (WireAccess.Of(db, id, store.Clock.Now()) is not { } access) return (new([], 0, false), 0);
        var now = store.Clock.Now();
        for (var looked = 0; looked < most; looked += step)
        {
            var rows = PullDeliveries.Before(db, id, before, step);
            foreach (var row in rows)
            {
                before = row.Delivery.Sequence!.Value;
                if (row.Delivery.IsWithdrawal || !May(db, access, row, now) || !Takes(db, filter, row, now)) continue;
                entries.Add(Entry(db, row, now));
                if (entries.Count == limit) return (new(entries, before, true), before);
            }
            if (rows.Count < step) return (new(entries, before, false), before);
        }
        return (new(entries, before, true), before);
    }

    private static bool Takes(Db db, NewsFilter filter, Ready row, Instant now) =>
        StoryTable.Find(db, row.Delivery.Story) is { } story && StoryTable.Version(db, row.Delivery.Story, row.Delivery.Version) is { Content: { } content } && filter.Takes(Audiences.FactsOf(db, story, content, now));

    private WireEntry Entry(Db db, Ready row, Instant now)
    {
        var key = (row.Delivery.Destination, row.Delivery.Sequence!.Value);
        if (!_kept.TryGetValue(key, out var known))
        {
            if (_kept.Count >= MostKept) _kept.Clear();
            _kept[key] = known = Start(db, row);
        }
        var isEmbargoed = !row.Delivery.IsWithdrawal && !row.Standing.Embargo.IsUsable(now);
        var json = new byte[known.Start.Length + (isEmbargoed ? Embargoed.Length : 1)];
        known.Start.CopyTo(json, 0);
        (isEmbargoed ? Embargoed : "}"u8).CopyTo(json.AsSpan(known.Start.Length));
        return new(row, known.Type, known.Position, json);
    }

    private static ReadOnlySpan<byte> Embargoed => ",\"embargoed\":true}"u8;

    /// <summary>An entry without what changes with time, and without its closing brace.</summary>
    private (string, string, byte[]) Start(Db db, Ready row)
    {
        var version = StoryTable.Version(db, row.Delivery.Story, row.Delivery.Version)!;
        var type = TypeOf(row.Delivery.Action, version.IsAdvisory);
        var position = positions.Write(row.Delivery.Destination, row.Delivery.Sequence!.Value);
        var json = WireAnswer.Json(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("position", position);
            writer.WriteString("type", type);
            writer.WriteString("guid", row.Guid);
            writer.WriteNumber("version", row.Delivery.Version);
            writer.WriteString("status", version.Status switch { PubStatus.Usable => "usable", PubStatus.Withheld => "withheld", _ => "canceled" });
            writer.WriteString("kind", StoryJson.Name(row.Kind));
            writer.WriteString("at", version.At.ToString());
            if (!version.Embargo.IsNone) writer.WriteString("usableFrom", version.Embargo.Until is { } until ? until.ToString() : "further-notice");
            // A withdrawal repeats nothing of what it withdraws.
            if (!row.Delivery.IsWithdrawal && version.Content is { } content)
            {
                if (content.Language is { } language) writer.WriteString("language", language.ToString());
                if (content.Slugline is { } slugline) writer.WriteString("slugline", slugline.Text);
                if (content.Headline is { } headline) writer.WriteString("headline", headline.Text);
                if (content.Urgency is { } urgency) writer.WriteNumber("urgency", urgency.Value);
            }
            if ((version.EdNote ?? version.Content?.EdNote) is { } note) writer.WriteString("edNote", note);
            writer.WriteString("href", $"/wire/v1/items/{Uri.EscapeDataString(row.Guid)}?version={row.Delivery.Version}");
            writer.WriteEndObject();
        });
        return (type, position, json[..^1].ToArray());
    }

    internal static string TypeOf(ReleaseAction action, bool isAdvisory) => action switch
    {
        ReleaseAction.Hold => "hold",
        ReleaseAction.Kill => "kill",
        ReleaseAction.Takedown => "takedown",
        _ when isAdvisory => "advisory",
        ReleaseAction.Publish => "story",
        ReleaseAction.ChangeEmbargo or ReleaseAction.Lift => "embargo",
        ReleaseAction.Correct or ReleaseAction.Corrective => "correction",
        _ => "update",
    };
}

/// <summary>How we stand with whoever reads a destination, at one moment.</summary>
/// <param name="Destination">The destination.</param>
/// <param name="Status">How we stand with its client.</param>
/// <param name="Until">When that changes by time alone: the contract ends. Null: it does not.</param>
internal sealed record WireAccess(Destination Destination, ClientStatus Status, Instant? Until)
{
    /// <summary>Whether more than holds and kills is given.</summary>
    internal bool IsOpen => Destination.State == DestinationState.On && Status == ClientStatus.Active;

    internal static WireAccess? Of(Db db, Guid id, Instant now) =>
        Destinations.Find(db, id) is { IsRead: true } destination && Clients.StandingOf(db, destination.Client) is var (status, ends)
            ? new(destination, now >= ends ? ClientStatus.Ended : status, ends > now ? ends : null) : null;
}
