using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Dateline.Formats.Feeds;
using Dateline.News;

namespace Dateline.Formats.JsonFeed;

/// <summary>Writes JSON Feed 1.1. What it has no member for stands in one of ours, <c>_dateline</c>, as the format has it for extensions.</summary>
public sealed class JsonFeedWriter : FeedWriter
{
    private static readonly JavaScriptEncoder Encoder = JavaScriptEncoder.Create(UnicodeRanges.All);

    /// <summary>The one writer: it keeps nothing from call to call.</summary>
    public static JsonFeedWriter Instance { get; } = new();

    private JsonFeedWriter() { }

    /// <inheritdoc/>
    public override string Name => JsonFeedFormat.FormatName;

    /// <inheritdoc/>
    public override string ContentType => "application/feed+json";

    /// <inheritdoc/>
    public override ReadOnlyMemory<byte> Write(FeedHead head, IReadOnlyList<FeedStory> stories, bool indented = false)
    {
        var buffer = new ArrayBufferWriter<byte>(16 * 1024);
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = Encoder, Indented = indented, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteString("version", JsonFeedFormat.VersionAddress);
            json.WriteString("title", head.Title);
            Text(json, "home_page_url", head.Home);
            Text(json, "feed_url", head.Address);
            Text(json, "description", head.Description);
            Text(json, "language", head.Language?.Tag);
            if (head.Author is { } author) WriteAuthors(json, [new Byline(author)]);
            if (head.Hub is { } hub)
            {
                json.WriteStartArray("hubs");
                json.WriteStartObject();
                json.WriteString("type", "WebSub");
                json.WriteString("url", hub);
                json.WriteEndObject();
                json.WriteEndArray();
            }
            json.WriteStartArray("items");
            foreach (var story in stories) if (!story.IsGone) WriteItem(json, story);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return buffer.WrittenMemory;
    }

    private static void WriteItem(Utf8JsonWriter json, FeedStory story)
    {
        json.WriteStartObject();
        json.WriteString("id", story.Id);
        Text(json, "url", story.Url);
        Text(json, "title", story.Title);
        Text(json, "summary", story.Summary);
        // One of content_html and content_text must be there.
        json.WriteString("content_html", story.Html);
        Text(json, "date_published", story.Published?.ToString());
        Text(json, "date_modified", story.Updated?.ToString());
        Text(json, "language", story.Language);
        var files = story.Pictures.SelectMany(p => p.Renditions.Take(1).Select(file => (Picture: p, File: file))).ToList();
        if (files.Count > 0) json.WriteString("image", files[0].File.Href);
        if (story.Authors.Count > 0) WriteAuthors(json, story.Authors);
        WriteTags(json, story);
        WriteFiles(json, story, files);
        WriteOurs(json, story);
        json.WriteEndObject();
    }

    private static void WriteAuthors(Utf8JsonWriter json, IReadOnlyList<Byline> authors)
    {
        json.WriteStartArray("authors");
        foreach (var author in authors)
        {
            json.WriteStartObject();
            json.WriteString("name", author.Title is null ? author.Name : $"{author.Name}, {author.Title}");
            if (FeedStories.IsAddress(author.Code)) json.WriteString("url", author.Code);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteTags(Utf8JsonWriter json, FeedStory story)
    {
        json.WriteStartArray("tags");
        foreach (var keyword in story.Keywords) json.WriteStringValue(keyword);
        json.WriteEndArray();
    }

    private static void WriteFiles(Utf8JsonWriter json, FeedStory story, List<(Picture Picture, Rendition File)> pictures)
    {
        var others = story.Links.Where(l => l.Kind == LinkKind.Media).ToList();
        if (pictures.Count + others.Count == 0) return;
        json.WriteStartArray("attachments");
        foreach (var (picture, file) in pictures) WriteFile(json, file.Href, file.ContentType ?? "image/jpeg", picture.Caption, file.Size);
        foreach (var other in others) WriteFile(json, other.Href!, "application/octet-stream", other.Title, null);
        json.WriteEndArray();
    }

    private static void WriteFile(Utf8JsonWriter json, string href, string type, string? title, long? size)
    {
        json.WriteStartObject();
        json.WriteString("url", href);
        json.WriteString("mime_type", type);
        Text(json, "title", title);
        if (size is { } bytes) json.WriteNumber("size_in_bytes", bytes);
        json.WriteEndObject();
    }

    private static void WriteOurs(Utf8JsonWriter json, FeedStory story)
    {
        if (story.Subjects.Count == 0 && story.Rights is null && story.Credit is null) return;
        json.WriteStartObject("_dateline");
        Text(json, "rights", story.Rights);
        Text(json, "credit", story.Credit);
        json.WriteStartArray("subjects");
        foreach (var subject in story.Subjects)
        {
            json.WriteStartObject();
            json.WriteString("code", FeedCodes.Address(subject.Code));
            Text(json, "name", subject.Name);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Text(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null) json.WriteString(name, value);
    }
}
