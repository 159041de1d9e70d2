using Dateline.News;
using Dateline.Store.Stories;

namespace Dateline.Site.Tests;

/// <summary>Subscribers to the feeds hear of each change through a hub, of nothing before its hour, and of nothing twice.</summary>
public sealed class HubTests : IAsyncLifetime
{
    private const string Feed = "https://ledger.example/feed.atom";
    private LoopbackHub _hub = null!;
    private SiteUnderTest _site = null!;

    public async ValueTask InitializeAsync()
    {
        _hub = await LoopbackHub.Start();
        _site = await SiteUnderTest.StartAsync(Options);
        _hub.Site = _site.Address;
    }

    private SiteOptions Options => SiteUnderTest.Sectioned with { Hub = _hub.Address, Languages = ["en"] };

    public async ValueTask DisposeAsync()
    {
        await _site.DisposeAsync();
        await _hub.DisposeAsync();
    }

    [Fact]
    public async Task A_subscriber_is_sent_the_feed_when_a_story_comes_when_it_is_corrected_and_when_it_is_killed()
    {
        await Told(count: 12); // each feed once, at the first start: the site's three and those of three sections
        await _hub.Subscribe((await _site.Get("/feed.atom")).Text, Feed);
        var story = await _site.Publish("Zephyrine verdict");
        var sent = await _hub.NextPushed();
        Assert.Equal((Feed, true), (sent.Topic, sent.IsSigned));
        Assert.Contains("Zephyrine verdict", sent.Text);
        await _site.Release(story, ReleaseAction.Correct, o => o with { Notice = "The name was wrong." }, SiteUnderTest.Text("Zoraya verdict"));
        sent = await _hub.NextPushed();
        Assert.Contains("Zoraya verdict", sent.Text);
        Assert.DoesNotContain("Zephyrine", sent.Text);
        await _site.Release(story, ReleaseAction.Kill);
        Assert.DoesNotContain("verdict", (await _hub.NextPushed()).Text);
    }

    [Fact]
    public async Task What_is_embargoed_is_told_of_at_its_hour_and_not_before()
    {
        await Told(count: 12);
        await _site.Publish("Early", embargo: Embargo.At(_site.Now + TimeSpan.FromHours(1)));
        await _site.Publish("Now");
        // The site's own feeds alone changed, and by the second story.
        Assert.Equal(["/feed.atom", "/feed.json", "/feed.rss"], await Told(count: 3));
        await _hub.Subscribe((await _site.Get("/feed.atom")).Text, Feed);
        _site.Time.Advance(TimeSpan.FromHours(1));
        Assert.Contains("Early", (await _hub.NextPushed()).Text);
    }

    [Fact]
    public async Task A_hub_that_is_down_is_told_later_once_and_a_new_start_tells_nothing_again()
    {
        await Told(count: 12);
        _hub.Refuses = int.MaxValue;
        await _site.Publish("First");
        _site.Time.Advance(TimeSpan.FromMinutes(1));
        await _site.Publish("Second");
        await _site.DisposeKeepingStore();
        _hub.Refuses = 0;
        await using var again = await SiteUnderTest.BesideAsync(_site, Options);
        Assert.Equal(["/feed.atom", "/feed.json", "/feed.rss"], await Told(count: 3));
        await again.Publish(SiteUnderTest.Text("Goal") with { Subjects = [new Concept("medtop:15000000", "sport")] });
        Assert.Equal(["/feed.atom", "/feed.json", "/feed.rss", "/sport/feed.atom", "/sport/feed.json", "/sport/feed.rss"], await Told(count: 6));
        Assert.False(_hub.Told.Reader.TryRead(out _));
    }

    [Fact]
    public async Task Feeds_name_the_hub_where_it_is_told_of_them_and_no_other_does()
    {
        var hub = _hub.Address.AbsoluteUri;
        Assert.Contains($"<link rel=\"hub\" href=\"{hub}\"", (await _site.Get("/world/feed.atom")).Text);
        Assert.Contains($"<atom:link href=\"{hub}\" rel=\"hub\"", (await _site.Get("/feed.rss")).Text);
        Assert.Contains($"\"hubs\":[{{\"type\":\"WebSub\",\"url\":\"{hub}\"}}]", (await _site.Get("/feed.json")).Text);
        await _site.Publish(SiteUnderTest.Text("Goal") with { Subjects = [new Concept("medtop:15000000", "sport")], Bylines = [new Byline("Tom Harrow")] });
        foreach (var feed in new[] { "/topics/sport-15000000/feed.atom", "/authors/tom-harrow/feed.atom" }) Assert.Contains($"<link rel=\"hub\" href=\"{hub}\"", (await _site.Get(feed)).Text);
        Assert.DoesNotContain("hub", (await _site.Get("/obituaries/feed.atom")).Text);
    }

