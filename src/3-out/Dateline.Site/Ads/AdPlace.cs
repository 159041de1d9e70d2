using Dateline.News;
using Dateline.Site.Pages;
using Dateline.Site.Reading;
using Dateline.Site.Theme;
using Dateline.Store.Sites;

namespace Dateline.Site.Ads;

/// <summary>An advertisement as a page shows it.</summary>
/// <param name="Facts">What it is.</param>
/// <param name="Label">What readers are told it is.</param>
/// <param name="Image">The picture's address and size; null: none.</param>
/// <param name="Words">The page's words.</param>
internal sealed record AdView(AdFacts Facts, string Label, (string Path, int Width, int Height)? Image, Words Words)
{
    /// <summary>As wide as its place, and no wider than about what the picture has: its room is known before it is there. Null: it fills any place.</summary>
    internal string? Most => Image?.Width switch { null or > 480 => null, > 320 => "s480", > 160 => "s320", _ => "s160" };

    /// <summary>The third party that is asked once a reader wants to see its advertisements; null: it is ours.</summary>
    internal string? Host => Facts.Frame is { } frame ? new Uri(frame).Host : null;
}

/// <summary>What stands in a page's places for advertisements; null in one: nothing, and the place takes no room.</summary>
internal sealed record PageAds(AdView? Top, AdView? Between, AdView? Foot)
{
    internal static PageAds None { get; } = new(null, null, null);

    private IEnumerable<AdView> All => new[] { Top, Between, Foot }.OfType<AdView>();

    /// <summary>The third parties that are asked once a reader wants to see their advertisements.</summary>
    internal IEnumerable<string> Hosts => All.Select(a => a.Host).OfType<string>();
}

/// <summary>
/// The places for advertisements on a page: at the top, between, and at the foot, each labelled, the size of each known before it is there. Ours stand in the page; a third party's is not asked for before the reader
/// has agreed, and readers without script never see that it could be. Where several run in one place they take turns by the hour.
/// </summary>
internal static class AdPlace
{
    private static readonly TimeSpan Turn = TimeSpan.FromHours(1);

    /// <summary>What stands on a page now. The page ends when that changes.</summary>
    internal static PageAds On(AdPages page, HouseLanguage language, House house, PublicView view)
    {
        var all = house.Look.Ads;
        if (all.Count == 0) return PageAds.None;
        foreach (var at in all.SelectMany(a => new[] { a.Starts, a.Ends }).OfType<Instant>().Where(at => at > view.Now)) view.EndsAt(at);
        var running = all.Where(a => a.Starts <= view.Now && !(a.Ends <= view.Now) && a.Facts.Pages.HasFlag(page) && (a.Facts.Language is null || a.Facts.Language == language.Tag)).Select(a => a.Facts).ToLookup(f => f.Spot);
        return new(In(AdSpot.Top), In(AdSpot.Between), In(AdSpot.Foot));

        AdView? In(AdSpot spot) => running[spot].ToList() is { Count: > 0 } here ? Shown(here, language, house, view) : null;
    }

    private static AdView Shown(List<AdFacts> running, HouseLanguage language, House house, PublicView view)
    {
        var turn = view.Now.Microseconds / (long)Turn.TotalMicroseconds;
        if (running.Count > 1) view.EndsAt(new Instant((turn + 1) * (long)Turn.TotalMicroseconds));
        var facts = running[(int)(turn % running.Count)];
        return new(facts, facts.IsSponsored ? language.Words.AdSponsored : language.Words.AdLabel, facts.Image is { } name ? Image(house, view, name) : null, language.Words);
    }

    private static (string Path, int Width, int Height)? Image(House house, PublicView view, string name) => house.Files.SizeOf(view.Db, name, view.Mark.Changes) is var (width, height) ? (OwnFiles.Folder + name, width, height) : null;
}
