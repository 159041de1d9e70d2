using Dateline.News;
using Dateline.Store.Database;
using Dateline.Store.Deliveries;
using Dateline.Store.Intake;
using Dateline.Store.Keeping;
using Dateline.Store.Kills;
using Dateline.Store.Wire;
using Dateline.Store.Writing;

namespace Dateline.Store.Stories;

/// <summary>What someone wants released.</summary>
public sealed record ReleaseRequest
{
    /// <summary>The story.</summary>
    public required Guid Story { get; init; }
    /// <summary>What to do with it.</summary>
    public required ReleaseOrder Order { get; init; }
    /// <summary>The version the person saw; another one on the wire refuses the order. Null: whatever it is.</summary>
    public int? ExpectedVersion { get; init; }
    /// <summary>What the version shall say; null: the story's saved content. Ignored by actions that send no text.</summary>
    public StoryContent? Content { get; init; }
    /// <summary>Other stories of the chain, and packages, that are killed, held or taken down with it.</summary>
    public IReadOnlyList<Guid> Also { get; init; } = [];
    /// <summary>The source's version this is made from.</summary>
    public string? SourceVersion { get; init; }
}

/// <summary>One release that was made.</summary>
/// <param name="Story">The story as it stands now.</param>
/// <param name="Position">Its row on the wire log.</param>
/// <param name="Action">What was done.</param>
public sealed record Released(Story Story, long Position, ReleaseAction Action);

/// <summary>
/// Releases stories: the only code that appends to the wire log. The rules decide, and story, version, log row, timetable and audit are
/// written together. People, the API, the wire's own kills and the timetable all come through here.
/// </summary>
public static class Releases
{
    // No story has so many versions between a backup and its restore.
    private const int LeapAfterRestore = 1_000;

    /// <summary>Releases. The first of the list is the story asked for; stories killed or held with it, and the advisory of a reinstatement, follow.</summary>
    public static Outcome<IReadOnlyList<Released>> Release(StoreTransaction tx, ReleaseRequest request)
    {
        if (StoryTable.Find(tx.Db, request.Story) is not { } story) return NotFound;
        if (request.ExpectedVersion is { } expected && expected != story.Standing.Version) return Stale(story);
        if (request.Order.Action == ReleaseAction.Reinstate) return Reinstate(tx, story, request);

        var first = ReleaseOne(tx, story, request);
        if (!first.IsDone) return first.Refusal;
        var done = new List<Released> { first.Value };
        if (request.Order.Action is ReleaseAction.Kill or ReleaseAction.Takedown or ReleaseAction.Hold)
            foreach (var other in request.Also.Distinct())
                if (other != story.Id && StoryTable.Find(tx.Db, other) is { } also && ReleaseOne(tx, also, request with { Story = other, Content = null }) is { IsDone: true } more)
                    done.Add(more.Value);
        CrashPoint.Pass("release.chain-done");
        return done;
    }

    /// <summary>
    /// Writes a story that is not in the store yet, and releases it in the same step: what comes in and goes out at once is written once.
    /// Where the rules refuse it, the story is written as it is, unsent.
    /// </summary>
    public static Outcome<Released> ReleaseNew(StoreTransaction tx, Story story, ReleaseRequest request)
    {
        var done = ReleaseOne(tx, story, request, StoryTable.Insert);
        if (!done.IsDone) StoryTable.Insert(tx, story);
        return done;
    }

