using Dateline.News;

namespace Dateline.Formats.NewsMl12;

/// <summary>ANP: the keyword line is the slugline.</summary>
internal sealed class AnpDialect() : NewsMl12Dialect(new(
    "anp", "ANP (Algemeen Nederlands Persbureau)", "NewsML 1.2, 2005",
    "KeywordLine is the slugline; the name label is a file's name; HTML as characters."), "anp.nl", "ANP")
{
    internal override void Settle(NewsMl12Draft item)
    {
        if (item.KeywordLines is { Count: > 0 } lines)
        {
            if (item.Slugline is null || item.Slugline.Text == item.NameLabel) item.Slugline = Slugline.From(lines[0]);
            item.Keywords?.Remove(lines[0]);
        }
        NameProvider(item);
    }
}
