using System.Text;
using Dateline.News;

namespace Dateline.Formats.Tests.NewsMl12;

/// <summary>One line for each thing that NewsML 1.2 says, or that senders make of it, and what must be read.</summary>
public sealed class NewsMl12ReaderTests
{
    private const string Identifier = """<ProviderId>np.example</ProviderId><DateId>20260824</DateId><NewsItemId>x1</NewsItemId><RevisionId PreviousRevision="1" Update="N">2</RevisionId><PublicIdentifier>urn:newsml:np.example:20260824:x1:2</PublicIdentifier>""";

    private static string With(string management = "<Status FormalName=\"Usable\"/>", string lines = "", string component = "<ContentItem><DataContent><p>Text.</p></DataContent></ContentItem>", string identifier = Identifier, string descriptive = "", string root = "") => $"""
        <NewsML><NewsEnvelope><DateAndTime>20260824T100000Z</DateAndTime><Priority FormalName="3"/></NewsEnvelope><NewsItem {root}><Identification><NewsIdentifier>{identifier}</NewsIdentifier></Identification>
        <NewsManagement>{management}</NewsManagement><NewsComponent><NewsLines>{lines}</NewsLines><DescriptiveMetadata>{descriptive}</DescriptiveMetadata>{component}</NewsComponent></NewsItem></NewsML>
        """;

    private static IReadOnlyList<ReadItem> Read(string xml, ReadOptions? options = null) => WireFormats.Read(Encoding.UTF8.GetBytes(xml), options).Items;

    private static NewsItem Item(string xml, ReadOptions? options = null) => Assert.Single(Read(xml, options)).Item!;

    [Theory]
    [InlineData("<RevisionId>2</RevisionId><PublicIdentifier>urn:newsml:np:1:x:2</PublicIdentifier>", "urn:newsml:np:1:x:2", "urn:newsml:np:1:x", "2")]
    [InlineData("<RevisionId>1</RevisionId><PublicIdentifier>urn:newsml:np:1:x:1N</PublicIdentifier>", "urn:newsml:np:1:x:1N", "urn:newsml:np:1:x", "1")]
    [InlineData("<RevisionId>2</RevisionId><PublicIdentifier>urn:newsml:np:1:x</PublicIdentifier>", "urn:newsml:np:1:x", "urn:newsml:np:1:x", "2")]
    [InlineData("<PublicIdentifier> urn:newsml:np:1:x:2 </PublicIdentifier>", "urn:newsml:np:1:x:2", "urn:newsml:np:1:x:2", null)]
    [InlineData("<ProviderId>np</ProviderId><DateId>1</DateId><NewsItemId>x</NewsItemId><RevisionId>4</RevisionId>", "urn:newsml:np:1:x", "urn:newsml:np:1:x", "4")]
    [InlineData("<NewsItemId>x</NewsItemId>", "x", "x", null)]
    public void The_guid_is_as_stated_and_the_identity_is_without_version(string identifier, string guid, string identity, string? version)
    {
        var item = Item(With(identifier: identifier));
        Assert.Equal((guid, identity, version), (item.Guid, item.Identity, item.Version));
    }

    [Fact]
    public void An_item_without_any_identity_is_refused_alone()
    {
        var bad = With(identifier: "");
        var two = bad.Replace("</NewsML>", "", StringComparison.Ordinal) + With()[With().IndexOf("<NewsItem ", StringComparison.Ordinal)..];
        var items = Read(two);
        Assert.Equal(FailureCodes.MissingGuid, items[0].Failure?.Code);
        Assert.NotNull(items[1].Item);
    }

