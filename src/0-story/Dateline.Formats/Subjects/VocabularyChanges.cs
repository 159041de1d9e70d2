using Dateline.News;

namespace Dateline.Formats.Subjects;

/// <summary>A term that changes, as one list has it and as the next.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Before">Its name before; null: it is new.</param>
/// <param name="After">Its name from then on.</param>
public sealed record TermChange(string Code, string? Before, string After);

/// <summary>What one list has that the other has not: what somebody looks at before a vocabulary is taken over.</summary>
/// <param name="Added">Terms that are new, or are used again.</param>
/// <param name="Renamed">Terms that are called otherwise, in any language.</param>
/// <param name="Retired">Terms that are given to new stories no more.</param>
/// <param name="Moved">Terms that stand under another.</param>
public sealed record VocabularyChanges(IReadOnlyList<TermChange> Added, IReadOnlyList<TermChange> Renamed, IReadOnlyList<TermChange> Retired, IReadOnlyList<TermChange> Moved)
{
    /// <summary>Whether nothing at all changes.</summary>
    public bool IsNothing => Added.Count + Renamed.Count + Retired.Count + Moved.Count == 0;

    /// <summary>Between two releases of the Media Topics.</summary>
    /// <param name="before">The one in force.</param>
    /// <param name="after">The one that would be.</param>
    /// <param name="language">The language in which terms are named.</param>
    public static VocabularyChanges Between(MediaTopics before, MediaTopics after, Language language) =>
        Between([.. before.All.Select(Listed.Of)], [.. after.All.Select(Listed.Of)], language);

    /// <summary>Between two lists of a house's terms.</summary>
    /// <param name="before">The one in force.</param>
    /// <param name="after">The one that would be.</param>
    /// <param name="language">The language in which terms are named.</param>
    public static VocabularyChanges Between(HouseTerms before, HouseTerms after, Language language) =>
        Between([.. before.All.Select(Listed.Of)], [.. after.All.Select(Listed.Of)], language);

    private static VocabularyChanges Between(IReadOnlyList<Listed> before, IReadOnlyList<Listed> after, Language language)
    {
        var (was, added, renamed, retired, moved) = (before.ToDictionary(t => t.Term.Code, StringComparer.Ordinal), new List<TermChange>(), new List<TermChange>(), new List<TermChange>(), new List<TermChange>());
        foreach (var next in after)
        {
            var name = next.Term.Label(language);
            if (!was.TryGetValue(next.Term.Code, out var old)) { if (!next.Term.IsRetired) added.Add(new(next.Term.Code, null, name)); continue; }
            if (old.Term.IsRetired != next.Term.IsRetired) (next.Term.IsRetired ? retired : added).Add(new(next.Term.Code, old.Term.Label(language), name));
            else if (old.OtherName(next) is var (from, to)) renamed.Add(new(next.Term.Code, from, to));
            else if (old.Term.Broader != next.Term.Broader) moved.Add(new(next.Term.Code, old.Term.Broader, name));
        }
        return new(added, renamed, retired, moved);
    }

    private sealed record Listed(Term Term, IReadOnlyDictionary<string, string> Names)
    {
        internal static Listed Of(MediaTopic topic) => new(Term.Of(topic)!, topic.Names);

        internal static Listed Of(HouseTerm term) => new(Term.Of(term)!, term.Names);

        // A name in a language that is new is no renaming, and neither are other spaces in it.
        internal (string From, string To)? OtherName(Listed next)
        {
            foreach (var (language, name) in Names)
                if (next.Names.TryGetValue(language, out var now) && NewsText.OneLine(now) != NewsText.OneLine(name)) return (name, now);
            return null;
        }
    }
}
