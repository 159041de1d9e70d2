using System.Net;
using System.Text.Json.Nodes;
using Dateline.Store.Keeping;
using Dateline.Store.Stories;
using Microsoft.Playwright;
using static Dateline.Newsroom.Tests.Looking;

namespace Dateline.Newsroom.Tests;

/// <summary>People of one member of a group: limited to its sites on every way there is, by the server and not by what a screen shows.</summary>
public sealed class SiteLimitTests(ChromiumBrowser browser) : OnScreen(browser), IClassFixture<ChromiumBrowser>
{
    [Fact]
    public async Task An_administrator_limits_an_editor_to_one_site_and_the_screens_show_that_alone()
    {
        await Host.PersonAsync("olga", "Olga Dahl", "admin");
        var admin = await SignedIn(login: "olga");
        await admin.GotoAsync(At("/newsroom/people"));
        await admin.ClickAsync("li:has-text('Anna Bell') summary:has-text('Every site')");
        await admin.CheckAsync("li:has-text('Anna Bell') input[name=site][value=town]");
        await Look(admin, "people-sites-1440", true);
        await admin.ClickAsync("li:has-text('Anna Bell') form[action*='handler=sites'] button");
        await admin.WaitForSelectorAsync("li:has-text('Anna Bell') summary:has-text('Port Clare Today')");
        Assert.Contains(Host.Store.Read(db => AuditLog.Before(db, long.MaxValue, Anna.Pseudonym, 5)), a => a is { What: "person-sites", Detail: "town" });
        await admin.SetViewportSizeAsync(390, 800);
        await Look(admin, "people-sites-390", true);
        await admin.Context.CloseAsync();

        var anna = await SignedIn();
        await anna.GotoAsync(At("/newsroom/fronts"));
        Assert.Equal(0, await anna.Locator("a[href='/newsroom/fronts/main/en']").CountAsync());
        Assert.Equal(1, await anna.Locator("a[href='/newsroom/fronts/town/en']").CountAsync());
        Assert.Equal(403, await anna.EvaluateAsync<int>("fetch('/newsroom/fronts/main/en').then(a => a.status)"));
        Assert.Equal(200, await anna.EvaluateAsync<int>("fetch('/newsroom/fronts/town/en').then(a => a.status)"));
        await Open(anna, await Story("BRIDGE", "The bridge opens"));
        Assert.Equal(0, await anna.Locator("form.on-site[data-site=main]").CountAsync());
        Assert.Equal(1, await anna.Locator("form.on-site[data-site=town]").CountAsync());
        await anna.Context.CloseAsync();
    }

