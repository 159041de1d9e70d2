using System.Net;
using Dateline.News;
using Dateline.Newsroom.Api;
using Dateline.Newsroom.Sending;
using Dateline.Store.Keeping;

namespace Dateline.Newsroom.Tests;

/// <summary>Every way in which the rules say no, over the API: the code, the status, and that nothing was sent.</summary>
public class RefusalTests(OneHost one) : IClassFixture<OneHost>
{
    private Caller Desk => one.Desk;

    /// <summary>How the story stands → what is tried → what it gets.</summary>
    public static TheoryData<string, string, string, int, string> Cases => new()
    {
        { "draft", "writethru", """{"expectedVersion":0}""", 409, "never-sent" },
        { "draft", "correct", """{"expectedVersion":0,"edNote":"x","notice":{"text":"x"}}""", 409, "never-sent" },
        { "draft", "hold", """{"reason":"x"}""", 409, "never-sent" },
        { "draft", "kill", """{"reason":"x"}""", 409, "never-sent" },
        { "draft", "unpublish", """{"expectedVersion":0}""", 409, "never-sent" },
        { "draft", "publish", "{}", 422, "expected-version-missing" },
        { "draft", "publish", """{"expectedVersion":3}""", 409, "version-changed" },
        { "draft", "publish", """{"expectedVersion":0,"contentTag":"abc"}""", 409, "revision-stale" },
        { "draft", "publish", """{"expectedVersion":0,"content":{"dek":"No headline"}}""", 422, "headline-missing" },
        { "draft", "publish", """{"expectedVersion":0,"sendAt":"2026-08-24T05:59:59Z"}""", 422, "send-at-past" },
        { "draft", "schedule", """{"expectedVersion":0}""", 422, "send-at-missing" },
        { "draft", "embargo", """{"expectedVersion":0}""", 422, "embargo-missing" },
        { "draft", "embargo", """{"expectedVersion":0,"usableFrom":"none"}""", 422, "embargo-missing" },
        { "draft", "new-lead", """{"expectedVersion":0}""", 422, "predecessor-missing" },
        { "draft", "corrective", """{"expectedVersion":0,"edNote":"x"}""", 422, "predecessor-missing" },
        { "draft", "reinstate", """{"expectedVersion":0}""", 422, "second-person-missing" },
        { "draft", "cancel-schedule", "{}", 409, "not-scheduled" },
        { "waiting for the lawyers", "publish", """{"expectedVersion":0}""", 409, "legal-open" },
        { "asked for a summary", "publish", """{"expectedVersion":0}""", 422, "profile-missing" },
        { "asked for a second reader", "publish", """{"expectedVersion":0}""", 422, "second-reader-missing" },
        { "spiked", "publish", """{"expectedVersion":0}""", 409, "spiked" },
        { "published", "publish", """{"expectedVersion":1}""", 409, "already-sent" },
        { "published", "correct", """{"expectedVersion":1,"edNote":"x"}""", 422, "notice-missing" },
        { "published", "correct", """{"expectedVersion":1,"notice":{"text":"x"}}""", 422, "ed-note-missing" },
        { "published", "refile", """{"expectedVersion":1}""", 422, "ed-note-missing" },
        { "published", "hold", "{}", 422, "reason-missing" },
        { "published", "kill", """{"reason":"  "}""", 422, "reason-missing" },
        { "published", "takedown", "{}", 422, "reason-missing" },
        { "published", "lift", """{"expectedVersion":1}""", 409, "no-embargo" },
        { "published", "change-embargo", """{"expectedVersion":1}""", 422, "embargo-missing" },
        { "published", "send-as-was", """{"expectedVersion":1}""", 409, "not-held" },
        { "published", "republish", """{"expectedVersion":1}""", 409, "not-unpublished" },
        { "published", "cancel-schedule", "{}", 409, "not-scheduled" },
        { "embargoed", "change-embargo", """{"expectedVersion":1,"usableFrom":"2026-08-24T19:00:00Z"}""", 422, "embargo-same" },
        { "held", "writethru", """{"expectedVersion":2}""", 409, "on-hold" },
        { "held", "hold", """{"reason":"x"}""", 409, "already-held" },
        { "held", "lift", """{"expectedVersion":2}""", 409, "on-hold" },
        { "killed", "writethru", """{"expectedVersion":2}""", 409, "already-killed" },
        { "killed", "kill", """{"reason":"x"}""", 409, "already-killed" },
        { "taken-down", "writethru", """{"expectedVersion":2}""", 409, "taken-down" },
        { "unpublished", "writethru", """{"expectedVersion":1}""", 409, "unpublished" },
        { "had by a client", "unpublish", """{"expectedVersion":1}""", 409, "client-has-it" },
        { "after one that is not out", "new-lead", """{"expectedVersion":0}""", 409, "predecessor-unsent" },
        { "after a killed one", "new-lead", """{"expectedVersion":0}""", 409, "predecessor-killed" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task An_action_that_may_not_be_is_refused_by_name(string standing, string action, string order, int status, string code)
    {
        var id = await StoryThat(standing);
        var head = one.Host.Store.Log.Head;
        (await Desk.Try(id, action, order)).Refused((HttpStatusCode)status, code);
        Assert.Equal(head, one.Host.Store.Log.Head);
    }

    [Fact]
    public void The_table_has_every_code_of_the_rules_that_an_action_can_meet()
    {
        string[] elsewhere = ["locked", "second-key-bad", "scope-missing", "story-unknown", "not-killed", "proof-needed", "site-not-yours"];
        var tried = Cases.Select(c => c.Data.Item5).Concat(elsewhere).ToHashSet();
        var documented = one.Host.Endpoints.Select(e => e.Metadata.GetMetadata<ApiEndpoint>()).OfType<ApiEndpoint>().Where(e => e.Path.Contains("/actions/", StringComparison.Ordinal)).SelectMany(e => e.Doc.Codes).ToHashSet();
        Assert.Empty(documented.Except(tried));
        Assert.Empty(Cases.Select(c => c.Data.Item5).Except(documented));
    }

    [Fact]
    public async Task The_scope_is_each_actions_own()
    {
        var id = await StoryThat("published");
        var night = await one.Host.CallerAsync("hold", "stories:read");
        (await night.Try(id, "kill", """{"reason":"x"}""")).Refused(HttpStatusCode.Forbidden, "scope-missing");
        (await night.Try(id, "writethru", """{"expectedVersion":1}""")).Refused(HttpStatusCode.Forbidden, "scope-missing");
        var offered = (await night.Get($"stories/{id}/actions")).Done["actions"]!.AsArray();
        Assert.Equal(["hold"], offered.Where(a => (bool)a!["allowed"]!).Select(a => (string)a!["action"]!));
        Assert.Equal(HttpStatusCode.OK, (await night.Try(id, "hold", """{"reason":"x"}""")).Status);
    }

    [Fact]
    public async Task Sending_without_the_embargo_that_came_with_the_copy_needs_the_right_to_lift()
    {
        var id = await Desk.Draft();
        await one.Host.Store.Write(tx =>
        {
            var story = Store.Stories.StoryTable.Find(tx.Db, Guid.Parse(id))!;
            Store.Stories.StoryTable.Update(tx, story with { Standing = story.Standing with { Embargo = Embargo.Unclear } });
            return 0;
        });
        var editor = await one.Host.CallerAsync("publish");
        (await editor.Try(id, "publish", """{"expectedVersion":0,"usableFrom":"none"}""")).Refused(HttpStatusCode.Forbidden, "scope-missing", "/usableFrom");
        (await editor.Try(id, "embargo", """{"expectedVersion":0,"usableFrom":"2026-08-24T19:00:00Z"}""")).Refused(HttpStatusCode.Forbidden, "scope-missing");
        var sent = await editor.Act(id, "publish", """{"expectedVersion":0}""");
        Assert.Equal("notYet", (string?)sent["story"]!["gate"]!["public"]);
    }

    [Fact]
    public async Task What_is_offered_as_legal_is_what_the_rules_would_do()
    {
        var id = await StoryThat("had by a client");
        var actions = (await Desk.Get($"stories/{id}/actions")).Done["actions"]!.AsArray().ToDictionary(a => (string)a!["action"]!, a => a!);
        Assert.True((bool)actions["kill"]["legal"]!);
        Assert.True((bool)actions["correct"]["legal"]!);
        Assert.False((bool)actions["unpublish"]["legal"]!);
        Assert.Equal("client-has-it", (string?)actions["unpublish"]["code"]);
        Assert.Equal("already-sent", (string?)actions["publish"]["code"]);
        Assert.Equal(SendAction.All.Count, actions.Count);
    }

    private async Task<string> StoryThat(string standing)
    {
        var id = await Desk.Draft();
        if (standing == "draft") return id;
        if (standing == "spiked") { _ = (await Desk.Post($"stories/{id}/spike")).Done; return id; }
        if (standing == "waiting for the lawyers") { _ = (await Desk.Post($"stories/{id}/legal", "{}")).Done; return id; }
        if (standing is "asked for a summary" or "asked for a second reader")
        {
            var desk = standing.Split(' ')[^1];
            _ = (await Desk.Put($"profiles/{desk}/text", desk == "summary" ? """{"fields":{"dek":{"required":true}}}""" : """{"secondReader":true}""")).Done;
            _ = (await Desk.Post($"stories/{id}/move", $$"""{"desk":"{{desk}}"}""")).Done;
            return id;
        }
        if (standing == "embargoed") { await Desk.Act(id, "embargo", """{"expectedVersion":0,"usableFrom":"2026-08-24T19:00:00Z"}"""); return id; }
        if (standing == "after one that is not out") return await Desk.Draft("Its lead", $",\"follows\":\"{id}\"");
        await Desk.Act(id, "publish", """{"expectedVersion":0}""");
        switch (standing)
        {
            case "held": await Desk.Act(id, "hold", """{"reason":"x"}"""); break;
            case "killed": await Desk.Act(id, "kill", """{"reason":"x"}"""); break;
            case "taken-down": await Desk.Act(id, "takedown", """{"reason":"x"}"""); break;
            case "unpublished": await Desk.Act(id, "unpublish", """{"expectedVersion":1}"""); break;
            case "had by a client": await one.Host.Store.Write(tx => { Recipients.Note(tx, "ledger-ftp", Guid.Parse(id), 1); return 0; }); break;
            case "after a killed one":
                var lead = await Desk.Draft("Its lead", $",\"follows\":\"{id}\"");
                await Desk.Act(id, "kill", """{"reason":"x"}""");
                return lead;
        }
        return id;
    }
}
