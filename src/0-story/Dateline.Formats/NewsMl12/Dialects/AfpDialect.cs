using Dateline.News;

namespace Dateline.Formats.NewsMl12;

/// <summary>AFP: genres are keywords; the text is a fragment of NITF without version, or bare paragraphs; UTF-8 may be declared as ISO-8859-1.</summary>
internal sealed class AfpDialect() : NewsMl12Dialect(new(
    "afp", "Agence France-Presse", "NewsML 1.2, profiles of 2003 to the one that drops urgency",
    "Genres hold keywords; a fragment of NITF or bare paragraphs as content; the dateline ends in \"(AFP) -\"; declared ISO-8859-1 that is UTF-8."), "afp.com", "AFP")
{
    internal override void Settle(NewsMl12Draft item)
    {
        foreach (var genre in item.Genres ?? [])
            ItemDraft.AddOnce(item.Keywords ??= [], genre.Code);
        item.Genres = null;
        if (item.Slugline is null && item.KeywordLines is { Count: > 0 } lines) item.Slugline = Slugline.From(lines[0]);
        NameProvider(item);
    }
}
