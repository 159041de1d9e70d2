using System.Text;
using Dateline.News;

namespace Dateline.Formats.Tests.Iptc7901;

public sealed class Iptc7901ReaderTests
{
    private const string Story =
        "\u0001dpasv0431 3 pol 301  dpa 0431\r\nMirania/Talks/\r\n1ST LEAD\r\n\u0002Kessel talks end without agreement =\r\nBy Mara Lindqvist and Pavel Dvorin, dpa =\r\n"
        + "    Kessel (dpa) - Talks between Mirania and Orsenia ended on Monday\nwithout an agreement, both sides said.\r\n    They go on next week.\r\n"
        + "The following information is not for publication\r\nAuthor: +000 555 0101\r\n\u0003241712 Aug 26\r\n\u0004";

    [Fact]
    public void A_message_is_read_in_full()
    {
        var read = Read(Story);
        var item = read.Item!;
        var content = item.Content;
        Assert.Equal("urn:x-dateline:derived:iptc7901:dpasv:0431:20260824", item.Guid);
        Assert.Equal("2026-08-24T17:12:00Z", item.VersionCreated.ToString());
        Assert.Equal("dpa", item.Provider?.Name);
        Assert.Equal([new Signal(SignalKind.Update, "1ST LEAD")], item.Signals);
        Assert.Equal("Kessel talks end without agreement", content.Headline?.Text);
        Assert.Equal("Mirania/Talks", content.Slugline?.Text);
        Assert.Equal("1ST LEAD", content.TakeKey);
        Assert.Equal([new Byline("Mara Lindqvist"), new Byline("Pavel Dvorin", "dpa")], content.Bylines);
        Assert.Equal("Kessel (dpa)", content.Placeline?.Text);
        Assert.Equal(3, content.Urgency?.Value);
        Assert.Equal([new Concept("medtop:11000000", "politics and government")], content.Subjects);
        Assert.Equal("<p>Kessel (dpa) - Talks between Mirania and Orsenia ended on Monday without an agreement, both sides said.</p><p>They go on next week.</p>", content.Body.Markup);
        Assert.Equal("The following information is not for publication\nAuthor: +000 555 0101", content.StaffNote);
        Assert.Null(content.EdNote);
        Assert.Equal([NoteCodes.ZoneAssumed, NoteCodes.GuidDerived], read.Notes.Select(n => n.Code));
        Assert.Equal((11, 2), (read.Notes[0].Position.Line, read.Notes[0].Position.Column));
    }

    [Fact]
    public void What_a_relay_takes_away_is_found_by_the_shape_of_the_lines()
    {
        var whole = Read(Story).Item!;
        var stripped = Read(string.Concat(Story.Where(c => c is '\r' or '\n' || !char.IsControl(c)))).Item!;
        Assert.Equal(whole.Guid, stripped.Guid);
        Assert.Equal(whole.VersionCreated, stripped.VersionCreated);
        Assert.Equal(whole.Content.Headline, stripped.Content.Headline);
        Assert.Equal(whole.Content.Slugline, stripped.Content.Slugline);
        Assert.Equal(whole.Content.TakeKey, stripped.Content.TakeKey);
        Assert.Equal(whole.Content.Bylines, stripped.Content.Bylines);
        Assert.Equal(whole.Content.Body, stripped.Content.Body);
    }

    [Fact]
    public void Whatever_else_happens_a_private_line_never_reaches_the_text()
    {
        // A line is private whichever language says so, and wherever the agency sits.
        foreach (var sentence in new[] { "* * * *", "****", "The following information is not intended for publication", "Die folgenden Informationen sind nicht zur Veröffentlichung bestimmt", "Les informations suivantes ne sont pas destinées à la publication" })
        {
            var item = Read(Story.Replace("The following information is not for publication", sentence)).Item!;
            Assert.DoesNotContain("555", item.Content.Body.Markup);
            Assert.DoesNotContain("555", item.Content.EdNote ?? "");
            Assert.Contains("555", item.Content.StaffNote);
        }
    }

