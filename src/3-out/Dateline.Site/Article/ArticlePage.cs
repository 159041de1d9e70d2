using Dateline.News;
using Dateline.Site.Ads;
using Dateline.Site.Caching;
using Dateline.Site.Embeds;
using Dateline.Site.Events;
using Dateline.Site.Media;
using Dateline.Site.Notices;
using Dateline.Site.Lists;
using Dateline.Site.Live;
using Dateline.Site.Reading;
using Dateline.Site.Sites;
using Dateline.Site.Theme;
using Dateline.Site.Topics;
using Dateline.Store.Intake;
using Dateline.Store.Sites;
using Dateline.Store.Stories;

namespace Dateline.Site.Article;

/// <summary>
/// The page of a story. The gate is asked first; what it opens is read and turned into an <see cref="ArticleView"/>, which the markup shows.
/// An address with old words leads to the one with the newest headline's; one whose story was withdrawn says so.
/// </summary>
internal sealed class ArticlePage(House house, NoticePages notices, SiteBook book, HomeBook homes)
{
    private const int WordsAMinute = 230;
    private const int MostRelated = 4;
    private const int MostTopics = 12;
    private const int MostPlaces = 6;
    private const int MostEntries = 300;

    internal PageAnswer? Paint(string path, PublicView view)
    {
        if (StoryUrl.PageOf(path) is not { } page) return null;
        var address = view.At(page);
        if (address.Gone is { } gone) return notices.Gone(gone);
        if (address.Open is not { } story) return null;
        return path == story.Path ? Show(view, address, story) : PageAnswer.GoTo(StoryUrl.Encode(story.Path));
    }

    private PageAnswer Show(PublicView view, AddressView address, OpenStory story)
    {
        var embeds = new Embedding(house.For(story.Standing.Language).Words);
        var article = View(view, address, story, embeds);
        var translations = Translations(view, story);
        var path = StoryUrl.Encode(story.Path);
        var elsewhere = homes.AddressElsewhere(view, story.Standing);
        var facts = new ArticleFacts(article.Published.Iso, (article.Updated ?? article.Published).Iso, [.. article.Writers.Select(w => w.Name)], article.Section?.Label);
        return PageAnswer.Show(Layout.Page(house, new Frame
        {
            Language = article.Language,
            Title = article.Headline,
            Description = article.Dek ?? Opening(story.Content.Body),
            Path = path,
            Elsewhere = elsewhere,
            Alternates = translations,
            Section = story.Section?.Slug,
            Story = story.Standing.Page,
            HasTools = true,
            Ads = article.Ads,
            IsLive = article.Live is { IsRunning: true },
            FrameHosts = embeds.Hosts,
            Photo = article.Photo,
            Article = facts,
            JsonLd = NewsArticleJson.Of(house, article, facts, elsewhere ?? house.Base + path),
            Body = new AspNetCoreGeneratedDocument.Article_Article { Model = article },
        }));
    }

