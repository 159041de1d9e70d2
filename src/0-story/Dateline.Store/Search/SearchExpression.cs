using System.Globalization;
using Dateline.News;

namespace Dateline.Store.Search;

/// <summary>The parts of a document that words are looked for in.</summary>
internal enum SearchField
{
    /// <summary>Anywhere but among the tags.</summary>
    Anywhere,
    /// <summary>Headline, slugline.</summary>
    Head,
    /// <summary>Names in the byline and of contributors.</summary>
    People,
    /// <summary>Names of places.</summary>
    Places,
    /// <summary>What a document is, as words that no text can hold: see <see cref="SearchTags"/>.</summary>
    Tags,
}

/// <summary>Words that stand together; the last one may be a beginning only.</summary>
internal sealed record SearchPhrase(IReadOnlyList<string> Words, bool IsPrefix = false);

/// <summary>One condition: at least one of the phrases, in that field.</summary>
internal sealed record SearchClause(SearchField Field, IReadOnlyList<SearchPhrase> Any);

/// <summary>
/// A question in the one form that both databases are asked in: every clause of <see cref="All"/> holds, none of <see cref="None"/> does.
/// It is made of words that <see cref="SearchWords"/> and <see cref="SearchTags"/> have cut, so nothing a person types reaches a query's syntax.
/// </summary>
internal sealed record SearchExpression(IReadOnlyList<SearchClause> All, IReadOnlyList<SearchClause> None)
{
    internal const int MostTerms = 32;

    /// <summary>From and before, to the microsecond; the tags narrow them down to days first.</summary>
    internal Instant? From { get; private init; }

    internal Instant? Before { get; private init; }

    /// <summary>What the person typed has no letter and no digit: nothing matches that.</summary>
    internal bool MatchesNothing { get; private init; }

    /// <summary>The clauses that came from the person's words: what ranking looks at.</summary>
    internal IEnumerable<SearchClause> Words => All.Where(c => c.Field == SearchField.Anywhere);

    /// <summary>
    /// The same without what many stories have in common: language, kind, desk, source, state and day. Null where nothing else is asked for, or nothing of that.
    /// A story that matches this is the whole question's if <see cref="Broad"/> and the two moments hold as well.
    /// </summary>
    internal SearchExpression? Narrow
    {
        get
        {
            var narrow = All.Where(c => !IsBroad(c)).ToList();
            return narrow.Count == 0 || narrow.Count == All.Count ? null : this with { All = narrow };
        }
    }

    /// <summary>What <see cref="Narrow"/> leaves out, but for days: the two moments say those exactly.</summary>
    internal IEnumerable<SearchClause> Broad => All.Where(c => IsBroad(c) && !SearchTags.IsDay(c.Any[0].Words[0]));

    private static bool IsBroad(SearchClause clause) => clause.Field == SearchField.Tags && clause.Any.All(p => SearchTags.IsBroad(p.Words[0]) || SearchTags.IsDay(p.Words[0]));

    /// <summary>Whether it asks for anything that a story says, not only for what it is.</summary>
    internal bool AsksForText => All.Concat(None).Any(c => c.Field != SearchField.Tags);

    internal static Outcome<SearchExpression> Of(SearchQuery query)
    {
        var (all, none) = (new List<SearchClause>(), new List<SearchClause>());
        var terms = Terms(query.Words ?? "").ToList();
        foreach (var term in terms)
            if (term.Clause() is { } clause) (term.IsNot ? none : all).Add(clause);
        if (all.Count + none.Count > MostTerms) return new Refusal("query-bad", $"The search has more than {MostTerms} words. Nothing was searched. Take fewer, or put those that belong together in quotes.", "q");
        var nothing = terms.Count > 0 && all.Count + none.Count == 0;

        AddFilters(query, all, ref nothing);
        // Something must be looked for: every document has this one.
        if (all.Count == 0) all.Add(Tag(SearchTags.Everything));
        return new SearchExpression(all, none) { From = query.From, Before = query.Before, MatchesNothing = nothing };
    }