    [Theory]
    [InlineData("1ST LEAD", SignalKind.Update)]
    [InlineData("(Zusammenfassung 1730)", SignalKind.Update)]
    [InlineData("REFILE", SignalKind.Refile)]
    [InlineData("RECTIFICATIF", SignalKind.Correction)]
    [InlineData("Berichtigung", SignalKind.Correction)]
    [InlineData("KILL", SignalKind.Alarm)]
    [InlineData("EXTRA", null)]
    [InlineData("2ND LEAD WITH QUOTES", SignalKind.Update)]
    public void A_take_key_is_a_field_and_means_what_it_says(string line, SignalKind? kind)
    {
        var item = Read(Story.Replace("1ST LEAD", line)).Item!;
        Assert.Equal(line.Trim('(', ')'), item.Content.TakeKey);
        Assert.Equal(kind, item.Signals.Select(s => (SignalKind?)s.Kind).FirstOrDefault());
        Assert.False(item.IsKill);
    }

    [Theory]
    [InlineData("EMBARGOED UNTIL 1900 GMT, 24 August 2026", "2026-08-24T19:00:00Z")]
    [InlineData("Embargo: 2026-08-24T19:00:00+02:00", "2026-08-24T17:00:00Z")]
    [InlineData("Sperrfrist: Montag, 24. August 2026, 19.00 Uhr MESZ", "2026-08-24T17:00:00Z")]
    [InlineData("Not for publication before 7 p.m. EDT, Aug. 24, 2026", "2026-08-24T23:00:00Z")]
    [InlineData("Sperrfrist: Montag, 24. August 2026, 19.00 Uhr", "until further notice")]
    [InlineData("EMBARGO bis Montag", "until further notice")]
    [InlineData("EMBARGOED UNTIL", "until further notice")]
    [InlineData("Embargo on oil ends =", "none")]
    [InlineData("Oil embargo ends =", "none")]
    public void An_embargo_in_words_holds_and_lifts_only_where_it_is_stated_in_full(string line, string expected) =>
        Assert.Equal(expected, Read(Story.Replace("By Mara Lindqvist and Pavel Dvorin, dpa =", line)).Item!.Embargo.ToString());

    [Theory]
    [InlineData("Hello,\nthis is a note from 4 people.\n")]
    [InlineData("KESSEL, Aug. 24 NP - Talks began.\n")]
    [InlineData("Room 12 at 4 pm, bring 30 chairs\nthanks")]
    [InlineData("\u0001\u0002\u0003\u0004")]
    [InlineData("From: a@np.example\n\nnpe0001 4 pol 0100\n")]
    public void Other_text_stays_unknown(string text) => Assert.NotEqual("iptc7901", WireFormats.Read(Encoding.UTF8.GetBytes(text)).Format);

    [Fact]
    public void A_dateline_that_stands_in_the_text_is_not_written_twice()
    {
        var item = Read(Story).Item!;
        foreach (var writer in WireFormats.Writers)
        {
            var written = Encoding.UTF8.GetString(writer.Write(item, WriteOptions.Default).Bytes.Span);
            Assert.False(written.Contains("Kessel (dpa) — Kessel (dpa)") || written.Contains("Kessel (dpa) - Kessel (dpa)"), writer.Name);
        }
    }

    [Fact]
    public void A_source_may_name_its_dialect()
    {
        var bytes = Encoding.Latin1.GetBytes(Story.Replace("dpasv0431", "xyz0431").Replace("dpa", "np"));
        Assert.Equal(new Provider("xyz", null), WireFormats.Read(bytes).Items[0].Item!.Provider);
        Assert.Equal("ats", WireFormats.Read(bytes, new ReadOptions { Dialect = "ats" }).Items[0].Item!.Provider?.Name);
    }

    [Fact]
    public void The_zone_of_the_source_is_that_of_its_time_stamps()
    {
        var read = WireFormats.Read(Encoding.Latin1.GetBytes(Story), new ReadOptions { DefaultZone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin") });
        Assert.Equal("2026-08-24T15:12:00Z", read.Items[0].Item!.VersionCreated.ToString());
    }

    private static ReadItem Read(string text) => Assert.Single(WireFormats.Read(Encoding.Latin1.GetBytes(text)).Items);
}
