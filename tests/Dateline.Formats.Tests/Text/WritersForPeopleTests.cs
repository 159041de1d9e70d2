using System.Text;
using CsCheck;
using Dateline.Formats.MailBody;
using Dateline.News;

namespace Dateline.Formats.Tests.Text;

/// <summary>Plain text, HTML, Markdown, mail and IPTC 7901: formats with few fields or none, in which what matters is said in words.</summary>
public sealed class WritersForPeopleTests
{
    private static readonly string[] Names = ["text", "html", "markdown", "mail", "iptc7901", "iptc7901-latin1"];

    public static TheoryData<string> Writers => [.. Names];

    private static readonly NewsItem Story = new()
    {
        Guid = "urn:newsml:np.example:20260824:kessel",
        Version = "3",
        VersionCreated = Instant.From(new DateTimeOffset(2026, 8, 24, 14, 30, 0, TimeSpan.Zero)),
        Provider = new("np", "Northern Press"),
        Embargo = Embargo.At(Instant.From(new DateTimeOffset(2026, 8, 24, 19, 0, 0, TimeSpan.Zero))),
        Signals = [new(SignalKind.Correction, "sig:correction")],
        Notices = [new(NoticeKind.Correction, "An earlier version gave the wrong length of the talks.", Instant.From(new DateTimeOffset(2026, 8, 24, 14, 0, 0, TimeSpan.Zero)))],
        Content = new()
        {
            Language = Language.From("en"),
            Headline = Headline.From("President in Kessel for talks — “two hours”"),
            Slugline = Slugline.From("KESSEL-TALKS"),
            TakeKey = "2nd Writethru",
            Dek = "He came by night train.",
            Bylines = [new("Mara Lindqvist"), new("Pavel Dvorin")],
            Placeline = Placeline.From("KESSEL, Aug. 24 (NP)"),
            Urgency = Urgency.From(2),
            Subjects = [new("medtop:11000000", "politics and government")],
            Body = Html("<p>The president met <strong>Ms. Müller</strong> for two hours on Monday, in a school whose windows had been boarded up since the spring; <a href=\"https://np.example/a\">the school</a> had been told nothing.</p>"
                + "<h2>What was said</h2><ul><li>Trains will run.</li><li>Prices *may* rise_1.</li></ul><blockquote><p>“It is a beginning.”</p></blockquote>"
                + "<table><tbody><tr><th>Side</th><th>People</th></tr><tr><td>Mirania</td><td>4</td></tr><tr><td>Orsenia</td><td>12</td></tr></tbody></table><pre>A    1\n* * * *\nB   22</pre>"),
            EdNote = "Corrects the length of the talks.",
            StaffNote = "Source's number: 555 0101",
            WithFilesFrom = [new("Ilse Brandt", "Lindmar")],
            Rights = new() { Notice = "© 2026 Northern Press", NoWeb = true },
            Pictures = [new() { Guid = "p1", Caption = "At the table.", Credit = "NP / Dvorin", Alt = "Two people", Renditions = [new("https://media.np.example/k.jpg", "web", "image/jpeg", 1600, 1067)] }],
        },
    };

    [Theory]
    [MemberData(nameof(Writers))]
    public void A_story_is_written_in_full(string name)
    {
        var written = WireFormats.Writer(name)!.Write(Story, WriteOptions.Default);
        Golden.Matches($"tests/Corpus/for-people/story.{name}.expected.txt", written.Bytes.Span);
        Assert.All(written.Notes, n => Assert.True(n.Code == NoteCodes.CannotSay && n.Position.Pointer is not null));
        Assert.DoesNotContain("555 0101", Words(name, Story));
    }

