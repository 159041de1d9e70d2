using Dateline.Formats.Feeds;
using Dateline.Formats.Xml;
using Dateline.News;

namespace Dateline.Formats.WordPress;

/// <summary>An export: the people who write, and everything the site holds. Pictures are given to the posts that feature them only when all has been read.</summary>
internal static class WordPressDocument
{
    internal static ReadResult Read(XmlCursor xml, List<ReadNote> notes, ReadOptions options)
    {
        var channel = new FeedChannel { Language = xml.Language };
        var names = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var posts = new List<WordPressPost>();
        string? version = null;
        foreach (var outer in xml.Children)
        {
            if (outer != "channel") continue;
            foreach (var part in xml.Children)
            {
                if (part == "item") posts.Add(WordPressPost.Read(xml));
                else if (part == "wxr_version") version = NewsText.OneLine(xml.Text());
                else if (part == "author") ReadAuthor(xml, names);
                else ReadOwn(xml, channel, part);
            }
        }
        var items = Items(posts, names, notes);
        return new ReadResult { Format = WordPressFormat.FormatName, FormatVersion = version, Items = [.. items.Select(e => FeedItem.Read(e, channel, options))], Notes = notes };
    }

    private static void ReadOwn(XmlCursor xml, FeedChannel channel, string part)
    {
        switch (part)
        {
            case "title": channel.Title ??= FeedLine.Of(xml.Text()); break;
            case "link": channel.Link ??= NewsText.OneLine(xml.Text()); break;
            case "language": if (NewsText.OneLine(xml.Text()) is { } language) channel.Language = language; break;
        }
    }

    private static void ReadAuthor(XmlCursor xml, Dictionary<string, string> names)
    {
        string? login = null, name = null;
        foreach (var part in xml.Children)
        {
            if (part == "author_login") login = NewsText.OneLine(xml.Text());
            else if (part == "author_display_name") name = NewsText.OneLine(xml.Text());
        }
        if (login is not null && name is not null) names[login] = name;
    }

    private static List<FeedEntry> Items(List<WordPressPost> posts, Dictionary<string, string> names, List<ReadNote> notes)
    {
        var known = new Dictionary<string, WordPressPost>(StringComparer.Ordinal);
        foreach (var post in posts) if (post.Id is { } id) known.TryAdd(id, post);
        var entries = new List<FeedEntry>();
        var told = new HashSet<string>(StringComparer.Ordinal);
        foreach (var post in posts)
        {
            if (post.IsStory || post.IsFile) entries.Add(post.ToEntry(names, known));
            else if (told.Add(post.Type)) notes.Add(new(NoteCodes.NotRead, "What is no post, page or file is not read.", post.Entry.Position, post.Type.Length > 100 ? post.Type[..100] : post.Type));
        }
        return entries;
    }
}
