using CsCheck;

namespace Dateline.News.Tests.Filter;

/// <summary>What filters say, what they take, and what they refuse to guess.</summary>
public sealed class NewsFilterTests
{
    private static readonly FilterFacts Visit = new()
    {
        Source = "np",
        Desk = "world",
        Content = new StoryContent
        {
            Language = Language.From("en-CA"),
            Headline = Headline.From("Premier arrives in Kessel unannounced"),
            Slugline = Slugline.From("KESSEL-VISIT"),
            Dek = "No time had been given.",
            Urgency = Urgency.From(3),
            Subjects = [new Concept("subj:11002000", "diplomacy"), new Concept("medtop:20000587", "foreign policy")],
            Genres = [new Concept("genre:Current", "Current")],
            Keywords = ["talks"],
            Places = [new Place("Kessel", "iso3166:KE", "Vostra")],
            Located = new Place("Carrow"),
            Bylines = [new Byline("Ingrid Solheim")],
            Body = StoryHtml.FromParagraphs(["The premier stepped off the night train at six.", "Officials would not say why."]),
        },
    };

    [Fact]
    public void A_product_reads_as_an_editor_would_say_it()
    {
        var filter = Read("language is English and subject under subj:11000000 and not genre is Opinion");
        Assert.True(filter.Takes(Visit));
        Assert.False(filter.Takes(Visit with { Content = Visit.Content with { Genres = [new Concept("genre:Opinion", "Opinion")] } }));
        Assert.False(filter.Takes(Visit with { Content = Visit.Content with { Language = Language.From("fr") } }));
    }

    [Theory]
    [InlineData("everything", true)]
    [InlineData("language is en", true)]
    [InlineData("language is en-CA", true)]
    [InlineData("language is en-GB", false)]
    [InlineData("language is fr, en", true)]
    [InlineData("language is français", false)]
    [InlineData("subject is subj:11002000", true)]
    [InlineData("subject is diplomacy", true)]
    [InlineData("subject is \"foreign policy\"", true)]
    [InlineData("subject is foreign policy", true)]
    [InlineData("subject is subj:11000000", false)]
    [InlineData("subject under subj:11000000", true)]
    [InlineData("subject under medtop:*", true)]
    [InlineData("slugline has visit", true)]
    [InlineData("slugline has vis", false)]
    [InlineData("slugline begins kess", true)]
    [InlineData("headline has unannounced", true)]
    [InlineData("text has \"night train\"", true)]
    [InlineData("text has no time had", true)]
    [InlineData("text has ferry", false)]
    [InlineData("keyword is TALKS", true)]
    [InlineData("place is kessel", true)]
    [InlineData("place is Carrow", true)]
    [InlineData("place is Lindmar", false)]
    [InlineData("byline is ingrid solheim", true)]
    [InlineData("kind is text", true)]
    [InlineData("kind is picture, graphic", false)]
    [InlineData("source is np", true)]
    [InlineData("desk is world", true)]
    [InlineData("urgency at most 3", true)]
    [InlineData("urgency at most 2", false)]
    [InlineData("urgency at least 3", true)]
    [InlineData("urgency is 3", true)]
    [InlineData("words at least 13", true)]
    [InlineData("words at least 15", false)]
    [InlineData("embargoed", false)]
    [InlineData("not embargoed", true)]
    [InlineData("advisory or pictured", false)]
    [InlineData("not (advisory or desk is world)", false)]
    [InlineData("desk is sport or desk is world and urgency at most 3", true)]
    [InlineData("(desk is sport or desk is world) and urgency at most 2", false)]
    [InlineData("NOT Language IS fr AND Desk IS World", true)]
    public void A_condition_takes_what_it_says(string text, bool takes) => Assert.Equal(takes, Read(text).Takes(Visit));

