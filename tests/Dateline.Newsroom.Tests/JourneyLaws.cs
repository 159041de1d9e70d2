using System.Net;
using Dateline.Store.Keeping;

namespace Dateline.Newsroom.Tests;

/// <summary>The way of a story over the API, on every database.</summary>
public abstract class JourneyLaws : NewsroomLaws
{
    [Fact]
    public async Task A_story_goes_the_whole_way_from_draft_to_kill()
    {
        var id = await Desk.Draft();
        var published = await Desk.Act(id, "publish", """{"expectedVersion":0}""");
        Assert.Equal(1, (int)published["released"]![0]!["version"]!);
        Assert.Equal("published", (string?)published["story"]!["state"]);
        Assert.Equal("open", (string?)published["story"]!["gate"]!["public"]);
        Assert.NotNull(published["story"]!["page"]);

        await Desk.Act(id, "writethru", """{"expectedVersion":1,"content":{"language":"en","headline":"Dockers accept offer","body":"<p>They accepted.</p>"}}""");
        await Desk.Act(id, "correct", """{"expectedVersion":2,"edNote":"CORRECTS sum","notice":{"text":"The sum is 22 million."}}""");
        await Desk.Act(id, "hold", """{"reason":"Doubts about the source"}""");
        Assert.Equal("held", (string?)(await Desk.Get($"stories/{id}")).Done["gate"]!["public"]);
        await Desk.Act(id, "send-as-was", """{"expectedVersion":4}""");
        var killed = await Desk.Act(id, "kill", """{"reason":"The interview was forged"}""");
        Assert.Equal("killed", (string?)killed["story"]!["state"]);
        Assert.Equal("gone", (string?)killed["story"]!["gate"]!["public"]);

        var versions = (await Desk.Get($"stories/{id}/versions")).Done["items"]!.AsArray();
        Assert.Equal(["kill", "send-as-was", "hold", "correct", "writethru", "publish"], versions.Select(v => (string)v!["action"]!));
        Assert.Equal("Dockers accept offer", (string?)(await Desk.Get($"stories/{id}/versions/2")).Done["content"]!["headline"]);
        Assert.Null((await Desk.Get($"stories/{id}/versions/6")).Done["content"]!["headline"]);
        Assert.Equal("The sum is 22 million.", (string?)(await Desk.Get($"stories/{id}/versions/3")).Done["notice"]!["text"]);
        var log = (await Desk.Get("log")).Done["items"]!.AsArray();
        Assert.Equal([1, 2, 3, 4, 5, 6], log.Select(r => (int)r!["position"]!));
        Assert.All(log, r => Assert.Equal(Desk.Name, (string?)r!["by"]));
    }

    [Fact]
    public async Task A_kill_takes_the_chain_that_was_offered_and_says_what_it_left_out()
    {
        var first = await Desk.Draft("Fire in the port");
        await Desk.Act(first, "publish", """{"expectedVersion":0}""");
        var lead = await Desk.Draft("Fire in the port is out", $",\"follows\":\"{first}\"");
        await Desk.Act(lead, "new-lead", """{"expectedVersion":0}""");
        Host.Time.Advance(TimeSpan.FromMinutes(1));
        var draft = await Desk.Draft("What we know of the fire", $",\"follows\":\"{lead}\"");
        await Host.Store.Write(tx => { Recipients.Note(tx, "ledger-ftp", Guid.Parse(lead), 1); return 0; });

        var offered = (await Desk.Get($"stories/{first}/actions")).Done["chain"]!.AsArray();
        Assert.Equal([lead, draft], offered.Select(o => (string)o!["story"]!["id"]!));
        Assert.All(offered, o => Assert.True((bool)o!["ticked"]!));
        Assert.Equal(["ledger-ftp"], offered[0]!["had"]!.AsArray().Select(h => (string)h!));

        var killed = await Desk.Act(first, "kill", $$"""{"reason":"Arson, under investigation","also":["{{lead}}","{{draft}}"]}""");
        Assert.Equal([first, lead], killed["released"]!.AsArray().Select(r => (string)r!["story"]!));
        Assert.Equal("never-sent", (string?)killed["leftOut"]![0]!["code"]);
        (await Desk.Try(draft, "new-lead", """{"expectedVersion":0}""")).Refused(HttpStatusCode.Conflict, "predecessor-killed");
    }

