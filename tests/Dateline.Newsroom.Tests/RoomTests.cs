using Dateline.Store.Intake;
using Dateline.Store.Keeping;
using Dateline.Store.Stories;
using Microsoft.Playwright;
using static Dateline.Newsroom.Tests.Looking;

namespace Dateline.Newsroom.Tests;

/// <summary>The newsroom's screens in a real browser: an editor signs in, sees the desk, edits, sends, holds and kills, and loses no word.</summary>
public sealed class RoomTests(ChromiumBrowser browser) : OnScreen(browser), IClassFixture<ChromiumBrowser>
{
    [Fact]
    public async Task An_editor_signs_in_opens_a_story_writes_and_it_is_saved_at_the_pause()
    {
        var id = await Story("VOS-MAREK-VISIT", "Premier leaves door open to peacekeepers", Text);
        var page = await Browser.NewPageAsync();
        var errors = Complaints(page);
        await page.GotoAsync(At("/newsroom"));
        await page.FillAsync("#login", "anna");
        await page.FillAsync("#password", PeopleOfTests.Password);
        await page.ClickAsync("button.p");
        await page.ClickAsync("#board a.row");
        await page.WaitForSelectorAsync("#preview .hl2");
        await page.Keyboard.PressAsync("Enter");
        await Ready(page);
        await page.FillAsync("#headline", "Premier arrives by night train");
        await page.ClickAsync("#body p >> nth=0");
        await page.Keyboard.PressAsync("End");
        await page.Keyboard.TypeAsync(" He stayed two hours.");
        await page.WaitForSelectorAsync("#saved.o");
        var content = (await Desk.Get($"stories/{id}/content")).Done;
        Assert.Equal("Premier arrives by night train", (string?)content["headline"]);
        Assert.Equal(Text.Replace("kept secret.", "kept secret. He stayed two hours.", StringComparison.Ordinal), (string?)content["body"]);
        Assert.StartsWith("person:", (string?)(await Desk.Get($"stories/{id}")).Done["lock"]!["by"], StringComparison.Ordinal);
        Assert.Empty(errors);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task What_cannot_be_saved_stays_in_the_browser_and_is_offered_on_return()
    {
        var id = await Story("PORT-STRIKE", "Dockers reject offer", Text);
        var page = await SignedIn();
        await page.GotoAsync(At($"/newsroom/stories/{id}"));
        await Ready(page);
        Host.IsCutOff = NewsroomHost.FromScreen;
        await page.FillAsync("#headline", "Dockers accept offer");
        await page.WaitForSelectorAsync("#saved.h");
        Assert.Equal("Dockers reject offer", (string?)(await Desk.Get($"stories/{id}/content")).Done["headline"]);
        await page.GotoAsync(At("/newsroom/me"));
        await page.GotoAsync(At($"/newsroom/stories/{id}"));
        // Not answered, it is offered again: what is typed meanwhile does not take its place.
        await page.WaitForSelectorAsync("#notices button");
        await Ready(page);
        Host.IsCutOff = _ => false;
        await page.FillAsync("#dek", "A vote is called for Friday");
        await page.WaitForSelectorAsync("#saved.o");
        await page.ReloadAsync();
        await page.ClickAsync("#notices button >> nth=0");
        await Assertions.Expect(page.Locator("#headline")).ToHaveValueAsync("Dockers accept offer");
        await page.WaitForSelectorAsync("#saved.o");
        Assert.Equal("Dockers accept offer", (string?)(await Desk.Get($"stories/{id}/content")).Done["headline"]);
        await page.ReloadAsync();
        await Ready(page);
        Assert.Equal(0, await page.Locator("#notices button").CountAsync());
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Text_that_meets_another_hand_is_kept_as_a_revision_and_never_overwrites()
    {
        var id = await Story("PORT-STRIKE", "Dockers reject offer", Text);
        var page = await SignedIn();
        await page.GotoAsync(At($"/newsroom/stories/{id}"));
        await Ready(page);
        // The other's text comes while this screen hears nothing of it.
        var other = (await Desk.Get($"stories/{id}")).Done;
        await page.Context.RouteAsync("**/api/v1/stories/*", route => route.Request.Method == "GET" ? route.AbortAsync() : route.ContinueAsync());
        await Desk.Put($"stories/{id}/content", """{"language":"en","slugline":"PORT-STRIKE","headline":"Theirs","body":"<p>Theirs.</p>"}""", ("If-Match", (string)other["contentTag"]!));
        await page.FillAsync("#headline", "Mine");
        await page.WaitForSelectorAsync("#notices .notice");
        Assert.Equal("Theirs", (string?)(await Desk.Get($"stories/{id}/content")).Done["headline"]);
        var kept = (await Desk.Get($"stories/{id}/revisions")).Done["items"]!.AsArray().First(r => (string?)r!["why"] == "conflict")!;
        Assert.Equal("Mine", (string?)(await Desk.Get($"stories/{id}/revisions/{kept["number"]}")).Done["content"]!["headline"]);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_table_the_editor_does_not_know_survives_it()
    {
        const string table = "<p>Before.</p><table><tbody><tr><td>1</td><td>2</td></tr></tbody></table><p>After.</p>";
        var id = await Story("RESULTS", "Results", table);
        var page = await SignedIn();
        await page.GotoAsync(At($"/newsroom/stories/{id}"));
        await Ready(page);
        await page.ClickAsync("#body p >> nth=0");
        await page.Keyboard.PressAsync("End");
        await page.Keyboard.TypeAsync(" More.");
        await page.WaitForSelectorAsync("#saved.o");
        Assert.Equal(table.Replace("Before.", "Before. More.", StringComparison.Ordinal), (string?)(await Desk.Get($"stories/{id}/content")).Done["body"]);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task An_editor_sends_holds_and_kills_from_theDesk_and_sees_who_gets_it_first()
    {
        var id = await Story("MINE-RESCUE", "Two miners found alive", Text);
        var page = await SignedIn();
        var errors = Complaints(page);
        await page.GotoAsync(At("/newsroom"));
        await Choose(page, id);
        await page.ClickAsync("#preview [data-do=send]");
        await page.WaitForSelectorAsync("#sheet >> text=2 clients");
        await Look(page, "room-send-1440", true);
        await page.ClickAsync("#sheet .do button.p");
        await page.WaitForSelectorAsync($"#col-sent li[data-id=\"{id}\"]");
        Assert.Equal("published", (string?)(await Desk.Get($"stories/{id}")).Done["state"]);

        await Choose(page, id);
        await page.ClickAsync("#preview [data-do=hold]");
        await page.WaitForSelectorAsync("#sheet.red");
        await Look(page, "room-hold-1440", true);
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForSelectorAsync($"#col-sent li[data-id=\"{id}\"] use[href=\"#i-hold\"]");
        Assert.Equal("onHold", (string?)(await Desk.Get($"stories/{id}")).Done["state"]);

        await Choose(page, id);
        await page.ClickAsync("#preview [data-do=kill]");
        await page.WaitForSelectorAsync("#sheet.red");
        await page.ClickAsync("#sheet .do button.red");
        await page.WaitForSelectorAsync("#s-reason-why");
        await page.FillAsync("#s-reason", "The report was false.");
        await Look(page, "room-kill-1440", true);
        await page.ClickAsync("#sheet .do button.red");
        await page.WaitForSelectorAsync($"#col-sent li[data-id=\"{id}\"] use[href=\"#i-kill\"]");
        Assert.Equal("killed", (string?)(await Desk.Get($"stories/{id}")).Done["state"]);
        Assert.Empty(errors);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task An_embargo_is_set_by_theDesks_clock_and_told_in_utc()
    {
        var id = await Story("VOS-MAREK-VISIT", "Premier leaves door open", Text);
        var page = await SignedIn();
        await page.GotoAsync(At($"/newsroom/stories/{id}"));
        await Ready(page);
        await page.ClickAsync(".foot [data-do=send]");
        await page.ClickAsync("#sheet input[value=embargo]");
        await page.FillAsync("#s-usableFrom", "2026-08-24T15:00");
        await page.WaitForSelectorAsync("#sheet >> text=2026-08-24 19:00 UTC");
        await page.WaitForSelectorAsync("#sheet >> text=Send to 1 client now, public Mon 24 Aug 15:00");
        await Look(page, "room-embargo-1440", true);
        await page.ClickAsync("#sheet .do button.violet");
        await page.WaitForSelectorAsync(".gate");
        Assert.Equal("2026-08-24T19:00:00Z", (string?)(await Desk.Get($"stories/{id}")).Done["usableFrom"]);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task What_comes_in_shows_without_moving_what_is_selected()
    {
        var chosen = await Story("PORT-STRIKE", "Dockers reject offer", Text);
        Host.Time.Advance(TimeSpan.FromSeconds(1));
        await Story("OTHER", "Another", Text);
        Host.Time.Advance(TimeSpan.FromSeconds(1));
        var page = await SignedIn();
        await page.GotoAsync(At("/newsroom"));
        await page.WaitForSelectorAsync("body[data-live=yes]");
        await Choose(page, chosen);
        var before = await page.Locator($"li[data-id=\"{chosen}\"]").BoundingBoxAsync();
        var fresh = await Story("NEW-ONE", "Fresh from the floor", Text);
        await page.WaitForSelectorAsync("#col-working .new:not([hidden])");
        Assert.Equal("1 new", await page.TextContentAsync("#col-working .new"));
        Assert.False(await page.Locator($"li[data-id=\"{fresh}\"]").IsVisibleAsync());
        await page.ClickAsync("#col-working .new");
        Assert.True(await page.Locator($"li[data-id=\"{fresh}\"]").IsVisibleAsync());
        Assert.NotNull(before);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task ADesk_of_hundreds_shows_all_of_them_as_they_are_scrolled_to_and_what_comes_stands_on_top()
    {
        var oldest = await Story("OLD-HARBOUR", "The first of the morning", Text);
        await Many(360);
        var page = await SignedIn();
        await page.GotoAsync(At("/newsroom"));
        await page.WaitForSelectorAsync("body[data-live=yes]");
        Assert.Equal("361", await page.TextContentAsync("#col-working .n"));
        Assert.Equal(100, await page.Locator("#col-working li").CountAsync());
        await page.EvaluateAsync("document.querySelector('#rows-working').scrollTop = 1e6");
        await Assertions.Expect(page.Locator("#col-working li")).ToHaveCountAsync(350);
        await page.EvaluateAsync("document.querySelector('#rows-working').scrollTop = 1e6");
        await page.WaitForSelectorAsync($"#col-working li[data-id=\"{oldest}\"]");
        Assert.Equal(361, await page.Locator("#col-working li").CountAsync());
        Assert.False(await page.Locator("#col-working .more").IsVisibleAsync());

        await page.EvaluateAsync("document.querySelector('#rows-working').scrollTop = 0");
        Host.Time.Advance(TimeSpan.FromSeconds(1));
        var fresh = await Story("NEW-ONE", "Fresh from the floor", Text);
        await page.WaitForSelectorAsync($"#col-working li:first-child[data-id=\"{fresh}\"]");
        await Assertions.Expect(page.Locator("#col-working .n")).ToHaveTextAsync("362");
        await Desk.Post($"stories/{oldest}/move", """{"desk":"sport"}""");
        await Assertions.Expect(page.Locator("#col-working .n")).ToHaveTextAsync("361");
        Assert.Equal(0, await page.Locator($"li[data-id=\"{oldest}\"]").CountAsync());
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task The_filter_looks_through_older_rows_too()
    {
        var oldest = await Story("OLD-HARBOUR", "The first of the morning", Text);
        await Many(120);
        var page = await SignedIn();
        await page.GotoAsync(At("/newsroom"));
        await page.FillAsync("#filter", "old-harb");
        await page.WaitForSelectorAsync($"#col-working li[data-id=\"{oldest}\"]");
        Assert.Equal(1, await page.Locator("#col-working li:not(.gone)").CountAsync());
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task The_keys_move_filter_and_find()
    {
        var first = await Story("AAA-FIRST", "The first", Text);
        Host.Time.Advance(TimeSpan.FromSeconds(1));
        var second = await Story("BBB-SECOND", "The second", Text);
        var page = await SignedIn();
        await page.GotoAsync(At("/newsroom"));
        await page.Keyboard.PressAsync("j");
        Assert.Equal(second, await page.Locator("#board li.on").GetAttributeAsync("data-id"));
        await page.Keyboard.PressAsync("j");
        Assert.Equal(first, await page.Locator("#board li.on").GetAttributeAsync("data-id"));
        await page.Keyboard.PressAsync("k");
        Assert.Equal(second, await page.Locator("#board li.on").GetAttributeAsync("data-id"));
        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync("first");
        Assert.False(await page.Locator($"li[data-id=\"{second}\"]").IsVisibleAsync());
        await page.Keyboard.PressAsync("Escape");
        await page.Keyboard.PressAsync("?");
        await page.WaitForSelectorAsync("#keys[open]");
        await Look(page, "room-keys-1440", false);
        await page.Keyboard.PressAsync("Escape");
        await page.Keyboard.PressAsync("Control+k");
        await page.Keyboard.TypeAsync("account");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/newsroom/me");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task The_screens_read_well_wide_narrow_dark_and_in_french()
    {
        var id = await Morning();
        foreach (var (name, width, dark, language) in new[] { ("1440", 1440, false, "en"), ("dark", 1440, true, "en"), ("390", 390, false, "en"), ("390-dark", 390, true, "fr"), ("fr", 1440, false, "fr"), ("1000", 1000, false, "en") })
        {
            var page = await Browser.NewPageAsync(width, 900, dark);
            await page.GotoAsync(At("/newsroom/enter?lang=" + language));
            await Look(page, "room-enter-" + name, name is "1440" or "390-dark");
            await Enter(page);
            await page.GotoAsync(At("/newsroom?lang=" + language));
            if (width > 760) await Choose(page, id);
            await Look(page, "room-desk-" + name, true);
            if (name == "1440") await Document(page, "desk", "first-hour-as-an-editor");
            await page.GotoAsync(At($"/newsroom/stories/{id}?lang=" + language));
            await Ready(page);
            await Look(page, "room-story-" + name, true);
            if (name == "1440") await Document(page, "writing", "first-hour-as-a-reporter");
            await page.ClickAsync("#tab-history");
            await Look(page, "room-history-" + name, name is "1440");
            await page.GotoAsync(At("/newsroom/me?lang=" + language));
            await Look(page, "room-me-" + name, name is "1440" or "390-dark");
            await page.Context.CloseAsync();
        }
    }

    [Fact]
    public async Task The_first_load_is_light_and_the_editor_comes_only_where_text_is_edited()
    {
        var id = await Story("PORT-STRIKE", "Dockers reject offer", Text);
        var page = await SignedIn();
        var scripts = new Dictionary<string, int>();
        page.Response += async (_, response) => { if (response.Url.EndsWith(".js", StringComparison.Ordinal)) lock (scripts) scripts[response.Url] = 0; await Task.CompletedTask; };
        await page.GotoAsync(At("/newsroom"));
        await page.WaitForSelectorAsync("body[data-live=yes]");
        Assert.DoesNotContain(scripts.Keys, u => u.EndsWith("editor.js", StringComparison.Ordinal));
        using var client = new HttpClient();
        var bytes = 0;
        foreach (var url in scripts.Keys.ToList()) bytes += (await client.GetByteArrayAsync(url)).Length;
        Assert.InRange(bytes, 1, 120 * 1024);
        await page.GotoAsync(At($"/newsroom/stories/{id}"));
        await Ready(page);
        Assert.Contains(scripts.Keys, u => u.EndsWith("editor.js", StringComparison.Ordinal));
        await page.Context.CloseAsync();
    }

    private async Task Many(int count)
    {
        for (var n = 0; n < count; n++)
        {
            Host.Time.Advance(TimeSpan.FromSeconds(1));
            await Story("SLUG-" + n, "Headline " + n, Text);
        }
    }

    /// <summary>A desk with something of everything: the id of a story that is worked on.</summary>
    private async Task<string> Morning()
    {
        async Task<string> Next(string slug, string headline, string more = "")
        {
            Host.Time.Advance(TimeSpan.FromSeconds(97));
            return await Story(slug, headline, Text, more);
        }
        var np = await Host.Store.Write(tx => Sources.Save(tx, "np", "Northern Press", "{}", "test"));
        foreach (var (slug, headline, urgency) in new[] { ("RESULTS-HALDEN", "Halden Shipping reports third-quarter results", 4), ("SOC-LUND-KESSEL", "Lund hold Kessel to late draw", 4), ("STORM-ELIN", "Second warning for north coast as Elin deepens", 3), ("VOS-TALKS", "URGENT Vostran says talks to resume within days", 1) })
        {
            var id = await Next(slug, headline, $",\"urgency\":{urgency}");
            await Host.Store.Write(tx => { StoryTable.Update(tx, StoryTable.Find(tx.Db, Guid.Parse(id))! with { Source = np.Id, Stage = "incoming" }); return 0; });
        }
        var strike = await Next("PORT-STRIKE", "Dockers reject offer, talks paused");
        await Desk.Act(strike, "publish", """{"expectedVersion":0}""");
        var mine = await Next("MINE-RESCUE", "Two miners found alive");
        await Desk.Act(mine, "publish", """{"expectedVersion":0}""");
        await Desk.Act(mine, "kill", """{"reason":"The report was false"}""");
        await Desk.Act(await Next("OBIT-LINDQVIST", "Composer Maja Lindqvist, voice of the north, dies at 91"), "embargo", """{"expectedVersion":0,"usableFrom":"2026-08-24T19:00:00Z"}""");
        await Desk.Post($"stories/{await Next("TOURISM-JULY", "Best July for hotels since records began")}/move", """{"stage":"ready"}""");
        await Desk.Act(await Next("BUDGET-SCHOOLS", "Schools to get heat pumps under revised budget"), "publish", """{"expectedVersion":0,"sendAt":"2026-08-24T19:00:00Z"}""");
        await Desk.Post($"stories/{await Next("COURT-FERRY", "Owner of ferry denies skipping checks")}/lock");
        return await Next("VOS-MAREK-VISIT", "Premier leaves door open to peacekeepers on unannounced visit to Kessel", """
            ,"urgency":2,"dek":"After a train journey kept secret until he arrived, the premier said his country’s troops could be part of a guarantee.","bylines":[{"name":"Ingrid Solheim","title":"Northern Press"}],"dateline":"KESSEL, Vostran, Aug. 24 (NP)",
            "withFilesFrom":[{"name":"M. Tremblay","place":"Port Clare"},{"name":"CNS"}],"subjects":[{"code":"medtop:20000638","name":"diplomacy"}],"places":[{"name":"Kessel"}],"edNote":"Embargoed: blackout until the premier has left.","staffNote":"Call Lund before lifting."
            """);
    }
}
