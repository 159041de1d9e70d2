using Dateline.News;

namespace Dateline.Formats.NewsMl12;

/// <summary>Business Wire: one component for each role (Abstract, HeadLine, Logo, Contact, Body, TweetText …), several languages, keywords in one line.</summary>
internal sealed class BusinessWireDialect() : NewsMl12Dialect(new(
    "businesswire", "Business Wire", "NewsML 1.2, 2004",
    "Nested components by role; the same release in several languages; KeywordLine is a list of names, not a slugline; contacts of the sender as a component."), "businesswire.com", "Business Wire", "BusinessWire")
{
    internal override void Settle(NewsMl12Draft item)
    {
        NameProvider(item);
        if (item.KeywordLines is not { } lines) return;
        item.Keywords?.RemoveAll(lines.Contains);
        foreach (var line in lines)
            foreach (var word in line.Split([',', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
                ItemDraft.AddOnce(item.Keywords ??= [], word);
    }
}
