using Dateline.Formats.Text;
using Dateline.Formats.Xml;
using Dateline.News;

namespace Dateline.Formats.Nitf;

/// <summary>
/// <c>head</c>: what the document is, whether it may be used and from when, what it is about (NITF 3.6, "head" and "docdata").
/// Some senders put what belongs in docdata beside it, so both are read alike.
/// </summary>
internal static class NitfHead
{
    private const int LongestNote = 20_000;

    /// <summary>The number of a subject that has none, but a code of another kind.</summary>
    internal const string NoNumber = "00000000";

    internal static void Read(XmlCursor xml, NitfDraft item)
    {
        foreach (var field in xml.Children)
        {
            switch (field)
            {
                case "title": item.HeadTitle ??= VisibleText.OneLine(xml.Text()); break;
                case "meta": ReadMeta(xml, item); break;
                case "tobject": ReadTopics(xml, item); break;
                case "docdata": ReadDocdata(xml, item); break;
                case "pubdata": ReadPublication(xml, item); break;
                case "revision-history": item.EdNote = Joined(item.EdNote, xml["comment"]); break;
                default: ReadFact(xml, item, field); break;
            }
        }
    }

    private static void ReadMeta(XmlCursor xml, NitfDraft item)
    {
        var name = NewsText.OneLine(xml["name"]) ?? NewsText.OneLine(xml["http-equiv"]);
        if (name is null || NewsText.OneLine(xml["content"] ?? xml["value"]) is not { } content) return;
        if (name.Equals("keyword", StringComparison.OrdinalIgnoreCase)) (item.Keywords ??= []).Add(content);
        else item.AddMeta(name, content);
    }

    private static void ReadTopics(XmlCursor xml, NitfDraft item)
    {
        item.IsAdvisory |= StatusWords.IsAdvisory(xml["tobject.type"]);
        foreach (var field in xml.Children)
        {
            if (field == "tobject.property") ReadGenre(NewsText.OneLine(xml["tobject.property.type"]), item);
            else if (field == "tobject.subject") ReadSubject(xml, item);
        }
    }

    // "current" is the default of the DTD and says nothing.
    private static void ReadGenre(string? genre, NitfDraft item)
    {
        if (genre is null || genre.Equals("current", StringComparison.OrdinalIgnoreCase)) return;
        item.IsAdvisory |= StatusWords.IsAdvisory(genre);
        (item.Genres ??= []).Add(new Concept(genre, null));
    }

    // Numbers are IPTC's subject codes, unless the registrar (ipr) says whose they are.
    private static void ReadSubject(XmlCursor xml, NitfDraft item)
    {
        var number = NewsText.OneLine(xml["tobject.subject.refnum"]);
        var name = NewsText.OneLine(xml["tobject.subject.detail"]) ?? NewsText.OneLine(xml["tobject.subject.matter"]) ?? NewsText.OneLine(xml["tobject.subject.type"]);
        var registrar = NewsText.OneLine(xml["tobject.subject.ipr"]);
        if (number == NoNumber && NewsText.OneLine(xml["tobject.subject.code"]) is { } other) (number, registrar) = (other, null);
        if ((number ?? name) is not { } code) return;
        if (number is not null && IsIptc(registrar) && number.Length == 8 && number.All(char.IsAsciiDigit)) code = (IsMediaTopic(number) ? "medtop:" : "subj:") + number;
        else if (number is not null && registrar is not null && !IsIptc(registrar) && !number.Contains(':', StringComparison.Ordinal)) code = registrar + ":" + number;
        var subject = new Concept(code, name);
        ItemDraft.AddOnce(item.Subjects ??= [], subject);
    }

    private static bool IsIptc(string? registrar) => registrar is null || registrar.StartsWith("IPTC", StringComparison.OrdinalIgnoreCase);

    // Subject codes begin with 01 to 17, media topics with 20.
    private static bool IsMediaTopic(string number) => number[0] == '2';

    private static void ReadDocdata(XmlCursor xml, NitfDraft item)
    {
        ReadStatus(xml, item);
        item.OtherDocument = NewsText.OneLine(xml["management-doc-idref"]);
        item.OtherStatus = NewsText.OneLine(xml["management-idref-status"]);
        foreach (var field in xml.Children) ReadFact(xml, item, field);
    }

    // An empty status is none; one that is not known is never taken for usable.
    private static void ReadStatus(XmlCursor xml, NitfDraft item)
    {
        if (NewsText.OneLine(xml["management-status"]) is not { } stated) return;
        item.EmbargoPosition = xml.Position;
        if (StatusWords.IsEmbargoed(stated)) item.IsEmbargoed = true;
        else if (StatusWords.Status(stated) is { } status) item.Status = status;
        else item.Fail(FailureCodes.UnknownStatus, $"The management status \"{stated}\" is not known.", xml.Position);
    }

    private static void ReadFact(XmlCursor xml, NitfDraft item, string field)
    {
        switch (field)
        {
            case "doc-id": ReadId(xml, item); break;
            case "urgency": item.Urge(xml["ed-urg"] ?? xml.Text(), xml.Position); break;
            case "date.issue": item.VersionCreated ??= Norm(xml, item); break;
            case "date.release": if (Stated(xml) is { } release) item.Release = (release, xml.Position); break;
            case "date.expire": if (WireDate.Read(Stated(xml), item.Options.DefaultZone).At is { } end) item.Rights = item.Rights with { Expires = end }; break;
            case "evloc": ReadEventPlace(xml, item); break;
            case "du-key": ReadUpdateKey(xml, item); break;
            case "doc-scope": item.Scope ??= NewsText.OneLine(xml["scope"]); break;
            case "fixture": ReadGenre(NewsText.OneLine(xml["fix-id"]), item); break;
            case "ed-msg": ReadMessage(xml, item); break;
            case "correction": ReadCorrection(xml, item); break;
            case "doc.copyright": ReadCopyright(xml, item); break;
            case "doc.rights": ReadRights(xml, item); break;
            case "key-list": ReadKeys(xml, item); break;
            case "identified-content": ReadIdentified(xml, item); break;
        }
    }