    [Fact]
    public async Task Two_who_save_the_same_text_lose_nothing()
    {
        var other = await Host.CallerAsync();
        var id = await Desk.Draft();
        var tag = (string)(await Desk.Get($"stories/{id}")).Done["contentTag"]!;
        var saved = await Desk.Put($"stories/{id}/content", """{"language":"en","headline":"Mine"}""", ("If-Match", $"\"{tag}\""));
        Assert.Equal(2, (int)saved.Done["revision"]!);
        var lost = await other.Put($"stories/{id}/content", """{"language":"en","headline":"Theirs"}""", ("If-Match", $"\"{tag}\""));
        lost.Refused(HttpStatusCode.Conflict, "revision-stale");
        var kept = (int)lost.Json!["keptAs"]!;
        Assert.Equal("Theirs", (string?)(await Desk.Get($"stories/{id}/revisions/{kept}")).Done["content"]!["headline"]);
        Assert.Equal("Mine", (string?)(await Desk.Get($"stories/{id}/content")).Done["headline"]);

        // What the story says already is no conflict, and no new revision.
        Assert.Equal(kept, (int)(await other.Put($"stories/{id}/content", """{"language":"en","headline":"Mine"}""", ("If-Match", $"\"{tag}\""))).Done["revision"]!);

        var again = await other.Put($"stories/{id}/content", """{"language":"en","headline":"Theirs"}""", ("If-Match", $"\"{tag}\""));
        Assert.Equal(kept, (int)again.Json!["keptAs"]!);
        var mine = await Desk.Put($"stories/{id}/content", """{"language":"en","headline":"Mine, again"}""", ("If-Match", saved.Response.Headers.ETag!.Tag));
        Assert.Equal(kept + 1, (int)mine.Done["revision"]!);
    }

    [Fact]
    public async Task A_broken_lock_keeps_both_texts()
    {
        var other = await Host.CallerAsync();
        var id = await Desk.Draft();
        await Desk.Post($"stories/{id}/lock");
        (await other.Post($"stories/{id}/lock")).Refused(HttpStatusCode.Conflict, "locked");
        var tag = (string)(await Desk.Get($"stories/{id}")).Done["contentTag"]!;
        Assert.Equal(other.Name, (string?)(await other.Post($"stories/{id}/lock/break")).Done["lock"]!["by"]);

        var late = await Desk.Put($"stories/{id}/content", """{"language":"en","headline":"Typed while the lock was broken"}""", ("If-Match", tag));
        late.Refused(HttpStatusCode.Conflict, "locked");
        var revisions = (await Desk.Get($"stories/{id}/revisions")).Done["items"]!.AsArray();
        Assert.Equal(["locked", "lock-broken", "save"], revisions.Select(r => (string)r!["why"]!));
        Assert.Equal("Typed while the lock was broken", (string?)(await Desk.Get($"stories/{id}/revisions/{(int)late.Json!["keptAs"]!}")).Done["content"]!["headline"]);
    }

    [Fact]
    public async Task Who_has_a_story_is_named_the_same_in_the_story_in_a_list_and_where_another_is_refused()
    {
        var other = await Host.CallerAsync();
        var id = await Desk.Draft();
        await Desk.Post($"stories/{id}/lock");
        var refused = (await other.Post($"stories/{id}/lock")).Json!["lock"]!;
        Assert.Equal(Desk.Name, (string?)refused["by"]);
        Assert.False(string.IsNullOrEmpty((string?)refused["name"]));
        Assert.NotEqual(Desk.Name, (string?)refused["name"]);
        Assert.Equal((string?)refused["name"], (string?)(await other.Get("stories/" + id)).Done["lock"]!["name"]);
        Assert.Equal((string?)refused["name"], (string?)(await other.Get("stories")).Done["items"]!.AsArray().Single(s => (string?)s!["id"] == id)!["lock"]!["name"]);
    }