    [Fact]
    public async Task Elsewhere_she_is_refused_whatever_she_sends()
    {
        var story = await Story("BRIDGE", "The bridge opens");
        await Limit("town");
        var page = await SignedIn();
        Assert.Equal((403, "site-not-yours"), await Ask(page, "PUT", $"stories/{story}/sites/main", """{"here":false}"""));
        Assert.Equal((403, "site-not-yours"), await Ask(page, "PUT", "site/pins", """{"place":"en","stories":[]}"""));
        Assert.Equal((403, "site-not-yours"), await Ask(page, "PUT", "sites/main/theme", "{}"));
        Assert.Equal((403, "site-not-yours"), await Ask(page, "DELETE", "sites/main/files/logo.svg", "{}"));
        Assert.Equal((403, "site-not-yours"), await Ask(page, "POST", "sites/main/ads", "{}"));
        Assert.Equal(200, (await Ask(page, "PUT", $"stories/{story}/sites/town", """{"paragraph":"Traffic in Port Clare will be led round the harbour."}""")).Status);
        Assert.Equal(200, (await Ask(page, "PUT", "site/pins", """{"place":"town:en","stories":[]}""")).Status);
        Assert.Null(Host.Store.Read(db => Placements.Of(db, "main", Guid.Parse(story))));
        using var visitor = new Visitor(Host);
        await visitor.SignIn("anna", PeopleOfTests.Password);
        Assert.Equal(HttpStatusCode.Forbidden, (await visitor.Post("/newsroom/fronts/main/en", ("__RequestVerificationToken", await visitor.FormToken()), ("basis", "0"))).StatusCode);
        foreach (var path in new[] { "/newsroom/fronts/main/en?handler=look", "/newsroom/sites/main/theme", "/newsroom/sites/main/files", "/newsroom/sites/main/ads" }) Assert.Equal(HttpStatusCode.Forbidden, (await visitor.Get(path)).StatusCode);
        // A key is no person: it is limited by its scopes.
        Assert.Equal(HttpStatusCode.OK, (await Desk.Put($"stories/{story}/sites/main", """{"here":false}""")).Status);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_live_story_is_told_by_her_only_where_it_stands_on_her_sites_alone()
    {
        var live = await Story("STORM", "The storm comes ashore", more: ",\"genres\":[{\"code\":\"dateline:live\"}]");
        await Desk.Act(live, "publish", """{"expectedVersion":0}""");
        var entry = (string)(await Desk.Post("stories", $$$"""{"follows":"{{{live}}}","content":{"language":"en","slugline":"STORM","headline":"The ferry stays in port","body":"<p>It stays.</p>","genres":[{"code":"dateline:entry"}]}}""")).Done["id"]!;
        await Limit("town");
        var page = await SignedIn();
        Assert.Equal((403, "site-not-yours"), await Ask(page, "POST", $"stories/{entry}/actions/new-lead", """{"expectedVersion":0}"""));
        Assert.Equal((403, "site-not-yours"), await Ask(page, "PUT", $"stories/{live}/entries/pinned", """{"entries":[]}"""));
        // A hold is never in anybody's way.
        Assert.Equal(200, (await Ask(page, "POST", $"stories/{live}/actions/hold", """{"reason":"Wrong town"}""")).Status);
        await Desk.Act(live, "send-as-was", """{"expectedVersion":2}""");
        await Desk.Put($"stories/{live}/sites/main", """{"here":false}""");
        Assert.Equal(200, (await Ask(page, "POST", $"stories/{entry}/actions/new-lead", """{"expectedVersion":0}""")).Status);
        Assert.Equal(200, (await Ask(page, "PUT", $"stories/{live}/entries/pinned", $$"""{"entries":["{{entry}}"]}""")).Status);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_live_story_that_she_begins_stands_on_her_sites_and_on_no_other()
    {
        var live = await Story("FAIR", "The fair opens", more: ",\"genres\":[{\"code\":\"dateline:live\"}]");
        var wanted = await Story("RACE", "The race begins", more: ",\"genres\":[{\"code\":\"dateline:live\"}]");
        await Desk.Put($"stories/{wanted}/sites/main", """{"here":true}""");
        await Limit("town");
        var page = await SignedIn();
        Assert.Equal(200, (await Ask(page, "POST", $"stories/{live}/actions/publish", """{"expectedVersion":0}""")).Status);
        Assert.False(Host.Store.Read(db => Placements.Of(db, "main", Guid.Parse(live)))!.Here);
        Assert.Null(Host.Store.Read(db => Placements.Of(db, "town", Guid.Parse(live))));
        // Where the other site has taken it already, it is theirs too.
        Assert.Equal((403, "site-not-yours"), await Ask(page, "POST", $"stories/{wanted}/actions/publish", """{"expectedVersion":0}"""));
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_program_sets_the_limit_and_takes_it_away()
    {
        (await Desk.Post("people/anna/sites", """{"sites":["nowhere"]}""")).Refused(HttpStatusCode.UnprocessableEntity, "site-unknown", "/sites/0");
        Assert.Equal("town", (string?)(await Desk.Post("people/anna/sites", """{"sites":["town"]}""")).Done["sites"]![0]);
        Assert.Null((await Desk.Post("people/anna/sites", """{"sites":[]}""")).Done["sites"]);
    }

    private Task<int> Limit(params string[] sites) => Host.Store.Write(tx => { PersonSites.Set(tx, Anna, sites, "test"); return 0; });

    private static async Task<(int Status, string? Code)> Ask(IPage page, string method, string path, string json)
    {
        var answer = await page.EvaluateAsync<string>("""
            async ([method, path, body]) => {
              const token = document.querySelector('meta[name=form-token]').content;
              const answer = await fetch('/api/v1/' + path, { method, body, headers: { 'Content-Type': 'application/json', RequestVerificationToken: token } });
              return answer.status + ' ' + ((await answer.json()).code ?? '');
            }
            """, new[] { method, path, json });
        var parts = answer.Split(' ');
        return (int.Parse(parts[0], System.Globalization.CultureInfo.InvariantCulture), parts[1].Length > 0 ? parts[1] : null);
    }
}
