using Dateline.Formats.Feeds;
using Dateline.Formats.Rss;
using Dateline.Formats.Text;
using Dateline.Formats.Xml;
using Dateline.News;

namespace Dateline.Formats.WordPress;

/// <summary>
/// One item of an export. Its status decides whether it may be seen: only "publish" is usable (and "inherit", for a file), "future" is under embargo
/// until its date, and everything else, whatever plug-ins call it, is withheld.
/// </summary>
internal sealed class WordPressPost(FeedEntry entry)
{
    internal FeedEntry Entry { get; } = entry;
    internal string Type { get; private set; } = "post";
    internal string? Id { get; private set; }

    private string? _status, _password, _file, _thumbnail, _alt, _parent;
    private FeedTime? _date;
    private FeedTime? _localDate;
    private FeedTime? _modified;

    internal bool IsStory => Type is "post" or "page";

    internal bool IsFile => Type == "attachment";

    internal static WordPressPost Read(XmlCursor xml)
    {
        var post = new WordPressPost(new FeedEntry(xml.Position));
        foreach (var part in xml.Children)
        {
            if (FeedSpaces.Of(xml.Namespace) == FeedSpace.WordPress) post.ReadOwn(xml, part);
            else if (part == "category") post.ReadCategory(xml);
            else RssItem.ReadPart(xml, post.Entry, part);
        }
        return post;
    }

    private void ReadOwn(XmlCursor xml, string part)
    {
        switch (part)
        {
            case "post_id": Id = NewsText.OneLine(xml.Text()); break;
            case "post_type": Type = NewsText.OneLine(xml.Text()) ?? Type; break;
            case "status": _status = NewsText.OneLine(xml.Text()); break;
            case "post_password": _password = NewsText.OneLine(xml.Text()); break;
            case "attachment_url": _file = NewsText.OneLine(xml.Text()); break;
            case "post_parent": _parent = NewsText.OneLine(xml.Text()); break;
            case "post_date_gmt": _date = Utc(xml); break;
            case "post_date": _localDate = new(Position: xml.Position, Text: xml.Text()); break;
            case "post_modified_gmt": _modified = Utc(xml); break;
            case "postmeta": ReadMeta(xml); break;
        }
    }

    // "0000-00-00 00:00:00" is how WordPress says that there is none.
    private static FeedTime? Utc(XmlCursor xml)
    {
        var position = xml.Position;
        return NewsText.OneLine(xml.Text()) is { } text && !text.StartsWith("0000", StringComparison.Ordinal) ? new(text + " UTC", position) : null;
    }

    private void ReadMeta(XmlCursor xml)
    {
        string? key = null, value = null;
        foreach (var part in xml.Children)
        {
            if (part == "meta_key") key = NewsText.OneLine(xml.Text());
            else if (part == "meta_value") value = NewsText.OneLine(xml.Text());
        }
        if (key == "_thumbnail_id") _thumbnail = value;
        else if (key == "_wp_attachment_image_alt") _alt = value;
    }

    // Categories sort a site; tags are words.
    private void ReadCategory(XmlCursor xml)
    {
        var isTag = xml["domain"] is "post_tag";
        if (xml["domain"] is not (null or "category" or "post_tag")) return;
        if (NewsText.OneLine(xml.Text()) is not { } name || name == "Uncategorized") return;
        if (isTag) Entry.Keywords.Add(name); else Entry.Categories.Add(new(name));
    }

    /// <summary>The entry as a feed would have it: with people's names for their logins, and the picture that the post features.</summary>
    internal FeedEntry ToEntry(Dictionary<string, string> names, Dictionary<string, WordPressPost> posts)
    {
        var authors = Entry.Authors.Select(a => names.TryGetValue(a.Name, out var name) ? a with { Name = name } : a).ToList();
        Entry.Authors.Clear();
        Entry.Authors.AddRange(authors);
        Entry.Published = _date ?? Entry.Published;
        Entry.Updated = _modified;
        SettleStatus(posts);
        if (IsFile) BecomeFile();
        else SettleText();
        if (_thumbnail is not null && posts.TryGetValue(_thumbnail, out var picture) && picture.IsFile && picture.Picture() is { } featured) Entry.Media.Insert(0, featured);
        return Entry;
    }

    private void SettleStatus(Dictionary<string, WordPressPost> posts)
    {
        // A file is as public as the post it was put into.
        var parent = IsFile && _status == "inherit" && _parent is not null && posts.TryGetValue(_parent, out var post) ? post : null;
        var usable = _status == "publish" || IsFile && _status == "inherit" && (parent is null || parent is { _status: "publish", _password: null });
        if (_status == "future" && _password is null) SetEmbargo();
        else if (!usable || _password is not null)
        {
            Entry.Status = PubStatus.Withheld;
            Entry.StaffNote = _password is not null ? "WordPress: behind a password." : $"WordPress status: {_status ?? "none stated"}.";
        }
    }

    private void SetEmbargo()
    {
        var date = _date is null ? default : InternetDate.Read(_date.Text, null);
        Entry.Embargo = date is { At: { } moment, ZoneAssumed: false, IsDay: false } ? Embargo.At(moment) : Embargo.Unclear;
        if (Entry.Embargo.Ambiguous) Entry.Notes.Add(new(NoteCodes.EmbargoAmbiguous, "The post is for a later date, which is not stated with its zone: embargoed until further notice.", _localDate?.Position ?? Entry.Position, _localDate?.Text.Trim()));
    }

    private void SettleText()
    {
        if (Entry.Content is { } content) Entry.Content = content with { Text = WordPressText.Paragraphs(content.Text), Kind = FeedTextKind.Html };
    }

    private void BecomeFile()
    {
        if (Picture() is not { } picture) { Entry.Kind = ItemKind.Other; return; }
        Entry.Kind = picture.IsPicture ? ItemKind.Picture : ItemKind.Other;
        Entry.Media.Clear();
        Entry.Media.Add(picture with { Guid = null });
        // What a file says is its caption; it has no text.
        (Entry.Content, Entry.Summary) = (null, null);
    }

    /// <summary>The file as a picture of a story; null for an attachment that names no file.</summary>
    private FeedMedia? Picture() => _file is null ? null : new FeedMedia
    {
        Href = _file,
        Guid = NewsText.OneLine(Entry.Guid),
        Alt = _alt,
        Caption = FeedLine.Of(Entry.Summary) ?? FeedLine.Of(Entry.Content),
        Title = FeedLine.Of(Entry.Title),
        Position = Entry.Position,
    };
}