    [Fact]
    public async Task A_story_is_asked_for_and_only_its_holder_hands_it_over_to_whoever_asks_still()
    {
        var other = await Host.CallerAsync();
        var id = await Desk.Draft();
        (await other.Post($"stories/{id}/lock/request")).Refused(HttpStatusCode.Conflict, "not-locked");
        await Desk.Post($"stories/{id}/lock");
        (await Desk.Post($"stories/{id}/lock/request")).Refused(HttpStatusCode.Conflict, "lock-yours");
        var to = $$"""{"to":"{{other.Name}}"}""";
        (await Desk.Post($"stories/{id}/lock/hand-over", to)).Refused(HttpStatusCode.Conflict, "not-asked");
        Assert.Equal(other.Name, (string?)(await other.Post($"stories/{id}/lock/request")).Done["asked"]![0]!["by"]);
        (await other.Post($"stories/{id}/lock/hand-over", to)).Refused(HttpStatusCode.Conflict, "locked");
        Assert.True((bool)(await Desk.Post($"stories/{id}/lock/not-now", to)).Done["asked"]![0]!["declined"]!);
        (await Desk.Post($"stories/{id}/lock/not-now", to)).Refused(HttpStatusCode.Conflict, "not-asked");
        Assert.Equal(Desk.Name, (string?)(await Desk.Get("stories/" + id)).Done["lock"]!["by"]);
        Host.Time.Advance(TimeSpan.FromMinutes(4));
        (await Desk.Post($"stories/{id}/lock/hand-over", to)).Refused(HttpStatusCode.Conflict, "not-asked");
        await other.Post($"stories/{id}/lock/request");
        Assert.Equal(other.Name, (string?)(await Desk.Post($"stories/{id}/lock/hand-over", to)).Done["lock"]!["by"]);
    }

