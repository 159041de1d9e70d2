using System.Globalization;
using System.Text;

namespace Dateline.Site.Article;

/// <summary>
/// A story's address: the words of its headline for people, and the page's id at the end, which alone decides. The words may change
/// with the headline, and the section with what the story is about; an address with old ones leads to the new, for ever.
/// </summary>
internal static class StoryUrl
{
    private const int IdLength = 10;
    private const int MostSlug = 80;

    /// <summary>The path, decoded: "/world/premier-leaves-door-open-4f7k2m9qzt", or without a section where none takes the story.</summary>
    internal static string Path(string? section, string headline, string page) =>
        (section is null ? "/" : $"/{section}/") + (Slug(headline) is { Length: > 0 } slug ? $"{slug}-{page}" : page);

    /// <summary>A path as it stands in an address.</summary>
    internal static string Encode(string path) => string.Join('/', path.Split('/').Select(Uri.EscapeDataString));

    /// <summary>The page's id at the end of a path, or null where there is none.</summary>
    internal static string? PageOf(string path)
    {
        var last = path.LastIndexOf('/');
        // With a section's word before it, today's or an old one: neither decides.
        if (path.Length - last < IdLength + 1 || last == 1 || last > 1 && path.IndexOf('/', 1) != last) return null;
        var id = path.AsSpan(path.Length - IdLength);
        foreach (var c in id) if (!char.IsAsciiDigit(c) && !char.IsAsciiLetterLower(c)) return null;
        return path[^(IdLength + 1)] is '-' or '/' ? id.ToString() : null;
    }

    /// <summary>Letters and digits of any script, in lower case, without accents, words joined by hyphens, cut between words.</summary>
    internal static string Slug(string headline)
    {
        var slug = new StringBuilder(MostSlug);
        var gap = false;
        foreach (var rune in headline.Normalize(NormalizationForm.FormKD).EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark || rune.Value is '\'' or '’' && !gap) continue;
            if (!Rune.IsLetterOrDigit(rune)) { gap = slug.Length > 0; continue; }
            if (gap && slug.Length >= MostSlug) break;
            if (gap) slug.Append('-');
            gap = false;
            slug.Append(Rune.ToLowerInvariant(rune).ToString());
            if (slug.Length > 2 * MostSlug) break;
        }
        return slug.ToString().Normalize(NormalizationForm.FormC);
    }
}