    /// <summary>
    /// Sets a release for later: nothing leaves before <paramref name="sendAt"/>. What the story says now is what will go;
    /// whether it may is decided when it fires, and if it may not the desk gets an alarm.
    /// </summary>
    /// <param name="tx">The transaction.</param>
    /// <param name="request">What is to go.</param>
    /// <param name="sendAt">When.</param>
    /// <param name="isUndoable">Whether it is a release of now that waits a few seconds so that it can be taken back: it goes whoever has the story open, and taken back it stands as before.</param>
    public static Outcome<Story> Plan(StoreTransaction tx, ReleaseRequest request, Instant sendAt, bool isUndoable = false)
    {
        if (StoryTable.Find(tx.Db, request.Story) is not { } story) return NotFound;
        if (request.ExpectedVersion is { } expected && expected != story.Standing.Version) return Stale(story);
        if (request.Order.Action is ReleaseAction.Hold or ReleaseAction.Kill or ReleaseAction.Takedown or ReleaseAction.Reinstate or ReleaseAction.Due)
            return new Refusal("not-later", "A hold or a kill goes at once, never later. Nothing was scheduled.", "sendAt");
        if (sendAt <= tx.Now) return new Refusal("send-at-past", "That moment is over. Nothing was scheduled. Send it now, or choose a later one.", "sendAt");
        var decision = ReleaseRules.Decide(story.Standing, request.Order, FactsOf(tx.Db, story, request), tx.Now);
        if (!decision.IsDone) return decision.Refusal;

        var before = story.Standing.State;
        story = StoryTable.Keep(tx, story with { Content = request.Content ?? story.Content, Updated = tx.Now }, request.Order.By, "scheduled");
        if (story.Standing.Version == 0) story = story with { Standing = story.Standing with { State = StoryState.Scheduled } };
        Timetable.CancelPlans(tx, story.Id);
        Timetable.Plan(tx, story.Id, sendAt, PlannedOrder.Write(request.Order, story, request.SourceVersion, isUndoable ? before : null));
        StoryTable.Update(tx, story);
        tx.Audit(request.Order.By, "schedule", story.Guid, StoryJson.Name(request.Order.Action) + " at " + sendAt);
        CrashPoint.Pass("release.planned");
        return story;
    }

    /// <summary>Takes back what was scheduled.</summary>
    public static Outcome<Story> CancelPlan(StoreTransaction tx, Guid id, string by)
    {
        if (StoryTable.Find(tx.Db, id) is not { } story) return NotFound;
        var before = Timetable.Planned(tx.Db, id) is { } plan ? PlannedOrder.StateBefore(plan) : null;
        if (Timetable.CancelPlans(tx, id) == 0) return new Refusal("not-scheduled", "Nothing is scheduled for the story. Nothing has changed.");
        if (story.Standing.State == StoryState.Scheduled) story = story with { Standing = story.Standing with { State = before ?? StoryState.Ready } };
        story = story with { Updated = tx.Now };
        StoryTable.Update(tx, story);
        tx.Audit(by, "schedule-cancel", story.Guid);
        return story;
    }

    /// <summary>Why an order would be refused as things are now; null: it would be done. Nothing is written.</summary>
    public static Refusal? WhyNot(Db db, Story story, ReleaseOrder order, Instant now) => WhyNot(db, story, new ReleaseRequest { Story = story.Id, Order = order }, now);

    internal static Refusal? WhyNot(Db db, Story story, ReleaseRequest request, Instant now) =>
        request.ExpectedVersion is { } expected && expected != story.Standing.Version ? Stale(story) : ReleaseRules.Decide(story.Standing, request.Order, FactsOf(db, story, request), now).Refusal;

    private static Refusal NotFound => new("story-unknown", "There is no such story. Nothing has changed.", "story");

    private static Refusal Stale(Story story) =>
        new("version-changed", $"The story is at version {story.Standing.Version} by now. Nothing was sent. Look at the newest version and decide again.", "expectedVersion");

    private static Outcome<Released> ReleaseOne(StoreTransaction tx, Story story, ReleaseRequest request) =>
        ReleaseOne(tx, story, request, static (t, s) => StoryTable.Update(t, s));

