using System.Net;
using Dateline.Formats.Photo;
using Dateline.News;
using Microsoft.Playwright;
using static Dateline.Newsroom.Tests.Looking;

namespace Dateline.Newsroom.Tests;

/// <summary>A photo is brought to a story as a file: what it says of itself comes along, and what is no photo is said to be none, beside its name.</summary>
public sealed class PhotoUploadTests(ChromiumBrowser browser) : OnScreen(browser), IClassFixture<ChromiumBrowser>
{
    private static readonly byte[] Bare = File.ReadAllBytes(Repo.Path("samples/morning/kessel-station.jpg"));

    private static byte[] Captioned(string? instructions = null)
    {
        var written = PhotoWriter.Write(Bare, new PhotoMetadata { Headline = "The station at Kessel", Caption = "The station on Monday, its windows boarded up.", Credit = "NP / Dvorin", Creators = ["Pavel Dvorin"], Alt = "A brick station", Copyright = "© Northern Press", City = "Kessel", Instructions = instructions });
        Assert.True(written.IsDone);
        return written.Value.Bytes.ToArray();
    }

    [Fact]
    public async Task A_file_becomes_a_photo_with_its_own_words_once()
    {
        var id = await Desk.Draft();
        var file = Captioned();
        var photo = (await Send(id, file)).Done;
        Assert.Equal(("The station at Kessel", "The station on Monday, its windows boarded up.", "NP / Dvorin", "A brick station"), ((string?)photo["headline"], (string?)photo["caption"], (string?)photo["credit"], (string?)photo["alt"]));
        Assert.StartsWith("/staff/media/", (string?)photo["file"], StringComparison.Ordinal);
        Assert.True((int?)photo["width"] > 0 && (int?)photo["height"] > 0);
        Assert.Equal((string?)photo["guid"], (string?)(await Send(id, file)).Done["guid"]);

        var item = (await Desk.Get($"stories/{photo["id"]}")).Done;
        Assert.Equal(("picture", "PORT-STRIKE", "Pavel Dvorin", "© Northern Press"), ((string?)item["kind"], (string?)item["content"]!["slugline"], (string?)item["content"]!["bylines"]![0]!["name"], (string?)item["content"]!["rights"]!["notice"]));
        Assert.Equal(("news", "beside"), ((string?)item["desk"], (string?)item["stage"]));
        Assert.Equal([("news", 1)], Host.Store.Read(Dateline.Store.Stories.StoryList.Desks));
        Assert.Equal("Kessel", (string?)item["content"]!["places"]![0]!["name"]);
    }

    [Fact]
    public async Task What_binds_in_a_photo_binds_its_item()
    {
        var photo = (await Send(await Desk.Draft(), Captioned("EMBARGOED UNTIL 1900 GMT, 25 August 2026. NO INTERNET."))).Done;
        var item = (await Desk.Get($"stories/{photo["id"]}")).Done;
        Assert.True((bool?)item["content"]!["rights"]!["noWeb"]);
        Assert.Equal("2026-08-25T19:00:00Z", Host.Store.Read(db => Dateline.Store.Stories.StoryTable.Find(db, Guid.Parse((string)photo["id"]!))!.Standing.Embargo.Until)?.ToString());
    }

    [Fact]
    public async Task What_is_no_photo_is_refused_and_nothing_is_kept()
    {
        var id = await Desk.Draft();
        (await Send(id, "<svg xmlns='http://www.w3.org/2000/svg'/>"u8.ToArray())).Refused(HttpStatusCode.UnsupportedMediaType, "photo-kind");
        (await Send(id, File.ReadAllBytes(Repo.Path("tests/Corpus/photo/14-file-cut.jpg")))).Refused(HttpStatusCode.UnprocessableEntity, "photo-broken");
        (await Send(id, Bare[..(Bare.Length / 2)])).Refused(HttpStatusCode.UnprocessableEntity, "photo-broken");
        (await Send(id, [])).Refused(HttpStatusCode.BadRequest, "empty");
        (await Send(Guid.Empty.ToString(), Bare)).Refused(HttpStatusCode.NotFound, "story-unknown");
        Assert.Equal(0, Host.Store.Read(db => db.Number("select count(*) from media")));
    }

