using System.Text;
using Dateline.News;
using Dateline.Site.Article;
using Dateline.Site.Media;
using Dateline.Site.Reading;
using Dateline.Site.Theme;

namespace Dateline.Site.Feeds;

/// <summary>One story in a feed. All addresses are whole.</summary>
internal sealed record FeedEntry
{
    /// <summary>The same for ever, whatever the headline becomes: the page's address without words.</summary>
    public required string Id { get; init; }
    public required string Url { get; init; }
    public required string Title { get; init; }
    public string? Summary { get; init; }
    public required string Html { get; init; }
    public required string Language { get; init; }
    public required IReadOnlyList<string> Authors { get; init; }
    public required Instant Published { get; init; }
    public required Instant Updated { get; init; }
    public required IReadOnlyList<string> Topics { get; init; }
    public string? Rights { get; init; }
    public PhotoView? Photo { get; init; }
}

/// <summary>A feed: the latest of one language, in full.</summary>
internal sealed record FeedView(House House, HouseLanguage Language, IReadOnlyList<FeedEntry> Entries)
{
    internal string Title => House.Name;
    internal string Home => House.Base + Language.Front;
    internal string Description => Words.Fill(Language.Words.FeedDescription, House.Name);

    /// <summary>When anything in it last changed: not when it was asked for, so that the same feed is the same bytes.</summary>
    internal Instant Updated => Entries.Count == 0 ? default : Entries.Max(e => e.Updated);

    internal string At(string file) => House.Base + Language.Root + "/" + file;
}

/// <summary>What a story's text needs in a feed beside the text itself.</summary>
internal sealed record FeedText(string Base, IReadOnlyList<NoticeLine> Notices, Words Words, PhotoView? Photo, CleanHtml Text, string? WithFilesFrom, string? MandatoryCredit);

/// <summary>Reads the latest stories for feeds.</summary>
internal static class FeedEntries
{
    private const int MostEntries = 40;

    internal static FeedView Latest(House house, HouseLanguage language, PublicView view) =>
        new(house, language, [.. view.Latest(language.Tag, MostEntries).Select(s => view.At(s.Page)).Where(a => a.Open is not null).Select(a => Entry(house, language, view, a, a.Open!))]);

    private static FeedEntry Entry(House house, HouseLanguage language, PublicView view, AddressView address, OpenStory story)
    {
        var (content, words) = (story.Content, language.Words);
        var photo = view.Pictures(story, most: 1).Where(p => PhotoViews.IsShown(p.File)).Select(p => PhotoViews.Of(p.Picture, p.File, isFirst: false)).FirstOrDefault();
        var text = new FeedText(house.Base, [.. view.Notices(address).Select(n => ArticlePage.Line(n, language))], words, photo, CleanHtml.Of(content.Body, content.Placeline, _ => null),
            ArticlePage.WithFilesFrom(content, words), NewsText.OneLine(content.Rights.MandatoryCredit));
        return new FeedEntry
        {
            Id = house.Base + "/" + story.Standing.Page,
            Url = house.Base + StoryUrl.Encode(story.Path),
            Title = story.Headline,
            Summary = NewsText.OneLine(content.Dek),
            Html = Encoding.UTF8.GetString(new AspNetCoreGeneratedDocument.Feeds_FeedText { Model = text }.ToBytes()).Trim(),
            Language = story.Language,
            Authors = content.Bylines.Count > 0 ? [.. content.Bylines.Select(b => b.Name)] : [NewsText.OneLine(content.Credit) ?? house.Organisation],
            Published = story.Published,
            Updated = Instant.Max(story.Updated, story.Published),
            Topics = [.. content.Subjects.Select(s => s.Name).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase).Take(12)],
            Rights = NewsText.OneLine(content.Rights.Notice),
            Photo = photo,
        };
    }
}
