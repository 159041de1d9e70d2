using System.Net;
using System.Text;
using Dateline.News;
using Dateline.Store.Fronts;
using Dateline.Store.Stories;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using static Dateline.Newsroom.Tests.Looking;

namespace Dateline.Newsroom.Tests;

/// <summary>Fronts on screen: stories in their slots by drag and drop and by keyboard, changes for later, a look at what will be, and the way back.</summary>
public sealed class FrontScreenTests(ChromiumBrowser browser) : IClassFixture<ChromiumBrowser>, IAsyncLifetime
{
    private readonly FakePreview _preview = new();
    private NewsroomHost _host = null!;
    private Caller _desk = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await NewsroomHost.StartAsync(zone: TimeZoneInfo.FindSystemTimeZoneById("America/Toronto"), more: services => services.AddSingleton<ISitePreview>(_preview));
        await _host.PersonAsync();
        _desk = await _host.CallerAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await browser.KeepFailureAsync();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task An_editor_arranges_a_front_by_hand_and_by_key_and_takes_it_back()
    {
        var (bridge, harbour, strike) = (await Out("BRIDGE", "The bridge opens"), await Out("HARBOUR", "The harbour closes"), await Out("STRIKE", "Dockers walk out"));
        var page = await SignedIn();
        var errors = Complaints(page);
        await page.ClickAsync(".rail a[href='/newsroom/fronts']");
        await page.ClickAsync("a[href='/newsroom/fronts/main/en']");
        await page.WaitForSelectorAsync("body[data-ready=yes]");
        await page.DragAndDropAsync($"#pool li[data-story='{bridge}'] b", "#slots-none");
        await page.FillAsync("#find", "harbour");
        await page.Keyboard.PressAsync("Enter");
        await page.FillAsync("#find", "");
        await page.ClickAsync($"#pool li[data-story='{strike}'] button");
        Assert.Equal([bridge, harbour, strike], await Rows(page));
        Assert.Equal("Dockers walk out: place 3", await page.TextContentAsync("#said"));

        // By key: the last goes up to the top, and the one that was there is taken off; the pointer drags one over another.
        await page.FocusAsync($"#slots li[data-story='{strike}'] [data-move='-1']");
        await page.Keyboard.PressAsync("Alt+ArrowUp");
        await page.Keyboard.PressAsync("Alt+ArrowUp");
        Assert.Equal([strike, bridge, harbour], await Rows(page));
        await page.DragAndDropAsync($"#slots li[data-story='{harbour}'] b", $"#slots li[data-story='{strike}'] b", new() { TargetPosition = new() { X = 4, Y = 1 } });
        Assert.Equal([harbour, strike, bridge], await Rows(page));
        await page.FocusAsync($"#slots li[data-story='{bridge}'] [data-move='off']");
        await page.Keyboard.PressAsync("Delete");
        Assert.Equal([harbour, strike], await Rows(page));
        await page.Keyboard.PressAsync("Control+z");
        Assert.Equal([harbour, strike, bridge], await Rows(page));
        await page.ClickAsync("text=Add a slot that fills itself");
        var look = await page.RunAndWaitForResponseAsync(() => page.FillAsync("#barText", "The port is closed"), r => r.Url.EndsWith("handler=look", StringComparison.Ordinal) && r.Request.Method == "POST");
        Assert.Contains("The port is closed", await look.TextAsync());
        Assert.Empty(Held("en"));

        await page.ClickAsync("#save");
        await page.WaitForSelectorAsync("#undo");
        Assert.Equal([Guid.Parse(harbour), Guid.Parse(strike), Guid.Parse(bridge), null], Holds("en")!.Plan.Slots.Select(s => s.Story));
        Assert.Equal("The port is closed", Holds("en")!.Plan.Bar!.Text);
        Assert.StartsWith("person:", Holds("en")!.Who, StringComparison.Ordinal);
        await Seen(page, "place-front-1440");
        await page.Keyboard.PressAsync("Control+z");
        await page.WaitForURLAsync("**undone=1");
        Assert.Null(Holds("en"));
        Assert.Contains((await _desk.Get("audit?subject=en")).Done["items"]!.AsArray(), a => (string?)a!["what"] == "front-undo");
        Assert.Empty(errors);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_change_from_friday_six_waits_for_friday_six_can_be_looked_at_and_taken_back()
    {
        var bridge = await Out("BRIDGE", "The bridge opens");
        using var visitor = new Visitor(_host);
        await visitor.SignIn("anna", PeopleOfTests.Password);
        Assert.Equal(HttpStatusCode.Found, (await Save(visitor, ("Slot", bridge), ("Until", "2026-08-29T09:00"), ("From", "2026-08-28T06:00"))).StatusCode);
        Assert.Null(Holds("en"));
        var coming = Assert.Single(_host.Store.Read(db => FrontChanges.Coming(db, "en", _host.Store.Clock.Now())));
        Assert.Equal(new DateTimeOffset(2026, 8, 28, 10, 0, 0, TimeSpan.Zero), coming.Starts.ToDateTimeOffset());
        Assert.Equal(new DateTimeOffset(2026, 8, 29, 13, 0, 0, TimeSpan.Zero), coming.Plan.Slots[0].Until!.Value.ToDateTimeOffset());
        var html = await visitor.Read("/newsroom/fronts/main/en");
        Assert.Contains("<b>Fri 28 Aug 06:00</b>", html);
        Assert.Contains("The bridge opens", await visitor.Read("/newsroom/fronts/main/en?change=1"));
        var look = await visitor.Get("/newsroom/fronts/main/en?handler=look&change=1&at=2026-08-28T06:00");
        Assert.Equal("default-src 'none'; frame-ancestors 'self'; sandbox", look.Headers.GetValues("Content-Security-Policy").Single());
        Assert.Equal((coming.Starts, true), (_preview.At, _preview.SeesHidden));
        await visitor.Fill("/newsroom/fronts/main/en", "/newsroom/fronts/main/en?handler=undo", ("number", "1"));
        Assert.Empty(_host.Store.Read(db => FrontChanges.Coming(db, "en", _host.Store.Clock.Now())));
    }

    [Fact]
    public async Task Who_saves_over_anothers_change_is_told_first_and_what_cannot_be_meant_is_said_at_its_field()
    {
        var bridge = await Out("BRIDGE", "The bridge opens");
        using var visitor = new Visitor(_host);
        await visitor.SignIn("anna", PeopleOfTests.Password);
        Assert.Equal(HttpStatusCode.Found, (await Save(visitor, ("Slot", bridge), ("Until", ""))).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await Save(visitor, ("basis", "0"), ("Slot", "auto"), ("Until", ""))).StatusCode);
        Assert.Equal(Guid.Parse(bridge), Holds("en")!.Plan.Slots[0].Story);
        Assert.Equal(HttpStatusCode.Found, (await Save(visitor, ("basis", "0"), ("Slot", "auto"), ("Until", ""), ("over", "true"))).StatusCode);
        Assert.Null(Holds("en")!.Plan.Slots[0].Story);
        foreach (var (field, value, said) in new[]
        {
            ("From", "2026-08-01T06:00", "That is over."), ("From", "2026-03-08T02:30", "This hour does not exist"), ("Only", "slugline has", "slugline"), ("Hours", "-1", "whole number"), ("BarText", new string('x', 200), "At most 160"),
            ("Slot", "0197a0b0-0000-7000-8000-000000000000", "There is no such story"),
        })
        {
            var refused = await Save(visitor, (field, value));
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
            Assert.Contains(said, await refused.Content.ReadAsStringAsync());
        }
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.Get("/newsroom/fronts/main/de")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.Get("/newsroom/fronts/town/en/world")).StatusCode);
    }

    [Fact]
    public async Task Another_desks_embargoed_story_is_neither_offered_nor_placed_nor_seen_ahead()
    {
        var hidden = await Out("SECRET", "Xylograph canary", ""","usableFrom":"2026-08-25T06:00:00Z" """);
        await _host.Store.Write(tx => tx.Db.Execute("update story set desk = 'sport' where id = $1", Guid.Parse(hidden)));
        var paul = await _host.PersonAsync("paul", "Paul Stone");
        await _host.Store.Write(tx => tx.Db.Execute("insert into person_desk (person, desk, role) values ($1, 'news', 'editor')", paul.Id));
        using var visitor = new Visitor(_host);
        await visitor.SignIn("paul", PeopleOfTests.Password);
        Assert.DoesNotContain("Xylograph", await visitor.Read("/newsroom/fronts/main/en"));
        Assert.Contains("There is no such story", await (await Save(visitor, ("Slot", hidden), ("Until", ""))).Content.ReadAsStringAsync());
        await visitor.Get("/newsroom/fronts/main/en?handler=look&at=2026-08-28T06:00");
        Assert.False(_preview.SeesHidden);
        using var reporter = new Visitor(_host);
        await _host.PersonAsync("rita", "Rita Low", "reporter");
        await reporter.SignIn("rita", PeopleOfTests.Password);
        Assert.Equal(HttpStatusCode.Forbidden, (await reporter.Get("/newsroom/fronts/main/en")).StatusCode);
    }

    [Theory]
    [InlineData(390, false, "en")]
    [InlineData(1440, true, "fr")]
    public async Task The_screen_reads_well_narrow_and_dark_and_in_french(int width, bool dark, string language)
    {
        var bridge = await Out("BRIDGE", "The bridge opens to traffic after nine months of repairs that cost twice what was planned");
        await Out("HARBOUR", "The harbour closes");
        await _host.Store.Write(tx => FrontChanges.Set(tx, "en", new() { Slots = [new(Guid.Parse(bridge)), new(null)], Bar = new("The port is closed", null) }, null, "test"));
        await _host.Store.Write(tx => FrontChanges.Set(tx, "en", FrontPlan.Empty, tx.Now + TimeSpan.FromDays(4), "test"));
        var page = await SignedIn(width, dark);
        await page.GotoAsync(At("/newsroom/fronts/main/en?lang=" + language));
        await page.WaitForSelectorAsync("body[data-ready=yes]");
        await Seen(page, $"place-front-{language}-{width}");
        await page.GotoAsync(At("/newsroom/fronts?lang=" + language));
        await Look(page, $"place-fronts-{language}-{width}", true);
        await page.Context.CloseAsync();
    }

    // In the frame nothing may run, axe neither: the site's own tests look at what it shows. It stays where it is: a browser may break where a frame goes while it is drawn.
    private static async Task Seen(IPage page, string name)
    {
        await ChromiumBrowser.ScreenshotAsync(page, name);
        await Look(page, name, false);
    }

    private string At(string path) => new Uri(_host.Address, path).ToString();

    private FrontChange? Holds(string place) => _host.Store.Read(db => FrontChanges.At(db, place, _host.Store.Clock.Now()));

    private List<FrontChange> Held(string place) => _host.Store.Read(db => FrontChanges.History(db, place, 10));

    private static Task<HttpResponseMessage> Save(Visitor visitor, params (string Name, string Value)[] fields) =>
        visitor.Fill("/newsroom/fronts/main/en", "/newsroom/fronts/main/en", fields);

    private static async Task<string[]> Rows(IPage page) => await page.EvaluateAsync<string[]>("[...document.querySelectorAll('#slots li')].map(l => l.dataset.story)");

    private async Task<string> Out(string slug, string headline, string more = "")
    {
        var id = (string)(await _desk.Post("stories", $$$"""{"content":{"language":"en","slugline":"{{{slug}}}","headline":"{{{headline}}}","body":"<p>A paragraph of news.</p>"}}""")).Done["id"]!;
        await _desk.Act(id, "publish", "{\"expectedVersion\":0" + more + "}");
        return id;
    }

    private async Task<IPage> SignedIn(int width = 1440, bool dark = false)
    {
        var page = await browser.NewPageAsync(width, 900, dark);
        await page.GotoAsync(At("/newsroom/enter"));
        await Enter(page);
        return page;
    }

    private sealed class FakePreview : ISitePreview
    {
        internal Instant At { get; private set; }

        internal bool SeesHidden { get; private set; }

        public SitePreviewed? Front(string site, string place, Instant at, FrontPlan? plan, bool seesHidden)
        {
            (At, SeesHidden) = (at, seesHidden);
            return new(Encoding.UTF8.GetBytes($"<!doctype html><html lang=\"en\"><title>Front</title><main><h1>{place}</h1><p>{plan?.Bar?.Text}</p></main>"), "default-src 'none'; frame-ancestors 'self'; sandbox");
        }
    }
}
