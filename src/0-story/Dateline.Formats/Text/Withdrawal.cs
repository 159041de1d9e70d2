using Dateline.News;

namespace Dateline.Formats.Text;

/// <summary>
/// A document that says of another one that it may not be used (NITF's management-doc-idref, Ritzau's Annuleret with Replaces). It gives two items:
/// itself, which speaks to editors, and the kill or hold of the other under the other's guid, so that it reaches what was made of it.
/// </summary>
internal static class Withdrawal
{
    internal static IReadOnlyList<ReadItem> Of(ItemDraft item, string other, PubStatus status, string raw, WirePosition position)
    {
        item.IsAdvisory = true;
        item.Signals?.RemoveAll(s => s.Kind == SignalKind.Kill);
        var act = new NewsItem
        {
            Guid = other,
            Status = status,
            VersionCreated = item.VersionCreated,
            Provider = item.Provider,
            Signals = [new Signal(status == PubStatus.Canceled ? SignalKind.Kill : SignalKind.Other, raw)],
            Links = item.Guid is { } guid ? [new ItemLink(LinkKind.SeeAlso, guid)] : [],
            Content = new StoryContent { Language = item.Language, EdNote = item.EdNote ?? item.Headline?.Text },
        };
        return [item.ToReadItem(), new ReadItem(act, null, [new ReadNote(NoteCodes.OddValue, "The document says this of another one.", position, other)])];
    }
}
