using Dateline.News;

namespace Dateline.Bench;

/// <summary>
/// Stories for an archive, made by number: words as unevenly spread as in real copy (a few stand in every story, most in a handful), names, places,
/// subjects, desks and languages likewise, so that a search meets both frequent and rare ones.
/// </summary>
internal static class ArchiveSample
{
    private const int Vocabulary = 60_000;
    private static readonly string[] Onsets = "b c d f g h k l m n p r s t v w br dr fl gr pl sk st tr".Split(' ');
    private static readonly string[] Vowels = "a e i o u ai ea ou".Split(' ');
    private static readonly string[] FirstNames = "Ingrid Sam Pavel Oksana Tomas Lena Rui Marta Jonas Freya".Split(' ');

    internal static readonly string[] Desks = "news world money sport culture science region north south east west photo".Split(' ');

    /// <summary>A number that looks like chance and is the same each time.</summary>
    internal struct Dice(int seed)
    {
        private ulong _state = (ulong)seed * 0x9E3779B97F4A7C15 + 0xD1B54A32D192ED03;

        internal double Next()
        {
            _state ^= _state << 13;
            _state ^= _state >> 7;
            _state ^= _state << 17;
            return (_state >> 11) / (double)(1UL << 53);
        }

        internal int Below(int most) => (int)(Next() * most);

        /// <summary>Low ones often, high ones seldom: the n-th with a probability like 1/n.</summary>
        internal int Uneven(int most) => Math.Min(most - 1, (int)Math.Exp(Next() * Math.Log(most)));
    }

    internal static string Word(int rank)
    {
        var word = "";
        for (var left = rank + 20; left > 0; left /= Onsets.Length * Vowels.Length)
            word += Onsets[left % Onsets.Length] + Vowels[left / Onsets.Length % Vowels.Length];
        return word + "n";
    }

    internal static string RandomWord(ref Dice dice) => Word(dice.Uneven(Vocabulary));

    internal static string Subject(int n) => "medtop:" + (20_000_000 + n);

    internal static string Person(int n) => FirstNames[n % FirstNames.Length] + " " + char.ToUpperInvariant(Word(n * 7)[0]) + Word(n * 7)[1..];

    internal static string Slugline(int n) => (Word(n) + "-" + Word(n * 3)).ToUpperInvariant();

    internal static (StoryContent Content, string Desk, long Source) Story(int number)
    {
        var dice = new Dice(number + 1);
        string Sentence(int words)
        {
            var text = new System.Text.StringBuilder();
            for (var n = 0; n < words; n++) text.Append(n > 0 ? " " : "").Append(Word(dice.Uneven(Vocabulary)));
            text[0] = char.ToUpperInvariant(text[0]);
            return text.Append('.').ToString();
        }
        var place = Word(dice.Uneven(2000) * 5);
        var content = new StoryContent
        {
            Language = Language.From(dice.Next() < 0.8 ? "en" : "fr"),
            Headline = Headline.From(Sentence(9).TrimEnd('.')),
            Dek = Sentence(16),
            Slugline = News.Slugline.From(Slugline(dice.Uneven(5000))),
            Bylines = [new Byline(Person(dice.Uneven(500)), "Northern Press")],
            Located = new Place(char.ToUpperInvariant(place[0]) + place[1..]),
            Urgency = Urgency.From(4),
            Subjects = [.. new[] { dice.Uneven(800), dice.Uneven(800), dice.Uneven(800) }.Distinct().Select(n => new Concept(Subject(n), Word(n)))],
            Body = StoryHtml.FromParagraphs([Sentence(35), Sentence(35), Sentence(35), Sentence(35), Sentence(35), Sentence(35), Sentence(35), Sentence(35), Sentence(35)]),
        };
        return (content, Desks[dice.Uneven(Desks.Length)], 1 + dice.Uneven(20));
    }
}
