using System.Globalization;
using System.Runtime.CompilerServices;
using Dateline.Formats.Json;
using Dateline.Formats.NewsMlG2;
using Dateline.Formats.Ninjs;
using Dateline.Formats.Text;
using Dateline.News;

namespace Dateline.Formats.ApMedia;

/// <summary>
/// Associated Press, Media API (since 2019). The identity is <c>altids.itemid</c>, for the <c>uri</c> is an address that expires; versions begin at 0; the text is not in
/// it but behind <c>renditions.nitf.href</c>; writers stand in <c>bylines</c>; codes say by <c>rels</c> whether they are meant or follow from the scheme;
/// <c>editorialtypes</c> name what a version does to the one before.
/// </summary>
internal sealed class ApMediaItem() : Dialect<NinjsDraft>(new("ap-media", "Associated Press", "Media API 1.0, 2019", "Identity in altids.itemid; no text inline; bylines; rels on codes; editorialtypes; addresses that expire."))
{
    /// <summary>Where AP states the identity of an item, and of what hangs on it.</summary>
    internal static string? Identity(JsonValue json) => Text(json["altids"]?["itemid"]);

    internal override bool Recognises(NinjsDraft draft) => true;

    internal override void Settle(NinjsDraft draft)
    {
        var json = draft.Item.Json;
        ReadBylines(draft, json["bylines"]);
        ReadEditorialTypes(draft, json["editorialtypes"]);
        KeepDirectCodes(draft, json);
        ReadPlace(draft, json);
        ReadReferences(draft, json);
        draft.TakeKey ??= TakeKeys.In(draft.EdNote, draft.Slugline?.Text);
        draft.Headline ??= Headline.From(Text(json["headline_extended"])) ?? Headline.From(Text(json["title"]));
        if (Text(json["headline_extended"]) is { } longer && draft.Dek is null && longer != draft.Headline?.Text) draft.Dek = longer;
        if (draft.Provider is null && Text(json["provider"]) is { } provider) draft.Provider = new Provider(null, provider);
        ForgetExpiry(draft);
    }

    // ---- people, signals ----------------------------------------------------------------------------------------------------

    private static void ReadBylines(NinjsDraft draft, JsonValue? stated)
    {
        var bylines = new List<Byline>();
        foreach (var entry in JsonValues.OfArray(stated))
        {
            var (title, code, first) = (Text(entry["title"]), Text(entry["code"]), bylines.Count);
            if (Text(entry["by", "name", "byline"]) is { } line) BylineText.Read(WithoutTitle(line, title), bylines);
            for (var each = first; each < bylines.Count; each++) bylines[each] = bylines[each] with { Title = bylines[each].Title ?? title, Code = code };
        }
        if (bylines.Count > 0) draft.Bylines = bylines;
        if (draft.Kind is ItemKind.Picture or ItemKind.Graphic && bylines is [var by, ..] && draft.Pictures is [{ Credit: null } picture, ..]) draft.Pictures[0] = picture with { Credit = by.Name };
    }

    // "By MARA VARGA Northern Press": a title that is stated apart may stand at the end of the line as well.
    private static string WithoutTitle(string line, string? title) =>
        title is not null && line.Length > title.Length && line.EndsWith(title, StringComparison.OrdinalIgnoreCase) ? line[..^title.Length].TrimEnd(' ', ',') : line;

    private static void ReadEditorialTypes(NinjsDraft draft, JsonValue? types)
    {
        foreach (var entry in JsonValues.OfArray(types))
        {
            if (Text(entry) is not { } raw) continue;
            var word = raw.ToLowerInvariant();
            if (word is "withhold" or "hold" or "hold for release") { if (draft.Status == PubStatus.Usable) draft.Status = PubStatus.Withheld; continue; }
            var kind = word switch
            {
                "kill" or "elimination" or "mandatory kill" => SignalKind.Kill,
                "correction" or "corrective" or "clarification" => SignalKind.Correction,
                "lead" or "update" or "writethru" or "add" or "insert" or "sub" or "rewrite" => SignalKind.Update,
                "advisory" => SignalKind.Advisory,
                "repeat" or "resend" or "refile" => SignalKind.Refile,
                _ => SignalKind.Other,
            };
            draft.IsAdvisory |= kind == SignalKind.Advisory;
            draft.Signal(kind, raw);
        }
    }

    // ---- codes and places ---------------------------------------------------------------------------------------------------

    // "rels": ["direct"], ["ancestor"], ["inferred"], ["category"]. What follows from the scheme is not what the story is about.
    private static void KeepDirectCodes(NinjsDraft draft, JsonValue json)
    {
        if (DerivedCodes(draft, json) is not { } derived) return;
        draft.Subjects?.RemoveAll(s => derived.Contains(s.Code));
        draft.Places?.RemoveAll(p => p.Code is { } code && derived.Contains(code));
    }

