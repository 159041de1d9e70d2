using System.Text;
using Dateline.News;

namespace Dateline.Formats.Tests.Nitf;

/// <summary>One line for each thing that NITF says, or that senders make of it, and what must be read.</summary>
public sealed class NitfReaderTests
{
    private static string With(string docdata = "", string bodyHead = "", string content = "<p>Text.</p>", string status = "", string head = "", string root = "") => $"""
        <nitf {root}><head><title>Title</title>{head}<docdata {status}><doc-id id-string="np-1"/><date.issue norm="20260824T100000Z"/>{docdata}</docdata></head>
        <body><body.head>{bodyHead}</body.head><body.content>{content}</body.content></body></nitf>
        """;

    private static ReadResult Read(string xml, ReadOptions? options = null) => WireFormats.Read(Encoding.UTF8.GetBytes(xml), options);

    private static NewsItem Item(string xml, ReadOptions? options = null) => Assert.Single(Read(xml, options).Items).Item!;

    [Theory]
    [InlineData("", PubStatus.Usable)]
    [InlineData("management-status=\"\"", PubStatus.Usable)]
    [InlineData("management-status=\"USABLE\"", PubStatus.Usable)]
    [InlineData("management-status=\"withheld\"", PubStatus.Withheld)]
    [InlineData("management-status=\"Cancelled\"", PubStatus.Canceled)]
    public void The_management_status_is_the_publishing_status(string status, PubStatus expected) => Assert.Equal(expected, Item(With(status: status)).Status);

    [Fact]
    public void A_status_that_is_not_known_is_never_usable() => Assert.Equal(FailureCodes.UnknownStatus, Assert.Single(Read(With(status: "management-status=\"draft\"")).Items).Failure?.Code);

    [Theory]
    [InlineData("embargoed", "20260825T060000Z", "2026-08-25T06:00:00Z")]
    [InlineData("embargoed", "20260825T080000+0200", "2026-08-25T06:00:00Z")]
    [InlineData("embargoed", "20260825T060000", "until further notice")]
    [InlineData("embargoed", "20260825", "until further notice")]
    [InlineData("embargoed", "tomorrow", "until further notice")]
    [InlineData("embargoed", null, "until further notice")]
    [InlineData("usable", "20260825T060000Z", "2026-08-25T06:00:00Z")]
    [InlineData("usable", "20260824T100000Z", "none")]
    [InlineData("usable", "20260825", "none")]
    [InlineData("usable", "20260825000000-0400", "none")]
    public void An_embargo_is_never_missed(string status, string? release, string embargo) =>
        Assert.Equal(embargo, Item(With(release is null ? "" : $"<date.release norm=\"{release}\"/>", status: $"management-status=\"{status}\"")).Embargo.ToString());

    [Fact]
    public void A_document_that_cancels_another_kills_that_one_and_speaks_to_editors_itself()
    {
        var items = Read(With("<ed-msg msg-type=\"kill\" info=\"KILL the mine story.\"/>", status: "management-doc-idref=\"np-0\" management-idref-status=\"canceled\"")).Items;
        Assert.Equal(2, items.Count);
        Assert.False(items[0].Item!.IsKill);
        Assert.True(items[0].Item!.IsAdvisory);
        Assert.Equal("np-0", items[1].Item!.Guid);
        Assert.True(items[1].Item!.IsKill);
    }

    [Theory]
    [InlineData("np-1", "canceled")]
    [InlineData("np-0", "usable")]
    [InlineData("np-0", "")]
    public void A_reference_that_withdraws_nothing_else_is_one_item(string other, string status) =>
        Assert.Single(Read(With(status: $"management-doc-idref=\"{other}\" management-idref-status=\"{status}\"")).Items);

