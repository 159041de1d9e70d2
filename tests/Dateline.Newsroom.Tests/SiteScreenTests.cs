using System.Net;
using System.Text;
using Dateline.News;
using Dateline.Store.Sites;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using static Dateline.Newsroom.Tests.Looking;

namespace Dateline.Newsroom.Tests;

/// <summary>A site's own screens: its theme, tried while it is chosen and put in force, and its files.</summary>
public sealed class SiteScreenTests(ChromiumBrowser browser) : IClassFixture<ChromiumBrowser>, IAsyncLifetime
{
    private const string Theme = "/newsroom/sites/main/theme", Files = "/newsroom/sites/main/files", Ads = "/newsroom/sites/main/ads";

    private readonly FakeThemes _themes = new();
    private NewsroomHost _host = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await NewsroomHost.StartAsync(more: services => services.AddSingleton<ISiteThemes>(_themes));
        await _host.PersonAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await browser.KeepFailureAsync();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task A_theme_is_looked_at_while_it_is_chosen_put_in_force_and_taken_back()
    {
        var page = await SignedIn();
        var errors = Complaints(page);
        await page.ClickAsync(".rail a[href='/newsroom/fronts']");
        await page.ClickAsync($"a[href='{Theme}']");
        await page.WaitForSelectorAsync("body[data-ready=yes]");
        var look = await page.RunAndWaitForResponseAsync(() => page.FillAsync("#accent", "#8a1538"), r => r.Url.Contains("handler=look", StringComparison.Ordinal) && r.Url.Contains("8a1538", StringComparison.Ordinal));
        Assert.Contains("#8a1538", await look.TextAsync());
        Assert.Equal("✓ links 7.0 : 1", await page.TextContentAsync("#accent-said"));
        Assert.Null(Holding);
        look = await page.RunAndWaitForResponseAsync(async () => { await page.SelectOptionAsync("#show", "story"); await page.SelectOptionAsync("#scheme", "dark"); }, r => r.Url.Contains("handler=look", StringComparison.Ordinal) && r.Url.Contains("scheme=dark", StringComparison.Ordinal));
        Assert.Contains("story by night", await look.TextAsync());

        // One that can't be read is said at its field, and the frames keep what was.
        await page.FillAsync("#accent", "#ffd800");
        await page.WaitForSelectorAsync("#accent[aria-invalid=true]");
        Assert.Equal("✗ links 3.0 : 1, needs 4.5", await page.TextContentAsync("#accent-said"));
        await page.FillAsync("#accent", "#8a1538");
        await page.WaitForSelectorAsync("#accent:not([aria-invalid])");
        await page.SelectOptionAsync("#masthead", "band");
        await page.ClickAsync("#save");
        await page.WaitForSelectorAsync("#undo");
        Assert.Equal(new() { Accent = "#8a1538", Masthead = "band" }, Holding!.Theme);
        await Seen(page, "place-theme-1440");
        await page.ClickAsync("#undo button");
        await page.WaitForURLAsync("**undone=1");
        Assert.Null(Holding);
        Assert.Empty(errors);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task What_cannot_be_read_is_refused_and_who_saves_over_anothers_theme_is_told_first()
    {
        using var visitor = new Visitor(_host);
        await visitor.SignIn("anna", PeopleOfTests.Password);
        foreach (var (field, value, said) in new[] { ("Accent", "#ffd800", "needs 4.5"), ("Accent", "red", "not a colour"), ("Logo", "gone.svg", "no such file") })
        {
            var refused = await visitor.Fill(Theme, Theme, (field, value));
            Assert.True(refused.StatusCode == HttpStatusCode.UnprocessableEntity, $"{field} {value}: {refused.StatusCode}");
            Assert.Contains(said, await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
        Assert.Null(Holding);
        Assert.Equal(HttpStatusCode.Found, (await visitor.Fill(Theme, Theme, ("Accent", "#8A1538"))).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await visitor.Fill(Theme, Theme, ("basis", "0"), ("Accent", "#0b5f3f"))).StatusCode);
        Assert.Equal("#8a1538", Holding!.Theme.Accent);
        Assert.Equal(HttpStatusCode.Found, (await visitor.Fill(Theme, Theme, ("basis", "0"), ("Accent", "#0b5f3f"), ("over", "true"))).StatusCode);
        Assert.Contains("#8a1538", await visitor.Read(Theme + "?theme=1"));
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.Get("/newsroom/sites/nowhere/theme")).StatusCode);
        using var reporter = new Visitor(_host);
        await _host.PersonAsync("rita", "Rita Low", "reporter");
        await reporter.SignIn("rita", PeopleOfTests.Password);
        foreach (var path in new[] { Theme, Files, Ads, Theme + "?handler=look" }) Assert.Equal(HttpStatusCode.Forbidden, (await reporter.Get(path)).StatusCode);
    }