    [Theory]
    [InlineData("<Status FormalName=\"Usable\"/>", PubStatus.Usable, "none")]
    [InlineData("<Status FormalName=\"\"/>", PubStatus.Usable, "none")]
    [InlineData("<Status FormalName=\" CANCELED \"/>", PubStatus.Canceled, "none")]
    [InlineData("<Status FormalName=\"Withheld\"/>", PubStatus.Withheld, "none")]
    [InlineData("<Status FormalName=\"Embargoed\"/>", PubStatus.Usable, "until further notice")]
    [InlineData("<Status FormalName=\"Embargoed\"/><StatusWillChange><FutureStatus FormalName=\"Usable\"/><DateAndTime>20260825T080000+0200</DateAndTime></StatusWillChange>", PubStatus.Usable, "2026-08-25T06:00:00Z")]
    [InlineData("<Status FormalName=\"embargoed\"/><StatusWillChange><FutureStatus FormalName=\"Usable\"/><DateAndTime>20260825T080000</DateAndTime></StatusWillChange>", PubStatus.Usable, "until further notice")]
    [InlineData("<Status FormalName=\"Withheld\"/><StatusWillChange><FutureStatus FormalName=\"Usable\"/><DateAndTime>20260825T060000Z</DateAndTime></StatusWillChange>", PubStatus.Withheld, "2026-08-25T06:00:00Z")]
    [InlineData("<Status FormalName=\"Usable\"/><StatusWillChange><FutureStatus FormalName=\"Canceled\"/><DateAndTime>20260925T060000Z</DateAndTime></StatusWillChange>", PubStatus.Usable, "none")]
    public void Status_and_embargo_are_never_missed(string management, PubStatus status, string embargo)
    {
        var item = Item(With(management));
        Assert.Equal((status, embargo), (item.Status, item.Embargo.ToString()));
    }

    [Fact]
    public void A_status_that_is_not_known_is_never_usable() => Assert.Equal(FailureCodes.UnknownStatus, Assert.Single(Read(With("<Status FormalName=\"Draft\"/>"))).Failure?.Code);

    [Fact]
    public void An_instruction_to_cancel_kills() => Assert.True(Item(With("<Status FormalName=\"Usable\"/><Instruction FormalName=\"Cancel\"/>")).IsKill);

    [Theory]
    [InlineData("<Urgency FormalName=\"2\"/>", 2)]
    [InlineData("<Urgency>2</Urgency>", 2)]
    [InlineData("", 3)]
    public void The_urgency_is_as_stated_and_the_priority_of_the_envelope_only_where_none_is(string management, int urgency)
    {
        var item = Item(With("<Status FormalName=\"Usable\"/>" + management));
        Assert.Equal(urgency, item.Content.Urgency?.Value);
        Assert.Equal(3, item.Priority);
    }

    [Theory]
    [InlineData("<DataContent><p>One.</p><p>Two.</p></DataContent>", "<p>One.</p><p>Two.</p>")]
    [InlineData("<DataContent><nitf><body><body.content><p>One.</p></body.content></body></nitf></DataContent>", "<p>One.</p>")]
    [InlineData("<DataContent><body.content><p>One.</p></body.content></DataContent>", "<p>One.</p>")]
    [InlineData("<DataContent><body><body.head><hedline><hl1>H</hl1></hedline></body.head><body.content><p>One.</p></body.content></body></DataContent>", "<p>One.</p>")]
    [InlineData("<DataContent><html xmlns=\"http://www.w3.org/1999/xhtml\"><head><title>T</title><style>p{}</style></head><body><p>One.</p></body></html></DataContent>", "<p>One.</p>")]
    [InlineData("<DataContent><![CDATA[<HTML><BODY><P>One.<BR>Two.</P></BODY></HTML>]]></DataContent>", "<p>One.<br/>Two.</p>")]
    [InlineData("<DataContent>&lt;p&gt;One &amp;amp; two.&lt;/p&gt;</DataContent>", "<p>One &amp; two.</p>")]
    [InlineData("<DataContent>One.\n\nTwo\nlines.</DataContent>", "<p>One.</p><p>Two lines.</p>")]
    [InlineData("<Encoding Notation=\"Base64\"><DataContent>AAAA</DataContent></Encoding>", "")]
    [InlineData("<Encoding Notation=\"None\"><DataContent>One.</DataContent></Encoding>", "<p>One.</p>")]
    public void Text_is_told_by_looking_at_it(string content, string body) => Assert.Equal(body, Item(With(component: $"<ContentItem>{content}</ContentItem>")).Content.Body.Markup);

