using System.Net;
using Dateline.Newsroom.Sending;
using Microsoft.Playwright;
using static Dateline.Newsroom.Tests.Looking;

namespace Dateline.Newsroom.Tests;

/// <summary>Take keys in the language of the story, and a story that is translated and hears when its original goes on.</summary>
public sealed class TranslationTests(ChromiumBrowser browser) : OnScreen(browser), IClassFixture<ChromiumBrowser>
{
    [Fact]
    public void An_ordinal_is_written_as_english_writes_it() =>
        Assert.Equal(["1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "22nd", "111th"], new[] { 1, 2, 3, 4, 11, 12, 13, 21, 22, 111 }.Select(TakeKeys.Ordinal));

    [Fact]
    public async Task A_writethru_is_called_as_its_language_calls_it_and_a_hold_between_does_not_count()
    {
        var english = await Story("PORT-STRIKE", "Dockers reject offer");
        var french = (string)(await Desk.Post("stories", """{"content":{"language":"fr","slugline":"GREVE-PORT","headline":"Les dockers refusent"}}""")).Done["id"]!;
        foreach (var id in new[] { english, french }) await Desk.Act(id, "publish", """{"expectedVersion":0}""");
        Assert.Equal("1st Writethru", await KeyOf(english));
        Assert.Equal("2e version", await KeyOf(french));
        await Desk.Act(english, "writethru", """{"expectedVersion":1,"takeKey":"1st Writethru"}""");
        await Desk.Act(english, "hold", """{"reason":"Doubts"}""");
        await Desk.Act(english, "send-as-was", """{"expectedVersion":3}""");
        Assert.Equal("2nd Writethru", await KeyOf(english));
        Assert.Equal("1st Writethru", (string?)(await Desk.Get($"stories/{english}/versions/2")).Done["content"]!["takeKey"]);
        // A program that says nothing of it sends the text as it is.
        Assert.Null((await Desk.Act(french, "writethru", """{"expectedVersion":1}"""))["story"]!["content"]!["takeKey"]);

        var page = await SignedIn();
        await Open(page, english);
        await page.ClickAsync(".foot [data-do=send]");
        await page.WaitForSelectorAsync("#s-takeKey");
        Assert.Equal("2nd Writethru", await page.InputValueAsync("#s-takeKey"));
        await Look(page, "takekey-1440", true);
        await page.ClickAsync("#sheet .do button.p");
        await page.WaitForSelectorAsync("text=version 5");
        Assert.Equal("2nd Writethru", (string?)(await Desk.Get($"stories/{english}/versions/5")).Done["content"]!["takeKey"]);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_translation_joins_the_chain_and_is_told_when_its_original_goes_on()
    {
        var id = await Story("PORT-STRIKE", "Dockers reject offer");
        await Desk.Act(id, "publish", """{"expectedVersion":0}""");
        var page = await SignedIn();
        var errors = Complaints(page);
        await Open(page, id);
        await page.ClickAsync("[data-do=translate]");
        Assert.Equal("fr", await page.InputValueAsync("#translate-to"));
        await Look(page, "translate-1440", true);
        await page.ClickAsync("#sheet .do button.p");
        await page.WaitForURLAsync(url => url.Contains("/stories/", StringComparison.Ordinal) && !url.Contains(id, StringComparison.Ordinal));
        await Ready(page);
        var french = page.Url.Split('/')[^1];
        await page.FillAsync("#headline", "Les dockers refusent l’offre");
        await page.WaitForSelectorAsync("#saved.o");
        var story = (await Desk.Get("stories/" + french)).Done;
        Assert.Equal("fr", (string?)story["language"]);
        Assert.Equal((string?)(await Desk.Get("stories/" + id)).Done["chain"], (string?)story["chain"]);
        Assert.False((bool)story["translationOf"]!["behind"]!);

        await Desk.Act(id, "writethru", """{"expectedVersion":1,"content":{"language":"en","slugline":"PORT-STRIKE","headline":"Dockers accept offer","body":"<p>They accepted.</p>"}}""");
        await page.WaitForSelectorAsync("#notices >> text=is at version 2; you have version 1");
        await page.ClickAsync("#notices >> text=See what changed");
        await page.WaitForSelectorAsync("#diff ins >> text=accept");
        await Look(page, "behind-1440", true);
        await page.SetViewportSizeAsync(390, 800);
        await Look(page, "behind-390", true);
        await page.SetViewportSizeAsync(1440, 900);
        var desk = await SignedIn();
        await desk.WaitForSelectorAsync($"li[data-id=\"{french}\"] >> text=original has gone on");
        await page.ClickAsync("#notices >> text=I have taken it over");
        await desk.WaitForSelectorAsync($"li[data-id=\"{french}\"]:not(:has-text('original has gone on'))");
        Assert.False((bool)(await Desk.Get("stories/" + french)).Done["translationOf"]!["behind"]!);
        (await Desk.Post($"stories/{id}/translations", """{"language":"en"}""")).Refused(HttpStatusCode.UnprocessableEntity, "translation-same", "/language");
        Assert.Contains((await Desk.Get($"stories/{id}/actions")).Done["chain"]!.AsArray(), c => (string?)c!["story"]!["id"] == french);
        Assert.Empty(errors);
        await page.Context.CloseAsync();
        await desk.Context.CloseAsync();
    }

    private async Task<string?> KeyOf(string id) => (string?)(await Desk.Get($"stories/{id}/actions")).Done["actions"]!.AsArray().Single(a => (string?)a!["action"] == "writethru")!["takeKey"];
}