    [Theory]
    [MemberData(nameof(Writers))]
    public void A_pull_quote_and_a_picture_in_the_text_are_there_or_said_to_be_lost(string name)
    {
        var body = Html("<p>One.</p><blockquote class=\"pullquote\"><p>Two stays.</p></blockquote><figure data-ref=\"p1\"></figure><p>Three.</p>");
        var written = WireFormats.Writer(name)!.Write(Story with { Content = Story.Content with { Body = body } }, WriteOptions.Default);
        var words = Encoding.UTF8.GetString(written.Bytes.Span);
        Assert.Contains("Two stays.", words, StringComparison.Ordinal);
        Assert.Contains("At the table.", words, StringComparison.Ordinal);
        var lost = written.Notes.Select(n => n.Position.Pointer!).Where(p => p is "/pull-quotes" or "/where-pictures-stand-in-the-text").ToList();
        if (name is "html" or "mail") Assert.Empty(lost);
        else Assert.Equal(["/pull-quotes", "/where-pictures-stand-in-the-text"], lost);
        if (name == "html") Assert.True(words.IndexOf("Two stays.", StringComparison.Ordinal) < words.IndexOf("<img", StringComparison.Ordinal) && words.IndexOf("<img", StringComparison.Ordinal) < words.IndexOf("Three.", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("rss")]
    [InlineData("atom")]
    [InlineData("json-feed")]
    public void In_a_feed_the_text_keeps_its_dateline_where_a_picture_stands_in_it(string name)
    {
        var body = Html("<figure data-ref=\"p1\"></figure><p>One.</p><blockquote class=\"pullquote\"><p>Two.</p></blockquote>");
        var written = Encoding.UTF8.GetString(WireFormats.Writer(name)!.Write(Story with { Signals = [], Embargo = Embargo.None, Content = Story.Content with { Body = body, Rights = Rights.None } }, WriteOptions.Default).Bytes.Span);
        Assert.Contains("KESSEL, Aug. 24 (NP) — One.", written, StringComparison.Ordinal);
        Assert.Contains("k.jpg", written, StringComparison.Ordinal);
        Assert.Contains("pullquote", written, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Writers))]
    public void What_restricts_use_is_said_before_the_text(string name)
    {
        foreach (var (item, words) in new[]
        {
            (Story, name.StartsWith("iptc") ? "EMBARGOED UNTIL 2026-08-24T19:00:00Z" : "Not for use before 24 August 2026, 19:00 UTC."),
            (Story with { Embargo = Embargo.FurtherNotice }, "further notice"),
            (Story with { Status = PubStatus.Withheld }, "HOLD"),
            (Story with { IsAdvisory = true }, "ADVISORY"),
            (Story, "CORRECTION"),
        })
        {
            var written = Words(name, item);
            Assert.InRange(written.IndexOf(words, StringComparison.Ordinal), 0, written.IndexOf("The president met", StringComparison.Ordinal));
        }
    }

    [Theory]
    [MemberData(nameof(Writers))]
    public void A_kill_says_so_and_repeats_nothing(string name)
    {
        var written = Words(name, Story with { Status = PubStatus.Canceled, Content = Story.Content with { EdNote = "Mandatory kill." } });
        Assert.Contains("KILL", written);
        foreach (var word in new[] { "President in", "night train", "Lindqvist", "The president met", "At the table", "wrong length" }) Assert.DoesNotContain(word, written);
        // A desk on a text wire knows a story by its slugline alone.
        Assert.Equal(name.StartsWith("iptc"), written.Contains("KESSEL-TALKS"));
    }

    [Fact]
    public void A_subject_says_once_what_a_mail_is_and_names_what_is_killed_by_its_slugline()
    {
        var corrected = Story with { Embargo = default };
        Assert.Equal("CORRECTION: " + Story.Content.Headline!.Text, StoryMail.Of(corrected, WriteOptions.Default).Subject);
        Assert.Equal("KILL: KESSEL-TALKS", StoryMail.Of(corrected with { Status = PubStatus.Canceled, Signals = [] }, WriteOptions.Default).Subject);
    }

    [Theory]
    [MemberData(nameof(Writers))]
    public void When_it_was_made_is_said_to_the_second_and_what_restricts_use_is_not_cut(string name)
    {
        var made = Story.VersionCreated!.Value + TimeSpan.FromMicroseconds(7_654_321);
        var written = Words(name, Story with { VersionCreated = made, Embargo = Embargo.At(made) });
        Assert.Contains("24 August 2026, 14:30:07 UTC", written, StringComparison.Ordinal);
        Assert.Contains(name.StartsWith("iptc") ? "14:30:07.654321Z" : "Not for use before 24 August 2026, 14:30:07.654321 UTC.", written, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Writers))]
    public void Any_item_is_written_the_same_twice(string name) => ItemGen.Any.Sample(item =>
    {
        var writer = WireFormats.Writer(name)!;
        var first = writer.Write(item, WriteOptions.Default);
        return first.Bytes.Span.SequenceEqual(writer.Write(item, WriteOptions.Default).Bytes.Span) && first.Notes.All(n => n.Position != default);
    }, iter: 200);

    [Fact]
    public void A_7901_message_is_read_as_it_was_meant() => ItemGen.Texts.Sample(item =>
    {
        item = item with { Status = PubStatus.Usable, Notices = [], Content = item.Content with { EdNote = null } };
        var read = Assert.Single(WireFormats.Read(WireFormats.Writer("iptc7901-latin1")!.Write(item, WriteOptions.Default).Bytes).Items).Item!;
        Assert.Equal(item.Embargo.UsableFrom, read.Embargo.UsableFrom);
        Assert.Equal(item.IsKill, read.Has(SignalKind.Alarm) && read.Content.TakeKey == "KILL");
        if (!item.IsKill) Assert.Equal(item.Content.Urgency?.Value ?? 4, read.Content.Urgency?.Value);
    }, iter: 500);

