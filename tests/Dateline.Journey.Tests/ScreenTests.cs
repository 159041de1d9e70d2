using Microsoft.Playwright;

namespace Dateline.Journey.Tests;

/// <summary>Every screen there is after the morning, in a real browser: what axe finds, what the keyboard reaches, what a reader without script gets.</summary>
[Collection(TheMorning.Name)]
public sealed class ScreenTests(PlayedDemo demo, ChromiumBrowser browser)
{
    // The pages of the running program by name.
    private static readonly string[] Public = ["front", "front-fr", "article", "article-fr", "corrections", "corrections-fr", "not-found", "gone", "tour", "enter"];
    private static readonly string[] Staff = ["newsroom", "newsroom-fr", "newsroom-story", "newsroom-killed"];

    public static TheoryData<string> Screens => [.. Public, .. Staff];

    [Theory]
    [MemberData(nameof(Screens))]
    public async Task A_screen_is_without_fault_wide_narrow_light_and_dark(string screen)
    {
        var path = await PathOfAsync(screen);
        foreach (var (look, width, dark) in new[] { ("1440", 1440, false), ("390", 390, false), ("1440-dark", 1440, true), ("390-dark", 390, true) })
        {
            var page = await OpenAsync(path, width, dark);
            await ChromiumBrowser.ScreenshotAsync(page.Page, $"demo/{screen}-{look}");
            Assert.Empty((await Access.FaultsAsync(page.Page)).Select(f => $"{look}: {f}"));
            Assert.True(await FitsAsync(page.Page), $"{screen} scrolls sideways at {look}.");
            // A window of 1440 pixels at 200 %, and one of 1280 at 400 %, as the page sees them.
            foreach (var zoomed in new[] { 720, 320 })
            {
                await page.Page.SetViewportSizeAsync(zoomed, 450);
                Assert.True(await FitsAsync(page.Page), $"{screen} scrolls sideways at {zoomed}.");
            }
            await page.CloseAsync();
        }
    }

    [Theory]
    [MemberData(nameof(Screens))]
    public async Task A_screen_is_reached_by_keyboard_and_shows_where_the_focus_is(string screen)
    {
        var page = await OpenAsync(await PathOfAsync(screen), 1440, dark: false);
        var seen = new List<string>();
        for (var i = 0; i < 8; i++)
        {
            await page.Page.Keyboard.PressAsync("Tab");
            var at = await page.Page.EvaluateAsync<Focus>("""
                () => { const e = document.activeElement, s = getComputedStyle(e), b = e.getBoundingClientRect();
                        return { name: e.className + ' ' + e.textContent.trim().slice(0, 40), isBody: e === document.body, isSeen: s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2 && b.left >= 0 && b.top >= 0 && b.width > 0 && b.right <= innerWidth }; }
                """);
            if (at.IsBody) break;
            Assert.True(at.IsSeen, $"{screen}: the focus on \"{at.Name}\" is not seen.");
            seen.Add(at.Name);
        }
        // Without a link in hand there is nothing to do at the door.
        if (screen == "enter") Assert.Empty(seen);
        else Assert.StartsWith("skip", seen[0], StringComparison.Ordinal);
        await page.CloseAsync();
    }

    [Fact]
    public async Task The_skip_link_leads_past_the_masthead()
    {
        foreach (var screen in new[] { "front", "article", "corrections", "tour", "newsroom", "newsroom-story" })
        {
            var page = await OpenAsync(await PathOfAsync(screen), 1440, dark: false);
            await page.Page.Keyboard.PressAsync("Tab");
            await page.Page.Keyboard.PressAsync("Enter");
            await page.Page.Keyboard.PressAsync("Tab");
            Assert.True(await page.Page.EvaluateAsync<bool>("() => document.activeElement === document.body || document.activeElement.closest('.mast, .top, nav') === null"), $"{screen}: the focus is still in the masthead.");
            await page.CloseAsync();
        }
    }

    [Fact]
    public async Task Without_script_every_screen_says_the_same()
    {
        foreach (var screen in Public.Concat(Staff))
        {
            var path = await PathOfAsync(screen);
            var (with, without) = (await OpenAsync(path, 1440, dark: false), await OpenAsync(path, 1440, dark: false, javaScript: false));
            // What only script can do (larger text, share, save) is offered only where there is script.
            await with.Page.EvaluateAsync("() => document.querySelectorAll('main .reader').forEach(tools => tools.remove())");
            Assert.Equal(Still(await with.Page.InnerTextAsync("main")), Still(await without.Page.InnerTextAsync("main")));
            await with.CloseAsync();
            await without.CloseAsync();
        }

        // A countdown is the one thing that runs on.
        static string Still(string text) => System.Text.RegularExpressions.Regex.Replace(text, @"\d\d:\d\d:\d\d", "–");
    }