    private static void AddFilters(SearchQuery query, List<SearchClause> all, ref bool nothing)
    {
        if (query.Language is { } language) all.Add(Tag(SearchTags.Language(language)));
        if (query.Slugline is { } slugline) all.Add(new(SearchField.Tags, [new([SearchTags.Slugline(slugline)], IsPrefix: true)]));
        if (query.Subject is { } subject) all.Add(Tag(SearchTags.Subject(subject)));
        if (query.AnySubject.Count > 0) all.Add(new(SearchField.Tags, [.. query.AnySubject.Distinct(StringComparer.OrdinalIgnoreCase).Select(s => new SearchPhrase([SearchTags.Subject(s)]))]));
        if (query.Source is { } source) all.Add(Tag(SearchTags.Source(source)));
        if (query.Desk is { } desk) all.Add(Tag(SearchTags.Desk(desk)));
        if (query.Kind is { } kind) all.Add(Tag(SearchTags.Kind(kind)));
        if (query.States.Count > 0) all.Add(new(SearchField.Tags, [.. query.States.Distinct().Order().Select(s => new SearchPhrase([SearchTags.State(s)]))]));
        if (query.Place is { } place) nothing |= !AddNamed(all, SearchField.Places, place);
        if (query.Person is { } person) nothing |= !AddNamed(all, SearchField.People, person);
        if (SearchTags.Days(query.From, query.Before) is { Count: > 0 } days) all.Add(new(SearchField.Tags, [.. days.Select(d => new SearchPhrase([d]))]));
        nothing |= query is { From: { } from, Before: { } before } && from >= before;
    }

    private static bool AddNamed(List<SearchClause> all, SearchField field, string name)
    {
        if (SearchWords.Of(name, 20) is not { Count: > 0 } words) return false;
        all.Add(new(field, [new(words)]));
        return true;
    }

    private static SearchClause Tag(string tag) => new(SearchField.Tags, [new([tag])]);

    private readonly record struct Term(string Text, bool IsNot, bool IsQuoted)
    {
        internal SearchClause? Clause()
        {
            var isPrefix = !IsQuoted && Text.EndsWith('*');
            if (SearchWords.Of(Text, 40) is not { Count: > 0 } words) return null;
            // A beginning of one letter would be half the archive: it is taken as the whole word.
            if (isPrefix && words[^1].Length < 2) isPrefix = false;
            if (isPrefix || IsQuoted || words.Count > 1) return new(SearchField.Anywhere, [new(words, isPrefix)]);
            return new(SearchField.Anywhere, [.. Inflections.Of(words[0]).Select(w => new SearchPhrase([w]))]);
        }
    }

    private static IEnumerable<Term> Terms(string text)
    {
        for (var at = 0; at < text.Length;)
        {
            if (char.IsWhiteSpace(text[at])) { at++; continue; }
            var isNot = text[at] is '-' or '\u2212' or '\u2013' && at + 1 < text.Length && !char.IsWhiteSpace(text[at + 1]);
            if (isNot) at++;
            var isQuoted = IsQuote(text[at]);
            var end = isQuoted ? EndOfQuote(text, at + 1) : EndOfWord(text, at);
            yield return new(text[(isQuoted ? at + 1 : at)..end], isNot, isQuoted);
            at = isQuoted ? end + 1 : end;
        }
    }

    private static int EndOfQuote(string text, int at)
    {
        while (at < text.Length && !IsQuote(text[at])) at++;
        return at;
    }

    private static int EndOfWord(string text, int at)
    {
        while (at < text.Length && !char.IsWhiteSpace(text[at]) && !IsQuote(text[at])) at++;
        return at;
    }

    private static bool IsQuote(char c) => c is '"' or '“' or '”' or '„' or '«' or '»';
}

