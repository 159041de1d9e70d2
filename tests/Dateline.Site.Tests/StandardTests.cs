using System.IO.Compression;
using System.Text.Json;
using Dateline.News;
using Dateline.Store.Stories;

namespace Dateline.Site.Tests;

/// <summary>The pages against the HTML standard, and the feeds in the eyes of a reader that is not ours (tests/tools/site-check); and how much a reader waits for.</summary>
public sealed class StandardTests : IAsyncLifetime
{
    private SiteUnderTest Site { get; set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Site = await SiteUnderTest.StartAsync(SiteUnderTest.Sectioned);
        await Site.Photo("kessel", [1, 2, 3]);
    }

    public ValueTask DisposeAsync() => Site.DisposeAsync();

    [Fact]
    public async Task Pages_are_valid_and_another_reader_finds_every_story_in_the_feeds()
    {
        NodeTool.Require("site-check", "html-validate", "html-validate and rss-parser are");
        var story = await Site.Publish(Sample.Kessel("kessel"));
        await Site.Follow(story, SiteUnderTest.Text("Le premier ministre à Kessel", "fr"));
        await Site.Publish(SiteUnderTest.Text("A race & <b>more</b>") with { Subjects = [new Concept("medtop:15000000")] });
        await Site.Release(story, ReleaseAction.Correct, o => o with { Notice = "It is 22." }, Sample.Kessel("kessel") with { TakeKey = "1st" });
        var (fair, holt) = (await Site.Publish("Boat fair opens", embargo: Embargo.At(Site.Now)), await Site.Publish("Maren Holt, lighthouse keeper", embargo: Embargo.At(Site.Now)));
        await Site.Store.Write(tx =>
        {
            PageKinds.Set(tx, fair.Id, new() { Kind = PageKind.Event, Starts = Site.Now + TimeSpan.FromDays(2), Venue = "The quay", Link = "https://fair.example/" }, "test");
            PageKinds.Set(tx, holt.Id, new() { Kind = PageKind.Obituary, Name = "Maren Holt", Died = new(2026, 8, 20) }, "test");
            Dateline.Store.Fronts.FrontChanges.Set(tx, "en", new() { Bar = new("The port is closed & <quiet>", fair.Id), Slots = [new(null), new(holt.Id)] }, null, "test");
            return 0;
        });
        using var folder = new TempFolder();
        string[] pages = ["/events", "/events/2026-08-26", "/obituaries", await Site.PathOf(fair), await Site.PathOf(holt), "/", "/fr", await Site.PathOf(story), "/world", "/fr/world", "/topics", "/topics/politics-11000000", "/topics/weather-17000000", "/authors/tom-akande", "/archive/2026-08-24", "/search", "/search?q=kessel&from=2026-08-01&sort=best", "/search?q=nothing", "/corrections", "/saved", "/nothing-here"];
        for (var i = 0; i < pages.Length; i++) await File.WriteAllBytesAsync(folder[$"{i:00}.html"], (await Site.Get(pages[i])).Bytes, TestContext.Current.CancellationToken);
        foreach (var (name, path) in new[] { ("site.rss", "/feed.rss"), ("site.atom", "/feed.atom"), ("section.rss", "/world/feed.rss"), ("topic.atom", "/topics/politics-11000000/feed.atom"), ("french.rss", "/fr/feed.rss") })
            await File.WriteAllBytesAsync(folder[name], (await Site.Get(path)).Bytes, TestContext.Current.CancellationToken);

        var (exit, output) = NodeTool.Run("node", Repo.Path("tests/tools/site-check/check.js"), folder.Path);
        Assert.True(exit == 0, string.Join('\n', pages.Select((p, i) => $"{i:00} {p}")) + "\n" + output);
        var feeds = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(l => l.StartsWith('{')).Select(l => JsonDocument.Parse(l).RootElement).ToDictionary(f => f.GetProperty("name").GetString()!);
        Assert.Equal(5, feeds.Count);
        foreach (var name in new[] { "site.rss", "site.atom" })
        {
            var items = feeds[name].GetProperty("items");
            Assert.Equal(4, items.GetArrayLength());
            Assert.Contains("https://ledger.example/" + story.Page, items.EnumerateArray().Select(i => i.GetProperty("id").GetString()));
            Assert.All(items.EnumerateArray(), i => Assert.True(i.GetProperty("content").GetInt32() > 20 && i.GetProperty("date").GetString()!.StartsWith("2026-08-24", StringComparison.Ordinal)));
        }
        foreach (var name in new[] { "section.rss", "topic.atom", "french.rss" }) Assert.Equal(1, feeds[name].GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task An_article_with_its_style_and_script_is_12_KB_on_the_wire_at_most()
    {
        var path = await Site.PathOf(await Site.Publish(Sample.Kessel("kessel")));
        var packed = await Site.Get(path, null, ("Accept-Encoding", "gzip"));
        Assert.Equal("gzip", packed.Header("Content-Encoding"));
        Assert.InRange(packed.Bytes.Length, 1, 12 * 1024);
        using var plain = new StreamReader(new GZipStream(new MemoryStream(packed.Bytes), CompressionMode.Decompress));
        var html = await plain.ReadToEndAsync(TestContext.Current.CancellationToken);
        var script = html.IndexOf("<script type=\"module\">", StringComparison.Ordinal);
        Assert.True(script > html.IndexOf("</footer>\n<script", StringComparison.Ordinal) - 1 && script > 0);
        Assert.InRange(html.LastIndexOf("</script>", StringComparison.Ordinal) - script, 1, 10 * 1024);
        TestContext.Current.SendDiagnosticMessage($"{packed.Bytes.Length} bytes of gzip, {html.Length} letters");
    }
}
