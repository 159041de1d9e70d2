using System.Globalization;
using System.Text.Json;
using Dateline.News;

namespace Dateline.Formats.Ninjs;

/// <summary>Writes one item: its management here, its content and what hangs on it in the other parts. Keys in the order of the schema.</summary>
internal sealed partial class NinjsItemWriter(Utf8JsonWriter json, NinjsGeneration generation, WriteOptions options, List<ReadNote> notes)
{
    internal void Write(NewsItem item)
    {
        json.WriteStartObject();
        WriteIdentity(item);
        WriteStatus(item);
        WriteContent(item);
        WriteMedia(item);
        WriteAltIds(item);
        WriteStandard();
        json.WriteEndObject();
    }

    private void WriteIdentity(NewsItem item)
    {
        json.WriteString("uri", Uri(item.Guid));
        if (Type(item.Kind) is { } type) json.WriteString("type", type);
        else CannotSay("type", $"ninjs {generation.Version} has no type for {item.Kind.ToString().ToLowerInvariant()}.");
        Text("version", item.Version);
        Moment(generation.FirstCreated, item.FirstCreated);
        Moment(generation.VersionCreated, item.VersionCreated);
        if (item.Priority is { } priority) CannotSay("priority", $"ninjs has no priority of the transmission: {priority}.");
    }

    private string? Type(ItemKind kind) => kind switch
    {
        ItemKind.Text => "text",
        ItemKind.Picture => "picture",
        ItemKind.Graphic => "graphic",
        ItemKind.Video => "video",
        ItemKind.Audio => "audio",
        ItemKind.Composite or ItemKind.Package => "composite",
        ItemKind.Event when generation.Version[0] == '3' => "event",
        ItemKind.Planning when generation.Version[0] == '3' => "planning",
        _ => null,
    };

    // ninjs has no "until further notice". Withheld is the only word every receiver obeys; leaving the embargo out would be the one unforgivable mistake.
    private void WriteStatus(NewsItem item)
    {
        var status = item.Embargo.UntilFurtherNotice && item.Status == PubStatus.Usable ? PubStatus.Withheld : item.Status;
        Moment(generation.Embargoed, item.Embargo.Until);
        json.WriteString(generation.PubStatus, status switch { PubStatus.Withheld => "withheld", PubStatus.Canceled => "canceled", _ => "usable" });
        if (item.Embargo.UntilFurtherNotice) CannotSay(generation.Embargoed, "ninjs has no embargo until further notice: the item is marked withheld.");
    }

    // ---- what ninjs has no property for -----------------------------------------------------------------------------------

    private void WriteAltIds(NewsItem item)
    {
        var ids = new List<(string Role, string Value)>();
        if (Uri(item.Guid) != item.Guid) ids.Add((NinjsNames.Guid, item.Guid));
        if (item.Embargo.UntilFurtherNotice)
        {
            ids.Add((NinjsNames.Embargo, item.Embargo.Ambiguous ? NinjsNames.Unclear : NinjsNames.FurtherNotice));
            ids.Add((NinjsNames.Status, item.Status == PubStatus.Usable ? "usable" : "withheld"));
        }
        if (item.IsAdvisory) ids.Add((NinjsNames.Advisory, "true"));
        if (item.Kind == ItemKind.Package) ids.Add((NinjsNames.Kind, "package"));
        if (item.Content.TakeKey is { } takeKey) ids.Add((NinjsNames.TakeKey, takeKey));
        ids.AddRange(NinjsRights.AltIds(item.Content.Rights));
        foreach (var signal in item.Signals)
            if (signal.Kind != SignalKind.Alarm) ids.Add((NinjsNames.Signal, signal.Raw));
        WriteAltIds(ids);
    }

    private void WriteAltIds(List<(string Role, string Value)> ids)
    {
        if (ids.Count == 0) return;
        if (generation.IsFlat) WriteAltIdObject(ids);
        else List(generation.AltIds, ids, id => { json.WriteString("role", id.Role); json.WriteString("value", id.Value); });
    }

    private void WriteAltIdObject(List<(string Role, string Value)> ids)
    {
        json.WriteStartObject(generation.AltIds);
        foreach (var id in ids)
            if (id.Role != NinjsNames.Signal) json.WriteString(id.Role, id.Value);
        var signals = ids.Where(id => id.Role == NinjsNames.Signal).Select(id => id.Value).ToList();
        if (signals.Count > 0)
        {
            json.WriteStartArray(NinjsNames.Signal);
            foreach (var signal in signals) json.WriteStringValue(signal);
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }

    private void WriteStandard()
    {
        json.WriteStartObject(generation.Standard);
        json.WriteString("name", "ninjs");
        json.WriteString("version", generation.Version);
        json.WriteString("schema", generation.Schema);
        json.WriteEndObject();
    }

    // ---- values -----------------------------------------------------------------------------------------------------------

    private void Text(string name, string? value)
    {
        if (value is not null) json.WriteString(name, value);
    }

    private void Moment(string name, Instant? moment)
    {
        if (moment is { } at) json.WriteString(name, at.ToString());
    }

    private void List<T>(string name, IReadOnlyCollection<T> values, Action<T> write)
    {
        if (values.Count == 0) return;
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStartObject();
            write(value);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private void CannotSay(string property, string message) => notes.Add(new(NoteCodes.CannotSay, message, new(Pointer: "/" + property)));

    /// <summary>The guid as the URI that the schema demands.</summary>
    private static string Uri(string guid) => IsUri(guid) ? guid : NinjsNames.GuidPrefix + System.Uri.EscapeDataString(guid);

    /// <summary>Whether a validator of RFC 3986 takes <paramref name="text"/> for an absolute URI.</summary>
    private static bool IsUri(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 1 || colon == text.Length - 1 || !char.IsAsciiLetter(text[0])) return false;
        foreach (var c in text.AsSpan(0, colon)) if (!char.IsAsciiLetterOrDigit(c) && c is not ('+' or '-' or '.')) return false;
        for (var i = colon + 1; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '%' && (i + 2 >= text.Length || !char.IsAsciiHexDigit(text[i + 1]) || !char.IsAsciiHexDigit(text[i + 2]))) return false;
            if (!char.IsAsciiLetterOrDigit(c) && !"-._~:/?#@!$&'()*+,;=%".Contains(c, StringComparison.Ordinal)) return false;
        }
        return text.IndexOf('#', StringComparison.Ordinal) == text.LastIndexOf('#') && System.Uri.TryCreate(text, UriKind.Absolute, out _);
    }

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