    private static Outcome<Released> ReleaseOne(StoreTransaction tx, Story story, ReleaseRequest request, Action<StoreTransaction, Story> write)
    {
        var order = request.Order;
        var facts = FactsOf(tx.Db, story, request);
        var decided = ReleaseRules.Decide(story.Standing, order, facts, tx.Now);
        if (!decided.IsDone) return decided.Refusal;
        var decision = Numbered(tx, story, decided.Value);
        CrashPoint.Pass("release.decided");

        // What was to go later has gone now, or must not go any more.
        if (story.Standing.Version == 0 || order.Action is ReleaseAction.Kill or ReleaseAction.Takedown or ReleaseAction.Hold) Timetable.CancelPlans(tx, story.Id);
        var wasHeld = story.Standing.State == StoryState.OnHold;
        story = Settle(tx, story, order, decision, facts.Content);
        var content = Sent(story, order, facts.Content);
        var hash = StoryTable.Hash(content);
        var notes = decision.IsNewVersion ? VersionNotes.Of(story, request, decision, content) : null;
        var at = tx.RowTime;
        var position = Append(tx, story, order, hash, notes?.Hash());
        if (notes is not null) WriteVersion(tx, story, order, at, content, hash, position, notes);
        CrashPoint.Pass("release.version-written");
        // Every version that says something; the takedown itself must reach whoever has one of them.
        if (order.Action == ReleaseAction.Takedown) tx.Db.Execute("update version set sealed = 1 where story = $1 and number < $2", story.Id, story.Standing.Version);
        story = story with { Position = position };
        write(tx, story);
        CrashPoint.Pass("release.story-written");
        Timetable.Follow(tx, story, position);
        CrashPoint.Pass("release.timetable-set");
        if (Withdrawals.Is(order.Action)) Withdrawals.Expand(tx, story.Id, story.Standing.Version, position, order.Action);
        if (decision.IsNewVersion && story.Standing.Version > 1) TellTranslations(tx, story);
        tx.Audit(order.By, StoryJson.Name(order.Action), story.Guid, $"version {story.Standing.Version} position {position}" + (order.SecondPerson is { } second ? " with " + second : ""));
        if (KillEntry.ActOf(order.Action, wasHeld) is { } act) Journal(tx, story, act, order, at, position);
        CrashPoint.Pass("release.written");
        return new Released(story, position, order.Action);
    }

    // They are written as they are, so that open screens hear that their original has gone on.
    private static void TellTranslations(StoreTransaction tx, Story story)
    {
        foreach (var translation in StoryTable.LinkingTo(tx.Db, LinkKind.TranslatedFrom, story.Guid)) StoryTable.Update(tx, translation with { Updated = tx.Now });
    }

    /// <summary>
    /// A backup was restored: versions that went out after it are forgotten here and known at the clients, who take no other of the same number. Each story goes on beyond them.
    /// </summary>
    /// <param name="tx">The transaction.</param>
    /// <param name="epochs">By how many the epoch is beyond the backup's: more than one where the same backup was restored before, and what went out after that is forgotten as well.</param>
    internal static void AfterRestore(StoreTransaction tx, long epochs) => tx.Db.Execute("update story set version_floor = head_version + $1", epochs * LeapAfterRestore);

    private static ReleaseDecision Numbered(StoreTransaction tx, Story story, ReleaseDecision decision)
    {
        if (!decision.IsNewVersion || !tx.WasRestored || tx.Db.Number("select version_floor from story where id = $1", story.Id) is not { } floor || decision.Next.Version > floor) return decision;
        return decision with { Next = decision.Next with { Version = (int)floor + 1 } };
    }

    private static void Journal(StoreTransaction tx, Story story, KillAct act, ReleaseOrder order, Instant at, long position) => tx.Journal(new KillEntry
    {
        Act = act,
        Guid = story.Guid,
        Source = story.Source is { } source ? Sources.Find(tx.Db, source)?.Code : null,
        SourceGuid = story.SourceGuid,
        At = at,
        Position = position,
        UsableFrom = act == KillAct.Embargo ? StoryTable.UsableFrom(story.Standing.Embargo) : null,
        By = order.By,
    });

