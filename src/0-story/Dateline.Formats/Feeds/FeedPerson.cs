using Dateline.Formats.Xml;
using Dateline.News;

namespace Dateline.Formats.Feeds;

/// <summary>Who wrote an entry. A name is for readers, an address of mail is not.</summary>
internal static class FeedPerson
{
    /// <summary>The person of Atom it stands on; null where no name is said.</summary>
    internal static Byline? Read(XmlCursor xml)
    {
        string? name = null, code = null;
        foreach (var part in xml.Children)
        {
            if (part == "name") name ??= Name(xml.Text(), FeedTextKind.Plain);
            else if (part is "uri" or "url") code ??= NewsText.OneLine(xml.Text());
        }
        return name is null ? null : new Byline(name, null, code);
    }

    /// <summary>The name in "desk@np.example (Mara Varga)", "Mara Varga &lt;desk@np.example&gt;", or alone; null where there is only an address.</summary>
    internal static string? Name(string? text, FeedTextKind kind = FeedTextKind.Unsaid)
    {
        if (FeedLine.Of(text, kind) is not { } line) return null;
        if (!line.Contains('@', StringComparison.Ordinal)) return line;
        var open = line.IndexOf('(', StringComparison.Ordinal);
        if (open > 0 && line.EndsWith(')')) return NewsText.OneLine(line[(open + 1)..^1]) is { } name && !name.Contains('@', StringComparison.Ordinal) ? name : null;
        var angle = line.IndexOf('<', StringComparison.Ordinal);
        var before = angle > 0 ? NewsText.OneLine(line[..angle].Trim(' ', '"')) : null;
        if (before is not null) return before;
        var words = line.Split(' ').Where(w => !w.Contains('@', StringComparison.Ordinal)).ToList();
        return words.Count > 1 ? NewsText.OneLine(string.Join(' ', words).Trim('-', ',', '|', ' ')) : null;
    }
}
