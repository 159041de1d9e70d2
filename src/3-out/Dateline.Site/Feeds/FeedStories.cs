using System.Globalization;
using System.Text;
using Dateline.Formats.Feeds;
using Dateline.News;
using Dateline.Site.Article;
using Dateline.Site.Lists;
using Dateline.Site.Media;
using Dateline.Site.Reading;
using Dateline.Site.Theme;

namespace Dateline.Site.Feeds;

/// <summary>What a story's text needs in a feed beside the text itself.</summary>
internal sealed record FeedText(string Base, IReadOnlyList<NoticeLine> Notices, Words Words, PhotoView? Photo, CleanHtml Text, string? WithFilesFrom, string? MandatoryCredit);

/// <summary>Stories as feeds carry them: in full, with their notices to readers, at whole addresses.</summary>
internal static class FeedStories
{
    private const int MostEntries = 40;

    /// <summary>The site's own feed: the latest of one language.</summary>
    internal static Feed Latest(House house, HouseLanguage language, PublicView view) => Of(house, language, house.Name, Words.Fill(language.Words.FeedDescription, house.Name),
        language.Front, language.Root, view.Latest(language.Tag, MostEntries).Select(view.Read).OfType<OpenStory>(), view, house.Options.Hub);

    /// <summary>The feed of a list; it names a hub where that is told of its changes.</summary>
    internal static Feed Of(House house, Listing list, PublicView view, Uri? hub) =>
        Of(house, list.Language, $"{list.Title} – {house.Name}", list.Description, StoryUrl.Encode(list.Path), StoryUrl.Encode(list.Path), list.Pinned.Concat(list.Stories).OrderByDescending(s => s.Published).Take(MostEntries), view, hub);

    private static Feed Of(House house, HouseLanguage language, string title, string description, string home, string root, IEnumerable<OpenStory> stories, PublicView view, Uri? hub)
    {
        var entries = stories.Select(s => view.At(s.Standing.Page)).Where(a => a.Open is not null).Select(a => Story(house, language, view, a, a.Open!)).ToList();
        return new(kind => new FeedHead
        {
            Title = title,
            Home = house.Base + home,
            Address = house.Base + root + kind.File,
            Hub = hub?.AbsoluteUri,
            Description = description,
            Language = Language.From(language.Tag),
            Updated = entries.Count == 0 ? null : entries.Max(e => e.Updated),
            Author = house.Organisation,
        }, entries);
    }

    private static FeedStory Story(House house, HouseLanguage language, PublicView view, AddressView address, OpenStory story)
    {
        var (content, words) = (story.Content, language.Words);
        var shown = view.Pictures(story, most: 1).Where(p => PhotoViews.IsShown(p.File)).ToList();
        var photo = shown.Select(p => PhotoViews.Of(p.Picture, p.File, isFirst: false, story.Language)).FirstOrDefault();
        var text = new FeedText(house.Base, [.. view.Notices(address).Select(n => ArticlePage.Line(n, language))], words, photo, CleanHtml.Of(story.Body, content.Placeline, _ => null),
            ArticlePage.WithFilesFrom(content, words), NewsText.OneLine(content.Rights.MandatoryCredit));
        return new FeedStory
        {
            // The same for ever, whatever headline and section become: the page's address without words.
            Id = house.Base + "/" + story.Standing.Page,
            Url = house.Base + StoryUrl.Encode(story.Path),
            Title = story.Headline,
            Summary = story.Dek,
            Html = Encoding.UTF8.GetString(new AspNetCoreGeneratedDocument.Feeds_FeedText { Model = text }.ToBytes()).Trim(),
            Language = story.Language,
            Authors = content.Bylines.Count > 0 ? [.. content.Bylines.Select(b => new Byline(b.Name))] : [new Byline(NewsText.OneLine(content.Credit) ?? house.Organisation)],
            Published = story.Published,
            Updated = Instant.Max(story.Updated, story.Published),
            Keywords = [.. content.Subjects.Select(s => s.Name).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase).Take(12)],
            Rights = NewsText.OneLine(content.Rights.Notice),
            Pictures = photo is null ? [] : [Picture(house, photo)],
        };
    }

    // What the page shows of the picture, and no more: its item's own addresses are the wire's.
    private static Picture Picture(House house, PhotoView photo) => new()
    {
        Caption = photo.Caption,
        Credit = photo.Credit,
        Alt = photo.Alt.Length > 0 ? photo.Alt : null,
        Renditions = [new Rendition(house.Base + photo.Path, null, photo.ContentType, Pixels(photo.Width), Pixels(photo.Height), photo.Length)],
    };

    private static int? Pixels(string? text) => text is null ? null : int.Parse(text, CultureInfo.InvariantCulture);
}
