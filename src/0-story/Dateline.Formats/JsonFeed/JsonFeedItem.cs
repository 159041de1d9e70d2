using Dateline.Formats.Feeds;
using Dateline.Formats.Json;
using Dateline.News;

namespace Dateline.Formats.JsonFeed;

/// <summary>One entry of a JSON Feed. A number for an id is taken as its digits: version 1 allowed it, and some feeds still do it.</summary>
internal static class JsonFeedItem
{
    internal static FeedEntry Read(JsonValue json)
    {
        var entry = new FeedEntry(json.Position)
        {
            Guid = Text(json["id"]),
            Link = Text(json["url"]),
            Title = Plain(json["title"]),
            Summary = Plain(json["summary"]),
            Content = Html(json["content_html"]) ?? Plain(json["content_text"]),
            Published = Time(json["date_published"]),
            Updated = Time(json["date_modified"]),
            Language = Text(json["language"]),
            Kind = ItemKind.Text,
        };
        ReadAuthors(json, entry.Authors);
        foreach (var tag in JsonValues.OfArray(json["tags"])) if (Text(tag) is { } word) entry.Categories.Add(new(word));
        ReadFiles(json, entry);
        ReadOurs(json["_dateline"], entry);
        if (Text(json["external_url"]) is { } external) entry.Links.Add(new(LinkKind.SeeAlso, null, Href: external, Rel: "related"));
        return entry;
    }

    /// <summary>The names of <c>authors</c>, or of version 1's <c>author</c>.</summary>
    internal static void ReadAuthors(JsonValue json, List<Byline> authors)
    {
        foreach (var author in JsonValues.OfArray(json["authors"])) ReadAuthor(author, authors);
        if (json["author"] is { } one) ReadAuthor(one, authors);
    }

    private static void ReadAuthor(JsonValue author, List<Byline> authors)
    {
        if (FeedPerson.Name(author.Kind == JsonKind.String ? author.Text : Text(author["name"]), FeedTextKind.Plain) is { } name && !authors.Exists(a => a.Name == name)) authors.Add(new(name, null, Text(author["url"])));
    }

    private static void ReadFiles(JsonValue json, FeedEntry entry)
    {
        foreach (var name in (ReadOnlySpan<string>)["image", "banner_image"])
            if (json[name] is { } image && Text(image) is { } href) entry.Media.Add(new FeedMedia { Href = href, Medium = "image", Position = image.Position });
        foreach (var file in JsonValues.OfArray(json["attachments"]))
        {
            if (Text(file["url"]) is not { } href) continue;
            entry.Media.Add(new FeedMedia { Href = href, Type = Text(file["mime_type"]), Size = FeedMediaReader.Size(file["size_in_bytes"]?.Text), Caption = Text(file["title"]), Position = file.Position });
        }
    }

    // What the format leaves to extensions: codes of subjects, rights, whose text it is.
    private static void ReadOurs(JsonValue? ours, FeedEntry entry)
    {
        entry.Rights = Text(ours?["rights"]);
        entry.Source = Text(ours?["credit"]);
        foreach (var subject in JsonValues.OfArray(ours?["subjects"]))
            if (Text(subject["code"]) is { } code) entry.Categories.Add(new(Text(subject["name"]) ?? code, code, Text(subject["name"])));
    }

    internal static string? Text(JsonValue? value) => value is { Kind: JsonKind.String or JsonKind.Number, Text: var text } ? NewsText.OneLine(text) : null;

    private static FeedText? Plain(JsonValue? value) => value is { Kind: JsonKind.String } text ? new(text.Text, FeedTextKind.Plain, text.Position) : null;

    private static FeedText? Html(JsonValue? value) => value is { Kind: JsonKind.String } text && !string.IsNullOrWhiteSpace(text.Text) ? new(text.Text, FeedTextKind.Html, text.Position) : null;

    private static FeedTime? Time(JsonValue? value) => value is { Kind: JsonKind.String } text ? new(text.Text, text.Position) : null;
}
