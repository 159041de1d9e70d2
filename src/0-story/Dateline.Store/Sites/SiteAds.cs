using System.Text.Json;
using System.Text.Json.Serialization;
using Dateline.News;
using Dateline.Store.Database;
using Dateline.Store.Writing;

namespace Dateline.Store.Sites;

/// <summary>On which pages an advertisement may stand. Never on a notice of what was withdrawn, with corrections, or with the dead: those pages have no place for one.</summary>
[Flags]
public enum AdPages
{
    /// <summary>Nowhere.</summary>
    None = 0,
    /// <summary>The fronts of the site.</summary>
    Fronts = 1,
    /// <summary>The fronts of its sections.</summary>
    Sections = 2,
    /// <summary>The pages of stories.</summary>
    Stories = 4,
}

/// <summary>Where on a page an advertisement stands. Each is a place of its own, with turns of its own; where nothing runs it takes no room.</summary>
public enum AdSpot
{
    /// <summary>At the foot: below a story's text, under the last of a front's stories.</summary>
    Foot = 0,
    /// <summary>Between: in a story's text, between the newest and the sections of a front, above the days of a section.</summary>
    Between = 1,
    /// <summary>At the top, above everything but the masthead and a breaking line.</summary>
    Top = 2,
}

/// <summary>What an advertisement says and shows.</summary>
public sealed record AdFacts
{
    /// <summary>The heights that a third party's may have, in CSS pixels.</summary>
    public static IReadOnlyList<int> Heights { get; } = [100, 250, 600];

    /// <summary>The height that one at the top may have at most: a reader came for the news.</summary>
    public const int HighestAtTop = 250;

    /// <summary>The most paragraphs after which one may stand in a story's text.</summary>
    public const int MostAfter = 20;

    /// <summary>What the newsroom calls it; readers never see it.</summary>
    public string Name { get; init; } = "";
    /// <summary>Whether it is labelled as sponsored, else as an advertisement.</summary>
    public bool IsSponsored { get; init; }
    /// <summary>The pages it may stand on.</summary>
    public AdPages Pages { get; init; }
    /// <summary>Where on them.</summary>
    public AdSpot Spot { get; init; }
    /// <summary>In a story's text, after so many paragraphs, 1 to <see cref="MostAfter"/>. A text that does not go on for two more has none in it.</summary>
    public int After { get; init; } = 3;
    /// <summary>Only on pages of this language; null: of any.</summary>
    public string? Language { get; init; }
    /// <summary>Its heading; null: none.</summary>
    public string? Title { get; init; }
    /// <summary>A sentence below it; null: none.</summary>
    public string? Text { get; init; }
    /// <summary>Where it leads: an address with its scheme, or a path of the site; null: a third party's.</summary>
    public string? Link { get; init; }
    /// <summary>The name of one of the site's files; null: no picture.</summary>
    public string? Image { get; init; }
    /// <summary>What the picture shows, for those who don't see it.</summary>
    public string? Alt { get; init; }
    /// <summary>The address of a third party's own page, shown in a frame to readers who asked for it, and to nobody before; null: the advertisement is ours.</summary>
    public string? Frame { get; init; }
    /// <summary>The height that is kept for it, one of <see cref="Heights"/>.</summary>
    public int Height { get; init; } = 250;
}

/// <summary>An advertisement of a site.</summary>
/// <param name="Id">Which.</param>
/// <param name="Site">The site's code.</param>
/// <param name="Starts">From when it may stand.</param>
/// <param name="Ends">Until when; null: until it is taken off.</param>
/// <param name="Facts">What it is.</param>
/// <param name="Made">When it was last changed.</param>
/// <param name="Who">By whom, by pseudonym.</param>
/// <param name="TakenOff">When somebody took it off; null: nobody did.</param>
public sealed record SiteAd(Guid Id, string Site, Instant Starts, Instant? Ends, AdFacts Facts, Instant Made, string Who, Instant? TakenOff);

/// <summary>What stands in a site's places for advertisements. They are no stories: nothing of them goes out by the log.</summary>
public static class SiteAds
{
    private const string Columns = "id, site, starts, ends, facts, made, who, taken_off";

    /// <summary>Those that nobody took off, over or to come among them, in an order that stays.</summary>
    public static List<SiteAd> Standing(Db db, string site, int count) => db.Many($"select {Columns} from site_ad where site = $1 and taken_off is null order by starts desc, id limit $2", Read, site, count);

    /// <summary>The last ones, the newest first, those that are over among them.</summary>
    public static List<SiteAd> All(Db db, string site, int count) => db.Many($"select {Columns} from site_ad where site = $1 order by starts desc, id desc limit $2", Read, site, count);

    /// <summary>One of them; null: there is none.</summary>
    public static SiteAd? Find(Db db, string site, Guid id) => db.One($"select {Columns} from site_ad where site = $1 and id = $2", Read, site, id);

    /// <summary>Keeps one, new or changed.</summary>
    public static SiteAd Put(StoreTransaction tx, string site, Guid id, AdFacts facts, Instant starts, Instant? ends, string by)
    {
        var kept = JsonSerializer.Serialize(facts, AdJson.Default.AdFacts);
        tx.Db.Execute("insert into site_ad (id, site, starts, ends, facts, made, who) values ($1, $2, $3, $4, $5, $6, $7) on conflict (id) do update set starts = excluded.starts, ends = excluded.ends, facts = excluded.facts, made = excluded.made, who = excluded.who, taken_off = null",
            id, site, starts, ends, kept, tx.Now, by);
        SiteRevision.Grow(tx, site);
        tx.Audit(by, "ad", $"{site}:{id:D}", kept);
        return new(id, site, starts, ends, facts, tx.Now, by, null);
    }

    /// <summary>Takes one off every page; false: there is none, or it is off.</summary>
    public static bool TakeOff(StoreTransaction tx, string site, Guid id, string by)
    {
        if (tx.Db.Execute("update site_ad set taken_off = $3 where site = $1 and id = $2 and taken_off is null", site, id, tx.Now) == 0) return false;
        SiteRevision.Grow(tx, site);
        tx.Audit(by, "ad-off", $"{site}:{id:D}");
        return true;
    }

    private static SiteAd Read(Row r) => new(r.Id(0), r.Text(1), r.Instant(2), r.InstantOrNull(3), JsonSerializer.Deserialize(r.Text(4), AdJson.Default.AdFacts)!, r.Instant(5), r.Text(6), r.InstantOrNull(7));
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AdFacts))]
internal sealed partial class AdJson : JsonSerializerContext;
