using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Dateline.Delivery.Channels.Mail;
using Dateline.Delivery.Duty;
using Dateline.News;
using Dateline.Store.Deliveries;
using Dateline.Store.Keeping;

namespace Dateline.Delivery.Tests;

/// <summary>The people who must be told of a hold or a kill: at once, whatever becomes of the deliveries, and each once. Against a real mail server.</summary>
public abstract class DutyLaws : AgencyLaws
{
    private static readonly byte[] Key = [.. Enumerable.Range(1, 32).Select(n => (byte)n)];

    private MailServer Mail { get; set; } = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Mail = await MailServer.Start();
    }

    public override async ValueTask DisposeAsync()
    {
        await Mail.DisposeAsync();
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData(ReleaseAction.Kill, "KILL: KESSEL-VISIT")]
    [InlineData(ReleaseAction.Hold, "HOLD: KESSEL-VISIT")]
    [InlineData(ReleaseAction.Takedown, "LEGAL KILL: KESSEL-VISIT")]
    public async Task The_duty_editor_of_everyone_who_was_attempted_is_told_at_once_though_nothing_arrives(ReleaseAction action, string subject)
    {
        await Client("ledger", "night@ledger.example");
        await Client("courier", "night@courier.example", "slugline has MINE");
        A.Wire.Answer("ledger", ClientsEnd.Down);
        var story = await A.Published();
        using var desk = Desk();
        Assert.Equal(0, await desk.TurnAsync());
        await A.Release(story, action);
        Assert.Equal(2, await desk.TurnAsync());
        Assert.Equal(["night@ledger.example", "desk@northernpress.example"], Mail.Mails.Select(m => m.Headers["X-Envelope-To"]).OrderByDescending(t => t, StringComparer.Ordinal));
        Assert.All(Mail.Mails, m =>
        {
            Assert.Equal((subject, MimeKit.MessageImportance.High), (m.Subject, m.Importance));
            Assert.Contains("a note", m.TextBody, StringComparison.Ordinal);
            Assert.DoesNotContain("headline", m.TextBody, StringComparison.Ordinal);
            // A time as people read it, who are woken by it.
            Assert.Matches(@"At: +\w+ \d+ \w+ \d{4} \d\d:\d\d UTC", m.TextBody);
        });
        Assert.All(A.Store.Read(db => DutyNotices.OfStory(db, story)), n => Assert.Equal(DutyNoticeState.Sent, n.State));
        Assert.Equal(0, await desk.TurnAsync());
    }

    [Fact]
    public async Task Nobody_is_told_twice_on_however_many_nodes_and_after_however_many_starts()
    {
        await Client("ledger", "night@ledger.example");
        var story = await A.Published();
        await A.Release(story, ReleaseAction.Kill);
        using (DutyDesk one = Desk(), two = Desk()) await Task.WhenAll(one.TurnAsync(), two.TurnAsync());
        using (var restarted = Desk()) Assert.Equal(0, await restarted.TurnAsync());
        Assert.Equal(2, Mail.Mails.Count);
    }

    [Fact]
    public async Task Who_could_not_be_reached_is_tried_every_minute_and_after_an_hour_a_person_must_phone()
    {
        await Client("ledger", "later@ledger.example");
        var story = await A.Published();
        await A.Release(story, ReleaseAction.Kill);
        using var desk = Desk();
        Assert.Equal(2, await desk.TurnAsync());
        A.Time.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(0, await desk.TurnAsync());
        for (var minute = 0; minute < 65; minute++)
        {
            A.Time.Advance(TimeSpan.FromMinutes(1));
            await desk.TurnAsync();
        }
        var notice = A.Store.Read(db => DutyNotices.OfStory(db, story)).Single(n => n.Client == "ledger");
        Assert.Equal(DutyNoticeState.GivenUp, notice.State);
        Assert.InRange(notice.Attempts, 58, 60);
        Assert.Contains("ledger", Assert.Single(A.Store.Read(db => Alarms.List(db, true, 100)), a => a.Kind == "duty-not-told").Text, StringComparison.Ordinal);
        Assert.Single(Mail.Mails);
    }

    [Fact]
    public async Task A_kill_older_than_an_hour_is_told_nobody()
    {
        await Client("ledger", "night@ledger.example");
        var story = await A.Published();
        await A.Release(story, ReleaseAction.Kill);
        A.Time.Advance(TimeSpan.FromMinutes(61));
        using var desk = Desk();
        Assert.Equal(0, await desk.TurnAsync());
        Assert.Empty(Mail.Mails);
    }

    [Fact]
    public async Task What_is_not_confirmed_after_a_quarter_of_an_hour_is_told_the_house_once_by_mail_and_webhook()
    {
        await using var alarms = new BadClient("HTTP/1.1 204 No Content\r\nContent-Length: 0\r\n\r\n");
        await Client("ledger", null);
        A.Wire.Answer("ledger", seen => seen.Status == PubStatus.Usable ? ClientsEnd.Ok : ClientsEnd.Down);
        var story = await A.Published();
        using var desk = Desk(alarms.Url);
        await A.Release(story, ReleaseAction.Kill);
        await desk.TurnAsync();
        await A.Pass(TimeSpan.FromMinutes(14));
        await desk.TurnAsync();
        Assert.Single(Mail.Mails);
        Assert.False(alarms.Request.IsCompleted);
        await A.Pass(TimeSpan.FromMinutes(2));
        using var second = Desk(alarms.Url);
        await Task.WhenAll(desk.TurnAsync(), second.TurnAsync());
        await A.Pass(TimeSpan.FromMinutes(20));
        await desk.TurnAsync();
        Assert.Equal("NOT CONFIRMED: KILL of KESSEL-VISIT at ledger", Mail.Mails[1].Subject);
        Assert.Contains("Call Night desk, 555 0100.", Mail.Mails[1].TextBody, StringComparison.Ordinal);
        Assert.Equal(2, Mail.Mails.Count);
        var (head, bytes) = await alarms.Request;
        using var body = JsonDocument.Parse(bytes);
        Assert.Equal(("withdrawal.escalated", "kill", "ledger", "555 0100"), (body.RootElement.GetProperty("type").GetString(), Data("action"), Data("client"), Data("phone")));
        byte[] signed = [.. Encoding.ASCII.GetBytes($"{head["webhook-id"]}.{head["webhook-timestamp"]}."), .. bytes];
        Assert.Equal("v1," + Convert.ToBase64String(HMACSHA256.HashData(Key, signed)), head["webhook-signature"]);
        Assert.Equal([(DutyWay.Mail, 1), (DutyWay.Webhook, 1)], A.Store.Read(db => DutyNotices.OfStory(db, story)).Where(n => n.Kind == DutyNoticeKind.Escalation && n.State == DutyNoticeState.Sent).Select(n => (n.Way, n.Attempts)).Order());

        string? Data(string name) => body.RootElement.GetProperty("data").GetProperty(name).GetString();
    }

    [Fact]
    public async Task After_a_restore_nobody_is_told_again()
    {
        await Client("ledger", "later@ledger.example");
        A.Wire.Answer("ledger", seen => seen.Status == PubStatus.Usable ? ClientsEnd.Ok : ClientsEnd.Down);
        var story = await A.Published();
        using var desk = Desk();
        await A.Release(story, ReleaseAction.Kill);
        await desk.TurnAsync();
        await A.Release(await A.Published("OTHER"), ReleaseAction.Kill);
        await A.Store.Write(tx => Destinations.AfterRestore(tx, 1));
        await A.Pass(TimeSpan.FromMinutes(20));
        Assert.Equal(0, await desk.TurnAsync());
        Assert.Single(Mail.Mails);
        Assert.Contains(A.Store.Read(db => DutyNotices.OfStory(db, story)), n => n.State == DutyNoticeState.Skipped);

        // What is withdrawn from now on is told.
        A.Wire.Accept("ledger");
        await A.Store.Write(tx => { Destinations.Set(tx, Destinations.Find(tx.Db, "ledger")!.Id, DestinationState.On, null, "test"); return true; });
        await A.Release(await A.Published("NEW"), ReleaseAction.Kill);
        Assert.Equal(2, await desk.TurnAsync());
    }

    [Fact]
    public async Task What_came_in_and_nobody_has_after_three_minutes_is_told_the_house_once_by_mail_and_webhook()
    {
        await using var alarms = new BadClient("HTTP/1.1 204 No Content\r\nContent-Length: 0\r\n\r\n");
        var story = await A.Published();
        var (open, taken) = await A.Store.Write(tx => (Alarms.Raise(tx, "incoming-kill", "The wire killed it: headline.", story), Alarms.Raise(tx, "incoming-hold", "The wire holds it.", story)));
        await A.Store.Write(tx => Alarms.Raise(tx, "folder-odd-file", "A file that is no item."));
        using DutyDesk desk = Desk(alarms.Url), second = Desk(alarms.Url);
        await A.Pass(TimeSpan.FromMinutes(2));
        Assert.Equal(0, await desk.TurnAsync());
        await A.Store.Write(tx => Alarms.Acknowledge(tx, taken, "anna"));
        await A.Pass(TimeSpan.FromMinutes(1));
        await Task.WhenAll(desk.TurnAsync(), second.TurnAsync());
        await A.Pass(TimeSpan.FromMinutes(20));
        await desk.TurnAsync();
        var mail = Assert.Single(Mail.Mails);
        Assert.Equal("NOBODY HAS IT: incoming KILL of KESSEL-VISIT", mail.Subject);
        Assert.Equal(MimeKit.MessageImportance.High, mail.Importance);
        Assert.DoesNotContain("headline", mail.TextBody, StringComparison.Ordinal);
        using var body = JsonDocument.Parse((await alarms.Request).Item2);
        Assert.Equal(("incoming.unattended", "incoming-kill"), (body.RootElement.GetProperty("type").GetString(), body.RootElement.GetProperty("data").GetProperty("kind").GetString()));
        Assert.Equal([DutyWay.Mail, DutyWay.Webhook], A.Store.Read(db => DutyNotices.OfAlarm(db, open)).Where(n => n.State == DutyNoticeState.Sent).Select(n => n.Way));
        Assert.Empty(A.Store.Read(db => DutyNotices.OfAlarm(db, taken)));
    }

    [Fact]
    public async Task Who_takes_it_before_the_house_could_be_told_lets_it_sleep()
    {
        var alarm = await A.Store.Write(tx => Alarms.Raise(tx, "incoming-kill", "A wire killed something that is not here."));
        using var desk = Desk(address: "later@northernpress.example");
        await A.Pass(TimeSpan.FromMinutes(4));
        Assert.Equal(1, await desk.TurnAsync());
        Assert.Equal(DutyNoticeState.Waiting, Assert.Single(A.Store.Read(db => DutyNotices.OfAlarm(db, alarm))).State);
        await A.Store.Write(tx => Alarms.Acknowledge(tx, alarm, "anna"));
        await A.Pass(TimeSpan.FromMinutes(2));
        await desk.TurnAsync();
        Assert.Equal(DutyNoticeState.Skipped, Assert.Single(A.Store.Read(db => DutyNotices.OfAlarm(db, alarm))).State);
    }

    [Fact]
    public async Task After_a_restore_nobody_is_paged_for_what_came_in_before_and_somebody_for_what_comes_after()
    {
        await A.Published();
        await A.Store.Write(tx => Alarms.Raise(tx, "incoming-kill", "Before."));
        await A.Pass(TimeSpan.FromMinutes(1));
        await A.Store.Write(tx => Destinations.AfterRestore(tx, 1));
        await A.Pass(TimeSpan.FromMinutes(5));
        using var desk = Desk();
        Assert.Equal(0, await desk.TurnAsync());
        await A.Store.Write(tx => Alarms.Raise(tx, "incoming-hold", "After."));
        await A.Pass(TimeSpan.FromMinutes(4));
        Assert.Equal(1, await desk.TurnAsync());
    }

    private DutyDesk Desk(string? webhook = null, string address = "desk@northernpress.example") => new(A.Store, new DeliveryOptions
    {
        Provider = new(null, "Northern Press"),
        AllowedNetworks = [IPNetwork.Parse("127.0.0.0/8")],
        Mail = new MailRelay("127.0.0.1", Mail.Port, MailSecurity.None, "wire@northernpress.example"),
        DutyAddresses = [address],
        Webhook = webhook is null ? null : new(new Uri(webhook), "whsec_" + Convert.ToBase64String(Key)),
    });

    private async Task Client(string code, string? mail, string filter = "everything")
    {
        await A.Client(code, filter);
        await A.Store.Write(tx => Clients.Save(tx, Clients.Find(tx.Db, code)! with { Contacts = [new Contact("Night desk", "555 0100", mail, OnDuty: true), new Contact("Sales", Mail: "sales@ledger.example")] }, "test").IsDone);
    }
}

public sealed class DutyOnSqlite : DutyLaws
{
    protected override bool OnPostgres => false;
}

public sealed class DutyOnPostgres : DutyLaws
{
    protected override bool OnPostgres => true;
}
