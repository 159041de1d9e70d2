using System.Text;
using Dateline.News;

namespace Dateline.Formats.Tests.Mail;

public sealed class MailReaderTests
{
    private const string Header = "From: Ilse Brandt <ilse@ferries.example>\r\nTo: newsroom@np.example\r\nSubject: Ferries leave earlier\r\nDate: Mon, 24 Aug 2026 10:00:00 +0200\r\nMessage-ID: <1@ferries.example>\r\n";

    [Fact]
    public void A_mail_is_read_in_full()
    {
        var read = Read(Header + "In-Reply-To: <0@np.example>\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nPORT CLARE (NP) - The ferries leave\r\nearlier.\r\n\r\nIt is the tide.\r\n");
        var item = read.Item!;
        Assert.Equal("<1@ferries.example>", item.Guid);
        Assert.Equal("Ferries leave earlier", item.Content.Headline?.Text);
        Assert.Equal(new Provider("ilse@ferries.example", "Ilse Brandt"), item.Provider);
        Assert.Equal([new Byline("Ilse Brandt")], item.Content.Bylines);
        Assert.Equal("2026-08-24T08:00:00Z", item.FirstCreated.ToString());
        Assert.Equal([new ItemLink(LinkKind.EvolvedFrom, "<0@np.example>", Rel: "in-reply-to")], item.Links);
        Assert.Equal("<p>PORT CLARE (NP) - The ferries leave earlier.</p><p>It is the tide.</p>", item.Content.Body.Markup);
        Assert.Equal("PORT CLARE (NP)", item.Content.Placeline?.Text);
        Assert.Empty(read.Notes);
    }

    [Fact]
    public void A_line_break_in_the_subject_is_refused() =>
        Assert.Equal(FailureCodes.ControlCharacter, Read(Header.Replace("Ferries leave earlier", "=?utf-8?Q?Ferries=0D=0ABcc:_all@np.example?=") + "\r\nx\r\n").Failure?.Code);

    [Fact]
    public void A_header_past_64_KB_is_refused() =>
        Assert.Equal(FailureCodes.HeaderTooLarge, WireFormats.Read(Encoding.ASCII.GetBytes(Header + "X-Long: " + new string('a', 70_000) + "\r\n\r\nx")).Failure?.Code);

    [Fact]
    public void Five_hundred_levels_of_parts_are_refused()
    {
        var deep = new StringBuilder(Header + "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b0\r\n\r\n");
        for (var level = 0; level < 500; level++) deep.Append($"--b{level}\r\nContent-Type: multipart/mixed; boundary=b{level + 1}\r\n\r\n");
        Assert.Equal(FailureCodes.Depth, Read(deep.ToString()).Failure?.Code);
    }

    [Fact]
    public void A_hundred_thousand_parts_are_refused()
    {
        var wide = new StringBuilder(Header + "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n");
        for (var part = 0; part < 100_000; part++) wide.Append("--b\r\n\r\nx\r\n");
        Assert.Equal(FailureCodes.PartLimit, WireFormats.Read(Encoding.ASCII.GetBytes(wide.ToString())).Failure?.Code);
    }

    [Theory]
    [InlineData("Auto-Submitted: auto-replied\r\n", true)]
    [InlineData("Auto-Submitted: no\r\n", false)]
    [InlineData("X-Autoreply: yes\r\n", true)]
    [InlineData("Precedence: auto_reply\r\n", true)]
    [InlineData("Precedence: bulk\r\n", false)]
    public void An_automatic_answer_is_told_and_never_public(string header, bool isAutomatic)
    {
        var read = Read(Header + header + "\r\nI am away.\r\n");
        Assert.Equal(isAutomatic, read.Item!.IsAdvisory);
        Assert.Equal(isAutomatic, read.Notes.Any(n => n.Code == NoteCodes.AutoReply && n.Position.Line == 6));
    }

    [Fact]
    public void What_acts_in_HTML_is_gone_and_said_so()
    {
        var read = Read(Header + "Content-Type: text/html\r\n\r\n<p onclick=x()>a</p><script>b</script><iframe src=c></iframe>");
        Assert.Equal("<p>a</p>", read.Item!.Content.Body.Markup);
        Assert.Contains(read.Notes, n => n.Code == NoteCodes.ActiveContentRemoved);
    }

    [Fact]
    public void A_file_name_is_a_name_and_no_path()
    {
        var read = Read(Header + "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; filename=\"../../etc/a.pdf\"\r\n\r\nx\r\n--b--\r\n");
        Assert.Equal("a.pdf", Assert.Single(read.Item!.Links).Title);
    }

    [Theory]
    [InlineData("Hello: world\r\nThis: is no mail\r\n\r\n")]
    [InlineData("Subject: only\r\n\r\nwords")]
    [InlineData("Note: this\r\nDate: today\r\nSubject: a list\r\n\r\n")]
    [InlineData(" From: a@b.example\r\nDate: x\r\nSubject: y\r\n\r\n")]
    public void Other_text_stays_unknown(string text) => Assert.Equal(FailureCodes.UnknownFormat, WireFormats.Read(Encoding.UTF8.GetBytes(text)).Failure?.Code);

    private static ReadItem Read(string mail) => Assert.Single(WireFormats.Read(Encoding.UTF8.GetBytes(mail)).Items);
}
