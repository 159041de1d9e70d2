using Microsoft.Playwright;

namespace Dateline.Testing.Tests;

public class BrowserTests(ChromiumBrowser browser) : IClassFixture<ChromiumBrowser>
{
    private const string Notice = """<!doctype html><html lang="en"><title>Notice</title><main><h1>Harbour reopens</h1><img src="data:," alt="The harbour"></main></html>""";

    [Fact]
    public async Task A_page_is_shown_scripted_and_photographed()
    {
        var page = await browser.NewPageAsync(width: 390);
        await page.SetContentAsync(Notice);
        Assert.Equal("Harbour reopens", await page.InnerTextAsync("h1"));
        Assert.Equal(390, await page.EvaluateAsync<int>("innerWidth"));
        Assert.True(new FileInfo(await ChromiumBrowser.ScreenshotAsync(page, "testing/notice")).Length > 0);
    }

    [Fact]
    public async Task Axe_finds_nothing_in_a_sound_page_and_the_fault_in_another()
    {
        var page = await browser.NewPageAsync();
        await page.SetContentAsync(Notice);
        Assert.Empty(await Access.FaultsAsync(page));
        await page.SetContentAsync(Notice.Replace(" alt=\"The harbour\"", ""));
        Assert.Contains(await Access.FaultsAsync(page), f => f.StartsWith("image-alt: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_dark_reader_is_told_apart()
    {
        var page = await browser.NewPageAsync(dark: true);
        Assert.True(await page.EvaluateAsync<bool>("matchMedia('(prefers-color-scheme: dark)').matches"));
    }

    [Fact]
    public async Task Nothing_is_clicked_on_a_page_that_was_just_come_to_before_its_scripts_have_run()
    {
        var page = await browser.NewPageAsync();
        TaskCompletionSource asked = new(), given = new();
        await page.RouteAsync("http://desk.example/**", async route =>
        {
            var script = route.Request.Url.EndsWith(".js", StringComparison.Ordinal);
            if (script) { asked.SetResult(); await given.Task; }
            await route.FulfillAsync(script
                ? new() { ContentType = "text/javascript", Body = "document.querySelector('button').addEventListener('click', e => { e.target.textContent = 'Sent'; });" }
                : new() { ContentType = "text/html", Body = "<!doctype html><title>Desk</title><button type='button'>Send</button><script type='module' src='/desk.js'></script>" });
        });
        await page.GotoAsync("http://desk.example/", new() { WaitUntil = WaitUntilState.Commit });
        await asked.Task;
        var sent = page.ClickAsync("button");
        // Were it not held back, it would have been clicked by now.
        for (var i = 0; i < 40; i++) await page.EvaluateAsync("1");
        given.SetResult();
        await sent;
        Assert.Equal("Sent", await page.InnerTextAsync("button"));
    }
}
