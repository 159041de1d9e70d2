using System.Text;
using Dateline.Formats.Subjects;
using Dateline.News;

namespace Dateline.Formats.Tests.Subjects;

/// <summary>A house's own terms, as a spreadsheet or a program brings them.</summary>
public class HouseTermsTests
{
    private const string Sample = "code;field;broader;retired;en;fr\r\nharbour:port;;medtop:20000337;;harbour;port\r\nharbour:dredging;subject;harbour:port;;\"dredging; the works\";dragage\r\nharbour:ferry;;harbour:port;yes;ferries;bacs\r\nharbour:notebook;genre;;;Notebook;Carnet\r\n";

    private static readonly Language English = Language.From("en")!.Value, French = Language.From("fr-CA")!.Value;

    [Fact]
    public void A_spreadsheet_is_read_in_its_own_way_and_comes_back_the_same_by_both_forms()
    {
        var terms = Read("\uFEFF" + Sample).Value!;
        Assert.Equal(4, terms.All.Count);
        var dredging = terms.Find("harbour:dredging")!;
        Assert.Equal(("harbour:port", "dredging; the works", "dragage", false), (dredging.Broader, dredging.Label(English), dredging.Label(French), dredging.IsRetired));
        Assert.True(terms.Find("harbour:ferry")!.IsRetired);
        Assert.Equal(TermField.Genre, terms.Find("harbour:notebook")!.Field);
        foreach (var again in new[] { Read(terms.ToCsv()).Value!, HouseTerms.Read(terms.ToJson(), MediaTopics.BuiltIn).Value! })
            Assert.Equal(terms.All.Select(Whole), again.All.Select(Whole));
    }

    [Theory]
    [InlineData("", "vocabulary-empty", null)]
    [InlineData("code,en\r\n", "vocabulary-empty", null)]
    [InlineData("name,en\r\nx,y\r\n", "vocabulary-form", "line 1")]
    [InlineData("code,colour\r\na:b,red\r\n", "vocabulary-form", "line 1")]
    [InlineData("code,en,en\r\na:b,c,d\r\n", "vocabulary-form", "line 1")]
    [InlineData("code,en\r\n\r\na:b,c,d\r\n", "vocabulary-form", "line 3")]
    [InlineData("code,en\r\nharbour,c\r\n", "vocabulary-code", "line 2")]
    [InlineData("code,en\r\nmedtop:20009999,c\r\n", "vocabulary-code", "line 2")]
    [InlineData("code,en\r\na:b,\r\n", "vocabulary-name", "line 2")]
    [InlineData("code,en\r\na:b,\"two\nlines\"\r\na:b,c\r\n", "vocabulary-twice", "line 4")]
    [InlineData("code,field,en\r\na:b,colour,c\r\n", "vocabulary-field", "line 2")]
    [InlineData("code,retired,en\r\na:b,perhaps,c\r\n", "vocabulary-form", "line 2")]
    [InlineData("code,broader,en\r\na:b,a:x,c\r\n", "vocabulary-broader", "line 2")]
    [InlineData("code,broader,en\r\na:b,a:c,c\r\na:c,a:b,d\r\n", "vocabulary-broader", "line 2")]
    [InlineData("code,field,broader,en\r\na:b,genre,a:c,c\r\na:c,subject,,d\r\n", "vocabulary-broader", "line 2")]
    [InlineData("{\"terms\":7}", "vocabulary-form", "/terms")]
    [InlineData("{\"terms\":[{\"names\":{\"en\":\"x\"}}]}", "vocabulary-form", "/terms/0")]
    [InlineData("{\"terms\":[{\"code\":\"a:b\",\"names\":{\"nolanguage!\":\"x\"}}]}", "vocabulary-language", "/terms/0")]
    public void What_cannot_be_meant_is_refused_by_its_place(string text, string code, string? place) =>
        Assert.Equal((code, place), Read(text).Refusal is { } refusal ? (refusal.Code, refusal.Field) : default);

    [Fact]
    public void Bytes_that_are_no_text_are_refused() => Assert.Equal("encoding", HouseTerms.Read(new byte[] { 0x63, 0xFF, 0xFE }, MediaTopics.BuiltIn).Refusal?.Code);

    [Fact]
    public void A_name_that_a_spreadsheet_would_run_is_kept_from_that_and_read_as_it_is()
    {
        var terms = Read("code,en\r\na:b,\"'=1+1\"\r\n").Value!;
        Assert.Equal("=1+1", terms.All[0].Label(English));
        Assert.Contains("'=1+1", terms.ToCsv(), StringComparison.Ordinal);
        Assert.Equal("=1+1", Read(terms.ToCsv()).Value!.All[0].Label(English));
    }

    [Fact]
    public void What_a_newer_list_lacks_is_retired_and_keeps_its_name()
    {
        var (before, after) = (Read(Sample).Value!, Read("code,broader,en,fr\r\nharbour:port,medtop:20000337,port and harbour,port\r\nharbour:pilots,harbour:port,pilots,\r\nharbour:ferry,harbour:port,ferries,bacs\r\n").Value!);
        var over = after.Over(before);
        var changes = VocabularyChanges.Between(before, over, English);
        Assert.Equal(["harbour:ferry", "harbour:pilots"], changes.Added.Select(c => c.Code));
        Assert.Equal([new TermChange("harbour:port", "harbour", "port and harbour")], changes.Renamed);
        Assert.Equal(["harbour:dredging", "harbour:notebook"], changes.Retired.Select(c => c.Code).Order());
        Assert.Equal("dragage", over.Find("harbour:dredging")!.Label(French));
        Assert.True(VocabularyChanges.Between(over, after.Over(over), English).IsNothing);
    }

    [Fact]
    public void The_houses_terms_stand_in_the_tree_of_the_topics_for_search_and_filters()
    {
        var all = new Vocabularies(null, Read(Sample).Value!);
        Assert.Equal(["harbour:dredging"], all.Search("dredg", English).Select(t => t.Code));
        Assert.DoesNotContain(all.Search("ferr", English), t => t.Code == "harbour:ferry");
        Assert.Contains(all.Search("diplo", English), t => t.Code == "medtop:20000639");
        Assert.Equal(["harbour:port", "medtop:20000337"], all.Broader("harbour:dredging").Select(t => t.Code).Take(2));
        Assert.True(all.Broader("harbour:dredging").Count > 2);
        Assert.True(all.IsWithin("harbour:dredging", "medtop:20000337"));
        Assert.True(all.IsWithin("harbour:dredging", all.Topics.Broader("medtop:20000337")[^1].Code));
        Assert.False(all.IsWithin("harbour:port", "harbour:dredging"));
        Assert.Contains(all.Narrower("medtop:20000337"), t => t.Code == "harbour:port");
        Assert.Equal(("harbour:dredging", "harbour:notebook", null), (all.CodeOf("subject", "DRAGAGE"), all.CodeOf("genre", "carnet"), all.CodeOf("genre", "dragage")));
    }

    private static Outcome<HouseTerms> Read(string text) => HouseTerms.Read(Encoding.UTF8.GetBytes(text), MediaTopics.BuiltIn);

    private static string Whole(HouseTerm term) => $"{term.Code} {term.Field} {term.Broader} {term.IsRetired} {string.Join(';', term.Names.OrderBy(n => n.Key).Select(n => n.Key + n.Value))}";
}
