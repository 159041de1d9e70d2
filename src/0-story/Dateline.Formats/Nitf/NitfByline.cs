using System.Text;
using System.Xml;
using Dateline.Formats.Text;
using Dateline.Formats.Xml;
using Dateline.News;

namespace Dateline.Formats.Nitf;

/// <summary>
/// <c>byline</c>: the line as printed, in which <c>person</c> may mark the names and <c>byttl</c> the title, which AP glues to the name:
/// "By JANE DOE&lt;byttl&gt;Associated Press&lt;/byttl&gt;".
/// </summary>
internal static class NitfByline
{
    internal static void Read(XmlCursor xml, NitfDraft item)
    {
        var depth = xml.Depth;
        var line = new StringBuilder();
        var people = new List<Byline>();
        string? title = null;
        while (xml.StepInside(depth, out var type))
        {
            if (type == XmlNodeType.Element) ReadPart(xml, line, people, ref title);
            else if (type is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace) line.Append(xml.Value);
        }
        var printed = Tidied(line.ToString(), hasTitle: title is not null);
        if (printed is null && title is null) return;
        var whole = title is null ? printed! : printed is null ? title : printed + ", " + title;
        item.BylineLine = item.BylineLine is null ? whole : item.BylineLine + ", " + whole;
        Add(printed is null ? title! : people.Count > 0 ? printed : line.ToString(), printed is null ? null : title, people, item.Bylines ??= []);
    }

    // "By Jane Doe, <byttl>NP Writer</byttl>.": what joined the name to the title stays behind when that is gone.
    private static string? Tidied(string line, bool hasTitle)
    {
        if (NewsText.OneLine(line) is not { } tidy) return null;
        if (!hasTitle) return tidy.TrimEnd(',', ' ');
        while (tidy.EndsWith(" .", StringComparison.Ordinal) || tidy.EndsWith(',') || tidy.EndsWith(' ') || tidy.EndsWith(';')) tidy = tidy[..^1];
        return NewsText.OneLine(tidy);
    }

    private static void ReadPart(XmlCursor xml, StringBuilder line, List<Byline> people, ref string? title)
    {
        var name = xml.Name;
        if (name is "br" or "p" or "P") { line.Append(XmlCursor.LineBreak); return; }
        if (name is not ("byttl" or "person")) return;
        var code = NewsText.OneLine(xml["value"]);
        var (text, function) = name == "person" ? ReadPerson(xml) : (NewsText.OneLine(xml.Text(lines: true)), null);
        if (text is null) return;
        if (name == "byttl") { title = title is null ? text : title + ", " + text; return; }
        people.Add(new Byline(BylineText.WithoutOpening(text), function, code));
        line.Append(text);
    }

    // What somebody is may stand inside the name: "<person>Jane Doe<function>Reporter</function></person>".
    private static (string? Name, string? Function) ReadPerson(XmlCursor xml)
    {
        var depth = xml.Depth;
        var words = new StringBuilder();
        string? function = null;
        while (xml.StepInside(depth, out var type))
        {
            if (type == XmlNodeType.Element && xml.Name == "function") function ??= NewsText.OneLine(xml.Text());
            else if (type == XmlNodeType.Element && words.Length > 0) words.Append(' ');
            else if (type is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace) words.Append(xml.Value);
        }
        return (NewsText.OneLine(words.ToString())?.TrimEnd(',', ' '), function);
    }

    private static void AddLines(string text, bool hasTitle, List<Byline> bylines)
    {
        var read = new List<Byline>();
        if (text.Contains(XmlCursor.LineBreak, StringComparison.Ordinal)) BylineText.ReadLines(text, read);
        else if (Tidied(text, hasTitle) is { } line) BylineText.Read(line, read);
        bylines.AddRange(read);
    }

    private static void Add(string line, string? title, List<Byline> people, List<Byline> bylines)
    {
        var before = bylines.Count;
        if (people.Count > 0) bylines.AddRange(people);
        else AddLines(line, hasTitle: title is not null, bylines);
        if (title is not null && bylines.Count > before && bylines[^1].Title is null) bylines[^1] = bylines[^1] with { Title = title };
    }
}
