using System.Globalization;
using System.Text;

namespace Dateline.News;

/// <summary>Reads the words of a filter, left to right. The first thing that can't be meant ends it, with its column.</summary>
internal sealed class FilterReader(string text, FilterVocabulary vocabulary)
{
    private const int MostCharacters = 4000;
    private const int DeepestBrackets = 32;

    private readonly List<(string Word, int Column, bool IsQuoted)> _words = [];
    private int _at;
    private int _depth;
    private Refusal? _refusal;

    internal Outcome<NewsFilter> Read()
    {
        if (string.IsNullOrWhiteSpace(text)) return new Refusal("filter-empty", "The filter is empty. Nothing was saved. To take everything, write: everything", "filter");
        if (text.Length > MostCharacters) return new Refusal("filter-long", $"The filter has {text.Length} characters; {MostCharacters} are allowed. Nothing was saved. Make two products of it.", "filter");
        Split();
        var root = _refusal is null ? Either() : null;
        if (_refusal is null && _at < _words.Count) Refuse("filter-unexpected", $"\"{Word}\" was not expected here; between two conditions stands \"and\" or \"or\", between two values a comma");
        return _refusal is null ? new NewsFilter(root!) : _refusal;
    }

    private FilterNode Either()
    {
        var left = Both();
        while (_refusal is null && Take("or")) left = new FilterNode.Or(left, Both());
        return left;
    }

    private FilterNode Both()
    {
        var left = One();
        while (_refusal is null && Take("and")) left = new FilterNode.And(left, One());
        return left;
    }

    private FilterNode One()
    {
        // Brackets and not nest; the filter comes from a person's hand or from an import, so their depth is looked at.
        if (++_depth > DeepestBrackets) { Refuse("filter-deep", $"more than {DeepestBrackets} brackets stand in one another"); return new FilterNode.All(); }
        var node = Take("not") ? new FilterNode.Not(One()) : Take("(") ? Bracketed() : Condition();
        _depth--;
        return node;
    }

    private FilterNode Bracketed()
    {
        var inside = Either();
        if (_refusal is null && !Take(")")) Refuse("filter-bracket", "a bracket was opened and not closed");
        return inside;
    }

    private FilterNode Condition()
    {
        if (_at == _words.Count) return Refuse("filter-ends", "the filter ends where a condition should stand");
        var field = Word.ToLowerInvariant();
        if (_words[_at].IsQuoted) return Refuse("filter-field", $"\"{Word}\" is a value; a condition begins with a field, like: slugline has \"{Word}\"");
        _at++;
        return field switch
        {
            "everything" => new FilterNode.All(),
            "embargoed" => new FilterNode.Flag(field, static f => f.IsEmbargoed),
            "advisory" => new FilterNode.Flag(field, static f => f.IsAdvisory),
            "pictured" => new FilterNode.Flag(field, static f => f.Content.Pictures.Count > 0),
            "language" => Values(field, "is", FilterWordsOf.Language, Languages),
            "subject" => Codes(field, static f => f.Content.Subjects),
            "genre" => Codes(field, static f => f.Content.Genres),
            "slugline" => Take("begins") ? Many(field, "begins", FilterWordsOf.SluglineBegins) : Values(field, "has", FilterWordsOf.SluglineHas),
            "headline" => Values(field, "has", FilterWordsOf.Headline),
            "text" => Values(field, "has", static (f, v) => FilterWords.Contains(f.Content, v)),
            "keyword" => Values(field, "is", static (f, v) => f.Content.Keywords.Any(k => Same(k, v))),
            "place" => Values(field, "is", static (f, v) => f.Content.Places.Any(p => Same(p.Name, v) || Same(p.Code, v)) || Same(f.Content.Located?.Name, v) || Same(f.Content.Located?.Code, v)),
            "byline" => Values(field, "is", static (f, v) => f.Content.Bylines.Any(b => Same(b.Name, v))),
            "kind" => Values(field, "is", static (f, v) => Same(StoryJson.Name(f.Kind), v), Kind),
            "source" => Values(field, "is", static (f, v) => Same(f.Source, v)),
            "desk" => Values(field, "is", static (f, v) => Same(f.Desk, v)),
            "urgency" => Number(field, 1, 9, static f => f.Content.Urgency?.Value),
            "words" => Number(field, 0, 1_000_000, static f => f.Content.Body.WordCount),
            _ => Unknown(),
        };
    }

