using Dateline.Delivery.Dispatch;
using Dateline.Delivery.Wire;
using Dateline.News;
using Dateline.Store;
using Dateline.Store.Database;
using Dateline.Store.Deliveries;
using Dateline.Store.Keeping;
using Dateline.Store.Search;
using Dateline.Store.Stories;

namespace Dateline.Delivery.Portal;

/// <summary>One entry of the wire as a page shows it.</summary>
/// <param name="Ready">What lies ready.</param>
/// <param name="Version">The version.</param>
/// <param name="Type">What it is, as the API calls it ("correction").</param>
/// <param name="IsEmbargoed">Whether it may be used only later.</param>
/// <param name="Slugline">By what a desk follows it; of a takedown nothing is said.</param>
internal sealed record PortalEntry(Ready Ready, StoryVersion Version, string Type, bool IsEmbargoed, string? Slugline)
{
    /// <summary>What it says; of what is withdrawn nothing.</summary>
    internal StoryContent? Content => Ready.Delivery.IsWithdrawal ? null : Version.Content;

    internal string Path => PortalWire.PathOf(Ready.Guid);
}

/// <summary>A page of entries, the newest first.</summary>
/// <param name="Entries">The entries.</param>
/// <param name="Older">Where older ones begin; null: these were the last.</param>
internal sealed record PortalList(IReadOnlyList<PortalEntry> Entries, string? Older);

/// <summary>What somebody looks for. Nulls ask nothing; everything that is asked must hold.</summary>
internal sealed record PortalQuestion
{
    /// <summary>Words that must all be there, in any order.</summary>
    internal string? Words { get; init; }
    /// <summary>Filters that must all take it: a product's, a topic's.</summary>
    internal IReadOnlyList<NewsFilter> Filters { get; init; } = [];
    /// <summary>A language.</summary>
    internal string? Language { get; init; }
    /// <summary>Only with pictures.</summary>
    internal bool Pictured { get; init; }

    /// <summary>Whether anything is asked.</summary>
    internal bool IsEmpty => Words is null && Filters.Count == 0 && Language is null && !Pictured;
}

/// <summary>A story as somebody opened it.</summary>
/// <param name="Entry">The version that is read, or the withdrawal.</param>
/// <param name="Story">The story.</param>
/// <param name="Others">Every version that the client may read, the newest first.</param>
/// <param name="Notices">What readers were told of changes.</param>
/// <param name="IsGone">Whether it asked for an old version of what was withdrawn.</param>
internal sealed record PortalStory(PortalEntry Entry, Story Story, IReadOnlyList<PortalEntry> Others, IReadOnlyList<PublicNotice> Notices, bool IsGone)
{
    /// <summary>The newest version.</summary>
    internal int Newest => Others.Count > 0 ? Others[0].Version.Number : Entry.Version.Number;
}

/// <summary>
/// What the people of a client read: what lies ready at its destination of channel "portal", through the gate at every reading. What is given is written down before
/// it is shown: for the client, so that a withdrawal goes to it; and for the person who opens it, so that a withdrawal is mailed to them.
/// </summary>
internal sealed class PortalWire(NewsStore store, WirePositions positions)
{
    internal const int PageSize = 40;
    private const int Step = 100;
    private const int ProposedAtOnce = 200;
    private const int MostProposed = 2000;

    /// <summary>How many of the newest entries are looked through one by one; what is older is found by words through the index.</summary>
    internal int MostLooked { get; init; } = 2000;

    internal static string PathOf(string guid) => PortalModule.Root + "/story/" + Uri.EscapeDataString(guid).Replace("%3A", ":", StringComparison.Ordinal);