    [Fact]
    public async Task The_feed_of_a_topic_or_a_writer_is_told_of_once_somebody_has_fetched_it_and_after_a_new_start_too()
    {
        const string topic = "/topics/sport-15000000/feed.atom", writer = "/authors/tom-harrow/feed.rss";
        await Told(count: 12);
        var story = await _site.Publish(Sport("Goal"));
        await Told(count: 6); // the site's and the section's: nobody has fetched any other
        foreach (var feed in new[] { topic, writer }) Assert.Equal(200, (int)(await _site.Get(feed)).Status);
        await _hub.Subscribe((await _site.Get(topic)).Text, "https://ledger.example" + topic);
        // Whoever follows the narrower topic's broader one hears of it: a football match is sport.
        await _site.Publish(Sport("Cup", "medtop:20001065"));
        var told = await Told(count: 8);
        Assert.Contains(topic, told);
        Assert.Contains(writer, told);
        Assert.Contains("Cup", (await _hub.NextPushed()).Text);
        await _site.Release(story, ReleaseAction.Kill);
        Assert.DoesNotContain("Goal", (await _hub.NextPushed()).Text);
        await Told(count: 8);
        await _site.DisposeKeepingStore();
        await using var again = await SiteUnderTest.BesideAsync(_site, Options);
        _hub.Site = again.Address;
        await again.Publish(Sport("Race"));
        Assert.Contains(topic, await Told(count: 8));
        Assert.Contains("Race", (await _hub.NextPushed()).Text);

        static StoryContent Sport(string headline, string code = "medtop:15000000") => SiteUnderTest.Text(headline) with { Subjects = [new Concept(code, "sport")], Bylines = [new Byline("Tom Harrow")] };
    }

    [Fact]
    public async Task A_writers_feed_that_a_kill_leaves_empty_is_told_of_once()
    {
        const string writer = "/authors/tom-harrow/feed.atom";
        await Told(count: 12);
        var story = await _site.Publish(SiteUnderTest.Text("Verdict") with { Bylines = [new Byline("Tom Harrow")] });
        await Told(count: 3);
        Assert.Equal(200, (int)(await _site.Get(writer)).Status);
        // The site's own change as well, and the killed story's may come first.
        await _site.Release(story, ReleaseAction.Kill);
        Assert.Contains(writer, await Told(count: 4));
        Assert.Equal(404, (int)(await _site.Get(writer)).Status);
        await _site.Publish("Another");
        Assert.Equal(["/feed.atom", "/feed.json", "/feed.rss"], await Told(count: 3));
    }

    [Theory]
    [InlineData(ReleaseAction.Hold)]
    [InlineData(ReleaseAction.Unpublish)]
    [InlineData(ReleaseAction.Kill)]
    [InlineData(ReleaseAction.Correct)]
    public async Task A_feed_that_a_story_leaves_is_told_of_at_once_however_many_others_wait_their_turn(ReleaseAction action)
    {
        const string writer = "/authors/tom-harrow/feed.atom";
        await Told(count: 12);
        var others = Enumerable.Range(1, 100).Select(n => new Byline($"Writer {n}")).ToArray();
        await _site.Publish(SiteUnderTest.Text("Review") with { Bylines = others });
        await Told(count: 3);
        var story = await _site.Publish(SiteUnderTest.Text("Verdict") with { Bylines = [new Byline("Tom Harrow")] });
        await Told(count: 3);
        foreach (var other in others)
            foreach (var kind in new[] { "rss", "atom", "json" }) Assert.Equal(200, (int)(await _site.Get($"/authors/{other.Name.ToLowerInvariant().Replace(' ', '-')}/feed.{kind}")).Status);
        Assert.Equal(200, (int)(await _site.Get(writer)).Status);
        // The clock stands still: nobody's turn comes by itself.
        await _site.Release(story, action, o => o with { Notice = action == ReleaseAction.Correct ? "Another wrote it." : null }, action == ReleaseAction.Correct ? SiteUnderTest.Text("Verdict") with { Bylines = [others[0]] } : null);
        Assert.Contains(writer, await Told(count: action == ReleaseAction.Correct ? 7 : 4));
    }

    private async Task<List<string>> Told(int count)
    {
        var told = new List<string>();
        for (var i = 0; i < count; i++) told.Add(new Uri(await _hub.Told.Reader.ReadAsync(TestContext.Current.CancellationToken)).AbsolutePath);
        return [.. told.Order(StringComparer.Ordinal)];
    }
}
