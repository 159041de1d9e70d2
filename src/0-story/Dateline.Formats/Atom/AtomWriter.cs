using Dateline.Formats.Feeds;
using Dateline.Formats.Xml;
using Dateline.News;

namespace Dateline.Formats.Atom;

/// <summary>
/// Writes Atom (RFC 4287), with pictures as enclosures and in Media RSS. A killed item becomes a tombstone (RFC 6721): Atom is the one feed in which a reader
/// can be told to let go of something.
/// </summary>
public sealed class AtomWriter : FeedWriter
{
    /// <summary>The one writer: it keeps nothing from call to call.</summary>
    public static AtomWriter Instance { get; } = new();

    private AtomWriter() { }

    /// <inheritdoc/>
    public override string Name => AtomFormat.FormatName;

    /// <inheritdoc/>
    public override string ContentType => "application/atom+xml";

    private protected override bool CanTakeBack => true;

    /// <inheritdoc/>
    public override ReadOnlyMemory<byte> Write(FeedHead head, IReadOnlyList<FeedStory> stories, bool indented = false)
    {
        var xml = XmlUtf8Writer.Begin(indented);
        xml.Start("feed").Attribute("xmlns", FeedSpaces.AtomNamespace).Attribute("xmlns:georss", FeedSpaces.GeoRssNamespace).Attribute("xmlns:media", FeedSpaces.MediaNamespace);
        if (stories.Any(s => s.IsGone)) xml.Attribute("xmlns:at", FeedSpaces.TombstoneNamespace);
        xml.Attribute("xml:lang", head.Language?.Tag);
        xml.Element("id", Id(head.Address ?? head.Home ?? "feed:" + (stories.Count > 0 ? stories[0].Id : head.Title))).Element("title", head.Title).Element("updated", Moment(head.Updated ?? Latest(stories)));
        if (head.Address is { } address) Link(xml, "self", ContentType, address);
        if (head.Hub is { } hub) xml.Start("link").Attribute("rel", "hub").Attribute("href", hub).Close();
        if (head.Home is { } home) Link(xml, FeedNames.Alternate, "text/html", home);
        if (head.Description is { } description) xml.Element("subtitle", description);
        // Each entry needs an author; the feed's stands for those that have none.
        Author(xml, head.Author ?? head.Title, null);
        xml.Element("rights", head.Rights);
        foreach (var story in stories)
        {
            if (story.IsGone) WriteTombstone(xml, story); else WriteEntry(xml, story);
        }
        return xml.End();
    }

    private static Instant? Latest(IReadOnlyList<FeedStory> stories) => stories.Count == 0 ? null : stories.Max(s => s.Updated ?? s.Published ?? default);

    private static void WriteTombstone(XmlUtf8Writer xml, FeedStory story) =>
        xml.Start("at:deleted-entry").Attribute("ref", Id(story.Id)).Attribute("when", Moment(story.Updated)).Element("at:comment", story.Summary).Close();

    private static void WriteEntry(XmlUtf8Writer xml, FeedStory story)
    {
        xml.Start("entry").Attribute("xml:lang", story.Language);
        xml.Element("id", Id(story.Id)).Element("title", story.Title ?? "");
        if (story.Url is { } url) Link(xml, FeedNames.Alternate, "text/html", url);
        WriteFiles(xml, story);
        xml.Element("published", story.Published?.ToString()).Element("updated", Moment(story.Updated ?? story.Published));
        foreach (var author in story.Authors) Author(xml, author.Title is null ? author.Name : $"{author.Name}, {author.Title}", FeedStories.IsAddress(author.Code) ? author.Code : null);
        foreach (var subject in story.Subjects) Category(xml, subject);
        foreach (var keyword in story.Keywords) xml.Start("category").Attribute("term", keyword).Close();
        xml.Element("summary", story.Summary).Element("rights", story.Rights);
        if (story.Credit is { } credit) xml.Start("source").Element("id", Id("source:" + credit)).Element("title", credit).Element("updated", Moment(story.Updated ?? story.Published)).Close();
        xml.Start("content").Attribute("type", "html").Text(story.Html).Close();
        foreach (var place in story.Places)
        {
            if (place.Code?.StartsWith("geo:", StringComparison.Ordinal) == true) xml.Element("georss:point", place.Code["geo:".Length..].Replace(',', ' '));
            xml.Element("georss:featurename", place.Name);
        }
        foreach (var picture in story.Pictures) FeedMediaWriter.Write(xml, picture);
        xml.Close();
    }

    private static void WriteFiles(XmlUtf8Writer xml, FeedStory story)
    {
        foreach (var picture in story.Pictures)
            if (picture.Renditions is [var file, ..]) Link(xml, FeedNames.Enclosure, file.ContentType, file.Href, file.Size);
        foreach (var link in story.Links)
            Link(xml, link.Kind == LinkKind.Media ? FeedNames.Enclosure : "related", null, link.Href!, null, link.Title);
    }

    private static void Category(XmlUtf8Writer xml, Concept subject)
    {
        xml.Start("category");
        if (FeedCodes.Split(subject.Code) is { } parts) xml.Attribute("term", parts.Local).Attribute("scheme", parts.Scheme);
        else xml.Attribute("term", subject.Code);
        xml.Attribute("label", subject.Name).Close();
    }

    private static void Link(XmlUtf8Writer xml, string rel, string? type, string href, long? length = null, string? title = null) =>
        xml.Start("link").Attribute("rel", rel).Attribute("type", type).Attribute("href", href).Attribute("length", length).Attribute("title", title).Close();

    private static void Author(XmlUtf8Writer xml, string name, string? uri) => xml.Start("author").Element("name", name).Element("uri", uri).Close();

    // RFC 4287 §4.2.6: an absolute IRI.
    private static string Id(string guid) => Uri.TryCreate(guid, UriKind.Absolute, out var uri) && !uri.IsFile && !guid.Contains(' ', StringComparison.Ordinal) ? guid : FeedNames.GuidPrefix + Uri.EscapeDataString(guid);

    // §3.3; mandatory. What has no date has the first one there is.
    private static string Moment(Instant? at) => (at ?? default).ToString();
}
