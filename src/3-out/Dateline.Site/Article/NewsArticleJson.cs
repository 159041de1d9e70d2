using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Dateline.Site.Events;
using Dateline.Site.Live;
using Dateline.Site.Theme;
using Dateline.Store.Stories;

namespace Dateline.Site.Article;

/// <summary>A story as schema.org's NewsArticle (JSON-LD), for search engines: who, when, what was corrected, and that it is free to read.</summary>
internal static class NewsArticleJson
{
    // Letters of every script as they are; <, > and & are escaped, so nothing in a headline ends the block.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    internal static JsonBlock Of(House house, ArticleView article, ArticleFacts facts, string address)
    {
        using var bytes = new MemoryStream(2048);
        using (var json = new Utf8JsonWriter(bytes, Options))
        {
            if (article.Kind is { Kind: PageKind.Event }) json.WriteStartArray();
            json.WriteStartObject();
            json.WriteString("@context", "https://schema.org");
            json.WriteString("@type", article.Live is null ? "NewsArticle" : "LiveBlogPosting");
            json.WriteString("mainEntityOfPage", address);
            json.WriteString("url", address);
            json.WriteString("headline", article.Headline);
            if (article.Dek is not null) json.WriteString("description", article.Dek);
            json.WriteString("inLanguage", article.TextLanguage ?? article.Language.Tag);
            json.WriteString("datePublished", facts.Published);
            json.WriteString("dateModified", facts.Updated);
            json.WriteBoolean("isAccessibleForFree", true);
            if (article.Live is { } live) Updates(json, house, article, live, facts, address);
            Authors(json, house, article);
            Photos(json, house, article);
            Corrections(json, article);
            if (article.Section is not null) json.WriteString("articleSection", article.Section.Label);
            if (article.Topics.Count > 0) Strings(json, "keywords", [.. article.Topics.Select(t => t.Name)]);
            if (article.Places.Count > 0) Places(json, article);
            if (article.MandatoryCredit is not null) json.WriteString("creditText", article.MandatoryCredit);
            if (article.Copyright is not null) json.WriteString("copyrightNotice", article.Copyright);
            json.WriteStartObject("publisher");
            json.WriteString("@type", "NewsMediaOrganization");
            json.WriteString("name", house.Organisation);
            json.WriteString("url", house.Base + "/");
            Logo(json, house);
            json.WriteString("correctionsPolicy", house.Base + article.CorrectionsPath);
            json.WriteEndObject();
            if (article.Kind is { Kind: PageKind.Obituary } obituary) EventJson.Person(json, obituary);
            json.WriteEndObject();
            if (article.Kind is { Kind: PageKind.Event } happening)
            {
                EventJson.Event(json, house, article, happening, address);
                json.WriteEndArray();
            }
        }
        return new JsonBlock(bytes.ToArray());
    }

    private static void Logo(Utf8JsonWriter json, House house)
    {
        var logo = house.Look.Logo;
        json.WriteStartObject("logo");
        json.WriteString("@type", "ImageObject");
        json.WriteString("url", house.Base + (logo is null ? "/favicon.svg" : logo.Pictures is null ? logo.Path : LogoPictures.PublisherPath));
        if (logo?.Pictures?.Publisher is { } drawn)
        {
            json.WriteNumber("width", drawn.Width);
            json.WriteNumber("height", drawn.Height);
        }
        json.WriteEndObject();
    }

    private static void Updates(Utf8JsonWriter json, House house, ArticleView article, LiveView live, ArticleFacts facts, string address)
    {
        json.WriteString("coverageStartTime", facts.Published);
        if (live.Ended is { } ended) json.WriteString("coverageEndTime", ended.Iso);
        json.WriteStartArray("liveBlogUpdate");
        foreach (var entry in live.Entries)
        {
            json.WriteStartObject();
            json.WriteString("@type", "BlogPosting");
            json.WriteString("headline", entry.Headline);
            json.WriteString("url", address + "#" + entry.Anchor);
            json.WriteString("datePublished", entry.At.Iso);
            json.WriteString("dateModified", (entry.Updated ?? entry.At).Iso);
            json.WriteString("articleBody", entry.Words);
            json.WriteString("inLanguage", entry.TextLanguage ?? article.Language.Tag);
            json.WriteStartObject("author");
            json.WriteString("@type", "Organization");
            json.WriteString("name", entry.Credit ?? house.Organisation);
            json.WriteEndObject();
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void Authors(Utf8JsonWriter json, House house, ArticleView article)
    {
        json.WriteStartArray("author");
        foreach (var writer in article.Writers)
        {
            json.WriteStartObject();
            json.WriteString("@type", "Person");
            json.WriteString("name", writer.Name);
            if (writer.Path is not null) json.WriteString("url", house.Base + writer.Path);
            if (writer.Title is not null) json.WriteString("jobTitle", writer.Title);
            json.WriteEndObject();
        }
        if (article.Writers.Count == 0)
        {
            json.WriteStartObject();
            json.WriteString("@type", "Organization");
            json.WriteString("name", article.Credit ?? house.Organisation);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void Photos(Utf8JsonWriter json, House house, ArticleView article)
    {
        if (article.Photo is not { } photo) return;
        json.WriteStartArray("image");
        foreach (var shape in photo.Shapes)
        {
            json.WriteStartObject();
            json.WriteString("@type", "ImageObject");
            json.WriteString("url", house.Base + shape.Path);
            json.WriteNumber("width", shape.Width);
            json.WriteNumber("height", shape.Height);
            if (photo.Caption is not null) json.WriteString("caption", photo.Caption);
            if (photo.Credit is not null) json.WriteString("creditText", photo.Credit);
            json.WriteEndObject();
        }
        foreach (var one in article.MorePhotos.Prepend(photo))
        {
            json.WriteStartObject();
            json.WriteString("@type", "ImageObject");
            json.WriteString("url", house.Base + one.Path);
            if (one.Width is not null) json.WriteString("width", one.Width);
            if (one.Height is not null) json.WriteString("height", one.Height);
            if (one.Caption is not null) json.WriteString("caption", one.Caption);
            if (one.Credit is not null) json.WriteString("creditText", one.Credit);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void Corrections(Utf8JsonWriter json, ArticleView article)
    {
        if (article.Notices.Count == 0) return;
        json.WriteStartArray("correction");
        foreach (var notice in article.Notices)
        {
            json.WriteStartObject();
            json.WriteString("@type", "CorrectionComment");
            json.WriteString("text", notice.Text);
            json.WriteString("datePublished", notice.At.Iso);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void Places(Utf8JsonWriter json, ArticleView article)
    {
        json.WriteStartArray("contentLocation");
        foreach (var place in article.Places)
        {
            json.WriteStartObject();
            json.WriteString("@type", "Place");
            json.WriteString("name", place.Name);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void Strings(Utf8JsonWriter json, string name, IReadOnlyList<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values) json.WriteStringValue(value);
        json.WriteEndArray();
    }
}
