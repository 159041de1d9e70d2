using System.Text;
using System.Xml;
using Dateline.Site.Caching;

namespace Dateline.Site.Machines;

/// <summary>XML written straight to a page's bytes. What XML cannot hold (a lone surrogate, a control character) is left out: one bad headline never takes a file down.</summary>
internal static class XmlPage
{
    private static readonly XmlWriterSettings Settings = new() { Encoding = new UTF8Encoding(false), Indent = false };

    internal static SitePage Write(string contentType, Action<XmlWriter> write)
    {
        using var bytes = new MemoryStream(64 * 1024);
        using (var xml = XmlWriter.Create(bytes, Settings)) write(xml);
        return new SitePage(bytes.ToArray(), contentType, "default-src 'none'; frame-ancestors 'none'");
    }

    internal static string Clean(string text)
    {
        if (IsClean(text)) return text;
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            if (rune.Value != 0xFFFD && (rune.Value > 0xFFFF || XmlConvert.IsXmlChar((char)rune.Value))) clean.Append(rune.ToString());
        return clean.ToString();
    }

    private static bool IsClean(string text)
    {
        foreach (var c in text) if (!XmlConvert.IsXmlChar(c)) return false;
        return true;
    }
}
