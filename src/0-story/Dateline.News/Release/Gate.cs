namespace Dateline.News;

/// <summary>Who asks to see a release.</summary>
public enum Audience
{
    /// <summary>Anyone: the site, its feeds, search engines.</summary>
    Public,
    /// <summary>A client whose contract holds embargoed copy until it lifts (the default).</summary>
    Client,
    /// <summary>A client whose contract gives it embargoed copy in advance.</summary>
    ClientInAdvance,
    /// <summary>The newsroom.</summary>
    Staff,
}

/// <summary>What the gate says.</summary>
public enum GateVerdict
{
    /// <summary>This audience may see it now.</summary>
    Open,
    /// <summary>Not yet: its embargo stands. To this audience it does not exist.</summary>
    NotYet,
    /// <summary>It is on hold. To the public it does not exist.</summary>
    Held,
    /// <summary>It was killed after this audience could see it: say that it is gone, and nothing of it.</summary>
    Gone,
    /// <summary>Not for this audience. To it the story does not exist.</summary>
    Never,
}

/// <summary>
/// May this audience see this release now? One pure function, asked whenever something is read or sent; its answer is never kept.
/// An embargo opens at its very microsecond: <c>now ≥ usable from</c>.
/// </summary>
public static class Gate
{
    /// <summary>Asks.</summary>
    public static GateVerdict Ask(Standing story, Audience audience, Instant now)
    {
        if (audience == Audience.Staff) return story.State == StoryState.TakenDown ? GateVerdict.Gone : GateVerdict.Open;
        if (story.Version == 0) return GateVerdict.Never;
        if (story.Status == PubStatus.Canceled) return audience != Audience.Public || story.WasPublic(now) ? GateVerdict.Gone : GateVerdict.Never;
        if (story.Status == PubStatus.Withheld) return GateVerdict.Held;
        if (audience == Audience.Public && (story.IsAdvisory || story.NoWeb || story.State == StoryState.Unpublished)) return GateVerdict.Never;
        if (story.Expires is { } expires && now >= expires) return GateVerdict.Never;
        if (story.AwaitsPerson) return GateVerdict.NotYet;
        if (audience == Audience.ClientInAdvance || story.Embargo.IsUsable(now)) return GateVerdict.Open;
        return GateVerdict.NotYet;
    }

    /// <summary>The next moment after <paramref name="now"/> at which the answer to <paramref name="audience"/> may change by time alone; null: never.</summary>
    public static Instant? NextChange(Standing story, Audience audience, Instant now)
    {
        if (audience == Audience.Staff || story.Version == 0 || story.Status != PubStatus.Usable || story.AwaitsPerson) return null;
        Instant? next = null;
        if (story.Embargo.Until is { } until && until > now) next = until;
        if (story.Expires is { } expires && expires > now && (next is null || expires < next)) next = expires;
        return next;
    }
}
