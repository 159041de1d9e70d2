using System.Collections.Concurrent;
using Dateline.Formats.Subjects;
using Dateline.News;
using Dateline.Site.Pages;
using Dateline.Site.Reading;
using Dateline.Site.Sections;
using Dateline.Store.Database;
using Dateline.Store.Intake;
using Dateline.Store.Stories;

namespace Dateline.Site.Sites;

/// <summary>Where a story stands on one site.</summary>
/// <param name="IsHere">Whether the site has it at all.</param>
/// <param name="IsByItself">Whether it came there with no person's hand on it: the wire sent it and a route let it out. Such stories count to the day's limit.</param>
/// <param name="IsClaimed">Whether its one address for search engines is there by the site's contract.</param>
/// <param name="Sections">The sections that take it, in the order of the menu; its own is the first.</param>
/// <param name="Headline">The headline it has there; null: its own.</param>
internal sealed record StoryPlace(bool IsHere, bool IsByItself, bool IsClaimed, IReadOnlyList<SiteSection> Sections, string? Headline = null)
{
    /// <summary>The address its source has it at, where its one address is there by the site's contract; null: it is on one of the sites.</summary>
    public string? AtSource { get; init; }

    /// <summary>Which of its photos leads there; <see cref="Placement.NoPhoto"/>: none is shown; null: its first.</summary>
    internal string? Photo { get; init; }

    /// <summary>What the site says before the text, in its own name; null: nothing.</summary>
    internal string? Paragraph { get; init; }

    internal static StoryPlace Everywhere { get; } = new(true, false, false, []);
}

/// <summary>
/// Which stories a site has, and where: what its rules say of a version, and over it what a person decided. Nothing here says who may see a story: only what the gate has opened is asked for.
/// A version never changes, and neither does the source it came from, so what the rules say is kept by story, version, vocabulary and the sections there were. Desk and embargo are none of a site's business: a filter
/// that asks for them takes nothing.
/// </summary>
internal sealed class SiteBook
{
    private const int Most = 60_000;
    private readonly ConcurrentDictionary<(Guid Story, int Version, Vocabularies By, SectionSet In), StoryPlace> _ruled = new();
    private readonly Lock _gate = new();
    private volatile SectionSet _sections;

    internal SiteBook(SiteOptions options)
    {
        Options = options;
        _sections = SectionSet.OfSettings(options);
        Cards = new(this);
        TakesAll = options.Takes is null && options.Wire is { MostADay: null, BlockedWords.Count: 0 };
    }

    internal SiteOptions Options { get; }

    /// <summary>How often its folder of files has changed.</summary>
    internal FolderMark Folder { get; } = new();

    /// <summary>The sections at present.</summary>
    internal SectionSet Sections => _sections;

    /// <summary>All sections that are on, in the order of the menu.</summary>
    internal IReadOnlyList<SiteSection> All => _sections.All;

    /// <summary>Takes over sections that somebody put in force. Called with the look at the store that a page is made from, so that no page is older than its sections.</summary>
    /// <param name="db">The store.</param>
    /// <param name="revision">How often any site's sections were changed, read from it before.</param>
    internal void Follow(Db db, long revision)
    {
        if (revision <= _sections.Revision) return;
        var sections = SectionSet.Holding(Options, db, revision);
        lock (_gate)
            if (revision > _sections.Revision) _sections = sections;
    }

    /// <summary>What long lists need of each story.</summary>
    internal StoryCards Cards { get; }

    /// <summary>Whether the rules take everything, so that lists need not look at each story.</summary>
    internal bool TakesAll { get; }

    /// <summary>Where pins of a place are kept: those of the newsroom's first site have no site's code.</summary>
    internal string PinPlace(string place) => Options.Code is { } code ? $"{code}:{place}" : place;

    /// <summary>Where a version of a story stands here.</summary>
    /// <param name="db">The store.</param>
    /// <param name="story">The story.</param>
    /// <param name="version">The version.</param>
    /// <param name="content">What it says.</param>
    /// <param name="hasDecisions">Whether any person ever decided anything for a site.</param>
    internal StoryPlace Of(Db db, Guid story, int version, StoryContent content, bool hasDecisions)
    {
        var ruled = Ruled(db, story, version, content);
        if (!hasDecisions || Placements.Of(db, Options.CodeOrMain, story) is not { } decided) return ruled;
        var section = decided.Section is { } word ? Sections.Meant(word) : null;
        return ruled with
        {
            // Nobody decides over the terms.
            IsHere = (decided.Here ?? ruled.IsHere) && Options.IsWithin(content.Rights),
            IsByItself = ruled.IsByItself && decided.Here is null,
            Headline = decided.Headline,
            Photo = decided.Photo,
            Paragraph = decided.Paragraph,
            Sections = section is null ? ruled.Sections : [section, .. ruled.Sections.Where(s => s.Key != section.Key)],
        };
    }

    private StoryPlace Ruled(Db db, Guid story, int version, StoryContent content)
    {
        var sections = Sections;
        if (TakesAll && sections.All.Count == 0 && Options is { Home: null, AtSource: null } && content.Rights.Territories.Count == 0) return StoryPlace.Everywhere;
        var key = (story, version, Vocabularies.InForce, sections);
        if (_ruled.TryGetValue(key, out var known)) return known;
        if (_ruled.Count >= Most) _ruled.Clear();
        return _ruled[key] = Rule(db, story, content, sections);
    }

    /// <summary>What filters ask of a version.</summary>
    internal static FilterFacts Facts(Db db, Guid story, StoryContent content) => Facts(db, StoryTable.Find(db, story), content);

    private static FilterFacts Facts(Db db, Story? item, StoryContent content) =>
        new() { Content = content, Kind = item?.Kind ?? ItemKind.Text, Source = item?.Source is { } source ? Store.Intake.Sources.Find(db, source)?.Code : null };

    private StoryPlace Rule(Db db, Guid story, StoryContent content, SectionSet sections)
    {
        var item = StoryTable.Find(db, story);
        var facts = Facts(db, item, content);
        var byItself = item is { Source: not null, AutoSend: true, Touched: false };
        var isHere = Options.IsWithin(content.Rights) && (Options.Takes?.Takes(facts) ?? true) && !(byItself && Options.Wire.Blocks(content));
        return new(isHere, byItself, Options.Home?.Takes(facts) == true, [.. sections.All.Where(s => s.Takes(facts))]) { AtSource = Options.AtSource?.Takes(facts) == true ? AddressOf(item) : null };
    }

    // Where the source says that readers find it: of a feed's entry, its own link.
    private static string? AddressOf(Story? item) => item?.Links
        .Where(l => l is { Guid: null, Rel: "alternate" or "canonical" })
        .Select(l => Uri.TryCreate(l.Href, UriKind.Absolute, out var address) && address.Scheme is "https" or "http" ? address.AbsoluteUri : null)
        .FirstOrDefault(a => a is not null);
}
