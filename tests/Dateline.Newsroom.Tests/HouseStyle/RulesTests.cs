using Dateline.News;
using Dateline.Newsroom.HouseStyle;

namespace Dateline.Newsroom.Tests.HouseStyle;

/// <summary>What the house style would have otherwise, rule by rule, and what it leaves alone.</summary>
public sealed class RulesTests
{
    private static readonly HashSet<string> None = [];

    [Fact]
    public void A_paragraph_of_a_late_shift_is_mended_all_over_and_its_sums_are_left_alone()
    {
        const string before = "\"We saw 5 ships  on August 24th ,\" the Prime Minister said. It cost US$300 (C$394) and 5 per cent more than Premier Anton Marek's plan.";
        const string after = "“We saw five ships on Aug. 24,” the prime minister said. It cost US$300 (C$394) and 5 per cent more than Premier Anton Marek’s plan.";
        Assert.Equal(after, Taken(before, "en"));
        Assert.Empty(Rules.In(after, Language.From("en")!.Value, isHeadline: false, None));
    }

    [Theory]
    // Quotation marks
    [InlineData("en", "'Tis the '90s, he said: \"Go.\"", "’Tis the ’90s, he said: “Go.”")]
    [InlineData("en", "She said 'no' to \"them\"", "She said ‘no’ to “them”")]
    [InlineData("en", "He is 6'2\" tall", "He is 6'2\" tall")]
    [InlineData("en", "(\"Yes\")", "(“Yes”)")]
    [InlineData("fr", "Il a dit \"non\" à l'aube", "Il a dit «\u00a0non\u00a0» à l’aube")]
    [InlineData("de", "Er sagte \"nein\"", "Er sagte „nein“")]
    [InlineData("es", "Dijo \"no\"", "Dijo \"no\"")]
    // Spaces
    [InlineData("en", "Two  spaces , and one .", "Two spaces, and one.")]
    [InlineData("en", " Ends ", "Ends")]
    [InlineData("en", "A rate of .5 and ... so on :-)", "A rate of .5 and ... so on :-)")]
    [InlineData("fr", "Vraiment ? Oui ; non .", "Vraiment\u00a0? Oui\u00a0; non.")]
    // Numbers
    [InlineData("en", "5 people and 12 dogs", "Five people and 12 dogs")]
    [InlineData("en", "It took 3 of them. 4 more came.", "It took three of them. Four more came.")]
    [InlineData("en", "Lund won 3-1, No. 5 seed, aged 7, 8 km, 9%, 4.5 and $3", "Lund won 3-1, No. 5 seed, aged 7, 8 km, 9%, 4.5 and $3")]
    [InlineData("en", "Aug. 4 at 5 p.m., page 6, 2 million, Mr. 3", "Aug. 4 at 5 p.m., page 6, 2 million, Mr. three")]
    [InlineData("en", "US$5 (C$7) and 5 €", "US$5 (C$7) and 5 €")]
    [InlineData("fr", "Il y a 5 blessés, 3 km, 4 millions et le 2 mai", "Il y a cinq blessés, 3 km, 4 millions et le 2 mai")]
    [InlineData("fr", "1 blessée", "1 blessée")]
    // Dates
    [InlineData("en", "On December 1 and March 3rd, in August 2026", "On Dec. 1 and March 3, in August 2026")]
    [InlineData("en-GB", "On December 1", "On December 1")]
    [InlineData("fr", "Le 1 Août et le 24 Décembre", "Le 1er août et le 24 décembre")]
    // Titles
    [InlineData("en", "The President met a Minister", "The president met a minister")]
    [InlineData("en", "The President Anna Bell and Mayor Ito", "The President Anna Bell and Mayor Ito")]
    [InlineData("fr", "Le Premier Ministre et le Président Marek", "Le premier ministre et le président Marek")]
    public void A_rule_knows_what_to_mend_and_what_to_leave(string language, string before, string after) => Assert.Equal(after, Taken(before, language));

    [Fact]
    public void A_headline_keeps_its_figures_and_gets_its_quotation_marks()
    {
        var found = Rules.In("5 dead in \"storm\"", Language.From("en")!.Value, isHeadline: true, None);
        Assert.All(found, s => Assert.Equal("quotes", s.Rule));
        Assert.Equal(2, found.Count);
    }

    [Fact]
    public void A_rule_that_is_off_says_nothing() =>
        Assert.Equal(["spaces"], Rules.In("5  ships", Language.From("en")!.Value, isHeadline: false, new HashSet<string> { "numbers" }).Select(s => s.Rule));

    private static string Taken(string text, string language)
    {
        foreach (var s in Enumerable.Reverse(Rules.In(text, Language.From(language)!.Value, isHeadline: false, None)))
        {
            Assert.Equal(s.Quote, text.Substring(s.At, s.Quote.Length));
            text = text[..s.At] + s.With + text[(s.At + s.Quote.Length)..];
        }
        return text;
    }
}