    [Fact]
    public void The_story_comes_back_from_7901_with_its_fields()
    {
        var read = Assert.Single(WireFormats.Read(WireFormats.Writer("iptc7901-latin1")!.Write(Story, WriteOptions.Default).Bytes).Items).Item!;
        Assert.Equal("President in Kessel for talks - \"two hours\"", read.Content.Headline?.Text);
        Assert.Equal(["Mara Lindqvist", "Pavel Dvorin"], read.Content.Bylines.Select(b => b.Name));
        Assert.Equal(("KESSEL-TALKS", "2nd Writethru", "KESSEL, Aug. 24 (NP)"), (read.Content.Slugline?.Text, read.Content.TakeKey, read.Content.Placeline?.Text));
        Assert.Equal(Story.Embargo, read.Embargo);
        Assert.Equal(Story.VersionCreated, read.VersionCreated);
        Assert.True(read.Content.Preformatted);
        Assert.Contains("Ms. Müller", read.Content.Body.PlainText);
        Assert.Contains("urn:newsml:np.example:20260824:kessel, version 3", read.Content.StaffNote);
        Assert.DoesNotContain("urn:newsml", read.Content.Body.PlainText);
    }

    [Theory]
    [InlineData("iptc7901", 0x7E)]
    [InlineData("iptc7901-latin1", 0xFF)]
    public void Nothing_leaves_in_7901_but_what_the_set_has(string name, int highest) => ItemGen.Any.Sample(item =>
    {
        var bytes = WireFormats.Writer(name)!.Write(item, WriteOptions.Default).Bytes.ToArray();
        Assert.Equal((1, 4), (bytes[0], bytes[^1]));
        foreach (var b in bytes.AsSpan(1, bytes.Length - 2)) Assert.True(b is 2 or 3 or 13 or 10 || b >= 0x20 && b <= highest && b is < 0x7F or > 0x9F, $"0x{b:X2}");
        Assert.DoesNotContain(Encoding.Latin1.GetString(bytes).Split("\r\n"), l => l.Contains('\n'));
    }, iter: 300);

    [Fact]
    public void A_letter_keeps_what_seven_bits_can_hold()
    {
        var written = WireFormats.Writer("iptc7901")!.Write(Story with { Content = Story.Content with { Placeline = null, Body = StoryHtml.FromParagraphs(["Zürich, Łódź, Île, Straße – „ja“ … 3½ % 日本"]) } }, WriteOptions.Default);
        Assert.Contains("Zuerich, Lodz, Ile, Strasse - \"ja\" ... 3 1/2 % ??", Encoding.ASCII.GetString(written.Bytes.Span));
        Assert.Contains(written.Notes, n => n.Text == "日本");
    }

    [Fact]
    public void The_HTML_of_a_mail_has_at_most_100_KB_and_says_where_it_was_cut()
    {
        var item = Story with { Content = Story.Content with { Body = StoryHtml.FromParagraphs(Enumerable.Range(0, 3000).Select(n => $"Paragraph {n} of a very long story indeed, with ü.")) } };
        var mail = StoryMail.Of(item, WriteOptions.Default);
        Assert.InRange(Encoding.UTF8.GetByteCount(mail.Html), 80_000, StoryMail.MaxHtml);
        Assert.Contains("The text goes on", mail.Html);
        Assert.Contains("Paragraph 2999", mail.Text);
        Assert.Contains(mail.Notes, n => n.Message.Contains("cut"));
        Assert.DoesNotContain('\n', mail.Subject);
        Assert.StartsWith("EMBARGO: CORRECTION: ", mail.Subject);
    }

    [Fact]
    public void Words_stay_words_in_HTML_and_Markdown()
    {
        var item = Story with { Content = Story.Content with { Placeline = null, Headline = Headline.From("<script>x</script> & *stars* [a](b)"), Body = StoryHtml.FromParagraphs(["1. not a list", "# no heading", "<b>"]) } };
        Assert.DoesNotContain("<script", Words("html", item));
        Assert.Contains("\\<script\\>x\\</script\\> \\& \\*stars\\* \\[a\\](b)", Words("markdown", item));
        Assert.Contains("1\\. not a list\n\n\\# no heading\n\n\\<b\\>", Words("markdown", item));
    }

    private static string Words(string name, NewsItem item)
    {
        var bytes = WireFormats.Writer(name)!.Write(item, WriteOptions.Default).Bytes;
        if (name == "mail") return StoryMail.Of(item, WriteOptions.Default).Html;
        return Encoding.Latin1.GetString(bytes.Span);
    }

    private static StoryHtml Html(string markup) => StoryHtml.TryRead(markup, out var html) ? html : throw new ArgumentException("Not canonical.", nameof(markup));
}
