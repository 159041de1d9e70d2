using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Dateline.Site.Caching;

namespace Dateline.Site.Feeds;

/// <summary>A feed as JSON Feed 1.1 (jsonfeed.org).</summary>
internal static class JsonFeed
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    internal static SitePage Write(FeedView feed)
    {
        using var bytes = new MemoryStream(64 * 1024);
        using (var json = new Utf8JsonWriter(bytes, Options))
        {
            json.WriteStartObject();
            json.WriteString("version", "https://jsonfeed.org/version/1.1");
            json.WriteString("title", feed.Title);
            json.WriteString("home_page_url", feed.Home);
            json.WriteString("feed_url", feed.At("feed.json"));
            json.WriteString("description", feed.Description);
            json.WriteString("language", feed.Language.Tag);
            json.WriteStartArray("items");
            foreach (var entry in feed.Entries) Item(json, feed, entry);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return new SitePage(bytes.ToArray(), "application/feed+json", "default-src 'none'; frame-ancestors 'none'");
    }

    private static void Item(Utf8JsonWriter json, FeedView feed, FeedEntry entry)
    {
        json.WriteStartObject();
        json.WriteString("id", entry.Id);
        json.WriteString("url", entry.Url);
        json.WriteString("title", entry.Title);
        if (entry.Summary is not null) json.WriteString("summary", entry.Summary);
        json.WriteString("content_html", entry.Html);
        json.WriteString("date_published", entry.Published.ToString());
        json.WriteString("date_modified", entry.Updated.ToString());
        json.WriteString("language", entry.Language);
        if (entry.Photo is { } photo) json.WriteString("image", feed.House.Base + photo.Path);
        json.WriteStartArray("authors");
        foreach (var author in entry.Authors)
        {
            json.WriteStartObject();
            json.WriteString("name", author);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("tags");
        foreach (var topic in entry.Topics) json.WriteStringValue(topic);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
