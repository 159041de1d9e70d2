using Dateline.News;

namespace Dateline.Newsroom.HouseStyle;

/// <summary>One rule of the house style.</summary>
/// <param name="code">Its short name ("quotes").</param>
/// <param name="isForHeadlines">Whether it holds in headlines too, which have ways of their own: figures, for one.</param>
internal abstract class StyleRule(string code, bool isForHeadlines)
{
    /// <summary>Its short name.</summary>
    internal string Code => code;

    /// <summary>Whether it holds in headlines too.</summary>
    internal bool IsForHeadlines => isForHeadlines;

    /// <summary>What it would have otherwise in one paragraph, from its beginning to its end.</summary>
    /// <param name="text">The paragraph as plain text.</param>
    /// <param name="language">Its language; nothing is suggested in one that the rule does not know.</param>
    internal abstract IEnumerable<Suggestion> In(string text, Language language);

    /// <summary>A suggestion of this rule; null where it would change nothing.</summary>
    protected Suggestion? Put(string text, int at, int length, string with) =>
        text.Substring(at, length) is var quote && quote == with ? null : new(code, at, quote, with);
}
