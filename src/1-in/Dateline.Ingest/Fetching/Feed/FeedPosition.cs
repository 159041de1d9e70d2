using System.Text.Json;

namespace Dateline.Ingest.Fetching.Feed;

/// <summary>What is known of what an address last gave us, kept as the source's place: so that an answer which says nothing new costs nothing.</summary>
/// <param name="Url">Of which address.</param>
/// <param name="Etag">Its entity tag, as it was written; null: it gave none.</param>
/// <param name="Modified">When it was changed, as it was written; null: it did not say.</param>
/// <param name="Sha256">Of the bytes, in hex.</param>
internal sealed record FeedPosition(string Url, string? Etag, string? Modified, string Sha256)
{
    internal string Write() => JsonSerializer.Serialize(this, IngestJson.Strict);

    /// <summary>Null where it was of another address: nothing of it is known.</summary>
    internal static FeedPosition? Read(string? text, string url)
    {
        try
        {
            return text is not null && JsonSerializer.Deserialize<FeedPosition>(text, IngestJson.Strict) is { } known && known.Url == url ? known : null;
        }
        catch (JsonException)
        {
            // It was another kind of source before.
            return null;
        }
    }
}
