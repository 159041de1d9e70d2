using System.IO.Compression;
using System.Net;
using System.Text;
using Dateline.News;
using Dateline.Site.Caching;
using Dateline.Site.Media;

namespace Dateline.Site.Tests;

/// <summary>How pages and pictures travel.</summary>
public sealed class ServingTests : SiteTests
{
    [Fact]
    public async Task A_page_travels_plain_gzip_or_brotli_each_with_a_validator_of_its_own()
    {
        var path = await Site.PathOf(await Site.Publish(Sample.Kessel()));
        var plain = await Site.Get(path);
        var gzip = await Site.Get(path, null, ("Accept-Encoding", "gzip, br;q=0"));
        var brotli = await Site.Get(path, null, ("Accept-Encoding", "gzip, deflate, br, zstd"));
        Assert.Equal("gzip", gzip.Header("Content-Encoding"));
        Assert.Equal("br", brotli.Header("Content-Encoding"));
        Assert.Equal(plain.Bytes, Inflate(new GZipStream(new MemoryStream(gzip.Bytes), CompressionMode.Decompress)));
        Assert.Equal(plain.Bytes, Inflate(new BrotliStream(new MemoryStream(brotli.Bytes), CompressionMode.Decompress)));
        Assert.Equal(3, new[] { plain, gzip, brotli }.Select(a => a.Header("ETag")).Distinct().Count());
        Assert.All(new[] { plain, gzip, brotli }, a => Assert.Equal(("Accept-Encoding", "no-cache"), (a.Header("Vary"), a.Header("Cache-Control"))));
        Assert.True(brotli.Bytes.Length < plain.Bytes.Length / 2);
    }

    [Fact]
    public async Task Who_has_a_page_already_is_told_so_until_it_changes()
    {
        var story = await Site.Publish("As it was");
        var path = await Site.PathOf(story);
        var etag = (await Site.Get(path)).Header("ETag")!;
        var same = await Site.Get(path, null, ("If-None-Match", "\"other\", " + etag));
        Assert.Equal(HttpStatusCode.NotModified, same.Status);
        Assert.Empty(same.Bytes);
        await Site.Release(story, ReleaseAction.Correct, o => o with { Notice = "Corrected." });
        Assert.Equal(HttpStatusCode.OK, (await Site.Get(path, null, ("If-None-Match", etag))).Status);
        await Site.Release(story, ReleaseAction.Kill);
        Assert.Equal(HttpStatusCode.Gone, (await Site.Get(path, null, ("If-None-Match", "*"))).Status);
    }

    [Fact]
    public async Task A_second_request_is_answered_from_memory_whatever_its_query()
    {
        var path = await Site.PathOf(await Site.Publish("Kept"));
        var first = await Site.Get(path);
        var rendered = Site.Cache.Rendered;
        Assert.Equal(first.Bytes, (await Site.Get(path + "?utm_source=x")).Bytes);
        Assert.Equal(first.Header("Content-Length"), (await Site.Get(path, HttpMethod.Head)).Header("Content-Length"));
        Assert.Equal(rendered, Site.Cache.Rendered);
    }

    [Fact]
    public async Task A_release_renews_only_the_pages_that_show_it()
    {
        var (one, other) = (await Site.Publish("One"), await Site.Publish(SiteUnderTest.Text("Autre", "fr")));
        var path = await Site.PathOf(one);
        await Site.Get(path);
        var rendered = Site.Cache.Rendered;
        await Site.Release(other, ReleaseAction.Writethru, content: SiteUnderTest.Text("Autre encore", "fr"));
        await Site.Get(path);
        Assert.Equal(rendered, Site.Cache.Rendered);
    }

    [Fact]
    public async Task Every_page_says_what_a_browser_may_do_with_it()
    {
        foreach (var path in new[] { "/", await Site.PathOf(await Site.Publish("One")), "/nothing-here-0123456789" })
        {
            var page = await Site.Get(path);
            var policy = page.Header("Content-Security-Policy")!;
            Assert.StartsWith("default-src 'none'; img-src 'self'; style-src 'sha256-", policy);
            Assert.Contains("frame-ancestors 'none'", policy);
            Assert.DoesNotContain("unsafe", policy);
            Assert.Equal("nosniff", page.Header("X-Content-Type-Options"));
            Assert.NotNull(page.Header("Referrer-Policy"));
            Assert.NotNull(page.Header("Permissions-Policy"));
        }
    }

