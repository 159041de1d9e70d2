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

    internal static async Task Look(IPage page, string name, bool picture)
    {
        if (picture) await ChromiumBrowser.ScreenshotAsync(page, name);
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), name + " is wider than its window.");
        Assert.Empty((await Access.FaultsAsync(page)).Select(f => $"{name}: {f}"));
    }
}
