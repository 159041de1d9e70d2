using Dateline.News;

namespace Dateline.Formats.Xml;

/// <summary>Text of several lines, out of elements that may hold plain text or paragraphs of XHTML (dpa).</summary>
internal static class XmlLines
{
    /// <summary>The tidy lines of the element it stands on; null where there are none.</summary>
    internal static string? Read(XmlCursor xml)
    {
        var text = xml.Text(lines: true);
        if (!text.Contains(XmlCursor.LineBreak, StringComparison.Ordinal)) return NewsText.OneLine(text);
        string? lines = null;
        foreach (var range in text.AsSpan().Split(XmlCursor.LineBreak))
            if (NewsText.OneLine(text[range]) is { } line) lines = Join(lines, line);
        return lines;
    }

    internal static string Join(string? first, string second) => first is null ? second : first + "\n" + second;
}
