using Dateline.News;
using Dateline.News.Tests.Release;
using Dateline.Store.Database;
using Dateline.Store.Keeping;
using Dateline.Store.Stories;
using Dateline.Store.Wire;
using Dateline.Store.Writing;

namespace Dateline.Store.Tests.Release;

/// <summary>One step of a history: numbers that are read by how things stand, so that a history without some of its steps is still one.</summary>
internal readonly record struct Step(int What, int Which, ReleaseAction Action, int Embargo, int More)
{
    private static readonly ReleaseAction[] Actions = [.. Enum.GetValues<ReleaseAction>().Where(a => a != ReleaseAction.Due), ReleaseAction.Publish, ReleaseAction.Publish, ReleaseAction.Writethru, ReleaseAction.SendAsWas];

    internal static Step From(Func<int, int> below) => new(below(12), below(8), Actions[below(Actions.Length)], below(9), below(10));
}

/// <summary>
/// A few stories that a desk works on, step by step, in the real store and in the plain model beside it: what the store answers, how it stands,
/// what it will do by time alone and what it has put on the log must be what the model says. The first difference is kept.
/// </summary>
internal sealed class History(IReadOnlyList<Step> steps)
{
    private readonly List<Told> _stories = [];

    internal IReadOnlyList<Step> Steps => steps;

    /// <summary>The first difference; null: none.</summary>
    internal string? Wrong { get; private set; }

    /// <summary>Takes step number <paramref name="number"/>, where there is one.</summary>
    internal int Take(StoreTransaction tx, int number)
    {
        if (Wrong is not null || number >= steps.Count) return 0;
        try
        {
            Take(tx, steps[number]);
            foreach (var story in _stories) Compare(tx.Db, story, tx.Now);
        }
        catch (Exception failed)
        {
            Wrong = $"step {number}: {failed.GetType().Name}: {failed.Message}";
        }
        if (Wrong is not null) Wrong = $"after step {number} ({steps[number]}): {Wrong}";
        return 0;
    }

    /// <summary>What the model says of the time up to <paramref name="now"/>, once the store has lived through it.</summary>
    internal void Pass(Instant now)
    {
        foreach (var story in _stories)
            foreach (var wait in story.Waits.Where(w => w.At <= now).OrderBy(w => w.At).ThenBy(w => w.Kind).ToList())
                if (story.Waits.Remove(wait)) Come(story, wait, now);
    }

    /// <summary>Looks at the end at all that was written.</summary>
    internal void Close(Db db)
    {
        if (Wrong is not null) return;
        foreach (var story in _stories)
        {
            var rows = WireLog.OfStory(db, story.Id);
            Expect(rows.Count(r => r.Action == ReleaseAction.Due), story.Dues, "due rows");
            Expect(rows.Count(r => r.Action != ReleaseAction.Due), story.Rows, "rows of the log");
            // A version says for ever what it said when it was sent; a hold, a kill and what is sent while a hold stands say nothing of the text.
            var said = StoryTable.Versions(db, story.Id).OrderBy(v => v.Number).Select(v => v.Content?.Headline?.Text ?? "-");
            Expect(string.Join('|', said), string.Join('|', story.Said), "what the versions say");
        }
        Expect(_stories.Select(s => StoryTable.Find(db, s.Id)!.Guid).Distinct().Count(), _stories.Count, "guids");
    }

    private void Take(StoreTransaction tx, Step step)
    {
        if (_stories.Count == 0 || step.What == 0 && _stories.Count < 5) { Begin(tx, step); return; }
        var story = _stories[step.Which % _stories.Count];
        switch (step.What)
        {
            case 1 when story.Model.Version > 0:
                Recipients.Note(tx, "client", story.Id, story.Model.Version);
                story.Model.ClientHasIt = true;
                break;
            case 2 or 3: Plan(tx, story, step); break;
            case 4: CancelPlan(tx, story); break;
            default: Act(tx, story, step); break;
        }
    }

    private void Begin(StoreTransaction tx, Step step)
    {
        var follows = step.More > 4 && _stories.Count > 0 ? _stories[step.Which % _stories.Count] : null;
        var kind = step.More > 7 ? LinkKind.Corrects : LinkKind.EvolvedFrom;
        var advisory = step.More == 0;
        var story = Releases.NewStory(tx, ItemKind.Text, Text("Draft " + _stories.Count)) with { Standing = Standing.NeverSent with { IsAdvisory = advisory } };
        if (follows is not null) story = story with { Links = [new ItemLink(kind, StoryTable.Find(tx.Db, follows.Id)!.Guid)] };
        StoryTable.Insert(tx, story);
        _stories.Add(new Told(story.Id, new StoryModel(tx.Now) { IsAdvisory = advisory })
        {
            Lead = kind == LinkKind.EvolvedFrom ? follows?.Model : null,
            Wronged = kind == LinkKind.Corrects ? follows?.Model : null,
            Draft = "Draft " + _stories.Count,
        });
    }

