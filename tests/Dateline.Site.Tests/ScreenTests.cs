using System.Collections.Concurrent;
using Dateline.News;
using Dateline.Store.Sites;
using Dateline.Store.Stories;
using Microsoft.Playwright;

namespace Dateline.Site.Tests;

/// <summary>The pages in a real browser: what a reader sees, and what axe finds.</summary>
public sealed class ScreenTests(ChromiumBrowser browser) : IAsyncLifetime, IClassFixture<ChromiumBrowser>
{
    // What axe finds depends on the colours and on what a narrow page folds away: it is asked once of each. What is below the first screen is photographed once wide, narrow and dark.
    private static readonly Look[] Looks =
        [new("1440-dark", 1440, IsDark: true, IsAsked: true, IsWhole: true), new("390", 390, IsAsked: true, IsWhole: true), new("1440", 1440, IsWhole: true), new("768", 768), new("320", 320), new("390-dark", 390, IsDark: true), new("print", 794, IsPrint: true, IsWhole: true)];

    private sealed record Look(string Name, int Width, bool IsDark = false, bool IsAsked = false, bool IsWhole = false, bool IsPrint = false);

    // Browsers find every name that ends so on this machine.
    private const string SecondHost = "courrier.localhost";

    private readonly TempFolder _pages = new();

    private SiteUnderTest Site { get; set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await File.WriteAllTextAsync(_pages["about.md"], "# About the Ledger\n\nThe Harbour Ledger has told Port Clare what happens at sea and ashore since 1871. It belongs to those who write it.\n\n## How to reach us\n\n- By mail to [the desk](https://ledger.example/contact)\n- At the old customs house, on weekdays\n");
        await File.WriteAllTextAsync(_pages["house.md"], "**The harbour in one morning mail.** Every weekday at six: what happened at sea and ashore. [Tell us](https://ledger.example/contact) and it comes.\n");
        Site = await SiteUnderTest.StartAsync(SiteUnderTest.Sectioned with { PagesFolder = _pages.Path, TipDesk = "tips" }, null, SeveralSitesTests.French with { Hosts = [SecondHost] });
    }

    public async ValueTask DisposeAsync()
    {
        await Site.DisposeAsync();
        _pages.Dispose();
        _shutter.Dispose();
    }

    [Fact]
    public async Task Every_page_reads_well_wide_narrow_and_dark_without_a_fault_of_access()
    {
        var pages = await Fill();
        var looks = new ConcurrentQueue<Look>(Looks);
        // Two at a time: while one page is drawn, the other is looked through.
        await Task.WhenAll(Enumerable.Range(0, 2).Select(async _ => { while (looks.TryDequeue(out var look)) await Walk(pages, look); }));
        await ContactSheet(pages.Select(p => p.Name));
    }

    private readonly SemaphoreSlim _shutter = new(1);

