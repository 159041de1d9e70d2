using System.Globalization;
using System.Text;
using Dateline.News;

namespace Dateline.Formats.Subjects;

/// <summary>
/// IPTC's Media Topics: what a story is about, for all agencies alike. The release that Dateline brings (<see cref="BuiltIn"/>) is read from its table when it is
/// first asked for; a newsroom may load a newer one from IPTC's own JSON (<see cref="Read"/>). A release is one block of bytes and a few numbers for each
/// topic: names become strings only when someone asks for them.
/// </summary>
public sealed class MediaTopics
{
    private static readonly Lazy<MediaTopics> TheBuiltIn = new(MediaTopicTable.LoadBuiltIn);
    private static readonly CompareInfo Compare = CultureInfo.InvariantCulture.CompareInfo;
    private const CompareOptions Loosely = CompareOptions.IgnoreCase | CompareOptions.IgnoreNonSpace;

    private readonly byte[] _table;
    // Sorted by number; the arrays run side by side.
    private readonly int[] _numbers;
    private readonly int[] _lines;
    private readonly int[] _broader;
    private readonly Lazy<Dictionary<int, int>> _bySubjectCode;

    internal MediaTopics(string release, IReadOnlyList<string> languages, byte[] table, int[] numbers, int[] lines)
    {
        (Release, Languages, _table, _numbers, _lines) = (release, languages, table, numbers, lines);
        _broader = [.. lines.Select(line => Find(MediaTopicTable.Number(MediaTopicTable.Field(table, line, MediaTopicTable.Broader))))];
        _bySubjectCode = new(MapSubjectCodes);
    }

    /// <summary>The release of 6 April 2019 in English, French, German and Spanish. Facts of IPTC, CC BY 4.0.</summary>
    public static MediaTopics BuiltIn => TheBuiltIn.Value;

    /// <summary>Which release it is.</summary>
    public string Release { get; }

    /// <summary>The languages of its names, English first.</summary>
    public IReadOnlyList<string> Languages { get; }

    /// <summary>How many topics there are, retired ones included.</summary>
    public int Count => _numbers.Length;

    /// <summary>Reads a release as IPTC publishes it ("cptall-en-GB.json"), one document for each language; or says why that can't be done.</summary>
    public static Outcome<MediaTopics> Read(params IReadOnlyList<ReadOnlyMemory<byte>> documents) => MediaTopicsJson.Read(documents);

    /// <summary>All topics by number, retired ones included.</summary>
    public IEnumerable<MediaTopic> All => Enumerable.Range(0, Count).Select(At);

    /// <summary>This release laid over an older one: names in languages that it does not bring stay, and a topic that it lacks stays, retired.</summary>
    public MediaTopics Over(MediaTopics older)
    {
        var languages = Languages.Concat(older.Languages.Where(l => Language.From(l) is { } tag && IndexOf(Languages, tag) < 0)).ToList();
        var table = new StringBuilder();
        foreach (var number in _numbers.Union(older._numbers).Order())
        {
            var (now, before) = (Find(Digits(number)), older.Find(Digits(number)));
            var topic = now ?? before!;
            MediaTopicTable.Write(table, Digits(number), Local(topic.Broader), Local(topic.SubjectCode), Local(topic.NearSubjectCode), topic.Wikidata, topic.IsRetired || now is null, languages.Select(l => now?.LabelIn(l) ?? before?.LabelIn(l)));
        }
        return MediaTopicTable.Index(Release, languages, Encoding.UTF8.GetBytes(table.ToString()));
    }

    /// <summary>The release as JSON of IPTC's form, all languages in one document, as <see cref="Read"/> takes it.</summary>
    public byte[] ToJson() => MediaTopicsJson.Write(this);

    private static string? Local(string? code) => code?[(code.IndexOf(':', StringComparison.Ordinal) + 1)..];

    // ---- one topic ----------------------------------------------------------------------------------------------------------

    /// <summary>The topic of a QCode ("medtop:20000638"), a URI, or its eight digits; null where there is none.</summary>
    public MediaTopic? Find(string code) => Find(NumberOf(code)) is var at and >= 0 ? At(at) : null;

    /// <summary>The topic that an IPTC subject code ("subj:11002000", or eight digits) means, or comes nearest to: by the mapping, else by that of the subject it is part of. Null where there is none.</summary>
    public MediaTopic? OfSubjectCode(string code)
    {
        var number = SubjectNumberOf(code);
        if (number < 0) return null;
        // 11002001 is part of 11002000, which is part of 11000000.
        foreach (var part in (ReadOnlySpan<int>)[number, number / 1_000 * 1_000, number / 1_000_000 * 1_000_000])
            if (_bySubjectCode.Value.TryGetValue(part, out var at)) return At(at);
        return null;
    }

    // ---- hierarchy ----------------------------------------------------------------------------------------------------------

    /// <summary>The topics that <paramref name="code"/> is part of, the nearest first.</summary>
    public IReadOnlyList<MediaTopic> Broader(string code)
    {
        var broader = new List<MediaTopic>();
        // A release with a ring in it must not keep us.
        for (var at = Up(Find(NumberOf(code))); at >= 0 && broader.Count < Count; at = _broader[at]) broader.Add(At(at));
        return broader;
    }

    /// <summary>The topics directly below <paramref name="code"/>, by number; the topmost where it is null.</summary>
    public IReadOnlyList<MediaTopic> Narrower(string? code)
    {
        var parent = code is null ? -1 : Find(NumberOf(code));
        if (code is not null && parent < 0) return [];
        var narrower = new List<MediaTopic>();
        for (var at = 0; at < Count; at++) if (_broader[at] == parent) narrower.Add(At(at));
        return narrower;
    }

