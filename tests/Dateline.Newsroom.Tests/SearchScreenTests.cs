using Dateline.Formats.Subjects;
using Microsoft.Playwright;
using static Dateline.Newsroom.Tests.Looking;

namespace Dateline.Newsroom.Tests;

/// <summary>The search over everything one may see, on its screen.</summary>
public sealed class SearchScreenTests(ChromiumBrowser browser) : OnScreen(browser), IClassFixture<ChromiumBrowser>
{
    [Fact]
    public async Task Words_filters_and_counts_narrow_down_what_is_found_and_the_address_keeps_them()
    {
        var strike = await Story("PORT-STRIKE", "Dockers reject offer");
        await Desk.Act(strike, "publish", """{"expectedVersion":0}""");
        _ = (await Desk.Post("stories", """{"content":{"language":"fr","slugline":"PORT-GREVE","headline":"Les dockers refusent l’offre","body":"<p>Ils refusent.</p>"}}""")).Done;
        await Story("ELECTION", "Polls open at seven");
        Host.Store.Search.CatchUp();
        var page = await SignedIn();
        var errors = Complaints(page);

        // From the palette to all results.
        await page.WaitForSelectorAsync("body[data-live=yes]");
        await page.Keyboard.PressAsync("Control+k");
        await page.FillAsync("#palette-q", "dockers");
        await page.ClickAsync("#palette-list li:has-text('All results')");
        await page.WaitForURLAsync("**/newsroom/search?q=dockers");
        await Assertions.Expect(page.Locator(".found li")).ToHaveCountAsync(2);
        Assert.Equal("Found: 2", await page.TextContentAsync("#h-found"));
        Assert.Equal(["Dockers", "dockers"], (await page.Locator(".found mark").AllTextContentsAsync()).Order(StringComparer.Ordinal));
        await Look(page, "search-1440", true);

        // A count is pressed, and what was asked for is taken back one by one.
        await page.ClickAsync(".counts a:has-text('français')");
        await Assertions.Expect(page.Locator(".found li")).ToContainTextAsync(["PORT-GREVE"]);
        Assert.Contains("language=fr", page.Url, StringComparison.Ordinal);
        await page.SelectOptionAsync("#state", "published");
        await page.ClickAsync("form.find button");
        Assert.Contains("language=fr", page.Url, StringComparison.Ordinal);
        Assert.Equal("Nothing was found", await page.TextContentAsync("#h-found"));
        await page.ClickAsync(".sought a[aria-label='Without: Language']");
        await Assertions.Expect(page.Locator(".found li")).ToContainTextAsync(["PORT-STRIKE"]);
        await page.ClickAsync(".counts a:has-text('24')");
        Assert.Contains("from=2026-08-24&before=2026-08-25", page.Url, StringComparison.Ordinal);
        await page.WaitForSelectorAsync("body[data-live=yes]");
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync($"**/newsroom/stories/{strike}");

        // What can't be meant is said beside its field, and what was typed stays.
        await page.GotoAsync(At("/newsroom/search?q=dockers&from=tomorrow"));
        Assert.Equal("A day, such as 2026-08-24. Nothing was searched.", await page.TextContentAsync("#from-why"));
        Assert.Equal("dockers", await page.InputValueAsync("#q"));
        Assert.DoesNotContain(errors, e => !e.Contains("400", StringComparison.Ordinal));
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData(390, true, "fr")]
    [InlineData(1440, true, "en")]
    [InlineData(1440, true, "fr")]
    public async Task It_teaches_where_nothing_was_asked_and_is_read_on_a_phone(int width, bool dark, string language)
    {
        await Story("PORT-STRIKE", "Dockers reject offer", more: ",\"subjects\":[{\"code\":\"medtop:20000529\",\"name\":\"labour dispute\"}]");
        Host.Store.Search.CatchUp();
        await Speaks(language);
        var page = await SignedIn(width, dark);
        await page.GotoAsync(At("/newsroom/search"));
        Assert.True(await page.IsVisibleAsync("p.none"));
        await Look(page, $"search-empty-{language}-{width}", true);
        await page.FillAsync("#q", "offer");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator(".found li")).ToHaveCountAsync(1);
        // A subject is counted under its name in the language of the screen.
        Assert.Contains(Vocabularies.InForce.Find("medtop:20000529")!.Label(News.Language.From(language)!.Value), await page.Locator(".counts").AllInnerTextsAsync() is { } counts ? string.Join(' ', counts) : "", StringComparison.Ordinal);
        await Look(page, $"search-{language}-{width}", true);
        await page.Context.CloseAsync();
    }
}
