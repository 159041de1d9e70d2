namespace Dateline.News;

/// <summary>What someone wants done to a story, as far as the rules look at it.</summary>
public sealed record ReleaseOrder
{
    /// <summary>What.</summary>
    public required ReleaseAction Action { get; init; }
    /// <summary>From when it is to be usable; null: as the story has it now (wire copy brings its embargo with it; a story of our own has none).</summary>
    public Embargo? UsableFrom { get; init; }
    /// <summary>Why: mandatory for kill, takedown and hold.</summary>
    public string? Reason { get; init; }
    /// <summary>The note to clients' editors that goes with this version.</summary>
    public string? EdNote { get; init; }
    /// <summary>The notice to readers: mandatory for a correction.</summary>
    public string? Notice { get; init; }
    /// <summary>Which kind of notice.</summary>
    public NoticeKind NoticeKind { get; init; }
    /// <summary>The second person, where two are needed.</summary>
    public string? SecondPerson { get; init; }
    /// <summary>Who asks.</summary>
    public required string By { get; init; }
}

/// <summary>What the rules look at beside the story itself.</summary>
/// <param name="Content">What the version will say.</param>
/// <param name="IsAdvisory">Whether it speaks to editors only.</param>
/// <param name="ClientHasIt">Whether a client was ever attempted with any version.</param>
/// <param name="Predecessor">How the story stands that a new lead or a corrective follows; null where there is none.</param>
/// <param name="IsOff">Whether it was unpublished and not republished since: a hold comes and goes and does not change that.</param>
/// <param name="AwaitsLegal">Whether the lawyers must clear it first.</param>
public sealed record ReleaseFacts(StoryContent Content, bool IsAdvisory = false, bool ClientHasIt = false, Standing? Predecessor = null, bool IsOff = false, bool AwaitsLegal = false);

/// <summary>What will be written if the order stands.</summary>
/// <param name="Next">How the story stands after it.</param>
/// <param name="IsNewVersion">Whether a new version goes on the wire (false: our own outputs only).</param>
/// <param name="Signals">What the version says it does.</param>
/// <param name="IsUrgent">Whether it jumps queues.</param>
/// <param name="Notice">The notice that readers get with it, if any.</param>
public sealed record ReleaseDecision(Standing Next, bool IsNewVersion, IReadOnlyList<Signal> Signals, bool IsUrgent, PublicNotice? Notice);

/// <summary>
/// What may be done to a story, and what it makes of it: product.md's table of actions as pure functions.
/// Everything that releases (people, the API, the wire's own kills, the timetable) asks here, so there is one law.
/// </summary>
public static class ReleaseRules
{
    private static readonly Signal Update = new(SignalKind.Update, "sig:update");
    private static readonly Signal Correction = new(SignalKind.Correction, "sig:correction");

    /// <summary>Decides on <paramref name="order"/> for a story that stands as <paramref name="story"/>.</summary>
    public static Outcome<ReleaseDecision> Decide(Standing story, ReleaseOrder order, ReleaseFacts facts, Instant now) =>
        WhyNot(story, order, facts, now) is { } refusal ? refusal : Make(story, order, facts, now);

    /// <summary>The actions that the story's standing allows; what an order must carry is not looked at.</summary>
    public static IEnumerable<ReleaseAction> Legal(Standing story, Instant now) =>
        Enum.GetValues<ReleaseAction>().Where(action => action != ReleaseAction.Due && StandingForbids(story, action, now) is null);

    /// <summary>After a restore: the embargo stays closed, whatever the time, until a person decides.</summary>
    public static Standing Await(Standing story) => story with { AwaitsPerson = true, PublicSince = null };

    /// <summary>A person confirms the embargo as it was restored: it opens at its moment, or now where that is over.</summary>
    public static Standing Confirm(Standing story, Instant now)
    {
        var next = story with { AwaitsPerson = false };
        next = next with { PublicSince = PublicSince(next, now) };
        return next.FirstPublic is null && next.PublicSince <= now ? next with { FirstPublic = next.PublicSince } : next;
    }

    private static Refusal? WhyNot(Standing story, ReleaseOrder order, ReleaseFacts facts, Instant now) =>
        StandingForbids(story, order.Action, now) ?? LegalForbids(story, order, facts) ?? OrderLacks(story, order, facts);

