using Dateline.News;

namespace Dateline.Formats.Tests.NewsMlG2;

/// <summary>What each agency means by its NewsML-G2. The documents are in the corpus; here is what matters of them, by name.</summary>
public sealed class G2DialectTests
{
    private static (ReadResult Result, NewsItem Item) Read(string name)
    {
        var result = WireFormats.Read(File.ReadAllBytes(Repo.Path($"tests/Corpus/newsml-g2/{name}.xml")));
        return (result, Assert.Single(result.Items).Item!);
    }

    [Fact]
    public void Reuters_says_dateline_and_byline_in_the_text()
    {
        var (result, item) = Read("reuters-one-paragraph");
        Assert.Equal("reuters", result.Dialect);
        Assert.Equal(["Mara Lindqvist", "Pavel Dvorin"], item.Content.Bylines.Select(b => b.Name));
        Assert.Equal("KESSEL, Aug 24 (Reuters)", item.Content.Placeline?.Text);
        Assert.Equal("Lower Varn", item.Content.Located?.Name);
        Assert.Equal(5, item.Content.Body.Blocks().Count);
        Assert.True(item.Has(SignalKind.Update));
    }

    [Theory]
    [InlineData("urn:newsml:np.example:kansas-transaction", "Kansas News", null)]
    [InlineData("urn:newsml:ansa.it:1", "x", "ansa")]
    [InlineData("urn:newsml:np.example:reuters-wins-prize", "Northern Press", null)]
    [InlineData("x", "Thomson Reuters", "reuters")]
    [InlineData("x", "APTN", null)]
    [InlineData("x", "AP", "ap")]
    public void An_agency_is_known_by_whole_names_alone(string guid, string provider, string? dialect) =>
        Assert.Equal(dialect, Sample.Read(Sample.With($"<provider literal=\"p1\"><name>{provider}</name></provider>").Replace("urn:x:1", guid, StringComparison.Ordinal)).Dialect);

    [Fact]
    public void Reuters_deletes_by_message_type_too() => Assert.True(Read("reuters-delete-message").Item.IsKill);

    [Fact]
    public void AP_keeps_byline_and_dateline_in_the_NITF_inside()
    {
        var (result, item) = Read("ap-nitf-inside");
        Assert.Equal("ap", result.Dialect);
        Assert.Equal([new Byline("MARA LINDQVIST", "Associated Press")], item.Content.Bylines);
        Assert.Equal("Council votes to keep library", item.Content.Headline?.Text);
        Assert.Equal("ORSEN, Varnia", item.Content.Placeline?.Text);
        Assert.Equal("1st Ld-Writethru", item.Content.TakeKey);
        Assert.Equal("2nd photo to come.", item.Content.EdNote);
    }

    [Fact]
    public void Contacts_that_dpa_sends_never_reach_the_text()
    {
        var (result, item) = Read("dpa-not-for-publication");
        Assert.Equal("dpa", result.Dialect);
        Assert.Equal(2, item.Content.Body.Blocks().Count);
        Assert.DoesNotContain("555", item.Content.Body.Markup + item.Content.EdNote, StringComparison.Ordinal);
        Assert.Contains("555 0100", item.Content.StaffNote, StringComparison.Ordinal);
        Assert.Contains("555 0199", item.Content.StaffNote, StringComparison.Ordinal);
        Assert.DoesNotContain("Basisdienst", item.Content.Body.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Marks_and_lines_for_relays_are_taken_off_what_ANSA_sends()
    {
        var (result, item) = Read("ansa-routing-lines");
        Assert.Equal("ansa", result.Dialect);
        Assert.Equal("Flood recedes at Kessel", item.Content.Headline?.Text);
        Assert.Equal("Levees held, first night without alarm", item.Content.Dek);
        Assert.EndsWith("<p>The night passed without alarm.</p>", item.Content.Body.Markup, StringComparison.Ordinal);
        Assert.Null(item.Content.Urgency);
    }

    [Fact]
    public void STT_names_its_places_apart_and_keeps_private_notes_private()
    {
        var (result, item) = Read("stt-places-in-assert");
        Assert.Equal("stt", result.Dialect);
        Assert.Equal([new Place("Kessel", "sttloc:77", "Varnia"), new Place("Orsen", "sttloc:78")], item.Content.Places);
        Assert.Equal([new Concept("sttsubj:12", "liikenne")], item.Content.Subjects);
        Assert.Equal("Kesselin silta avattiin – kaksi vuotta myöhemmin", item.Content.Headline?.Text);
        Assert.Equal("<p>Kesselin silta avattiin maanantaina. 'Vihdoin', pormestari sanoi.</p>", item.Content.Body.Markup);
        Assert.Equal(("Korjattu luku 2. kappaleessa", "Päivystys: +00 555 0100"), (item.Content.EdNote, item.Content.StaffNote));
        Assert.Equal((LinkKind.Replaces, "2"), (Assert.Single(item.Links).Kind, item.Links[0].Version));
    }

    [Fact]
    public void TT_says_by_another_id_what_it_replaces()
    {
        var (result, item) = Read("tt-replaces-other");
        Assert.Equal("tt", result.Dialect);
        Assert.True(item.Has(SignalKind.Update));
        Assert.Equal((LinkKind.Replaces, "http://tt.se/spec/260824-sbt-1401:0"), (Assert.Single(item.Links).Kind, item.Links[0].Guid));
        Assert.Equal(["Kessel", "Bron över Orsen är öppen igen.", "Två år var den stängd.", "– Äntligen, säger borgmästaren."], item.Content.Body.PlainText.Split("\n\n"));
    }

    [Fact]
    public void Of_what_GlobeNewswire_sends_the_release_is_the_text()
    {
        var (result, item) = Read("globenewswire-release");
        Assert.Equal("globenewswire", result.Dialect);
        Assert.StartsWith("<p>KESSEL, Varnia, Aug. 24, 2026 (GLOBE NEWSWIRE)", item.Content.Body.Markup, StringComparison.Ordinal);
        Assert.EndsWith("</table>", item.Content.Body.Markup, StringComparison.Ordinal);
        Assert.Equal(["TSX VENTURE:KFY"], item.Content.Keywords);
    }

    [Fact]
    public void Scoop_puts_NITF_into_the_wrong_namespace_behind_a_mark()
    {
        var (result, item) = Read("scoop-html-in-nar");
        Assert.Equal("scoop", result.Dialect);
        Assert.Equal("<p>The ferry sails again.</p>", item.Content.Body.Markup);
    }
}