    private ArticleView View(PublicView view, AddressView address, OpenStory story, Embedding embeds)
    {
        var (content, language) = (story.Content, house.For(story.Standing.Language));
        var (words, times) = (language.Words, language.Times);
        var published = address.AllOpen.Min(s => s.PublicFrom ?? s.FirstSent);
        var updated = Instant.Max(story.Updated, published);
        var (kind, notices) = (view.FactsOf(address), view.Notices(address));
        var pictures = view.Pictures(story).Where(p => PhotoViews.IsShown(p.File)).ToList();
        var inText = new HashSet<Picture>();
        var ads = MayAdvertise(kind, notices) ? AdPlace.On(AdPages.Stories, language, house, view) : PageAds.None;
        var among = ads.Between is { } ad && !content.Preformatted ? new Insert(new AspNetCoreGeneratedDocument.Ads_Ad { Model = ad }, ad.Facts.After) : null;
        var text = CleanHtml.Of(story.Body, content.Placeline, reference => Figure(pictures, reference, inText, story.Language), embeds.Draw, among);
        var apart = pictures.Where(p => !inText.Contains(p.Picture)).Select((p, i) => PhotoViews.Of(p.Picture, p.File, isFirst: i == 0, story.Language)).ToList();
        return new ArticleView
        {
            Language = language,
            TextLanguage = story.Standing.Language == words.Language ? null : story.Language,
            Direction = House.Direction(story.Language),
            Headline = story.Headline,
            Dek = story.Dek,
            Writers = [.. content.Bylines.Select(b => new Writer(b.Name, NewsText.OneLine(b.Title), NamedListings.PathOf(language, AuthorListings.Folder, b.Name)))],
            Section = story.Section is { } section ? new(language.Root + "/" + section.Slug, section.NameIn(words.Language)) : null,
            Path = StoryUrl.Encode(story.Path),
            Credit = NewsText.OneLine(content.Credit),
            BylineCredit = BylineCredit(content),
            Published = new(times.Iso(published), times.DateTime(published)),
            Updated = updated > published ? new(times.Iso(updated), times.After(updated, published)) : null,
            ShowsUpdated = times.DateTime(updated) != times.DateTime(published),
            ReadMinutes = (content.Body.WordCount + WordsAMinute - 1) / WordsAMinute,
            Notices = [.. notices.Select(n => Line(n, language))],
            Photo = apart.FirstOrDefault(),
            MorePhotos = [.. apart.Skip(1)],
            Kind = kind,
            Facts = EventFacts.Lines(kind, language),
            Local = story.Place.Paragraph is { } local ? (house.Name, FrenchSpaces.Kept(local, words.Language)) : null,
            Text = text,
            IsPreformatted = content.Preformatted,
            Parts = Parts(view, story, language),
            WithFilesFrom = WithFilesFrom(content, words),
            FirstPublished = content.Credit is { } credit ? Words.Fill(words.FirstPublishedBy, credit, times.Date(published)) : Words.Fill(words.FirstPublished, times.Date(published)),
            MandatoryCredit = NewsText.OneLine(content.Rights.MandatoryCredit),
            Copyright = NewsText.OneLine(content.Rights.Notice),
            Topics = [.. Topics(content, language)],
            Places = [.. content.Places.Select(p => p.Name).Distinct(StringComparer.OrdinalIgnoreCase).Take(MostPlaces).Select(p => new TopicLink(p, NamedListings.PathOf(language, PlaceListings.Folder, p)))],
            CorrectionsPath = house.CorrectionsPath(language),
            Related = Related(view, story, language),
            Ads = ads,
            Live = LiveStory.Is(content) ? Live(view, address, story, language, embeds) : null,
        };
    }

    // Nobody advertises beside the dead, or where we say what we got wrong.
    private static bool MayAdvertise(PageFacts? kind, List<PublicNotice> notices) => kind is not { Kind: PageKind.Obituary } && notices.Count == 0;

    /// <summary>Whether a live story that is not over is open at an address.</summary>
    internal static bool IsRunning(PublicView view, string page) => view.At(page).Open is { } story && LiveStory.IsRunning(story.Content);

    private static LiveView Live(PublicView view, AddressView address, OpenStory story, HouseLanguage language, Embedding embeds)
    {
        var pinned = view.PinnedEntries(story.Standing.Page);
        var entries = view.Entries(address, MostEntries).Select(e => Entry(view, e, language, embeds) with { IsPinned = pinned.Contains(e.Standing.Id) }).ToList();
        var isRunning = LiveStory.IsRunning(story.Content);
        return new LiveView(isRunning, entries, "/live/" + story.Standing.Page, isRunning || entries.Count == 0 ? null : entries[0].At);
    }

    private static LiveEntry Entry(PublicView view, OpenStory entry, HouseLanguage language, Embedding embeds)
    {
        var (content, times) = (entry.Content, language.Times);
        var pictures = view.Pictures(entry).Where(p => PhotoViews.IsShown(p.File)).ToList();
        var inText = new HashSet<Picture>();
        var text = CleanHtml.Of(entry.Body, content.Placeline, reference => Figure(pictures, reference, inText, entry.Language), embeds.Draw);
        return new LiveEntry
        {
            Anchor = "e-" + entry.Standing.Id.ToString("N")[^12..],
            At = new(times.Iso(entry.Published), times.DateTime(entry.Published)),
            Updated = entry.Changed > entry.Published ? new(times.Iso(entry.Changed), times.After(entry.Changed, entry.Published)) : null,
            Headline = entry.Headline,
            Text = text,
            Words = NewsText.OneLine(content.Body.PlainText) ?? entry.Headline,
            Credit = content.Bylines.Count > 0 ? language.Words.Series([.. content.Bylines.Select(b => b.Name)]) : NewsText.OneLine(content.Credit),
            TextLanguage = entry.Standing.Language == language.Tag ? null : entry.Language,
            Photos = [.. pictures.Where(p => !inText.Contains(p.Picture)).Select(p => PhotoViews.Of(p.Picture, p.File, isFirst: false, entry.Language))],
        };
    }

