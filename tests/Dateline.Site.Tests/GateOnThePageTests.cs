using System.Net;
using Dateline.News;
using Dateline.Site.Caching;
using Dateline.Site.Reading;

namespace Dateline.Site.Tests;

/// <summary>What readers may see, and from which request on.</summary>
public sealed class GateOnThePageTests : SiteTests
{
    private const string Canary = "Xylograph canary quixotry";
    private const string Unknown = "/0123456789";

    [Fact]
    public async Task A_killed_story_is_410_on_the_next_request_with_nothing_of_it()
    {
        var story = await Site.Publish(Canary);
        var path = await Site.PathOf(story);
        Assert.Contains(Canary, (await Site.Get(path)).Text);
        await Site.Release(story, ReleaseAction.Kill);

        var gone = await Site.Get(path);
        Assert.Equal(HttpStatusCode.Gone, gone.Status);
        foreach (var word in Canary.ToLowerInvariant().Split(' ').Append(story.Page!)) Assert.DoesNotContain(word, gone.Text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("canonical", gone.Text);
        Assert.DoesNotContain("og:", gone.Text);
        Assert.Equal("no-store", gone.Header("Cache-Control"));
        foreach (var list in Lists) Assert.DoesNotContain("xylograph", (await Site.Get(list)).Text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_takedown_says_that_it_was_for_legal_reasons()
    {
        var story = await Site.Publish(Canary);
        await Site.Release(story, ReleaseAction.Takedown);
        var gone = await Site.Get("/" + story.Page);
        Assert.Equal(HttpStatusCode.Gone, gone.Status);
        Assert.Contains("legal reasons", gone.Text);
    }

    [Fact]
    public async Task Killed_before_its_embargo_it_never_was()
    {
        var story = await Site.Publish(Canary, embargo: Embargo.At(Site.Now + TimeSpan.FromHours(1)));
        await Site.Release(story, ReleaseAction.Kill);
        Assert.Equal(HttpStatusCode.NotFound, (await Site.Get("/" + story.Page)).Status);
    }

    [Theory]
    [InlineData("embargoed"), InlineData("further notice"), InlineData("held"), InlineData("unpublished"), InlineData("advisory"), InlineData("no web"), InlineData("expired")]
    public async Task What_is_not_public_is_the_same_as_what_never_was(string kind)
    {
        var story = kind switch
        {
            "embargoed" => await Site.Publish(Canary, embargo: Embargo.At(Site.Now + TimeSpan.FromHours(1))),
            "further notice" => await Site.Publish(Canary, embargo: Embargo.FurtherNotice),
            "no web" => await Site.Publish(SiteUnderTest.Text(Canary) with { Rights = new Rights { NoWeb = true } }),
            "expired" => await Site.Publish(SiteUnderTest.Text(Canary) with { Rights = new Rights { Expires = Site.Now - TimeSpan.FromSeconds(1) } }),
            _ => await Site.Publish(Canary),
        };
        if (kind == "held") await Site.Release(story, ReleaseAction.Hold);
        if (kind == "unpublished") await Site.Release(story, ReleaseAction.Unpublish);
        if (kind == "advisory") story = await Site.Publish(SiteUnderTest.Text(Canary), change: s => s with { Standing = s.Standing with { IsAdvisory = true } });
        var page = story.Page ?? "zzzzzzzzzz";

        (string, string)[][] conditions = [[], [("If-None-Match", "*")], [("Range", "bytes=0-0")], [("If-Modified-Since", "Mon, 24 Aug 2026 19:00:00 GMT")], [("Accept-Encoding", "br")]];
        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Head })
            foreach (var condition in conditions)
            {
                var (hidden, unknown) = (await Site.Get($"/{StoryUrlOf(Canary)}-{page}", method, condition), await Site.Get("/some-other-words-0123456789", method, condition));
                Assert.Equal(HttpStatusCode.NotFound, hidden.Status);
                Assert.Equal(unknown.Status, hidden.Status);
                Assert.Equal(unknown.Bytes, hidden.Bytes);
                Assert.Equal(unknown.Headers.OrderBy(h => h.Key), hidden.Headers.OrderBy(h => h.Key));
            }
        if (kind != "advisory") foreach (var list in Lists) Assert.DoesNotContain("xylograph", (await Site.Get(list)).Text, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("no-store", (await Site.Get(Unknown)).Header("Cache-Control"));
    }

    [Fact]
    public async Task An_embargo_opens_everywhere_at_its_very_microsecond()
    {
        await Site.Publish("Something else");
        var until = Site.Now + TimeSpan.FromMinutes(2);
        var story = await Site.Publish(Canary, embargo: Embargo.At(until));
        foreach (var list in Lists) await Site.Get(list); // kept, from before

        Site.Time.Advance(TimeSpan.FromMinutes(2) - TimeSpan.FromMicroseconds(1));
        Assert.Equal(HttpStatusCode.NotFound, (await Site.Get("/" + story.Page)).Status);
        foreach (var list in Lists) Assert.DoesNotContain("xylograph", (await Site.Get(list)).Text, StringComparison.OrdinalIgnoreCase);

        Site.Time.Advance(TimeSpan.FromMicroseconds(1));
        Assert.Contains(Canary, (await Site.Get(await Site.PathOf(story))).Text);
        foreach (var list in Lists) Assert.Contains("xylograph", (await Site.Get(list)).Text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task What_expires_leaves_at_its_moment()
    {
        var story = await Site.Publish(SiteUnderTest.Text(Canary) with { Rights = new Rights { Expires = Site.Now + TimeSpan.FromMinutes(1) } });
        var path = await Site.PathOf(story);
        Assert.Equal(HttpStatusCode.OK, (await Site.Get(path)).Status);
        foreach (var list in Lists) Assert.Contains("xylograph", (await Site.Get(list)).Text, StringComparison.OrdinalIgnoreCase);
        Site.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.NotFound, (await Site.Get(path)).Status);
        foreach (var list in Lists) Assert.DoesNotContain("xylograph", (await Site.Get(list)).Text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task An_embargo_that_is_set_again_closes_the_page_at_once()
    {
        var story = await Site.Publish(Canary);
        var path = await Site.PathOf(story);
        await Site.Get(path);
        await Site.Release(story, ReleaseAction.ChangeEmbargo, o => o with { UsableFrom = Embargo.At(Site.Now + TimeSpan.FromHours(1)) });
        Assert.Equal(HttpStatusCode.NotFound, (await Site.Get(path)).Status);
        await Site.Release(story, ReleaseAction.Lift);
        Assert.Equal(HttpStatusCode.OK, (await Site.Get(path)).Status);
    }

    [Fact]
    public async Task A_clock_that_goes_back_opens_nothing()
    {
        var story = await Site.Publish(Canary, embargo: Embargo.At(Site.Now + TimeSpan.FromMinutes(2)));
        Site.Time.Advance(TimeSpan.FromMinutes(3));
        var path = await Site.PathOf(story);
        Assert.Equal(HttpStatusCode.OK, (await Site.Get(path)).Status);
        Site.Time.AdjustTime(Site.Time.GetUtcNow() - TimeSpan.FromMinutes(2));
        Assert.Equal(HttpStatusCode.NotFound, (await Site.Get(path)).Status);
    }

    [Fact]
    public async Task A_page_made_while_its_story_was_killed_is_not_kept()
    {
        var story = await Site.Publish(Canary);
        var (position, now) = (Site.Store.Log.Head, Site.Store.Clock.Now());
        var late = Site.Store.Read(db =>
        {
            var view = new PublicView(db, now);
            view.At(story.Page!);
            return new CachedPage("/late", new SitePage("late"u8.ToArray(), "text/html", null), view, position, Site.Store.Commits);
        });

        await Site.Release(story, ReleaseAction.Kill);
        Assert.False(Site.Cache.TryKeep(late));
        Assert.Null(Site.Cache.Find("/late"));
    }

    [Fact]
    public async Task Who_asks_after_the_kill_does_not_share_a_page_begun_before_it()
    {
        var story = await Site.Publish(Canary);
        using var killed = new ManualResetEventSlim();
        var painting = new TaskCompletionSource();
        var before = Task.Run(() => Site.Cache.Make("/shared", view => { painting.TrySetResult(); killed.Wait(); return Paint(view, story.Page!); }));
        await painting.Task;
        await Site.Release(story, ReleaseAction.Kill);
        var after = await Site.Cache.Make("/shared", view => Paint(view, story.Page!));
        killed.Set();
        Assert.Equal(404, after.Status);
        await before;
        Assert.Null(Site.Cache.Find("/shared"));
    }

    [Fact]
    public async Task Requests_at_the_same_time_share_one_rendering()
    {
        var painted = 0;
        using var go = new ManualResetEventSlim();
        PageAnswer Slowly(PublicView view) { Interlocked.Increment(ref painted); go.Wait(); return PageAnswer.Show(new SitePage("one"u8.ToArray(), "text/html", null)); }
        var first = Task.Run(() => Site.Cache.Make("/one", Slowly));
        while (Volatile.Read(ref painted) == 0) await Task.Yield();
        var others = Enumerable.Range(0, 20).Select(_ => Site.Cache.Make("/one", Slowly)).ToArray();
        go.Set();
        await first;
        await Task.WhenAll(others);
        Assert.Equal(1, painted);
    }

    [Fact]
    public async Task An_older_story_of_the_chain_stands_where_the_newest_may_not()
    {
        var first = await Site.Publish("First lead of the chain");
        var second = await Site.Follow(first, SiteUnderTest.Text("Second lead of the chain"));
        Assert.Equal(first.Page, second.Page);
        var path = await Site.PathOf(second);
        Assert.Contains("Second lead", (await Site.Get(path)).Text);
        await Site.Release(second, ReleaseAction.Hold);
        Assert.Contains("First lead", (await Site.Get(await Site.PathOf(first))).Text);
        Assert.Contains("First lead", (await Site.Get("/feed.rss")).Text);
    }

    [Fact]
    public async Task A_draft_in_work_does_not_show()
    {
        var story = await Site.Publish("As it was sent");
        await Site.Store.Write(tx => { Store.Stories.StoryTable.Update(tx, story with { Content = SiteUnderTest.Text(Canary) }); return 0; });
        Assert.Contains("As it was sent", (await Site.Get(await Site.PathOf(story))).Text);
        foreach (var list in Lists) Assert.DoesNotContain("xylograph", (await Site.Get(list)).Text, StringComparison.OrdinalIgnoreCase);
    }

    private static readonly string[] Lists = ["/", "/feed.rss", "/feed.atom", "/feed.json", "/sitemaps/news.xml"];

    private static string StoryUrlOf(string headline) => Article.StoryUrl.Slug(headline);

    private static PageAnswer Paint(PublicView view, string page) =>
        view.At(page).Open is { } open ? PageAnswer.Show(new SitePage(System.Text.Encoding.UTF8.GetBytes(open.Headline), "text/html", null)) : new PageAnswer(404, null);
}
