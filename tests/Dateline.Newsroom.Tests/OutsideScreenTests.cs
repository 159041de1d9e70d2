using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Dateline.Newsroom.Tests.Looking;

namespace Dateline.Newsroom.Tests;

/// <summary>An editor shows a draft to somebody outside, in real browsers: the link is made and given, follows the text, and dies with a press, a kill, or by itself.</summary>
public sealed class OutsideScreenTests(ChromiumBrowser browser) : OnScreen(browser), IClassFixture<ChromiumBrowser>
{
    [Fact]
    public async Task A_link_is_made_read_by_somebody_who_is_not_signed_in_follows_the_text_and_is_revoked()
    {
        var id = await Story("VOS-MAREK-VISIT", "Premier leaves door open to peacekeepers");
        var page = await Open(await SignedIn(), id);
        var errors = Complaints(page);
        await page.ClickAsync("#tab-sites");
        await page.ClickAsync("[data-do=outside]");
        await page.WaitForSelectorAsync("#sheet >> text=Nobody outside has been given a link to this story.");
        await Look(page, "outside-empty-1440", true);

        // Without a name there is no link, and what was typed stays, also when the sheet is closed meanwhile.
        await page.FillAsync("#o-organisation", "Quill & Partners");
        await page.ClickAsync("#sheet >> text=Make the link");
        await page.WaitForSelectorAsync("#o-name-why");
        Assert.Equal("o-name", await page.EvaluateAsync<string>("document.activeElement.id"));
        await Look(page, "outside-wrong-1440", true);
        await page.Keyboard.PressAsync("Escape");
        await Palette(page, "Show to someone");
        Assert.Equal("Quill & Partners", await page.InputValueAsync("#o-organisation"));
        await page.FillAsync("#o-name", "Ada Quill");
        await page.FillAsync("#o-reach", "+1 555 0142");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForSelectorAsync("#o-url");
        await Look(page, "outside-made-1440", true);
        await page.ClickAsync(".made >> text=Copy");
        await page.WaitForSelectorAsync(".made >> text=Copied");
        var path = new Uri(await page.InputValueAsync("#o-url")).PathAndQuery;
        Assert.Matches("^/draft/[0-9a-z]{52}$", path);

        var reader = await Stranger();
        await Read(reader, path, "Premier leaves door open to peacekeepers");
        await Look(reader, "draft-1440", true);
        Assert.Empty(await reader.Context.CookiesAsync());
        Assert.Equal(0, await reader.Locator("script").CountAsync());
        await reader.SetViewportSizeAsync(390, 800);
        await Look(reader, "draft-390", true);

        // Shown once: the next time the sheet knows who has it, and how often it was opened.
        await page.Keyboard.PressAsync("Escape");
        await page.FillAsync("#headline", "Premier closes the door");
        await Palette(page, "Show to someone");
        await page.WaitForSelectorAsync(".links li >> text=opened once");
        Assert.Equal(0, await page.Locator("#o-url").CountAsync());
        Assert.DoesNotContain(path, await page.ContentAsync(), StringComparison.Ordinal);
        await Read(reader, path, "Premier closes the door");

        await page.ClickAsync(".links >> text=Revoke");
        await page.WaitForSelectorAsync("#outside-said >> text=Revoked: the link of Ada Quill (Quill & Partners) shows nothing any more.");
        await page.WaitForSelectorAsync(".links li.over >> text=by Anna Bell");
        await Look(page, "outside-revoked-1440", true);
        await page.SetViewportSizeAsync(390, 800);
        await Look(page, "outside-390", true);
        await Gone(reader, path);
        await Look(reader, "draft-none-390", true);
        Assert.Empty(errors);
    }

