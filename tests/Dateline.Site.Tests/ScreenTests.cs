using Deque.AxeCore.Playwright;
using Dateline.News;
using Microsoft.Playwright;

namespace Dateline.Site.Tests;

/// <summary>The pages in a real browser: what a reader sees, and what axe finds.</summary>
public sealed class ScreenTests(ChromiumBrowser browser) : SiteTests, IClassFixture<ChromiumBrowser>
{
    [Fact]
    public async Task Every_page_reads_well_wide_narrow_and_dark_without_a_fault_of_access()
    {
        var pages = await Fill();
        foreach (var (name, path) in pages)
            foreach (var (look, width, dark) in new[] { ("1440", 1440, false), ("390", 390, false), ("1440-dark", 1440, true), ("390-dark", 390, true) })
            {
                var page = await browser.NewPageAsync(width, dark: dark);
                var complaints = new List<string>();
                page.Console += (_, message) => { if (message.Type == "error" && !message.Text.Contains("the server responded with a status")) complaints.Add(message.Text); };
                await page.GotoAsync(new Uri(Site.Address, path).ToString());
                await ChromiumBrowser.ScreenshotAsync(page, $"site/{name}-{look}");
                Assert.Empty(complaints);
                Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), $"{name} scrolls sideways at {look}");
                Assert.Empty((await page.RunAxe()).Violations.Select(v => $"{name} {look}: {v.Id} {v.Nodes[0].Html}"));
                await page.Context.CloseAsync();
            }
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
        var french = await Site.Publish(SiteUnderTest.Text("Le premier ministre n’exclut pas l’envoi de Casques bleus lors d’une visite surprise à Kessel", "fr") with { Placeline = Placeline.From("KESSEL"), Bylines = [new Byline("Élodie Marchand")], Credit = "Agence Presse Nouvelle" }, change: s => s with { Chain = story.Chain });
        Site.Time.Advance(TimeSpan.FromMinutes(130));
        await Site.Release(story, ReleaseAction.Correct, o => o with { Notice = "An earlier version gave the size of the aid package as $24 million. It is $22 million." }, Sample.Kessel("kessel") with { TakeKey = "1st" });
        var killed = await Site.Publish("Withdrawn at once");
        await Site.Release(killed, ReleaseAction.Kill);
        return [("front", "/"), ("article", await Site.PathOf(story)), ("article-fr", await Site.PathOf(french)), ("corrections", "/corrections"), ("gone", "/" + killed.Page), ("not-found", "/nothing-here"), ("front-fr", "/fr")];
    }

    private async Task Photo(string guid, string[] photos, string word)
    {
        var file = photos.FirstOrDefault(p => p.Contains(word, StringComparison.OrdinalIgnoreCase)) ?? photos[0];
        await Site.Photo(guid, await File.ReadAllBytesAsync(file), 1600, 1067);
    }
}
