using Dateline.Formats.Text;
using Dateline.Formats.Xml;
using Dateline.News;

namespace Dateline.Formats.NewsMlG2;

/// <summary>dpa: contacts of the desk as notes that are not public, and, in older services, at the end of the text itself.</summary>
internal sealed class DpaDialect() : Dialect<G2Draft>(new(
    "dpa", "dpa Deutsche Presse-Agentur", "NewsML-G2 2.9",
    "edNote is XHTML, marked nonpublic where it holds contacts; the body has a header for machines and the story in section.main; what follows \"* * * *\" is not for publication."))
{
    internal override bool Recognises(G2Draft item) => item.IsFrom("dpa.com", "dpa");

    internal override void Settle(G2Draft item)
    {
        if (item.Body.IsEmpty) return;
        var blocks = item.Body.Blocks();
        var lines = blocks.Select(b => StoryHtml.TryRead(b.Markup, out var html) ? html.PlainText : "").ToList();
        var end = lines.FindIndex(l => PrivateText.Begins(l));
        if (end < 0 || !StoryHtml.TryRead(string.Concat(blocks.Take(end).Select(b => b.Markup)), out var text)) return;
        item.Body = text;
        foreach (var line in lines.Skip(end)) if (NewsText.OneLine(line) is { } words) item.StaffNote = item.StaffNote is null ? words : XmlLines.Join(item.StaffNote, words);
    }
}
