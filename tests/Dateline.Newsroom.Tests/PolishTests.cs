using Microsoft.Playwright;
using static Dateline.Newsroom.Tests.Looking;

namespace Dateline.Newsroom.Tests;

/// <summary>Find and replace, and the house style, in a real browser.</summary>
public sealed class PolishTests(ChromiumBrowser browser) : OnScreen(browser), IClassFixture<ChromiumBrowser>
{
    [Fact]
    public async Task A_name_is_found_and_replaced_one_by_one_and_all_at_once_by_keyboard()
    {
        var id = await Story("VOS-VISIT", "Marek visits", "<p>Marek came. <strong>Marek</strong> saw.</p><p>Marekville and marek.</p>");
        var page = await SignedIn();
        var errors = Complaints(page);
        await Open(page, id);
        await page.ClickAsync("#body p >> nth=0");
        await page.Keyboard.PressAsync("Control+h");
        await page.Keyboard.TypeAsync("Marek");
        await page.WaitForSelectorAsync(".finder >> text=1 of 4");
        await page.CheckAsync("#find-whole");
        await page.CheckAsync("#find-case");
        await page.WaitForSelectorAsync(".finder >> text=1 of 2");
        Assert.Equal(2, await page.Locator("#body .hit").CountAsync());
        await Look(page, "find-1440", true);
        await page.FillAsync("#find-other", "Marec");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForSelectorAsync(".finder >> text=1 of 1");
        await page.UncheckAsync("#find-case");
        await page.ClickAsync(".finder >> text=Replace all");
        await page.WaitForSelectorAsync("#said >> text=Replaced: 2.");
        await page.Keyboard.PressAsync("Escape");
        Assert.False(await page.IsVisibleAsync(".finder"));
        await page.WaitForSelectorAsync("#saved.o");
        Assert.Equal("<p>Marec came. <strong>Marec</strong> saw.</p><p>Marekville and Marec.</p>", await BodyOf(id));
        Assert.Empty(errors);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task The_house_style_is_taken_one_by_one_or_by_rule_and_keeps_the_markup()
    {
        var id = await Story("PORT-STRIKE", "Dockers' \\\"last\\\" word", "<p>He saw 5 ships and 3 <em>tugs</em> on August 24.</p><p>It cost US$5 (C$7).</p>");
        var page = await SignedIn();
        var errors = Complaints(page);
        await Open(page, id);
        await page.ClickAsync("#tab-style");
        await page.WaitForFunctionAsync("() => document.querySelector('#tab-style').textContent !== 'Style' || !document.querySelector('#said').hidden");
        Assert.Equal("Style 6", await page.TextContentAsync("#tab-style") + await page.TextContentAsync("#said"));
        await Look(page, "style-1440", true);
        await page.ClickAsync("[data-rule=numbers] li >> nth=0 >> text=Take");
        await page.WaitForSelectorAsync("#tab-style:text-is('Style 5')");
        await page.ClickAsync("#style .p");
        await page.WaitForSelectorAsync("#style >> text=nothing to say");
        await page.WaitForSelectorAsync("#saved.o");
        Assert.Equal("<p>He saw five ships and three <em>tugs</em> on Aug. 24.</p><p>It cost US$5 (C$7).</p>", await BodyOf(id));
        Assert.Equal("Dockers’ “last” word", await page.InputValueAsync("#headline"));

        await Desk.Put("style/numbers", """{"on":false}""");
        await page.ClickAsync("#body p >> nth=1");
        await page.Keyboard.PressAsync("End");
        await page.Keyboard.TypeAsync(" And 6 \"more\"");
        await page.WaitForSelectorAsync("#tab-style:text-is('Style 2')");
        Assert.Equal(0, await page.Locator("[data-rule=numbers]").CountAsync());
        await page.SetViewportSizeAsync(390, 800);
        await Look(page, "style-390", true);
        Assert.Empty(errors);
        await page.Context.CloseAsync();
    }

    private async Task<string?> BodyOf(string id) => (string?)(await Desk.Get($"stories/{id}/content")).Done["body"];
}
