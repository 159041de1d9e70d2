using Dateline.Ingest.Fetching;
using Dateline.News;
using Dateline.Store.Intake;
using Dateline.Store.Keeping;

namespace Dateline.Ingest.Tests.Fetching;

/// <summary>When sources are asked, what is refused of their settings, and what the desk is told of them.</summary>
public sealed class SourceTests : IngestLaws
{
    protected override bool OnPostgres => false;

    [Fact]
    public void A_source_that_fails_is_asked_ever_less_often_and_never_before_it_says()
    {
        var (every, chance) = (TimeSpan.FromMinutes(5), new ScriptedRandomness());
        for (var draw = 0; draw < 100; draw++)
        {
            Assert.InRange(LookSchedule.AfterSuccess(every, chance), every * 0.95, every * 1.05);
            Assert.InRange(LookSchedule.AfterFailure(every, 1, null, chance), every * 0.75, every);
            Assert.InRange(LookSchedule.AfterFailure(every, 2, null, chance), every * 1.5, every * 2);
            Assert.InRange(LookSchedule.AfterFailure(every, 1000, null, chance), TimeSpan.FromMinutes(45), TimeSpan.FromHours(1));
        }
        Assert.Equal(TimeSpan.FromHours(3), LookSchedule.AfterFailure(every, 1, TimeSpan.FromHours(3), chance));
        Assert.True(LookSchedule.AfterFailure(every, 3, TimeSpan.FromSeconds(1), chance) > every);
        // Whoever is asked once a day is not asked every hour because it failed.
        Assert.True(LookSchedule.AfterFailure(TimeSpan.FromDays(1), 5, null, chance) > TimeSpan.FromHours(17));
    }

    [Theory]
    [InlineData("""{"kind":"feed"}""", "feed-missing", "feed.url")]
    [InlineData("""{"kind":"feed","feed":{"url":"ftp://np.example/x"}}""", "feed-url", "feed.url")]
    [InlineData("""{"kind":"feed","feed":{"url":"https://us:secret@np.example/x"}}""", "feed-url", "feed.url")]
    [InlineData("""{"kind":"feed","feed":{"url":"https://np.example/x","user":"us","header":"X-Key"}}""", "feed-proof", "feed.header")]
    [InlineData("""{"kind":"feed","feed":{"url":"https://np.example/x","header":"X Key\r\n"}}""", "feed-header", "feed.header")]
    [InlineData("""{"kind":"feed","everySeconds":5,"feed":{"url":"https://np.example/x"}}""", "every-bad", "everySeconds")]
    [InlineData("""{"kind":"sftp","sftp":{"host":"np.example","user":"us"}}""", "sftp-host-keys", "sftp.hostKeys")]
    [InlineData("""{"kind":"sftp","sftp":{"host":"np.example","user":"us","hostKeys":["MD5:00"]}}""", "sftp-host-keys", "sftp.hostKeys")]
    [InlineData("""{"kind":"sftp","sftp":{"host":"a b","user":"us"}}""", "sftp-host", "sftp.host")]
    [InlineData("""{"kind":"sftp","sftp":{"host":"np.example","port":0,"user":"us"}}""", "sftp-port", "sftp.port")]
    [InlineData("""{"kind":"mailbox","mailbox":{"host":"np.example","user":""}}""", "mailbox-user", "mailbox.user")]
    [InlineData("""{"kind":"mailbox","mailbox":{"host":"np.example","user":"us","moveTo":"INBOX"}}""", "mailbox-move", "mailbox.moveTo")]
    [InlineData("""{"kind":"mailbox","mailbox":{"host":"np.example","user":"us","senders":["a b"]}}""", "mailbox-sender", "mailbox.senders")]
    [InlineData("""{"kind":"folder"}""", "folder-missing", "folder")]
    [InlineData("""{"dialect":"martian"}""", "dialect-unknown", "dialect")]
    [InlineData("""{"quietMinutes":0}""", "quiet-bad", "quietMinutes")]
    [InlineData("""{"kind":"pigeon"}""", "settings-unreadable", null)]
    [InlineData("""{"kind":"feed","feed":{"url":"https://np.example/x","port":1}}""", "settings-unreadable", null)]
    public void Settings_that_can_not_be_meant_are_refused_with_their_field(string settings, string code, string? field)
    {
        var refusal = SourceSettings.WhyNot(settings)!;
        Assert.Equal(code, refusal.Code);
        if (field is not null) Assert.Equal(field, refusal.Field);
    }