    private FilterNode Unknown()
    {
        _at--;
        return Refuse("filter-field", $"there is no field \"{Word}\"; there are: {FilterWordsOf.Fields}");
    }

    private FilterNode Codes(string field, Func<FilterFacts, IReadOnlyList<Concept>> of)
    {
        if (Take("under")) return Many(field, "under", (f, v) => of(f).Any(c => vocabulary.IsUnder(c.Code, v)), v => Code(field, v));
        return Values(field, "is", (f, v) => of(f).Any(c => Same(c.Code, v) || Same(c.Name, v)), v => vocabulary.CodeOf(field, v) ?? v);
    }

    // To ask what lies under a name, its code must be known; a name alone has no tree.
    private string? Code(string field, string value)
    {
        if (value.Contains(':', StringComparison.Ordinal)) return value;
        if (vocabulary.CodeOf(field, value) is { } code) return code;
        Refuse("filter-value", $"\"{value}\" is no {field} that is known here; use its code, like medtop:11000000");
        return null;
    }

    private string? Languages(string value)
    {
        if ((FilterWordsOf.LanguageNamed(value) ?? Language.From(value)?.Tag) is { } tag) return tag;
        Refuse("filter-value", $"\"{value}\" is not a language; write its tag, like en or fr-CA");
        return null;
    }

    private string? Kind(string value)
    {
        foreach (var kind in Enum.GetValues<ItemKind>()) if (Same(StoryJson.Name(kind), value)) return StoryJson.Name(kind);
        Refuse("filter-value", $"\"{value}\" is no kind of item; there are: {string.Join(", ", Enum.GetValues<ItemKind>().Select(StoryJson.Name))}");
        return null;
    }

    private FilterNode Number(string field, int least, int most, Func<FilterFacts, int?> count)
    {
        var verb = Take("is") ? "is" : Take("at") ? Take("most") ? "at most" : Take("least") ? "at least" : null : null;
        if (verb is null) return Refuse("filter-verb", $"after \"{field}\" stands \"at most\", \"at least\" or \"is\", and a number");
        if (_at < _words.Count && int.TryParse(Word, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most)
        {
            _at++;
            return new FilterNode.Counted(field, verb, value, count);
        }
        return Refuse("filter-value", $"\"{field} {verb}\" wants a whole number from {least} to {most}");
    }

    private FilterNode Values(string field, string verb, Func<FilterFacts, string, bool> test, Func<string, string?>? read = null) =>
        Take(verb) ? Many(field, verb, test, read) : Refuse("filter-verb", $"after \"{field}\" stands \"{verb}\"{(field is "subject" or "genre" ? " or \"under\"" : field == "slugline" ? " or \"begins\"" : "")}, and then what it should be");

    private FilterNode Many(string field, string verb, Func<FilterFacts, string, bool> test, Func<string, string?>? read = null)
    {
        var values = new List<string>();
        do
        {
            if (Value() is not { } value) return Refuse("filter-ends", $"\"{field} {verb}\" does not say what");
            if ((read is null ? value : read(value)) is { } known) values.Add(known);
        }
        while (_refusal is null && Take(","));
        return new FilterNode.Among(field, verb, values, test);
    }

