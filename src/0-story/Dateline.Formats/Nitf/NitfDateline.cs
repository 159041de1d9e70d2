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
        var (hasOwnWords, hasDate, location) = (false, false, (string?)null);
        while (xml.StepInside(depth, out var type))
        {
            if (type == XmlNodeType.Element && xml.Name == "story.date" && (hasDate = true)) line.Append(' ').Append(ReadDate(xml, item));
            else if (type == XmlNodeType.Element && xml.Name == "location") line.Append(location = ReadLocation(xml, item) ?? location);
            else if (type is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace)
            {
                line.Append(xml.Value);
                hasOwnWords |= xml.Value.Any(char.IsLetterOrDigit);
            }
        }
        item.Placeline ??= Placeline.From(hasOwnWords || location is null && !hasDate ? line.ToString() : location);
    }

    private static string ReadDate(XmlCursor xml, NitfDraft item)
    {
        item.StoryDate ??= WireDate.Read(xml["norm"], item.Options.DefaultZone).At;
        return xml.Text();
    }

    private static string? ReadLocation(XmlCursor xml, NitfDraft item)
    {
        var (words, place) = ReadPlace(xml);
        item.Located ??= place;
        return words;
    }

    /// <summary>The location element the cursor stands on: as words, and as a place.</summary>
    internal static (string? Words, Place? Place) ReadPlace(XmlCursor xml)
    {
        var depth = xml.Depth;
        var code = NewsText.OneLine(xml["location-code"]);
        var words = new StringBuilder();
        string? city = null, country = null;
        // Whether words of its own stand before the next part: then they join it to the one before.
        var hasJoint = false;
        while (xml.StepInside(depth, out var type))
        {
            if (type == XmlNodeType.Element && xml.Name is "sublocation" or "city" or "state" or "region" or "country")
            {
                var (part, iso) = (xml.Name, xml["iso-cc"]);
                if (NewsText.OneLine(xml.Text()) is not { } name) continue;
                if (part == "city") city ??= name;
                if (part == "country") country ??= NewsText.OneLine(iso) ?? name;
                if (words.Length > 0 && !hasJoint) { while (char.IsWhiteSpace(words[^1])) words.Length--; words.Append(words[^1] == ',' ? " " : ", "); }
                words.Append(name);
                hasJoint = false;
            }
            else if (type is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace)
            {
                words.Append(words.Length == 0 ? xml.Value.TrimStart() : xml.Value);
                hasJoint |= !string.IsNullOrWhiteSpace(xml.Value);
            }
        }
        var line = NewsText.OneLine(words.ToString());
        return (line, (city ?? line?.TrimEnd(',', '.', '-', ' ')) is { Length: > 0 } filed ? new Place(filed, code, country) : null);
    }
}
