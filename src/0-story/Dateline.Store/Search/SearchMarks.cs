namespace Dateline.Store.Search;

/// <summary>Finds the words of a search in a text that is shown, so that a reader sees why it was found: the same words, in the same forms, as the index finds them by.</summary>
public sealed class SearchMarks
{
    private readonly HashSet<string> _whole = new(StringComparer.Ordinal);
    private readonly List<string> _beginnings = [];

    private SearchMarks(SearchExpression what)
    {
        foreach (var phrase in what.Words.SelectMany(c => c.Any))
            for (var i = 0; i < phrase.Words.Count; i++)
                if (phrase.IsPrefix && i == phrase.Words.Count - 1) _beginnings.Add(phrase.Words[i]);
                else _whole.Add(phrase.Words[i]);
    }

    /// <summary>For what a person typed; a text that is no question marks nothing.</summary>
    public static SearchMarks Of(string? words) =>
        SearchExpression.Of(new SearchQuery { Words = words }) is { IsDone: true } read ? new(read.Value) : new(new SearchExpression([], []));

    /// <summary>The text in pieces, in order, each with whether it is a word that was looked for. Together they are the text.</summary>
    public IReadOnlyList<(string Text, bool IsFound)> In(string text)
    {
        var pieces = new List<(string, bool)>();
        var plain = 0;
        for (var at = 0; at < text.Length;)
        {
            if (!char.IsLetterOrDigit(text[at])) { at++; continue; }
            var end = at;
            while (end < text.Length && (char.IsLetterOrDigit(text[end]) || char.GetUnicodeCategory(text[end]) == System.Globalization.UnicodeCategory.NonSpacingMark)) end++;
            if (IsFound(text[at..end]))
            {
                if (at > plain) pieces.Add((text[plain..at], false));
                pieces.Add((text[at..end], true));
                plain = end;
            }
            at = end;
        }
        if (plain < text.Length) pieces.Add((text[plain..], false));
        return pieces;
    }

    private bool IsFound(string run)
    {
        if (_whole.Count + _beginnings.Count == 0) return false;
        foreach (var word in SearchWords.Of(run))
        {
            if (_whole.Contains(word)) return true;
            foreach (var beginning in _beginnings) if (word.StartsWith(beginning, StringComparison.Ordinal)) return true;
        }
        return false;
    }
}
