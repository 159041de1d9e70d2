using Dateline.Formats.Text;
using Dateline.Formats.Xml;
using Dateline.News;

namespace Dateline.Formats.NewsMl12;

/// <summary><c>NewsLines</c> (NewsML 1.2 §5.7): headline, byline, dateline and the rest, in whatever order.</summary>
internal static class NewsMl12Lines
{
    internal static void Read(XmlCursor xml, NewsMl12Draft item, Component component)
    {
        foreach (var line in xml.Children)
        {
            switch (line)
            {
                case "HeadLine": component.Headline ??= Words(xml); break;
                case "SubHeadLine": component.SubHeadline ??= Words(xml); break;
                case "ByLine": ReadByline(xml, component); break;
                case "ByLineTitle" or "BylineTitle": component.BylineTitle ??= Words(xml); break;
                case "DateLine": ReadDateline(xml, item, component); break;
                case "CreditLine": component.Credit ??= Words(xml); break;
                case "CopyrightLine": if (Words(xml) is { } notice) item.Rights = item.Rights with { Notice = item.Rights.Notice ?? notice }; break;
                case "RightsLine": if (Words(xml) is { } terms) item.Rights = UsageText.Read(item.Rights with { UsageTerms = item.Rights.UsageTerms ?? terms }, terms); break;
                case "SlugLine": component.Slugline ??= Words(xml); break;
                case "KeywordLine": if (Words(xml) is { } keywords) ItemDraft.AddOnce(item.KeywordLines ??= [], keywords); break;
                case "NewsLine": ReadOther(xml, item, component); break;
            }
        }
    }

    // Some put a time stamp where the words belong (Belga).
    private static void ReadDateline(XmlCursor xml, NewsMl12Draft item, Component component)
    {
        var position = xml.Position;
        if (Words(xml) is not { } words) return;
        if (char.IsAsciiDigit(words[0]) && WireDate.Read(words, null).At is not null) item.Note(NoteCodes.OddValue, "The dateline is a time, not words, and was left out.", position, words);
        else component.Dateline ??= words;
    }

    // A second element names another writer; a second line in one says who the first is.
    private static void ReadByline(XmlCursor xml, Component component)
    {
        var text = xml.Text(lines: true);
        if (VisibleText.OneLine(text) is not { } line) return;
        component.Byline = component.Byline is null ? line : component.Byline + ", " + line;
        var bylines = new List<Byline>();
        BylineText.ReadLines(VisibleText.Unescaped(text), bylines);
        (component.Bylines ??= []).AddRange(bylines);
    }

    private static string? Words(XmlCursor xml) => VisibleText.OneLine(xml.Text(lines: true));

    // Lines of types that agencies make up. Those for editors are notes to them; others are kept as such a note too, with their name, rather than lost.
    private static void ReadOther(XmlCursor xml, NewsMl12Draft item, Component component)
    {
        string? type = null;
        foreach (var field in xml.Children)
        {
            if (field == "NewsLineType") type = NewsText.OneLine(xml["FormalName"]);
            else if (field == "NewsLineText" && type is not null && type.Equals("ByLine", StringComparison.OrdinalIgnoreCase)) ReadByline(xml, component);
            else if (field == "NewsLineText" && Words(xml) is { } words) Add(type, words, item, component);
        }
    }

    private static void Add(string? type, string words, NewsMl12Draft item, Component component)
    {
        if (component.Headline is null && Is("HeadLine")) component.Headline = words;
        else if (component.SubHeadline is null && Is("SubHeadLine")) component.SubHeadline = words;
        else if (component.Dateline is null && Is("DateLine")) component.Dateline = words;
        else if (type is not null && type.Contains("slug", StringComparison.OrdinalIgnoreCase)) component.Slugline ??= words;
        else if (type is not null && (type.Contains("keyword", StringComparison.OrdinalIgnoreCase) || type.Contains("tag", StringComparison.OrdinalIgnoreCase))) (item.Keywords ??= []).Add(words);
        else if (IsForEditors(type)) item.AddNote(words);
        else item.AddNote($"{type}: {words}");

        // Lines that have an element of their own, sent as typed ones.
        bool Is(string name) => type is not null && type.Equals(name, StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsForEditors(string? type)
    {
        if (type is null) return true;
        foreach (var word in (string[])["advisory", "note", "instruction", "correct", "editor", "comment", "kill", "embargo"])
            if (type.Contains(word, StringComparison.OrdinalIgnoreCase)) return true;
        return false;
    }
}
