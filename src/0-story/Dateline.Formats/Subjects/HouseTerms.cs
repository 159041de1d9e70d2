using Dateline.News;

namespace Dateline.Formats.Subjects;

/// <summary>
/// The words a newsroom has beside those of IPTC, as one list. A list that is imported is whole: what it lacks is retired and keeps its name, for the stories that have it.
/// </summary>
public sealed class HouseTerms
{
    private readonly Dictionary<string, HouseTerm> _byCode;

    internal HouseTerms(IEnumerable<HouseTerm> terms)
    {
        All = [.. terms.OrderBy(t => t.Field).ThenBy(t => t.Code, StringComparer.Ordinal)];
        _byCode = All.ToDictionary(t => t.Code, StringComparer.Ordinal);
    }

    /// <summary>None at all.</summary>
    public static HouseTerms None { get; } = new([]);

    /// <summary>All of them, by field and code, retired ones included.</summary>
    public IReadOnlyList<HouseTerm> All { get; }

    /// <summary>The term of that code; null where there is none.</summary>
    public HouseTerm? Find(string code) => _byCode.GetValueOrDefault(code);

    /// <summary>Reads a list, CSV or JSON by what it begins with; or says where it can't be meant: the line or the place, and what to do.</summary>
    /// <param name="bytes">UTF-8.</param>
    /// <param name="topics">The Media Topics among which a <c>broader</c> may be.</param>
    public static Outcome<HouseTerms> Read(ReadOnlyMemory<byte> bytes, MediaTopics topics)
    {
        var read = bytes.Span.TrimStart("\uFEFF \t\r\n"u8) is [(byte)'{', ..] ? HouseTermsJson.Read(bytes) : HouseTermsCsv.Read(bytes);
        return read.IsDone ? HouseTermCheck.Check(read.Value, topics) : read.Refusal;
    }

    /// <summary>As JSON: <c>{"terms":[{"code":…,"field":…,"broader":…,"retired":…,"names":{"en":…}}]}</c>.</summary>
    public byte[] ToJson() => HouseTermsJson.Write(All);

    /// <summary>As CSV (RFC 4180): code, field, broader, retired, and a column for each language.</summary>
    public string ToCsv() => HouseTermsCsv.Write(All);

    /// <summary>This list laid over an older one: what it lacks stays, retired.</summary>
    public HouseTerms Over(HouseTerms older) => new(All.Concat(older.All.Where(t => Find(t.Code) is null).Select(t => t with { IsRetired = true })));

    internal IEnumerable<HouseTerm> Search(string text, Language language, TermField field)
    {
        if (NewsText.OneLine(text) is not { Length: > 0 and <= 100 } sought) return [];
        return All.Where(t => t.Field == field && !t.IsRetired)
            .Select(t => (Term: t, Label: t.Label(language)))
            .Select(t => (t.Term, t.Label.Length, Rank: MediaTopics.Rank(t.Label, sought)))
            .Where(t => t.Rank >= 0).OrderBy(t => t.Rank).ThenBy(t => t.Length).Select(t => t.Term);
    }
}