    [Fact]
    public async Task Many_ranges_are_refused_and_one_is_ignored()
    {
        var path = await Site.PathOf(await Site.Publish("One"));
        Assert.Equal(HttpStatusCode.OK, (await Site.Get(path, null, ("Range", "bytes=0-0"))).Status);
        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, (await Site.Get(path, null, ("Range", "bytes=" + string.Join(',', Enumerable.Repeat("0-0", 1000))))).Status);
    }

    [Theory]
    [InlineData("/story/1/x.css"), InlineData("/nothing"), InlineData("/media/0123456789abcdefghjkmnpqrs.jpg"), InlineData("/media/x"), InlineData("/media/..%2f..%2fetc")]
    public async Task What_is_nowhere_is_not_found_and_kept_by_nobody(string path)
    {
        var answer = await Site.Get(path);
        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
        Assert.Equal("no-store", answer.Header("Cache-Control"));
        Assert.Contains("There is nothing at this address", answer.Text);
    }

    [Fact]
    public async Task A_picture_is_public_with_its_story_and_gone_with_it()
    {
        var bytes = Encoding.ASCII.GetBytes("not really a jpeg, but its bytes");
        var (_, file) = await Site.Photo("photo-1", bytes);
        var path = $"/media/{file.Key}.jpg";
        Assert.Equal(HttpStatusCode.NotFound, (await Site.Get(path)).Status);

        var story = await Site.Publish(Sample.Kessel("photo-1"), Embargo.At(Site.Now + TimeSpan.FromMinutes(1)));
        Assert.Equal(HttpStatusCode.NotFound, (await Site.Get(path)).Status);
        Site.Time.Advance(TimeSpan.FromMinutes(1));
        var shown = await Site.Get(path);
        Assert.Equal(bytes, shown.Bytes);
        Assert.Equal("image/jpeg", shown.Header("Content-Type"));
        Assert.Equal("sandbox; default-src 'none'", shown.Header("Content-Security-Policy"));
        Assert.Equal("no-cache", shown.Header("Cache-Control"));
        Assert.Equal(HttpStatusCode.NotModified, (await Site.Get(path, null, ("If-None-Match", shown.Header("ETag")!))).Status);

        var other = await Site.Publish(Sample.Kessel("photo-1"), Embargo.At(Site.Now + TimeSpan.FromMinutes(1)));
        Assert.Equal(HttpStatusCode.NotFound, (await Site.Get(path)).Status);
        await Site.Release(other, ReleaseAction.Lift);
        Assert.Equal(HttpStatusCode.OK, (await Site.Get(path)).Status);
        await Site.Release(story, ReleaseAction.Kill);
        Assert.Equal(HttpStatusCode.OK, (await Site.Get(path)).Status);
        await Site.Release(other, ReleaseAction.Kill);
        Assert.Equal(HttpStatusCode.NotFound, (await Site.Get(path)).Status);
    }

    [Theory]
    [InlineData(ReleaseAction.Kill, true), InlineData(ReleaseAction.Hold, false), InlineData(ReleaseAction.Takedown, false), InlineData(ReleaseAction.Unpublish, false), InlineData(ReleaseAction.ChangeEmbargo, false)]
    public async Task A_picture_that_two_stories_share_stays_with_the_other_only_where_one_is_killed(ReleaseAction action, bool stays)
    {
        var (item, file) = await Site.Photo("photo-1", [1, 2, 3]);
        var (one, other) = (await Site.Publish(Sample.Kessel("photo-1")), await Site.Publish(Sample.Kessel("photo-1")));
        var page = await Site.PathOf(other);
        Assert.Contains(file.Key, (await Site.Get(page)).Text);
        await Site.Release(one, action, o => o with { UsableFrom = action == ReleaseAction.ChangeEmbargo ? Embargo.FurtherNotice : null });
        Assert.Equal(stays, (await Site.Get(page)).Text.Contains(file.Key, StringComparison.Ordinal));
        Assert.Equal(stays ? HttpStatusCode.OK : HttpStatusCode.NotFound, (await Site.Get($"/media/{file.Key}.jpg")).Status);

        // The picture is itself the matter: it leaves every story.
        await Site.Release(await Site.Release(item, ReleaseAction.Publish, content: item.Content with { Headline = Headline.From("A picture") }), ReleaseAction.Kill);
        Assert.DoesNotContain(file.Key, (await Site.Get(page)).Text);
        Assert.Equal(HttpStatusCode.NotFound, (await Site.Get($"/media/{file.Key}.jpg")).Status);
    }

    [Fact]
    public async Task A_killed_storys_picture_is_gone_though_its_own_item_was_sent()
    {
        var (item, file) = await Site.Photo("photo-1", [1, 2, 3]);
        await Site.Release(item, ReleaseAction.Publish, content: item.Content with { Headline = Headline.From("A picture") });
        var story = await Site.Publish(Sample.Kessel("photo-1"));
        Assert.Equal(HttpStatusCode.OK, (await Site.Get($"/media/{file.Key}.jpg")).Status);
        await Site.Release(story, ReleaseAction.Kill);
        Assert.Equal(HttpStatusCode.NotFound, (await Site.Get($"/media/{file.Key}.jpg")).Status);
    }

    [Fact]
    public async Task A_killed_picture_leaves_a_kept_page_at_once_with_its_caption()
    {
        var (item, _) = await Site.Photo("photo-1", [1, 2, 3]);
        var path = await Site.PathOf(await Site.Publish(Sample.Kessel("photo-1")));
        Assert.Contains("is met by Foreign Minister", (await Site.Get(path)).Text);
        Assert.Contains("/media/", (await Site.Get("/")).Text);
        await Site.Store.Write(tx => { Store.Stories.StoryTable.Update(tx, item with { Standing = item.Standing with { Status = PubStatus.Canceled } }); return 0; });
        Assert.DoesNotContain("is met by Foreign Minister", (await Site.Get(path)).Text);
        foreach (var list in new[] { "/", "/feed.rss", "/feed.atom", "/feed.json" }) Assert.DoesNotContain("/media/", (await Site.Get(list)).Text);
    }

    [Fact]
    public async Task A_picture_that_comes_late_shows_when_it_is_there()
    {
        var path = await Site.PathOf(await Site.Publish(Sample.Kessel("photo-1")));
        Assert.DoesNotContain("/media/", (await Site.Get(path)).Text);
        await Site.Photo("photo-1", [1, 2, 3]);
        Assert.Contains("/media/", (await Site.Get(path)).Text);
    }

    [Fact]
    public async Task A_pictures_own_terms_hold()
    {
        var (_, file) = await Site.Photo("photo-1", [1, 2, 3]);
        var content = Sample.Kessel("photo-1");
        content = content with { Pictures = [content.Pictures[0] with { Rights = new Rights { Expires = Site.Now + TimeSpan.FromMinutes(1) } }] };
        var path = await Site.PathOf(await Site.Publish(content));
        Assert.Contains(file.Key, (await Site.Get(path)).Text);
        Assert.Equal(HttpStatusCode.OK, (await Site.Get($"/media/{file.Key}.jpg")).Status);
        Site.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.DoesNotContain(file.Key, (await Site.Get(path)).Text);
        Assert.Equal(HttpStatusCode.NotFound, (await Site.Get($"/media/{file.Key}.jpg")).Status);
    }

    [Fact]
    public async Task The_terms_and_words_of_a_pictures_own_item_hold_where_the_story_only_refers_to_it()
    {
        var (item, file) = await Site.Photo("photo-1", [1, 2, 3]);
        var content = Sample.Kessel() with { Pictures = [new Picture { Guid = "photo-1" }] };
        var path = await Site.PathOf(await Site.Publish(content, change: s => s with { Source = 7 }));
        Assert.Contains(file.Key, (await Site.Get(path)).Text);

        async Task Say(Picture own) => await Site.Store.Write(tx => { Store.Stories.StoryTable.Update(tx, item with { Content = item.Content with { Pictures = [own with { Guid = "photo-1", Renditions = item.Content.Pictures[0].Renditions }] } }); return 0; });
        await Say(new Picture { Caption = "The caption of its own item" });
        Assert.Contains("The caption of its own item", (await Site.Get(path)).Text);
        await Say(new Picture { Caption = "The caption of its own item", Rights = new Rights { NoWeb = true } });
        Assert.DoesNotContain("The caption of its own item", (await Site.Get(path)).Text);
        Assert.Equal(HttpStatusCode.NotFound, (await Site.Get($"/media/{file.Key}.jpg")).Status);
    }

    [Theory]
    [InlineData("bytes=0-2", 0, 3), InlineData("bytes=5-", 5, 5), InlineData("bytes=-4", 6, 4), InlineData("bytes=-99", 0, 10), InlineData("bytes=8-99", 8, 2)]
    [InlineData("bytes=10-", 0, 0), InlineData("bytes=-0", 0, 0), InlineData("bytes=3-2", 0, 0), InlineData("bytes=", 0, 0), InlineData("bytes=a-b", 0, 0), InlineData("lines=0-1", 0, 0), InlineData("bytes=--1", 0, 0), InlineData("bytes=99999999999999999999-", 0, 0)]
    public void One_range_of_a_picture(string range, int from, int length)
    {
        Assert.Equal(length > 0, MediaEndpoint.TryRange(range, 10, out var f, out var l));
        if (length > 0) Assert.Equal((from, length), (f, l));
    }

    [Fact]
    public async Task Memory_is_bounded_and_what_is_read_often_stays()
    {
        const int most = 300_000;
        await using var small = await SiteUnderTest.BesideAsync(Site, most, SiteUnderTest.Options, SiteUnderTest.Options with { Code = "second", BaseUrl = new Uri("https://second.example") });
        var (paths, hosts) = (new List<string>(), new[] { "ledger.example", "second.example" });
        for (var i = 0; i < 30; i++) paths.Add(await small.PathOf(await Site.Publish("Story number " + i)));
        foreach (var path in paths)
            foreach (var host in hosts) { await small.GetAt(host, path); await small.GetAt(hosts[1], paths[0]); }
        // However many sites there are: it is all of them together that is bounded.
        Assert.InRange(small.Room.Bytes, most / 2, most);
        Assert.NotNull(small.All[1].Cache.Find(paths[0]));
        Assert.Null(small.All[0].Cache.Find(paths[0]));
        Assert.All(small.All, s => Assert.NotNull(s.Cache.Find(paths[^1])));
    }

    [Fact]
    public async Task What_is_killed_holds_no_memory()
    {
        var story = await Site.Publish("Wrong");
        var before = Site.Room.Bytes;
        await Site.Get(await Site.PathOf(story));
        Assert.InRange(Site.Room.Bytes, before + 4096, long.MaxValue);
        await Site.Release(story, ReleaseAction.Kill);
        Assert.InRange(Site.Room.Bytes, 0, before);
    }

    [Fact]
    public void A_page_is_held_packed_once_a_reader_took_it_so_and_is_the_same_for_all()
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 2000).Select(i => $"<p>Paragraph {i}, with words.</p>")));
        var page = new SitePage(bytes, "text/html", null);
        var (plain, size, told) = (page.For(default), page.Size, 0L);
        page.Resized = () => told = page.Size;
        Assert.Equal(bytes, plain.Bytes);
        foreach (var coding in new[] { "gzip", "br" })
        {
            var packed = page.For(coding);
            Assert.InRange(page.Size, packed.Bytes.Length, size / 3);
            Assert.Equal(page.Size, told);
            Assert.Equal(packed, page.For(coding));
            Assert.Equal((string?)plain.ETag, (string?)page.For(default).ETag);
            Assert.Equal(bytes, page.For(default).Bytes);
        }
        using var gzip = new GZipStream(new MemoryStream(page.For("gzip").Bytes), CompressionMode.Decompress);
        Assert.Equal(bytes, Inflate(gzip));
        using var brotli = new BrotliStream(new MemoryStream(page.For("br").Bytes), CompressionMode.Decompress);
        Assert.Equal(bytes, Inflate(brotli));
    }

    [Theory]
    [InlineData("br", "br", true), InlineData("gzip, br", "br", true), InlineData("br;q=0", "br", false), InlineData("br;q=0.0, gzip", "br", false), InlineData("BR;q=0.5", "br", true), InlineData("brotli", "br", false), InlineData("", "br", false)]
    public void An_encoding_is_used_where_it_is_accepted(string list, string coding, bool accepted) => Assert.Equal(accepted, SitePage.Accepts(list, coding));

    private static byte[] Inflate(Stream stream)
    {
        using var plain = new MemoryStream();
        stream.CopyTo(plain);
        return plain.ToArray();
    }
}
