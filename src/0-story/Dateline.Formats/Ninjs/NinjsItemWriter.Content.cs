using Dateline.Formats.NewsMlG2;
using Dateline.News;

namespace Dateline.Formats.Ninjs;

internal sealed partial class NinjsItemWriter
{
    private void WriteContent(NewsItem item)
    {
        var content = item.Content;
        var isMedia = item.Kind is ItemKind.Picture or ItemKind.Graphic or ItemKind.Video or ItemKind.Audio;
        var itself = isMedia ? content.Pictures.FirstOrDefault() : null;
        if (content.Urgency is { } urgency) json.WriteNumber("urgency", urgency.Value);
        WriteRights(content.Rights);
        Text(generation.EdNote, content.EdNote);
        Text("language", content.Language?.Tag);
        WriteTexts("description", "descriptions", Descriptions(item, isMedia ? itself?.Caption : content.Dek, isMedia ? content.Dek : null, itself?.Alt));
        WriteBody(content);
        WriteHeadline(content.Headline?.Text);
        WritePeople(content);
        WritePlaces(content);
        WriteSubjects(content);
        WriteSources(item.Provider, content.Credit);
        Text(generation.By, BylineOf(content.Bylines));
        Text("slugline", content.Slugline?.Text);
        Text("located", content.Located?.Name);
        List(generation.Genres, content.Genres, genre => { Text("name", genre.Name); WriteCode(genre.Code); });
        Moment("expires", content.Rights.Expires);
    }

    private void WriteRights(Rights rights)
    {
        Text(generation.Holder, rights.Holder);
        Text(generation.Notice, rights.Notice);
        var words = NinjsRights.InWords(rights);
        var terms = rights.UsageTerms is null ? words : words.Length == 0 ? rights.UsageTerms : rights.UsageTerms + "\n" + words;
        if (terms.Length > 0) json.WriteString(generation.UsageTerms, terms);
    }

    // ---- texts --------------------------------------------------------------------------------------------------------------

    private static List<(string Role, string Value)> Descriptions(NewsItem item, string? text, string? summary, string? alt)
    {
        var texts = new List<(string, string)>();
        if (text is not null) texts.Add((NinjsNames.Text, text));
        if (summary is not null) texts.Add((NinjsNames.Summary, summary));
        if (item.Content.Placeline is { } placeline) texts.Add((NinjsNames.Placeline, placeline.Text));
        if (alt is not null) texts.Add((NinjsNames.Alt, alt));
        foreach (var notice in item.Notices) texts.Add(($"{NinjsNames.Notice}{notice.Kind.ToString().ToLowerInvariant()}_{Number(notice.At.Microseconds)}", notice.Text));
        return texts;
    }

    private void WriteTexts(string kind, string plural, List<(string Role, string Value)> texts)
    {
        if (generation.IsFlat) foreach (var (role, value) in texts) json.WriteString($"{kind}_{role}", value);
        else List(plural, texts, text => { json.WriteString("role", text.Role); json.WriteString(generation.ContentType, "text/plain"); json.WriteString("value", text.Value); });
    }

    private void WriteHeadline(string? headline)
    {
        if (headline is null) return;
        if (generation.IsFlat) json.WriteString("headline", headline);
        else WriteTexts("headline", "headlines", [(NinjsNames.Main, headline)]);
    }

    private void WriteBody(StoryContent content)
    {
        if (content.Body.IsEmpty) return;
        var markup = NinjsPlaceline.Woven(content.Body, content.Placeline);
        if (generation.IsFlat)
        {
            json.WriteString("body_html", markup);
            json.WriteNumber(generation.WordCount, content.Body.WordCount);
            return;
        }
        List("bodies", [markup], text =>
        {
            json.WriteString("role", NinjsNames.Main);
            json.WriteString(generation.ContentType, "text/html");
            json.WriteNumber(generation.WordCount, content.Body.WordCount);
            json.WriteString("value", text);
        });
    }

    private static string? BylineOf(IReadOnlyList<Byline> bylines) =>
        bylines.Count == 0 ? null : string.Join("; ", bylines.Select(b => b.Title is null ? b.Name : $"{b.Name}, {b.Title}"));

    // ---- people, places, codes ------------------------------------------------------------------------------------------------

    private void WritePeople(StoryContent content)
    {
        if (content.Bylines.Count + content.WithFilesFrom.Count == 0) return;
        json.WriteStartArray(generation.People);
        foreach (var byline in content.Bylines) WriteEntry(byline.Name, NinjsNames.Author, byline.Code);
        foreach (var contributor in content.WithFilesFrom) WriteEntry(contributor.Name, NinjsNames.Files, null, "locality", contributor.Place);
        json.WriteEndArray();
    }

    private void WritePlaces(StoryContent content)
    {
        var located = content.Located is { Code: null, Country: null } ? null : content.Located;
        if (content.Places.Count == 0 && located is null) return;
        json.WriteStartArray(generation.Places);
        if (located is not null) WriteEntry(located.Name, NinjsNames.Located, located.Code, "country", located.Country);
        foreach (var place in content.Places) WriteEntry(place.Name, null, place.Code, "country", place.Country);
        json.WriteEndArray();
    }

    private void WriteEntry(string name, string? rel, string? code, string addressPart = "", string? address = null)
    {
        json.WriteStartObject();
        json.WriteString("name", name);
        Text("rel", rel);
        if (code is not null) WriteCode(code);
        if (address is not null)
        {
            json.WriteStartArray(generation.ContactInfo);
            json.WriteStartObject();
            json.WriteStartObject("address");
            json.WriteString(addressPart, address);
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }

    private void WriteSubjects(StoryContent content)
    {
        if (content.Subjects.Count + content.Keywords.Count == 0) return;
        json.WriteStartArray(generation.Subjects);
        foreach (var subject in content.Subjects)
        {
            json.WriteStartObject();
            Text("name", subject.Name);
            WriteCode(subject.Code);
            json.WriteEndObject();
        }
        foreach (var keyword in content.Keywords) WriteEntry(keyword, NinjsNames.Keyword, null);
        json.WriteEndArray();
    }

    private void WriteSources(Provider? provider, string? credit)
    {
        var sources = new List<(string? Name, string Role, string? Code)>();
        if (provider is not null) sources.Add((provider.Name, NinjsNames.Provider, provider.Code));
        if (credit is not null) sources.Add((credit, NinjsNames.Credit, null));
        List(generation.Sources, sources, source =>
        {
            Text("name", source.Name);
            json.WriteString(generation.SourceRole, source.Role);
            if (source.Code is not null) WriteCode(source.Code);
        });
    }

    /// <summary>A code as the generation has it: IPTC's by scheme and code or full URI, any other as a URI or as it is.</summary>
    private void WriteCode(string code)
    {
        var colon = code.IndexOf(':', StringComparison.Ordinal);
        var scheme = colon > 0 ? IptcCatalog.UriOf(code.AsSpan(0, colon)) : null;
        if (scheme is not null && !IsUri(scheme + code[(colon + 1)..])) scheme = null;
        if (generation.IsFlat)
        {
            Text("scheme", scheme);
            json.WriteString("code", scheme is null ? code : code[(colon + 1)..]);
        }
        else if (scheme is not null) json.WriteString("uri", scheme + code[(colon + 1)..]);
        else json.WriteString(code.StartsWith("http", StringComparison.Ordinal) && IsUri(code) ? "uri" : "literal", code);
    }
}