    [Theory]
    [InlineData("", "filter-empty", 0)]
    [InlineData("   ", "filter-empty", 0)]
    [InlineData("colour is blue", "filter-field", 1)]
    [InlineData("language en", "filter-verb", 10)]
    [InlineData("language is", "filter-ends", 12)]
    [InlineData("language is Klingon speech", "filter-value", 27)]
    [InlineData("language is en fr and", "filter-value", 19)]
    [InlineData("desk is world and", "filter-ends", 18)]
    [InlineData("(desk is world", "filter-bracket", 15)]
    [InlineData("desk is world)", "filter-unexpected", 14)]
    [InlineData("desk is not world", "filter-ends", 9)]
    [InlineData("urgency at most ten", "filter-value", 17)]
    [InlineData("urgency at most 10", "filter-value", 17)]
    [InlineData("urgency 3", "filter-verb", 9)]
    [InlineData("kind is sculpture", "filter-value", 18)]
    [InlineData("subject under Politics", "filter-value", 23)]
    [InlineData("slugline has \"open", "filter-quote", 14)]
    [InlineData("slugline has \"\"", "filter-quote", 14)]
    [InlineData("\"desk\" is world", "filter-field", 1)]
    [InlineData("pictured everything", "filter-unexpected", 10)]
    public void What_cannot_be_meant_is_refused_with_its_column(string text, string code, int column)
    {
        var refusal = NewsFilter.Parse(text).Refusal;
        Assert.Equal(code, refusal?.Code);
        if (column > 0) Assert.Contains($"column {column}:", refusal!.Message);
    }

    [Theory]
    [InlineData("desk is a and (desk is b and desk is c)", "desk is a and (desk is b and desk is c)")]
    [InlineData("((desk is a)) or not (not desk is b)", "desk is a or not not desk is b")]
    [InlineData("language is English , French", "language is en, fr")]
    [InlineData("text has \"rock and roll\"", "text has \"rock and roll\"")]
    [InlineData("text has \"say \"\"no\"\" now\"", "text has \"say \"\"no\"\" now\"")]
    public void A_filter_has_one_written_form(string text, string written) => Assert.Equal(written, Read(text).Text);

    [Fact]
    public void A_vocabulary_gives_names_their_codes_and_codes_their_tree()
    {
        var filter = NewsFilter.Parse("subject under Politics", new TwoTopics()).Value!;
        Assert.Equal("subject under medtop:11000000", filter.Text);
        Assert.True(filter.Takes(Visit));
    }

    [Fact]
    public void Brackets_without_end_are_refused_not_followed() =>
        Assert.Equal("filter-deep", NewsFilter.Parse(string.Concat(Enumerable.Repeat("not ", 500)) + "everything").Refusal?.Code);

    [Fact]
    public void Whatever_is_written_back_is_read_as_the_same_filter() => Filters.Sample(text =>
    {
        var first = Read(text);
        var second = Read(first.Text);
        return second.Text == first.Text && second.Takes(Visit) == first.Takes(Visit);
    }, iter: 2000);

    [Fact]
    public void Any_text_is_a_filter_or_a_refusal() => Gen.OneOf(Gen.String, Gen.OneOfConst("and", "or", "not", "(", ")", ",", "\"", "desk", "is", "urgency", "at", "most", "3", "world", "under", "subject").Array[0, 14].Select(w => string.Join(' ', w))).Sample(text =>
    {
        var read = NewsFilter.Parse(text);
        Assert.True(read.IsDone || read.Refusal.Message.Length > 0);
    }, iter: 5000);

    private static readonly Gen<string> Leaf = Gen.OneOfConst("everything", "embargoed", "advisory", "pictured", "language is en, fr", "subject under subj:11000000", "desk is world", "text has \"and\"", "urgency at most 3", "slugline begins \"a,b\"", "place is \"(x)\"");

    private static readonly Gen<string> Filters = Gen.Recursive<string>((depth, gen) => depth > 3 ? Leaf : Gen.OneOf(
        Leaf,
        Gen.Select(gen, gen, (a, b) => $"({a}) and ({b})"),
        Gen.Select(gen, gen, (a, b) => $"({a}) or ({b})"),
        gen.Select(a => $"not ({a})")));

    private static NewsFilter Read(string text)
    {
        var read = NewsFilter.Parse(text);
        Assert.True(read.IsDone, read.Refusal?.Message);
        return read.Value;
    }

    private sealed class TwoTopics : FilterVocabulary
    {
        public override string? CodeOf(string field, string name) => name.Equals("politics", StringComparison.OrdinalIgnoreCase) ? "medtop:11000000" : null;

        public override bool IsUnder(string code, string ancestor) => base.IsUnder(code, ancestor) || (code, ancestor) is ("medtop:20000587", "medtop:11000000");
    }
}
