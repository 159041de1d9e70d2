using Deque.AxeCore.Playwright;

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
        Assert.Empty((await page.RunAxe()).Violations);
        await page.SetContentAsync(Notice.Replace(" alt=\"The harbour\"", ""));
        Assert.Contains((await page.RunAxe()).Violations, v => v.Id == "image-alt");
    }

    [Fact]
    public async Task A_dark_reader_is_told_apart()
    {
        var page = await browser.NewPageAsync(dark: true);
        Assert.True(await page.EvaluateAsync<bool>("matchMedia('(prefers-color-scheme: dark)').matches"));
    }
}
