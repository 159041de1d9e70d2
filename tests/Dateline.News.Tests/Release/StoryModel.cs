using Dateline.News;

namespace Dateline.News.Tests.Release;

/// <summary>How a story stands, in the words of product.md's table.</summary>
internal enum Stand { Unsent, Out, Held, Off, Killed, TakenDown }

/// <summary>
/// A story by product.md's words alone, to compare the real rules with. It keeps what the rules do not: everything that ever held, spell by spell,
/// and asks that history anew each time. It is slow, plain, and shares no code with what it judges.
/// </summary>
internal sealed class StoryModel(Instant begun)
{
    private static readonly Dictionary<Stand, ReleaseAction[]> May = new()
    {
        [Stand.Unsent] = [ReleaseAction.Publish, ReleaseAction.NewLead, ReleaseAction.Corrective],
        [Stand.Out] = [ReleaseAction.Writethru, ReleaseAction.Correct, ReleaseAction.Refile, ReleaseAction.ChangeEmbargo, ReleaseAction.Lift, ReleaseAction.Hold, ReleaseAction.Kill, ReleaseAction.Takedown, ReleaseAction.Unpublish],
        [Stand.Held] = [ReleaseAction.SendAsWas, ReleaseAction.Correct, ReleaseAction.ChangeEmbargo, ReleaseAction.Kill, ReleaseAction.Takedown],
        [Stand.Off] = [ReleaseAction.Republish, ReleaseAction.ChangeEmbargo, ReleaseAction.Lift, ReleaseAction.Hold, ReleaseAction.Kill, ReleaseAction.Takedown],
        [Stand.Killed] = [ReleaseAction.Takedown, ReleaseAction.Reinstate],
        [Stand.TakenDown] = [],
    };

    private static readonly ReleaseAction[] Silent = [ReleaseAction.Unpublish, ReleaseAction.Republish, ReleaseAction.Reinstate];

    private readonly List<Spell> _spells = [new(begun, Stand.Unsent, false, Embargo.None, false, false, null)];

    internal int Version { get; private set; }

    internal Stand Stand => Last.Stand;

    internal Embargo Embargo => Last.Embargo;

    internal Instant? Expires => Last.Expires;

    /// <summary>Whether our own outputs were told to leave it out, and not to take it back since.</summary>
    internal bool IsOff => Last.IsOff;

    internal bool ClientHasIt { get; set; }

    internal bool IsAdvisory { get; init; }

    /// <summary>The story it follows or corrects.</summary>
    internal StoryModel? Predecessor { get; set; }

    private Spell Last => _spells[^1];

    /// <summary>Whether the order may be done.</summary>
    internal bool Allows(ReleaseOrder order, bool hasHeadline, Instant now)
    {
        if (!May[Stand].Contains(order.Action)) return false;
        return order.Action switch
        {
            ReleaseAction.Kill or ReleaseAction.Takedown or ReleaseAction.Hold => order.Reason is not null,
            ReleaseAction.Publish => hasHeadline,
            ReleaseAction.NewLead => hasHeadline && Predecessor is { Stand: not (Stand.Unsent or Stand.Killed or Stand.TakenDown) },
            ReleaseAction.Corrective => hasHeadline && order.EdNote is not null && Predecessor is { Stand: not Stand.Unsent },
            ReleaseAction.Writethru => hasHeadline && Keeps(order),
            ReleaseAction.Correct => hasHeadline && Keeps(order) && order is { EdNote: not null, Notice: not null },
            ReleaseAction.Refile => hasHeadline && Keeps(order) && order.EdNote is not null,
            ReleaseAction.SendAsWas => Keeps(order),
            ReleaseAction.ChangeEmbargo => order.UsableFrom is { IsNone: false } moved && moved != Embargo,
            ReleaseAction.Lift => !IsUsable(Embargo, now),
            ReleaseAction.Unpublish => !ClientHasIt,
            ReleaseAction.Reinstate => order.SecondPerson is not null && order.SecondPerson != order.By,
            _ => true,
        };
    }

    private bool Keeps(ReleaseOrder order) => order.UsableFrom is null || order.UsableFrom == Embargo;

    /// <summary>Does it.</summary>
    internal void Do(ReleaseOrder order, Rights rights, Instant now)
    {
        if (!Silent.Contains(order.Action)) Version++;
        if (order.Action == ReleaseAction.Reinstate) return;
        var text = order.Action is ReleaseAction.Publish or ReleaseAction.NewLead or ReleaseAction.Corrective or ReleaseAction.Writethru or ReleaseAction.Correct or ReleaseAction.Refile;
        var off = order.Action switch { ReleaseAction.Unpublish => true, ReleaseAction.Republish => false, _ => Last.IsOff };
        _spells.Add(new Spell(now, order.Action switch
        {
            ReleaseAction.Hold => Stand.Held,
            ReleaseAction.Kill => Stand.Killed,
            ReleaseAction.Takedown => Stand.TakenDown,
            ReleaseAction.ChangeEmbargo or ReleaseAction.Lift => Stand,
            _ => off ? Stand.Off : Stand.Out,
        }, off, order.Action switch
        {
            ReleaseAction.Publish or ReleaseAction.NewLead or ReleaseAction.Corrective => order.UsableFrom ?? Embargo.None,
            ReleaseAction.ChangeEmbargo => order.UsableFrom!.Value,
            ReleaseAction.Lift => Embargo.None,
            _ => Embargo,
        }, IsAdvisory, text ? rights.NoWeb : Last.NoWeb, text ? rights.Expires : Last.Expires));
    }

    /// <summary>What an audience may see at a moment from now on.</summary>
    internal GateVerdict Sees(Audience audience, Instant at)
    {
        if (audience == Audience.Staff) return Stand == Stand.TakenDown ? GateVerdict.Gone : GateVerdict.Open;
        switch (Stand)
        {
            case Stand.Unsent: return GateVerdict.Never;
            case Stand.Killed or Stand.TakenDown: return audience != Audience.Public || WasEverPublic(at) ? GateVerdict.Gone : GateVerdict.Never;
            case Stand.Held: return GateVerdict.Held;
        }
        if (audience == Audience.Public && (Stand == Stand.Off || IsAdvisory || Last.NoWeb)) return GateVerdict.Never;
        if (Last.Expires <= at) return GateVerdict.Never;
        return audience == Audience.ClientInAdvance || IsUsable(Embargo, at) ? GateVerdict.Open : GateVerdict.NotYet;
    }

    /// <summary>Whether there was a moment, up to <paramref name="at"/>, at which a reader could have seen it.</summary>
    internal bool WasEverPublic(Instant at)
    {
        for (var i = 0; i < _spells.Count; i++)
            if (_spells[i].IsSeenBefore(i + 1 < _spells.Count ? _spells[i + 1].From : at)) return true;
        return false;
    }

    private static bool IsUsable(Embargo embargo, Instant at) => embargo.IsNone || !embargo.UntilFurtherNotice && at >= embargo.UsableFrom;

    private sealed record Spell(Instant From, Stand Stand, bool IsOff, Embargo Embargo, bool IsAdvisory, bool NoWeb, Instant? Expires)
    {
        internal bool IsSeenBefore(Instant end)
        {
            if (Stand != Stand.Out || IsAdvisory || NoWeb || Embargo.UntilFurtherNotice) return false;
            var first = Embargo.IsNone ? From : Instant.Max(From, Embargo.UsableFrom);
            return first <= end && (Expires is null || first < Expires);
        }
    }
}