    [Theory]
    [InlineData("""{"kind":"feed","feed":{"url":"https://np.example/other"}}""", null)]
    [InlineData("""{"kind":"feed","feed":{"url":"https://thief.example/feed"}}""", "secret-again")]
    [InlineData("""{"kind":"feed","feed":{"url":"http://np.example/feed"}}""", "secret-again")]
    [InlineData("""{"kind":"sftp","sftp":{"host":"np.example","user":"us","hostKeys":["SHA256:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"]}}""", "secret-again")]
    [InlineData("{}", null)]
    public void A_secret_stays_only_for_the_place_that_it_was_given_for(string settings, string? code)
    {
        const string before = """{"kind":"feed","feed":{"url":"https://np.example/feed"}}""";
        Assert.Equal(code, SourceSettings.WhyNot(settings, before)?.Code);
        Assert.Null(SourceSettings.WhyNot(settings));
    }

    [Fact]
    public void Settings_of_before_mean_what_they_meant()
    {
        Assert.Equal(SourceKind.Push, SourceSettings.Read("{}").Value!.KindOrUsual);
        Assert.Equal(SourceKind.Folder, SourceSettings.Read("""{"folder":"/srv/np"}""").Value!.KindOrUsual);
        Assert.True(SourceSettings.Read("""{"dialect":"gone-since"}""").IsDone);
    }

    [Fact]
    public async Task Every_change_of_a_source_is_in_the_audit_by_name_and_never_by_value()
    {
        await Store.Write(tx => Sources.Save(tx, "np", "Northern Press Agency", """{"zone":"UTC","desk":"news"}""", "key:a", "sealed"));
        await Store.Write(tx => { Sources.Pause(tx, Wire.Id, "They move house.", "key:b"); return true; });
        await Store.Write(tx => { Sources.Resume(tx, Wire.Id, "key:c"); Sources.Resume(tx, Wire.Id, "key:c"); return true; });
        var rows = Store.Read(db => AuditLog.Before(db, long.MaxValue, "np", 10));
        Assert.Equal([("key:c", "source-resume", null), ("key:b", "source-pause", "They move house."), ("key:a", "source-change", "name, desk, zone, secret"), ("test", "source-create", null)],
            rows.Select(r => (r.Who, r.What, r.Detail)));
        var source = Store.Read(db => Sources.Find(db, "np"))!;
        Assert.Equal("sealed", source.Secret);
        Assert.Equal("sealed", (await Store.Write(tx => Sources.Save(tx, "np", "NP", "{}", "key:a"))).Secret);
        Assert.Null((await Store.Write(tx => Sources.Save(tx, "np", "NP", "{}", "key:a", ""))).Secret);
    }

    [Fact]
    public async Task A_source_that_is_quieter_than_it_may_be_rings_once_for_each_silence()
    {
        await Store.Write(tx => Sources.Save(tx, "np", "Northern Press", """{"quietMinutes":30}""", "test"));
        var intake = new Intake(Store);
        Assert.Equal(0, await Store.Write(SourceAlarms.OfQuiet));
        Time.Advance(TimeSpan.FromMinutes(31));
        Assert.Equal(1, await Store.Write(SourceAlarms.OfQuiet));
        Time.Advance(TimeSpan.FromMinutes(31));
        Assert.Equal(0, await Store.Write(SourceAlarms.OfQuiet));
        await intake.Accept("np", System.Text.Encoding.UTF8.GetBytes(Documents.Item("urn:np:1")));
        Assert.Equal(0, await Store.Write(SourceAlarms.OfQuiet));
        Time.Advance(TimeSpan.FromMinutes(31));
        Assert.Equal(1, await Store.Write(SourceAlarms.OfQuiet));
        Assert.Equal(["source-quiet", "source-quiet"], AlarmKinds());
        // Nobody waits for what was told to wait.
        await Store.Write(tx => { Sources.Pause(tx, Wire.Id, "They move house.", "test"); return true; });
        Time.Advance(TimeSpan.FromDays(1));
        Assert.Empty(Store.Read(db => SourceAlarms.TooQuiet(db, Now)));
    }

    [Fact]
    public async Task A_source_that_fails_for_a_quarter_of_an_hour_rings_once_until_it_answered_again()
    {
        async Task Fail(int times)
        {
            for (var i = 0; i < times; i++)
            {
                Time.Advance(TimeSpan.FromMinutes(6));
                await Store.Write(tx =>
                {
                    var lease = SourceRounds.Claim(tx, Wire.Id, SourceLook.Lease)!;
                    Assert.True(SourceRounds.Failed(tx, Wire.Id, lease, new("time-out", "Their server did not answer in time."), tx.Now));
                    SourceAlarms.OfFailures(tx, Wire);
                    return true;
                });
            }
        }
        await Fail(3);
        Assert.Empty(AlarmKinds());
        await Fail(5);
        Assert.Equal(["source-failing"], AlarmKinds());
        Assert.Contains("did not answer in time", Store.Read(db => Alarms.List(db, true, 1))[0].Text, StringComparison.Ordinal);
        await Store.Write(tx => SourceRounds.Succeeded(tx, Wire.Id, SourceRounds.Claim(tx, Wire.Id, SourceLook.Lease)!, tx.Now));
        await Fail(5);
        Assert.Equal(2, AlarmKinds().Count);
    }
}
