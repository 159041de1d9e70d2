using CsCheck;
using Dateline.Store.Search;

namespace Dateline.Store.Tests.Search;

/// <summary>What counts as a word is the same for both databases, and the same wherever in a text it stands.</summary>
public sealed class SearchWordsTests
{
    [Theory]
    [InlineData("Harbour opens; 3 ships", "harbour opens 3 ships")]
    [InlineData("Müller à Łódź, l’été", "muller a lodz l ete")]
    [InlineData("Ёлка и чай", "елка и чай")]
    [InlineData("naïve-café/STRAßE", "naive cafe strasse")]
    [InlineData("東京 news東", "東 京 news 東")]
    [InlineData("e\u0301te\u0301 a\u0301", "ete a")]
    [InlineData("\u0301 alone ½ ²", "alone 1 2 2")]
    [InlineData(" … — ", "")]
    public void Words_are_runs_of_letters_and_digits_in_their_plain_form(string text, string words) =>
        Assert.Equal(words, string.Join(' ', SearchWords.Of(text)));

    [Fact]
    public void What_stands_before_or_behind_a_text_changes_none_of_its_words() =>
        Gen.Select(Texts, Texts, Gen.OneOfConst(" ", ".", "\n", "^", "'")).Sample((one, other, between) =>
            Assert.Equal([.. SearchWords.Of(one), .. SearchWords.Of(other)], SearchWords.Of(one + between + other)));

    [Fact]
    public void So_many_words_are_the_first_so_many() =>
        Gen.Select(Texts, Gen.Int[0, 5]).Sample((text, most) => Assert.Equal(SearchWords.Of(text).Take(most), SearchWords.Of(text, most)));

    [Fact]
    public void A_word_is_a_word_again() =>
        Texts.Sample(text => Assert.Equal(SearchWords.Of(text), SearchWords.Of(string.Join(' ', SearchWords.Of(text)))));

    private static Gen<string> Texts => Gen.OneOfConst("a", "Z", "9", " ", "-", "é", "e", "\u0301", "\u0308", "ё", "й", "ß", "Ł", "東", "ก", "\u0E31", "½", "´", "’", "\uD83D", "\uDE00", "ﬁ", "İ", "ς", "अ", "\u093F").Array[0, 12].Select(parts => string.Concat(parts));
}
