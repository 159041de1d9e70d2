using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Dateline.Journey.Tests;

/// <summary>A first hour in the newsroom of the built program, from the link that it prints to a page that says it is gone.</summary>
public sealed partial class EditorsHourTests(RunningServer server, ChromiumBrowser browser) : IClassFixture<RunningServer>, IClassFixture<ChromiumBrowser>
{
    [Fact]
    public async Task The_first_person_sets_the_newsroom_up_writes_sends_corrects_holds_and_kills_and_readers_see_each_step()
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
        var shown = await server.ReadAsync(address);
        Assert.Equal(HttpStatusCode.OK, shown.Status);
        Assert.Contains("Ferry service to the isles resumes on Friday", shown.Text, StringComparison.Ordinal);

        await CorrectAsync(page, "Ferry service to the isles resumes on Saturday", "An earlier version of this story gave the wrong day. It is Saturday.");
        var corrected = await server.ReadAsync(await server.PageOfAsync(id));
        Assert.Contains("<h1>Ferry service to the isles resumes on Saturday</h1>", corrected.Text, StringComparison.Ordinal);
        var fix = Fix().Match(corrected.Text);
        Assert.True(fix.Success, corrected.Text);
        Assert.Equal("An earlier version of this story gave the wrong day. It is Saturday.", fix.Groups[2].Value);
        var sent = DateTimeOffset.Parse((string)(await server.ApiAsync($"stories/{id}/versions/2"))["at"]!, CultureInfo.InvariantCulture);
        Assert.Equal(sent.ToUnixTimeSeconds(), DateTimeOffset.Parse(WebUtility.HtmlDecode(fix.Groups[1].Value), CultureInfo.InvariantCulture).ToUnixTimeSeconds());
        Assert.Contains("gave the wrong day. It is Saturday.", (await server.ReadAsync("/corrections")).Text, StringComparison.Ordinal);

        await SendAsync(page, "hold", "button.red");
        await page.WaitForSelectorAsync("#story[data-state=onHold]");
        Assert.Equal(HttpStatusCode.NotFound, (await server.ReadAsync(address)).Status);

        await page.ClickAsync(".foot [data-do=kill]");
        await page.FillAsync("#s-reason", "The port never said so.");
        await page.ClickAsync("#sheet .do button.red");
        await page.WaitForSelectorAsync("#story[data-state=killed]");
        var gone = await server.ReadAsync(address);
        Assert.Equal(HttpStatusCode.Gone, gone.Status);
        Assert.DoesNotContain("Ferry", gone.Text, StringComparison.OrdinalIgnoreCase);

        var who = (await server.ApiAsync("log?limit=5"))["items"]!.AsArray().Select(r => (string?)r!["by"]).ToList();
        Assert.All(who, by => Assert.StartsWith("person:", by, StringComparison.Ordinal));
        Assert.Empty(errors);
        await page.Context.CloseAsync();
    }

    /// <summary>Changes the headline and sends that as a correction, with what readers and clients are told of it.</summary>
    private static async Task CorrectAsync(IPage page, string headline, string notice)
    {
        await page.WaitForSelectorAsync("body[data-ready=yes]");
        await page.FillAsync("#headline", headline);
        await page.WaitForSelectorAsync("#saved.o");
        await page.ClickAsync(".foot [data-do=send]");
        await page.ClickAsync("#sheet input[value=correct]");
        await page.FillAsync("#s-notice", notice);
        await page.FillAsync("#s-edNote", "CORRECTS day in headline");
        await page.ClickAsync("#sheet .do button.p");
        await page.WaitForSelectorAsync(".top .meta >> text=version 2");
    }

    private static async Task SendAsync(IPage page, string what, string button)
    {
        await page.ClickAsync($".foot [data-do={what}]");
        await page.WaitForSelectorAsync("#sheet .facts li");
        await page.ClickAsync("#sheet .do " + button);
    }

    [GeneratedRegex("<p class=\"fix\"><b><time datetime=\"([^\"]+)\">Correction, [^<]+</time></b> ([^<]+)</p>")]
    private static partial Regex Fix();
}