/// <summary>
/// What a document is, as words of a field of their own: so a filter is found by the same index as the words, and a rare filter over a frequent word costs
/// what the rare one costs. A letter says which filter; the rest is letters and digits only, and a beginning of a value is a beginning of its tag.
/// </summary>
internal static class SearchTags
{
    private const int LongestValue = 200;

    internal const string Everything = "a";

    /// <summary>Whether many stories share a tag: language, source, desk, state, kind.</summary>
    internal static bool IsBroad(string tag) => tag[0] is 'l' or 'o' or 'd' or 't' or 'k';

    /// <summary>Whether a tag is a year, a month, a day or none of them.</summary>
    internal static bool IsDay(string tag) => tag[0] is 'y' or 'm' or 'e';

    internal static string Language(string primary) => Make('l', primary);

    internal static string Slugline(string start) => Make('g', start);

    internal static string Subject(string code) => Make('j', code);

    internal static string Source(long id) => "o" + id.ToString(CultureInfo.InvariantCulture);

    internal static string Desk(string desk) => Make('d', desk);

    internal static string State(StoryState state) => "t" + ((int)state).ToString(CultureInfo.InvariantCulture);

    internal static string Kind(ItemKind kind) => "k" + ((int)kind).ToString(CultureInfo.InvariantCulture);

    /// <summary>The year, month and day (UTC) of a document.</summary>
    internal static IEnumerable<string> Date(Instant at)
    {
        var date = at.ToDateTimeOffset();
        return [Year(date), Month(date), Day(date)];
    }

    /// <summary>Years, months and days that together cover what lies between two moments, and little more; none where neither is stated.</summary>
    internal static List<string> Days(Instant? from, Instant? before)
    {
        var tags = new List<string>();
        if (from is null && before is null) return tags;
        var at = DayOf(from ?? new Instant(0), 1900);
        var end = DayOf(before ?? Instant.FarFuture, 2100);
        while (at <= end)
        {
            var (yearEnds, monthEnds) = (new DateTime(at.Year, 12, 31), new DateTime(at.Year, at.Month, DateTime.DaysInMonth(at.Year, at.Month)));
            if (at is { Month: 1, Day: 1 } && yearEnds <= end) { tags.Add(Year(at)); at = yearEnds.AddDays(1); }
            else if (at.Day == 1 && monthEnds <= end) { tags.Add(Month(at)); at = monthEnds.AddDays(1); }
            else { tags.Add(Day(at)); at = at.AddDays(1); }
        }
        // Between no two moments there is nothing; the day before the first matches nothing.
        return tags.Count > 0 ? tags : ["e0"];
    }

    // News lies between these years; what is outside counts as at their edge.
    private static DateTime DayOf(Instant instant, int otherwise)
    {
        if (instant.Microseconds < -62_135_596_800_000_000) return new DateTime(otherwise, 1, 1);
        var date = instant.ToDateTimeOffset().UtcDateTime.Date;
        return date.Year < 1970 ? new DateTime(1970, 1, 1) : date.Year > 2100 ? new DateTime(2100, 12, 31) : date;
    }

    private static string Year(DateTimeOffset date) => date.ToString("'y'yyyy", CultureInfo.InvariantCulture);

    private static string Month(DateTimeOffset date) => date.ToString("'m'yyyyMM", CultureInfo.InvariantCulture);

    private static string Day(DateTimeOffset date) => date.ToString("'e'yyyyMMdd", CultureInfo.InvariantCulture);

    private static string Make(char kind, string value)
    {
        if (value.Length > LongestValue) value = value[..LongestValue];
        Span<char> tag = stackalloc char[1 + LongestValue * 5];
        tag[0] = kind;
        var length = 1;
        foreach (var raw in value)
        {
            var c = char.ToLowerInvariant(raw);
            if (c is >= 'a' and <= 'z' and not 'x' or >= '0' and <= '9') { tag[length++] = c; continue; }
            tag[length++] = 'x';
            ((int)c).TryFormat(tag[length..], out var written, "x4", CultureInfo.InvariantCulture);
            length += written;
        }
        return new string(tag[..length]);
    }
}