    private static ReleaseFacts FactsOf(Db db, Story story, ReleaseRequest request)
    {
        var content = SendsText(request.Order.Action)
            ? request.Content ?? story.Content
            : StoryTable.NewestText(db, story.Id)?.Content ?? story.Content;
        return new ReleaseFacts(content, story.Standing.IsAdvisory, Recipients.Any(db, story.Id), Predecessor(db, story, request.Order.Action), IsOff(db, story), StoryChecks.StopsSending(db, story.Id));
    }

    /// <summary>Asked of what is on hold only: what else is off says so by its state.</summary>
    private static bool IsOff(Db db, Story story) => story.Standing.State == StoryState.OnHold && WireLog.IsOff(db, story.Id);

    private static Standing? Predecessor(Db db, Story story, ReleaseAction action)
    {
        var kind = action switch { ReleaseAction.NewLead => LinkKind.EvolvedFrom, ReleaseAction.Corrective => LinkKind.Corrects, _ => (LinkKind?)null };
        if (kind is null) return null;
        foreach (var link in story.Links)
            if (link.Kind == kind && link.Guid is { } guid && Linked(db, story, guid) is { } other) return other.Standing;
        return null;
    }

    private static Story? Linked(Db db, Story story, string guid) =>
        StoryTable.FindByGuid(db, guid) ?? (story.Source is { } source ? StoryTable.OfSourceItem(db, source, guid).FirstOrDefault() : null);

    private static bool SendsText(ReleaseAction action) => action is
        ReleaseAction.Publish or ReleaseAction.NewLead or ReleaseAction.Corrective or ReleaseAction.Writethru or ReleaseAction.Correct or ReleaseAction.Refile;

    private static Story Settle(StoreTransaction tx, Story story, ReleaseOrder order, ReleaseDecision decision, StoryContent content)
    {
        story = story with
        {
            Standing = decision.Next,
            Updated = tx.Now,
            FirstSent = story.FirstSent ?? tx.RowTime,
            LastSent = decision.IsNewVersion ? tx.RowTime : story.LastSent,
            Stage = "sent",
        };
        if (SendsText(order.Action)) story = story with { Content = content };
        if (story.Page is null && story.HasPage && !story.Standing.IsAdvisory && content.Language is not null) story = story with { Page = Pages.For(tx, story.Chain, content.Language.Value) };
        return story;
    }

    /// <summary>A hold or a kill goes out as its notice, and so does what is changed while a hold stands: nothing of the text goes with it.</summary>
    private static StoryContent Sent(Story story, ReleaseOrder order, StoryContent content) => story.Standing.Status == PubStatus.Usable
        ? content
        : new StoryContent { Language = content.Language, Slugline = content.Slugline, Urgency = Urgency.From(1), EdNote = order.EdNote ?? order.Reason };

    private static long Append(StoreTransaction tx, Story story, ReleaseOrder order, byte[] hash, byte[]? notes) => tx.Append((position, epoch) => new LogRow
    {
        Position = position,
        Epoch = epoch,
        At = tx.RowTime,
        Action = order.Action,
        Story = story.Id,
        Guid = story.Guid,
        Chain = story.Chain,
        Version = story.Standing.Version,
        Status = story.Standing.Status,
        UsableFrom = story.Standing.Embargo,
        IsAdvisory = story.Standing.IsAdvisory,
        Page = story.Page,
        Content = hash,
        Notes = notes,
        By = order.By,
        Reason = order.Reason,
    });

