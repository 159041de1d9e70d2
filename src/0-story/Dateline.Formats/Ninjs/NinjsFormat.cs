using Dateline.Formats.Json;
using Dateline.News;

namespace Dateline.Formats.Ninjs;

/// <summary>
/// ninjs: IPTC's news in JSON. Generations 1, 2 and 3 are read, and what Superdesk and others call ninjs.
/// The folder's README names the specification, and how real feeds depart from it.
/// </summary>
internal sealed class NinjsFormat : IWireFormat
{
    /// <summary>What writers and notes call it.</summary>
    internal const string FormatName = "ninjs";

    /// <summary>The agencies that speak it in a way of their own, in the order in which they are asked.</summary>
    internal static IReadOnlyList<Dialect<NinjsDraft>> Ways { get; } = [new BbcLdrsDialect(), new SuperdeskDialect()];

    public string Name => FormatName;

    public IReadOnlyList<WireDialect> Dialects => [.. Ways.Select(way => way.About)];

    /// <summary>An object (or several) with a uri, or a guid and what only an item has, as in Superdesk. JSON Feed and AP's own JSON are asked for first.</summary>
    public bool Recognises(WireBytes bytes)
    {
        if (bytes.Json is not { } characters) return false;
        var json = characters.Utf8.Span;
        return json.IndexOf("\"uri\""u8) >= 0
            || json.IndexOf("\"guid\""u8) >= 0 && (json.IndexOf("\"pubstatus\""u8) >= 0 || json.IndexOf("\"versioncreated\""u8) >= 0 || json.IndexOf("\"body_html\""u8) >= 0 || json.IndexOf("\"headline\""u8) >= 0);
    }

    public ReadResult Read(WireBytes bytes, ReadOptions options)
    {
        if (bytes.Json is not { } characters) return ReadResult.Failed(Name, WireJson.Read(bytes.Memory).Failure ?? WireJson.NoItem);
        using var json = WireJson.Read(characters);
        if (json.Value is not { } value) return ReadResult.Failed(Name, json.Failure!);
        var items = Items(value);
        if (items.Count == 0) return ReadResult.Failed(Name, WireJson.NoItem);
        var read = items.Select(item => NinjsItem.Read(item, options, Ways)).ToList();
        return new ReadResult { Format = Name, Notes = characters.Notes, FormatVersion = Version(items[0]), Dialect = read[0].Dialect, Items = [.. read.Select(r => r.Item)] };
    }

    /// <summary>One item, a list of them, or an envelope around a list ("item" at the BBC, "_items" and "items" elsewhere).</summary>
    internal static IReadOnlyList<JsonValue> Items(JsonValue value)
    {
        if (value.Kind == JsonKind.Array) return [.. value.Values];
        if (value["uri", "guid"] is null && value["items", "_items", "item"] is { Kind: JsonKind.Array } list) return [.. list.Values];
        return value.Kind == JsonKind.Object ? [value] : [];
    }

    /// <summary>The version the item states; else its generation, by how it spells its keys.</summary>
    internal static string? Version(JsonValue item)
    {
        if (item["standard", "$standard"]?["version"] is { Kind: JsonKind.String } stated) return stated.Text;
        foreach (var (name, _) in item.Members)
        {
            if (name is "versionCreated" or "pubStatus" or "embargoedUntil" or "firstCreated" or "edNote" or "usageTerms") return "3";
            if (name is "headlines" or "bodies" or "descriptions" or "by" or "subjects" or "places" or "people") return "2";
            if (name is "headline" or "byline" or "subject" or "place" or "person" || name.StartsWith("body_", StringComparison.Ordinal) || name.StartsWith("description_", StringComparison.Ordinal)) return "1";
        }
        return null;
    }
}
