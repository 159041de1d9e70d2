using System.Net;
using System.Net.Sockets;
using System.Text;
using Dateline.Delivery.Channels;
using Dateline.Delivery.Channels.Mail;
using Dateline.Formats;
using Dateline.News;
using Dateline.Store.Deliveries;

namespace Dateline.Delivery.Tests;

/// <summary>Releases as mails, against a real mail server: who gets one, who is told that they don't, and what hangs together.</summary>
public sealed class MailTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_787_500_000);

    [Fact]
    public async Task A_photo_is_attached_under_its_name_and_the_text_stays_the_mail()
    {
        await using var relay = await MailServer.Start();
        var photo = new ParcelPhoto("5f2c09aa31d47e60-v3-1.jpg", new byte[] { 0xFF, 0xD8, 0xFF, 0xE0, 0x0D, 0x0A, 0x2E, 0x0D, 0x0A, 0xFF, 0xD9 }, "image/jpeg");
        Assert.Equal(AttemptOutcome.Arrived, (await Channel(relay).Send(Story("desk@ledger.example") with { Photos = [photo] }, CancellationToken.None)).Outcome);
        var mail = Assert.Single(relay.Mails);
        Assert.False(string.IsNullOrEmpty(mail.TextBody));
        var attached = Assert.IsType<MimeKit.MimePart>(Assert.Single(mail.Attachments));
        Assert.NotNull(attached.Content);
        using var bytes = new MemoryStream();
        await attached.Content.DecodeToAsync(bytes);
        Assert.Equal((photo.Name, "image/jpeg", Convert.ToHexString(photo.Bytes.Span)), (attached.FileName, attached.ContentType.MimeType, Convert.ToHexString(bytes.ToArray())));
    }

    [Fact]
    public async Task A_story_is_a_mail_whose_id_is_the_same_in_every_attempt()
    {
        await using var relay = await MailServer.Start();
        var parcel = Story("desk@ledger.example");
        for (var attempt = 1; attempt <= 2; attempt++)
        {
            var result = await Channel(relay).Send(parcel with { Attempt = attempt }, CancellationToken.None);
            Assert.Equal((AttemptOutcome.Arrived, 250), (result.Outcome, result.Status));
            Assert.Contains($"{parcel.Id:N}@northernpress.example", result.Detail, StringComparison.Ordinal);
            Assert.Equal(["desk@ledger.example"], result.TakenBy);
        }
        var mail = relay.Mails[0];
        Assert.Equal([mail.MessageId, $"{parcel.Id:N}@northernpress.example"], relay.Mails.Select(m => m.MessageId));
        Assert.Equal("wire@northernpress.example", mail.Headers["X-Envelope-From"]);
        Assert.Equal("desk@ledger.example", mail.Headers["X-Envelope-To"]);
        Assert.Equal("Premier arrives in Kessel", mail.Subject);
        Assert.Contains("The premier arrived on the morning train.", mail.TextBody, StringComparison.Ordinal);
        Assert.Contains("<p>The premier arrived on the morning train.</p>", mail.HtmlBody, StringComparison.Ordinal);
        Assert.Equal(("auto-generated", "3", "7"), (mail.Headers["Auto-Submitted"], mail.Headers["Dateline-Version"], mail.Headers["Dateline-Sequence"]));
    }

    [Fact]
    public async Task All_that_is_sent_of_a_story_is_one_thread_and_a_kill_is_urgent()
    {
        await using var relay = await MailServer.Start();
        await Channel(relay).Send(Story("desk@ledger.example"), CancellationToken.None);
        await Channel(relay).Send(Story("desk@ledger.example", PubStatus.Canceled) with { Version = 4 }, CancellationToken.None);
        await Channel(relay).Send(Story("desk@ledger.example") with { Guid = "urn:newsml:ledger.example:20260824:OTHER" }, CancellationToken.None);
        var (story, kill, other) = (relay.Mails[0], relay.Mails[1], relay.Mails[2]);
        Assert.Equal(story.References, kill.References);
        Assert.NotEqual(story.References, other.References);
        Assert.NotEqual(story.MessageId, kill.MessageId);
        Assert.StartsWith("KILL", kill.Subject, StringComparison.Ordinal);
        Assert.Equal((MimeKit.MessageImportance.Normal, MimeKit.MessageImportance.High), (story.Importance, kill.Importance));
    }

    [Theory]
    [InlineData("gone", 550)]
    [InlineData("later", 450)]
    public async Task An_address_that_is_refused_keeps_a_kill_from_nobody_and_is_tried_again_alone(string who, int status)
    {
        await using var relay = await MailServer.Start();
        var parcel = Story($"one@ledger.example\",\"{who}@ledger.example\",\"two@ledger.example", PubStatus.Canceled);
        var first = await Channel(relay).Send(parcel, CancellationToken.None);
        Assert.Equal((AttemptOutcome.Refused, status, true), (first.Outcome, first.Status, first.IsOfThisOne));
        Assert.Contains($"{who}@ledger.example with {status}", first.Detail, StringComparison.Ordinal);
        Assert.Equal(["one@ledger.example", "two@ledger.example"], first.TakenBy);
        Assert.Equal("one@ledger.example two@ledger.example", Assert.Single(relay.Mails).Headers["X-Envelope-To"]);

        var again = await Channel(relay).Send(parcel with { Attempt = 2, TakenBy = first.TakenBy }, CancellationToken.None);
        Assert.Equal((AttemptOutcome.Refused, status, false), (again.Outcome, again.Status, again.IsOfThisOne));
        Assert.Single(relay.Mails);

        var mended = await Channel(relay).Send(parcel with { Attempt = 3, TakenBy = first.TakenBy, Options = parcel.Options.Replace(who, "night", StringComparison.Ordinal) }, CancellationToken.None);
        Assert.Equal(AttemptOutcome.Arrived, mended.Outcome);
        Assert.Equal("night@ledger.example", relay.Mails[1].Headers["X-Envelope-To"]);
    }

    [Theory]
    [InlineData("552 5.3.4 too much", 552, true)]
    [InlineData("554 5.7.1 we do not like it", 554, true)]
    [InlineData("451 4.3.0 try again", 451, false)]
    public async Task A_text_that_is_refused_has_not_arrived_and_for_good_only_with_a_5(string answer, int status, bool isOfThisOne)
    {
        await using var relay = await MailServer.Start("--data", answer);
        var result = await Channel(relay).Send(Story("desk@ledger.example"), CancellationToken.None);
        Assert.Equal((AttemptOutcome.Refused, status, isOfThisOne), (result.Outcome, result.Status, result.IsOfThisOne));
        Assert.Contains(answer[10..], result.Answer, StringComparison.Ordinal);
        Assert.Empty(result.TakenBy);
    }

    [Fact]
    public async Task A_mail_larger_than_the_relay_takes_is_not_sent()
    {
        await using var relay = await MailServer.Start("--size", "500");
        var result = await Channel(relay).Send(Story("desk@ledger.example"), CancellationToken.None);
        Assert.Equal((AttemptOutcome.Refused, true), (result.Outcome, result.IsOfThisOne));
        Assert.Contains("too-large", result.Detail, StringComparison.Ordinal);
        Assert.Empty(relay.Mails);
    }

    [Fact]
    public async Task A_mail_that_was_taken_without_an_answer_may_have_arrived()
    {
        await using var relay = await MailServer.Start("--hang");
        using var deadline = new CancellationTokenSource();
        var sending = Channel(relay).Send(Story("desk@ledger.example"), deadline.Token);
        await Eventually(() => relay.Mails.Count == 1);
        await deadline.CancelAsync();
        Assert.Equal(AttemptOutcome.Unknown, (await sending).Outcome);
    }

    [Fact]
    public async Task A_relay_that_says_nothing_is_given_up_when_time_runs_out()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var deadline = new CancellationTokenSource();
        var sending = Channel(((IPEndPoint)listener.LocalEndpoint).Port).Send(Story("desk@ledger.example"), deadline.Token);
        using var accepted = await listener.AcceptSocketAsync();
        await deadline.CancelAsync();
        Assert.Equal(AttemptOutcome.NotConnected, (await sending).Outcome);
    }

    [Fact]
    public async Task A_relay_that_is_down_is_not_connected()
    {
        var result = await Channel(FreePort.Next()).Send(Story("desk@ledger.example"), CancellationToken.None);
        Assert.Equal((AttemptOutcome.NotConnected, false), (result.Outcome, result.IsOfThisOne));
    }

    [Fact]
    public async Task Over_tls_a_pinned_certificate_is_believed_and_another_hears_no_password()
    {
        using var certificate = new OwnCertificate(Now);
        using var other = new OwnCertificate(Now);
        await using var relay = await MailServer.Start("--cert", certificate.Pem, "--login", "us:secret");
        var settings = new MailRelay("127.0.0.1", relay.Port, MailSecurity.StartTls, "wire@northernpress.example") { User = "us", Secret = "secret" };
        Assert.Equal(AttemptOutcome.Arrived, (await Send(settings with { Certificates = [certificate.Fingerprint] })).Outcome);

        foreach (var untrusted in (MailRelay[])[settings, settings with { Certificates = [other.Fingerprint] }])
        {
            var result = await Send(untrusted);
            Assert.Equal(AttemptOutcome.NotConnected, result.Outcome);
            Assert.Contains("certificate-bad", result.Detail, StringComparison.Ordinal);
        }
        var refused = await Send(settings with { Certificates = [certificate.Fingerprint], Secret = "wrong" });
        Assert.Equal(AttemptOutcome.Refused, refused.Outcome);
        Assert.Contains("sign-in-refused", refused.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong", refused.Answer, StringComparison.Ordinal);
        Assert.Single(relay.Mails);
    }

    [Fact]
    public async Task A_relay_without_tls_hears_no_password()
    {
        await using var relay = await MailServer.Start();
        var result = await Send(new MailRelay("127.0.0.1", relay.Port, MailSecurity.StartTls, "wire@northernpress.example") { User = "us", Secret = "secret" });
        Assert.Equal(AttemptOutcome.NotConnected, result.Outcome);
        Assert.Contains("no-security", result.Detail, StringComparison.Ordinal);
        Assert.Empty(relay.Mails);
    }

    [Theory]
    [InlineData("""{"to":["desk@ledger.example","night@ledger.example"]}""", null)]
    [InlineData("""{"to":"desk@ledger.example"}""", null)]
    [InlineData("""{}""", "to")]
    [InlineData("""{"to":[]}""", "to")]
    [InlineData("""{"to":["desk"]}""", "desk")]
    [InlineData("""{"to":["Desk <desk@ledger.example>"]}""", "mail address")]
    [InlineData("""{"to":["a@ledger.example,b@ledger.example"]}""", "mail address")]
    [InlineData("""{"to":["a@ledger.example\r\nBcc: b@ledger.example"]}""", "to")]
    [InlineData("[", "JSON")]
    public void Options_are_checked_before_they_are_kept(string options, string? wrong)
    {
        var refusal = Channel(25).WhyNot(options, null);
        if (wrong is null) Assert.Null(refusal);
        else Assert.Contains(wrong, refusal!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_relay_there_is_no_mail_and_only_mails_are_mailed()
    {
        Assert.Equal("mail-relay-missing", new MailChannel(null).WhyNot("""{"to":"desk@ledger.example"}""", null)?.Code);
        Assert.Equal(["mail"], WireFormats.Writers.Where(w => new MailChannel(null).Takes(w.ContentType)).Select(w => w.Name));
    }

    private static Task<AttemptResult> Send(MailRelay relay) => new MailChannel(relay).Send(Story("desk@ledger.example"), CancellationToken.None);

    private static MailChannel Channel(MailServer relay) => Channel(relay.Port);

    private static MailChannel Channel(int port) => new(new MailRelay("127.0.0.1", port, MailSecurity.None, "wire@northernpress.example"));

    private static async Task Eventually(Func<bool> isSo)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (!isSo()) await timer.WaitForNextTickAsync();
    }

    private static Parcel Story(string to, PubStatus status = PubStatus.Usable)
    {
        var item = new NewsItem
        {
            Guid = "urn:newsml:ledger.example:20260824:KESSEL-VISIT",
            Version = "3",
            Status = status,
            Provider = new(null, "Northern Press"),
            Content = new StoryContent { Language = Language.From("en"), Headline = Headline.From("Premier arrives in Kessel"), Slugline = Slugline.From("KESSEL-VISIT"), EdNote = status == PubStatus.Usable ? null : "Kill it.", Body = StoryHtml.FromParagraphs(["The premier arrived on the morning train."]) },
        };
        var mail = Encoding.UTF8.GetString(WireFormats.Writer("mail")!.Write(item, WriteOptions.Default).Bytes.Span);
        return ParcelSample.Of($$"""{"to":["{{to}}"]}""", null, mail, "message/rfc822") with { Status = status };
    }
}
