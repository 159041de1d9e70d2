using Dateline.Ingest.Routing;
using Dateline.News;
using Dateline.Store.Intake;
using Dateline.Store.Stories;

namespace Dateline.Ingest.Matching;

/// <summary>
/// Makes stories of items that are new here. A story keeps a guid of our own for life and the source's beside it: two sources may use one guid,
/// and the desk may make several stories of one item.
/// </summary>
internal static class NewStories
{
    // A flash is of this hour: what a wire catches up with, or an archive that is read in, wakes nobody.
    private static readonly TimeSpan FlashLife = TimeSpan.FromHours(1);

    private static readonly LinkKind[] SameChain = [LinkKind.EvolvedFrom, LinkKind.TranslatedFrom, LinkKind.DerivedFrom];

    /// <summary>Whether such an item becomes a story. Events, plans and vocabulary do not.</summary>
    internal static bool IsStory(NewsItem item) =>
        item.Kind is ItemKind.Text or ItemKind.Picture or ItemKind.Graphic or ItemKind.Video or ItemKind.Audio or ItemKind.Composite or ItemKind.Package;

    internal static (string Outcome, Guid? Story) Make(Turn turn, bool isWithheld)
    {
        var predecessor = Predecessor(turn);
        var successor = predecessor is null ? Successor(turn) : null;
        var story = Draft(turn, turn.Item.Kind);
        story = story with
        {
            Chain = (predecessor ?? successor)?.Chain ?? story.Id,
            Standing = story.Standing with { Status = isWithheld ? PubStatus.Withheld : PubStatus.Usable },
        };
        var why = WhyItWaits(turn, story, predecessor, successor);
        story = story with { AutoSend = why is null && turn.Plan.Sender is not null };
        var sent = story.AutoSend && RouteCounts.Take(turn, turn.Plan.Sender!, story);
        if (sent) sent = IsSent(turn, story, Releases.ReleaseNew(turn.Tx, story, turn.Request(story, ActionFor(story, predecessor), NoteOf(story))).Refusal);
        else StoryTable.Insert(turn.Tx, story);
        if (story.Content.Pictures.Count > 0) MediaFiles.Bind(turn.Tx, story);
        CrashPoint.Pass("intake.story-kept");
        if (why is { } wait) turn.Alarm(wait.Kind, wait.Text, story.Id);
        if (predecessor is null && IsFlash(turn, story)) turn.Alarm("incoming-flash", $"{turn.Provider} sent a flash: {Naming.Name(story)}. Look at it now.", story.Id);
        return (sent ? Outcomes.Sent : Outcomes.NewStory, story.Id);
    }

    /// <summary>Whether it is a flash: a text that its wire calls as urgent as can be. What follows it in its chain is not one again, and a withheld one is nobody's to send.</summary>
    private static bool IsFlash(Turn turn, Story story) =>
        story is { Kind: ItemKind.Text, Standing: { Status: PubStatus.Usable, IsAdvisory: false } } && story.Content.Urgency?.Value == 1
        && (turn.Item.VersionCreated is not { } made || turn.Tx.Now - FlashLife < made);

    /// <summary>A story that says what the item says, not yet written to the store.</summary>
    internal static Story Draft(Turn turn, ItemKind kind)
    {
        var item = turn.Item;
        return Releases.NewStory(turn.Tx, kind, turn.Content) with
        {
            Desk = turn.Plan.Desk,
            Stage = turn.Plan.Stage,
            Links = item.Links,
            Source = turn.Source.Id,
            SourceGuid = item.Identity,
            SourceVersion = item.Version,
            SourceVersionCreated = item.VersionCreated,
            Standing = Standing.NeverSent with { Embargo = item.Embargo, IsAdvisory = item.IsAdvisory },
        };
    }

