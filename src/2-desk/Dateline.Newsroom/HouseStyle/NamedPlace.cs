using System.Globalization;
using System.Text.RegularExpressions;
using Dateline.News;

namespace Dateline.Newsroom.HouseStyle;

/// <summary>A place as a dateline names it.</summary>
/// <param name="Town">The town.</param>
/// <param name="Country">What stands behind it, where it does not stand alone; null: it does.</param>
internal sealed partial record NamedPlace(string Town, string? Country)
{
    private static readonly CompareInfo Letters = CultureInfo.InvariantCulture.CompareInfo;

    /// <summary>
    /// The places of stories whose name begins like <paramref name="text"/>, in whatever case and with or without accents, the most frequent first.
    /// How a town was named in datelines decides over what stands behind it; else its country does, where that is a name and no code.
    /// </summary>
    internal static IReadOnlyList<NamedPlace> Most(IEnumerable<StoryContent> stories, string text, int most) =>
        [.. stories.SelectMany(Of).Where(p => Letters.IsPrefix(p.Place.Town, text, Lenient) || Letters.IsPrefix(p.Place.ToString(), text, Lenient))
            .GroupBy(p => p.Place.Town, StringComparer.Create(CultureInfo.InvariantCulture, Lenient))
            .OrderByDescending(g => g.Count())
            .Take(most)
            .Select(g => new NamedPlace(Spelled(g.Select(p => p.Place.Town)), Behind(g)))];

    /// <summary>The place that a dateline names; null where it names none, or is not written to its end.</summary>
    internal static NamedPlace? In(string? dateline)
    {
        if (dateline is null) return null;
        var place = Day().Replace(Agency().Replace(dateline, ""), "").Trim(' ', ',');
        if (place.Length == dateline.Trim().Length && place.Any(char.IsLower)) return null;
        var comma = place.IndexOf(',', StringComparison.Ordinal);
        var (town, rest) = comma < 0 ? (place, null) : (place[..comma].Trim(), place[(comma + 1)..].Trim());
        return town.Length == 0 || town.Any(char.IsDigit) ? null : new(town, rest is { Length: > 0 } ? rest : null);
    }

    /// <summary>"Kessel, Vostran".</summary>
    public override string ToString() => Country is null ? Town : $"{Town}, {Country}";

    private const CompareOptions Lenient = CompareOptions.IgnoreCase | CompareOptions.IgnoreNonSpace;

    private static IEnumerable<(NamedPlace Place, bool IsDateline)> Of(StoryContent content)
    {
        if (In(content.Placeline?.Text) is { } line) yield return (line, true);
        foreach (var place in content.Places.Concat(content.Located is { } located ? [located] : []).DistinctBy(p => p.Name))
            if (place.Name.Length > 0) yield return (new(place.Name, IsCode(place.Country) || place.Country == place.Name ? null : place.Country), false);
    }

    // Capitals are the dateline's; where a story writes the name out, that is how it is spelled.
    private static string Spelled(IEnumerable<string> towns)
    {
        var all = towns.ToList();
        return all.Where(t => t.Any(char.IsLower)).GroupBy(t => t).OrderByDescending(g => g.Count()).FirstOrDefault()?.Key ?? all[0];
    }

    private static string? Behind(IEnumerable<(NamedPlace Place, bool IsDateline)> same)
    {
        var all = same.ToList();
        var deciding = all.Where(p => p.IsDateline).ToList();
        return (deciding.Count > 0 ? deciding : all.Where(p => p.Place.Country is not null)).GroupBy(p => p.Place.Country ?? "").OrderByDescending(g => g.Count()).FirstOrDefault()?.Key is { Length: > 0 } rest ? rest : null;
    }

    private static bool IsCode(string? country) => country is { Length: <= 3 } && country.All(char.IsAsciiLetterUpper) || country?.Contains(':', StringComparison.Ordinal) == true;

    [GeneratedRegex(@"\s*\([^()]*\)\s*[–—-]*\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex Agency();

    [GeneratedRegex(@",?\s*(\d{1,2}(er)?\s+\p{L}+\.?|\p{L}+\.?\s+\d{1,2})(,?\s+\p{Lu}+)?\s*[–—-]*\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex Day();
}