    private static void ReadId(XmlCursor xml, NitfDraft item)
    {
        item.Registrar ??= NewsText.OneLine(xml["regsrc"]);
        var id = xml["id-string"] ?? xml["id"];
        if (string.IsNullOrWhiteSpace(item.Guid) && !string.IsNullOrWhiteSpace(id)) item.Guid = id;
    }

    private static string? Stated(XmlCursor xml) => NewsText.OneLine(xml["norm"]) ?? NewsText.OneLine(xml.Text());

    private static Instant? Norm(XmlCursor xml, NitfDraft item)
    {
        var position = xml.Position;
        return item.Date(Stated(xml), position);
    }

    private static void ReadEventPlace(XmlCursor xml, NitfDraft item)
    {
        var (city, state, country) = (NewsText.OneLine(xml["city"]), NewsText.OneLine(xml["state-prov"]), NewsText.OneLine(xml["iso-cc"]));
        if ((city ?? NewsText.OneLine(xml["county-dist"]) ?? state ?? NewsText.OneLine(xml.Text()) ?? country) is not { } name) return;
        (item.Places ??= []).Add(new Place(name, null, country));
    }

    private static void ReadUpdateKey(XmlCursor xml, NitfDraft item)
    {
        item.UpdateKey ??= NewsText.OneLine(xml["key"]);
        item.Version ??= NewsText.OneLine(xml["version"]);
    }

    private static void ReadMessage(XmlCursor xml, NitfDraft item)
    {
        var type = NewsText.OneLine(xml["msg-type"]);
        item.EdNote = Joined(item.EdNote, xml["info"]);
        if (type is null) return;
        item.IsAdvisory |= StatusWords.IsAdvisory(type);
        if (StatusWords.Signal(type) is not (SignalKind.Other or SignalKind.Advisory) and var kind) item.Signal(kind, "ed-msg:" + type);
    }

    private static void ReadCorrection(XmlCursor xml, NitfDraft item)
    {
        item.Signal(SignalKind.Correction, "correction");
        item.EdNote = Joined(item.EdNote, xml["info"]);
        if (NewsText.OneLine(xml["id-string"]) is { } other && other != item.Guid) (item.Links ??= []).Add(new ItemLink(LinkKind.Corrects, other, Rel: "correction"));
    }

    private static void ReadCopyright(XmlCursor xml, NitfDraft item)
    {
        if (NewsText.OneLine(xml["holder"]) is not { } holder) return;
        var notice = NewsText.OneLine(xml["year"]) is { } year ? $"© {year} {holder}" : null;
        item.Rights = item.Rights with { Holder = item.Rights.Holder ?? holder, Notice = item.Rights.Notice ?? notice };
    }

    private static void ReadRights(XmlCursor xml, NitfDraft item)
    {
        var terms = item.Rights.UsageTerms;
        foreach (var name in (string[])["type", "geography", "location-code", "limitations"]) terms = Joined(terms, xml[name]);
        item.Rights = item.Rights with { UsageTerms = terms, Holder = item.Rights.Holder ?? NewsText.OneLine(xml["owner"]) };
        if (WireDate.Read(xml["enddate"], item.Options.DefaultZone).At is { } end) item.Rights = item.Rights with { Expires = item.Rights.Expires ?? end };
        if (terms is not null) item.Rights = UsageText.Read(item.Rights, terms);
    }

    private static void ReadKeys(XmlCursor xml, NitfDraft item)
    {
        AddKey(xml["key"], item);
        foreach (var field in xml.Children)
            if (field == "keyword") AddKey(xml["key"] ?? xml.Text(), item);
    }

    private static void AddKey(string? key, NitfDraft item)
    {
        if (NewsText.OneLine(key) is { } line) (item.Keys ??= []).Add(line);
    }

    private static void ReadIdentified(XmlCursor xml, NitfDraft item)
    {
        foreach (var field in xml.Children)
        {
            if (field == "location") { if (NitfDateline.ReadPlace(xml).Place is { } place) (item.Places ??= []).Add(place); continue; }
            var (type, value) = (NewsText.OneLine(xml["type"]), NewsText.OneLine(xml["value"]));
            var name = NewsText.OneLine(xml.Text()) ?? value;
            if (name is null) continue;
            else if (field is "person" or "org" or "event" or "object.title") (item.Keywords ??= []).Add(name);
            else if (field == "classifier") (item.Subjects ??= []).Add(new Concept(type is null || value is null ? name : type + ":" + value, value == name ? null : name));
        }
    }

    private static void ReadPublication(XmlCursor xml, NitfDraft item)
    {
        var position = xml.Position;
        if (xml["date.publication"] is { } date) item.VersionCreated ??= item.Date(date, position);
    }

    private static string? Joined(string? first, string? second)
    {
        if (second is null) return first;
        string? lines = null;
        foreach (var range in second.AsSpan().Split('\n'))
            if (NewsText.OneLine(second[range]) is { } line) lines = XmlLines.Join(lines, line);
        return lines is null || lines == first || first is { Length: > LongestNote } ? first : XmlLines.Join(first, lines);
    }
}
