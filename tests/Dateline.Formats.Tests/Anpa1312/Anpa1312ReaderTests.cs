using System.Text;
using Dateline.News;

namespace Dateline.Formats.Tests.Anpa1312;

public sealed class Anpa1312ReaderTests
{
    private const string Story =
        "\u0016\u0016\u0001a1049\u001Fczc-\r\nr i\u0013BC-XX--Kessel-Talks, 1st Ld-Writethru    08-24 0512\r\n\u0002^BC-XX--Kessel-Talks, 1st Ld-Writethru,0512<\r\n"
        + "^Miranian president makes surprise visit to Kessel<\r\n^Eds: Updates with end of talks.<\r\n^By MARA LINDQVIST<\r\n^Associated Press=\r\n"
        + "\tKESSEL, Mirania (AP) _ The president arrived.\r\n\t``Like anybody else,'' she said.\r\n\u0003AP-NY-08-24-26 1430GMT\r\n\u0004";

    [Fact]
    public void A_message_is_read_in_full()
    {
        var read = Read(Story);
        var (item, content) = (read.Item!, read.Item!.Content);
        Assert.Equal("urn:x-dateline:derived:anpa1312:ap:a1049:20260824", item.Guid);
        Assert.Equal("2026-08-24T14:30:00Z", item.VersionCreated.ToString());
        Assert.Equal([new Signal(SignalKind.Update, "1st Ld-Writethru")], item.Signals);
        Assert.Equal("Miranian president makes surprise visit to Kessel", content.Headline?.Text);
        Assert.Equal(("BC-XX--Kessel-Talks", "1st Ld-Writethru"), (content.Slugline?.Text, content.TakeKey));
        Assert.Equal([new Byline("MARA LINDQVIST", "Associated Press")], content.Bylines);
        Assert.Equal("KESSEL, Mirania (AP)", content.Placeline?.Text);
        Assert.Equal("Eds: Updates with end of talks.", content.EdNote);
        Assert.Equal(6, content.Urgency?.Value);
        Assert.Equal([new Concept("anpacat:i", "international general news")], content.Subjects);
        Assert.Equal("<p>KESSEL, Mirania (AP) — The president arrived.</p><p>“Like anybody else,” she said.</p>", content.Body.Markup);
        Assert.Equal([NoteCodes.GuidDerived], read.Notes.Select(n => n.Code));
    }

    [Theory]
    [InlineData('f', 1)]
    [InlineData('u', 2)]
    [InlineData('b', 3)]
    [InlineData('r', 6)]
    [InlineData('d', 6)]
    public void The_letter_of_the_priority_is_the_urgency(char letter, int urgency) => Assert.Equal(urgency, Read(Story.Replace("\nr i", $"\n{letter} i")).Item!.Content.Urgency?.Value);

    [Fact]
    public void Kyodo_stamps_in_the_time_of_Japan()
    {
        var kyodo = Story.Replace("\u0016\u0016", "").Replace("AP-NY-08-24-26 1430GMT", "21:37-08-24-26").Replace("KESSEL, Mirania (AP) _", "TOKYO, Aug. 24, Kyodo -").Replace("Associated Press", "Kyodo News");
        var read = Read(kyodo);
        Assert.Equal("2026-08-24T12:37:00Z", read.Item!.VersionCreated.ToString());
        Assert.Equal(("Kyodo", "TOKYO, Aug. 24, Kyodo"), (read.Item.Provider?.Name, read.Item.Content.Placeline?.Text));
        Assert.DoesNotContain(read.Notes, n => n.Code == NoteCodes.ZoneAssumed);
    }

    [Theory]
    [InlineData("rose 3{ points", "rose 3½ points")]
    [InlineData("48 3/8 on", "48⅜ on")]
    [InlineData("on 3/8 they", "on 3/8 they")]
    [InlineData("12 24/8 on", "12 24/8 on")]
    [InlineData("the end _ of it", "the end — of it")]
    [InlineData("data_desk@np.example", "data_desk@np.example")]
    [InlineData("one\u0010two", "one two")]
    [InlineData("a `b' c", "a ‘b' c")]
    public void Characters_are_those_that_a_typesetter_prints(string sent, string printed) =>
        Assert.Contains(printed, Read(Story.Replace("The president arrived.", sent)).Item!.Content.Body.PlainText);

    [Fact]
    public void The_rows_of_a_table_keep_their_columns()
    {
        var item = Read(Story.Replace("\t``Like anybody else,'' she said.\r\n", "\bClub\u001EW\u001EPct<\r\n\bKessel\u001E10\u001E.833<\r\n")).Item!;
        Assert.True(item.Content.Preformatted);
        Assert.Contains("<pre>Club      W    Pct\nKessel   10   .833</pre>", item.Content.Body.Markup);
    }

    [Theory]
    [InlineData("a1049\nhello there\n")]
    [InlineData("a1049 is a road\n^up<\n")]
    [InlineData("\u0001hello")]
    public void Other_text_stays_unknown(string text) => Assert.Equal(FailureCodes.UnknownFormat, WireFormats.Read(Encoding.UTF8.GetBytes(text)).Failure?.Code);

    private static ReadItem Read(string text) => Assert.Single(WireFormats.Read(Encoding.Latin1.GetBytes(text)).Items);
}
