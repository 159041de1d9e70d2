using Microsoft.Playwright;
using static Dateline.Newsroom.Tests.Looking;

namespace Dateline.Newsroom.Tests;

/// <summary>What is typed is spelled by the browser in the language of the story, whatever the language of the screen.</summary>
public sealed class TextLanguageTests(ChromiumBrowser browser) : OnScreen(browser), IClassFixture<ChromiumBrowser>
{
    private static readonly string[] Typed = ["#headline", "#dek", "#body [contenteditable=true]"];

    [Fact]
    public async Task The_text_its_headline_and_its_summary_have_the_storys_language_and_follow_its_change()
    {
        await Speaks("fr");
        var id = await Story("PORT-STRIKE", "Dockers reject offer");
        var page = await Open(await SignedIn(), id);
        var errors = Complaints(page);
        Assert.Equal("fr", await page.GetAttributeAsync("html", "lang"));
        await AllIn(page, "en");
        await page.SelectOptionAsync("#language", "fr-CA");
        await AllIn(page, "fr-CA");
        await page.WaitForSelectorAsync("#saved.o");
        await page.ReloadAsync();
        await Ready(page);
        await AllIn(page, "fr-CA");
        Assert.Empty(errors);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Text_that_comes_back_from_this_browser_brings_its_language()
    {
        var id = await Story("PORT-STRIKE", "Dockers reject offer");
        var page = await Open(await SignedIn(), id);
        Host.IsCutOff = NewsroomHost.FromScreen;
        await page.SelectOptionAsync("#language", "fr");
        await page.FillAsync("#headline", "Les dockers refusent l’offre");
        await page.WaitForSelectorAsync("#saved.h");
        await page.GotoAsync(At("/newsroom/me"));
        await Open(page, id);
        await AllIn(page, "en");
        Host.IsCutOff = _ => false;
        await page.ClickAsync("#notices button >> nth=0");
        await Assertions.Expect(page.Locator("#headline")).ToHaveValueAsync("Les dockers refusent l’offre");
        await AllIn(page, "fr");
        await page.Context.CloseAsync();
    }

    private static async Task AllIn(IPage page, string language)
    {
        foreach (var typed in Typed)
            Assert.Equal($"{typed} {language} true", await page.EvaluateAsync<string>("s => { const e = document.querySelector(s); return `${s} ${e.closest('[lang]').lang} ${e.getAttribute('spellcheck')}`; }", typed));
    }
}
