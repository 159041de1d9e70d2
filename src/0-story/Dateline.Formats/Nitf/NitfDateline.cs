using System.Text;
using System.Xml;
using Dateline.Formats.Text;
using Dateline.Formats.Xml;
using Dateline.News;

namespace Dateline.Formats.Nitf;

/// <summary>
/// <c>dateline</c>: the place where the story was filed (<c>location</c>) and its day (<c>story.date</c>, to be believed in <c>norm</c> only);
/// or the whole as words. Words of its own make the placeline; without them the place does.
/// </summary>
internal static class NitfDateline
{
    internal static void Read(XmlCursor xml, NitfDraft item)
    {
        var depth = xml.Depth;
        var line = new StringBuilder();
        var (hasOwnWords, location) = (false, (string?)null);
        while (xml.StepInside(depth, out var type))
        {
            if (type == XmlNodeType.Element && xml.Name == "story.date") line.Append(' ').Append(ReadDate(xml, item));
            else if (type == XmlNodeType.Element && xml.Name == "location") line.Append(location = ReadLocation(xml, item) ?? location);
            else if (type is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace)
            {
                line.Append(xml.Value);
                hasOwnWords |= xml.Value.Any(char.IsLetterOrDigit);
            }
        }
        item.Placeline ??= Placeline.From(hasOwnWords ? line.ToString() : location);
    }

    private static string ReadDate(XmlCursor xml, NitfDraft item)
    {
        item.StoryDate ??= WireDate.Read(xml["norm"], item.Options.DefaultZone).At;
        return xml.Text();
    }

    private static string? ReadLocation(XmlCursor xml, NitfDraft item)
    {
        var depth = xml.Depth;
        var words = new StringBuilder();
        string? city = null, country = null;
        while (xml.StepInside(depth, out var type))
        {
            if (type == XmlNodeType.Element && xml.Name is "sublocation" or "city" or "state" or "region" or "country")
            {
                var (part, code) = (xml.Name, xml["iso-cc"]);
                if (NewsText.OneLine(xml.Text()) is not { } name) continue;
                if (part == "city") city ??= name;
                if (part == "country") country ??= NewsText.OneLine(code) ?? name;
                if (words.Length > 0 && !words.ToString().TrimEnd().EndsWith(',')) words.Append(", ");
                words.Append(name);
            }
            else if (type is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace) words.Append(words.Length == 0 ? xml.Value.TrimStart() : xml.Value);
        }
        var place = NewsText.OneLine(words.ToString());
        if ((city ?? place) is { } filed) item.Located ??= new Place(filed.TrimEnd(',', '.', '-', ' '), null, country);
        return place;
    }
}
