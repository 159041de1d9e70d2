using Dateline.Formats.Text;
using Dateline.Formats.Xml;
using Dateline.News;

namespace Dateline.Formats.NewsMlG2;

/// <summary><c>contentMeta</c>: what the content is about, who wrote it, what it is called.</summary>
internal static class G2ContentMeta
{
    internal static void Read(XmlCursor xml, G2Draft item)
    {
        foreach (var field in xml.Children)
        {
            switch (field)
            {
                case "urgency": ReadUrgency(xml, item); break;
                case "located": item.Located ??= G2Places.Read(xml, item); break;
                case "creator": G2Bylines.ReadCreator(xml, item); break;
                case "contributor": G2Bylines.ReadContributor(xml, item); break;
                case "by": G2Bylines.ReadBy(xml, item); break;
                case "language": item.Language ??= Language.From(xml["tag"]); break;
                case "genre": ReadGenre(xml, item); break;
                case "keyword": ReadKeyword(xml, item); break;
                case "subject": ReadSubject(xml, item); break;
                case "slugline": ReadSlugline(xml, item); break;
                case "headline": ReadHeadline(xml, item); break;
                case "dateline": ReadDateline(xml, item); break;
                case "altId": G2ItemMeta.ReadAltId(xml, item); break;
                case "creditline": item.Credit ??= NewsText.OneLine(xml.Text()); break;
                case "description": ReadDescription(xml, item); break;
            }
        }
    }

    private static void ReadUrgency(XmlCursor xml, G2Draft item)
    {
        var position = xml.Position;
        item.Urge(xml.Text(), position);
    }

    private static void ReadGenre(XmlCursor xml, G2Draft item)
    {
        if (ReadConcept(xml, item) is not { } genre) return;
        (item.Genres ??= []).Add(genre);
        item.IsAdvisory |= StatusWords.IsAdvisory(genre.Code) || StatusWords.IsAdvisory(genre.Name);
    }

    private static void ReadKeyword(XmlCursor xml, G2Draft item)
    {
        if (NewsText.OneLine(xml.Text()) is { } keyword) (item.Keywords ??= []).Add(keyword);
    }

    // AP adds every ancestor of a subject and marks them so (why:ancestor): those follow from the scheme and are left out.
    private static void ReadSubject(XmlCursor xml, G2Draft item)
    {
        if (G2Codes.Has(xml["why"], "ancestor")) { xml.Skip(); return; }
        if (xml["type"] is { } type && G2Codes.Local(type.AsSpan().TrimEnd()) is "geoArea" or "poi")
        {
            if (G2Places.Read(xml, item) is { } place) (item.Places ??= []).Add(place);
        }
        else if (ReadConcept(xml, item) is { } subject) (item.Subjects ??= []).Add(subject);
    }

    private static Concept? ReadConcept(XmlCursor xml, G2Draft item)
    {
        var code = item.Code(xml);
        var name = G2Names.Read(xml, item);
        return (code ?? name) is { } identity ? new Concept(identity, name) : null;
    }

    private static void ReadHeadline(XmlCursor xml, G2Draft item)
    {
        var role = xml["role"] ?? xml["roleuri"];
        if (G2Codes.Has(role, "sub")) { item.Dek ??= VisibleText.OneLine(xml.Text(lines: true)); return; }
        // One in the item's language goes before others; of those, the one that stands over the story before a short one or the line above it.
        var rank = (G2Names.IsInLanguageOf(xml, item) ? 2 : 0) + (IsBesideHeadline(role) ? 0 : 1);
        if (item.Headline is not null && rank <= item.HeadlineRank) return;
        if (Headline.From(VisibleText.OneLine(xml.Text(lines: true))) is { } headline) (item.Headline, item.HeadlineRank) = (headline, rank);
    }

    private static bool IsBesideHeadline(string? role)
    {
        if (role is null) return false;
        foreach (var word in (ReadOnlySpan<string>)["short", "kicker", "overline", "pretitle", "teaser", "social", "seo", "mobile", "sms", "push", "web"])
            if (role.Contains(word, StringComparison.OrdinalIgnoreCase)) return true;
        return false;
    }

    private static void ReadSlugline(XmlCursor xml, G2Draft item)
    {
        var isOurs = G2Names.IsInLanguageOf(xml, item);
        if (item.Slugline is not null && (item.SluglineIsInItsLanguage || !isOurs)) return;
        if (Slugline.From(VisibleText.OneLine(xml.Text())) is { } slugline) (item.Slugline, item.SluglineIsInItsLanguage) = (slugline, isOurs);
    }

    // Reuters puts a time stamp where the words belong.
    private static void ReadDateline(XmlCursor xml, G2Draft item)
    {
        var position = xml.Position;
        var isOurs = G2Names.IsInLanguageOf(xml, item);
        if (item.Placeline is not null && (item.PlacelineIsInItsLanguage || !isOurs)) return;
        var text = VisibleText.OneLine(xml.Text(lines: true));
        if (WireDate.Read(text, null).At is null) { if (Placeline.From(text) is { } placeline) (item.Placeline, item.PlacelineIsInItsLanguage) = (placeline, isOurs); }
        else item.Note(NoteCodes.OddValue, "The dateline is a time, not words, and was left out.", position, text);
    }

    private static void ReadDescription(XmlCursor xml, G2Draft item)
    {
        var role = xml["role"] ?? xml["roleuri"];
        if (NewsText.OneLine(xml.Text(lines: true)) is not { } text) return;
        if (IsAlt(role)) item.Alt ??= text;
        else if (G2Codes.Has(role, "caption")) item.Caption ??= text;
        else if (G2Codes.Has(role, "summary") || role is null && item.Kind is ItemKind.Text or ItemKind.Package or ItemKind.Composite) item.Dek ??= text;
        else if (role is null) item.Caption ??= text;
    }

    internal static bool IsAlt(string? role) => G2Codes.Has(role, "altText") || G2Codes.Has(role, "alttext") || G2Codes.Has(role, "accessib") || G2Codes.Has(role, "alternative");
}
