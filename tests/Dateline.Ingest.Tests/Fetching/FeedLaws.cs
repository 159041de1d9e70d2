using System.IO.Compression;
using System.Text;
using Dateline.Ingest.Fetching;
using Dateline.Ingest.Fetching.Feed;
using Dateline.News;
using Dateline.Store.Intake;
using Microsoft.AspNetCore.Http;

namespace Dateline.Ingest.Tests.Fetching;

/// <summary>A feed that is asked, against a real web server that can be as odd as they are.</summary>
public abstract class FeedLaws : ConnectorLaws
{
    private FeedServer _server = null!;

    protected override SourceSettings Settings => new() { Kind = SourceKind.Feed, Feed = new() { Url = _server.Url.ToString(), User = FeedServer.User } };

    protected override string Secret => FeedServer.Password;

    private protected override IConnector Connector(IWayOut way) => new FeedConnector(way, Time);

    protected override async Task Begin() => _server = await FeedServer.Start();

    protected override Task Offer(string guid, string headline)
    {
        _server.Add(guid, headline);
        return Task.CompletedTask;
    }

    protected override Task OfferNonsense()
    {
        _server.AddNonsense();
        return Task.CompletedTask;
    }

    protected override int Kept(string guid) => StoriesOf(guid).Count;

    public override async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task What_is_known_is_asked_by_its_tag_and_nothing_new_is_no_bytes()
    {
        _server.Add("urn:np:1", "Bridge reopens");
        await Look();
        await Look();
        Assert.Equal([200, 304], _server.Answers.Select(a => a.Status));
        Assert.Equal("Mon, 24 Aug 2026 06:00:00 GMT", _server.Answers[1].IfModifiedSince);
        // Another address: what is known of the first is not known of it.
        await SetUp(Settings with { Feed = Settings.Feed! with { Url = _server.Url + "?all" } }, null);
        await Look();
        Assert.Equal(200, _server.Answers[^1].Status);
        Assert.Equal(1, Kept("urn:np:1"));
    }