    private void Act(StoreTransaction tx, Told story, Step step)
    {
        var (order, content) = (Order(step, tx.Now), step.More < 3 ? null : Text($"Text {step.More} {step.Embargo}", step, tx.Now));
        var beside = order.Action is ReleaseAction.Kill or ReleaseAction.Hold or ReleaseAction.Takedown && step.More % 2 == 0 ? _stories[(step.Which + 1) % _stories.Count] : null;
        var done = Releases.Release(tx, new ReleaseRequest { Story = story.Id, Order = order, Content = content, Also = beside is null ? [] : [beside.Id] });

        var allowed = Allows(story, order, tx.Now);
        Expect(done.IsDone, allowed, $"{order.Action} of a story that is {story.Model.Stand} ({done.Refusal?.Code})");
        if (!allowed || Wrong is not null) return;
        if (order.Action == ReleaseAction.Reinstate) { Reinstated(story, done.Value!, order, content, tx.Now); return; }
        Do(story, order, content, tx.Now);
        if (beside is not null && beside != story && beside.Model.Allows(order, true, tx.Now)) Do(beside, order, null, tx.Now);
    }

    private static bool Allows(Told story, ReleaseOrder order, Instant now)
    {
        story.Model.Predecessor = order.Action == ReleaseAction.Corrective ? story.Wronged : story.Lead;
        return story.Model.Allows(order, true, now);
    }

    private static void Do(Told story, ReleaseOrder order, StoryContent? content, Instant now)
    {
        var (first, version) = (story.Model.Version == 0, story.Model.Version);
        var text = IsText(order.Action);
        if (text && content is not null) (story.Draft, story.Rights) = (content.Headline!.Text, content.Rights);
        story.Model.Do(order, story.Rights, now);
        story.Rows++;
        if (text) (story.Sent, story.SentRights) = (story.Draft, story.Rights);
        if (story.Model.Version > version) story.Said.Add(story.Model.Stand is Stand.Held or Stand.Killed or Stand.TakenDown ? "-" : story.Sent);
        // A takedown seals what was there, and shows nothing of it any more.
        if (order.Action == ReleaseAction.Takedown) for (var i = 0; i < story.Said.Count; i++) story.Said[i] = "-";
        story.Waits.RemoveAll(w => w.Kind != TimetableKind.Send || first || order.Action is ReleaseAction.Kill or ReleaseAction.Takedown or ReleaseAction.Hold);
        if (story.Model.Stand is not (Stand.Out or Stand.Off)) return;
        if (story.Model.Embargo is { UntilFurtherNotice: false, Until: { } until } && until > now) story.Waits.Add(new Wait(TimetableKind.Usable, until));
        if (story.Model.Expires is { } expires && expires > now) story.Waits.Add(new Wait(TimetableKind.Expires, expires));
    }

    /// <summary>It comes back as a new story, with an advisory; the killed one stays where it is.</summary>
    private void Reinstated(Told killed, IReadOnlyList<Released> made, ReleaseOrder order, StoryContent? content, Instant now)
    {
        Expect(made.Count, 2, "what a reinstatement sends");
        var back = new Told(made[0].Story.Id, new StoryModel(now)) { Draft = content?.Headline!.Text ?? killed.Sent, Rights = content?.Rights ?? killed.SentRights };
        Do(back, order with { Action = ReleaseAction.Publish, UsableFrom = order.UsableFrom ?? Embargo.None }, null, now);
        var advisory = new Told(made[1].Story.Id, new StoryModel(now) { IsAdvisory = true }) { Draft = "Advisory to editors: story reinstated" };
        Do(advisory, new ReleaseOrder { Action = ReleaseAction.Publish, By = order.By }, null, now);
        _stories.AddRange([back, advisory]);
    }

    private void Plan(StoreTransaction tx, Told story, Step step)
    {
        var (order, content, at) = (Order(step, tx.Now), Text($"Plan {step.More} {step.Embargo}", step, tx.Now), tx.Now + TimeSpan.FromMinutes(step.More * 7));
        var done = Releases.Plan(tx, new ReleaseRequest { Story = story.Id, Order = order, Content = content }, at);
        var never = order.Action is ReleaseAction.Hold or ReleaseAction.Kill or ReleaseAction.Takedown or ReleaseAction.Reinstate;
        var allowed = !never && at > tx.Now && Allows(story, order, tx.Now);
        Expect(done.IsDone, allowed, $"a plan to {order.Action} a story that is {story.Model.Stand} ({done.Refusal?.Code})");
        if (!allowed) return;
        story.Draft = content.Headline!.Text;
        story.Rights = content.Rights;
        story.Waits.RemoveAll(w => w.Kind == TimetableKind.Send);
        story.Waits.Add(new Wait(TimetableKind.Send, at) { Order = order, Content = content, Version = story.Model.Version });
    }