    [Fact]
    public async Task On_paper_a_story_has_its_words_its_address_and_no_menu()
    {
        var page = await OpenAsync(await PathOfAsync("article"), 1440, dark: true);
        await page.Page.EmulateMediaAsync(new() { Media = Media.Print });
        Assert.False(await page.Page.IsVisibleAsync(".menu"));
        Assert.False(await page.Page.IsVisibleAsync(".related"));
        Assert.Contains("Printed from " + demo.Address, await page.Page.InnerTextAsync(".printed"));
        Assert.Equal("rgb(255, 255, 255)", await page.Page.EvaluateAsync<string>("() => getComputedStyle(document.body).backgroundColor"));
        await ChromiumBrowser.ScreenshotAsync(page.Page, "demo/article-print");
        await page.CloseAsync();
    }

    [Fact]
    public async Task Every_picture_says_what_it_shows_and_keeps_its_place()
    {
        foreach (var screen in new[] { "front", "article" })
        {
            var page = await OpenAsync(await PathOfAsync(screen), 1440, dark: false);
            // What is below the first screen comes when a reader comes near it.
            Assert.True(await page.Page.EvaluateAsync<bool>("() => document.images.length > 0 && [...document.images].every(i => i.alt.length > 10 && i.width > 0 && i.getAttribute('width') && i.getAttribute('height') && (i.loading === 'lazy' || i.complete && i.naturalWidth > 0))"));
            await page.CloseAsync();
        }
    }

    /// <summary>
    /// The pictures in README.md are of this program. <c>DATELINE_ACCEPT=1</c> takes them anew; else it is only seen that they are there.
    /// </summary>
    [Fact]
    public async Task The_pictures_of_the_readme_are_taken_from_the_demo()
    {
        foreach (var (name, screen, height) in new[] { ("story", "article", 1040), ("newsroom", "newsroom", 640) })
        {
            var file = Repo.Path($"docs/images/{name}.png");
            var page = await OpenAsync(await PathOfAsync(screen), 1200, dark: false);
            await page.Page.SetViewportSizeAsync(1200, height);
            await page.Page.EvaluateAsync("() => Promise.all([...document.images].filter(i => i.loading !== 'lazy').map(i => i.decode()))");
            var bytes = await page.Page.ScreenshotAsync(new() { Path = Path.Combine(Repo.Artifacts("screens/demo"), $"readme-{name}.png") });
            if (Environment.GetEnvironmentVariable("DATELINE_ACCEPT") == "1") await File.WriteAllBytesAsync(file, bytes);
            Assert.InRange(new FileInfo(file).Length, 20_000, 400_000);
            Assert.Contains($"docs/images/{name}.png", await File.ReadAllTextAsync(Repo.Path("README.md")));
            await page.CloseAsync();
        }
    }

    private async Task<string> PathOfAsync(string screen) => screen switch
    {
        "front" => "/",
        "front-fr" => "/fr",
        "article" => await demo.PageOfAsync("VOS-Marek-Visit"),
        "article-fr" => await demo.PageOfAsync("VOS-Marek-Visite"),
        "corrections" => "/corrections",
        "corrections-fr" => "/fr/corrections",
        "gone" => await demo.PageOfAsync("Mine-Rescue"),
        "tour" => "/demo",
        "enter" => "/staff/enter",
        "newsroom" => "/staff",
        "newsroom-fr" => "/staff?lang=fr",
        "newsroom-story" => await demo.StaffPathOfAsync("VOS-Marek-Visit"),
        "newsroom-killed" => await demo.StaffPathOfAsync("Mine-Rescue"),
        _ => "/nothing-here",
    };

    private static Task<bool> FitsAsync(IPage page) => page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth");

    /// <summary>Opens a page and watches it: it asks nobody else for anything, and breaks no rule of its own policy.</summary>
    private async Task<WatchedPage> OpenAsync(string path, int width, bool dark, bool javaScript = true)
    {
        var page = await browser.NewPageAsync(width, dark: dark, javaScript: javaScript);
        var watched = new WatchedPage(page);
        page.Console += (_, message) => { if (message.Type is "error" or "warning" && !message.Text.Contains("the server responded with a status of 4")) watched.Complaints.Add(message.Text); };
        page.PageError += (_, error) => watched.Complaints.Add(error);
        page.Request += (_, request) => { if (!request.Url.StartsWith(demo.Address.ToString(), StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal)) watched.Complaints.Add("asks " + request.Url); };
        if (path.StartsWith("/staff", StringComparison.Ordinal) && path != "/staff/enter")
            await page.Context.AddCookiesAsync(demo.StaffCookies.Select(c => new Microsoft.Playwright.Cookie { Name = c.Name, Value = c.Value, Domain = c.Domain, Path = "/" }));
        var response = await page.GotoAsync(new Uri(demo.Address, path).ToString());
        Assert.DoesNotContain("unsafe", (await response!.AllHeadersAsync())["content-security-policy"]);
        return watched;
    }

    private sealed record WatchedPage(IPage Page)
    {
        public List<string> Complaints { get; } = [];

        public async Task CloseAsync()
        {
            await Page.Context.CloseAsync();
            Assert.Empty(Complaints);
        }
    }

    private sealed class Focus
    {
        public string Name { get; set; } = "";
        public bool IsBody { get; set; }
        public bool IsSeen { get; set; }
    }
}
