using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Dateline.Journey.Tests;

/// <summary>The first person of a newsroom: set up in a browser, by the link that the program prints.</summary>
internal static partial class FirstPerson
{
    /// <summary>Anna Bell's desk, right after the set-up. What the page complains of is added to <paramref name="errors"/>.</summary>
    internal static async Task<IPage> SetsUpAsync(DatelineProcess server, ChromiumBrowser browser, List<string> errors)
    {
        var page = await browser.NewPageAsync();
        page.Console += (_, message) => { if (message.Type == "error") errors.Add(message.Text); };
        page.PageError += (_, error) => errors.Add(error);
        // It is printed a moment after the program listens.
        await page.GotoAsync(SetUpLink().Match(await server.WaitForLineAsync("/newsroom/setup?token=", TimeSpan.FromSeconds(30))).Value);
        await page.FillAsync("#name", "Anna Bell");
        await page.FillAsync("#login", "anna@np.example");
        await page.FillAsync("#password", "seven green buses wait");
        await page.ClickAsync("button.p");
        return page;
    }

    [GeneratedRegex("http://\\S+/newsroom/setup\\?token=\\S+")]
    private static partial Regex SetUpLink();
}
