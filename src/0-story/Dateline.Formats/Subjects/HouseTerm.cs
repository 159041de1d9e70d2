using Dateline.News;

namespace Dateline.Formats.Subjects;

/// <summary>For which field of a story a word of the house's own is.</summary>
public enum TermField
{
    /// <summary>What a story is about.</summary>
    Subject,
    /// <summary>Which kind of writing it is.</summary>
    Genre,
}

/// <summary>A word that a newsroom has beside those of IPTC.</summary>
public sealed record HouseTerm
{
    /// <summary>Its code: a prefix of the house's own, a colon, and a word ("harbour:dredging").</summary>
    public required string Code { get; init; }

    /// <summary>For which field it is.</summary>
    public TermField Field { get; init; }

    /// <summary>The code of what it is part of: another of the house's, or a Media Topic; null at the top.</summary>
    public string? Broader { get; init; }

    /// <summary>Whether it must not be given to new stories any more.</summary>
    public bool IsRetired { get; init; }

    /// <summary>Its names by language tag; never empty.</summary>
    public required IReadOnlyDictionary<string, string> Names { get; init; }

    /// <summary>Its name in <paramref name="language"/>, or the first there is.</summary>
    public string Label(Language language) =>
        Names.TryGetValue(language.Tag, out var name) || Names.TryGetValue(language.Primary, out name) ? name
        : Names.FirstOrDefault(n => Language.From(n.Key)?.Primary == language.Primary).Value ?? Names.Values.First();
}
