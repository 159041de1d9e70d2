using Dateline.Formats.Ninjs;
using Dateline.News;

namespace Dateline.Formats.Feeds;

/// <summary>
/// Makes stories of a feed out of news items. A feed is for everybody who finds it: it has no word for an embargo, a hold or "not for the web", so an item
/// under any of them is not written at all, and a note says so. What else a feed can't say is one note.
/// </summary>
internal static class FeedStories
{
    /// <summary>The story; null for an item that must not stand in a feed.</summary>
    internal static FeedStory? Of(NewsItem item, WriteOptions options, List<ReadNote> notes, bool canTakeBack)
    {
        if (item.IsKill && canTakeBack) return new FeedStory { Id = item.Guid, Updated = item.VersionCreated ?? item.FirstCreated, Summary = item.Content.EdNote, IsGone = true };
        if (WhyNot(item) is { } why)
        {
            notes.Add(new(NoteCodes.CannotSay, $"A feed can't say that an item {why}: it was left out.", new(Pointer: "/")));
            return null;
        }
        NoteUnsaid(item, notes);
        var content = item.Content;
        return new FeedStory
        {
            Id = item.Guid,
            Url = item.Links.FirstOrDefault(l => l.Rel == FeedNames.Alternate)?.Href,
            Title = content.Headline?.Text,
            Summary = content.Dek,
            Html = Html(item, options),
            Language = content.Language?.Tag,
            Authors = content.Bylines,
            Published = item.FirstCreated,
            Updated = item.VersionCreated ?? item.FirstCreated,
            Subjects = content.Subjects,
            Keywords = content.Keywords,
            Rights = RightsOf(content.Rights),
            Credit = content.Credit,
            Places = content.Places,
            Pictures = [.. content.Pictures.Where(p => IsFree(p.Rights, notes)).Select(p => Reachable(p, options, notes))],
            Links = [.. item.Links.Where(l => l.Rel != FeedNames.Alternate && IsAddress(l.Href))],
        };
    }

    private static string? WhyNot(NewsItem item)
    {
        if (item.IsKill) return "is killed";
        if (item.Status == PubStatus.Withheld) return "is withheld";
        if (!item.Embargo.IsNone) return "is under embargo";
        if (item.IsAdvisory) return "speaks to editors only";
        return item.Content.Rights.NoWeb ? "is not for the web" : null;
    }

    private static bool IsFree(Rights rights, List<ReadNote> notes)
    {
        if (rights.NoWeb) notes.Add(new(NoteCodes.CannotSay, "A feed can't say that a picture is not for the web: it was left out.", new(Pointer: "/pictures")));
        return !rights.NoWeb;
    }

    private static void NoteUnsaid(NewsItem item, List<ReadNote> notes)
    {
        var content = item.Content;
        var unsaid = new List<string>();
        if (item.Version is not null) unsaid.Add("version");
        if (item.Priority is not null) unsaid.Add("priority");
        if (item.Signals.Count > 0) unsaid.Add("signals");
        if (content.Slugline is not null) unsaid.Add("slugline");
        if (content.TakeKey is not null) unsaid.Add("take key");
        if (content.Urgency is not null) unsaid.Add("urgency");
        if (content.Genres.Count > 0) unsaid.Add("genres");
        if (content.Located is not null) unsaid.Add("located");
        if (content.EdNote is not null) unsaid.Add("note to editors");
        if (content.WithFilesFrom.Count > 0) unsaid.Add("with files from");
        if (content.Rights.Expires is not null) unsaid.Add("expiry");
        if (content.Groups.Count > 0) unsaid.Add("groups");
        if (item.Links.Any(l => !IsAddress(l.Href))) unsaid.Add("links to items");
        if (unsaid.Count > 0) notes.Add(new(NoteCodes.CannotSay, "A feed has no place for some of what the item says.", new(Pointer: "/"), string.Join(", ", unsaid)));
    }

    // ---- the text -----------------------------------------------------------------------------------------------------------

    private static string Html(NewsItem item, WriteOptions options)
    {
        var content = item.Content;
        var markup = NinjsPlaceline.Woven(content.Body, content.Placeline);
        if (markup.Contains("data-ref=", StringComparison.Ordinal) && StoryHtml.TryRead(markup, out var woven)) markup = string.Concat(woven.Blocks().Select(b => b.Reference is { } reference ? Figure(reference, content.Pictures, options) : b.Markup));
        return StoryHtml.FromParagraphs(item.Notices.Select(n => n.Text)).Markup + markup;
    }

    private static string Figure(string reference, IReadOnlyList<Picture> pictures, WriteOptions options)
    {
        var picture = pictures.FirstOrDefault(p => p.Guid == reference || p.Renditions.Any(r => r.Href == reference));
        if (picture is not { Renditions: [var file, ..] } || picture.Rights.NoWeb || !IsAddress(Href(file, options))) return "";
        var caption = picture.Caption is { } words ? $"<figcaption>{System.Net.WebUtility.HtmlEncode(words)}</figcaption>" : "";
        return $"<figure><img src=\"{System.Net.WebUtility.HtmlEncode(Href(file, options))}\" alt=\"{System.Net.WebUtility.HtmlEncode(picture.Alt ?? "")}\"/>{caption}</figure>";
    }

    private static string? RightsOf(Rights rights)
    {
        var words = NinjsRights.InWords(rights);
        var all = string.Join('\n', new[] { rights.Notice ?? rights.Holder, rights.UsageTerms, words.Length > 0 ? words : null }.OfType<string>());
        return all.Length > 0 ? all : null;
    }

    // ---- files --------------------------------------------------------------------------------------------------------------

    private static Picture Reachable(Picture picture, WriteOptions options, List<ReadNote> notes)
    {
        var files = picture.Renditions.Select(r => r with { Href = Href(r, options) }).ToList();
        foreach (var file in files.Where(f => !IsAddress(f.Href))) notes.Add(new(NoteCodes.CannotSay, "A feed wants whole addresses of files: one was left out.", new(Pointer: "/pictures"), file.Href.Length > 200 ? file.Href[..200] : file.Href));
        return picture with { Renditions = [.. files.Where(f => IsAddress(f.Href))] };
    }

    private static string Href(Rendition file, WriteOptions options) => options.MediaHref?.Invoke(file.Href) ?? file.Href;

    internal static bool IsAddress(string? href) => href is not null && Uri.TryCreate(href, UriKind.Absolute, out var uri) && !uri.IsFile;

    /// <summary>What the feed of one item says of itself: whose it is. None of the item's words, for it may not stand in it.</summary>
    internal static FeedHead HeadOf(NewsItem item) => new()
    {
        Title = item.Provider?.Name ?? "News",
        Language = item.Content.Language,
        Updated = item.VersionCreated ?? item.FirstCreated,
        Author = item.Provider?.Name,
    };
}

/// <summary>The dates of feeds.</summary>
internal static class FeedDate
{
    /// <summary>By RFC 822, with four digits for the year.</summary>
    internal static string? Internet(Instant? at) => at?.ToDateTimeOffset().ToString("r", System.Globalization.CultureInfo.InvariantCulture);
}
