using System.Net;
using Microsoft.Playwright;

namespace Dateline.Journey.Tests;

/// <summary>A first hour in the newsroom of the built program, from the link that it prints to a page that says it is gone.</summary>
public sealed class EditorsHourTests(RunningServer server, ChromiumBrowser browser) : IClassFixture<RunningServer>, IClassFixture<ChromiumBrowser>
{
    [Fact]
    public async Task The_first_person_sets_the_newsroom_up_writes_sends_holds_and_kills_and_readers_see_each_step()
    {
        var errors = new List<string>();
        var page = await FirstPerson.SetsUpAsync(server.Process, browser, errors);

        await page.ClickAsync("#board [data-do=new]");
        await page.WaitForSelectorAsync("body[data-ready=yes]");
        var id = page.Url[(page.Url.LastIndexOf('/') + 1)..];
        await page.FillAsync("#headline", "Ferry service to the isles resumes on Friday");
        await page.FillAsync("#slugline", "FERRY-ISLES");
        await page.ClickAsync("#body .text");
        await page.Keyboard.TypeAsync("The ferry to the isles sails again on Friday, the port of Kessel said.");
        await page.FillAsync("#subject", "shipp");
        await page.WaitForSelectorAsync("#subject-list li");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForSelectorAsync("#subjects li");
        await page.WaitForSelectorAsync("#saved.o");

        await SendAsync(page, "send", "button.p");
        await page.WaitForSelectorAsync(".foot [data-do=hold]");
        var address = await server.PageOfAsync(id);
        var shown = await ReadAsync(address);
        Assert.Equal(HttpStatusCode.OK, shown.Status);
        Assert.Contains("Ferry service to the isles resumes on Friday", shown.Text, StringComparison.Ordinal);

        await SendAsync(page, "hold", "button.red");
        await page.WaitForSelectorAsync("#story[data-state=onHold]");
        Assert.Equal(HttpStatusCode.NotFound, (await ReadAsync(address)).Status);

        await page.ClickAsync(".foot [data-do=kill]");
        await page.FillAsync("#s-reason", "The port never said so.");
        await page.ClickAsync("#sheet .do button.red");
        await page.WaitForSelectorAsync("#story[data-state=killed]");
        var gone = await ReadAsync(address);
        Assert.Equal(HttpStatusCode.Gone, gone.Status);
        Assert.DoesNotContain("Ferry", gone.Text, StringComparison.OrdinalIgnoreCase);

        var who = (await server.ApiAsync("log?limit=5"))["items"]!.AsArray().Select(r => (string?)r!["by"]).ToList();
        Assert.All(who, by => Assert.StartsWith("person:", by, StringComparison.Ordinal));
        Assert.Empty(errors);
        await page.Context.CloseAsync();
    }

    private static async Task SendAsync(IPage page, string what, string button)
    {
        await page.ClickAsync($".foot [data-do={what}]");
        await page.WaitForSelectorAsync("#sheet .facts li");
        await page.ClickAsync("#sheet .do " + button);
    }

    private async Task<(HttpStatusCode Status, string Text)> ReadAsync(string path)
    {
        using var reader = new HttpClient();
        using var answer = await reader.GetAsync(new Uri(server.Address, path));
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}
