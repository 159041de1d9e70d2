using Microsoft.Playwright;
using static Dateline.Newsroom.Tests.Looking;

namespace Dateline.Newsroom.Tests;

/// <summary>Two people on one story in real browsers: what one remarks the other sees where it was meant; who must have looked at it before it goes.</summary>
public sealed class RemarkTests(ChromiumBrowser browser) : OnScreen(browser), IClassFixture<ChromiumBrowser>
{
    [Fact]
    public async Task A_remark_on_selected_words_shows_to_the_other_follows_its_words_and_is_resolved()
    {
        var id = await Story("VOS-MAREK-VISIT", "Premier leaves door open to peacekeepers");
        await Host.PersonAsync("ben", "Ben Osei");
        var (anna, ben) = (await SignedIn(), await SignedIn(login: "ben"));
        var errors = Complaints(anna);
        await Open(ben, id);
        await Open(anna, id);
        await Select(anna, "peacekeepers");
        await anna.Keyboard.PressAsync("Control+Alt+m");
        await anna.Keyboard.TypeAsync("Did he say “peacekeepers”?");
        await Look(anna, "remark-writing-1440", true);
        await anna.Keyboard.PressAsync("Tab");
        await anna.Keyboard.PressAsync("Enter");
        await anna.WaitForSelectorAsync("#body .remark");
        await ben.WaitForSelectorAsync("#body .remark");
        Assert.Equal("peacekeepers", await ben.TextContentAsync("#body .remark"));
        Assert.Equal("Comments 1", await ben.TextContentAsync("#tab-remarks"));
        await Look(anna, "remark-1440", true);

        // Anna writes before the words: they keep their mark, and the text stays without it.
        await anna.ClickAsync("#body p >> nth=0");
        await anna.Keyboard.PressAsync("Control+Home");
        await anna.Keyboard.TypeAsync("On Sunday: ");
        await anna.WaitForSelectorAsync("#saved.o");
        Assert.Equal("peacekeepers", await anna.TextContentAsync("#body .remark"));
        var body = (string)(await Desk.Get($"stories/{id}/content")).Done["body"]!;
        Assert.Equal(Text.Replace("<p>Premier", "<p>On Sunday: Premier", StringComparison.Ordinal), body);

        await ben.ClickAsync("#tab-remarks");
        await ben.ClickAsync("#remarks li >> text=Resolve");
        await anna.WaitForSelectorAsync("#tab-remarks:text-is('Comments')");
        Assert.Equal(0, await anna.Locator("#body .remark").CountAsync());
        await anna.ClickAsync("#remarks summary");
        await anna.WaitForSelectorAsync("#remarks >> text=resolved by Ben Osei");
        await Look(anna, "remark-resolved-1440", true);
        Assert.Empty(errors);
        await anna.Context.CloseAsync();
        await ben.Context.CloseAsync();
    }

    [Fact]
    public async Task Who_only_reads_sees_what_is_remarked_where_it_was_meant_and_breaks_no_lock()
    {
        var id = await Story("VOS-MAREK-VISIT", "Premier leaves door open to peacekeepers", "<p>Talks on talks: the <strong>talks</strong> in Lund failed.</p><p>More talks follow.</p>");
        await Host.PersonAsync("rita", "Rita Holm", "reader");
        await Desk.Post($"stories/{id}/lock", "{}");
        await Desk.Post($"stories/{id}/remarks", """{"text":"Which ones?","quote":"the talks in Lund","before":"Talks on talks: ","after":" failed."}""");
        await Desk.Post($"stories/{id}/remarks", """{"text":"Since when?","quote":"Talks go on","before":"","after":""}""");
        var page = await SignedIn(login: "rita");
        var errors = Complaints(page);
        await Open(page, id);
        Assert.Equal("the talks in Lund", string.Concat(await page.Locator("#body .remark").AllInnerTextsAsync()));
        Assert.Equal(0, await page.Locator("#lock button").CountAsync());
        Assert.Equal(0, await page.Locator(".remark-form").CountAsync());
        await page.ClickAsync("#body .remark >> nth=0");
        await page.WaitForSelectorAsync("#remarks li >> text=Which ones?");
        Assert.True(await page.IsVisibleAsync("#remarks >> text=These words are no longer in the text."));
        await Look(page, "remark-reader-1440", true);
        await page.SetViewportSizeAsync(390, 800);
        await Look(page, "remark-reader-390", true);
        Assert.Empty(errors);
        await page.Context.CloseAsync();

        var anna = await SignedIn();
        await Open(anna, id);
        await anna.ClickAsync("#lock button >> text=Break the lock");
        await anna.WaitForSelectorAsync("#lock:not(:has(button))");
        Assert.Equal(Anna.Pseudonym, (string?)(await Desk.Get($"stories/{id}")).Done["lock"]!["by"]);
        await anna.Context.CloseAsync();
    }

    [Fact]
    public async Task A_legal_flag_stops_the_sheet_until_a_name_clears_it_and_a_second_reader_signs()
    {
        var id = await Story("COURT-FERRY", "Owner of ferry denies skipping checks");
        var page = await SignedIn();
        var errors = Complaints(page);
        await Open(page, id);
        await page.ClickAsync("[data-check=flag]");
        await page.FillAsync("#check-said", "Names the owner");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForSelectorAsync("#checks >> text=Waits for legal");
        await Look(page, "legal-1440", true);
        await page.ClickAsync(".foot [data-do=send]");
        await page.WaitForSelectorAsync("#sheet >> text=The story waits for a legal clearance");
        Assert.Equal(0, await page.Locator("#sheet .do button.p").CountAsync());
        await Look(page, "legal-sheet-1440", true);
        await page.Keyboard.PressAsync("Escape");
        await page.GotoAsync(At("/newsroom"));
        await page.WaitForSelectorAsync($"li[data-id=\"{id}\"] >> text=waits for legal");

        await page.SetViewportSizeAsync(390, 800);
        await Open(page, id);
        await page.ClickAsync("[data-check=clear]");
        await page.FillAsync("#check-said", "R. Okafor, counsel");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForSelectorAsync("#checks >> text=Cleared by R. Okafor, counsel");
        await page.ClickAsync("[data-check=read]");
        await page.WaitForSelectorAsync("#checks >> text=Anna Bell has read it");
        await Look(page, "legal-cleared-390", true);
        await page.ClickAsync(".foot [data-do=send]");
        await page.ClickAsync("#sheet .do button.p");
        await page.WaitForSelectorAsync("#story[data-state=published]");
        Assert.Empty(errors);
        await page.Context.CloseAsync();
    }

    private static async Task Select(IPage page, string words)
    {
        await page.ClickAsync("#body p >> nth=0");
        // An editor that has just been clicked puts its cursor there once more a moment later: the words stay selected when it has done so.
        Assert.True(await page.EvaluateAsync<bool>("""
            async words => {
              const select = () => { const walk = document.createTreeWalker(document.querySelector('#body'), NodeFilter.SHOW_TEXT);
                for (let n = walk.nextNode(); n; n = walk.nextNode()) { const at = n.data.indexOf(words); if (at >= 0) { getSelection().setBaseAndExtent(n, at, n, at + words.length); return; } } };
              for (let turn = 0, kept = 0; turn < 100; turn++) {
                if (getSelection().toString() === words) { if (++kept > 3) return true; } else { kept = 0; select(); }
                await new Promise(next => setTimeout(next, 40));
              }
              return false;
            }
            """, words));
    }
}
