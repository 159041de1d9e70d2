using Dateline.News;
using Dateline.Site.Embeds;

namespace Dateline.Site.Tests;

/// <summary>What a story shows of other sites is a link until a reader asks for more.</summary>
public sealed class EmbedTests(ChromiumBrowser browser) : SiteTests, IClassFixture<ChromiumBrowser>
{
    [Theory]
    [InlineData("https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=10", "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1")]
    [InlineData("https://www.youtube.com/watch?app=desktop&v=dQw4w9WgXcQ", "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1")]
    [InlineData("https://youtu.be/dQw4w9WgXcQ?si=abc", "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1")]
    [InlineData("https://youtube.com/shorts/dQw4w9WgXcQ", "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1")]
    [InlineData("https://vimeo.com/123456789", "https://player.vimeo.com/video/123456789?dnt=1&autoplay=1")]
    [InlineData("https://www.dailymotion.com/video/x8abcde", "https://geo.dailymotion.com/player.html?video=x8abcde")]
    [InlineData("https://www.instagram.com/p/Cabc-123_x/", "https://www.instagram.com/p/Cabc-123_x/embed/")]
    [InlineData("https://www.tiktok.com/@a.b/video/7123456789012345678", "https://www.tiktok.com/embed/v2/7123456789012345678")]
    [InlineData("https://x.com/someone/status/1234567890123456789", "https://platform.twitter.com/embed/Tweet.html?id=1234567890123456789&dnt=true")]
    [InlineData("https://toots.example/@someone/112233445566778899", "https://toots.example/@someone/112233445566778899/embed")]
    public async Task A_paragraph_that_is_an_address_of_a_video_or_a_post_is_offered(string address, string frame)
    {
        foreach (var paragraph in new[] { $"<p>{address}</p>", $"<p><a href=\"{address}\">{address}</a></p>", $"<p><a href=\"{address}\">The launch</a></p>" })
        {
            Assert.True(StoryHtml.TryRead($"<p>First.</p>{paragraph.Replace("&", "&amp;", StringComparison.Ordinal)}<p>Last.</p>", out var body));
            var story = await Site.Publish(SiteUnderTest.Text("Launch") with { Body = body });
            var page = await Site.Get(await Site.PathOf(story));
            Assert.Contains($"data-frame=\"{frame.Replace("&", "&amp;", StringComparison.Ordinal)}\"", page.Text);
            Assert.Contains($"<a href=\"{address.Replace("&", "&amp;", StringComparison.Ordinal)}\" rel=\"external noopener\">{(paragraph.Contains("The launch", StringComparison.Ordinal) ? "The launch" : "")}", page.Text);
            // Nothing is asked of anyone by the page itself, and of nobody else when it is.
            Assert.DoesNotContain("<iframe", page.Text);
            Assert.EndsWith($"; frame-src https://{new Uri(frame).Host}", page.Header("Content-Security-Policy"));
        }
    }

    [Theory]
    [InlineData("<p>See https://youtu.be/dQw4w9WgXcQ today</p>")]
    [InlineData("<p><a href=\"https://youtu.be/dQw4w9WgXcQ\">The launch</a> was late.</p>")]
    [InlineData("<p>http://youtu.be/dQw4w9WgXcQ</p>")]
    [InlineData("<p>https://youtu.be/dQw4w9WgXcQ\"onload=</p>")]
    [InlineData("<p>https://youtu.be.evil.example/dQw4w9WgXcQ</p>")]
    [InlineData("<p>https://evil.example/?https://youtu.be/dQw4w9WgXcQ</p>")]
    [InlineData("<p>https://someone@youtu.be/dQw4w9WgXcQ</p>")]
    [InlineData("<p>https://127.0.0.1/@a/112233445566778899</p>")]
    [InlineData("<p>https://localhost/@a/112233445566778899</p>")]
    [InlineData("<p>https://toots.example:8443/@a/112233445566778899</p>")]
    [InlineData("<p>https://toots.example/@a/112233445566778899;script-src</p>")]
    [InlineData("<ul><li>https://youtu.be/dQw4w9WgXcQ</li></ul>")]
    public async Task Anything_else_stays_what_it_is_and_opens_the_page_to_no_one(string paragraph)
    {
        Assert.True(StoryHtml.TryRead($"<p>First.</p>{paragraph}", out var body));
        var page = await Site.Get(await Site.PathOf(await Site.Publish(SiteUnderTest.Text("Launch") with { Body = body })));
        Assert.DoesNotContain("class=\"embed", page.Text);
        Assert.DoesNotContain("frame-src", page.Header("Content-Security-Policy"));
        Assert.Null(Embed.Of(paragraph));
    }

    [Fact]
    public async Task In_a_browser_nothing_is_asked_of_others_before_the_button_is_pressed_and_then_the_frame_stands_there()
    {
        var (english, french) = (await Launch("en"), await Launch("fr"));
        foreach (var (look, width, dark, path) in new[] { ("320", 320, false, english), ("390", 390, false, english), ("768", 768, false, english), ("1440", 1440, false, english), ("390-dark", 390, true, english), ("1440-fr", 1440, false, french) })
        {
            var page = await browser.NewPageAsync(width, dark: dark);
            var (asked, complaints) = (new List<string>(), new List<string>());
            await page.RouteAsync("https://www.youtube-nocookie.com/**", route => route.FulfillAsync(new() { ContentType = "text/html", Body = "<!doctype html><title>x</title><body style='background:#234'>" }));
            page.Request += (_, request) => asked.Add(request.Url);
            page.Console += (_, message) => { if (message.Type == "error") complaints.Add(message.Text); };
            await page.GotoAsync(new Uri(Site.Address, path).ToString(), new() { WaitUntil = Microsoft.Playwright.WaitUntilState.NetworkIdle });
            Assert.All(asked, a => Assert.StartsWith(Site.Address.ToString(), a));
            await ChromiumBrowser.ScreenshotAsync(page, $"site/embed-{look}");
            Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
            await page.ClickAsync(".embed button");
            var frame = page.FrameLocator("iframe[title]").Locator("body");
            await frame.WaitForAsync(new() { State = Microsoft.Playwright.WaitForSelectorState.Attached });
            Assert.Contains("https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1", asked);
            Assert.Empty(complaints);
            await ChromiumBrowser.ScreenshotAsync(page, $"site/embed-open-{look}");
            await page.Context.CloseAsync();
        }
        var plain = await browser.NewPageAsync(390, javaScript: false);
        await plain.GotoAsync(new Uri(Site.Address, english).ToString());
        Assert.True(await plain.IsVisibleAsync(".embed a"));
        Assert.False(await plain.IsVisibleAsync(".embed button"));
    }

    private async Task<string> Launch(string language)
    {
        Assert.True(StoryHtml.TryRead("<p>The ferry left Port Clare at noon, an hour late, with four hundred people on board and a band on the quay.</p><p>https://youtu.be/dQw4w9WgXcQ</p><p>It was back by four.</p>", out var body));
        return await Site.PathOf(await Site.Publish(SiteUnderTest.Text("The new ferry sails", language) with { Body = body }));
    }
}
