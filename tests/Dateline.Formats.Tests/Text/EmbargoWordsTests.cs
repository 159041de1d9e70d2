using System.Text;
using System.Text.Json;
using Dateline.News;

namespace Dateline.Formats.Tests.Text;

/// <summary>Embargoes that stand in words alone, in a note to editors or over the text: an agency without a field for it means it all the same.</summary>
public sealed class EmbargoWordsTests
{
    private const string Words = "EMBARGOED UNTIL 1200 GMT, 25 August 2026";

    private static readonly Dictionary<string, Func<string, string, string>> Documents = new(StringComparer.Ordinal)
    {
        ["newsml-g2"] = static (note, first) => $"""
            <newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:np:1" version="1" standard="NewsML-G2" standardversion="2.35" xml:lang="en"><itemMeta><itemClass qcode="ninat:text"/><provider qcode="nprov:NP"/>
            <versionCreated>2026-08-24T13:50:02Z</versionCreated><pubStatus qcode="stat:usable"/><edNote>{note}</edNote></itemMeta><contentMeta><headline>Head</headline></contentMeta>
            <contentSet><inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><body><p>{first}</p><p>KESSEL (NP) - Text.</p></body></html></inlineXML></contentSet></newsItem>
            """,
        ["nitf"] = static (note, first) => $"""<nitf><head><docdata><doc-id id-string="1"/><ed-msg info="{note}"/></docdata></head><body><body.head><hedline><hl1>Head</hl1></hedline></body.head><body.content><p>{first}</p><p>KESSEL (NP) - Text.</p></body.content></body></nitf>""",
        ["newsml-1.2"] = static (note, first) => $"""
            <NewsML Version="1.2"><NewsItem><Identification><NewsIdentifier><ProviderId>np.example</ProviderId><DateId>20260824</DateId><NewsItemId>L1</NewsItemId><RevisionId PreviousRevision="0" Update="N">1</RevisionId><PublicIdentifier>urn:newsml:np.example:20260824:L1:1</PublicIdentifier></NewsIdentifier></Identification>
            <NewsManagement><NewsItemType FormalName="News"/><FirstCreated>20260824T131500Z</FirstCreated><ThisRevisionCreated>20260824T131500Z</ThisRevisionCreated><Status FormalName="Usable"/><Instruction>{note}</Instruction></NewsManagement>
            <NewsComponent><NewsLines><HeadLine>Head</HeadLine></NewsLines><ContentItem><DataContent><p>{first}</p><p>KESSEL - Text.</p></DataContent></ContentItem></NewsComponent></NewsItem></NewsML>
            """,
        ["ninjs"] = static (note, first) => JsonSerializer.Serialize(new { uri = "urn:np:1", type = "text", pubstatus = "usable", versioncreated = "2026-08-24T09:14:05Z", headline = "Head", ednote = note, body_html = $"<p>{first}</p><p>KESSEL - Text.</p>" }),
        ["rss"] = static (note, first) => $"""<rss version="2.0"><channel><title>NP</title><link>https://np.example/</link><description>x</description><item><guid>1</guid><title>Head</title><description>&lt;p&gt;{(note == "None." ? first : note)}&lt;/p&gt;&lt;p&gt;KESSEL - Text.&lt;/p&gt;</description></item></channel></rss>""",
        ["anpa1312"] = static (note, first) => $"\u0016\u0016\u0001a1049\u001f\r\nr i\u0013 BC-Kessel 08-24 0345\r\n\u0002^Head<\r\n^Eds: {note}<\r\n\t{first}\r\n\tKESSEL (NP) _ Text.\r\n\u0003\r\n",
    };

    public static TheoryData<string> Formats => [.. Documents.Keys];

    private static Embargo Read(string format, string note, string first)
    {
        var result = WireFormats.Read(Encoding.UTF8.GetBytes(Documents[format](note, first)));
        Assert.Equal(format, result.Format);
        return Assert.Single(result.Items).Item!.Embargo;
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void They_hold_in_the_note_and_over_the_text(string format)
    {
        Assert.Equal("none", Read(format, "None.", "Rain is on its way.").ToString());
        Assert.Equal("2026-08-25T12:00:00Z", Read(format, Words, "Rain is on its way.").ToString());
        Assert.Equal("2026-08-25T12:00:00Z", Read(format, "None.", Words).ToString());
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_story_on_an_embargo_and_what_is_for_release_at_once_have_none(string format)
    {
        foreach (var line in (string[])["Oil embargo until 2027 is lifted, the minister said.", "The embargo on arms ends."]) Assert.Equal("none", Read(format, line, line).ToString());
        if (format != "anpa1312") Assert.Equal("none", Read(format, "For release", "For release").ToString());
    }

    [Theory]
    [InlineData("ATTENTION - EMBARGOED until 1200 GMT 25 Aug 2026")]
    [InlineData("(Note to editors: embargoed until 1200 GMT, 25 August 2026)")]
    [InlineData("STRICTLY EMBARGOED UNTIL 1200 GMT, 25 August 2026")]
    [InlineData("UNDER STRICT EMBARGO until 25 August 2026, 12:00 GMT")]
    [InlineData("*** EMBARGO *** until 1200 GMT 25 Aug 2026")]
    [InlineData("NOT TO BE USED BEFORE 1200 GMT, 25 August 2026")]
    [InlineData("DO NOT USE BEFORE 1200 GMT, 25 August 2026")]
    [InlineData("Achtung Redaktionen: Sperrfrist 25. August 2026, 14.00 Uhr MESZ")]
    [InlineData("(Sous embargo jusqu'au 25 août 2026 à 12h00 GMT)")]
    [InlineData("Ne pas diffuser avant le 25 août 2026 à 12h00 GMT")]
    [InlineData("Press release: embargoed to 12:00 GMT, 25 August 2026")]
    public void Over_a_headline_that_nothing_parts_from_its_header_they_are_no_part_of_it(string line)
    {
        foreach (var stx in (string[])["", "\u0002"])
        {
            var soh = stx.Length > 0 ? "\u0001" : "";
            var item = Assert.Single(WireFormats.Read(Encoding.Latin1.GetBytes($"{soh}npe0107 4 pol 354  dpa 0334\n\nPolitics/Elections/Varnia/\n{stx}{line}\nVarnia counts its votes =\n\n   Kessel (dpa) - Text.\n\n241300 GMT Aug 26\n")).Items).Item!;
            Assert.Equal(("2026-08-25T12:00:00Z", "Varnia counts its votes"), (item.Embargo.ToString(), item.Content.Headline?.Text));
            Assert.Contains("25", item.Content.EdNote, StringComparison.Ordinal);
        }
    }
}
