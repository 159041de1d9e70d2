using Dateline.Formats.Feeds;
using Dateline.Formats.Json;
using Dateline.News;

namespace Dateline.Formats.JsonFeed;

/// <summary>
/// JSON Feed 1.1 (and 1): a feed for those who would rather not have XML. One item for each entry.
/// The folder's README names the specification, and how real feeds depart from it.
/// </summary>
internal sealed class JsonFeedFormat : IWireFormat
{
    /// <summary>What writers and notes call it.</summary>
    internal const string FormatName = "json-feed";

    internal const string VersionAddress = "https://jsonfeed.org/version/1.1";

    public string Name => FormatName;

    public bool Recognises(WireBytes bytes) => bytes.Json is { } json && IsJsonFeed(json.Utf8.Span);

    /// <summary>Whether JSON says of itself that it is such a feed. Its slashes may be escaped.</summary>
    internal static bool IsJsonFeed(ReadOnlySpan<byte> json)
    {
        return json.StartsWith("{"u8) && (json.IndexOf("jsonfeed.org/version"u8) >= 0 || json.IndexOf("jsonfeed.org\\/version"u8) >= 0);
    }

    public ReadResult Read(WireBytes bytes, ReadOptions options)
    {
        if (WebPage.Is(bytes)) return ReadResult.Failed(Name, WebPage.Failure);
        if (bytes.Json is not { } characters) return ReadResult.Failed(Name, WireJson.Read(bytes.Memory).Failure ?? WireJson.NoItem);
        using var document = WireJson.Read(characters);
        if (document.Value is not { } json) return ReadResult.Failed(Name, document.Failure!);
        if (json["items"] is { Kind: not JsonKind.Array } wrong) return ReadResult.Failed(Name, new(FailureCodes.WrongType, "\"items\" must be a list.", wrong.Position));
        var channel = Channel(json);
        return new ReadResult
        {
            Format = Name,
            Notes = characters.Notes,
            FormatVersion = json["version"]?.Text is { } version ? version[(version.LastIndexOf('/') + 1)..] : null,
            Items = [.. (json["items"]?.Values ?? default).Select(item => Read(item, channel, options))],
        };
    }

    private static FeedChannel Channel(JsonValue json)
    {
        var channel = new FeedChannel
        {
            Title = JsonFeedItem.Text(json["title"]),
            Link = JsonFeedItem.Text(json["home_page_url"]) ?? JsonFeedItem.Text(json["feed_url"]),
            Language = JsonFeedItem.Text(json["language"]),
        };
        JsonFeedItem.ReadAuthors(json, channel.Authors);
        return channel;
    }

    private static ReadItem Read(JsonValue item, FeedChannel channel, ReadOptions options) => item.Kind == JsonKind.Object
        ? FeedItem.Read(JsonFeedItem.Read(item), channel, options)
        : new ReadItem(null, new(FailureCodes.WrongType, "An item must be an object.", item.Position), []);
}