    /// <summary>Whether <paramref name="code"/> is <paramref name="broader"/>, or somewhere below it.</summary>
    public bool IsWithin(string code, string broader)
    {
        var sought = Find(NumberOf(broader));
        var steps = 0;
        for (var at = Find(NumberOf(code)); at >= 0 && sought >= 0 && steps++ <= Count; at = _broader[at]) if (at == sought) return true;
        return false;
    }

    // ---- search -------------------------------------------------------------------------------------------------------------

    /// <summary>
    /// The topics in whose name, in <paramref name="language"/>, a word begins with <paramref name="text"/>: for a field that completes what is typed. Case and accents don't
    /// matter. Names that begin with it come first, then by length; retired topics don't come.
    /// </summary>
    public IReadOnlyList<MediaTopic> Search(string text, Language language, int most = 20)
    {
        text = NewsText.OneLine(text) ?? "";
        if (text.Length is 0 or > 100) return [];
        var column = MediaTopicTable.Labels + Math.Max(0, IndexOf(Languages, language));
        Span<char> buffer = stackalloc char[256];
        var hits = new List<(int Rank, int Length, int At)>();
        for (var at = 0; at < Count; at++)
        {
            if (!MediaTopicTable.Field(_table, _lines[at], MediaTopicTable.Retired).IsEmpty) continue;
            var label = MediaTopicTable.Field(_table, _lines[at], column);
            if (label.IsEmpty) label = MediaTopicTable.Field(_table, _lines[at], MediaTopicTable.Labels);
            if (label.Length > buffer.Length || Rank(buffer[..Encoding.UTF8.GetChars(label, buffer)], text) is not (var rank and >= 0)) continue;
            hits.Add((rank, label.Length, at));
        }
        hits.Sort();
        return [.. hits.Take(most).Select(h => At(h.At))];
    }

    // 0: the name begins with it; 1: a word in it does; -1: none.
    internal static int Rank(ReadOnlySpan<char> label, string text)
    {
        for (var at = 0; at < label.Length; at++)
        {
            if (at > 0 && char.IsLetterOrDigit(label[at - 1]) || !char.IsLetterOrDigit(label[at])) continue;
            if (Compare.IsPrefix(label[at..], text, Loosely)) return at == 0 ? 0 : 1;
        }
        return -1;
    }

    // ---- the table ----------------------------------------------------------------------------------------------------------

    private MediaTopic At(int at)
    {
        var line = _lines[at];
        var labels = new string[Languages.Count];
        for (var i = 0; i < labels.Length; i++) labels[i] = Text(line, MediaTopicTable.Labels + i) ?? "";
        return new MediaTopic(_numbers[at], Languages, labels)
        {
            Broader = _broader[at] < 0 ? null : "medtop:" + Digits(_numbers[_broader[at]]),
            SubjectCode = Text(line, MediaTopicTable.Subject) is { } same ? "subj:" + same : null,
            NearSubjectCode = Text(line, MediaTopicTable.Near) is { } near ? "subj:" + near : null,
            Wikidata = Text(line, MediaTopicTable.Wikidata),
            IsRetired = Text(line, MediaTopicTable.Retired) is not null,
        };
    }

    private string? Text(int line, int field) => MediaTopicTable.Field(_table, line, field) is { IsEmpty: false } bytes ? Encoding.UTF8.GetString(bytes) : null;

    private int Find(int number) => number < 0 ? -1 : Array.BinarySearch(_numbers, number) is var at and >= 0 ? at : -1;

    private int Up(int at) => at < 0 ? -1 : _broader[at];

    // Of several topics for one code the one that means the same, then one in use, then the topmost.
    private Dictionary<int, int> MapSubjectCodes()
    {
        var map = new Dictionary<int, int>();
        foreach (var field in (ReadOnlySpan<int>)[MediaTopicTable.Subject, MediaTopicTable.Near])
            foreach (var retired in (ReadOnlySpan<bool>)[false, true])
                for (var at = 0; at < Count; at++)
                    if (MediaTopicTable.Field(_table, _lines[at], MediaTopicTable.Retired).IsEmpty != retired && MediaTopicTable.Number(MediaTopicTable.Field(_table, _lines[at], field)) is var number and >= 0) map.TryAdd(number, at);
        return map;
    }

    /// <summary>The place of a language among others: as it is, else by its first part ("fr" for "fr-CA"); -1 where it is not there.</summary>
    internal static int IndexOf(IReadOnlyList<string> languages, Language language)
    {
        for (var i = 0; i < languages.Count; i++) if (languages[i].Equals(language.Tag, StringComparison.OrdinalIgnoreCase)) return i;
        for (var i = 0; i < languages.Count; i++) if (Language.From(languages[i])?.Primary == language.Primary) return i;
        return -1;
    }

    internal static string Digits(int number) => number.ToString("00000000", CultureInfo.InvariantCulture);

    private static int NumberOf(string code) => NumberOf(code, "medtop", "mediatopic");

    private static int SubjectNumberOf(string code) => NumberOf(code, "subj", "subjectcode");

    // "medtop:20000638", ".../mediatopic/20000638", "20000638".
    private static int NumberOf(string code, string alias, string scheme)
    {
        var at = code.LastIndexOfAny([':', '/']);
        var before = at < 0 ? "" : code[..at];
        if (at >= 0 && before != alias && !before.EndsWith("/" + scheme, StringComparison.Ordinal)) return -1;
        return code.Length - at - 1 == 8 && int.TryParse(code.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
    }
}
