using Dateline.Formats.Json;
using Dateline.Formats.Ninjs;
using Dateline.News;

namespace Dateline.Formats.ApMedia;

/// <summary>
/// The JSON of AP's Media API, and of those who pass it on: an item by itself, inside <c>data</c>, or a list of them with what the API says about each.
/// It grew out of ninjs 1 and has its spelling, so ninjs reads it, and <see cref="ApMediaItem"/> puts right what AP means by it.
/// </summary>
internal sealed class ApMediaFormat : IWireFormat
{
    /// <summary>What notes call it.</summary>
    internal const string FormatName = "ap-media";

    private const int DeepestEnvelope = 6;

    private static readonly Dialect<NinjsDraft>[] Way = [new ApMediaItem()];

    public string Name => FormatName;

    public bool Recognises(WireBytes bytes)
    {
        var json = bytes.Json is { } characters ? characters.Utf8.Span : default;
        return json.IndexOf("\"altids\""u8) >= 0 && HasItemId(json);
    }

    // As a key: in ninjs 2 and 3 it may be the role of an alternative id.
    private static bool HasItemId(ReadOnlySpan<byte> json)
    {
        var key = "\"itemid\""u8;
        for (var at = json.IndexOf(key); at >= 0; at = json.IndexOf(key))
        {
            json = json[(at + key.Length)..];
            if (json.TrimStart(" \t\r\n"u8).StartsWith(":"u8)) return true;
        }
        return false;
    }

    public ReadResult Read(WireBytes bytes, ReadOptions options)
    {
        if (bytes.Json is not { } characters) return ReadResult.Failed(Name, WireJson.Read(bytes.Memory).Failure ?? WireJson.NoItem);
        using var json = WireJson.Read(characters);
        if (json.Value is not { } value) return ReadResult.Failed(Name, json.Failure!);
        // What AP means is no choice of the source's here: the format is AP's.
        var items = new List<ReadItem>(1);
        Read(value, options.Dialect is null ? options : options with { Dialect = null }, items, 0);
        if (items.Count == 0) return ReadResult.Failed(Name, new(FailureCodes.MissingGuid, "There is no item with an itemid in it.", new(Pointer: "")));
        return new ReadResult { Format = Name, Notes = characters.Notes, Items = items };
    }

    // {"data": {"item": …}}, {"data": {"items": [{"meta": …, "item": …}]}}, [{"item": …}], or the item itself.
    private static void Read(JsonValue value, ReadOptions options, List<ReadItem> items, int depth)
    {
        if (depth > DeepestEnvelope) return;
        if (value.Kind == JsonKind.Array) foreach (var one in value.Values) Read(one, options, items, depth + 1);
        else if (value["altids"] is not null) items.Add(NinjsItem.Read(value, options, Way, ApMediaItem.Identity).Item);
        else if (value["data", "item", "items"] is { } inner) Read(inner, options, items, depth + 1);
    }
}
