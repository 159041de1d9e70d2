using System.Net;
using System.Text;
using Dateline.Store.Deliveries;
using Dateline.Store.Intake;
using Dateline.Store.Keeping;
using Dateline.Store.Stories;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using static Dateline.Newsroom.Tests.Looking;

namespace Dateline.Newsroom.Tests;

/// <summary>The screens beside the desks in a real browser: the alarm board at three in the morning, outputs, log, wires, keys.</summary>
public sealed class PlaceTests(ChromiumBrowser browser) : IClassFixture<ChromiumBrowser>, IAsyncLifetime
{
    private NewsroomHost _host = null!;
    private Caller _desk = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await NewsroomHost.StartAsync(zone: TimeZoneInfo.FindSystemTimeZoneById("America/Toronto"), more: services => services.AddSingleton<IOutputs>(new OutputLaws.FakeOutputs()).AddSingleton<IRouteBook, FakeIntake>().AddSingleton<ISourceSettings, FakeIntake>());
        await _host.PersonAsync(role: "admin");
        _desk = await _host.CallerAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await browser.KeepFailureAsync();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task After_a_kill_an_editor_calls_and_confirms_by_name_until_nobody_owes_a_receipt()
    {
        var killed = await Killed();
        var page = await SignedIn();
        var errors = Complaints(page);
        await page.ClickAsync(".rail a[href='/newsroom/alarms']");
        Assert.Equal("3 of 4 have not confirmed", await page.TextContentAsync(".case .tally b"));
        Assert.Equal("tel:5550100", await page.GetAttributeAsync("li:has-text('Radio Nord') .tel", "href"));
        await page.WaitForSelectorAsync("body[data-live=yes]");

        // Nobody's name, no confirmation: the form says so beside the field and keeps the rest open.
        await page.ClickAsync("li:has-text('Radio Nord') button.p");
        await page.WaitForSelectorAsync("#how-wrong");
        Assert.Equal(3, (await _desk.Get("withdrawals")).Done["items"]!.AsArray().Count);

        await page.FillAsync("li:has-text('Radio Nord') input[name=how]", "Ana Reyes by phone");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForSelectorAsync(".case .tally >> text=2 of 4 have not confirmed");
        await page.ClickAsync(".case details summary");
        Assert.Contains("Ana Reyes by phone · taken by Anna Bell", await page.TextContentAsync(".case details"), StringComparison.Ordinal);
        Assert.Contains((await _desk.Get($"audit?subject={killed[0]}")).Done["items"]!.AsArray(), a => (string?)a!["what"] == "delivery-confirm" && ((string?)a["who"])!.StartsWith("person:", StringComparison.Ordinal));

        // A receipt that comes meanwhile is seen without a touch, and what is being typed to another stays.
        await page.WaitForSelectorAsync("body[data-live=yes]");
        await page.FillAsync("li:has-text('The Ledger') input[name=how]", "half a na");
        await Receipt(killed[2]);
        await page.WaitForSelectorAsync(".case .tally >> text=1 of 4 has not confirmed");
        Assert.Equal("half a na", await page.InputValueAsync("li:has-text('The Ledger') input[name=how]"));
        await page.FillAsync("li:has-text('The Ledger') input[name=how]", "Duty editor J. Holt by phone");
        await page.ClickAsync("li:has-text('The Ledger') button.p");
        await page.WaitForSelectorAsync(".case.over >> text=All 4 have confirmed");
        Assert.Empty((await _desk.Get("withdrawals")).Done["items"]!.AsArray());
        await page.WaitForSelectorAsync(".calm");
        Assert.Empty(errors);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_kill_is_sent_again_at_once_from_the_board()
    {
        var killed = await Killed();
        await _host.Store.Write(tx => tx.Db.Execute("update delivery set next_action = $2, attempts = 4 where id = $1", killed[0], tx.Now + TimeSpan.FromHours(1)));
        var page = await SignedIn();
        await page.GotoAsync(At("/newsroom/alarms"));
        await page.ClickAsync("li:has-text('Radio Nord') button:has-text('Send again')");
        await page.WaitForSelectorAsync(".case");
        Assert.Equal(_host.Store.Clock.Now(), _host.Store.Read(db => DeliveryTable.Find(db, killed[0]))!.NextAction);
        Assert.Contains((await _desk.Get($"audit?subject={killed[0]}")).Done["items"]!.AsArray(), a => (string?)a!["what"] == "delivery-now");
        // One that was given up goes again under a new id, and is still one client to call.
        await _host.Store.Write(tx => tx.Db.Execute("update delivery set state = 5, next_action = null where id = $1", killed[1]));
        await page.ReloadAsync();
        await page.ClickAsync("li:has-text('The Ledger') button:has-text('Send again')");
        await page.WaitForSelectorAsync(".case .tally >> text=3 of 4 have not confirmed");
        Assert.Equal(2, _host.Store.Read(db => DeliveryTable.OfStory(db, DeliveryTable.Find(db, killed[1])!.Story, DeliveryTable.Find(db, killed[1])!.Destination)).Count(d => d.IsWithdrawal));
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_client_is_taken_on_with_product_and_destination_and_the_test_shows_the_exchange()
    {
        await Went("PORT-STRIKE", "Dockers reject offer");
        var page = await SignedIn();
        var errors = Complaints(page);
        await page.GotoAsync(At("/newsroom/outputs"));
        await page.ClickAsync("text=New product");
        await page.FillAsync("#newCode", "ports");
        await page.FillAsync("#name", "Ports");
        await page.FillAsync("#filter", "slugline has");
        await page.ClickAsync("button.p >> text=Save");
        await page.WaitForSelectorAsync(".wrong .why");
        await Look(page, "place-product-wrong-1440", true);
        Assert.Equal("Ports", await page.InputValueAsync("#name"));
        await page.FillAsync("#filter", "slugline has STRIKE");
        await page.ClickAsync("button >> text=See what it holds");
        await page.WaitForSelectorAsync("text=Versions that went out: 1. It holds 1 of them.");
        await page.ClickAsync("button.p >> text=Save");
        await page.WaitForURLAsync("**/products/ports?done=1");

        await page.GotoAsync(At("/newsroom/outputs/clients/new"));
        await page.FillAsync("#code", "the-ledger");
        await page.FillAsync("#name", "The Ledger");
        await page.FillAsync("#cp-0", "555 0142");
        await page.ClickAsync("button.p >> text=Save");
        await page.WaitForSelectorAsync(".contact .why");
        await page.FillAsync("#cn-0", "Night desk");
        await page.CheckAsync("input[name=products]");
        await page.ClickAsync("button.p >> text=Save");
        await page.WaitForURLAsync("**/clients/the-ledger?done=1");
        var client = (await _desk.Get("clients/the-ledger")).Done;
        Assert.Equal("555 0142", (string?)client["contacts"]![0]!["phone"]);
        Assert.True((bool)client["contacts"]![0]!["onDuty"]!);
        Assert.Equal("ports", (string?)client["products"]![0]);

        await page.ClickAsync("text=New destination");
        await page.FillAsync("#code", "the-ledger-push");
        await page.SelectOptionAsync("#channel", "sftp");
        Assert.False(await page.IsVisibleAsync("[id='http-push.url']"));
        Assert.True(await page.IsVisibleAsync("[id='sftp.hostKeys']"));
        await page.SelectOptionAsync("#channel", "http-push");
        await page.FillAsync("[id='http-push.url']", "https://ledger.example/in");
        await page.ClickAsync("button.p >> text=Save");
        await page.WaitForSelectorAsync(".secret >> text=fresh");
        await page.ClickAsync("text=Send a test now");
        await page.WaitForSelectorAsync(".exchange .raw >> text=POST /incoming");
        Assert.Contains((await _desk.Get("audit?subject=the-ledger-push")).Done["items"]!.AsArray(), a => (string?)a!["what"] == "destination-test");
        await page.ClickAsync("button >> text=Pause");
        await page.WaitForSelectorAsync("#why-wrong");
        await page.FillAsync("#why", "They move their server");
        await page.ClickAsync("button >> text=Pause");
        await page.WaitForSelectorAsync("text=They move their server");
        await page.ClickAsync("button >> text=Resume");
        await page.WaitForSelectorAsync(".facts-now >> text=well");
        Assert.Empty(errors);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task The_log_is_filtered_grows_by_itself_and_is_verified_from_the_screen()
    {
        await Went("PORT-STRIKE", "Dockers reject offer");
        var killed = await Went("MINE-RESCUE", "Two miners found alive");
        await _desk.Act(killed, "kill", """{"reason":"The report was false"}""");
        var page = await SignedIn();
        var errors = Complaints(page);
        await page.GotoAsync(At("/newsroom/log?action=kill"));
        Assert.Equal(1, await page.Locator("tbody tr").CountAsync());
        await page.GotoAsync(At("/newsroom/log"));
        await page.WaitForSelectorAsync("body[data-live=yes]");
        Assert.Equal(3, await page.Locator("tbody tr").CountAsync());
        await Went("STORM-ELIN", "Second warning for north coast");
        await page.WaitForSelectorAsync("tbody tr:first-child >> text=STORM-ELIN");
        await page.FillAsync("#slug", "strike");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**slug=strike**");
        await page.ClickAsync("tbody a >> text=PORT-STRIKE");
        await page.WaitForSelectorAsync("dd code");
        await page.GotoAsync(At("/newsroom/log?view=verify"));
        await page.ClickAsync("button >> text=Verify now");
        await page.WaitForSelectorAsync(".done >> text=Sound");
        Assert.Contains((await _desk.Get("audit")).Done["items"]!.AsArray(), a => (string?)a!["what"] == "log-verify");
        // A row that was altered behind the program's back is found and named.
        await _host.Store.Write(tx => tx.Db.Execute("update wire_log set hash = $1 where position = 2", new byte[32]));
        await page.ClickAsync("button >> text=Verify now");
        await page.WaitForSelectorAsync(".alert >> text=NOT SOUND");
        await page.WaitForSelectorAsync("li >> text=log 2");
        Assert.Empty(errors);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_story_is_found_on_the_log_however_far_back_it_went_and_what_is_found_goes_on_page_by_page()
    {
        await Went("FERRY-TIMETABLE", "Night ferry runs again");
        var strike = Guid.Parse(await Went("PORT-STRIKE", "Dockers reject offer"));
        await _host.Store.Write(tx =>
        {
            for (var i = 0; i < 120; i++) Assert.True(Releases.Release(tx, new ReleaseRequest { Story = strike, Order = new Dateline.News.ReleaseOrder { Action = Dateline.News.ReleaseAction.Writethru, By = "key:test" } }).IsDone);
            return 0;
        });
        var page = await SignedIn();
        var errors = Complaints(page);
        await page.GotoAsync(At("/newsroom/log"));
        Assert.Equal(100, await page.Locator("tbody tr").CountAsync());
        await page.FillAsync("#slug", "timeTABLE");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForSelectorAsync("tbody tr:only-child >> text=FERRY-TIMETABLE");
        Assert.Equal(0, await page.Locator("text=Older").CountAsync());

        await page.GotoAsync(At("/newsroom/log?slug=strike"));
        Assert.Equal("122", await page.InnerTextAsync("tbody tr:first-child td:first-child"));
        Assert.Equal(100, await page.Locator("tbody tr").CountAsync());
        await page.ClickAsync("a.button >> text=Older");
        await page.WaitForURLAsync("**before=23**slug=strike**");
        Assert.Equal(21, await page.Locator("tbody tr").CountAsync());
        Assert.Equal("2", await page.InnerTextAsync("tbody tr:last-child td:first-child"));
        Assert.Equal(0, await page.Locator("a.button >> text=Older").CountAsync());
        // Of actions too, and no page is offered where there are no more.
        await page.GotoAsync(At("/newsroom/log?slug=strike&action=publish"));
        Assert.Equal("2", await page.InnerTextAsync("tbody tr:only-child td:first-child"));
        Assert.Empty(errors);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task The_log_is_filtered_by_what_is_failing_what_waits_and_what_has_an_open_alarm()
    {
        await Client("radio-nord", "Radio Nord", "");
        await Destination("nord", "radio-nord");
        var (refused, waits, arrived, corrected) = (await Sent("PORT-STRIKE", "nord", DeliveryState.GivenUp, 4), await Sent("TAX-REFORM", "nord", DeliveryState.Waiting, 0), await Sent("STORM-ELIN", "nord", DeliveryState.Delivered, 1), await Sent("FERRY-TIMETABLE", "nord", DeliveryState.Delivered, 1));
        var alarm = await _host.Store.Write(tx => Alarms.Raise(tx, "incoming-correction", "Northern Press corrected it.", corrected));
        var page = await SignedIn();
        var errors = Complaints(page);
        await page.GotoAsync(At("/newsroom/log"));
        await page.WaitForSelectorAsync("body[data-live=yes]");
        Assert.Equal(4, await page.Locator("tbody tr").CountAsync());
        Assert.Equal(["All", "Failing 1", "Waiting 1", "Alarms 1"], await Shows());
        Assert.Equal("All", await page.InnerTextAsync(".shows [aria-current]"));

        // Each on its own, in the address.
        foreach (var (name, slug, says) in new[] { ("Failing", "PORT-STRIKE", "1 given up"), ("Waiting", "TAX-REFORM", "1 waiting"), ("Alarms", "FERRY-TIMETABLE", "alarm") })
        {
            await page.ClickAsync($".shows a:has-text('{name}')");
            await page.WaitForURLAsync($"**/newsroom/log?show={name.ToLowerInvariant()}");
            Assert.StartsWith(slug, Assert.Single(await page.Locator("tbody th").AllInnerTextsAsync()), StringComparison.Ordinal);
            Assert.Contains(says, await page.InnerTextAsync("tbody td:last-child"), StringComparison.Ordinal);
            Assert.StartsWith(name, await page.InnerTextAsync(".shows [aria-current]"), StringComparison.Ordinal);
        }
        Assert.Equal("/newsroom/alarms", await page.GetAttributeAsync("tbody .alarmed", "href"));

        // It stands through the rest of the filter, and the rest of the filter through it.
        await page.ClickAsync(".shows a:has-text('Waiting')");
        await page.FillAsync("#slug", "ferry");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**slug=ferry**show=waiting");
        await page.WaitForSelectorAsync("text=Nothing on the log is so. Change the filter.");
        await page.ClickAsync(".shows a:has-text('Alarms')");
        await page.WaitForURLAsync("**slug=ferry**show=alarms");
        Assert.Equal(1, await page.Locator("tbody tr").CountAsync());

        // What begins to fail, arrives, or is seen to meanwhile comes and goes by itself.
        await page.GotoAsync(At("/newsroom/log?show=failing"));
        await page.WaitForSelectorAsync("body[data-live=yes]");
        await _host.Store.Write(tx => tx.Db.Execute("update delivery set attempts = 1 where story = $1", waits));
        // What was given up stays so, and is no matter once the next version has arrived there.
        await _desk.Act(refused.ToString("D"), "writethru", """{"expectedVersion":1}""");
        await _host.Store.Write(tx =>
        {
            DeliveryTable.Add(tx, Destinations.Find(tx.Db, "nord")!.Id, refused, 2, Store.Wire.WireLog.OfStory(tx.Db, refused)[^1].Position, Dateline.News.ReleaseAction.Writethru, DeliveryLane.Usual);
            return tx.Db.Execute("update delivery set state = 2, receipt_at = $2 where story = $1 and version = 2", refused, tx.Now);
        });
        await _host.Store.Write(tx => Alarms.Acknowledge(tx, alarm, "person:1"));
        await Went("MINE-RESCUE", "Two miners found alive");
        await page.WaitForSelectorAsync("tbody tr:only-child >> text=TAX-REFORM");
        Assert.Equal(["All", "Failing 1", "Waiting 0", "Alarms 0"], await Shows());
        Assert.Equal("1 failing", (await page.InnerTextAsync("tbody td:last-child")).Split(" · ")[^1]);
        await page.GotoAsync(At("/newsroom/log?show=alarms&lang=fr"));
        await page.WaitForSelectorAsync("text=Aucune alarme ouverte");
        Assert.Equal(["Tout", "En échec 1", "En attente 0", "Alarmes 0"], await Shows());
        Assert.NotEqual(default, arrived);
        Assert.Empty(errors);
        await page.Context.CloseAsync();

        async Task<string[]> Shows() => [.. (await page.Locator(".shows li").AllInnerTextsAsync()).Select(t => string.Join(' ', t.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)))];
    }

    [Fact]
    public async Task A_wire_is_set_up_its_quarantine_looked_at_and_a_file_test_driven()
    {
        var stuck = await Stuck();
        var page = await SignedIn();
        var errors = Complaints(page);
        await page.GotoAsync(At("/newsroom/wires"));
        await page.ClickAsync("code >> text=malformed");
        Assert.Contains("</haed>", await page.TextContentAsync(".ln.here"), StringComparison.Ordinal);
        await page.ClickAsync("button >> text=Put away");
        await page.WaitForSelectorAsync("text=Everything that came in could be read.");
        Assert.Equal("put-away", (string?)(await _desk.Get($"quarantine/{stuck}")).Done["state"]);

        await page.ClickAsync("text=New source");
        await page.FillAsync("#code", "COAST");
        await page.FillAsync("#name", "Coast Wire");
        await page.ClickAsync("button.p >> text=Save");
        await page.WaitForSelectorAsync("#code-wrong");
        await page.FillAsync("#code", "coast");
        await page.FillAsync("#zone", "Europe/Copenhagen");
        await page.UncheckAsync("input[name=sendOn]");
        await page.ClickAsync("button.p >> text=Save");
        await page.WaitForURLAsync("**/wires/coast?done=1");
        var settings = (await _desk.Get("sources/coast")).Done["settings"]!;
        Assert.Equal("Europe/Copenhagen", (string?)settings["zone"]);
        Assert.False((bool)settings["sendOn"]!);

        // Each way shows its own fields, and no others.
        await page.ClickAsync("text=We fetch files from their SFTP server");
        await page.WaitForSelectorAsync("#sftp\\.host >> visible=true");
        Assert.False(await page.IsVisibleAsync("#feed\\.url"));
        await page.FillAsync("#sftp\\.host", "sftp.coast.example");
        await page.FillAsync("#sftp\\.user", "dateline");
        await page.FillAsync("#sftp\\.hostKeys", "SHA256:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
        await page.FillAsync("#secret", "let-us-in");
        await page.FillAsync("#everySeconds", "120");
        await Look(page, "place-source-sftp-1440", true);
        await page.ClickAsync("button.p >> text=Save");
        await page.WaitForSelectorAsync("text=It has one. Type another to replace it");
        Assert.DoesNotContain("let-us-in", await page.ContentAsync(), StringComparison.Ordinal);
        var saved = (await _desk.Get("sources/coast")).Done;
        Assert.Equal(("sftp", "sftp.coast.example", 120, true), ((string?)saved["settings"]!["kind"], (string?)saved["settings"]!["sftp"]!["host"], (int)saved["settings"]!["everySeconds"]!, (bool)saved["hasSecret"]!));

        await page.ClickAsync("button >> text=Pause");
        await page.WaitForSelectorAsync("#why-wrong");
        await page.FillAsync("#why", "They move house");
        await page.ClickAsync("button >> text=Pause");
        await page.WaitForSelectorAsync("text=paused since");
        await Look(page, "place-source-paused-1440", true);
        await page.ClickAsync("button >> text=Resume");
        await page.WaitForSelectorAsync("button >> text=Ask now");

        await page.GotoAsync(At("/newsroom/wires/try"));
        await page.FillAsync("#text", """{"uri":"urn:x:1","version":"1","type":"text","headline":"Storm Elin deepens","slugline":"STORM-ELIN","language":"en","body_text":"A second warning."}""");
        await page.ClickAsync("button >> text=See what is read");
        await page.WaitForSelectorAsync("dd >> text=Storm Elin deepens");
        await Look(page, "place-try-read-1440", true);
        Assert.Empty((await _desk.Get("items")).Done["items"]!.AsArray());
        Assert.Empty(errors);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Routes_are_written_in_a_form_ordered_by_keyboard_and_by_hand_tried_and_put_in_force()
    {
        await Stuck();
        var page = await SignedIn();
        var errors = Complaints(page);
        await page.GotoAsync(At("/newsroom/wires/routes"));
        foreach (var (name, when, desk) in new[] { ("Sport", "genre is Sport", "sport"), ("Flash", "urgency at most 2", "news"), ("The rest", "everything", "world") })
        {
            await page.ClickAsync("text=Add a route");
            var last = page.Locator("#routes > li").Last;
            await last.GetByLabel("Name").FillAsync(name);
            await last.GetByLabel("Takes").FillAsync(when);
            await last.GetByLabel("To the desk").FillAsync(desk);
        }
        await page.Locator("#routes > li").Nth(1).GetByText("Send it on at once").ClickAsync();

        // The keyboard: the button keeps the focus, and the place is read aloud.
        await page.GetByLabel("Move “Route 3” up").PressAsync("Enter");
        await page.GetByLabel("Move “Route 3” up").PressAsync("Enter");
        Assert.Equal("The rest: now 1 of 3", await page.TextContentAsync("#route-said"));
        // By hand.
        await page.SetViewportSizeAsync(1440, 2000);
        await page.Locator("[data-grip]").First.HoverAsync();
        await page.Mouse.DownAsync();
        var end = (await page.Locator("#routes > li").Last.BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(end.X + 40, end.Y + end.Height - 10, new() { Steps = 20 });
        await page.Mouse.UpAsync();
        Assert.Equal(["Sport", "Flash", "The rest"], await page.Locator("#routes input[name$='.name']").EvaluateAllAsync<string[]>("all => all.map(i => i.value)"));
        await page.Locator("#routes > li").Nth(1).GetByText("↑").PressAsync("Enter");

        await page.ClickAsync(".routes-foot >> text=Dry run over the last 7 days");
        await page.WaitForSelectorAsync("text=Items that would have gone elsewhere");
        Assert.Empty((await _desk.Get("routes")).Done["items"]!.AsArray());
        await Look(page, "place-routes-form-1440", true);
        await Document(page, "routes", "first-hour-as-a-desk-chief");
        await page.ClickAsync("text=Put in force");
        await page.WaitForURLAsync("**/wires/routes?done=1");
        var kept = (await _desk.Get("routes")).Done["items"]!.AsArray();
        Assert.Equal([("Flash", "urgency at most 2", true), ("Sport", "genre is Sport", false), ("The rest", "everything", false)], kept.Select(r => ((string)r!["name"]!, (string)r["when"]!, (bool)r["actions"]!["send"]!)));

        // What can't be read is said beside it, and nothing else is marked.
        await page.GetByLabel("Takes", new() { Exact = true }).First.FillAsync("urgency is is 2 and");
        await page.ClickAsync(".routes-foot button.p");
        await page.WaitForSelectorAsync("#routes > li:first-child .field.wrong:has(textarea) .why");
        Assert.Equal("urgency is is 2 and", await page.GetByLabel("Takes", new() { Exact = true }).First.InputValueAsync());
        Assert.Equal(1, await page.Locator("#routes .wrong").CountAsync());
        await page.GetByLabel("Takes", new() { Exact = true }).First.FillAsync("urgency at most 2");
        await page.ClickAsync(".routes-foot button.p");
        await page.WaitForURLAsync("**/wires/routes?done=1");

        // Carried elsewhere and back: it is in the form, and not in force.
        await page.ClickAsync("text=As JSON, to carry elsewhere");
        await page.FillAsync("#json", """[{"name":"Only this","when":"everything","actions":{"desk":"night"}}]""");
        await page.ClickAsync("button >> text=Read into the form");
        await page.WaitForSelectorAsync("#routes > li:only-child");
        Assert.Equal("night", await page.GetByLabel("To the desk").InputValueAsync());
        Assert.Equal(3, (await _desk.Get("routes")).Done["items"]!.AsArray().Count);
        Assert.Empty(errors);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_kill_that_comes_in_sounds_on_every_screen_until_a_named_person_has_it()
    {
        var story = Guid.Parse(await Went("MINE-RESCUE", "Two miners found alive"));
        var page = await SignedIn();
        var other = await SignedIn();
        var errors = Complaints(page);
        await other.GotoAsync(At("/newsroom/log"));
        await page.WaitForSelectorAsync("body[data-live=yes]");
        await other.WaitForSelectorAsync("body[data-live=yes]");
        var alarm = await _host.Store.Write(tx => Alarms.Raise(tx, "incoming-kill", "Northern Press killed MINE-RESCUE.", story));
        foreach (var screen in new[] { page, other })
        {
            await screen.WaitForSelectorAsync("[data-loud] >> text=KILL came in");
            await screen.WaitForSelectorAsync("body[data-sounds=yes]");
        }
        await Look(other, "place-loud-1440", true);
        await page.ClickAsync("[data-loud] button >> text=I have it: Anna Bell");
        await page.WaitForSelectorAsync("body:not([data-sounds=yes])");
        await other.WaitForSelectorAsync("body:not([data-sounds=yes])");
        var seen = (await _desk.Get("alarms?all=true")).Done["items"]!.AsArray().Single(a => (string?)a!["id"] == alarm.ToString("D"))!;
        Assert.StartsWith("person:", (string?)seen["acknowledgedBy"], StringComparison.Ordinal);
        Assert.Empty(errors);
        await page.Context.CloseAsync();
        await other.Context.CloseAsync();
    }

    [Fact]
    public async Task Of_several_that_cannot_wait_the_gravest_stands_in_words_and_the_others_open_behind_it()
    {
        var story = Guid.Parse(await Went("MINE-RESCUE", "Two miners found alive"));
        foreach (var kind in new[] { "incoming-flash", "incoming-kill", "incoming-hold" }) await _host.Store.Write(tx => Alarms.Raise(tx, kind, "Northern Press sent it.", story));
        var page = await SignedIn();
        var errors = Complaints(page);
        foreach (var path in new[] { "/newsroom", "/newsroom/log" })
        {
            await page.GotoAsync(At(path));
            await page.WaitForSelectorAsync("body[data-live=yes]");
            Assert.Equal("KILL came in", await page.TextContentAsync("#alarms > .open b"));
            Assert.False(await page.IsVisibleAsync("#alarms .more-bars .open"));
        }
        await Look(page, "place-bars-1440", true);
        await page.ClickAsync("#alarms summary >> text=2 more");
        Assert.Equal(["HOLD came in", "FLASH came in"], await page.Locator("#alarms .more-bars .open b").AllTextContentsAsync());
        // Who looks at the others goes on looking at them when one is taken.
        await page.ClickAsync("#alarms .more-bars .open:has-text('HOLD') button");
        await page.WaitForSelectorAsync("#alarms details[open] summary:has-text('1 more')");
        await page.ClickAsync("#alarms > .open button");
        await page.WaitForSelectorAsync("#alarms > .open >> text=FLASH came in");
        await page.WaitForSelectorAsync("#alarms details", new() { State = WaitForSelectorState.Detached });
        Assert.Empty(errors);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task An_alert_goes_in_one_line_from_anywhere_and_opens_its_linked_first_lead()
    {
        var page = await SignedIn();
        var errors = Complaints(page);
        await page.GotoAsync(At("/newsroom/log"));
        await page.WaitForSelectorAsync("body[data-live=yes]");
        await page.Keyboard.PressAsync("Control+Shift+A");
        await page.WaitForSelectorAsync("#flash-slug:focus");
        await page.Keyboard.TypeAsync("VOS-TALKS");
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("Control+Enter");
        await page.WaitForSelectorAsync("#flash-why:not([hidden])");
        Assert.Empty((await _desk.Get("log")).Done["items"]!.AsArray());
        await page.Keyboard.TypeAsync("Vostran says talks resume");
        await page.WaitForSelectorAsync("#flash-who >> text=Radio Nord");
        await Look(page, "place-flash-1440", true);
        await page.Keyboard.PressAsync("Control+Enter");
        await page.WaitForURLAsync("**/newsroom/stories/*");
        var row = Assert.Single((await _desk.Get("log")).Done["items"]!.AsArray())!;
        var alert = (await _desk.Get($"stories/{row["story"]}")).Done;
        Assert.Equal(("published", "VOS-TALKS", 1), ((string?)alert["state"], (string?)alert["slugline"], (int)alert["urgency"]!));
        var lead = (await _desk.Get($"stories/{page.Url.Split('/')[^1]}")).Done;
        Assert.Equal(((string?)alert["guid"], "evolvedFrom"), ((string?)lead["links"]![0]!["guid"], (string?)lead["links"]![0]!["kind"]));
        Assert.Empty(errors);

        // What was typed and not sent is no story on the desk.
        await page.GotoAsync(At("/newsroom"));
        await page.Keyboard.PressAsync("Control+Shift+A");
        await page.FillAsync("#flash-slug", "NEVER-MIND");
        await page.FillAsync("#flash-line", "Never mind");
        await page.WaitForSelectorAsync("#flash-who >> text=Radio Nord");
        await page.Keyboard.PressAsync("Escape");
        await page.WaitForSelectorAsync("#board:not(:has-text('NEVER-MIND'))");
        await page.GotoAsync(At("/newsroom?view=spike"));
        await page.WaitForSelectorAsync("#board >> text=NEVER-MIND");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_key_is_made_shown_once_and_revoked()
    {
        var page = await SignedIn();
        await page.GotoAsync(At("/newsroom/keys"));
        await page.FillAsync("#name", "Night desk");
        await page.ClickAsync("button >> text=Make the key");
        await page.WaitForSelectorAsync("#rights-wrong");
        await page.CheckAsync("input[value='stories:read']");
        await page.ClickAsync("button >> text=Make the key");
        var secret = await page.TextContentAsync(".secret");
        Assert.NotNull(_host.Store.Read(db => ApiKeys.Check(db, secret!)));
        await page.GotoAsync(At("/newsroom/keys"));
        Assert.DoesNotContain(secret!, await page.ContentAsync(), StringComparison.Ordinal);
        await page.ClickAsync("tr:has-text('Night desk') button");
        await page.WaitForSelectorAsync("tr:has-text('Night desk') >> text=revoked");
        Assert.Null(_host.Store.Read(db => ApiKeys.Check(db, secret!)));
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData("editor", "alarms", "log")]
    [InlineData("chief", "alarms", "log", "wires", "wires/new", "wires/try", "wires/routes", "outputs", "outputs/clients/new", "outputs/products/new")]
    public async Task Whoever_lacks_the_right_sees_nothing_and_changes_nothing(string role, params string[] open)
    {
        await _host.PersonAsync("role-" + role, "Someone", role);
        using var visitor = new Visitor(_host);
        await visitor.SignIn("role-" + role, PeopleOfTests.Password);
        foreach (var path in new[] { "alarms", "log", "wires", "wires/new", "wires/try", "wires/routes", "outputs", "outputs/clients/new", "outputs/products/new", "keys" })
            Assert.Equal(open.Contains(path) ? HttpStatusCode.OK : HttpStatusCode.Forbidden, (await visitor.Get("/newsroom/" + path)).StatusCode);
        var token = await visitor.FormToken();
        Assert.Equal(HttpStatusCode.Forbidden, (await visitor.Post("/newsroom/keys", ("name", "x"), ("rights", "*"), ("__RequestVerificationToken", token))).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await visitor.Post("/newsroom/alarms?handler=seen", ("id", Guid.Empty.ToString("D")))).StatusCode);
    }

    [Fact]
    public async Task A_reader_reads_finds_sees_who_has_what_and_changes_nothing()
    {
        var killed = await Killed();
        var strike = (string)(await _desk.Post("stories", """{"content":{"language":"en","slugline":"PORT-STRIKE","headline":"Dockers reject offer, talks paused","dek":"The union wants the night shifts back before it returns to the table.","bylines":[{"name":"Ingrid Solheim"}],"dateline":"PORT CLARE, Aug. 24 (NP)","urgency":3,"subjects":[{"code":"medtop:20000531","name":"strike"}],"body":"<p>Dockers at Port Clare rejected the latest offer on Monday and stayed out for a third day.</p><p>Talks go on in Lund on Thursday, the mediator said.</p>"}}""")).Done["id"]!;
        await _desk.Act(strike, "publish", """{"expectedVersion":0}""");
        var draft = await Draft("TOURISM-JULY", "Best July for hotels since records began");
        _host.Store.Search.CatchUp();
        await _host.PersonAsync("rea", "Rea Stone", "reader");
        var page = await browser.NewPageAsync();
        var errors = Complaints(page);
        await page.GotoAsync(At("/newsroom/enter"));
        await Enter(page, "rea");
        await page.WaitForSelectorAsync("body[data-live=yes]");

        // Reads: the story, and nothing beside it that writes, withdraws or sends.
        await page.ClickAsync($"#board li[data-id=\"{strike}\"] a");
        await page.WaitForSelectorAsync($"#preview article[data-id=\"{strike}\"] >> text=stayed out for a third day");
        Assert.Equal(["Open"], (await page.Locator("#preview .act :is(a,button)").AllInnerTextsAsync()).Select(t => t.Trim()));
        await Document(page, "reading", "first-hour-as-a-reader");
        Assert.Equal(0, await page.Locator(".rail [data-do=new]").CountAsync());
        Assert.Equal(["Search", "Handover", "Alarms", "Log"], (await page.Locator(".rail a[href]:not([href='/newsroom'])").AllInnerTextsAsync()).Select(t => t.Trim()).Where(t => t is "Search" or "Handover" or "Alarms" or "Log" or "Wires" or "Outputs" or "Fronts" or "People" or "API keys"));
        await page.GotoAsync(At($"/newsroom/stories/{draft}"));
        await page.WaitForSelectorAsync("body[data-ready=yes]");
        await page.WaitForSelectorAsync("footer >> text=As it was saved");
        Assert.Equal(0, await page.Locator("[contenteditable=true]").CountAsync());

        // Finds.
        await page.GotoAsync(At("/newsroom/search?q=dockers"));
        await page.ClickAsync(".found a:has-text('PORT-STRIKE')");

        // Sees who has what.
        await page.GotoAsync(At("/newsroom/log"));
        Assert.Equal("1", await page.InnerTextAsync(".shows a:has-text('Alarms') b"));
        await page.ClickAsync(".shows a:has-text('Alarms')");
        await page.ClickAsync("tbody th a:has-text('MINE-RESCUE')");
        await page.WaitForSelectorAsync("h2 >> text=Who it was for");
        Assert.Equal(["Port Clare Online", "Radio Nord", "The Evening", "The Ledger"], await page.Locator("tbody th").AllInnerTextsAsync());
        Assert.Contains("answered 200", await page.InnerTextAsync("tr:has-text('The Evening')"), StringComparison.Ordinal);
        await Document(page, "who-has-it", "first-hour-as-a-reader");
        await page.GotoAsync(At("/newsroom/alarms"));
        await page.FillAsync("li:has-text('Radio Nord') input[name=how]", "Ana Reyes by phone");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForSelectorAsync(".case .tally >> text=2 of 4 have not confirmed");
        Assert.Equal(DeliveryState.Confirmed, _host.Store.Read(db => DeliveryTable.Find(db, killed[0]))!.State);

        // And is refused, asked past the buttons: nothing has changed.
        var before = ((await _desk.Get($"stories/{strike}")).Done.ToJsonString(), (await _desk.Get($"stories/{draft}")).Done.ToJsonString(), _host.Store.Read(db => Dateline.Store.Wire.WireLog.Head(db).Position));
        foreach (var (method, path, body) in new[]
        {
            ("POST", "stories", """{"content":{"headline":"Mine"}}"""), ("POST", $"stories/{draft}/lock", "{}"), ("POST", $"stories/{draft}/move", """{"stage":"ready"}"""), ("POST", $"stories/{draft}/actions/publish", """{"expectedVersion":0}"""),
            ("POST", $"stories/{strike}/actions/hold", "{}"), ("POST", $"stories/{strike}/actions/kill", """{"reason":"No"}"""), ("POST", $"stories/{strike}/actions/correct", """{"expectedVersion":1}"""),
        })
        {
            var refused = await page.EvaluateAsync<string>("async ([method, path, body]) => { const answer = await fetch('/api/v1/' + path, { method, body, headers: { 'Content-Type': 'application/json', RequestVerificationToken: document.querySelector('meta[name=form-token]').content, 'Idempotency-Key': crypto.randomUUID() } }); return `${answer.status} ${(await answer.json()).code}`; }", new[] { method, path, body });
            Assert.Equal((path, "403 scope-missing"), (path, refused));
        }
        foreach (var closed in new[] { "wires", "outputs", "keys", "people", "house", "fronts" }) Assert.Equal(403, (await page.GotoAsync(At("/newsroom/" + closed)))!.Status);
        Assert.Equal(before, ((await _desk.Get($"stories/{strike}")).Done.ToJsonString(), (await _desk.Get($"stories/{draft}")).Done.ToJsonString(), _host.Store.Read(db => Dateline.Store.Wire.WireLog.Head(db).Position)));
        Assert.Empty(errors);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Who_writes_and_does_not_send_sees_what_is_to_be_looked_at_and_whom_to_ask()
    {
        var strike = await Went("PORT-STRIKE", "Dockers reject offer, talks paused");
        await _host.PersonAsync("rob", "Rob Dale", "reporter");
        var page = await browser.NewPageAsync();
        await page.GotoAsync(At("/newsroom/enter"));
        await Enter(page, "rob");
        await page.WaitForSelectorAsync("body[data-live=yes]");
        await page.ClickAsync($"#board li[data-id=\"{strike}\"] a");
        await page.ClickAsync("#preview [data-do=send]");
        await page.WaitForSelectorAsync("#sheet[open] >> text=Your role does not allow this. Ask somebody who may.");
        Assert.Equal(["Cancel"], await page.Locator("#sheet button").AllInnerTextsAsync());
        Assert.Contains("Checks", await page.InnerTextAsync("#sheet .facts"), StringComparison.Ordinal);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task The_places_read_well_wide_narrow_dark_and_in_french()
    {
        var killed = await Killed();
        var stuck = await Stuck();
        _ = (await _desk.Put("routes", """{"items":[{"name":"Flashes go out","when":"source is np and urgency at most 2","actions":{"send":true,"set":{"credit":"Northern Press"}},"mostPerHour":20,"enabled":true},{"name":"Sport","when":"subject under medtop:15000000","actions":{"desk":"sport","stage":"incoming","stop":true},"enabled":false}]}""")).Done;
        _ = (await _desk.Put("sources/coast", """{"name":"Coast Wire","secret":"let-us-in","settings":{"kind":"mailbox","quietMinutes":90,"mailbox":{"host":"imap.coast.example","user":"wires","moveTo":"Taken in","senders":["coast.example"]}}}""")).Done;
        await _host.Store.Write(tx =>
        {
            var coast = Sources.Find(tx.Db, "coast")!.Id;
            return SourceRounds.Failed(tx, coast, SourceRounds.Claim(tx, coast, TimeSpan.FromMinutes(3))!, new("sign-in-refused", "The mail server did not let us in: the user or the password is not right any more. Nothing was lost."), tx.Now + TimeSpan.FromMinutes(2));
        });
        _ = (await _desk.Post("clients/radio-nord/keys", """{"name":"Their archive"}""")).Done;
        _ = (await _desk.Post("clients/radio-nord/people", """{"name":"Ana Reyes","login":"ana.reyes@radio-nord.example","role":"downloader"}""")).Done;
        await _desk.Act(await Draft("OBIT-LINDQVIST", "Composer Maja Lindqvist, voice of the north, dies at 91"), "embargo", """{"expectedVersion":0,"usableFrom":"2026-08-24T19:00:00Z"}""");
        foreach (var (name, width, dark, language) in new[] { ("1440", 1440, false, "en"), ("dark", 1440, true, "en"), ("390", 390, false, "en"), ("fr", 1000, false, "fr") })
        {
            var page = await browser.NewPageAsync(width, 900, dark);
            await page.GotoAsync(At("/newsroom/enter"));
            await Enter(page);
            foreach (var (path, what) in new[] { ("alarms", "alarms"), ("outputs", "outputs"), ("outputs/clients/radio-nord", "client"), ("outputs/clients/radio-nord/access", "client-access"), ("outputs/products/en", "product"), ("outputs/destinations/nord", "destination"), ($"outputs/deliveries/{killed[0]}", "delivery"),
                ("log", "log"), ("log/2", "log-row"), ("log?view=timetable", "timetable"), ("log?view=audit", "audit"), ("log?view=verify", "verify"), ("wires", "wires"), ("wires/np", "source"), ("wires/coast", "source-mailbox"), ($"wires/quarantine/{stuck}", "stuck"), ("wires/try", "try"), ("wires/routes", "routes"), ("keys", "keys") })
            {
                var answer = await page.GotoAsync(At($"/newsroom/{path}{(path.Contains('?', StringComparison.Ordinal) ? "&" : "?")}lang={language}"));
                Assert.Equal(200, answer!.Status);
                Assert.DoesNotContain("?", await page.TitleAsync(), StringComparison.Ordinal);
                await Look(page, $"place-{what}-{name}", true);
            }
            await page.Context.CloseAsync();
        }
    }

    private string At(string path) => new Uri(_host.Address, path).ToString();

    private async Task<IPage> SignedIn()
    {
        var page = await browser.NewPageAsync();
        await page.GotoAsync(At("/newsroom/enter"));
        await Enter(page);
        return page;
    }

    /// <summary>What a wire sent and could not be read: its id in the quarantine.</summary>
    private async Task<Guid> Stuck()
    {
        var bytes = Encoding.UTF8.GetBytes("<?xml version=\"1.0\"?>\n<nitf>\n  <head>\n    <title>Storm Elin deepens</title>\n  </haed>\n  <body/>\n</nitf>\n");
        return await _host.Store.Write(tx =>
        {
            var np = Sources.Save(tx, "np", "Northern Press", "{}", "test");
            var raw = RawBytes.From(bytes);
            raw.Keep(tx);
            Quarantine.Put(tx, np.Id, raw.Sha, 0, "malformed", "The end tag \"haed\" does not match \"head\".", 5, 5, null, "urn:newsml:np.example:20260824:storm-elin");
            return Quarantine.List(tx.Db, true, 1)[0].Id;
        });
    }

    private async Task<string> Draft(string slug, string headline) => (string)(await _desk.Post("stories", $$$"""{"content":{"language":"en","slugline":"{{{slug}}}","headline":"{{{headline}}}","body":"<p>Text.</p>"}}""")).Done["id"]!;

    private async Task<string> Went(string slug, string headline)
    {
        var id = await Draft(slug, headline);
        await _desk.Act(id, "publish", """{"expectedVersion":0}""");
        return id;
    }

    /// <summary>A story that four destinations had was killed; one of them has answered. The deliveries of the other three: Radio Nord, The Ledger, Port Clare Online.</summary>
    [Fact]
    public async Task How_large_photos_may_be_is_a_number_beside_how_they_go_and_a_wrong_one_is_said_at_its_field()
    {
        await Client("radio-nord", "Radio Nord", "");
        await Destination("nord", "radio-nord");
        var page = await SignedIn();
        await page.GotoAsync(At("/newsroom/outputs/destinations/nord"));
        async Task Save(string side)
        {
            await page.FillAsync("#photoSide", side);
            await page.ClickAsync(".sheet-form button.p");
        }
        await Save("2000");
        Assert.Contains("go as files", await page.InnerTextAsync(".field.wrong #photoSide-hint"), StringComparison.Ordinal);
        await page.CheckAsync("[name=photos][value=first]");
        foreach (var wrong in new[] { "large", "199" })
        {
            await Save(wrong);
            Assert.Contains("200 to 20,000", await page.InnerTextAsync(".field.wrong #photoSide-hint"), StringComparison.Ordinal);
            Assert.Equal(wrong, await page.InputValueAsync("#photoSide"));
        }
        foreach (var (typed, kept) in new[] { ("3200", (int?)3200), ("", null) })
        {
            await Save(typed);
            await page.WaitForURLAsync("**/nord?done=1");
            Assert.Equal((typed, kept), (await page.InputValueAsync("#photoSide"), _host.Store.Read(static db => Destinations.Find(db, "nord"))!.PhotoSide));
        }
    }

    private async Task<Guid[]> Killed()
    {
        await _desk.Put("products/en", """{"name":"Everything in English","filter":"language is en"}""");
        foreach (var (code, name, contact) in new[] { ("radio-nord", "Radio Nord", """{"name":"Night desk","phone":"555 0100","mail":"night@radio-nord.example","onDuty":true},{"name":"Ana Reyes","phone":"555 0101"}"""), ("the-ledger", "The Ledger", """{"name":"J. Holt","phone":"555 0142","onDuty":true}"""), ("port-clare", "Port Clare Online", ""), ("evening", "The Evening", "") })
            await _desk.Put($"clients/{code}", $$"""{"name":"{{name}}","products":["en"],"contacts":[{{contact}}]}""");
        foreach (var (code, client) in new[] { ("nord", "radio-nord"), ("ledger", "the-ledger"), ("clare", "port-clare"), ("evening", "evening") })
            await _desk.Put($"destinations/{code}", $$$"""{"client":"{{{client}}}","channel":"http-push","format":"newsml-g2","options":{"url":"https://{{{client}}}.example/in"}}""");
        var story = Guid.Parse(await Went("MINE-RESCUE", "Two miners found alive"));
        await _host.Store.Write(tx =>
        {
            foreach (var code in new[] { "nord", "ledger", "clare", "evening" })
            {
                Recipients.Note(tx, code, story, 1);
                DeliveryTable.Add(tx, Destinations.Find(tx.Db, code)!.Id, story, 1, 1, Dateline.News.ReleaseAction.Publish, DeliveryLane.Usual);
            }
            return tx.Db.Execute("update delivery set state = 2, next_action = null, receipt_at = $1, receipt = 'answered 200', attempts = 1", tx.Now);
        });
        await _desk.Act(story.ToString("D"), "kill", """{"reason":"The report was false"}""");
        _host.Time.Advance(TimeSpan.FromMinutes(22));
        var ids = _host.Store.Read(db => new[] { "nord", "ledger", "clare", "evening" }.Select(code => DeliveryTable.OfStory(db, story, Destinations.Find(db, code)!.Id).Single(d => d.IsWithdrawal).Id).ToArray());
        await Receipt(ids[3]);
        await _host.Store.Write(tx =>
        {
            tx.Db.Execute("update delivery set attempts = 3 where id = $1", ids[0]);
            foreach (var number in new[] { 1, 2, 3 }) tx.Db.Execute("insert into delivery_attempt (delivery, number, started, ended, outcome, status, bytes, detail, answer) values ($1, $2, $3, $3, 2, 503, 2048, 'They answered 503. It has not arrived.', '<h1>Service unavailable</h1>')", ids[0], number, tx.Now);
            return Alarms.Raise(tx, "withdrawal-open", "Radio Nord has not confirmed the kill of MINE-RESCUE (nord). Call Night desk, 555 0100. Then confirm it here.", story);
        });
        return ids[..3];
    }

    private Task Client(string code, string name, string contact) => _desk.Put($"clients/{code}", $$"""{"name":"{{name}}","products":[],"contacts":[{{contact}}]}""");

    private Task Destination(string code, string client) => _desk.Put($"destinations/{code}", $$$"""{"client":"{{{client}}}","channel":"http-push","format":"newsml-g2","options":{"url":"https://{{{client}}}.example/in"}}""");

    /// <summary>A story that went, and how it stands at the one destination that it was for.</summary>
    private async Task<Guid> Sent(string slug, string to, DeliveryState state, int attempts)
    {
        var story = Guid.Parse(await Went(slug, "A headline"));
        await _host.Store.Write(tx =>
        {
            DeliveryTable.Add(tx, Destinations.Find(tx.Db, to)!.Id, story, 1, Store.Wire.WireLog.OfStory(tx.Db, story)[^1].Position, Dateline.News.ReleaseAction.Publish, DeliveryLane.Usual);
            return tx.Db.Execute("update delivery set state = $2, attempts = $3, sequence = $3, receipt_at = case when $2 = 2 then $4 end where story = $1", story, state, attempts, tx.Now);
        });
        return story;
    }

    private Task Receipt(Guid delivery) => _host.Store.Write(tx => tx.Db.Execute("update delivery set state = 2, next_action = null, receipt_at = $2, receipt = 'answered 200', attempts = 1 where id = $1", delivery, tx.Now));
}