    private static void WriteVersion(StoreTransaction tx, Story story, ReleaseOrder order, Instant at, StoryContent content, byte[] hash, long position, VersionNotes notes) =>
        tx.Db.Execute("""
            insert into version (story, number, position, at, action, status, signals, usable_from, is_advisory, content, content_hash, ed_note, reason, notice_kind, notice, source_version, sealed)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, 0)
            """, story.Id, story.Standing.Version, position, at, order.Action, story.Standing.Status,
            notes.Signals, StoryTable.UsableFrom(story.Standing.Embargo), story.Standing.IsAdvisory,
            StoryJson.Write(content), hash, notes.EdNote, order.Reason, notes.NoticeKind, notes.Notice, notes.SourceVersion);

    /// <summary>What a version carries beside its content: the log row vouches for it with a hash of its own.</summary>
    private sealed record VersionNotes(string? Signals, string? EdNote, long? NoticeKind, string? Notice, string? SourceVersion)
    {
        internal static VersionNotes Of(Story story, ReleaseRequest request, ReleaseDecision decision, StoryContent content) => new(
            decision.Signals.Count == 0 ? null : string.Join(' ', decision.Signals.Select(s => s.Raw)),
            request.Order.EdNote ?? content.EdNote,
            decision.Notice is null ? null : (long)decision.Notice.Kind,
            decision.Notice?.Text,
            request.SourceVersion ?? story.SourceVersion);

        internal byte[] Hash() => LogRow.HashNotes(Signals, EdNote, NoticeKind, Notice, SourceVersion);
    }

    /// <summary>A new guid, the text as it last was, and an advisory that tells editors.</summary>
    private static Outcome<IReadOnlyList<Released>> Reinstate(StoreTransaction tx, Story killed, ReleaseRequest request)
    {
        var order = request.Order;
        var decided = ReleaseRules.Decide(killed.Standing, order, new ReleaseFacts(killed.Content, AwaitsLegal: StoryChecks.StopsSending(tx.Db, killed.Id)), tx.Now);
        if (!decided.IsDone) return decided.Refusal;
        var content = request.Content ?? StoryTable.NewestText(tx.Db, killed.Id)?.Content ?? killed.Content;

        var back = NewStory(tx, killed.Kind, content) with { Desk = killed.Desk, Links = [new ItemLink(LinkKind.Replaces, killed.Guid)] };
        StoryTable.Insert(tx, back);
        var published = ReleaseOne(tx, back, new ReleaseRequest { Story = back.Id, Order = order with { Action = ReleaseAction.Publish, UsableFrom = order.UsableFrom ?? Embargo.None } });
        if (!published.IsDone) return published.Refusal;
        CrashPoint.Pass("release.back-published");

        var note = NewStory(tx, ItemKind.Text, Advisory(content, order)) with { Desk = killed.Desk, Standing = Standing.NeverSent with { IsAdvisory = true } };
        StoryTable.Insert(tx, note);
        var told = ReleaseOne(tx, note, new ReleaseRequest { Story = note.Id, Order = new ReleaseOrder { Action = ReleaseAction.Publish, By = order.By } });
        tx.Audit(order.By, "reinstate", killed.Guid, $"as {back.Guid} with {order.SecondPerson}");
        return told.IsDone ? new List<Released> { published.Value, told.Value } : told.Refusal;
    }

    private static StoryContent Advisory(StoryContent content, ReleaseOrder order) => new()
    {
        Language = content.Language,
        Headline = Headline.From(content.Language?.Primary == "fr" ? "Avis aux rédactions : article rétabli" : "Advisory to editors: story reinstated"),
        Slugline = content.Slugline,
        EdNote = order.EdNote ?? order.Reason,
        Urgency = Urgency.From(2),
    };

    /// <summary>A new story of our own, not yet written to the store.</summary>
    public static Story NewStory(StoreTransaction tx, ItemKind kind, StoryContent content)
    {
        var id = tx.Ids.NewId();
        return new Story { Id = id, Guid = "urn:uuid:" + id.ToString("D"), Chain = id, Kind = kind, Created = tx.Now, Updated = tx.Now, Content = content, Stage = "working" };
    }
}
