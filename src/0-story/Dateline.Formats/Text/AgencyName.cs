namespace Dateline.Formats.Text;

/// <summary>
/// Whether a document is an agency's, by the names it states: as whole words, for "ANSA" stands in Kansas too. A domain ("ansa.it") counts wherever it stands,
/// a name only where the provider is named: guids are made of anything.
/// </summary>
internal static class AgencyName
{
    /// <summary>Whether one of <paramref name="names"/> stands in the guid (domains alone) or in what names the provider.</summary>
    internal static bool IsOneOf(ReadOnlySpan<string> names, string? guid, params ReadOnlySpan<string?> providers)
    {
        foreach (var name in names)
        {
            if (name.Contains('.', StringComparison.Ordinal) && StandsIn(guid, name)) return true;
            foreach (var provider in providers) if (StandsIn(provider, name)) return true;
        }
        return false;
    }

    private static bool StandsIn(string? text, string name)
    {
        if (text is null) return false;
        for (var at = text.IndexOf(name, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(name, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            var end = at + name.Length;
            if ((at == 0 || !char.IsLetterOrDigit(text[at - 1])) && (end == text.Length || !char.IsLetterOrDigit(text[end]))) return true;
        }
        return false;
    }
}
