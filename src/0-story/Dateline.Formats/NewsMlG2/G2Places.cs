using Dateline.Formats.Xml;
using Dateline.News;

namespace Dateline.Formats.NewsMlG2;

/// <summary>A place: where something was filed (<c>located</c>) or what it is about (a <c>subject</c> of type geoArea), with the country that it lies in.</summary>
internal static class G2Places
{
    internal static Place? Read(XmlCursor xml, G2Draft item)
    {
        var code = item.Code(xml);
        string? name = null, country = null;
        var isOurs = false;
        foreach (var field in xml.Children)
        {
            if (field == "name") G2Names.Take(xml, item, ref name, ref isOurs);
            else if (field == "broader") ReadBroader(xml, item, ref country);
        }
        if (name is null && code is null) return null;
        return new Place(name ?? G2Codes.Local(code).ToString(), code, country);
    }

    // Of several places around it the one with a code of countries is the country; else the last, which is the widest.
    private static void ReadBroader(XmlCursor xml, G2Draft item, ref string? country)
    {
        var code = item.Code(xml);
        var name = G2Names.Read(xml, item);
        if ((name ?? code) is { } broader) country = IsCountry(code) ? name ?? G2Codes.Local(code).ToString() : broader;
    }

    private static bool IsCountry(string? code) => code is not null && code.StartsWith("iso3166-1", StringComparison.Ordinal) && !G2Codes.Local(code).Contains('-');
}
