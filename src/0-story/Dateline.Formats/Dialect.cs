namespace Dateline.Formats;

/// <summary>
/// One dialect of one format. The core reads every document in the same way and takes it at its word; then the dialect, if it is one,
/// puts right what the agency means by it. So a document that no dialect recognises is read as the standard has it.
/// </summary>
/// <typeparam name="TDraft">What the format's core has made of the document.</typeparam>
internal abstract class Dialect<TDraft>(WireDialect about)
    where TDraft : ItemDraft
{
    /// <summary>Whose it is, and in what it departs.</summary>
    internal WireDialect About { get; } = about;

    /// <summary>Whether what was read is this agency's: by its codes, its domain, its ways. Never by a file name.</summary>
    internal abstract bool Recognises(TDraft item);

    /// <summary>Puts the item right.</summary>
    internal abstract void Settle(TDraft item);
}

/// <summary>The choice between the dialects of a format.</summary>
internal static class Dialects
{
    /// <summary>Settles <paramref name="item"/> in the dialect that its source names, else in the first that recognises it; its name, or null where it is none.</summary>
    internal static string? Settle<TDraft>(IReadOnlyList<Dialect<TDraft>> dialects, TDraft item)
        where TDraft : ItemDraft
    {
        if (Choose(dialects, item) is not { } dialect) return null;
        dialect.Settle(item);
        return dialect.About.Name;
    }

    // A source that names a dialect this format has not may send several formats: here its items are recognised like any others.
    private static Dialect<TDraft>? Choose<TDraft>(IReadOnlyList<Dialect<TDraft>> dialects, TDraft item)
        where TDraft : ItemDraft
    {
        if (item.Options.Dialect == WireDialect.Standard) return null;
        if (item.Options.Dialect is { } named)
            foreach (var dialect in dialects) if (dialect.About.Name == named) return dialect;
        for (var at = 0; at < dialects.Count; at++) if (dialects[at].Recognises(item)) return dialects[at];
        return null;
    }
}