    private static string Part(string role, string text) => $"<NewsComponent><Role FormalName=\"{role}\"/><ContentItem><DataContent><p>{text}</p></DataContent></ContentItem></NewsComponent>";

    [Fact]
    public void The_story_is_the_best_text_by_role()
    {
        Assert.Equal("<p>The story.</p>", Item(With(component: Part("Abstract", "A summary that is much longer than the story.") + Part("Body", "The story.") + Part("Contact", "Ann"))).Content.Body.Markup);
        Assert.Equal("<p>The story.</p>", Item(With(component: Part("TweetText", "Tweet!") + Part("Main", "The story."))).Content.Body.Markup);
        Assert.Equal("<p>Only this.</p>", Item(With(component: Part("Summary", "Only this."))).Content.Body.Markup);
    }

    [Theory]
    [InlineData("<HeadLine/>", "<NewsLines><HeadLine>Inner</HeadLine></NewsLines>", "Inner")]
    [InlineData("<HeadLine>Outer</HeadLine>", "", "Outer")]
    [InlineData("<HeadLine>Outer</HeadLine>", "<NewsLines><HeadLine>Inner</HeadLine></NewsLines>", "Inner")]
    [InlineData("<HeadLine> Peace &amp;amp; quiet&lt;br/&gt;at last </HeadLine>", "", "Peace & quiet at last")]
    [InlineData("<HeadLine>a &lt; b</HeadLine>", "", "a < b")]
    public void The_nearest_line_speaks(string outer, string inner, string headline) =>
        Assert.Equal(headline, Item(With(lines: outer, component: $"<NewsComponent>{inner}<ContentItem><DataContent><p>Text.</p></DataContent></ContentItem></NewsComponent>")).Content.Headline?.Text);

    [Fact]
    public void Thousands_of_components_cost_no_more_than_their_number()
    {
        var many = string.Concat(Enumerable.Range(0, 30_000).Select(i => $"<NewsComponent><Comment>Comment {i}</Comment><NewsLines><KeywordLine>k{i}</KeywordLine></NewsLines></NewsComponent>"));
        Assert.Equal("<p>The story.</p>", Item(With(component: many + Part("Body", "The story."))).Content.Body.Markup);
    }

    [Fact]
    public void A_translation_is_an_item_of_its_own()
    {
        var items = Read(With(root: "xml:lang=\"en\"", component: $"<NewsComponent xml:lang=\"en\">{Part("Body", "The story.")}</NewsComponent><NewsComponent xml:lang=\"fr\"><NewsLines><HeadLine>Titre</HeadLine></NewsLines>{Part("Body", "Le récit, qui est plus long.")}</NewsComponent>"));
        Assert.Equal(["en", "fr"], items.Select(i => i.Item!.Content.Language?.Tag));
        Assert.Equal(["urn:newsml:np.example:20260824:x1:2", "urn:newsml:np.example:20260824:x1:2#fr"], items.Select(i => i.Item!.Guid));
        Assert.Equal(new ItemLink(LinkKind.TranslatedFrom, "urn:newsml:np.example:20260824:x1"), Assert.Single(items[1].Item!.Links));
        Assert.Equal("Titre", items[1].Item!.Content.Headline?.Text);
    }

    [Theory]
    [InlineData("<SlugLine>S</SlugLine><KeywordLine>K</KeywordLine>", null, "S")]
    [InlineData("<KeywordLine>K</KeywordLine>", "anp", "K")]
    [InlineData("<KeywordLine>K, L</KeywordLine>", "businesswire", null)]
    public void The_slugline_is_where_the_agency_puts_it(string lines, string? dialect, string? slugline) =>
        Assert.Equal(slugline, Item(With(lines: lines), new ReadOptions { Dialect = dialect }).Content.Slugline?.Text);
}
