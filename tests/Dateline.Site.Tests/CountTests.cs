using System.Net;
using System.Text.RegularExpressions;
using Dateline.News;
using Dateline.Site.Counting;
using Dateline.Store.Keeping;
using Dateline.Store.Stories;

namespace Dateline.Site.Tests;

/// <summary>How often stories are read is counted, nobody who reads them is.</summary>
public sealed class CountTests : SiteTests
{
    private const string Browser = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

    private ReaderCounts Counts => Site.All[0].Counts;

    [Fact]
    public async Task The_front_shows_what_was_read_most_each_reader_counted_once_a_day()
    {
        var stories = new[] { await Site.Publish("Ferry"), await Site.Publish("Harbour"), await Site.Publish("Market"), await Site.Publish("Un port", "fr") };
        await Read(stories[0], readers: 1);
        await Read(stories[1], readers: 3);
        await Read(stories[2], readers: 2);
        await Read(stories[3], readers: 5);
        for (var again = 0; again < 4; again++) await Read(stories[0], readers: 1);
        await Counts.Keep();
        Assert.Equal(["Harbour", "Market", "Ferry"], MostRead((await Site.Get("/")).Text));
        // One story is no list.
        Assert.Empty(MostRead((await Site.Get("/fr")).Text));
        Assert.Equal([5L, 3, 2, 1], Site.Store.Read(db => Readings.Most(db, "main", Site.Now - TimeSpan.FromHours(1), 10)).Select(m => m.Times));
    }

    [Fact]
    public async Task The_next_day_the_same_reader_counts_again_and_a_day_later_the_first_is_over()
    {
        var story = await Site.Publish("Ferry");
        await Read(story, readers: 1);
        await Counts.Keep();
        Site.Time.Advance(TimeSpan.FromHours(12));
        await Read(story, readers: 1);
        await Counts.Keep();
        Assert.Equal(2, Times(TimeSpan.FromHours(24)));
        Site.Time.Advance(TimeSpan.FromHours(14));
        Assert.Equal(1, Times(TimeSpan.FromHours(24)));
        Site.Time.Advance(Readings.Kept);
        await Read(story, readers: 1);
        await Counts.Keep();
        Assert.Equal(1, Times(TimeSpan.FromDays(30)));
    }

    [Theory]
    [InlineData("User-Agent", "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)")]
    [InlineData("User-Agent", "curl/8.5")]
    [InlineData("User-Agent", "")]
    [InlineData("User-Agent", "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/140.0 Safari/537.36")]
    [InlineData("Sec-Purpose", "prefetch;prerender")]
    [InlineData("Purpose", "prefetch")]
    [InlineData("Accept", "*/*")]
    public async Task Programs_and_what_is_fetched_ahead_are_not_counted(string header, string value)
    {
        var path = await Site.PathOf(await Site.Publish("Ferry"));
        foreach (var _ in Enumerable.Range(0, 2))
            await Site.Get(path, null, [.. new[] { ("User-Agent", Browser), ("Accept", "text/html") }.Where(h => h.Item1 != header), (header, value)]);
        await Site.Get(path, HttpMethod.Head, ("User-Agent", Browser), ("Accept", "text/html"));
        await Counts.Keep();
        Assert.Null(Times(TimeSpan.FromHours(24)));
    }

    [Theory]
    [InlineData(ReleaseAction.Kill)]
    [InlineData(ReleaseAction.Hold)]
    [InlineData(ReleaseAction.Unpublish)]
    [InlineData(ReleaseAction.Takedown)]
    public async Task What_is_withdrawn_leaves_the_most_read_at_once(ReleaseAction action)
    {
        var stories = new[] { await Site.Publish("Ferry"), await Site.Publish("Harbour"), await Site.Publish("Market"), await Site.Publish("Tunnel") };
        foreach (var (story, n) in stories.Select((s, i) => (s, i))) await Read(story, readers: 1 + n);
        await Counts.Keep();
        Assert.Equal(["Tunnel", "Market", "Harbour", "Ferry"], MostRead((await Site.Get("/")).Text));
        Assert.NotNull(Site.Cache.Find("/"));
        await Site.Release(stories[3], action);
        var front = (await Site.Get("/")).Text;
        Assert.DoesNotContain("Tunnel", front);
        Assert.Equal(["Market", "Harbour", "Ferry"], MostRead(front));
    }

    [Fact]
    public async Task A_front_in_memory_stays_true_and_is_made_again_when_the_order_is()
    {
        var stories = new[] { await Site.Publish("Ferry"), await Site.Publish("Harbour"), await Site.Publish("Market") };
        foreach (var story in stories) await Read(story, readers: 1);
        await Read(stories[0], readers: 2);
        await Counts.Keep();
        Assert.Equal("Ferry", MostRead((await Site.Get("/")).Text)[0]);
        await Read(stories[2], readers: 5);
        await Counts.Keep();
        Assert.Equal("Ferry", MostRead((await Site.Get("/")).Text)[0]);
        Assert.NotNull(Site.Cache.Find("/"));
        Site.Time.Advance(ReaderCounts.Slot);
        Assert.Null(Site.Cache.Find("/"));
        Assert.Equal("Market", MostRead((await Site.Get("/")).Text)[0]);
    }

    [Fact]
    public async Task A_correction_stands_in_the_most_read_from_its_commit_on()
    {
        var stories = new[] { await Site.Publish("Ferry"), await Site.Publish("Harbour"), await Site.Publish("Market") };
        foreach (var story in stories) await Read(story, readers: 1);
        await Counts.Keep();
        await Site.Get("/");
        await Site.Release(stories[0], ReleaseAction.Correct, o => o with { Notice = "It was no ferry." }, SiteUnderTest.Text("Barge"));
        var front = (await Site.Get("/")).Text;
        Assert.Contains("Barge", MostRead(front));
        Assert.DoesNotContain("Ferry", front);
    }

    [Fact]
    public async Task No_cookie_is_set_and_what_is_kept_names_no_reader()
    {
        var path = await Site.PathOf(await Site.Publish("Ferry"));
        var answer = await Site.Get(path, null, ("User-Agent", Browser + " zreader1"), ("Accept", "text/html"));
        Assert.Null(answer.Header("Set-Cookie"));
        await Counts.Keep();
        Assert.Equal(1, Times(TimeSpan.FromHours(1)));
        Assert.Equal(["hour", "page", "site", "times"], Site.Store.Read(db => db.Many("select name from pragma_table_info('reading') order by name", static r => r.Text(0))));
    }

    private long? Times(TimeSpan since) => Site.Store.Read(db => Readings.Most(db, "main", Site.Now - since, 1)) is [var one] ? one.Times : null;

    private async Task Read(Story story, int readers)
    {
        var path = await Site.PathOf(story);
        for (var reader = 0; reader < readers; reader++)
            Assert.Equal(HttpStatusCode.OK, (await Site.Get(path, null, ("User-Agent", $"{Browser} r{reader}"), ("Accept", "text/html,*/*;q=0.8"))).Status);
    }

    private static List<string> MostRead(string front) => Regex.Match(front, "class=\"most\".*?</section>", RegexOptions.Singleline) is { Success: true } most
        ? [.. Regex.Matches(most.Value, "<li><a href=\"[^\"]+\">([^<]+)</a>").Select(m => m.Groups[1].Value)] : [];
}