    // In the story's own words; where it has only a code, in the vocabulary's.
    private static IEnumerable<TopicLink> Topics(StoryContent content, HouseLanguage language) => content.Subjects
        .Select(s => (Topic: TopicTree.Of(s.Code, language), Name: s.Name))
        .Select(s => new TopicLink(s.Name ?? s.Topic?.Label ?? "", s.Topic is { } topic ? StoryUrl.Encode(topic.Path) : null))
        .Where(t => t.Name.Length > 0)
        .DistinctBy(t => t.Name, StringComparer.OrdinalIgnoreCase)
        .Take(MostTopics);

    private string? BylineCredit(StoryContent content) =>
        NewsText.OneLine(content.Credit) is { } agency && !house.IsOurs(agency) && !content.Bylines.Any(b => b.Title?.Contains(agency, StringComparison.OrdinalIgnoreCase) == true) ? agency : null;

    internal static NoticeLine Line(PublicNotice notice, HouseLanguage language) => new(
        notice.Kind switch { NoticeKind.Clarification => language.Words.Clarification, NoticeKind.EditorsNote => language.Words.EditorsNote, _ => language.Words.Correction },
        new Moment(language.Times.Iso(notice.At), language.Times.DateTime(notice.At)),
        FrenchSpaces.Kept(notice.Text, language.Tag));

    internal static string? WithFilesFrom(StoryContent content, Words words) =>
        content.WithFilesFrom.Count == 0 ? null : Words.Fill(words.WithFilesFrom, words.Series([.. content.WithFilesFrom.Select(c => Name(c, words))]));

    private static string Name(Contributor who, Words words) => who.Place is { } place ? Words.Fill(words.ContributorIn, who.Name, place) : who.Name;

    /// <summary>What a search result or a preview says where there is no dek.</summary>
    private static string? Opening(StoryHtml body)
    {
        var first = NewsText.OneLine(body.FirstParagraph);
        if (first is null || first.Length <= 200) return first;
        var end = first.LastIndexOf(' ', 199);
        return string.Concat(first.AsSpan(0, end > 0 ? end : 199), "…");
    }

    private static Template? Figure(List<(Picture Picture, MediaFile File)> pictures, string reference, HashSet<Picture> used, string language)
    {
        var (picture, file) = pictures.FirstOrDefault(p => p.Picture.Guid == reference || p.Picture.Renditions.Any(r => r.Href == reference || r.Name == reference));
        if (picture is null || !used.Add(picture)) return null;
        return new AspNetCoreGeneratedDocument.Article_Photo { Model = PhotoViews.Of(picture, file, isFirst: false, language) };
    }

    private List<Alternate> Translations(PublicView view, OpenStory story)
    {
        var open = new List<Alternate>();
        foreach (var sibling in view.Siblings(story.Standing))
            if (view.Beside(sibling) is { } other)
                open.Add(new Alternate(other.Language, Label(other), StoryUrl.Encode(other.Path)));
        return open;
    }

    private string Label(OpenStory other) =>
        house.For(other.Standing.Language) is { } spoken && spoken.Tag == other.Standing.Language ? spoken.Words.ReadHere : other.Language;

    /// <summary>What a story of several parts holds: those of them that have a page the public may see.</summary>
    private static List<StoryLink> Parts(PublicView view, OpenStory story, HouseLanguage language)
    {
        var guids = story.Content.Groups.SelectMany(g => g.Items).Select(i => i.Guid).OfType<string>().Distinct().Take(50).ToList();
        return [.. view.AddressesOf(guids).Where(p => p != story.Standing.Page).Select(view.Beside).OfType<OpenStory>().Select(p => Link(p, language))];
    }

    /// <summary>The latest stories that share most subjects with this one, then simply the latest.</summary>
    private List<StoryLink> Related(PublicView view, OpenStory story, HouseLanguage language)
    {
        var own = story.Content.Subjects.Select(s => s.Code).ToHashSet(StringComparer.Ordinal);
        return [.. view.LatestForEdge(story.Standing.Language, 40)
            .Where(s => s.Page != story.Standing.Page)
            .OrderByDescending(s => book.Cards.Of(view, s)?.Subjects.Count(own.Contains) ?? 0)
            .Take(MostRelated)
            .Where(view.Choose)
            .Select(view.Read).OfType<OpenStory>()
            .Select(s => Link(s, language))];
    }

    private static StoryLink Link(OpenStory story, HouseLanguage language) =>
        new(StoryUrl.Encode(story.Path), story.Headline, new(language.Times.Iso(story.Published), language.Times.DateTime(story.Published)), story.Standing.Language == language.Tag ? null : story.Language);
}
