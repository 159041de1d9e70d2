using Dateline.News;

namespace Dateline.Formats.Tests.NewsMlG2;

/// <summary>One line for each way in which feeds depart from the standard, and what is made of it.</summary>
public sealed class NewsMlG2OdditiesTests
{
    private static readonly TimeZoneInfo Copenhagen = TimeZoneInfo.FindSystemTimeZoneById("Europe/Copenhagen");

    [Theory]
    [InlineData("<pubStatus qcode=\"stat:usable\"/>", PubStatus.Usable)]
    [InlineData("", PubStatus.Usable)]
    [InlineData("<pubStatus qcode=\" stat:withheld \"/>", PubStatus.Withheld)]
    [InlineData("<pubStatus qcode=\"stat:canceled\"/>", PubStatus.Canceled)]
    [InlineData("<pubStatus qcode=\"eastwire:Cancelled\"/>", PubStatus.Canceled)]
    [InlineData("<pubStatus uri=\"http://cv.iptc.org/newscodes/pubstatusg2/canceled\"/>", PubStatus.Canceled)]
    [InlineData("<pubStatus qcode=\"stat:usable\"/><pubStatus qcode=\"stat:withheld\"/>", PubStatus.Withheld)]
    public void The_most_restrictive_status_holds(string meta, PubStatus status) => Assert.Equal(status, Sample.Item(Sample.With(meta)).Status);