    [Fact]
    public async Task The_same_request_under_one_key_is_done_once_even_at_once()
    {
        var id = await Desk.Draft();
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Desk.Post($"stories/{id}/actions/publish", """{"expectedVersion":0}""", ("Idempotency-Key", "send-1"))));
        Assert.All(answers, a => Assert.Equal(answers[0].Text, a.Text));
        Assert.Equal(11, answers.Count(a => a.Response.Headers.Contains("Idempotent-Replay")));
        Assert.Equal(1, Host.Store.Log.Head);
        (await Desk.Post($"stories/{id}/actions/publish", """{"expectedVersion":1}""", ("Idempotency-Key", "send-1"))).Refused(HttpStatusCode.Conflict, "idempotency-mismatch");
        (await (await Host.CallerAsync()).Post($"stories/{id}/actions/publish", """{"expectedVersion":0}""", ("Idempotency-Key", "send-1"))).Refused(HttpStatusCode.Conflict, "version-changed");
    }

    [Fact]
    public async Task What_was_refused_may_be_tried_again_under_its_key()
    {
        var id = await Desk.Draft();
        (await Desk.Post($"stories/{id}/actions/hold", """{"reason":"x"}""", ("Idempotency-Key", "hold-1"))).Refused(HttpStatusCode.Conflict, "never-sent");
        await Desk.Act(id, "publish", """{"expectedVersion":0}""");
        Assert.Equal(HttpStatusCode.OK, (await Desk.Post($"stories/{id}/actions/hold", """{"reason":"x"}""", ("Idempotency-Key", "hold-1"))).Status);
    }

    [Fact]
    public async Task A_list_is_read_page_by_page_without_gaps_though_all_changed_in_one_moment()
    {
        var ids = new List<string>();
        for (var i = 0; i < 7; i++) ids.Add(await Desk.Draft("Story " + i));
        var seen = new List<string>();
        for (string? next = ""; next is not null;)
        {
            var page = (await Desk.Get("stories?limit=3" + (next.Length == 0 ? "" : "&after=" + next))).Done;
            seen.AddRange(page["items"]!.AsArray().Select(s => (string)s!["id"]!));
            next = (string?)page["next"];
        }
        Assert.Equal(ids.Order(), seen.Order());
        Assert.Equal(7, seen.Distinct().Count());
    }

    [Fact]
    public async Task Lists_are_filtered_by_all_that_a_desk_asks_for()
    {
        var id = await Desk.Draft();
        await Desk.Post($"stories/{id}/move", """{"desk":"world","stage":"ready"}""");
        async Task<int> Count(string query) => (await Desk.Get("stories?" + query)).Done["items"]!.AsArray().Count;
        Assert.Equal(1, await Count("state=ready,draft&desk=world&stage=ready&language=en&slugline=port"));
        Assert.Equal(0, await Count("state=draft"));
        Assert.Equal(0, await Count("desk=news"));
        Assert.Equal(0, await Count("language=fr"));
        Assert.Equal(0, await Count("slugline=p_rt"));
        Assert.Equal(0, await Count("source=nowhere"));
    }

    [Fact]
    public async Task A_scheduled_story_goes_at_its_moment_or_is_taken_back()
    {
        var id = await Desk.Draft();
        var planned = await Desk.Act(id, "schedule", """{"expectedVersion":0,"sendAt":"2026-08-24T07:00:00Z"}""");
        Assert.Equal("scheduled", (string?)planned["story"]!["state"]);
        Assert.Equal(id, (string?)(await Desk.Get("timetable")).Done["items"]![0]!["story"]!["id"]);
        Assert.Equal("ready", (string?)(await Desk.Act(id, "cancel-schedule"))["story"]!["state"]);
        (await Desk.Try(id, "cancel-schedule")).Refused(HttpStatusCode.Conflict, "not-scheduled");
        await Desk.Act(id, "publish", """{"expectedVersion":0,"sendAt":"2026-08-24T07:00:00Z"}""");
        Host.Time.Advance(TimeSpan.FromHours(1));
        await Host.Store.Write(Store.Stories.Timetable.RunDue);
        Assert.Equal(1, (int)(await Desk.Get($"stories/{id}")).Done["version"]!);
    }

    [Fact]
    public async Task What_waits_after_a_restore_is_confirmed_or_dropped_by_a_person_once()
    {
        var (goes, dropped) = (await Desk.Draft("Goes"), await Desk.Draft("Does not"));
        foreach (var id in new[] { goes, dropped }) await Desk.Act(id, "schedule", """{"expectedVersion":0,"sendAt":"2026-08-24T07:00:00Z"}""");
        await Host.Store.Write(tx => tx.Db.Execute("update timetable set state = 3"));
        Host.Time.Advance(TimeSpan.FromHours(2));
        await Host.Store.Write(Store.Stories.Timetable.RunDue);
        Assert.Empty((await Desk.Get("timetable")).Done["items"]!.AsArray());

        var waiting = (await Desk.Get("timetable?waiting=true")).Done["items"]!.AsArray();
        string RowOf(string story) => (string)waiting.Single(r => (string?)r!["story"]!["id"] == story)!["id"]!;
        Assert.Equal(HttpStatusCode.NoContent, (await Desk.Post($"timetable/{RowOf(goes)}/confirm")).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await Desk.Post($"timetable/{RowOf(dropped)}/drop")).Status);
        (await Desk.Post($"timetable/{RowOf(goes)}/drop")).Refused(HttpStatusCode.Conflict, "not-waiting");
        await Host.Store.Write(Store.Stories.Timetable.RunDue);
        Assert.Equal("published", (string?)(await Desk.Get($"stories/{goes}")).Done["state"]);
        Assert.Equal("ready", (string?)(await Desk.Get($"stories/{dropped}")).Done["state"]);
    }

    [Fact]
    public async Task An_embargo_is_set_moved_and_lifted()
    {
        var id = await Desk.Draft();
        await Desk.Act(id, "embargo", """{"expectedVersion":0,"usableFrom":"2026-08-24T19:00:00Z"}""");
        Assert.Equal("notYet", (string?)(await Desk.Get($"stories/{id}")).Done["gate"]!["public"]);
        var later = await Desk.Act(id, "change-embargo", """{"expectedVersion":1,"usableFrom":"until-further-notice"}""");
        Assert.Equal("until-further-notice", (string?)later["story"]!["usableFrom"]);
        Assert.Equal("open", (string?)(await Desk.Act(id, "lift", """{"expectedVersion":2}"""))["story"]!["gate"]!["public"]);
    }

    [Fact]
    public async Task Two_people_bring_a_killed_story_back()
    {
        var second = await Host.CallerAsync("kill");
        var weak = await Host.CallerAsync("hold");
        var id = await Desk.Draft("True after all");
        await Desk.Act(id, "publish", """{"expectedVersion":0}""");
        await Desk.Act(id, "kill", """{"reason":"Doubts"}""");
        Task<Said> Reinstate(params (string, string)[] headers) => Desk.Post($"stories/{id}/actions/reinstate", """{"expectedVersion":2,"reason":"Confirmed by the court"}""", headers);
        (await Reinstate()).Refused(HttpStatusCode.UnprocessableEntity, "second-person-missing");
        (await Reinstate(("Dateline-Second-Key", Desk.Secret))).Refused(HttpStatusCode.UnprocessableEntity, "second-person-missing");
        (await Reinstate(("Dateline-Second-Key", weak.Secret))).Refused(HttpStatusCode.Forbidden, "second-key-bad");
        var back = (await Reinstate(("Dateline-Second-Key", second.Secret))).Done;
        Assert.Equal(2, back["released"]!.AsArray().Count);
        Assert.NotEqual(id, (string?)back["story"]!["id"]);
        Assert.Equal("open", (string?)back["story"]!["gate"]!["public"]);
    }

    [Fact]
    public async Task One_asks_that_a_killed_story_come_back_and_only_another_who_may_kill_agrees()
    {
        var (anna, ben) = (await Host.CallerAsync("kill", "stories:read", "stories:write"), await Host.CallerAsync("kill", "stories:read"));
        var id = await Desk.Draft("True after all");
        Task<Said> Ask(Caller who, string body = """{"reason":"Confirmed by the court"}""") => who.Post($"stories/{id}/reinstatement", body);
        Task<Said> Agree(Caller who, string more = "") => who.Post($"stories/{id}/actions/reinstate", $$"""{"expectedVersion":2{{more}}}""");
        List<Alarm> Asked() => [.. Host.Store.Read(db => Alarms.List(db, true, 10)).Where(a => a.Kind == "reinstate-asked")];
        await Desk.Act(id, "publish", """{"expectedVersion":0}""");
        (await Ask(anna)).Refused(HttpStatusCode.Conflict, "not-killed");
        await Desk.Act(id, "kill", """{"reason":"Doubts"}""");
        (await Ask(anna, """{"reason":" "}""")).Refused(HttpStatusCode.UnprocessableEntity, "reason-missing", "/reason");
        (await anna.Delete($"stories/{id}/reinstatement")).Refused(HttpStatusCode.Conflict, "reinstate-unasked");

        // Alone it is nobody's to do, and what is declined is over.
        var asked = (await Ask(anna)).Done["reinstatement"]!;
        Assert.Equal((anna.Name, "Confirmed by the court", false), ((string?)asked["by"], (string?)asked["reason"], (bool)asked["edited"]!));
        Assert.Equal(Guid.Parse(id), Assert.Single(Asked()).Story);
        (await Agree(anna)).Refused(HttpStatusCode.UnprocessableEntity, "second-person-missing");
        Assert.Null((await ben.Delete($"stories/{id}/reinstatement")).Done["reinstatement"]);
        Assert.Empty(Asked());
        (await Agree(ben)).Refused(HttpStatusCode.UnprocessableEntity, "second-person-missing");

        // It ends by itself.
        await Ask(anna);
        Host.Time.Advance(TimeSpan.FromHours(25));
        Assert.Null((await Desk.Get($"stories/{id}")).Done["reinstatement"]);
        (await Agree(ben)).Refused(HttpStatusCode.UnprocessableEntity, "second-person-missing");

        // Another text than the one that was asked for does not go.
        await Ask(anna);
        (await Agree(ben, ",\"content\":{\"language\":\"en\",\"headline\":\"Something else\"}")).Refused(HttpStatusCode.Conflict, "revision-stale", "/contentTag");
        Assert.Single(Asked());
        var back = (await Agree(ben)).Done;
        Assert.NotEqual(id, (string?)back["story"]!["id"]);
        Assert.Equal(("True after all", "open"), ((string?)back["story"]!["headline"], (string?)back["story"]!["gate"]!["public"]));
        Assert.Empty(Asked());
        Assert.Null((await Desk.Get($"stories/{id}")).Done["reinstatement"]);
        Assert.EndsWith(" with " + anna.Name, Host.Store.Read(db => AuditLog.Before(db, long.MaxValue, null, 100)).Single(a => a.What == "reinstate").Detail, StringComparison.Ordinal);
        foreach (var one in back["released"]!.AsArray()) Assert.Equal("Confirmed by the court", (string?)(await Desk.Get($"stories/{one!["story"]}/versions/1")).Done["edNote"]);
    }

    [Fact]
    public async Task What_comes_back_is_the_text_that_was_asked_for_and_who_asked_must_still_be_able_to_kill()
    {
        var (anna, ben) = (await Host.CallerAsync("kill", "stories:read"), await Host.CallerAsync("kill", "stories:read"));
        var id = await Desk.Draft("Sum in doubt");
        await Desk.Act(id, "publish", """{"expectedVersion":0}""");
        await Desk.Act(id, "kill", """{"reason":"The sum is wrong"}""");
        Assert.False((bool)(await Desk.Get($"stories/{id}/actions")).Done["edited"]!);
        async Task Save(string headline) => _ = (await Desk.Put($"stories/{id}/content", $$"""{"language":"en","headline":"{{headline}}","body":"<p>It is 22 million.</p>"}""", ("If-Match", (string)(await Desk.Get($"stories/{id}")).Done["contentTag"]!))).Done;
        Task<Said> Agree() => ben.Post($"stories/{id}/actions/reinstate", """{"expectedVersion":2}""");
        await Save("Sum is 22 million");
        var legal = (await Desk.Get($"stories/{id}/actions")).Done;
        Assert.True((bool)legal["edited"]!);
        var ask = $$"""{"reason":"The sum is right now","contentTag":"{{legal["contentTag"]}}"}""";
        Assert.True((bool)(await anna.Post($"stories/{id}/reinstatement", ask)).Done["reinstatement"]!["edited"]!);
        await Save("Sum is 23 million");
        (await Agree()).Refused(HttpStatusCode.Conflict, "revision-stale", "/contentTag");
        (await anna.Post($"stories/{id}/reinstatement", ask)).Refused(HttpStatusCode.Conflict, "revision-stale", "/contentTag");
        await Save("Sum is 22 million");

        // A matter that waits for the lawyers waits here too.
        await Desk.Post($"stories/{id}/legal", """{"note":"Is the sum secret?"}""");
        (await Agree()).Refused(HttpStatusCode.Conflict, "legal-open");
        await Desk.Post($"stories/{id}/legal/clear", """{"clearedBy":"R. Amsel"}""");

        await Host.Store.Write(tx => { ApiKeys.Revoke(tx, anna.Secret[..11], "operator"); return 0; });
        (await Agree()).Refused(HttpStatusCode.UnprocessableEntity, "second-person-missing");
        await Desk.Post($"stories/{id}/reinstatement", ask);
        Assert.Equal("Sum is 22 million", (string?)(await Agree()).Done["story"]!["headline"]);
    }

    [Fact]
    public async Task A_story_that_was_killed_under_an_embargo_comes_back_under_it()
    {
        var second = await Host.CallerAsync("kill");
        var id = await Desk.Draft("Budget");
        var until = Host.Time.GetUtcNow().AddHours(6).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
        await Desk.Act(id, "embargo", $$"""{"expectedVersion":0,"usableFrom":"{{until}}"}""");
        await Desk.Act(id, "kill", """{"reason":"Doubts"}""");
        var back = (await Desk.Post($"stories/{id}/actions/reinstate", """{"expectedVersion":2,"reason":"Confirmed"}""", ("Dateline-Second-Key", second.Secret))).Done["story"]!;
        Assert.Equal("notYet", (string?)back["gate"]!["public"]);
        Assert.Equal(Host.Time.GetUtcNow().AddHours(6).ToUnixTimeSeconds(), DateTimeOffset.Parse((string)back["usableFrom"]!, System.Globalization.CultureInfo.InvariantCulture).ToUnixTimeSeconds());
    }

    [Fact]
    public async Task A_refusal_leaves_nothing_of_what_came_with_it()
    {
        var id = await Desk.Draft();
        await Desk.Act(id, "publish", """{"expectedVersion":0}""");
        (await Desk.Try(id, "correct", """{"expectedVersion":1,"edNote":"x","content":{"language":"en","headline":"Half a correction"}}""")).Refused(HttpStatusCode.UnprocessableEntity, "notice-missing", "/notice/text");
        Assert.Equal("Dockers and port resume talks", (string?)(await Desk.Get($"stories/{id}")).Done["headline"]);
        Assert.Equal(1, (int)(await Desk.Get($"stories/{id}")).Done["revision"]!);
    }

    [Fact]
    public async Task A_key_is_shown_once_gives_only_what_it_has_and_can_be_revoked()
    {
        var chief = await Host.CallerAsync("keys", "hold", "stories:read");
        (await chief.Post("keys", """{"name":"x","scopes":["kill"]}""")).Refused(HttpStatusCode.Forbidden, "scope-beyond", "/scopes");
        (await chief.Post("keys", """{"name":"x","scopes":["everything"]}""")).Refused(HttpStatusCode.UnprocessableEntity, "scope-unknown", "/scopes");
        var made = await chief.Post("keys", """{"name":"Night desk","scopes":["hold","stories:read"]}""", ("Idempotency-Key", "k"));
        Assert.Equal(HttpStatusCode.Created, made.Status);
        var secret = (string)made.Done["secret"]!;
        Assert.Null((await chief.Post("keys", """{"name":"Night desk","scopes":["hold","stories:read"]}""", ("Idempotency-Key", "k"))).Done["secret"]);
        Assert.DoesNotContain(secret, (await chief.Get("keys")).Text, StringComparison.Ordinal);

        var night = new Caller(Host.Address, secret, "");
        Assert.Equal(HttpStatusCode.OK, (await night.Get("stories")).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await chief.Delete("keys/" + (string)made.Json!["prefix"]!)).Status);
        (await night.Get("stories")).Refused(HttpStatusCode.Unauthorized, "key-missing");
    }
}

public sealed class JourneyOnSqlite : JourneyLaws
{
    protected override bool OnPostgres => false;
}

public sealed class JourneyOnPostgres : JourneyLaws
{
    protected override bool OnPostgres => true;
}