    /// <summary>Sends a story that was made before and that a route wants sent now; false where nothing wants it or something forbids it.</summary>
    internal static bool Send(Turn turn, Story story)
    {
        var predecessor = Predecessor(turn);
        if (turn.Plan.Sender is not { } route || WhyItWaits(turn, story, predecessor, null) is not null || !RouteCounts.Take(turn, route, story)) return false;
        return IsSent(turn, story, turn.Release(story, ActionFor(story, predecessor), NoteOf(story)).Refusal);
    }

    private static Func<ReleaseOrder, ReleaseOrder> NoteOf(Story story) => order => order with { EdNote = story.Content.EdNote };

    private static bool IsSent(Turn turn, Story story, Refusal? refusal)
    {
        if (refusal is not null) turn.Alarm("route-cant-send", $"The route \"{turn.Plan.Sender!.Name}\" could not send {Naming.Name(story)}. {refusal.Message}", story.Id);
        return refusal is null;
    }

    /// <summary>Why a route may not send it by itself; null: it may. What nobody routes waits without an alarm, as everything does.</summary>
    private static (string Kind, string Text)? WhyItWaits(Turn turn, Story story, Story? predecessor, Story? successor)
    {
        var name = Naming.Name(story);
        if (story.Standing.Status != PubStatus.Usable) return ("withheld", $"{turn.Provider} withholds {name} until further notice. It stays on the desk.");
        if (story.Standing.Embargo.Ambiguous) return ("embargo-unclear", $"{name} has an embargo that can't be read as a moment. It is embargoed until further notice; find out which it is, then send it.");
        if (turn.Plan.Sender is null) return null;
        if (turn.Item.Has(SignalKind.Alarm)) return ("sounds-like-kill-waits", $"{name} sounds like a kill, so no route sends it. Read it.");
        if (successor is not null) return ("late-predecessor", $"{name} arrived after the story that continues it. It was not sent.");
        if (predecessor is null || ActionFor(story, predecessor) == ReleaseAction.Publish) return null;
        if (predecessor.Standing.State is StoryState.Killed or StoryState.TakenDown || predecessor.Standing.Status == PubStatus.Canceled) return ("predecessor-killed", $"{name} continues a story that was killed. It was not sent.");
        if (predecessor.Standing.Status == PubStatus.Withheld) return ("predecessor-held", $"{name} continues a story that is on hold. It was not sent.");
        return predecessor.Standing.Version == 0 ? ("predecessor-unsent", $"{name} continues a story that is not out yet. It was not sent.") : null;
    }

    private static ReleaseAction ActionFor(Story story, Story? predecessor) =>
        predecessor is null || story.Links.FirstOrDefault(l => Refers(l, predecessor)) is not { } link ? ReleaseAction.Publish
        : link.Kind == LinkKind.EvolvedFrom ? ReleaseAction.NewLead
        : link.Kind == LinkKind.Corrects && predecessor.Standing.Version > 0 && !string.IsNullOrWhiteSpace(story.Content.EdNote) ? ReleaseAction.Corrective
        : ReleaseAction.Publish;

    private static bool Refers(ItemLink link, Story story) => link.Guid is { } guid && (guid == story.SourceGuid || guid == story.Guid);

    /// <summary>The story that this one continues, translates, is another form of or corrects: the first that is here.</summary>
    private static Story? Predecessor(Turn turn)
    {
        foreach (var link in turn.Item.Links)
            if (link.Guid is { } guid && (link.Kind == LinkKind.Corrects || SameChain.Contains(link.Kind)) && StoryTable.OfSourceItem(turn.Db, turn.Source.Id, guid) is [var story, ..])
                return story;
        return null;
    }

    /// <summary>A story that came before this one and continues it.</summary>
    private static Story? Successor(Turn turn)
    {
        foreach (var (id, kind) in StoryTable.Referring(turn.Db, turn.Item.Identity))
            if (SameChain.Contains(kind) && StoryTable.Find(turn.Db, id) is { } story && story.Source == turn.Source.Id) return story;
        return null;
    }
}