    private static Refusal? StandingForbids(Standing story, ReleaseAction action, Instant now)
    {
        switch (action)
        {
            case ReleaseAction.Publish or ReleaseAction.NewLead or ReleaseAction.Corrective:
                if (story.State == StoryState.Spiked) return new("spiked", "The story is in the spike. Nothing was sent. Restore it first.");
                return story.Version == 0 ? null : new("already-sent", "The story is out already. Nothing was sent. Use a writethru, a correction or a refile.");
            case ReleaseAction.Reinstate:
                return story.State == StoryState.Killed ? null : new("not-killed", "Only a killed story can be reinstated. Nothing has changed.");
            case ReleaseAction.Due:
                return story.Version > 0 ? null : new("never-sent", "Nothing is due for a story that was never sent.");
        }
        if (story.Version == 0) return new("never-sent", "The story was never sent, so there is nothing to change on the wire. Publish it, or spike it.");
        if (story.State == StoryState.TakenDown) return new("taken-down", "The story was taken down; its versions are sealed. Nothing has changed.");
        if (story.State == StoryState.Killed)
            return action == ReleaseAction.Takedown ? null : new("already-killed", "The story was killed. A killed story never returns under its guid; two people can reinstate it as a new one. Nothing has changed.");
        return action switch
        {
            ReleaseAction.Kill or ReleaseAction.Takedown => null,
            ReleaseAction.Hold => story.State == StoryState.OnHold ? new("already-held", "The story is on hold already. Nothing has changed.") : null,
            ReleaseAction.SendAsWas => story.State == StoryState.OnHold ? null : new("not-held", "The story is not on hold. Nothing has changed."),
            ReleaseAction.Republish => story.State == StoryState.Unpublished ? null : new("not-unpublished", "The story is not unpublished. Nothing has changed."),
            ReleaseAction.Correct => story.State == StoryState.Unpublished ? Unpublished() : null,
            ReleaseAction.Lift => story.State == StoryState.OnHold ? Held() : story.Embargo.IsUsable(now) && !story.AwaitsPerson ? new("no-embargo", "There is no embargo to lift: it is over, or there was none. Nothing has changed.") : null,
            // It neither ends a hold nor brings back what is off: an embargo that tightens must act whatever else stands.
            ReleaseAction.ChangeEmbargo => null,
            _ when story.State == StoryState.OnHold => Held(),
            _ when story.State == StoryState.Unpublished => Unpublished(),
            _ => null,
        };
    }

    private static Refusal Held() => new("on-hold", "The story is on hold. Nothing has changed. End the hold first: send it as it was, correct it, or kill it.");

    private static Refusal Unpublished() => new("unpublished", "The story is unpublished. Nothing has changed. Republish it first, or kill it.");

    /// <summary>What waits for the lawyers opens nothing more to anybody; what closes or withdraws it never waits.</summary>
    private static Refusal? LegalForbids(Standing story, ReleaseOrder order, ReleaseFacts facts) => facts.AwaitsLegal && Opens(story, order)
        ? new("legal-open", "The story waits for a legal clearance. Nothing was sent. Have it cleared by name, or take the matter out and have that cleared.")
        : null;

    private static bool Opens(Standing story, ReleaseOrder order) => order.Action switch
    {
        ReleaseAction.SendAsWas or ReleaseAction.Lift or ReleaseAction.Republish or ReleaseAction.Reinstate => true,
        ReleaseAction.ChangeEmbargo => order.UsableFrom is not { } from || !from.IsTighterThan(story.Embargo),
        _ => NeedsText(order.Action),
    };

    private static Refusal? OrderLacks(Standing story, ReleaseOrder order, ReleaseFacts facts) => order.Action switch
    {
        ReleaseAction.Kill or ReleaseAction.Takedown or ReleaseAction.Hold when Missing(order.Reason) =>
            new("reason-missing", "A reason must be given: it goes to everyone who had the story. Nothing has changed.", "reason"),
        ReleaseAction.Correct when Missing(order.Notice) =>
            new("notice-missing", "A correction must tell readers what was wrong. Nothing was sent.", "notice"),
        ReleaseAction.Correct or ReleaseAction.Refile or ReleaseAction.Corrective when Missing(order.EdNote) =>
            new("ed-note-missing", "Clients' editors must be told what changed. Nothing was sent.", "edNote"),
        ReleaseAction.ChangeEmbargo when order.UsableFrom is null || order.UsableFrom.Value.IsNone =>
            new("embargo-missing", "Say from when it is to be usable, or lift the embargo. Nothing has changed.", "usableFrom"),
        ReleaseAction.ChangeEmbargo when order.UsableFrom == story.Embargo && !story.AwaitsPerson =>
            new("embargo-same", "That is the embargo it has. Nothing has changed.", "usableFrom"),
        ReleaseAction.Writethru or ReleaseAction.Correct or ReleaseAction.Refile or ReleaseAction.SendAsWas when order.UsableFrom is { } from && from != story.Embargo =>
            new("embargo-elsewhere", "A new version keeps the story's embargo. Nothing was sent. Change the embargo as a step of its own.", "usableFrom"),
        ReleaseAction.NewLead or ReleaseAction.Corrective when facts.Predecessor is null =>
            new("predecessor-missing", "Say which story this one follows. Nothing was sent.", "follows"),
        ReleaseAction.NewLead or ReleaseAction.Corrective when facts.Predecessor.Version == 0 =>
            new("predecessor-unsent", "The story that this one follows is not out yet. Nothing was sent. Send that one first.", "follows"),
        ReleaseAction.NewLead when facts.Predecessor.State is StoryState.Killed or StoryState.TakenDown =>
            new("predecessor-killed", "The story that this one follows was killed. Nothing was sent. Publish this as a story of its own.", "follows"),
        ReleaseAction.Unpublish when facts.ClientHasIt =>
            new("client-has-it", "A client has the story, so taking it off our own site would leave it out there. Nothing has changed. Hold or kill it.", "action"),
        ReleaseAction.Reinstate when Missing(order.SecondPerson) || order.SecondPerson == order.By =>
            new("second-person-missing", "Two people must agree to bring back a killed story. Nothing has changed.", "secondPerson"),
        _ when NeedsText(order.Action) && facts.Content.Headline is null =>
            new("headline-missing", "The story has no headline. Nothing was sent.", "headline"),
        _ => null,
    };