    private static HashSet<string>? DerivedCodes(NinjsDraft draft, JsonValue json)
    {
        HashSet<string>? derived = null;
        foreach (var name in (ReadOnlySpan<string>)["subject", "person", "organisation", "place", "event"])
            foreach (var entry in JsonValues.OfArray(json[name]))
                if (IsDerived(JsonValues.OfArray(entry["rels"])) && NinjsContent.Code(entry, draft.Item) is { } code) (derived ??= new(StringComparer.Ordinal)).Add(code);
        return derived;
    }

    private static bool IsDerived(JsonValues rels)
    {
        // As long as the longest of the words: no text is made of what is compared and forgotten.
        Span<char> room = stackalloc char[16];
        var derived = false;
        foreach (var rel in rels)
        {
            var word = rel.Characters(room).Trim();
            if (word is "direct") return false;
            derived |= word is "ancestor" or "inferred";
        }
        return derived;
    }

    private static void ReadPlace(NinjsDraft draft, JsonValue json)
    {
        if (json["datelinelocation"] is not { Kind: JsonKind.Object } at || Text(at["city"]) is not { } city) return;
        draft.Located = new Place(draft.Located?.Name ?? city, Text(at["code"]), Text(at["countryname", "countrycode"]) ?? draft.Located?.Country);
    }

    // ---- files --------------------------------------------------------------------------------------------------------------

    // The text stands elsewhere, and who fetches it needs to know where.
    private static void ReadReferences(NinjsDraft draft, JsonValue json)
    {
        foreach (var file in json["renditions"]?.Values ?? default)
        {
            var name = Text(file["name"]) ?? file.Name;
            if (!IsText(name) || Text(file["href"]) is not { } href) continue;
            (draft.Links ??= []).Add(new ItemLink(LinkKind.SeeAlso, null, Href: WithoutExpiry(href), Rel: name));
            if (draft.Kind == ItemKind.Text && draft.Body.IsEmpty) draft.Note(NoteCodes.NotRead, "The text is not in the document: it stands behind a link.", file.Position, name);
        }
    }

    private static void ForgetExpiry(NinjsDraft draft)
    {
        for (var link = 0; link < draft.Links?.Count; link++)
            if (draft.Links[link].Href is { } href && Expires(href)) draft.Links[link] = draft.Links[link] with { Href = WithoutExpiry(href) };
        for (var picture = 0; picture < draft.Pictures?.Count; picture++)
            if (draft.Pictures[picture] is { Renditions.Count: > 0 } shown && Lasting(shown.Renditions) is { } files) draft.Pictures[picture] = shown with { Renditions = files };
    }

    // Null where nothing has to be changed.
    private static List<Rendition>? Lasting(IReadOnlyList<Rendition> renditions)
    {
        List<Rendition>? lasting = null;
        for (var at = 0; at < renditions.Count; at++)
        {
            var file = renditions[at];
            var (isText, expires) = (IsText(file.Name), Expires(file.Href));
            if (lasting is null && (isText || expires)) lasting = [.. renditions.Take(at)];
            if (!isText) lasting?.Add(expires ? file with { Href = WithoutExpiry(file.Href) } : file);
        }
        return lasting;
    }

    private static bool IsText(string? rendition) => rendition?.Contains("nitf", StringComparison.OrdinalIgnoreCase) == true;

    private static bool Expires(string href) => href.Contains("et=", StringComparison.Ordinal);

    /// <summary>An address without the ticket that AP adds to it ("&amp;et=…"): with it, the same file has a new address each time, and a dead one soon.</summary>
    internal static string WithoutExpiry(string href)
    {
        var query = href.IndexOf('?', StringComparison.Ordinal);
        if (query < 0 || !Expires(href)) return href;
        var kept = new DefaultInterpolatedStringHandler(0, 0, CultureInfo.InvariantCulture, stackalloc char[256]);
        kept.AppendFormatted(href.AsSpan(0, query));
        var parts = href.AsSpan(query + 1);
        var mark = "?";
        foreach (var range in parts.Split('&'))
        {
            if (parts[range].StartsWith("et=")) continue;
            kept.AppendLiteral(mark);
            kept.AppendFormatted(parts[range]);
            mark = "&";
        }
        return kept.ToStringAndClear();
    }

    private static string? Text(JsonValue? value) => value is { Kind: JsonKind.String or JsonKind.Number, Text: var text } ? NewsText.OneLine(text) : null;
}
