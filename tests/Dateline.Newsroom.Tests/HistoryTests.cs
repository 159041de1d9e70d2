using Microsoft.Playwright;
using static Dateline.Newsroom.Tests.Looking;

namespace Dateline.Newsroom.Tests;

/// <summary>What became of a story, under its preview and beside its text: the newest first, who did it, and what was said of it.</summary>
public sealed class HistoryTests(ChromiumBrowser browser) : OnScreen(browser), IClassFixture<ChromiumBrowser>
{
    [Theory]
    [InlineData("en")]
    [InlineData("fr")]
    public async Task Each_version_is_told_with_its_notice_or_its_reason(string language)
    {
        await Speaks(language);
        var id = await Story("PORT-STRIKE", "Dockers reject offer");
        await Desk.Act(id, "publish", """{"expectedVersion":0}""");
        Host.Time.Advance(TimeSpan.FromHours(26));
        await Desk.Act(id, "writethru", """{"expectedVersion":1,"content":{"language":"en","slugline":"PORT-STRIKE","headline":"Dockers accept offer","body":"<p>They accepted.</p>"}}""");
        await Desk.Act(id, "correct", """{"expectedVersion":2,"edNote":"CORRECTS sum","notice":{"text":"An earlier version of this story misstated the sum that the port company offers the dockers for each night shift. It is 22 crowns, not 22 million."}}""");
        await Desk.Act(id, "hold", """{"reason":"Doubts about the source"}""");
        var page = await SignedIn();
        var errors = Complaints(page);
        await Choose(page, id);
        var rows = (await page.Locator("#preview .history li").AllInnerTextsAsync()).ToList();
        Assert.Equal(4, rows.Count);
        Assert.Contains("Doubts about the source", rows[0], StringComparison.Ordinal);
        Assert.Contains("It is 22 crowns, not 22 million.", rows[1], StringComparison.Ordinal);
        // What readers were told is in the language of the story, what a colleague wrote is in whichever they speak.
        Assert.Equal(["", "en"], await page.Locator("#preview .history p").EvaluateAllAsync<string[]>("all => all.map(p => p.lang)"));
        await Look(page, $"preview-history-{language}-1440", true);
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await Look(page, $"preview-history-{language}-1440-dark", true);

        await Open(page, id, "#pane-history");
        Assert.Contains("Doubts about the source", (await page.Locator("#history li").AllInnerTextsAsync())[0], StringComparison.Ordinal);
        await LookAround(page, $"pane-history-{language}", "#history");
        Assert.Empty(errors);
        await page.Context.CloseAsync();
    }
}
