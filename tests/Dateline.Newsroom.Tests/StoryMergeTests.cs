using Dateline.News;
using Dateline.Newsroom.Editing;

namespace Dateline.Newsroom.Tests;

/// <summary>A wire's new version and our edited copy brought together: the cases an editor meets, and laws over many made-up texts.</summary>
public sealed class StoryMergeTests
{
    [Fact]
    public void What_one_side_alone_changed_stands()
    {
        var merge = Merge(["Six died.", "Talks go on.", "The end."], ["Six died.", "Talks go on in Lund.", "The end."], ["Seven died.", "Talks go on.", "The end.", "More soon."]);
        Assert.Equal(["Theirs", "Ours", "Theirs"], merge.Changed.Select(p => p.Kind.ToString()));
        Assert.Equal(["Seven died.", "Talks go on in Lund.", "The end.", "More soon."], Paragraphs(merge.With(static _ => null)!));
    }

    [Theory]
    [InlineData("The blast killed six miners on Monday, police said.", "The blast killed six coal miners on Monday, police said.", "The blast killed six miners on Monday, the police chief said.", "The blast killed six coal miners on Monday, the police chief said.")]
    [InlineData("Six died on Monday.", "Six miners died on Monday.", "Seven died on Monday.", null)]
    [InlineData("Six died on Monday.", "Five died on Monday.", "Seven died on Monday.", null)]
    [InlineData("Six died on Monday.", "", "Seven died on Monday.", null)]
    public void Both_in_one_paragraph_are_joined_where_they_changed_other_words(string origin, string ours, string theirs, string? joined)
    {
        var merge = Merge([origin], ours.Length == 0 ? [] : [ours], [theirs]);
        var piece = Assert.Single(merge.Changed);
        Assert.Equal(joined is null ? MergeKind.Conflict : MergeKind.Merged, piece.Kind);
        Assert.Equal(joined, merge.With(static _ => null) is { } merged ? Assert.Single(Paragraphs(merged)) : null);
        Assert.Equal([theirs], Paragraphs(merge.With(static _ => "theirs")!));
        Assert.Equal(ours.Length == 0 ? [] : [ours], Paragraphs(merge.With(static _ => "ours")!));
    }

    [Fact]
    public void Of_paragraphs_that_both_changed_both_can_be_kept()
    {
        var merge = Merge(["Six died."], ["Five died."], ["Seven died."]);
        Assert.Equal(["Five died.", "Seven died."], Paragraphs(merge.With(static _ => "both")!));
    }

    [Fact]
    public void Fields_are_brought_together_one_by_one()
    {
        var origin = new StoryContent { Headline = Headline.From("Six die"), Dek = "At a mine", Keywords = ["mine"] };
        var merge = StoryMerge.Of(origin, origin with { Headline = Headline.From("Six die in Kessel"), Keywords = ["mine", "rescue"], StaffNote = "Call them" }, origin with { Headline = Headline.From("Seven die"), Dek = "At the Kessel mine", Keywords = ["mine", "blast"], EdNote = "Corrects toll" });
        Assert.Equal(["dek Theirs", "edNote Theirs", "headline Conflict", "keywords Conflict", "staffNote Ours"], merge.Changed.Select(p => $"{p.Field} {p.Kind}").Order());
        Assert.Null(merge.With(static _ => null));
        var merged = merge.With(key => key.StartsWith("headline-", StringComparison.Ordinal) ? "theirs" : key.StartsWith("keywords-", StringComparison.Ordinal) ? "both" : null)!;
        Assert.Equal(("Seven die", "At the Kessel mine", "Corrects toll", "Call them"), (merged.Headline?.Text, merged.Dek, merged.EdNote, merged.StaffNote));
        Assert.Equal(["mine", "rescue", "blast"], merged.Keywords);
        // A choice is for what was shown: of a text that went on, it says nothing.
        var later = StoryMerge.Of(origin, origin with { Headline = Headline.From("Six die near Kessel") }, origin with { Headline = Headline.From("Seven die") });
        Assert.Empty(later.Changed.Select(p => p.Key).Intersect(merge.Changed.Select(p => p.Key)));
    }