    [Fact]
    public async Task A_kill_ends_it_and_names_who_read_it_until_somebody_has_told_them()
    {
        await Speaks("fr");
        var id = (string)(await Desk.Post("stories", """{"content":{"language":"fr","slugline":"PORT-GREVE","headline":"Les dockers reprennent les négociations","dek":"La grève entre dans sa troisième semaine.","bylines":[{"name":"Mira Voss"}],"dateline":"PORT-CLAIR","body":"<p>Les négociations ont repris lundi.</p><table><caption>Tonnage par quai</caption><thead><tr><th>Quai</th><th>Tonnes</th></tr></thead><tbody><tr><td>Nord</td><td>12 400</td></tr></tbody></table><blockquote><p>Nous y sommes presque.</p></blockquote>"}}""")).Done["id"]!;
        await Desk.Act(id, "publish", """{"expectedVersion":0}""");
        var page = await Open(await SignedIn(dark: true), id);
        await Palette(page, "Montrer à");
        await page.FillAsync("#o-name", "Ada Quill");
        await page.FillAsync("#o-reach", "ada@quill.example");
        await page.ClickAsync("#sheet >> text=Créer le lien");
        await page.WaitForSelectorAsync("#o-url");
        await Look(page, "outside-made-fr-dark", true);
        var path = new Uri(await page.InputValueAsync("#o-url")).PathAndQuery;
        var reader = await Stranger(dark: true);
        await Read(reader, path, "Les dockers reprennent les négociations");
        await Look(reader, "draft-fr-dark", true);
        await reader.SetViewportSizeAsync(390, 800);
        await Look(reader, "draft-fr-dark-390", true);

        await page.Keyboard.PressAsync("Escape");
        await page.ClickAsync(".foot [data-do=kill]");
        await page.WaitForSelectorAsync(".shown-to >> text=Ada Quill");
        await Look(page, "outside-kill-sheet-fr-dark", true);
        await page.FillAsync("#s-reason", "The figure was wrong");
        await page.ClickAsync("#sheet button.red");
        await page.WaitForSelectorAsync("#withdrawn");
        await Gone(reader, path);

        await page.GotoAsync(At("/newsroom/alarms"));
        await page.WaitForSelectorAsync(".open >> text=Ada Quill");
        Assert.Equal("mailto:ada@quill.example", await page.GetAttributeAsync(".owed .tel", "href"));
        await Look(page, "outside-alarms-fr-dark", true);
        await page.SetViewportSizeAsync(390, 800);
        await Look(page, "outside-alarms-fr-390", true);
        await page.FillAsync(".owed input[name=how]", "Ada Quill par téléphone");
        await page.ClickAsync(".owed button.p");
        await page.WaitForSelectorAsync(".case.over");
        Assert.Equal(0, await page.Locator(".open").CountAsync());
    }

    [Fact]
    public async Task Who_shows_what_waits_for_the_lawyers_or_is_embargoed_is_told_before()
    {
        var id = await Story("VOS-MAREK-VISIT", "Premier leaves door open to peacekeepers");
        await Desk.Act(id, "embargo", """{"expectedVersion":0,"usableFrom":"2026-08-24T19:00:00Z"}""");
        await Desk.Post($"stories/{id}/legal", """{"note":"Names"}""");
        var page = await Open(await SignedIn(), id);
        await Palette(page, "Show to someone");
        await page.WaitForSelectorAsync("#sheet .notice >> text=waits for a legal clearance");
        await page.WaitForSelectorAsync("#sheet .notice >> text=embargoed until 15:00");
        await Look(page, "outside-told-1440", true);
        await page.FillAsync("#o-name", "Ada Quill");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForSelectorAsync(".links >> text=Shows nothing until the legal clearance");
        var path = new Uri(await page.InputValueAsync("#o-url")).PathAndQuery;
        var reader = await Stranger();
        await Gone(reader, path);
        await Desk.Post($"stories/{id}/legal/clear", """{"clearedBy":"Counsel"}""");
        await Read(reader, path, "Premier leaves door open to peacekeepers");
        await reader.WaitForSelectorAsync(".mark .e >> text=Embargoed: not to be used before Mon 24 Aug 15:00");
        await Look(reader, "draft-embargo-1440", true);
    }

    private static async Task Palette(IPage page, string action)
    {
        await page.Keyboard.PressAsync("Control+k");
        await page.FillAsync("#palette-q", action);
        await page.WaitForSelectorAsync($"#palette-list li[aria-selected=true] >> text={action}");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForSelectorAsync("#sheet[open] #sheet-title");
    }

    /// <summary>A browser of its own, with no session.</summary>
    private Task<IPage> Stranger(bool dark = false) => Browser.NewPageAsync(1440, 900, dark);

    private async Task Read(IPage reader, string path, string headline)
    {
        Assert.Equal(200, (await reader.GotoAsync(At(path)))!.Status);
        Assert.Equal(headline, await reader.TextContentAsync("h1"));
    }

    private async Task Gone(IPage reader, string path)
    {
        Assert.Equal(404, (await reader.GotoAsync(At(path)))!.Status);
        Assert.DoesNotMatch(new Regex("Premier|dockers|Quill"), await reader.ContentAsync());
    }
}
