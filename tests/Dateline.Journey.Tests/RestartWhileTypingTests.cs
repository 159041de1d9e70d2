using Microsoft.Playwright;

namespace Dateline.Journey.Tests;

/// <summary>The server goes while somebody types, and comes back: what was typed meanwhile is there, and nobody did anything for it.</summary>
public sealed class RestartWhileTypingTests(ChromiumBrowser browser) : IClassFixture<ChromiumBrowser>
{
    [Fact]
    public async Task What_is_typed_while_the_server_is_away_is_saved_when_it_is_back()
    {
        using var folder = new TempFolder();
        var address = $"http://127.0.0.1:{FreePort.Next()}";
        string[] serve = ["serve", "--data", folder["data"], "--urls", address];
        IPage page;
        await using (var server = await DatelineProcess.StartAsync(serve))
        {
            page = await FirstPerson.SetsUpAsync(server, browser, []);
            await page.ClickAsync("#board [data-do=new]");
            await page.WaitForSelectorAsync("body[data-ready=yes]");
            await page.FillAsync("#headline", "Ferry resumes");
            await page.WaitForSelectorAsync("#saved.o");
        }
        await page.FillAsync("#headline", "Ferry resumes on Friday");
        await page.WaitForSelectorAsync("#saved.h");
        await page.WaitForSelectorAsync("#said:not([hidden])");
        await page.FillAsync("#dek", "Typed while the server was away");
        await using (var again = await DatelineProcess.StartAsync(serve))
        {
            await page.WaitForSelectorAsync("#saved.o");
            await page.WaitForSelectorAsync("#said", new() { State = WaitForSelectorState.Hidden });
            await page.ReloadAsync();
            await page.WaitForSelectorAsync("body[data-ready=yes]");
            Assert.Equal(("Ferry resumes on Friday", "Typed while the server was away"), (await page.InputValueAsync("#headline"), await page.InputValueAsync("#dek")));
            Assert.Equal(0, await page.Locator("#notices .notice").CountAsync());
        }
        await page.Context.CloseAsync();
    }
}