    [Theory]
    [InlineData(1440, false, "en")]
    [InlineData(390, true, "fr")]
    public async Task On_screen_a_file_is_chosen_or_dropped_and_stands_in_the_text(int width, bool dark, string language)
    {
        var id = await Story("KESSEL-TALKS", "President in Kessel", "<p>The president came by train.</p><p>Nobody had been told.</p>");
        await Speaks(language);
        var page = await SignedIn(width, dark);
        await Open(page, id, "#pane-media");
        var errors = Complaints(page);

        await page.SetInputFilesAsync("#photo-file", new FilePayload[] { new() { Name = "kessel.jpg", MimeType = "image/jpeg", Buffer = Captioned() }, new() { Name = "notes.jpg", MimeType = "image/jpeg", Buffer = "words"u8.ToArray() }, new() { Name = "notes.pdf", MimeType = "application/pdf", Buffer = "%PDF"u8.ToArray() } });
        await Assertions.Expect(page.Locator("#photos li")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator("#uploads .why")).ToHaveCountAsync(2);
        await Assertions.Expect(page.Locator("#uploads li").First).ToContainTextAsync(language == "fr" ? "Ce n’est pas un fichier JPEG" : "This is no JPEG");
        Assert.Equal("The station on Monday, its windows boarded up.", await page.InputValueAsync("#photo-0-caption"));
        await Assertions.Expect(page.Locator("#saved.o")).ToBeVisibleAsync();
        await page.ClickAsync("#photos button.grow");
        await Assertions.Expect(page.Locator("#body figure img")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("#saved.o")).ToBeVisibleAsync();
        var content = (await Desk.Get($"stories/{id}/content")).Done;
        Assert.Contains($"<figure data-ref=\"{(string?)content["pictures"]![0]!["guid"]}\"></figure>", (string?)content["body"], StringComparison.Ordinal);
        await Look(page, $"story-upload-{language}-{width}", true);
        await page.Locator("#body figure").ScrollIntoViewIfNeededAsync();
        await page.ClickAsync("#body figure");
        await Look(page, $"story-upload-text-{language}-{width}", true);

        // The same file again is the same photo; dropped on the text it is none of the text's own.
        await page.EvaluateAsync("""
            bytes => { const data = new DataTransfer(); data.items.add(new File([Uint8Array.from(atob(bytes), c => c.charCodeAt(0))], 'again.jpg', { type: 'image/jpeg' }));
              document.querySelector('#body p').dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true })); }
            """, Convert.ToBase64String(Captioned()));
        await Assertions.Expect(page.Locator("#said")).ToContainTextAsync(language == "fr" ? "déjà cette photo" : "has this photo already");
        await Assertions.Expect(page.Locator("#photos li")).ToHaveCountAsync(1);
        Assert.Empty(errors);

        // It is the story's matter: the desk has one row for both.
        await page.GotoAsync(At("/newsroom"));
        await page.WaitForSelectorAsync("body[data-live=yes]");
        Assert.Equal([id], await page.Locator("#board li[data-id]").EvaluateAllAsync<string[]>("all => all.map(li => li.dataset.id)"));
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Where_the_server_is_not_reached_it_says_so_and_tries_again()
    {
        var id = await Story("KESSEL-TALKS", "President in Kessel");
        var page = await Open(await SignedIn(), id, "#pane-media");
        await page.RouteAsync("**/photos", route => route.AbortAsync());
        await page.SetInputFilesAsync("#photo-file", new FilePayload { Name = "kessel.jpg", MimeType = "image/jpeg", Buffer = Bare });
        await Assertions.Expect(page.Locator("#uploads .why")).ToContainTextAsync("can’t be reached");
        await page.UnrouteAsync("**/photos");
        await page.ClickAsync("#uploads button:has-text('Try again')");
        await Assertions.Expect(page.Locator("#photos li img")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("#uploads li")).ToHaveCountAsync(0);
        await page.Context.CloseAsync();
    }

    private Task<Said> Send(string story, byte[] bytes) => Desk.Send(HttpMethod.Post, $"stories/{story}/photos", bytes, "application/octet-stream");
}