    [Theory]
    [InlineData("<byline>By Mara Lind</byline>", "Mara Lind")]
    [InlineData("<byline>By MARA LIND<byttl>Northern Press</byttl></byline>", "MARA LIND/Northern Press")]
    [InlineData("<byline>By <person>Mara Lind</person> and <person>Pavel Dvorin</person>, <byttl>NP Writers</byttl></byline>", "Mara Lind|Pavel Dvorin/NP Writers")]
    [InlineData("<byline>By Mara Lind, <byttl>NP Science Writer</byttl>.</byline>", "Mara Lind/NP Science Writer")]
    [InlineData("<byline>By John Lind Jr.<byttl>NP</byttl></byline>", "John Lind Jr./NP")]
    [InlineData("<byline>Mara Lind\n   Political Editor</byline>", "Mara Lind Political Editor")]
    [InlineData("<byline>By Ann Roy</byline><byline>Luc Petit</byline>", "Ann Roy|Luc Petit")]
    [InlineData("<byline/>", "")]
    public void Bylines_are_whom_readers_see(string head, string bylines) =>
        Assert.Equal(bylines, string.Join('|', Item(With(bodyHead: head)).Content.Bylines.Select(b => b.Title is null ? b.Name : $"{b.Name}/{b.Title}")));

    [Theory]
    [InlineData("<dateline><location>KESSEL</location></dateline>", "KESSEL", "KESSEL")]
    [InlineData("<dateline><location>KESSEL</location>, <story.date norm=\"20260824\">Aug. 24</story.date></dateline>", "KESSEL", "KESSEL")]
    [InlineData("<dateline>KESSEL, Aug. 24 (NP) --</dateline>", "KESSEL, Aug. 24 (NP)", null)]
    [InlineData("<dateline><location><city>Kessel</city><country iso-cc=\"VAR\">Varnia</country></location></dateline>", "Kessel, Varnia", "Kessel")]
    [InlineData("<dateline><story.date norm=\"20260824\">24 ago</story.date></dateline>", null, null)]
    public void Dateline_and_place_are_apart(string head, string? dateline, string? located)
    {
        var content = Item(With(bodyHead: head)).Content;
        Assert.Equal(dateline, content.Placeline?.Text);
        Assert.Equal(located, content.Located?.Name);
    }

    [Theory]
    [InlineData("<meta name=\"anpa-keyword\" content=\" Ferry  NSA \"/>", "<key-list><keyword key=\"x\"/></key-list>", "Ferry NSA")]
    [InlineData("", "<key-list key=\"FERRY\"><keyword key=\"x\"/></key-list>", "FERRY")]
    [InlineData("", "<key-list><keyword key=\"FERRY\"/><keyword key=\"STORM\"/></key-list>", "FERRY")]
    [InlineData("", "<du-key key=\"FERRY-WEST\"/>", "FERRY-WEST")]
    [InlineData("", "<du-key key=\"np:2026:17\"/>", null)]
    [InlineData("", "", null)]
    public void The_slugline_is_found_where_agencies_put_it(string head, string docdata, string? slugline) => Assert.Equal(slugline, Item(With(docdata, head: head)).Content.Slugline?.Text);

    [Theory]
    [InlineData("<urgency ed-urg=\"3\"/>", 3)]
    [InlineData("<urgency>2</urgency>", 2)]
    [InlineData("<urgency/>", null)]
    [InlineData("<urgency ed-urg=\"0\"/>", null)]
    [InlineData("", null)]
    public void The_urgency_is_as_stated(string docdata, int? urgency) => Assert.Equal(urgency, Item(With(docdata)).Content.Urgency?.Value);

    [Theory]
    [InlineData("xml:lang=\"fr\"", "fr")]
    [InlineData("baselang=\"en.us\"", "en-us")]
    [InlineData("", null)]
    public void The_language_is_as_stated(string root, string? language) => Assert.Equal(language, Item(With(root: root)).Content.Language?.Tag);

