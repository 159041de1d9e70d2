namespace Dateline.News;

/// <summary>
/// A choice of news in words that an editor can read and write: <c>language is en and subject under medtop:11000000 and not genre is Opinion</c>.
/// Products, routes' searches and fronts all choose by this one language, so that what it says means the same everywhere.
/// A filter is a value: parsed once, asked for every release, and written back in one form.
/// </summary>
/// <remarks>
/// <para>Conditions are a field, a verb and one value or several with commas between them, of which one is enough:</para>
/// <list type="bullet">
/// <item><description><c>language is en, fr</c>: "en" takes "en-CA" too;</description></item>
/// <item><description><c>subject is CODE</c>, <c>subject under CODE</c>: under takes what lies below it in the tree; likewise <c>genre</c>;</description></item>
/// <item><description><c>slugline has WORD</c>, <c>slugline begins WORD</c>, <c>headline has WORDS</c>, <c>text has WORDS</c> (headline, dek and text), in any case;</description></item>
/// <item><description><c>keyword is</c>, <c>place is</c>, <c>byline is</c>, <c>kind is</c>, <c>source is</c>, <c>desk is</c>;</description></item>
/// <item><description><c>urgency at most 3</c>, <c>urgency at least 4</c>, <c>urgency is 1</c>; <c>words at least 200</c>, <c>words at most 600</c>;</description></item>
/// <item><description><c>embargoed</c>, <c>advisory</c>, <c>pictured</c>, and <c>everything</c>.</description></item>
/// </list>
/// <para>They are joined by <c>and</c>, <c>or</c>, <c>not</c> and brackets; <c>not</c> binds closest, then <c>and</c>. A value with spaces and reserved words stands in double quotes.</para>
/// </remarks>
public sealed class NewsFilter
{
    private readonly FilterNode _root;

    internal NewsFilter(FilterNode root) => (_root, Text) = (root, root.ToString());

    /// <summary>The filter that takes everything.</summary>
    public static NewsFilter Everything { get; } = new(new FilterNode.All());

    /// <summary>What it says, in its one written form: <see cref="Parse"/> reads it back to the same filter.</summary>
    public string Text { get; }

    /// <summary>Reads a filter. What can't be meant is refused with the place (<c>filter-…</c>), and nothing is guessed.</summary>
    /// <param name="text">The words; empty is refused: to take everything, say <c>everything</c>.</param>
    /// <param name="vocabulary">Knows names and trees of codes; null: codes alone.</param>
    public static Outcome<NewsFilter> Parse(string text, FilterVocabulary? vocabulary = null) => new FilterReader(text, vocabulary ?? FilterVocabulary.Codes).Read();

    /// <summary>Whether it takes what these facts describe.</summary>
    public bool Takes(FilterFacts facts) => _root.Takes(facts);

    /// <inheritdoc/>
    public override string ToString() => Text;
}

/// <summary>All that a filter looks at of one release or item.</summary>
public sealed record FilterFacts
{
    /// <summary>What it says.</summary>
    public required StoryContent Content { get; init; }
    /// <summary>What kind of item it is.</summary>
    public ItemKind Kind { get; init; }
    /// <summary>The code of the source it came from; null: it is our own.</summary>
    public string? Source { get; init; }
    /// <summary>The desk that has it; null: none yet.</summary>
    public string? Desk { get; init; }
    /// <summary>Whether it may be used only later.</summary>
    public bool IsEmbargoed { get; init; }
    /// <summary>Whether it speaks to editors only.</summary>
    public bool IsAdvisory { get; init; }
}

/// <summary>What a filter asks of vocabularies: the code that a name stands for, and what lies under what.</summary>
public abstract class FilterVocabulary
{
    /// <summary>Codes as they are, with no names and no tree but what codes themselves show.</summary>
    public static FilterVocabulary Codes { get; } = new CodesAlone();

    /// <summary>The code of a name in a field ("subject", "genre"), in any case; null where the name is not known.</summary>
    public abstract string? CodeOf(string field, string name);

    /// <summary>Whether <paramref name="code"/> is <paramref name="ancestor"/> or lies under it.</summary>
    public virtual bool IsUnder(string code, string ancestor) => CodeTree.IsUnder(code, ancestor);

    private sealed class CodesAlone : FilterVocabulary
    {
        public override string? CodeOf(string field, string name) => null;
    }
}

/// <summary>What codes themselves show of their tree.</summary>
public static class CodeTree
{
    /// <summary>
    /// Equal in any case; or begins so, for a code that ends in *; or, in the old <c>subj:</c> subject codes, whose zeros at the end stand for "all of it", is part of it.
    /// </summary>
    public static bool IsUnder(string code, string ancestor)
    {
        if (code.Equals(ancestor, StringComparison.OrdinalIgnoreCase)) return true;
        if (ancestor.EndsWith('*')) return code.StartsWith(ancestor.AsSpan(0, ancestor.Length - 1), StringComparison.OrdinalIgnoreCase);
        if (!ancestor.StartsWith("subj:", StringComparison.OrdinalIgnoreCase) || ancestor.Length != 13) return false;
        var stem = ancestor.EndsWith("000000", StringComparison.Ordinal) ? 7 : ancestor.EndsWith("000", StringComparison.Ordinal) ? 10 : 13;
        return code.StartsWith(ancestor.AsSpan(0, stem), StringComparison.OrdinalIgnoreCase);
    }
}
