using Dateline.Formats.Text;
using Dateline.Formats.Xml;
using Dateline.News;

namespace Dateline.Formats.NewsMl12;

/// <summary>What is said about a component: who provides it, what may be done with it, what it is about (NewsML 1.2 §5.8 to §5.10).</summary>
internal static class NewsMl12Metadata
{
    internal static void ReadAdministrative(XmlCursor xml, NewsMl12Draft item)
    {
        foreach (var field in xml.Children)
        {
            if (field == "Provider") item.Provider ??= ReadParty(xml) is { } provider ? new Provider(provider.Code, provider.Name) : null;
            else if (field == "Source" && ReadParty(xml) is { } source) item.Credit ??= source.Name ?? source.Code;
            else if (field == "Property") ReadProperty(xml, item);
        }
    }

    private static (string? Code, string? Name)? ReadParty(XmlCursor xml)
    {
        (string? Code, string? Name)? party = null;
        foreach (var field in xml.Children)
        {
            if (field != "Party") continue;
            var code = NewsText.OneLine(xml["FormalName"]);
            string? name = null;
            foreach (var property in xml.Children)
                if (property == "Property" && xml["FormalName"] is "Organization" or "Name") name ??= NewsText.OneLine(xml["Value"]);
            if ((code ?? name) is not null) party ??= (code, name);
        }
        return party;
    }

    internal static void ReadRights(XmlCursor xml, NewsMl12Draft item)
    {
        foreach (var field in xml.Children)
        {
            if (field == "Copyright") ReadCopyright(xml, item);
            else if (field == "UsageRights") ReadUsage(xml, item);
        }
    }

    private static void ReadCopyright(XmlCursor xml, NewsMl12Draft item)
    {
        foreach (var field in xml.Children)
            if (field == "CopyrightHolder" && NewsText.OneLine(xml.Text()) is { } holder) item.Rights = item.Rights with { Holder = item.Rights.Holder ?? holder };
    }

    private static void ReadUsage(XmlCursor xml, NewsMl12Draft item)
    {
        foreach (var field in xml.Children)
        {
            if (NewsText.OneLine(xml.Text()) is not { } words) continue;
            if (field == "EndDate") item.Rights = item.Rights with { Expires = item.Rights.Expires ?? WireDate.Read(words, item.Options.DefaultZone).At };
            else if (field is "UsageType" or "Limitations" or "Geography")
                item.Rights = UsageText.Read(item.Rights with { UsageTerms = item.Rights.UsageTerms is { } terms ? XmlLines.Join(terms, words) : words }, words);
        }
    }

    internal static void ReadDescriptive(XmlCursor xml, NewsMl12Draft item, Component component)
    {
        foreach (var field in xml.Children)
        {
            switch (field)
            {
                case "Language": component.Language = NewsText.OneLine(xml["FormalName"]) ?? component.Language; break;
                case "Genre": ReadGenre(xml, item); break;
                case "SubjectCode": ReadSubjects(xml, item); break;
                case "Location": ReadLocation(xml, item); break;
                case "Property": ReadProperty(xml, item); break;
            }
        }
    }

    private static void ReadGenre(XmlCursor xml, NewsMl12Draft item)
    {
        if (NewsText.OneLine(xml["FormalName"]) is not { } genre) return;
        item.IsAdvisory |= StatusWords.IsAdvisory(genre);
        ItemDraft.AddOnce(item.Genres ??= [], new Concept(genre));
    }

    // Of a subject and its narrower ones each is a subject. Eight digits are IPTC's.
    private static void ReadSubjects(XmlCursor xml, NewsMl12Draft item)
    {
        foreach (var field in xml.Children)
        {
            if (field is not ("Subject" or "SubjectMatter" or "SubjectDetail") || NewsText.OneLine(xml["FormalName"]) is not { } code) continue;
            if (code.Length == 8 && code.All(char.IsAsciiDigit)) code = (code[0] == '2' ? "medtop:" : "subj:") + code;
            var subject = new Concept(code);
            ItemDraft.AddOnce(item.Subjects ??= [], subject);
        }
    }

    // Where it was filed (HowPresent="Origin"), or what it is about.
    private static void ReadLocation(XmlCursor xml, NewsMl12Draft item)
    {
        var isOrigin = xml["HowPresent"] is { } how && how.Contains("origin", StringComparison.OrdinalIgnoreCase);
        string? city = null, area = null, country = null, other = NewsText.OneLine(xml["FormalName"]);
        foreach (var field in xml.Children)
        {
            if (field != "Property" || NewsText.OneLine(xml["Value"]) is not { } value) continue;
            switch (xml["FormalName"]?.ToLowerInvariant())
            {
                case "city": city ??= value; break;
                case "country" or "countrycode": country ??= value; break;
                case "countryarea" or "state" or "region" or "worldregion": area ??= value; break;
                default: other ??= value; break;
            }
        }
        if ((city ?? other ?? area ?? country) is not { } name) return;
        var place = new Place(name, null, name == country ? null : country);
        if (isOrigin) item.Located ??= place;
        else ItemDraft.AddOnce(item.Places ??= [], place);
    }

    private static void ReadProperty(XmlCursor xml, NewsMl12Draft item)
    {
        var (name, value) = (xml["FormalName"]?.Trim(), VisibleText.OneLine(xml["Value"]));
        if (name is null || value is null) return;
        if (name.StartsWith("Keyword", StringComparison.OrdinalIgnoreCase)) (item.Keywords ??= []).Add(value);
        else if (name.Equals("EditorialNote", StringComparison.OrdinalIgnoreCase) || name.Equals("EdNote", StringComparison.OrdinalIgnoreCase) || name.Equals("Advisory", StringComparison.OrdinalIgnoreCase)) item.AddNote(value);
    }
}