    [Theory]
    [InlineData("<p>One.</p><p>Two.</p>", "<p>One.</p><p>Two.</p>")]
    [InlineData("<p>One.\n\nTwo\nlines.</p>", "<p>One.</p><p>Two lines.</p>")]
    [InlineData("<p>\n      One that\n      wraps.\n    </p>", "<p>One that wraps.</p>")]
    [InlineData("<p>  One that\nwraps.\n  Two.</p>", "<p>One that wraps.</p><p>Two.</p>")]
    [InlineData("<bq class='pullquote'><block><p>Said.</p></block></bq>", "<blockquote class=\"pullquote\"><p>Said.</p></blockquote>")]
    [InlineData("<block><p>One.</p></block><hl2>Head</hl2><bq><block><p>Said.</p></block></bq>", "<p>One.</p><h3>Head</h3><blockquote><p>Said.</p></blockquote>")]
    [InlineData("<pre>A   1\n\nB   2</pre>", "<pre>A   1\n\nB   2</pre>")]
    [InlineData("<p><org>NP</org> in <location>Kessel</location></p>", "<p>NP in Kessel</p>")]
    [InlineData("&lt;p&gt;One.&lt;/p&gt;", "<p>One.</p>")]
    [InlineData("<p>5 &lt; 6</p>", "<p>5 &lt; 6</p>")]
    [InlineData("<p>It&#146;s 5&#150;6</p>", "<p>It’s 5–6</p>")]
    public void The_text_keeps_its_shape(string content, string body) => Assert.Equal(body, Item(With(content: content)).Content.Body.Markup);

    [Fact]
    public void Preformatted_text_is_told_however_it_came()
    {
        Assert.True(Item(With(content: "<pre>A  1</pre>")).Content.Preformatted);
        Assert.True(Item(With(content: "&lt;pre&gt;A  1&lt;/pre&gt;")).Content.Preformatted);
        Assert.False(Item(With()).Content.Preformatted);
    }

    [Theory]
    [InlineData("<hedline><hl1>Peace &amp;amp; quiet</hl1></hedline>", "Peace & quiet")]
    [InlineData("<hedline><hl1>Peace<br/>and quiet</hl1></hedline>", "Peace and quiet")]
    [InlineData("<hedline><hl1/></hedline>", "Title")]
    [InlineData("", "Title")]
    public void The_headline_is_as_readers_should_see_it(string head, string headline) => Assert.Equal(headline, Item(With(bodyHead: head)).Content.Headline?.Text);

    [Fact]
    public void The_same_story_without_id_gets_the_same_one_again_and_says_so()
    {
        var without = With().Replace("<doc-id id-string=\"np-1\"/>", "", StringComparison.Ordinal);
        var result = Assert.Single(Read(without).Items);
        Assert.StartsWith("urn:x-dateline:derived:nitf:", result.Item!.Guid, StringComparison.Ordinal);
        Assert.Equal(result.Item.Guid, Item(without.Replace("Text.", "Text, corrected.", StringComparison.Ordinal)).Guid);
        Assert.NotEqual(result.Item.Guid, Item(without.Replace("Title", "Another", StringComparison.Ordinal)).Guid);
        Assert.Contains(result.Notes, n => n.Code == NoteCodes.GuidDerived);
    }

    [Fact]
    public void A_document_that_says_nothing_is_refused() => Assert.Equal(FailureCodes.MissingGuid, Assert.Single(Read("<nitf><body/></nitf>").Items).Failure?.Code);

    [Fact]
    public void A_source_names_its_dialect_or_none()
    {
        var xml = With("<doc-scope scope=\"HHH\"/>").Replace("<title>Title", "<title>3 FERRY Storm", StringComparison.Ordinal);
        Assert.Null(Read(xml).Dialect);
        Assert.Equal("pa", Read(xml, new ReadOptions { Dialect = "pa" }).Dialect);
        Assert.Equal("FERRY Storm", Item(xml, new ReadOptions { Dialect = "pa" }).Content.Slugline?.Text);

        var recognised = xml.Replace("<doc-id ", "<doc-id regsrc=\"PA\" ", StringComparison.Ordinal);
        Assert.Equal("pa", Read(recognised).Dialect);
        Assert.Equal("pa", Read(recognised, new ReadOptions { Dialect = "reuters" }).Dialect);
        Assert.Null(Read(recognised, new ReadOptions { Dialect = WireDialect.Standard }).Dialect);
    }

    [Fact]
    public void Every_dialect_says_whose_it_is_since_when_and_what_it_does_differently() => Assert.All(WireFormats.Readers, format =>
    {
        Assert.Equal(format.Dialects.Count, format.Dialects.Select(d => d.Name).Distinct().Count());
        Assert.All(format.Dialects, d => Assert.True(d is { Name.Length: > 1, Agency.Length: > 1, Since.Length: > 1, Departs.Length: > 20 } && d.Name == d.Name.ToLowerInvariant() && d.Name != WireDialect.Standard, d.Name));
    });
}