    private async Task Walk(List<(string Name, string Path)> pages, Look look)
    {
        var page = await browser.NewPageAsync(look.Width, dark: look.IsDark);
        if (look.IsPrint) await page.EmulateMediaAsync(new() { Media = Microsoft.Playwright.Media.Print });
        var complaints = new List<string>();
        page.Console += (_, message) => { if (message.Type == "error" && !message.Text.Contains("the server responded with a status")) complaints.Add(message.Text); };
        foreach (var (name, path) in pages)
        {
            await page.GotoAsync(AddressOf(path));
            // One browser takes one picture at a time.
            await _shutter.WaitAsync();
            try { await ChromiumBrowser.ScreenshotAsync(page, $"site/{name}-{look.Name}", look.IsWhole); }
            finally { _shutter.Release(); }
            Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), $"{name} scrolls sideways at {look.Name}");
            if (look.IsAsked) Assert.Empty((await Access.FaultsAsync(page)).Select(f => $"{name} {look.Name}: {f}"));
            Assert.True(complaints.Count == 0, $"{name} {look.Name}: {string.Join(' ', complaints)}");
        }
        await page.Context.CloseAsync();
    }

    /// <summary>All pages beside each other, for a person to look at: artifacts/screens/site/contact-sheet.png.</summary>
    private async Task ContactSheet(IEnumerable<string> names)
    {
        var sheet = Path.Combine(Repo.Artifacts("screens"), "site", "contact-sheet.html");
        var rows = names.Select(n => $"<h2>{n}</h2><p>" + string.Concat(Looks.Select(l => $"<img src=\"{n}-{l.Name}.png\" alt=\"{l.Name}\" style=\"height:420px;width:{(l.Width >= 768 ? 280 : 140)}px;object-fit:cover;object-position:top;margin-right:8px\">")));
        await File.WriteAllTextAsync(sheet, "<!doctype html><meta charset=utf-8><title>Contact sheet</title><body style=\"background:#888;font:16px sans-serif\">" + string.Concat(rows));
        var page = await browser.NewPageAsync();
        await page.GotoAsync(new Uri(sheet).ToString());
        await ChromiumBrowser.ScreenshotAsync(page, "site/contact-sheet");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task An_article_reads_without_script_at_twice_the_size_and_on_paper()
    {
        var article = (await Fill()).First(p => p.Name == "article").Path;
        var page = await browser.NewPageAsync(720, javaScript: false);
        await page.GotoAsync(new Uri(Site.Address, article).ToString());
        Assert.Contains("Premier Anton Marek", await page.InnerTextAsync("main"));
        await page.EmulateMediaAsync(new() { Media = Microsoft.Playwright.Media.Print });
        await ChromiumBrowser.ScreenshotAsync(page, "site/article-print");
        Assert.False(await page.IsVisibleAsync(".menu"));
        Assert.False(await page.IsVisibleAsync(".reader"));
    }

    [Fact]
    public async Task A_reader_makes_the_text_larger_and_keeps_a_story_in_the_browser()
    {
        var pages = await Fill();
        var page = await browser.NewPageAsync(390);
        var requests = new List<string>();
        page.Request += (_, request) => requests.Add(request.Url);
        await page.GotoAsync(new Uri(Site.Address, pages.First(p => p.Name == "article").Path).ToString());
        Assert.True(requests.Count <= 6, string.Join(' ', requests));
        var before = await page.EvaluateAsync<double>("parseFloat(getComputedStyle(document.querySelector('.text')).fontSize)");
        await page.ClickAsync(".reader .large");
        Assert.True(await page.EvaluateAsync<double>("parseFloat(getComputedStyle(document.querySelector('.text')).fontSize)") > before);
        await page.ClickAsync(".reader .save");
        Assert.Equal("true", await page.GetAttributeAsync(".reader .save", "aria-pressed"));
        await page.ReloadAsync();
        Assert.Equal("true", await page.GetAttributeAsync(".reader .save", "aria-pressed"));
        Assert.True(await page.EvaluateAsync<double>("parseFloat(getComputedStyle(document.querySelector('.text')).fontSize)") > before);
        await page.ClickAsync(".foot .kept a");
        Assert.Contains("Premier leaves door open", await page.InnerTextAsync("#kept"));
        await ChromiumBrowser.ScreenshotAsync(page, "site/saved-390");
        await page.ClickAsync("#kept button");
        Assert.True(await page.IsVisibleAsync("#none"));
        Assert.Empty(await page.Context.CookiesAsync());
    }

    [Fact]
    public async Task A_story_is_shared_by_the_devices_own_sheet_else_copied_else_there_to_be_copied()
    {
        var article = (await Fill()).First(p => p.Name == "article").Path;
        foreach (var (device, said) in new[]
        {
            ("navigator.share = async what => { window.shared = what; };", ""),
            ("navigator.share = async () => { throw new DOMException('', 'AbortError'); };", ""),
            ("delete Navigator.prototype.share; Object.defineProperty(navigator, 'clipboard', { value: { writeText: async text => { window.shared = { url: text }; } } });", "copied"),
            ("delete Navigator.prototype.share; Object.defineProperty(navigator, 'clipboard', { value: undefined });", "https://ledger.example/world/premier"),
        })
        {
            var page = await browser.NewPageAsync(390);
            await page.AddInitScriptAsync(device);
            await page.GotoAsync(AddressOf(article));
            await page.ClickAsync(".reader .share");
            if (said.Length > 0) await page.WaitForFunctionAsync("said => document.querySelector('.reader [role=status]').textContent.includes(said)", said);
            else Assert.Equal("", await page.TextContentAsync(".reader [role=status]"));
            if (device.Contains("window.shared", StringComparison.Ordinal)) Assert.Equal("https://ledger.example" + article, await page.EvaluateAsync<string>("window.shared.url"));
            Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
            await page.Context.CloseAsync();
        }
    }

    [Fact]
    public async Task A_search_is_asked_from_the_keyboard_and_narrowed_without_script()
    {
        await Fill();
        var page = await browser.NewPageAsync(768, javaScript: false);
        await page.GotoAsync(Site.Address.ToString());
        await page.ClickAsync(".find");
        await page.FillAsync("#q", "kessel");
        await page.PressAsync("#q", "Enter");
        Assert.Contains("q=kessel", page.Url);
        Assert.Contains("Kessel", await page.InnerTextAsync(".hits mark >> nth=0"));
        await page.ClickAsync("aside a >> nth=0");
        Assert.Contains("section=", page.Url);
        Assert.True(await page.IsVisibleAsync(".narrowed"));
    }

    private async Task<List<(string Name, string Path)>> Fill()
    {
        var photos = Directory.GetFiles(Repo.Path("samples/morning"), "*.jpg");
        await Photo("kessel", photos, "kessel");
        await Site.Photo("storm", await File.ReadAllBytesAsync(photos[0]), 1600, 1067);
        foreach (var (headline, dek, credit) in Sample.Morning.Reverse())
        {
            await Site.Publish(SiteUnderTest.Text(headline) with { Dek = dek, Credit = credit });
            Site.Time.Advance(TimeSpan.FromMinutes(97));
        }
        var story = await Site.Publish(Sample.Kessel("kessel"));
        foreach (var (headline, dek) in new[] { ("La Sauge déborde : trois villages coupés du monde", (string?)"Des hélicoptères ont apporté de l’eau et des médicaments pendant la nuit."), ("Des vendanges précoces en Valombre", null), ("Le pont de Marsac fermé pour trois mois", "La commune promet une navette gratuite dès lundi.") })
        {
            await Site.Publish(SiteUnderTest.Text(headline, "fr") with { Dek = dek, Credit = "Agence Presse Nouvelle", Pictures = dek is { Length: > 50 } ? [new Picture { Guid = "storm", Credit = "Agence Presse Nouvelle", Alt = "Une rivière en crue", Renditions = [new Rendition("storm.jpg")] }] : [] });
            Site.Time.Advance(TimeSpan.FromMinutes(11));
        }
        var french = await Site.Publish(SiteUnderTest.Text("Le premier ministre n’exclut pas l’envoi de Casques bleus lors d’une visite surprise à Kessel", "fr") with { Placeline = Placeline.From("KESSEL"), Bylines = [new Byline("Élodie Marchand")], Credit = "Agence Presse Nouvelle" }, change: s => s with { Chain = story.Chain });
        Site.Time.Advance(TimeSpan.FromMinutes(130));
        await Site.Release(story, ReleaseAction.Correct, o => o with { Notice = "An earlier version gave the size of the aid package as $24 million. It is $22 million." }, Sample.Kessel("kessel") with { TakeKey = "1st" });
        Site.Store.Search.CatchUp();
        var live = await Site.Publish(LiveTests.Opening());
        foreach (var headline in new[] { "Polls open across the isles", "Queues at the harbour school", "Ferry brings the first ballot boxes" }) await LiveTests.AddTo(Site, live, headline, sample: true);
        await Read(french, story, live);
        var fair = await Kind("Boat fair fills the quay for three days", "en", new() { Kind = PageKind.Event, Starts = Site.Now + TimeSpan.FromDays(2), Ends = Site.Now + TimeSpan.FromDays(4), Venue = "Custom House Quay", Address = "Port Clare", Organiser = "The Harbour Society", Price = "Free", Link = "https://fair.example/" });
        await Kind("Choir sings at the Corn Hall", "en", new() { Kind = PageKind.Event, Starts = Site.Now + TimeSpan.FromHours(3), Ends = Site.Now + TimeSpan.FromHours(5), Venue = "The Corn Hall", State = EventState.Postponed });
        await Kind("La fête du fleuve revient à Marsac", "fr", new() { Kind = PageKind.Event, Starts = Site.Now + TimeSpan.FromDays(1), Venue = "Quai des Lavandières" });
        var holt = await Kind("Maren Holt, who kept the light on Brannoch for forty years, dies at 95", "en", new() { Kind = PageKind.Obituary, Name = "Maren Holt", Born = new(1931, 3, 9), Died = new(2026, 8, 20), Farewell = "Saturday at noon, St Brannoch’s" });
        await Site.Store.Write(tx => Store.Fronts.FrontChanges.Set(tx, "en", new() { Slots = [new(null), new(fair.Id)], Bar = new(null, story.Id) }, null, "test"));
        await Advertise();
        await Site.Store.Write(tx => SiteThemes.Set(tx, "courrier", new() { Accent = "#8a1538", Paper = "#fffaf2", Headlines = "old-style", Layout = "columns", Masthead = "band", Corners = "square" }, "test"));
        var gallery = await Gallery(photos);
        var killed = await Site.Publish("Withdrawn at once");
        await Site.Release(killed, ReleaseAction.Kill);
        return [("front", "/"), ("article", await Site.PathOf(story)), ("article-fr", await Site.PathOf(french)), ("corrections", "/corrections"), ("gone", "/" + killed.Page), ("not-found", "/nothing-here"), ("front-fr", "/fr"),
            ("section", "/world"), ("topic", "/topics/politics-11000000"), ("topic-empty", "/topics/sport-15000000"), ("topic-fr", "/fr/topics/diplomatie-20000639"), ("topics", "/topics"), ("author", "/authors/ingrid-solheim"), ("place", "/places/port-clare"), ("gallery", await Site.PathOf(gallery)), ("archive", "/archive/2026-08-24"),
            ("search", "/search"), ("search-found", "/search?q=kessel"), ("search-none", "/search?q=nowhere&from=2026-08-01"), ("search-meant", "/search?q=premier+kesel"), ("search-fr", "/fr/search?q=vendenges"), ("live", await Site.PathOf(live)), ("events", "/events"), ("events-fr", "/fr/events"), ("event", await Site.PathOf(fair)), ("obituaries", "/obituaries"), ("obituary", await Site.PathOf(holt)), ("about", "/about"), ("tip", "/tip"), ("tip-fr", "/fr/tip"), ("tip-thanks", "/tip/thanks"), ("saved-empty", "/saved"), ("second-front", SecondHost + "/"), ("second-article", SecondHost + await Site.PathOf(french, SecondHost)), ("second-not-found", SecondHost + "/rien")];
    }

    // Ours on English pages, a third party's on French ones, which nobody asks for while nobody has agreed.
    private Task<SiteAd> Advertise() => Site.Store.Write(tx =>
    {
        SiteFiles.Put(tx, "main", "club.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 640 160\"><rect width=\"640\" height=\"160\" fill=\"#22577a\"/><circle cx=\"90\" cy=\"80\" r=\"46\" fill=\"#f2c14e\"/></svg>"u8.ToArray(), "test");
        SiteAds.Put(tx, "main", Guid.NewGuid(), new() { Name = "Concerts", IsSponsored = true, Language = "en", Pages = AdPages.Fronts | AdPages.Sections | AdPages.Stories, Title = "Winter concerts at the Corn Hall", Text = "Six Sundays, from Purcell to the shanty choir. Tickets at the door.", Link = "/concerts", Image = "club.svg", Alt = "A yellow moon on blue" }, tx.Now, null, "test");
        SiteAds.Put(tx, "main", Guid.NewGuid(), new() { Name = "Ferry", Language = "en", Spot = AdSpot.Between, Pages = AdPages.Fronts | AdPages.Stories, Title = "The early boat to Brannoch", Text = "From Monday at ten past six, every weekday.", Link = "/ferry" }, tx.Now, null, "test");
        SiteAds.Put(tx, "main", Guid.NewGuid(), new() { Name = "Concerts, top", IsSponsored = true, Language = "en", Spot = AdSpot.Top, Pages = AdPages.Sections, Title = "Winter concerts at the Corn Hall", Link = "/concerts", Image = "club.svg", Alt = "A yellow moon on blue" }, tx.Now, null, "test");
        return SiteAds.Put(tx, "main", Guid.NewGuid(), new() { Name = "Exchange", Language = "fr", Pages = AdPages.Fronts | AdPages.Stories, Frame = "https://ads.example/place", Height = 250 }, tx.Now, null, "test");
    });

    private async Task<Story> Gallery(string[] photos)
    {
        var pictures = new List<Picture>();
        foreach (var (n, caption) in new[] { "The fair opens on the old quay at seven, before the first boat is in.", "Three generations of one family mend a net that none of them needs any more.", "The pilot cutter of 1908 under sail again.", "Evening." }.Index())
        {
            await Site.Photo("fair-" + n, await File.ReadAllBytesAsync(photos[n * 3 % photos.Length]), 1600, 1067);
            pictures.Add(new Picture { Guid = "fair-" + n, Caption = caption, Credit = "Northern Press / Astrid Mole", Alt = caption, Renditions = [new Rendition($"fair-{n}.jpg")] });
        }
        return await Site.Publish(SiteUnderTest.Text("In pictures: three days of the boat fair") with { Dek = "Old hulls, new paint and a great deal of fish.", Body = StoryHtml.FromParagraphs(["Two hundred boats came to Port Clare for the fair, the oldest of them built in 1871."]), Places = [new Place("Port Clare")], Pictures = pictures });
    }

    private async Task<Story> Kind(string headline, string language, PageFacts facts)
    {
        var story = await Site.Publish(headline, language);
        await Site.Store.Write(tx => { PageKinds.Set(tx, story.Id, facts, "test"); return 0; });
        return story;
    }

    /// <summary>So that fronts show what is read most: everything that the fronts of both languages list.</summary>
    private async Task Read(params Store.Stories.Story[] stories)
    {
        var paths = new List<string>();
        foreach (var story in stories) paths.Add(await Site.PathOf(story));
        foreach (var front in new[] { "/", "/fr" })
            paths.AddRange(System.Text.RegularExpressions.Regex.Matches((await Site.Get(front)).Text, "<h3><a href=\"(/[^\"]+)\">").Select(m => m.Groups[1].Value));
        foreach (var path in paths) await Site.Get(path, null, ("User-Agent", "Mozilla/5.0 (a reader)"), ("Accept", "text/html"));
        await Site.All[0].Counts.Keep();
        Site.Time.Advance(Counting.ReaderCounts.Slot);
    }

    // A path, or a path of the second site.
    private string AddressOf(string path) => path.StartsWith('/') ? new Uri(Site.Address, path).ToString() : $"http://{SecondHost}:{Site.Address.Port}{path[SecondHost.Length..]}";

    private async Task Photo(string guid, string[] photos, string word)
    {
        var file = photos.FirstOrDefault(p => p.Contains(word, StringComparison.OrdinalIgnoreCase)) ?? photos[0];
        await Site.Photo(guid, await File.ReadAllBytesAsync(file), 1600, 1067);
    }
}