    /// <summary>The newest entries that answer a question, from a position on.</summary>
    internal async Task<PortalList> List(Destination destination, PortalQuestion question, string? before)
    {
        await positions.PrepareAsync().ConfigureAwait(false);
        var from = before is not null && positions.Read(destination.Id, before) is { } number ? number : long.MaxValue;
        var list = store.Read(db => Look(db, destination, question, from, null));
        var proposed = list is { Older: not null, Entries.Count: < PageSize } && question.Words is { } words ? Propose(words) : null;
        if (proposed is not null) list = store.Read(db => Look(db, destination, question, from, proposed));
        if (list.Entries.All(static e => e.Ready.WasGiven)) return list;
        return await store.Write(tx =>
        {
            // Asked once more where it is written down: a kill may have come between.
            var again = Look(tx.Db, destination, question, from, proposed);
            PullDeliveries.Give(tx, destination, again.Entries.Select(static e => e.Ready));
            return again;
        }).ConfigureAwait(false);
    }

    /// <summary>Opens a story, of a version or (0) the newest, for a person who then has it; null where there is nothing of theirs under that guid.</summary>
    internal async Task<PortalStory?> Open(Person person, Destination destination, string guid, int version, ReadingKind kind, string what = "")
    {
        var now = store.Clock.Now();
        var found = store.Read(db => WireItems.Find(db, destination.Id, guid, version, now) is { } ready ? (Ready: ready, Known: IsKnown(db, person, ready.Ready.Delivery, kind, what, now)) : default);
        if (found.Ready is not { } one) return null;
        if (one.Problem is null && !found.Known)
            one = await store.Write(tx =>
            {
                var again = WireItems.Find(tx.Db, destination.Id, guid, version, tx.Now);
                if (again is { Problem: null, Ready: var ready })
                {
                    PullDeliveries.Give(tx, destination, [ready]);
                    if (ready.Delivery.IsWithdrawal) PullDeliveries.Read(tx, ready.Delivery.Id, "read in the portal by " + person.Pseudonym);
                    else ClientReadings.Note(tx, person, ready.Delivery.Story, ready.Delivery.Version, kind, what);
                }
                return again;
            }).ConfigureAwait(false);
        return one is null ? null : store.Read(db => Opened(db, destination, one));
    }

    /// <summary>Withdrawals that nobody at the client has read.</summary>
    internal IReadOnlyList<PortalEntry> Unread(Destination destination) => store.Read(db => PullDeliveries.Unread(db, destination.Id).Select(r => Entry(db, r, store.Clock.Now())).ToList());

    /// <summary>Whether this entry answers a question.</summary>
    internal static bool Answers(Db db, Ready ready, PortalQuestion question, Instant now)
    {
        if (question.IsEmpty) return true;
        if (ready.Delivery.IsWithdrawal || StoryTable.Find(db, ready.Delivery.Story) is not { } story || StoryTable.Version(db, story.Id, ready.Delivery.Version) is not { Content: { } content }) return false;
        if (question.Language is { } language && !(content.Language is { } own && FilterWords.IsLanguage(own, language))) return false;
        if (question.Pictured && content.Pictures.Count == 0) return false;
        if (question.Words is { } words && !words.Split(' ', StringSplitOptions.RemoveEmptyEntries).All(word => Has(content, word))) return false;
        return question.Filters.Count == 0 || Audiences.FactsOf(db, story, content, now) is var facts && question.Filters.All(f => f.Takes(facts));
    }

    // What clients are given, and no more: a note to staff finds nothing here.
    private static bool Has(StoryContent content, string word) =>
        FilterWords.Contains(content, word)
        || content.Slugline?.Text.Contains(word, StringComparison.OrdinalIgnoreCase) == true
        || content.Bylines.Any(b => b.Name.Contains(word, StringComparison.OrdinalIgnoreCase))
        || content.Places.Any(p => p.Name.Contains(word, StringComparison.OrdinalIgnoreCase))
        || content.Keywords.Any(k => k.Contains(word, StringComparison.OrdinalIgnoreCase));