    private void CancelPlan(StoreTransaction tx, Told story)
    {
        var planned = story.Waits.RemoveAll(w => w.Kind == TimetableKind.Send) > 0;
        Expect(Releases.CancelPlan(tx, story.Id, "key:ann").IsDone, planned, "taking back a plan");
    }

    /// <summary>A planned release goes if the story stands as it stood then, and the rules still allow it; an embargo or a term that ends leaves its row.</summary>
    private static void Come(Told story, Wait wait, Instant now)
    {
        if (wait.Kind != TimetableKind.Send) story.Dues++;
        else if (wait.Version == story.Model.Version && Allows(story, wait.Order!, now)) Do(story, wait.Order!, wait.Content, now);
    }

    private void Compare(Db db, Told told, Instant now)
    {
        if (Wrong is not null) return;
        var standing = StoryTable.Find(db, told.Id)!.Standing;
        Expect(standing.Version, told.Model.Version, "the version");
        foreach (var audience in Enum.GetValues<Audience>()) Expect(Gate.Ask(standing, audience, now), told.Model.Sees(audience, now), $"what {audience} may see of a story that is {told.Model.Stand}");
        Expect(standing.State == StoryState.Scheduled, told.Model.Version == 0 && told.Waits.Exists(w => w.Kind == TimetableKind.Send), "whether it is scheduled");
        string Row(TimetableKind kind, Instant at) => $"{kind} {at}";
        Expect(string.Join(", ", Timetable.OfStory(db, told.Id).Select(r => Row(r.Kind, r.At)).Order(StringComparer.Ordinal)), string.Join(", ", told.Waits.Select(w => Row(w.Kind, w.At)).Order(StringComparer.Ordinal)), "what is to come");
    }

    private void Expect<T>(T found, T expected, string what)
    {
        if (!EqualityComparer<T>.Default.Equals(found, expected)) Wrong ??= $"{what}: {found}; it must be {expected}";
    }

    private static bool IsText(ReleaseAction action) => action is ReleaseAction.Publish or ReleaseAction.NewLead or ReleaseAction.Corrective or ReleaseAction.Writethru or ReleaseAction.Correct or ReleaseAction.Refile;

    private static ReleaseOrder Order(Step step, Instant now) => new()
    {
        Action = step.Action,
        By = "key:ann",
        Reason = step.More == 9 ? null : "Doubts",
        EdNote = step.More == 8 ? null : "CORRECTS sum",
        Notice = step.More == 7 ? null : "The sum is 22 million.",
        SecondPerson = step.More switch { 6 => null, 5 => "key:ann", _ => "key:bob" },
        UsableFrom = step.Action is ReleaseAction.Publish or ReleaseAction.NewLead or ReleaseAction.ChangeEmbargo or ReleaseAction.Reinstate ? step.Embargo switch
        {
            1 => Embargo.At(now + TimeSpan.FromMicroseconds(1)),
            2 => Embargo.At(now + TimeSpan.FromMinutes(10)),
            3 => Embargo.At(now + TimeSpan.FromMinutes(45)),
            4 => Embargo.FurtherNotice,
            5 => Embargo.At(now - TimeSpan.FromMinutes(1)),
            _ => null,
        } : null,
    };

    private static StoryContent Text(string headline, Step step = default, Instant now = default) => new()
    {
        Language = Language.From("en"),
        Headline = Headline.From(headline),
        Rights = Rights.None with { NoWeb = step.Embargo == 8, Expires = step.Embargo == 7 ? now + TimeSpan.FromMinutes(30) : null },
    };

    private sealed class Told(Guid id, StoryModel model)
    {
        internal Guid Id => id;
        internal StoryModel Model => model;
        internal StoryModel? Lead { get; init; }
        internal StoryModel? Wronged { get; init; }
        internal string Draft { get; set; } = "";
        internal string Sent { get; set; } = "-";
        internal Rights Rights { get; set; } = Rights.None;
        internal Rights SentRights { get; set; } = Rights.None;
        internal int Rows { get; set; }
        internal int Dues { get; set; }
        internal List<string> Said { get; } = [];
        internal List<Wait> Waits { get; } = [];
    }

    private sealed record Wait(TimetableKind Kind, Instant At)
    {
        internal ReleaseOrder? Order { get; init; }
        internal StoryContent? Content { get; init; }
        internal int Version { get; init; }
    }
}
