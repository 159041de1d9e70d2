using System.Text.Json;
using System.Text.Json.Serialization;
using Dateline.News;
using Dateline.Store.Database;
using Dateline.Store.Fronts;
using Dateline.Store.Keeping;
using Dateline.Store.Writing;

namespace Dateline.Store.Stories;

/// <summary>What a story's page is.</summary>
public enum PageKind
{
    /// <summary>An article, and no more.</summary>
    Article,
    /// <summary>Something that takes place, which readers may want to go to.</summary>
    Event,
    /// <summary>Of somebody who died.</summary>
    Obituary,
}

/// <summary>How an event stands.</summary>
public enum EventState
{
    /// <summary>It takes place as it says.</summary>
    Planned,
    /// <summary>It does not take place.</summary>
    Cancelled,
    /// <summary>It takes place later; nobody knows when.</summary>
    Postponed,
}

/// <summary>The facts that a page of a kind has beside its text. Null: nobody said.</summary>
public sealed record PageFacts
{
    /// <summary>What the page is.</summary>
    public PageKind Kind { get; init; }

    /// <summary>When the event begins; an event has one.</summary>
    public Instant? Starts { get; init; }
    /// <summary>When it ends; null: some time that day.</summary>
    public Instant? Ends { get; init; }
    /// <summary>Where it is ("The Corn Hall").</summary>
    public string? Venue { get; init; }
    /// <summary>The address of that.</summary>
    public string? Address { get; init; }
    /// <summary>Who holds it.</summary>
    public string? Organiser { get; init; }
    /// <summary>What it costs, in words.</summary>
    public string? Price { get; init; }
    /// <summary>Where more is to be read, or tickets to be had (https).</summary>
    public string? Link { get; init; }
    /// <summary>How it stands.</summary>
    public EventState State { get; init; }

    /// <summary>Who died; an obituary has one.</summary>
    public string? Name { get; init; }
    /// <summary>When they were born.</summary>
    public DateOnly? Born { get; init; }
    /// <summary>When they died.</summary>
    public DateOnly? Died { get; init; }
    /// <summary>When and where they are taken leave of.</summary>
    public string? Farewell { get; init; }
}

/// <summary>
/// The kinds of pages, story by story. They are no release: clients' copy does not change by them, and they open nothing. A site asks the gate for the story first, and reads its facts only where that opens.
/// </summary>
public static class PageKinds
{
    private const string Counter = "page-kinds";

    /// <summary>The facts of a story's page; null: it is an article.</summary>
    public static PageFacts? Of(Db db, Guid story) => db.One("select facts from page_kind where story = $1", Read, story);

    /// <summary>A number that grows with every change of any of them.</summary>
    public static long Revision(Db db) => Settings.Get(db, Counter) is { } count ? long.Parse(count, System.Globalization.CultureInfo.InvariantCulture) : 0;

    /// <summary>The events that may not be over at a moment: what ends later, or began within a day before it and has no end; the first to begin comes first.</summary>
    public static List<(Guid Story, PageFacts Facts)> EventsFrom(Db db, Instant moment, int count) => db.Many(
        "select story, facts from page_kind where kind = 1 and (ends > $1 or ends is null and starts > $2) order by starts, story limit $3", static r => (r.Id(0), Parse(r.Text(1))), moment, moment - TimeSpan.FromHours(25), count);

    /// <summary>The stories that are obituaries, the last filed first.</summary>
    public static List<Guid> Obituaries(Db db, int count) => db.Many("select p.story from page_kind p join story s on s.id = p.story where p.kind = 2 order by s.created desc, p.story limit $1", static r => r.Id(0), count);

    /// <summary>Says what a story's page is; an article has no facts.</summary>
    public static void Set(StoreTransaction tx, Guid story, PageFacts facts, string by)
    {
        tx.Db.Execute("delete from page_kind where story = $1", story);
        var json = facts.Kind == PageKind.Article ? "" : JsonSerializer.Serialize(facts, PageKindJson.Default.PageFacts);
        if (json.Length > 0)
            tx.Db.Execute("insert into page_kind (story, kind, starts, ends, facts, changed, who) values ($1, $2, $3, $4, $5, $6, $7)", story, facts.Kind, facts.Starts, facts.Ends, json, tx.Now, by);
        Settings.Set(tx, Counter, (Revision(tx.Db) + 1).ToString(System.Globalization.CultureInfo.InvariantCulture));
        tx.Audit(by, "page-kind", story.ToString("D"), json.Length > 0 ? json : "article");
    }

    private static PageFacts Read(Row r) => Parse(r.Text(0));

    private static PageFacts Parse(string json) => JsonSerializer.Deserialize(json, PageKindJson.Default.PageFacts)!;
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault, Converters = [typeof(InstantConverter)])]
[JsonSerializable(typeof(PageFacts))]
internal sealed partial class PageKindJson : JsonSerializerContext;