    [Fact]
    public void The_laws_of_a_merge_hold_over_many_texts()
    {
        var next = 20_260_824u;
        for (var round = 0; round < 2_000; round++)
        {
            var origin = Some(ref next, []);
            var (ours, theirs) = (Some(ref next, origin), Some(ref next, origin));
            var why = $"round {round}: {string.Join('|', origin)} / {string.Join('|', ours)} / {string.Join('|', theirs)}";

            Assert.True(theirs.SequenceEqual(Paragraphs(Merge(origin, origin, theirs).With(static _ => null)!)), why);
            Assert.True(ours.SequenceEqual(Paragraphs(Merge(origin, ours, origin).With(static _ => null)!)), why);
            Assert.True(ours.SequenceEqual(Paragraphs(Merge(origin, ours, ours).With(static _ => null)!)), why);

            var merge = Merge(origin, ours, theirs);
            // Every paragraph of every side is in a piece, in its order: nothing disappears unseen.
            Assert.Equal(Html(origin), string.Concat(merge.Pieces.Select(p => p.Base)));
            Assert.Equal(Html(ours), string.Concat(merge.Pieces.Select(p => p.Ours)));
            Assert.Equal(Html(theirs), string.Concat(merge.Pieces.Select(p => p.Theirs)));
            Assert.Equal(merge.Pieces.Count, merge.Pieces.Select(p => p.Key).Distinct().Count());
            Assert.Equal(merge.Pieces.Any(p => p.Kind == MergeKind.Conflict), merge.With(static _ => null) is null);
            // What is seen from the other side is the same.
            Assert.Equal(merge.Changed.Count(p => p.Kind == MergeKind.Conflict) > 0, Merge(origin, theirs, ours).Changed.Any(p => p.Kind == MergeKind.Conflict));
        }
    }

    [Fact]
    public void Changes_are_told_word_by_word()
    {
        Assert.Equal([(' ', "The blast killed "), ('-', "six "), ('+', "seven "), (' ', "miners.")], TextMerge.Changes("The blast killed six miners.", "The blast killed seven miners."));
        Assert.Equal([('+', "All new.")], TextMerge.Changes("", "All new."));
    }

    private static StoryMerge Merge(IEnumerable<string> origin, IEnumerable<string> ours, IEnumerable<string> theirs) => StoryMerge.Of(Says(origin), Says(ours), Says(theirs));

    private static StoryContent Says(IEnumerable<string> paragraphs) => new() { Body = StoryHtml.FromParagraphs(paragraphs) };

    private static string Html(IEnumerable<string> paragraphs) => StoryHtml.FromParagraphs(paragraphs).Markup;

    private static string[] Paragraphs(StoryContent content) => content.Body.PlainText.Split("\n\n", StringSplitOptions.RemoveEmptyEntries);

    // Few words and few paragraphs, so that sides meet often; each has words of its own, so that none is empty.
    private static List<string> Some(ref uint next, List<string> from)
    {
        string[] words = ["six", "died", "in", "Kessel", "on", "Monday", "police", "said"];
        var texts = new List<string>(from);
        if (from.Count == 0)
            for (var n = Draw(ref next, 5); n > 0; n--) texts.Add(Sentence(ref next, words));
        else
            for (var n = Draw(ref next, 4); n > 0 && texts.Count > 0; n--)
            {
                var at = Draw(ref next, texts.Count);
                switch (Draw(ref next, 4))
                {
                    case 0: texts.RemoveAt(at); break;
                    case 1: texts.Insert(at, Sentence(ref next, words)); break;
                    default:
                        var said = texts[at].Split(' ');
                        said[Draw(ref next, said.Length)] = words[Draw(ref next, words.Length)];
                        texts[at] = string.Join(' ', said);
                        break;
                }
            }
        return texts;
    }

    private static string Sentence(ref uint next, string[] words)
    {
        var said = new List<string>();
        for (var n = 3 + Draw(ref next, 4); n > 0; n--) said.Add(words[Draw(ref next, words.Length)]);
        return string.Join(' ', said);
    }

    private static int Draw(ref uint next, int below)
    {
        next = next * 1_664_525u + 1_013_904_223u;
        return (int)((next >> 12) % (uint)below);
    }
}