    [Fact]
    public async Task A_feed_that_is_other_bytes_each_time_and_nothing_new_leaves_nothing_behind()
    {
        _server.Add("urn:np:1", "Bridge reopens");
        var looks = 0;
        _server.Instead = context => context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(_server.Body).Replace("<description>News", $"<description>News {++looks}", StringComparison.Ordinal))).AsTask();
        for (var look = 0; look < 3; look++) Assert.Equal(1, await Look());
        Assert.Equal(1, Kept("urn:np:1"));
        Assert.Equal(1, Store.Read(db => db.Number("select count(*) from raw")));
        // Nor is it a sign of life.
        Assert.Equal(Now - TimeSpan.FromHours(4), Store.Read(db => Sources.Find(db, "np"))!.LastItem);
    }

    [Fact]
    public async Task What_is_bad_in_a_feed_is_in_the_quarantine_once_a_day_however_often_it_is_given()
    {
        _server.AddNonsense();
        for (var look = 1; look <= 4; look++)
        {
            _server.Add($"urn:np:{look}", "Bridge reopens");
            await Look();
        }
        Assert.Single(Store.Read(db => Quarantine.List(db, true, 10)));
        Time.Advance(TimeSpan.FromDays(1));
        _server.Add("urn:np:5", "Bridge closes");
        await Look();
        Assert.Equal(2, Store.Read(db => Quarantine.List(db, true, 10)).Count);
    }

    [Fact]
    public async Task A_packed_answer_is_unpacked_and_one_that_is_cut_off_is_not_taken_for_whole()
    {
        _server.Add("urn:np:1", "Bridge reopens");
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(_server.Body);
        var bytes = packed.ToArray();
        _server.Instead = context =>
        {
            Assert.Equal("gzip", context.Request.Headers.AcceptEncoding);
            context.Response.Headers.ContentEncoding = "gzip";
            return context.Response.Body.WriteAsync(bytes).AsTask();
        };
        var whole = bytes;
        bytes = bytes[..^20];
        await Look();
        Assert.Equal(("gzip-broken", 0), (Round.ErrorCode, Kept("urn:np:1")));
        bytes = whole;
        await Look();
        Assert.Equal((0, 1), (Round.Failures, Kept("urn:np:1")));
    }

    [Fact]
    public async Task An_answer_that_breaks_off_is_asked_again_and_nothing_of_it_is_kept()
    {
        _server.Add("urn:np:1", "Bridge reopens");
        _server.Instead = async context =>
        {
            context.Response.ContentLength = _server.Body.Length;
            await context.Response.Body.WriteAsync(_server.Body.AsMemory(0, 100));
            await context.Response.Body.FlushAsync();
            context.Abort();
        };
        await Look();
        Assert.Equal("connection-broke", Round.ErrorCode);
        Assert.Equal(0, Store.Read(db => db.Number("select count(*) from raw")));
        _server.Instead = null;
        await Look();
        Assert.Equal(1, Kept("urn:np:1"));
    }

    [Fact]
    public async Task Who_says_when_to_come_again_is_not_asked_before()
    {
        _server.Instead = context =>
        {
            context.Response.StatusCode = 429;
            context.Response.Headers.RetryAfter = "7200";
            return Task.CompletedTask;
        };
        await Look();
        Assert.Equal(("too-often", Now + TimeSpan.FromHours(2)), (Round.ErrorCode, Round.NextLook));
        // A time in place of seconds, and no more than a day.
        _server.Instead = context =>
        {
            context.Response.StatusCode = 503;
            context.Response.Headers.RetryAfter = "Fri, 24 Aug 2029 06:00:00 GMT";
            return Task.CompletedTask;
        };
        await Look();
        Assert.Equal(("feed-answers", Now + TimeSpan.FromHours(24)), (Round.ErrorCode, Round.NextLook));
    }

    [Fact]
    public async Task Sent_on_we_follow_and_say_who_we_are_only_where_we_were_sent()
    {
        await using var other = await FeedServer.Start();
        other.Add("urn:np:1", "Bridge reopens");
        other.Instead = context => context.Response.Body.WriteAsync(other.Body).AsTask();
        _server.Instead = context =>
        {
            context.Response.Redirect(context.Request.Path == "/feed" ? "/feed/now" : other.Url.ToString());
            return Task.CompletedTask;
        };
        await Look();
        Assert.Equal((null, 1), (Round.ErrorCode, Kept("urn:np:1")));
        Assert.All(_server.Answers, a => Assert.StartsWith("Basic ", a.Authorization, StringComparison.Ordinal));
        Assert.Empty(Assert.Single(other.Answers).Authorization);
    }

    [Fact]
    public async Task Sent_round_in_a_ring_we_stop()
    {
        _server.Instead = context =>
        {
            context.Response.Redirect("/feed");
            return Task.CompletedTask;
        };
        await Look();
        Assert.Equal(("redirects", 6), (Round.ErrorCode, _server.Answers.Count));
    }

    [Theory]
    [InlineData("<!DOCTYPE html><title>Sign in</title>", "feed-page")]
    [InlineData("\uFEFF  <html><body>Down for repair</body></html>", "feed-page")]
    [InlineData("", "feed-empty")]
    public async Task What_is_no_feed_is_trouble_and_not_news(string body, string code)
    {
        _server.Instead = context => context.Response.WriteAsync(body);
        await Look();
        Assert.Equal(code, Round.ErrorCode);
        Assert.Empty(Store.Read(db => Quarantine.List(db, true, 10)));
    }

    [Theory]
    [InlineData(404, "feed-gone")]
    [InlineData(410, "feed-gone")]
    [InlineData(403, "sign-in-refused")]
    [InlineData(500, "feed-answers")]
    [InlineData(204, "feed-answers")]
    public async Task An_answer_that_is_no_feed_is_said_in_words(int status, string code)
    {
        _server.Instead = context =>
        {
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        };
        await Look();
        Assert.Equal(code, Round.ErrorCode);
        Assert.NotEmpty(Round.Error!);
    }

    [Fact]
    public async Task An_answer_without_end_is_not_read_to_its_end()
    {
        _server.Instead = async context =>
        {
            var part = new byte[1 << 20];
            // More than is taken, and less than this machine could not bear.
            for (var i = 0; i < 64 && !context.RequestAborted.IsCancellationRequested; i++) await context.Response.Body.WriteAsync(part);
        };
        await Look();
        Assert.Equal("too-large", Round.ErrorCode);
    }

    [Theory]
    [InlineData("""{"version":"https://jsonfeed.org/version/1.1","title":"NP","items":[{"id":"urn:np:1","title":"Bridge reopens","content_text":"It is open.","date_published":"2026-08-24T06:00:00Z"}]}""")]
    [InlineData("""<feed xmlns="http://www.w3.org/2005/Atom"><title>NP</title><id>urn:np</id><updated>2026-08-24T06:00:00Z</updated><entry><id>urn:np:1</id><title>Bridge reopens</title><updated>2026-08-24T06:00:00Z</updated><content type="text">It is open.</content></entry></feed>""")]
    public async Task Any_format_that_is_read_is_read(string body)
    {
        _server.Instead = context => context.Response.WriteAsync(body);
        await Look();
        Assert.Equal(1, Kept("urn:np:1"));
    }
}

public sealed class FeedsOnSqlite : FeedLaws
{
    protected override bool OnPostgres => false;
}

public sealed class FeedsOnPostgres : FeedLaws
{
    protected override bool OnPostgres => true;
}
