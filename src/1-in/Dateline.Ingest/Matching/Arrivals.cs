using Dateline.Ingest.Routing;
using Dateline.News;
using Dateline.Store.Intake;
using Dateline.Store.Stories;
using Dateline.Store.Writing;

namespace Dateline.Ingest.Matching;

/// <summary>
/// Takes in what has arrived: keeps it, matches it with what came before, and does what product.md's rules 2 to 5 say.
/// A function on items, inside the writer's turn; nothing here reads bytes.
/// </summary>
internal static class Arrivals
{
    /// <summary>Takes in a whole document: the bytes first, then each item.</summary>
    internal static IReadOnlyList<ItemOutcome> Take(StoreTransaction tx, Source source, SourceSettings settings, RouteBook book, PreparedDocument document)
    {
        var isNew = document.Raw.Keep(tx);
        CrashPoint.Pass("intake.raw-kept");
        var outcomes = new ItemOutcome[document.Items.Count];
        for (var i = 0; i < outcomes.Length; i++)
        {
            if (i > 0) CrashPoint.Pass("intake.between-items");
            outcomes[i] = Take(tx, source, settings, book, document.Items[i], document.Raw.Sha, document.Format);
        }
        // A feed is the same items in other bytes with every look: bytes of which nothing was made are nobody's.
        if (isNew && settings.IsFetched && Array.TrueForAll(outcomes, static o => o.IsRepeat)) document.Raw.Drop(tx);
        return outcomes;
    }

    /// <summary>Takes in one item of bytes that are kept already.</summary>
    internal static ItemOutcome Take(StoreTransaction tx, Source source, SourceSettings settings, RouteBook book, PreparedItem prepared, byte[] raw, string format)
    {
        if (prepared.Item is not { } item) return Quarantined(tx, source, settings, prepared, raw);
        var earlier = Items.Earlier(tx.Db, source.Id, item.Identity);
        var match = Match.Decide(item, prepared.Hash, earlier);
        CrashPoint.Pass("intake.matched");
        if (match is { Kind: MatchKind.Repeat, Of: { } first }) return new(item.Guid, item.Version, first.Outcome, first.Story, IsRepeat: true);
        if (match.Kind == MatchKind.Conflict) return Quarantined(tx, source, settings, prepared with { Failure = Conflict(item) }, raw);

        var turn = new Turn(tx, source, settings, book, prepared, item);
        var (outcome, story) = Act(turn, match, earlier);
        if (item.Has(SignalKind.Alarm)) LikelyStories.Ring(turn, story);
        Keep(turn, prepared, raw, format, outcome, story);
        CrashPoint.Pass("intake.item-kept");
        return new(item.Guid, item.Version, outcome, story);
    }

    private static (string Outcome, Guid? Story) Act(Turn turn, Match match, List<EarlierItem> earlier) => match.Kind switch
    {
        MatchKind.Kill => KillsAndHolds.Kill(turn),
        MatchKind.Hold => KillsAndHolds.Hold(turn, earlier),
        MatchKind.AfterKill => AfterKill(turn, match.Of!.Story),
        MatchKind.Older => (Outcomes.LowerVersion, StoryOf(earlier)),
        MatchKind.Doubtful => Doubtful(turn, StoryOf(earlier)),
        _ => Newest(turn, earlier),
    };

    private static (string, Guid?) Newest(Turn turn, List<EarlierItem> earlier)
    {
        if (!NewStories.IsStory(turn.Item)) return (Outcomes.Kept, null);
        var stories = earlier.Count == 0 ? [] : StoryTable.OfSourceItem(turn.Db, turn.Source.Id, turn.Item.Identity);
        if (stories.Count > 0) return Updates.Apply(turn, stories);
        // A remembered hold ends as one that acted does: by the wire's own correction.
        return NewStories.Make(turn, isWithheld: earlier.Exists(e => e.Outcome == Outcomes.HoldRemembered) && !turn.Item.Has(SignalKind.Correction));
    }

    private static (string, Guid?) AfterKill(Turn turn, Guid? story)
    {
        turn.Alarm("after-kill", $"{Naming.Name(turn.Item)}: a version arrived after the kill. It is kept and blocked; whether the story comes back is for two people to decide.", story);
        return (Outcomes.AfterKill, story);
    }

    private static (string, Guid?) Doubtful(Turn turn, Guid? story)
    {
        turn.Alarm("order-doubtful", $"{Naming.Name(turn.Item)}: by its number this version is one thing, by its time another. It is kept and was not published.", story);
        return (Outcomes.LowerVersion, story);
    }

    private static Guid? StoryOf(List<EarlierItem> earlier) => earlier.Find(e => e.Story is not null)?.Story;

    private static void Keep(Turn turn, PreparedItem prepared, byte[] raw, string format, string outcome, Guid? story) => Items.Keep(turn.Tx, new StoredItem
    {
        Id = turn.Id,
        Source = turn.Source.Id,
        Item = turn.Item,
        Received = turn.Tx.Now,
        Outcome = outcome,
        Format = format,
        Raw = raw,
        Hash = prepared.Hash,
        Story = story,
    }, prepared.Json);

    private static ItemOutcome Quarantined(StoreTransaction tx, Source source, SourceSettings settings, PreparedItem prepared, byte[] raw)
    {
        var failure = prepared.Failure!;
        if (settings.KindOrUsual == SourceKind.Feed && IsThere(tx, source, prepared, failure)) return new(prepared.Item?.Guid, prepared.Item?.Version, Outcomes.Quarantined, null, failure.Code, failure.Message, IsRepeat: prepared.Item is not null);
        var at = failure.Position;
        Quarantine.Put(tx, source.Id, raw, prepared.Index, failure.Code, failure.Message, at.Line, at.Column, at.Offset, prepared.Item?.Guid);
        return new(prepared.Item?.Guid, prepared.Item?.Version, Outcomes.Quarantined, null, failure.Code, failure.Message);
    }

    /// <summary>
    /// A feed gives what is bad in it with every look, in other bytes each time: one entry a day says so. Where no guid tells the item from others, the bytes are kept all the same.
    /// </summary>
    private static bool IsThere(StoreTransaction tx, Source source, PreparedItem prepared, Formats.ReadFailure failure) =>
        Quarantine.Has(tx.Db, source.Id, failure.Code, failure.Message, prepared.Item?.Guid, tx.Now - TimeSpan.FromDays(1));

    private static Formats.ReadFailure Conflict(NewsItem item) =>
        new(QuarantineCodes.VersionConflict, $"Version {item.Version} of this item came before, made at the same time, and said something else. Which one counts is for a person to find out.");
}
