using System.Text;
using Dateline.Formats;
using Dateline.News;

namespace Dateline.Bench;

/// <summary>Wire copy of a typical shape, made by number: about 350 words in ten paragraphs with a subhead, subjects, byline and place.</summary>
internal static class WireSample
{
    private static readonly string[] Words = "harbour council ferry budget winter premier truce border mine rescue crew vote school bridge storm market grain steel tender court appeal verdict clinic engine tunnel signal archive theatre orchestra season keeper striker final record growth rate bank union strike offer talks envoy convoy relief valley river dam turbine grid cable fibre port crane".Split(' ');

    internal static NewsItem Item(int number, int version = 1, int paragraphs = 10)
    {
        var state = State(number);
        string Word() => WireSample.Word(ref state);
        string Sentence(int words) => WireSample.Sentence(ref state, words);
        var at = Instant.From(new DateTimeOffset(2026, 8, 24, 6, 0, 0, TimeSpan.Zero)) + TimeSpan.FromSeconds(number) + TimeSpan.FromMilliseconds(version);
        var body = StoryHtml.FromParagraphs(Enumerable.Range(0, paragraphs).Select(_ => Paragraph(ref state)));
        return new NewsItem
        {
            Guid = $"urn:newsml:northernpress.example:20260824:bench-{number}",
            Version = version.ToString(System.Globalization.CultureInfo.InvariantCulture),
            VersionCreated = at,
            FirstCreated = at,
            Provider = new Provider("https://northernpress.example/", "Northern Press"),
            Content = new StoryContent
            {
                Language = Language.From("en"),
                Headline = Headline.From(Sentence(9).TrimEnd('.')),
                Dek = Sentence(16),
                Slugline = Slugline.From($"{Word()}-{Word()}".ToUpperInvariant()),
                Bylines = [new Byline("Ingrid Solheim", "Northern Press")],
                Placeline = Placeline.From("KESSEL (NP)"),
                Located = new Place("Kessel"),
                Urgency = Urgency.From(4),
                Subjects = [new Concept("medtop:20000350", "central bank"), new Concept("medtop:11000000", "politics")],
                Credit = "Northern Press",
                Body = body,
            },
        };
    }

    /// <summary>Paragraphs of about 35 words, of letters and full stops only: they may be set into any format as they are.</summary>
    internal static string[] Paragraphs(int number, int count)
    {
        var (state, paragraphs) = (State(number), new string[count]);
        for (var i = 0; i < count; i++) paragraphs[i] = Paragraph(ref state);
        return paragraphs;
    }

    private static uint State(int number) => (uint)number * 2654435761u + 12345u;

    private static string Word(ref uint state)
    {
        state = state * 1664525u + 1013904223u;
        return Words[(int)(state >> 16) % Words.Length];
    }

    private static string Sentence(ref uint state, int words)
    {
        var sentence = new string[words];
        for (var i = 0; i < words; i++) sentence[i] = Word(ref state);
        var text = string.Join(' ', sentence);
        return char.ToUpperInvariant(text[0]) + text[1..] + ".";
    }

    private static string Paragraph(ref uint state) => Sentence(ref state, 12) + " " + Sentence(ref state, 14) + " " + Sentence(ref state, 9);

    internal static byte[] G2(int number, int version = 1) => WireFormats.Writer("newsml-g2")!.Write(Item(number, version), WriteOptions.Default).Bytes.ToArray();
}
