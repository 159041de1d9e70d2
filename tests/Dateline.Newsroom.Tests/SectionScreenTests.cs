using System.Net;
using Dateline.Store.Keeping;
using static Dateline.Newsroom.Tests.Looking;

namespace Dateline.Newsroom.Tests;

/// <summary>The sections of the sites on screen, and what each took of the last week.</summary>
public sealed class SectionScreenTests(ChromiumBrowser browser) : OnScreen(browser), IClassFixture<ChromiumBrowser>
{
    [Theory]
    [InlineData(1440, false, "en")]
    [InlineData(390, true, "fr")]
    public async Task Each_section_stands_in_its_order_with_its_words_and_its_week(int width, bool dark, string language)
    {
        foreach (var (slug, subject) in new[] { ("TALKS", "medtop:20000639"), ("RACE", "medtop:15000000") })
            await Desk.Act(await Story(slug, "A headline", more: $",\"subjects\":[{{\"code\":\"{subject}\"}}]"), "publish", """{"expectedVersion":0}""");
        await Speaks(language);
        var page = await SignedIn(width, dark);
        var errors = Complaints(page);
        await page.GotoAsync(At("/newsroom/sections"));
        Assert.Equal("https://ledger.example/world", await page.GetAttributeAsync("#main .tbl a", "href"));
        Assert.Equal(["World · Monde", "/world", "subject under medtop:11000000", "/abroad", "1"], (await page.Locator("#main .tbl tbody tr > *").AllTextContentsAsync()).Select(t => t.Trim()));
        await Look(page, $"sections-{language}-{width}", true);
        await page.GotoAsync(At("/newsroom/sites/main/sections"));
        Assert.Equal(language, await page.GetAttributeAsync("html", "lang"));
        Assert.Equal("World", await page.InputValueAsync("#s0-name-en"));
        await Look(page, $"sections-form-{language}-{width}", true);
        Assert.Empty(errors);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Who_may_arrange_one_site_sees_its_sections_alone_and_a_reporter_none()
    {
        await Host.Store.Write(tx => { PersonSites.Set(tx, Anna, ["town"], "test"); return 0; });
        using var anna = new Visitor(Host);
        await anna.SignIn("anna", PeopleOfTests.Password);
        var html = await anna.Read("/newsroom/sections");
        Assert.DoesNotContain("The Harbour Ledger", html);
        Assert.Contains("Port Clare Today", html);
        await Host.PersonAsync("rita", "Rita Low", "reporter");
        using var reporter = new Visitor(Host);
        await reporter.SignIn("rita", PeopleOfTests.Password);
        Assert.Equal(HttpStatusCode.Forbidden, (await reporter.Get("/newsroom/sections")).StatusCode);
    }
}