    private static bool NeedsText(ReleaseAction action) =>
        action is ReleaseAction.Publish or ReleaseAction.NewLead or ReleaseAction.Corrective or ReleaseAction.Writethru or ReleaseAction.Correct or ReleaseAction.Refile;

    private static bool Missing(string? text) => string.IsNullOrWhiteSpace(text);

    private static ReleaseDecision Make(Standing story, ReleaseOrder order, ReleaseFacts facts, Instant now)
    {
        var isNewVersion = order.Action is not (ReleaseAction.Unpublish or ReleaseAction.Republish or ReleaseAction.Due or ReleaseAction.Reinstate);
        var next = story with
        {
            State = StateAfter(story, order.Action, facts.IsOff),
            Version = story.Version + (isNewVersion ? 1 : 0),
            Status = StatusAfter(story, order.Action),
            Embargo = EmbargoAfter(story, order),
            IsAdvisory = facts.IsAdvisory || story.IsAdvisory,
            NoWeb = facts.Content.Rights.NoWeb,
            Expires = facts.Content.Rights.Expires,
            AwaitsPerson = story.AwaitsPerson && order.Action is not (ReleaseAction.ChangeEmbargo or ReleaseAction.Lift),
            FirstPublic = story.FirstPublic ?? (story.PublicSince is { } since && since <= now ? since : null),
        };
        next = next with { PublicSince = PublicSince(next, now) };
        // Written down as soon as it is known: a clock that is set back later must not make the page's 410 a 404.
        if (next.FirstPublic is null && next.PublicSince <= now) next = next with { FirstPublic = next.PublicSince };
        var notice = order.Notice is { } text && !Missing(text) ? new PublicNotice(order.NoticeKind, NewsText.OneLine(text)!, now) : null;
        return new(next, isNewVersion, SignalsOf(order.Action), IsUrgent(order, facts), notice);
    }

    private static StoryState StateAfter(Standing story, ReleaseAction action, bool isOff) => action switch
    {
        ReleaseAction.Hold => StoryState.OnHold,
        ReleaseAction.Kill => StoryState.Killed,
        ReleaseAction.Takedown => StoryState.TakenDown,
        ReleaseAction.Unpublish => StoryState.Unpublished,
        ReleaseAction.ChangeEmbargo or ReleaseAction.Lift or ReleaseAction.Due or ReleaseAction.Reinstate => story.State,
        // As it was: what was taken off our own outputs before the hold is still off them.
        ReleaseAction.SendAsWas or ReleaseAction.Correct when isOff => StoryState.Unpublished,
        _ => StoryState.Published,
    };

    private static PubStatus StatusAfter(Standing story, ReleaseAction action) => action switch
    {
        ReleaseAction.Hold => PubStatus.Withheld,
        ReleaseAction.Kill or ReleaseAction.Takedown => PubStatus.Canceled,
        ReleaseAction.ChangeEmbargo or ReleaseAction.Lift or ReleaseAction.Due or ReleaseAction.Unpublish or ReleaseAction.Republish or ReleaseAction.Reinstate => story.Status,
        _ => PubStatus.Usable,
    };

    private static Embargo EmbargoAfter(Standing story, ReleaseOrder order) => order.Action switch
    {
        ReleaseAction.Publish or ReleaseAction.NewLead or ReleaseAction.Corrective => order.UsableFrom ?? story.Embargo,
        ReleaseAction.ChangeEmbargo => order.UsableFrom!.Value,
        ReleaseAction.Lift => Embargo.None,
        _ => story.Embargo,
    };

    private static Instant? PublicSince(Standing next, Instant now)
    {
        if (next.Status != PubStatus.Usable || next.IsAdvisory || next.NoWeb || next.AwaitsPerson || next.State == StoryState.Unpublished) return null;
        var from = next.Embargo.UsableFrom;
        if (next.Expires is { } ends && ends <= Instant.Max(from, now)) return null;
        return from > now ? from : next.FirstPublic ?? now;
    }

    private static Signal[] SignalsOf(ReleaseAction action) => action switch
    {
        ReleaseAction.Writethru or ReleaseAction.NewLead or ReleaseAction.Refile or ReleaseAction.ChangeEmbargo or ReleaseAction.Lift or ReleaseAction.SendAsWas => [Update],
        ReleaseAction.Correct or ReleaseAction.Corrective => [Correction],
        _ => [],
    };

    private static bool IsUrgent(ReleaseOrder order, ReleaseFacts facts) =>
        order.Action is ReleaseAction.Kill or ReleaseAction.Takedown or ReleaseAction.Hold or ReleaseAction.ChangeEmbargo or ReleaseAction.Lift
        || facts.Content.Urgency is { IsUrgent: true };
}