    [Fact]
    public async Task A_file_that_can_be_no_logo_is_said_beside_the_field_with_what_to_do_and_nothing_typed_is_lost()
    {
        string[] faults = ["picture", "wide", "large", "kind", "shape", "broken"];
        foreach (var fault in faults) await _host.Store.Write(tx => SiteFiles.Put(tx, "main", $"logo-{fault}.svg", "<svg/>"u8.ToArray(), "test"));
        var page = await SignedIn();
        var errors = Complaints(page);
        await page.GotoAsync(At(Theme));
        await page.WaitForSelectorAsync("body[data-ready=yes]");
        await page.FillAsync("#accent", "#8a1538");
        foreach (var (fault, said) in faults.Zip(["12 megapixels", "20 times", "64 KB", "whatever its name says", "viewBox", "cut off"]))
        {
            await page.SelectOptionAsync("#logo", $"logo-{fault}.svg");
            await page.WaitForFunctionAsync("said => document.querySelector('#logo-said').textContent.includes(said)", said);
        }
        await Look(page, "place-theme-logo-1440", true);
        await page.ClickAsync("#save");
        await page.WaitForSelectorAsync(".alert");
        Assert.Contains("cut off", await page.InnerTextAsync("#logo-said"));
        Assert.Equal(("#8a1538", "logo-broken.svg", "true"), (await page.InputValueAsync("#accent"), await page.InputValueAsync("#logo"), await page.GetAttributeAsync("#logo", "aria-invalid")));
        Assert.Null(Holding);
        await page.SelectOptionAsync("#logo", "none");
        await page.WaitForSelectorAsync("#logo-said", new() { State = WaitForSelectorState.Hidden });
        await page.ClickAsync("#save");
        await page.WaitForURLAsync("**done=1");
        Assert.Equal(("#8a1538", "none"), (Holding!.Theme.Accent, Holding.Theme.Logo));
        Assert.All(errors, e => Assert.Contains("422", e));
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Files_are_uploaded_replaced_and_taken_off_and_what_is_none_is_said_by_name()
    {
        var page = await SignedIn();
        await page.GotoAsync(At(Files));
        var svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 60 30\"/>"u8.ToArray();
        await page.SetInputFilesAsync("#files", new FilePayload[] { new() { Name = "Our Logo (new).SVG", MimeType = "image/svg+xml", Buffer = svg }, new() { Name = "tool.js", MimeType = "text/javascript", Buffer = svg }, new() { Name = "photo.png", MimeType = "image/png", Buffer = svg } });
        await page.ClickAsync("form[enctype] button");
        await page.WaitForSelectorAsync(".alert");
        var refused = string.Join('\n', await page.Locator(".list li").AllTextContentsAsync());
        Assert.Contains("tool.js", refused);
        Assert.Contains("not what its name says", refused);
        Assert.Equal(["our-logo-new.svg"], Kept);
        await Look(page, "place-files-1440", true);
        await page.GotoAsync(At(Theme));
        Assert.Equal(1, await page.Locator("#logo option", new() { HasText = "our-logo-new.svg" }).CountAsync());
        await page.GotoAsync(At(Files));
        await page.ClickAsync("button.danger");
        await page.WaitForURLAsync("**done=1");
        Assert.Empty(Kept);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task An_advertisement_is_made_changed_and_taken_off_and_what_cannot_be_meant_is_said_at_its_field()
    {
        using var visitor = new Visitor(_host);
        await visitor.SignIn("anna", PeopleOfTests.Password);
        (string, string)[] whole = [("name", "Chess club"), ("IsSponsored", "true"), ("OnFronts", "true"), ("OnSections", "false"), ("OnStories", "true"), ("heading", "The chess club"), ("link", "https://chess.example/"), ("starts", "2026-08-25T06:00"), ("ends", "2026-08-26T06:00")];
        foreach (var (field, value, said) in new[]
        {
            ("name", "", "needed"), ("link", "javascript:alert(1)", "neither an address"), ("link", "//evil.example", "neither an address"), ("heading", "", "heading or a picture"), ("ends", "2026-08-24T06:00", "before it begins"),
            ("starts", "soon", "time"), ("frame", "http://ads.example/", "must be an address"), ("frame", "https://ads.example;script-src/", "must be an address"), ("image", "gone.png", "no such file"), ("after", "0", "1 to 20"),
        })
        {
            var refused = await visitor.Fill(Ads, Ads, [.. whole, (field, value)]);
            Assert.True(refused.StatusCode == HttpStatusCode.UnprocessableEntity, $"{field} {value}: {refused.StatusCode}");
            Assert.Contains(said, await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
        Assert.Empty(All);
        Assert.Equal(HttpStatusCode.Found, (await visitor.Fill(Ads, Ads, whole)).StatusCode);
        var made = Assert.Single(All);
        Assert.Equal((AdPages.Fronts | AdPages.Stories, true), (made.Facts.Pages, made.Facts.IsSponsored));
        Assert.Contains("To come", await visitor.Read(Ads));
        Assert.Equal(HttpStatusCode.Found, (await visitor.Fill($"{Ads}?ad={made.Id:D}", Ads, [.. whole, ("heading", "The harbour chess club")])).StatusCode);
        Assert.Equal((made.Id, "The harbour chess club"), (Assert.Single(All).Id, All[0].Facts.Title));
        await visitor.Fill(Ads, Ads + "?handler=off", ("ad", made.Id.ToString("D")));
        Assert.NotNull(All[0].TakenOff);
        Assert.Contains("Taken off", await visitor.Read(Ads));
    }

    [Theory]
    [InlineData(320, false, "en")]
    [InlineData(390, false, "fr")]
    [InlineData(1440, true, "fr")]
    public async Task The_screens_read_well_narrow_and_dark_and_in_french(int width, bool dark, string language)
    {
        await _host.Store.Write(tx => SiteThemes.Set(tx, "main", new() { Accent = "#8a1538", Paper = "#fffaf2" }, "test"));
        await _host.Store.Write(tx => SiteFiles.Put(tx, "main", "map-of-the-new-ferry-terminals.svg", "<svg/>"u8.ToArray(), "test"));
        var page = await SignedIn(width, dark);
        await page.GotoAsync(At(Theme + "?lang=" + language));
        await page.WaitForSelectorAsync("body[data-ready=yes]");
        await Seen(page, $"place-theme-{language}-{width}");
        await page.GotoAsync(At(Files + "?lang=" + language));
        await Look(page, $"place-files-{language}-{width}", true);
        await _host.Store.Write(tx => SiteAds.Put(tx, "main", tx.Ids.NewId(), new() { Name = "Harbour chess club, autumn", Pages = AdPages.Fronts | AdPages.Sections, Title = "Chess", Link = "/chess" }, tx.Now, null, "test"));
        await page.GotoAsync(At(Ads + "?lang=" + language));
        await Look(page, $"place-ads-{language}-{width}", true);
        await page.Context.CloseAsync();
    }

    // In the frames nothing may run, axe neither: the site's own tests look at what they show.
    private static async Task Seen(IPage page, string name)
    {
        await ChromiumBrowser.ScreenshotAsync(page, name);
        await Look(page, name, false);
    }

    private ThemeChange? Holding => _host.Store.Read(db => SiteThemes.Holding(db, "main"));

    private List<SiteAd> All => _host.Store.Read(db => SiteAds.All(db, "main", 10));

    private List<string> Kept => _host.Store.Read(db => SiteFiles.List(db, "main")).ConvertAll(f => f.Name);

    private string At(string path) => new Uri(_host.Address, path).ToString();

    private async Task<IPage> SignedIn(int width = 1440, bool dark = false)
    {
        var page = await browser.NewPageAsync(width, 900, dark);
        await page.GotoAsync(At("/newsroom/enter"));
        await Enter(page);
        return page;
    }

    // What a site says of themes, in small: the site's own tests hold it to the rest.
    internal sealed class FakeThemes : ISiteThemes
    {
        public IReadOnlyDictionary<string, IReadOnlyList<string>> Words { get; } = new Dictionary<string, IReadOnlyList<string>>
        {
            ["headlines"] = ["serif", "slab"],
            ["letters"] = ["sans", "serif"],
            ["size"] = ["medium", "large"],
            ["width"] = ["medium", "wide"],
            ["corners"] = ["soft", "square"],
            ["masthead"] = ["plain", "band"],
            ["layout"] = ["classic", "columns"],
            ["mostRead"] = ["below", "none"],
            ["house"] = ["everywhere", "none"],
        };

        public ThemeChoice? OfSettings(string site) => new();

        public Refusal? WhyNot(ThemeChoice theme) => Contrasts(theme) is { Count: > 0 } pairs && pairs.All(p => p.IsReadable) ? null : new("site-theme", "It can't be read.", "accent");

        public Refusal? WhyNotLogo(string site, string file) => file.StartsWith("logo-", StringComparison.Ordinal) ? new(file[..file.IndexOf('.', StringComparison.Ordinal)], "The logo can't be one.", "logo") : null;

        public IReadOnlyList<SiteContrast> Contrasts(ThemeChoice theme) => theme.Accent switch { null => [new("accent", "accent", 5, true)], "#ffd800" => [new("accent", "accent", 3, false)], ['#', ..] and { Length: 7 } => [new("accent", "accent", 7, true)], _ => [] };

        public SitePreviewed? Show(string site, string language, bool isStory, ThemeChoice theme, bool dark) =>
            new(Encoding.UTF8.GetBytes($"<!doctype html><html lang=\"en\"><title>Site</title><main><h1>{(isStory ? "story" : "front")} by {(dark ? "night" : "day")}</h1><p>{theme.Accent}</p></main>"), "default-src 'none'; frame-ancestors 'self'; sandbox allow-same-origin");
    }
}
