using Microsoft.Playwright;

namespace Dateline.Newsroom.Tests;

/// <summary>What the tests of all screens do with a page: sign in, listen for errors, look at it and have axe look at it.</summary>
internal static class Looking
{
    internal static async Task Enter(IPage page, string login = "anna")
    {
        await page.FillAsync("#login", login);
        await page.FillAsync("#password", PeopleOfTests.Password);
        await page.ClickAsync("button.p");
        await page.WaitForSelectorAsync("#board");
    }

    internal static List<string> Complaints(IPage page)
    {
        var errors = new List<string>();
        page.Console += (_, message) => { if (message.Type == "error" && !message.Text.Contains("the server responded with a status of 4", StringComparison.Ordinal)) errors.Add(message.Text); };
        page.PageError += (_, error) => errors.Add(error);
        return errors;
    }

    /// <summary>A picture in one of the guides, of this very screen. <c>DATELINE_ACCEPT=1</c> takes it anew; else it is only seen that it is there, and in the guide.</summary>
    internal static async Task Document(IPage page, string name, string guide)
    {
        var (file, bytes) = (Repo.Path($"docs/images/{name}.png"), await page.ScreenshotAsync(new() { Path = Path.Combine(Repo.Artifacts("screens"), $"guide-{name}.png") }));
        if (Environment.GetEnvironmentVariable("DATELINE_ACCEPT") == "1") await File.WriteAllBytesAsync(file, bytes);
        Assert.InRange(new FileInfo(file).Length, 20_000, 400_000);
        Assert.Contains($"](images/{name}.png)", await File.ReadAllTextAsync(Repo.Path($"docs/{guide}.md")), StringComparison.Ordinal);
    }

    /// <summary>The window as it stands, wide and narrow, by day and by night; then it is wide and by day again.</summary>
    internal static async Task LookAround(IPage page, string name, string part = "body")
    {
        foreach (var (width, scheme, called) in new[] { (1440, ColorScheme.Light, "1440"), (1440, ColorScheme.Dark, "1440-dark"), (390, ColorScheme.Dark, "390-dark"), (390, ColorScheme.Light, "390") })
        {
            await page.EmulateMediaAsync(new() { ColorScheme = scheme });
            await page.SetViewportSizeAsync(width, width == 390 ? 800 : 900);
            await page.Locator(part).EvaluateAsync("e => e.scrollIntoView({ block: 'nearest' })");
            await Look(page, $"{name}-{called}", false);
            await ChromiumBrowser.ScreenshotAsync(page, $"{name}-{called}", whole: false);
        }
        await page.SetViewportSizeAsync(1440, 900);
    }

    internal static async Task Look(IPage page, string name, bool picture)
    {
        if (picture) await ChromiumBrowser.ScreenshotAsync(page, name);
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), name + " is wider than its window.");
        Assert.Empty((await Access.FaultsAsync(page)).Select(f => $"{name}: {f}"));
    }
}