    /// <summary>One value: what stands in quotes, or words up to a comma, a bracket, "and", "or" or "not".</summary>
    private string? Value()
    {
        if (_at < _words.Count && _words[_at].IsQuoted) return _words[_at++].Word;
        var value = new StringBuilder();
        while (_at < _words.Count && !_words[_at].IsQuoted && !(Is("and") || Is("or") || Is("not") || Is(",") || Is("(") || Is(")")))
            value.Append(value.Length == 0 ? "" : " ").Append(_words[_at++].Word);
        return value.Length == 0 ? null : value.ToString();
    }

    private string Word => _words[_at].Word;

    private bool Is(string word) => _at < _words.Count && !_words[_at].IsQuoted && Word.Equals(word, StringComparison.OrdinalIgnoreCase);

    private bool Take(string word)
    {
        if (!Is(word)) return false;
        _at++;
        return true;
    }

    private FilterNode.All Refuse(string code, string what)
    {
        var column = _at < _words.Count ? _words[_at].Column : text.Length + 1;
        _refusal ??= new Refusal(code, $"The filter can't be read at column {column}: {what}. Nothing was saved.", "filter");
        return new FilterNode.All();
    }

    private void Split()
    {
        for (var i = 0; i < text.Length;)
        {
            if (char.IsWhiteSpace(text[i])) { i++; continue; }
            var begin = i;
            if (text[i] is '(' or ')' or ',') { _words.Add((text[i++].ToString(), begin + 1, false)); continue; }
            if (text[i] != '"')
            {
                while (i < text.Length && !char.IsWhiteSpace(text[i]) && text[i] is not ('(' or ')' or ',' or '"')) i++;
                _words.Add((text[begin..i], begin + 1, false));
                continue;
            }
            if (Quoted(ref i) is { } value) _words.Add((value, begin + 1, true));
            else return;
        }
    }

    private string? Quoted(ref int i)
    {
        var begin = i;
        var value = new StringBuilder();
        for (i++; i < text.Length; i++)
        {
            if (text[i] != '"') { value.Append(text[i]); continue; }
            if (i + 1 < text.Length && text[i + 1] == '"') { value.Append('"'); i++; continue; }
            i++;
            if (value.Length > 0) return value.ToString();
            break;
        }
        _refusal = new Refusal("filter-quote", $"The filter can't be read at column {begin + 1}: the quotes hold nothing or are not closed. Nothing was saved.", "filter");
        return null;
    }

    private static bool Same(string? one, string other) => one is not null && one.Equals(other, StringComparison.OrdinalIgnoreCase);
}

/// <summary>The fields' tests that have more to say than "is it the same".</summary>
internal static class FilterWordsOf
{
    internal const string Fields = "language, subject, genre, slugline, headline, text, keyword, place, byline, kind, source, desk, urgency, words, embargoed, advisory, pictured, everything";

    private static readonly Dictionary<string, string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["English"] = "en",
        ["French"] = "fr",
        ["German"] = "de",
        ["Spanish"] = "es",
        ["Italian"] = "it",
        ["Portuguese"] = "pt",
        ["Ukrainian"] = "uk",
        ["Russian"] = "ru",
        ["Arabic"] = "ar",
        ["Dutch"] = "nl",
        ["anglais"] = "en",
        ["français"] = "fr",
        ["allemand"] = "de",
        ["espagnol"] = "es",
    };

    internal static string? LanguageNamed(string name) => Names.GetValueOrDefault(name);

    internal static bool Language(FilterFacts facts, string wanted) => facts.Content.Language is { } language && FilterWords.IsLanguage(language, wanted);

    internal static bool SluglineHas(FilterFacts facts, string word) => facts.Content.Slugline is { } slug && FilterWords.HasWord(slug.Text, word);

    internal static bool SluglineBegins(FilterFacts facts, string word) => facts.Content.Slugline is { } slug && slug.Text.StartsWith(word, StringComparison.OrdinalIgnoreCase);

    internal static bool Headline(FilterFacts facts, string words) => facts.Content.Headline is { } headline && headline.Text.Contains(words, StringComparison.OrdinalIgnoreCase);
}
