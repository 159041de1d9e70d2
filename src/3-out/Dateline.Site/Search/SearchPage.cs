using System.Globalization;
using Dateline.News;
using Dateline.Site.Article;
using Dateline.Site.Caching;
using Dateline.Site.Front;
using Dateline.Site.Lists;
using Dateline.Site.Reading;
using Dateline.Site.Sites;
using Dateline.Site.Theme;
using Dateline.Site.Topics;
using Dateline.Store;
using Dateline.Store.Search;
using Microsoft.AspNetCore.Http;

namespace Dateline.Site.Search;

/// <summary>Text in pieces, each with whether it is a word that was looked for.</summary>
internal sealed record MarkedText(IReadOnlyList<(string Text, bool IsFound)> Pieces);

/// <summary>A story that was found.</summary>
internal sealed record FoundStory(string Path, MarkedText Headline, MarkedText? Words, Moment At, string? Credit);

/// <summary>A way to narrow or widen a search: where it leads, what it says, how many stories there are.</summary>
internal sealed record SearchChoice(string Path, string Label, string Count);

/// <summary>What the search page shows.</summary>
internal sealed record SearchView
{
    public required HouseLanguage Language { get; init; }
    public required SearchQuestion Asked { get; init; }
    public required string Path { get; init; }
    /// <summary>How many, in words; null where nothing was asked, or while the index can't count.</summary>
    public string? Total { get; init; }
    public IReadOnlyList<FoundStory> Found { get; init; } = [];
    /// <summary>What narrows it now; each leads to the search without it.</summary>
    public IReadOnlyList<ListLink> Narrowed { get; init; } = [];
    public IReadOnlyList<SearchChoice> Topics { get; init; } = [];
    public IReadOnlyList<SearchChoice> Days { get; init; } = [];
    public IReadOnlyList<SearchChoice> Sections { get; init; } = [];
    public string? First { get; init; }
    public string? Next { get; init; }
    /// <summary>What may have been meant, where nothing was found; null: nothing better is known.</summary>
    public SearchChoice? Meant { get; init; }
    /// <summary>Why nothing was searched; null: it was.</summary>
    public string? Refusal { get; init; }
}

/// <summary>
/// The readers' search, made on the server: words, dates, topics; no script. The gate is asked for each hit when it is shown. A question has one address,
/// and the answer is kept under it only while the index knows everything on the wire.
/// </summary>
internal sealed class SearchPage(House house, SiteBook book, NewsStore store)
{
    private const int OnPage = 20;
    private const int MostTopics = 10;
    private const int MostDays = 10;
    private const int MostWords = 220;

    internal PageAnswer? Paint(string path, IQueryCollection query, PublicView view)
    {
        var language = house.ForPath(path);
        if (path != language.Root + "/search") return null;
        var asked = SearchQuestion.Of(query);
        if (asked.Section is { } slug && book.Sections.Find(slug) is null) asked = asked with { Section = null };
        var shown = new SearchView { Language = language, Asked = asked, Path = path };
        if (asked.IsAnything) shown = Answer(shown, view);
        return PageAnswer.Show(Layout.Page(house, new Frame
        {
            Language = language,
            Title = asked.Words is { } words ? Words.Fill(language.Words.SearchTitle, words) : language.Words.Search,
            Path = path,
            IsIndexed = false,
            SkipTo = "results",
            Alternates = [.. house.Languages.Where(l => l != language).Select(l => new Alternate(l.Tag, l.Words.Name, l.Root + "/search" + (asked with { After = null }).ToQuery()))],
            Body = new AspNetCoreGeneratedDocument.Search_Search { Model = shown },
        }));
    }

    private SearchView Answer(SearchView shown, PublicView view)
    {
        var (asked, language) = (shown.Asked, shown.Language);
        var query = new SearchQuery
        {
            Words = asked.Words,
            Language = language.Tag,
            Subject = asked.Topic,
            From = asked.From is { } from ? house.Options.StartOf(from) : null,
            Before = asked.To is { } to ? house.Options.StartOf(to.AddDays(1)) : null,
            Order = asked.IsBest ? SearchOrder.Relevance : SearchOrder.Latest,
            After = asked.After,
            Count = OnPage,
            WithFacets = true,
            Zone = house.Options.TimeZone,
        };
        var (within, sections) = (asked.Section is { } slug ? book.Sections.Find(slug) : null, new Dictionary<SiteSection, int>());
        var answer = view.Search(store.Search.Public, query, within, book.All.Count > 1 && within is null ? sections : null);
        if (!answer.IsDone) return shown with { Refusal = language.Words.SearchRefused };
        var marks = SearchMarks.Of(asked.Words);
        var (found, facets) = (answer.Value, answer.Value.Facets);
        return shown with
        {
            Meant = found.Hits.Count == 0 && asked is { Words: not null, After: null } && new Spelling(view, store.Search.Public, query).Better() is { } better ? new(To(shown, asked with { Words = better }), better, "") : null,
            Total = facets is null ? null : Count(facets.Total, language),
            Found = [.. found.Hits.Select(view.Read).OfType<OpenStory>().Select(s => Found(s, marks, language))],
            Narrowed = [.. Narrowed(shown)],
            Topics = [.. Topics(shown, facets)],
            Days = [.. Days(shown, facets)],
            Sections = [.. book.All.Where(sections.ContainsKey).Select(s => new SearchChoice(To(shown, asked with { Section = s.Slug, After = null }), s.NameIn(language.Tag), Number(new(Math.Min(sections[s], SearchCount.Most), sections[s] > SearchCount.Most))))],
            First = asked.After is null ? null : To(shown, asked with { After = null }),
            Next = found.Next is { } next ? To(shown, asked with { After = next }) : null,
        };
    }

