using System.Net;
using System.Text;

namespace Dateline.Proofs.Crawling;

/// <summary>What readers must see of a story that is public: on its page, in every list and feed, and its picture.</summary>
internal static class Sight
{
    /// <summary>Everything public that lists stories.</summary>
    internal static IReadOnlyList<string> Lists { get; } = ["/", "/feed.rss", "/feed.atom", "/feed.json", "/sitemaps/news.xml"];

    /// <summary>Where something of it is missing; empty: all of it is there.</summary>
    internal static async Task<IReadOnlyList<string>> Missing(Crawl crawl, Case story) =>
        [.. await Missing(crawl, story, Callers.Nobody), .. (await Missing(crawl, story, Callers.NobodyAtSecond, "/world")).Select(m => "at the second site " + m)];

    private static async Task<IReadOnlyList<string>> Missing(Crawl crawl, Case story, Role reader, string section = "")
    {
        var missing = new List<string>();
        var page = await crawl.Send("GET", $"{section}/{story.Slugs[^1]}-{story.Story.Page}", reader);
        if (page.Status != HttpStatusCode.OK) return [$"{story.Name}: the page is {(int)page.Status}"];
        var content = story.Story.Content;
        var text = Encoding.UTF8.GetString(page.Plain);
        foreach (var word in new[] { content.Headline!.Text, content.Dek!, content.Bylines[0].Name, content.Subjects[0].Name!, content.Credit!, content.WithFilesFrom[0].Name, content.Rights.Notice!, content.Rights.MandatoryCredit! }.Concat(content.Body.PlainText.Split('\n', StringSplitOptions.RemoveEmptyEntries)))
            if (!text.Contains(word, StringComparison.Ordinal)) missing.Add($"{story.Name}: the page lacks \"{word}\"");
        foreach (var list in Lists.Where(l => section.Length == 0 || !l.StartsWith("/sitemaps", StringComparison.Ordinal)))
            if (!Encoding.UTF8.GetString((await crawl.Send("GET", list, reader)).Plain).Contains(story.Story.Page!, StringComparison.Ordinal)) missing.Add($"{story.Name}: {list} lacks it");
        foreach (var photo in story.Photos)
        {
            var shown = await crawl.Send("GET", $"/media/{photo.Key}.jpg", reader);
            if (shown.Status != HttpStatusCode.OK || shown.Plain.Length != photo.Length) missing.Add($"{story.Name}: the picture is {(int)shown.Status}");
            if (!text.Contains(photo.Key, StringComparison.Ordinal) || !text.Contains(content.Pictures[0].Caption!, StringComparison.Ordinal)) missing.Add($"{story.Name}: the page lacks its picture");
        }
        return missing;
    }
}