    /// <summary>
    /// The stories of the whole archive in which words that begin so stand, the last changed first; null where there are too many, or the index is far behind. The newsroom's index knows what
    /// no client may: it only proposes, and each is asked anew what lies ready of it, through the gate, and whether that very version has the words.
    /// </summary>
    private List<Guid>? Propose(string words)
    {
        var parts = words.Split(' ', StringSplitOptions.RemoveEmptyEntries).SelectMany(static w => w.Split([.. w.Where(static c => !char.IsLetterOrDigit(c))], StringSplitOptions.RemoveEmptyEntries)).ToList();
        if (parts.Count == 0) return null;
        var query = new SearchQuery { Words = string.Join(' ', parts.Select(static p => p.Length > 1 ? p + "*" : p)), Count = ProposedAtOnce };
        var proposed = new List<Guid>();
        for (string? next = null; proposed.Count < MostProposed;)
        {
            if (store.Search.Newsroom.Find(query with { After = next }) is not { IsDone: true, Value: var answer } || answer.Behind > MostProposed) return null;
            proposed.AddRange(answer.Hits.Select(static s => s.Id));
            if ((next = answer.Next) is null) return proposed;
        }
        return null;
    }

    private PortalList Look(Db db, Destination destination, PortalQuestion question, long before, IReadOnlyList<Guid>? proposed)
    {
        var entries = new List<PortalEntry>(PageSize);
        var now = store.Clock.Now();
        if (WireAccess.Of(db, destination.Id, now) is not { } access) return new([], null);
        for (var looked = 0; looked < MostLooked; looked += Step)
        {
            var rows = PullDeliveries.Before(db, destination.Id, before, Step);
            foreach (var row in rows)
            {
                before = row.Delivery.Sequence!.Value;
                if (!WireFeed.May(db, access, row, now) || !Answers(db, row, question, now)) continue;
                entries.Add(Entry(db, row, now));
                if (entries.Count == PageSize) return new(entries, positions.Write(destination.Id, before));
            }
            if (rows.Count < Step) return new(entries, null);
        }
        if (proposed is null) return new(entries, positions.Write(destination.Id, before));
        foreach (var row in proposed.SelectMany(story => PullDeliveries.Before(db, destination.Id, before, story)).OrderByDescending(static r => r.Delivery.Sequence))
        {
            if (!WireFeed.May(db, access, row, now) || !Answers(db, row, question, now)) continue;
            entries.Add(Entry(db, row, now));
            if (entries.Count == PageSize) return new(entries, positions.Write(destination.Id, row.Delivery.Sequence!.Value));
        }
        return new(entries, null);
    }

    private PortalStory? Opened(Db db, Destination destination, WireItems.Found found)
    {
        var now = store.Clock.Now();
        if (StoryTable.Find(db, found.Ready.Delivery.Story) is not { } story || WireAccess.Of(db, destination.Id, now) is not { } access) return null;
        var entry = Entry(db, found.Ready, now);
        if (entry.Ready.Delivery.IsWithdrawal) return new(entry, story, [], [], found.Problem is not null);
        var others = PullDeliveries.OfGuid(db, destination.Id, found.Ready.Guid).Where(r => !r.Delivery.IsWithdrawal && (r.WasGiven || r.Delivery.Version == r.Standing.Version) && WireFeed.May(db, access, r, now)).DistinctBy(static r => r.Delivery.Version);
        var notices = StoryTable.Notices(db, story.Chain, entry.Content?.Language?.Primary).Where(n => n.At <= entry.Version.At);
        return new(entry, story, [.. others.Select(r => Entry(db, r, now))], [.. notices.Reverse()], false);
    }

    internal static PortalEntry Entry(Db db, Ready ready, Instant now)
    {
        var version = StoryTable.Version(db, ready.Delivery.Story, ready.Delivery.Version)!;
        var slugline = ready.Delivery.Action == ReleaseAction.Takedown ? null : version.Content?.Slugline?.Text ?? StoryTable.Find(db, ready.Delivery.Story)?.Content.Slugline?.Text;
        return new(ready, version, WireFeed.TypeOf(ready.Delivery.Action, version.IsAdvisory), !ready.Delivery.IsWithdrawal && !ready.Standing.Embargo.IsUsable(now), slugline);
    }

    private static bool IsKnown(Db db, Person person, Store.Deliveries.Delivery delivery, ReadingKind kind, string what, Instant now) =>
        delivery.IsWithdrawal ? delivery.ReceiptAt is not null : delivery.FirstAttempt is not null && ClientReadings.IsKnown(db, person.Id, delivery.Story, delivery.Version, kind, what, now);
}
