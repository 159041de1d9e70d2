using System.Net;
using Dateline.Store.Stories;

namespace Dateline.Newsroom.Tests;

/// <summary>What people say of a story among themselves, and who must have looked at it before it goes, on every database.</summary>
public abstract class CheckingLaws : NewsroomLaws
{
    [Fact]
    public async Task A_remark_stands_until_somebody_has_seen_to_it_and_is_no_part_of_the_text()
    {
        var id = await Desk.Draft();
        var tag = (string?)(await Desk.Get($"stories/{id}")).Done["contentTag"];
        var made = (await Desk.Post($"stories/{id}/remarks", """{"text":"Whose word is that?","quote":"Talks resumed","before":"","after":"."}""")).Done;
        Host.Time.Advance(TimeSpan.FromSeconds(1));
        await Desk.Post($"stories/{id}/remarks", """{"text":"Needs a dateline"}""");
        var remarks = (await Desk.Get($"stories/{id}/remarks")).Done["items"]!.AsArray();
        Assert.Equal(["Talks resumed", null], remarks.Select(r => (string?)r!["quote"]));
        Assert.Equal(2, (int)(await Desk.Get($"stories/{id}")).Done["openRemarks"]!);
        Assert.Equal(tag, (string?)(await Desk.Get($"stories/{id}")).Done["contentTag"]);

        Assert.Equal(Desk.Name, (string?)(await Desk.Post($"stories/{id}/remarks/{made["id"]}/resolve")).Done["resolvedBy"]);
        Assert.Equal(1, (int)(await Desk.Get($"stories/{id}")).Done["openRemarks"]!);
        Assert.Null((await Desk.Post($"stories/{id}/remarks/{made["id"]}/reopen")).Done["resolvedBy"]);
        (await Desk.Post($"stories/{id}/remarks/{Guid.Empty}/resolve")).Refused(HttpStatusCode.NotFound, "remark-unknown");
        (await Desk.Post($"stories/{await Desk.Draft()}/remarks/{made["id"]}/resolve")).Refused(HttpStatusCode.NotFound, "remark-unknown");
    }

    [Fact]
    public async Task What_waits_for_the_lawyers_is_not_sent_now_nor_by_a_plan_until_a_name_clears_it()
    {
        var id = await Desk.Draft();
        await Desk.Act(id, "schedule", """{"expectedVersion":0,"sendAt":"2026-08-24T07:00:00Z"}""");
        var flagged = (await Desk.Post($"stories/{id}/legal", """{"note":"Names a suspect"}""")).Done;
        Assert.True((bool)flagged["legal"]!["open"]!);
        (await Desk.Try(id, "publish", """{"expectedVersion":0}""")).Refused(HttpStatusCode.Conflict, "legal-open");
        var offered = (await Desk.Get($"stories/{id}/actions")).Done["actions"]!.AsArray();
        Assert.Equal("legal-open", (string?)offered.Single(a => (string?)a!["action"] == "publish")!["code"]);
        Host.Time.Advance(TimeSpan.FromHours(1));
        await Host.Store.Write(Timetable.RunDue);
        Assert.Equal(0, (int)(await Desk.Get($"stories/{id}")).Done["version"]!);
        Assert.Contains((await Desk.Get("alarms")).Done["items"]!.AsArray(), a => (string?)a!["kind"] == "scheduled-cant-go");

        (await (await Host.CallerAsync("stories:write")).Post($"stories/{id}/legal/clear", """{"clearedBy":"R. Okafor"}""")).Refused(HttpStatusCode.Forbidden, "scope-missing");
        (await Desk.Post($"stories/{id}/legal/clear", "{}")).Refused(HttpStatusCode.BadRequest, "wrong-type", "/clearedBy");
        var cleared = (await Desk.Post($"stories/{id}/legal/clear", """{"clearedBy":"R. Okafor, counsel"}""")).Done;
        Assert.Equal("R. Okafor, counsel", (string?)cleared["legal"]!["clearedBy"]);
        (await Desk.Post($"stories/{id}/legal/clear", """{"clearedBy":"Again"}""")).Refused(HttpStatusCode.Conflict, "legal-closed");
        Assert.Equal(1, (int)(await Desk.Act(id, "publish", """{"expectedVersion":0}"""))["story"]!["version"]!);
    }

    [Fact]
    public async Task A_flag_keeps_nobody_from_holding_or_killing_and_opens_nothing_that_is_shut()
    {
        var id = await Desk.Draft();
        await Desk.Act(id, "embargo", """{"expectedVersion":0,"usableFrom":"2026-08-24T09:00:00Z"}""");
        await Desk.Post($"stories/{id}/legal", "{}");
        (await Desk.Try(id, "lift", """{"expectedVersion":1}""")).Refused(HttpStatusCode.Conflict, "legal-open");
        (await Desk.Try(id, "change-embargo", """{"expectedVersion":1,"usableFrom":"2026-08-24T08:00:00Z"}""")).Refused(HttpStatusCode.Conflict, "legal-open");
        (await Desk.Try(id, "writethru", """{"expectedVersion":1}""")).Refused(HttpStatusCode.Conflict, "legal-open");
        await Desk.Act(id, "change-embargo", """{"expectedVersion":1,"usableFrom":"2026-08-24T10:00:00Z"}""");
        await Desk.Act(id, "hold", """{"reason":"Legal"}""");
        (await Desk.Try(id, "send-as-was", """{"expectedVersion":3}""")).Refused(HttpStatusCode.Conflict, "legal-open");
        await Desk.Act(id, "kill", """{"reason":"Legal"}""");
    }

    [Fact]
    public async Task A_second_reader_is_not_the_writer_and_stands_for_the_text_that_was_read()
    {
        var id = await Desk.Draft();
        (await Desk.Post($"stories/{id}/reading")).Refused(HttpStatusCode.Conflict, "second-reader-same");
        var other = await Host.CallerAsync();
        var read = (await other.Post($"stories/{id}/reading")).Done;
        Assert.Equal(other.Name, (string?)read["secondReader"]!["by"]);
        Assert.True((bool)read["secondReader"]!["current"]!);
        await Desk.Put($"stories/{id}/content", """{"language":"en","headline":"Changed after it was read"}""", ("If-Match", (string)read["contentTag"]!));
        Assert.False((bool)(await Desk.Get($"stories/{id}")).Done["secondReader"]!["current"]!);
    }
}

public sealed class CheckingOnSqlite : CheckingLaws
{
    protected override bool OnPostgres => false;
}

public sealed class CheckingOnPostgres : CheckingLaws
{
    protected override bool OnPostgres => true;
}