    private static string Count(SearchCount count, HouseLanguage language) => count switch
    {
        { OrMore: true } => Words.Fill(language.Words.ManyStories, count.Value.ToString(CultureInfo.InvariantCulture)),
        { Value: 1 } => language.Words.OneStory,
        _ => Words.Fill(language.Words.Stories, count.Value.ToString(CultureInfo.InvariantCulture)),
    };

    private static FoundStory Found(OpenStory story, SearchMarks marks, HouseLanguage language) => new(StoryUrl.Encode(story.Path), new(marks.In(story.Headline)), Around(story.Content, marks),
        new(language.Times.Iso(story.Published), language.Times.DateTime(story.Published)), NewsText.OneLine(story.Content.Rights.MandatoryCredit ?? story.Content.Credit));

    /// <summary>The dek where it has a word that was looked for, else the words of the text around the first one, else the dek or the opening.</summary>
    private static MarkedText? Around(StoryContent content, SearchMarks marks)
    {
        var dek = NewsText.OneLine(content.Dek);
        if (dek is not null && marks.In(dek).Any(p => p.IsFound)) return new(marks.In(dek));
        var text = NewsText.OneLine(content.Body.PlainText) ?? "";
        var at = 0;
        foreach (var (piece, isFound) in marks.In(text))
        {
            if (isFound) return new(marks.In(Cut(text, at)));
            at += piece.Length;
        }
        return (dek ?? (text.Length > 0 ? Cut(text, 0) : null)) is { } line ? new([(line, false)]) : null;
    }

    // From a little before the word to a little behind it, at the ends of words.
    private static string Cut(string text, int around)
    {
        var from = Math.Max(0, around - MostWords / 3);
        if (from > 0) from = text.IndexOf(' ', from) is var space && space >= 0 && space < around ? space + 1 : around;
        var end = Math.Min(text.Length, from + MostWords);
        if (end < text.Length && text.LastIndexOf(' ', end - 1) is var last && last > around) end = last;
        return (from > 0 ? "… " : "") + text[from..end] + (end < text.Length ? " …" : "");
    }

    private IEnumerable<ListLink> Narrowed(SearchView shown)
    {
        var (asked, times) = (shown.Asked, shown.Language.Times);
        if (asked.Section is { } slug && book.Sections.Find(slug) is { } section) yield return new(To(shown, asked with { Section = null, After = null }), section.NameIn(shown.Language.Tag));
        if (asked.Topic is { } topic) yield return new(To(shown, asked with { Topic = null, After = null }), TopicTree.Of(topic, shown.Language)?.Label ?? topic);
        if (asked is { From: { } day, To: { } end } && day == end) yield return new(To(shown, asked with { From = null, To = null, After = null }), times.Date(day));
        else
        {
            if (asked.From is { } from) yield return new(To(shown, asked with { From = null, After = null }), Words.Fill(shown.Language.Words.Since, times.Date(from)));
            if (asked.To is { } to) yield return new(To(shown, asked with { To = null, After = null }), Words.Fill(shown.Language.Words.Until, times.Date(to)));
        }
    }

    private static IEnumerable<SearchChoice> Topics(SearchView shown, SearchFacets? facets) =>
        (facets?.Facets.GetValueOrDefault("subject") ?? [])
            .Where(f => f.Value != shown.Asked.Topic && TopicTree.Of(f.Value, shown.Language) is not null)
            .Take(MostTopics)
            .Select(f => new SearchChoice(To(shown, shown.Asked with { Topic = f.Value, After = null }), TopicTree.Of(f.Value, shown.Language)!.Label ?? f.Name ?? f.Value, Number(f.Count)));

    private static IEnumerable<SearchChoice> Days(SearchView shown, SearchFacets? facets)
    {
        if (shown.Asked is { From: { } from, To: { } to } && from == to) yield break;
        foreach (var facet in (facets?.Facets.GetValueOrDefault("day") ?? []).Take(MostDays))
            if (DateOnly.TryParseExact(facet.Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
                yield return new(To(shown, shown.Asked with { From = day, To = day, After = null }), shown.Language.Times.Date(day), Number(facet.Count));
    }

    private static string Number(SearchCount count) => count.Value.ToString(CultureInfo.InvariantCulture) + (count.OrMore ? "+" : "");

    private static string To(SearchView shown, SearchQuestion asked) => shown.Path + asked.ToQuery();
}
