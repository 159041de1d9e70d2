using Dateline.Formats.Text;
using Dateline.Formats.Xml;
using Dateline.News;

namespace Dateline.Formats.NewsMlG2;

/// <summary><c>rightsInfo</c>: who owns it and what may be done with it. Several blocks add up; of a term stated twice the first stays.</summary>
internal static class G2Rights
{
    internal static void Read(XmlCursor xml, G2Draft item)
    {
        item.Rights = Read(xml, item, item.Rights);
    }

    internal static Rights Read(XmlCursor xml, G2Draft item, Rights rights)
    {
        if (xml["validto"] is { } end && WireDate.Read(end, item.Options.DefaultZone).At is { } moment) rights = rights with { Expires = rights.Expires ?? moment };
        foreach (var field in xml.Children)
        {
            rights = field switch
            {
                "copyrightHolder" => rights with { Holder = rights.Holder ?? ReadHolder(xml, item) },
                "copyrightNotice" => rights with { Notice = rights.Notice ?? NewsText.OneLine(xml.Text()) },
                "usageTerms" => ReadTerms(xml, rights),
                _ => rights,
            };
        }
        return rights;
    }

    private static string? ReadHolder(XmlCursor xml, G2Draft item)
    {
        var code = item.Code(xml);
        return G2Names.Read(xml, item) ?? code;
    }

    internal static Rights ReadTerms(XmlCursor xml, Rights rights)
    {
        var role = xml["role"];
        if (XmlLines.Read(xml) is not { } words) return rights;
        if (role is not null && HouseCodes.IsOurs(role)) return ReadTerm(role, words, rights);
        return UsageText.Read(rights with { UsageTerms = XmlLines.Join(rights.UsageTerms, words) }, words);
    }

    // Our own terms are written as words that end in the value: "Mandatory credit: Northern Press".
    private static Rights ReadTerm(string role, string words, Rights rights)
    {
        var value = words[(words.IndexOf(": ", StringComparison.Ordinal) is var colon and >= 0 ? colon + 2 : 0)..];
        return role switch
        {
            HouseCodes.NoWeb => rights with { NoWeb = true },
            HouseCodes.MandatoryCredit => rights with { MandatoryCredit = value },
            HouseCodes.Expires => rights with { Expires = WireDate.Read(value, null).At ?? rights.Expires },
            HouseCodes.Territory => rights with { Territories = [.. rights.Territories, value] },
            HouseCodes.NotFor => rights with { NotForClientClasses = [.. rights.NotForClientClasses, value] },
            _ => rights,
        };
    }
}
