using Dateline.Store.Deliveries;
using Dateline.Store.Keeping;
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
        _host = await NewsroomHost.StartAsync(zone: TimeZoneInfo.FindSystemTimeZoneById("America/Toronto"), more: services => services.AddSingleton<IOutputs>(new OutputLaws.FakeOutputs()));
        await _host.PersonAsync(role: "admin");
        _desk = await _host.CallerAsync();
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

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
        await page.WaitForSelectorAsync(".case .tally >> text=1 of 4 have not confirmed");
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
        await page.WaitForSelectorAsync("text=It holds 1 of 1 versions that went out.");
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
        await page.FillAsync("#options", "{\"url\":\"https://ledger.example/in\"}");
        await page.ClickAsync("button.p >> text=Save");
        await page.WaitForSelectorAsync(".secret >> text=fresh");
        await page.ClickAsync("text=Send a test now");
        await page.WaitForSelectorAsync(".exchange .raw >> text=sent");
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
    public async Task The_places_read_well_wide_narrow_dark_and_in_french()
    {
        var killed = await Killed();
        foreach (var (name, width, dark, language) in new[] { ("1440", 1440, false, "en"), ("dark", 1440, true, "en"), ("390", 390, false, "en"), ("fr", 1000, false, "fr") })
        {
            var page = await browser.NewPageAsync(width, 900, dark);
            await page.GotoAsync(At("/newsroom/enter"));
            await Enter(page);
            foreach (var (path, what) in new[] { ("alarms", "alarms"), ("outputs", "outputs"), ("outputs/clients/radio-nord", "client"), ("outputs/products/en", "product"), ("outputs/destinations/nord", "destination"), ($"outputs/deliveries/{killed[0]}", "delivery") })
            {
                var answer = await page.GotoAsync(At($"/newsroom/{path}?lang={language}"));
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

    private async Task<string> Went(string slug, string headline)
    {
        var id = (string)(await _desk.Post("stories", $$$"""{"content":{"language":"en","slugline":"{{{slug}}}","headline":"{{{headline}}}","body":"<p>Text.</p>"}}""")).Done["id"]!;
        await _desk.Act(id, "publish", """{"expectedVersion":0}""");
        return id;
    }

    /// <summary>A story that four destinations had was killed; one of them has answered. The deliveries of the other three: Radio Nord, The Ledger, Port Clare Online.</summary>
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

    private Task Receipt(Guid delivery) => _host.Store.Write(tx => tx.Db.Execute("update delivery set state = 2, next_action = null, receipt_at = $2, receipt = 'answered 200', attempts = 1 where id = $1", delivery, tx.Now));
}
