using Dateline.Site.Ads;
using Dateline.Site.Caching;
using Dateline.Site.Counting;
using Dateline.Site.Reading;
using Dateline.Site.Sections;
using Dateline.Site.Sites;
using Dateline.Site.Theme;
using Dateline.Store.Sites;
using Dateline.Store.Stories;

namespace Dateline.Site.Front;

/// <summary>A section's part of the front.</summary>
internal sealed record FrontSection(string Name, string Path, IReadOnlyList<FrontStory> Stories);

/// <summary>A front: one story with its photo, then what else is pinned, then the newest of the others, the sections, and the rest day by day.</summary>
internal sealed record FrontView(HouseLanguage Language, FrontStory? Lead, IReadOnlyList<FrontStory> Pinned, IReadOnlyList<FrontDay> Days, IReadOnlyList<FrontStory> MostRead, IReadOnlyList<FrontSection> Sections, IReadOnlyList<FrontDay> More, bool MostReadFirst, PageAds Ads);

/// <summary>The front of one language: what is latest, the latest first, and what is latest in each section that has something.</summary>
internal sealed class FrontPage(House house, SiteBook book, ReaderCounts counts)
{
    private const int MostStories = 40;
    private const int MostAboveSections = 8;
    private const int InSection = 5;
    private const int FewestMostRead = 3;

    internal PageAnswer? Paint(string path, PublicView view)
    {
        var language = house.ForPath(path);
        if (path != language.Front) return null;
        var listed = new ReadOnce<PublicStanding>(view.Latest(language.Tag, book.All.Count == 0 ? MostStories : SectionListings.Window));
        var above = book.All.Count == 0 ? MostStories : MostAboveSections;
        var filled = FrontFilling.Of(view, book, view.Arranged(language.Tag), listed, MostStories, above);
        var (stories, pinned) = (filled.Stories, filled.Top);
        var (first, photo) = StoryLines.Lead(view, stories, pinned);
        var lead = first is null ? null : StoryLines.Leading(first, language, photo);
        var others = stories.Where(s => s != first).ToList();
        var shown = pinned.Concat(others.Take(above)).Select(s => s.Standing.Page).ToHashSet(StringComparer.Ordinal);
        var parts = book.All.Select(s => Part(view, language, s, listed, first, shown)).Where(s => s.Stories.Count > 0).ToList();
        var ads = AdPlace.On(AdPages.Fronts, language, house, view);
        return PageAnswer.Show(Layout.Page(house, new Frame
        {
            Language = language,
            Title = house.Name,
            Description = Words.Fill(language.Words.FeedDescription, house.Name),
            Path = language.Front,
            IsFront = true,
            SkipTo = "latest",
            Alternates = house.Languages.Count == 1 ? [] : [.. house.Languages.Where(l => l != language).Select(l => new Alternate(l.Tag, l.Words.Name, l.Front))],
            Photo = lead?.Photo,
            Ads = ads,
            Bar = BarLine.Of(filled.Bar, language),
            Body = new AspNetCoreGeneratedDocument.Front_Front { Model = new FrontView(language, lead, StoryLines.Pinned(pinned, first, language, view), StoryLines.Days(others.Take(above), language, view), MostRead(view, language), parts, StoryLines.Days(others.Skip(above).Where(s => !shown.Contains(s.Standing.Page)), language), house.Look.Theme.MostRead == "above", ads) },
        }));
    }

    // One or two are no list.
    private List<FrontStory> MostRead(PublicView view, HouseLanguage language)
    {
        if (house.Options.MostRead == 0 || house.Look.Theme.MostRead == "none") return [];
        var read = view.MostRead(counts.MostRead(view.Db, house.Options.CodeOrMain, view.Ahead?.From ?? view.Now), language.Tag, house.Options.MostRead);
        return read.Count < FewestMostRead ? [] : read.ConvertAll(s => StoryLines.Line(s, language, language.Times.DateTime(s.Published)));
    }

    // A reader who has come so far has seen what stands above: a section brings what does not, and one that has nothing else is not there.
    private FrontSection Part(PublicView view, HouseLanguage language, SiteSection section, IEnumerable<PublicStanding> listed, OpenStory? lead, HashSet<string> shown)
    {
        var stories = SectionListings.In(section, listed, book.Cards, view).Where(s => s.Page != lead?.Standing.Page && !shown.Contains(s.Page)).Select(view.Read).OfType<OpenStory>().Take(InSection).ToList();
        shown.UnionWith(stories.Select(s => s.Standing.Page));
        return new(section.NameIn(language.Tag), language.Root + "/" + section.Slug,
            [.. stories.Select((s, i) => StoryLines.Line(s, language, language.Times.DateTime(s.Published), i == 0 ? StoryLines.Photo(view, s) : null))]);
    }
}