    [Theory]
    [InlineData("<pubStatus qcode=\"stat:draft\"/>")]
    [InlineData("<pubStatus/>")]
    [InlineData("<pubStatus qcode=\"stat:usable\"/><pubStatus qcode=\"stat:unheard\"/>")]
    public void An_unknown_status_is_never_usable(string meta)
    {
        var item = Assert.Single(Sample.Read(Sample.With(meta)).Items);
        Assert.Null(item.Item);
        Assert.Equal(FailureCodes.UnknownStatus, item.Failure?.Code);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    public void An_item_without_guid_is_refused(string guid)
    {
        var item = Assert.Single(Sample.Read(Sample.With().Replace("urn:x:1", guid, StringComparison.Ordinal)).Items);
        Assert.Equal(FailureCodes.MissingGuid, item.Failure?.Code);
    }

    [Theory]
    [InlineData("2026-08-25T06:00:00Z", "2026-08-25T06:00:00Z")]
    [InlineData(" 2026-08-25T08:00:00+0200 ", "2026-08-25T06:00:00Z")]
    [InlineData("20260825T060000Z", "2026-08-25T06:00:00Z")]
    [InlineData("2026-08-25 06:00:00.5 Z", "2026-08-25T06:00:00.500000Z")]
    [InlineData("", "until further notice")]
    [InlineData("soon", "until further notice")]
    [InlineData("0001-01-01T00:00:00Z", "until further notice")]
    [InlineData("2026-08-25", "until further notice")]
    [InlineData("2026-08-25Z", "until further notice")]
    [InlineData("2026-08-25T06:00:00", "until further notice")]
    [InlineData("2026-02-30T06:00:00Z", "until further notice")]
    public void An_embargo_that_is_not_a_moment_holds_until_further_notice(string stated, string embargo)
    {
        var result = Assert.Single(Sample.Read(Sample.With($"<embargoed>{stated}</embargoed>")).Items);
        Assert.Equal(embargo, result.Item!.Embargo.ToString());
        Assert.Equal(embargo.StartsWith("until", StringComparison.Ordinal), result.Item.Embargo.Ambiguous);
        Assert.Equal(result.Item.Embargo.Ambiguous, result.Notes.Any(n => n.Code == NoteCodes.EmbargoAmbiguous));
    }

    [Theory]
    [InlineData(false, "2026-08-25T06:00:00", "until further notice")]
    [InlineData(true, "2026-08-25T06:00:00", "2026-08-25T04:00:00Z")]
    [InlineData(true, "2026-10-25T02:30:00", "2026-10-25T01:30:00Z")] // shown twice that night: the later
    [InlineData(true, "2026-08-25", "until further notice")]
    public void A_zone_applies_to_embargoes_only_where_the_source_opted_in(bool optedIn, string stated, string embargo)
    {
        var options = new ReadOptions { DefaultZone = Copenhagen, ZoneAppliesToEmbargo = optedIn };
        Assert.Equal(embargo, Sample.Item(Sample.With($"<embargoed>{stated}</embargoed>"), options).Embargo.ToString());
    }

    [Fact]
    public void Of_two_embargoes_the_tighter_holds() =>
        Assert.True(Sample.Item(Sample.With("<embargoed/><embargoed>2026-08-25T06:00:00Z</embargoed>")).Embargo.UntilFurtherNotice);

    [Theory]
    [InlineData("edStat:N", SignalKind.New)]
    [InlineData("edStat:U", SignalKind.Update)]
    [InlineData("edStat:C", SignalKind.Correction)]
    [InlineData("edStat:D", SignalKind.Kill)]
    [InlineData("sig:correction", SignalKind.Correction)]
    [InlineData("sig:update", SignalKind.Update)]
    [InlineData("other:D", SignalKind.Other)]
    [InlineData("tt_sig:replace", SignalKind.Update)]
    public void Signals_mean_what_the_agency_means(string code, SignalKind kind)
    {
        Assert.Equal(new Signal(kind, code), Assert.Single(Sample.Item(Sample.With($"<signal qcode=\"{code}\"/>")).Signals));
        Assert.Equal(kind, Assert.Single(Sample.Item(Sample.With($"<signal literal=\"{code}\"/>")).Signals).Kind);
    }

    [Theory]
    [InlineData("<role qcode=\"np:advisory\"/>", "")]
    [InlineData("<service qcode=\"np:x\"><name>News Advisory</name></service>", "")]
    [InlineData("<signal qcode=\"np:advisory\"/>", "")]
    [InlineData("", "<genre qcode=\"genre:Advisory\"/>")]
    [InlineData("", "<genre literal=\"x\"><name>Advisory</name></genre>")]
    public void What_speaks_to_editors_is_an_advisory(string meta, string content) => Assert.True(Sample.Item(Sample.With(meta, content)).IsAdvisory);

    [Theory]
    [InlineData("Storm kills two", "STORM", false)]
    [InlineData("Skill wins", "SKILL", false)]
    [InlineData("THEY KILL FOR OIL", "OIL", false)]
    [InlineData("KILL: Mine rescue", "MINE", true)]
    [InlineData("Mine rescue WITHDRAWN", "MINE", true)]
    [InlineData("Mine rescue", "MINE-KILL", true)]
    [InlineData("MANDATORY KILL", "MINE", true)]
    public void Words_of_a_kill_ring_and_never_act(string headline, string slugline, bool rings)
    {
        var item = Sample.Item(Sample.With("", $"<slugline>{slugline}</slugline><headline>{headline}</headline>"));
        Assert.Equal(rings, item.Has(SignalKind.Alarm));
        Assert.False(item.IsKill);
    }

    [Theory]
    [InlineData("<edNote>2nd Writethru. UPDATES with quotes.</edNote>", "", "2nd Writethru")]
    [InlineData("", "<slugline>BC-Talks, 1st Ld-Writethru</slugline>", "1st Ld-Writethru")]
    [InlineData("", "<slugline>TALKS/ (UPDATE 1)</slugline>", "UPDATE 1")]
    [InlineData("<edNote>2e version.</edNote>", "", "2e version")]
    [InlineData("<edNote>UPDATES with 2nd Lead figures.</edNote>", "<slugline>TALKS</slugline>", null)]
    public void Take_keys_are_heard_in_words(string meta, string content, string? key) => Assert.Equal(key, Sample.Item(Sample.With(meta, content)).Content.TakeKey);

    [Theory]
    [InlineData("<by>By Mara Lind and Pavel Dvorin</by>", "Mara Lind|Pavel Dvorin")]
    [InlineData("<by>Par Anne Roy, Luc Petit et Jo Blanc</by>", "Anne Roy|Luc Petit|Jo Blanc")]
    [InlineData("<by>By Mara Lind, Northern Press</by>", "Mara Lind/Northern Press")]
    [InlineData("<creator literal=\"ml\"><name>Mara Lind</name></creator><by>By Mara Lind and Pavel Dvorin</by>", "Mara Lind|Pavel Dvorin")]
    [InlineData("<creator literal=\"ml\"><name>Mara Lind</name></creator>", "Mara Lind")]
    [InlineData("<creator literal=\"ml\"/>", "")]
    public void Bylines_are_whom_readers_see(string content, string bylines) =>
        Assert.Equal(bylines, string.Join('|', Sample.Item(Sample.With("", content)).Content.Bylines.Select(b => b.Title is null ? b.Name : $"{b.Name}/{b.Title}")));

    [Theory]
    [InlineData("NO ONLINE USE", true)]
    [InlineData("Not for web", true)]
    [InlineData("Print only", true)]
    [InlineData("Editorial use only, online included", false)]
    public void Usage_terms_in_words_bind(string terms, bool noWeb) =>
        Assert.Equal(noWeb, Sample.Item(Sample.With().Replace("<itemMeta>", $"<rightsInfo><usageTerms>{terms}</usageTerms></rightsInfo><itemMeta>", StringComparison.Ordinal)).Content.Rights.NoWeb);

    [Theory]
    [InlineData("<inlineData contenttype=\"text/plain\">One.\n\nTwo\nlines.</inlineData>", "<p>One.</p><p>Two lines.</p>")]
    [InlineData("<inlineData contenttype=\"text/plain\">&lt;p&gt;One.&lt;/p&gt;</inlineData>", "<p>One.</p>")]
    [InlineData("<inlineData><![CDATA[<P>One<BR>two</P>]]></inlineData>", "<p>One<br/>two</p>")]
    [InlineData("<inlineXML contenttype=\"x/lies\"><BODY xmlns=\"\"><P>One.</P></BODY></inlineXML>", "<p>One.</p>")]
    [InlineData("<inlineXML><p>One.</p><p>Two.</p></inlineXML>", "<p>One.</p><p>Two.</p>")]
    [InlineData("<inlineXML><html><body><script>x()</script><p>One.</p></body></html></inlineXML>", "<p>One.</p>")]
    [InlineData("<inlineXML><nitf><body><body.content><p>One.</p></body.content></body></nitf></inlineXML>", "<p>One.</p>")]
    [InlineData("<inlineXML><sports-content/></inlineXML>", "")]
    public void Text_is_told_by_looking_at_it(string content, string body) => Assert.Equal(body, Sample.Item(Sample.With("", "", content)).Content.Body.Markup);

    [Theory]
    [InlineData("rel=\"irel:seeAlso\" residref=\"a\"", "", LinkKind.SeeAlso, false)]
    [InlineData("residref=\"a\" contenttype=\"image/jpeg\"", "", LinkKind.Media, true)]
    [InlineData("residref=\"a\"", "<itemClass qcode=\"ninat:picture\"/>", LinkKind.Media, true)]
    [InlineData("residref=\"a\" contenttype=\"video/mp4\"", "", LinkKind.Media, false)]
    [InlineData("rel=\"np:photo\" residref=\"a\"", "", LinkKind.Media, true)]
    [InlineData("rel=\"irel:derivedFrom\" residref=\"a\" contenttype=\"image/jpeg\"", "", LinkKind.DerivedFrom, false)]
    [InlineData("rel=\"irel:previousVersion\" guidref=\"a\"", "", LinkKind.Replaces, false)]
    [InlineData("reluri=\"http://cv.iptc.org/newscodes/itemrelation/translatedFrom\" residref=\"a\"", "", LinkKind.TranslatedFrom, false)]
    public void Links_say_how_items_relate(string attributes, string hints, LinkKind kind, bool isPicture)
    {
        var item = Sample.Item(Sample.With($"<link {attributes}>{hints}</link>"));
        Assert.Equal(kind, Assert.Single(item.Links).Kind);
        Assert.Equal("a", item.Links[0].Guid);
        Assert.Equal(isPicture ? 1 : 0, item.Content.Pictures.Count);
    }
}
