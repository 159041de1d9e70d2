using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Claims;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Dateline.News;
using Dateline.Store.Intake;
using Dateline.Store.Keeping;
using Dateline.Store.Stories;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Dateline.Ingest.Tests;

/// <summary>The front door, over HTTP.</summary>
public abstract class HttpLaws : IngestLaws
{
    private WebApplication _app = null!;

    protected HttpClient Http { get; private set; } = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(Store);
        builder.Services.AddSingleton<Store.SignIn.ISecretSeal, Fetching.TurningSeal>().AddSingleton<IWayOut>(new Fetching.TestWayOut());
        builder.Services.AddIngest();
        builder.Services.AddAuthentication("test").AddScheme<AuthenticationSchemeOptions, TestKey>("test", null);
        builder.Services.AddAuthorizationBuilder().AddPolicy(IngestModule.Policy, p => p.RequireClaim("scope", "intake"));
        _app = builder.Build();
        _app.UseAuthentication();
        _app.UseAuthorization();
        _app.MapIngest();
        await _app.StartAsync();
        Http = new HttpClient { BaseAddress = new Uri(_app.Urls.First()), DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Test", "intake") } };
    }

    public override async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task An_item_is_answered_with_its_outcome()
    {
        await SendEverything();
        using var response = await Post(Documents.Item("urn:np:1"));
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        var item = Assert.Single(await ItemsOf(response));
        Assert.Equal(("urn:np:1", "1", "sent", StoryOf().Id), (item.GetProperty("guid").GetString(), item.GetProperty("version").GetString(), item.GetProperty("outcome").GetString(), item.GetProperty("story").GetGuid()));
        Assert.Equal(GateVerdict.Open, Public(StoryOf()));
        Assert.NotNull(Store.Read(db => Sources.Find(db, "np"))!.LastItem);
    }

    [Theory]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("text/plain; charset=utf-16")]
    [InlineData("application/octet-stream")]
    [InlineData("")]
    public async Task Whatever_a_sender_calls_it_an_item_that_is_no_form_is_an_item(string type)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(Documents.Item("urn:np:1")));
        if (type.Length > 0) content.Headers.TryAddWithoutValidation("Content-Type", type);
        using var response = await Http.PostAsync("/intake/np", content);
        Assert.Equal("new-story", Assert.Single(await ItemsOf(response)).GetProperty("outcome").GetString());
    }

    [Fact]
    public async Task What_comes_while_a_source_is_paused_is_told_to_come_again_and_nothing_is_lost()
    {
        await Store.Write(tx => { Sources.Pause(tx, Wire.Id, "They move house.", "test"); return true; });
        using var item = await Post(Documents.Item("urn:np:1"));
        using var media = await Http.PutAsync("/intake/np/media/bridge.jpg", new ByteArrayContent(Pictures.Jpeg(8, 6)));
        foreach (var refused in new[] { item, media })
        {
            Assert.Equal((HttpStatusCode.ServiceUnavailable, TimeSpan.FromMinutes(1)), (refused.StatusCode, refused.Headers.RetryAfter?.Delta));
            using var problem = JsonDocument.Parse(await refused.Content.ReadAsStringAsync());
            Assert.Equal("source-paused", problem.RootElement.GetProperty("code").GetString());
        }
        Assert.Equal((0L, 0), (Store.Read(db => db.Number("select count(*) from raw")), StoriesOf("urn:np:1").Count));

        await Store.Write(tx => { Sources.Resume(tx, Wire.Id, "test"); return true; });
        using var again = await Post(Documents.Item("urn:np:1"));
        Assert.Equal((HttpStatusCode.Accepted, 1), (again.StatusCode, StoriesOf("urn:np:1").Count));
    }

    [Theory]
    [InlineData("{}", "fr")]
    [InlineData("{\"language\":\"uk\"}", "uk")]
    public async Task An_item_that_states_no_language_has_its_sources_or_else_the_newsrooms(string settings, string language)
    {
        await SendEverything();
        await Store.Write(tx => Sources.Save(tx, "np", "Northern Press", settings, "test"));
        var intake = new Intake(Store, Language.From("fr"));
        var taken = await intake.Accept("np", Encoding.UTF8.GetBytes("""{"uri":"urn:np:1","headline":"A","body_text":"b"}"""));
        Assert.Equal(Outcomes.Sent, taken.Value!.Items[0].Outcome);
        Assert.Equal(language, StoryOf().Content.Language?.Tag);
        Assert.NotNull(StoryOf().Page);
    }

    [Fact]
    public async Task The_same_bytes_twice_get_the_same_answer_and_are_stored_once()
    {
        await SendEverything();
        var document = Documents.Message(Documents.Item("urn:np:1"), "<newsItem guid=\"\" />", Documents.Item("urn:np:2"));
        using var first = await Post(document);
        using var again = await Post(document);
        Assert.Equal(await first.Content.ReadAsStringAsync(), await again.Content.ReadAsStringAsync());
        Assert.Equal("2", Assert.Single(again.Headers.GetValues("Intake-Repeat")));
        Assert.False(first.Headers.Contains("Intake-Repeat"));
        Assert.Equal(2, Store.Read(db => Items.Latest(db, Now + TimeSpan.FromDays(1), 10)).Count);
        Assert.Single(Store.Read(db => Quarantine.List(db, true, 10)));
    }

    [Fact]
    public async Task Sixteen_senders_of_one_item_at_once_make_one_story()
    {
        await SendEverything();
        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(async _ => { using var r = await Post(Documents.Item("urn:np:1")); return await r.Content.ReadAsStringAsync(); }));
        Assert.Single(answers.Distinct());
        Assert.Single(Versions(StoryOf()));
    }

    [Fact]
    public async Task A_bad_item_in_a_message_takes_no_other_with_it()
    {
        using var response = await Post(Documents.Message(Documents.Item("urn:np:1"), Documents.Item(""), Documents.Item("urn:np:2")));
        var items = await ItemsOf(response);
        Assert.Equal(["new-story", "quarantined", "new-story"], items.Select(i => i.GetProperty("outcome").GetString()));
        Assert.Equal("missing-guid", items[1].GetProperty("code").GetString());
        Assert.Equal(1, Assert.Single(Store.Read(db => Quarantine.List(db, true, 10))).ItemIndex);
    }

    [Fact]
    public async Task An_item_on_which_we_fail_ourselves_is_quarantined_and_takes_no_other_with_it()
    {
        await Store.Write(tx => tx.Db.Execute(OnPostgres
            ? "alter table item add constraint poison check (guid <> 'urn:np:poison')"
            : "create trigger poison before insert on item when new.guid = 'urn:np:poison' begin select raise(abort, 'poison'); end"));
        using var response = await Post(Documents.Message(Documents.Item("urn:np:1"), Documents.Item("urn:np:poison"), Documents.Item("urn:np:2")));
        var items = await ItemsOf(response);
        Assert.Equal(["new-story", "quarantined", "new-story"], items.Select(i => i.GetProperty("outcome").GetString()));
        Assert.Equal("intake-failed", items[1].GetProperty("code").GetString());
        Assert.Equal(1, Assert.Single(Store.Read(db => Quarantine.List(db, true, 10))).ItemIndex);
        Assert.Empty(StoriesOf("urn:np:poison"));
    }

    [Fact]
    public async Task A_store_that_does_not_take_it_is_answered_with_503_and_later()
    {
        await Store.Write(tx => tx.Db.Execute("drop table raw"));
        using var response = await Post(Documents.Item("urn:np:1"));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "store-unavailable"), (response.StatusCode, await CodeOf(response)));
        Assert.NotNull(response.Headers.RetryAfter);
    }

    [Fact]
    public async Task What_a_message_holds_is_taken_in_in_its_order()
    {
        await SendEverything();
        using var response = await Post(Documents.Message(
            Documents.Item("urn:np:alert"),
            Documents.Item("urn:np:lead", meta: "<link rel=\"irel:evolvedFrom\" residref=\"urn:np:alert\"/>"),
            Documents.Item("urn:np:alert", "2", "<pubStatus qcode=\"stat:canceled\"/>", created: "2026-08-24T06:01:00Z")));
        Assert.Equal(["sent", "sent", "kill"], (await ItemsOf(response)).Select(i => i.GetProperty("outcome").GetString()));
    }

    [Fact]
    public async Task Gzip_is_unpacked()
    {
        using var response = await Post(Gzip(Encoding.UTF8.GetBytes(Documents.Item("urn:np:1"))), "gzip");
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal("urn:np:1", StoryOf().SourceGuid);
    }

    // bad-input 37, 38, and their neighbours
    public static TheoryData<string, string, HttpStatusCode, string> Refused => new()
    {
        { "bomb", "gzip", HttpStatusCode.RequestEntityTooLarge, "inflated-limit" },
        { "nested", "gzip", HttpStatusCode.UnsupportedMediaType, "nested-gzip" },
        { "not-gzip", "gzip", HttpStatusCode.BadRequest, "gzip-broken" },
        { "cut", "gzip", HttpStatusCode.BadRequest, "gzip-broken" },
        { "item", "gzip, gzip", HttpStatusCode.UnsupportedMediaType, "encoding-unknown" },
        { "item", "br", HttpStatusCode.UnsupportedMediaType, "encoding-unknown" },
        { "large", "", HttpStatusCode.RequestEntityTooLarge, "too-large" },
        { "empty", "", HttpStatusCode.BadRequest, "empty" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task What_is_refused_is_not_kept_and_says_why(string body, string encoding, HttpStatusCode status, string code)
    {
        using var response = await Post(Body(body), encoding);
        Assert.Equal(status, response.StatusCode);
        Assert.Equal(code, await CodeOf(response));
        Assert.Equal(0, Store.Read(db => db.Number("select count(*) from raw")));
    }

    [Theory]
    [InlineData("/intake/nobody", "intake", HttpStatusCode.NotFound)]
    [InlineData("/intake/np", "intake cns", HttpStatusCode.NotFound)]
    [InlineData("/intake/np", "intake np", HttpStatusCode.Accepted)]
    [InlineData("/intake/np", "other", HttpStatusCode.Forbidden)]
    [InlineData("/intake/np", "", HttpStatusCode.Unauthorized)]
    public async Task Only_who_may_send_for_a_source_knows_that_it_is_there(string path, string key, HttpStatusCode status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(Documents.Item("urn:np:1")) };
        request.Headers.Authorization = key.Length == 0 ? new("None") : new("Test", key);
        using var response = await Http.SendAsync(request);
        Assert.Equal(status, response.StatusCode);
        if (status == HttpStatusCode.NotFound) Assert.Equal("source-unknown", await CodeOf(response));
    }

    // bad-input 20 to 25, one history each, over the wire
    [Fact]
    public async Task Script_in_CDATA_is_text_or_nothing()
    {
        await SendEverything();
        await Outcome(Documents.Item("urn:np:1", content: "<inlineData contenttype=\"text/html\"><![CDATA[<p>Fair words.</p><script>alert(1)</script>]]></inlineData>"));
        Assert.DoesNotContain("<script", StoryOf().Content.Body.Markup, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task An_item_without_guid_is_quarantined_byte_for_byte()
    {
        var document = Documents.Item("");
        Assert.Equal("quarantined missing-guid", await Outcome(document));
        var row = Assert.Single(Store.Read(db => Quarantine.List(db, true, 10)));
        Assert.Equal(document, Encoding.UTF8.GetString(Store.Read(db => RawBytes.Find(db, row.Raw))!));
        Assert.NotNull(row.Line);
    }

    [Fact]
    public async Task One_version_with_two_texts_is_a_conflict_unless_it_kills_or_holds()
    {
        await SendEverything();
        await Outcome(Documents.Item("urn:np:1"));
        Assert.Equal("quarantined version-conflict", await Outcome(Documents.Item("urn:np:1", headline: "Another")));
        Assert.Equal("hold", await Outcome(Documents.Item("urn:np:1", meta: "<pubStatus qcode=\"stat:withheld\"/>")));
        Assert.Equal("kill", await Outcome(Documents.Item("urn:np:1", meta: "<pubStatus qcode=\"stat:canceled\"/>")));
    }

    [Fact]
    public async Task A_lower_version_is_stored_and_a_lower_kill_acts()
    {
        await SendEverything();
        await Outcome(Documents.Item("urn:np:1", "3"));
        Assert.Equal("lower-version", await Outcome(Documents.Item("urn:np:1", "2", headline: "Older", created: "2026-08-24T05:00:00Z")));
        Assert.Equal("kill", await Outcome(Documents.Item("urn:np:1", "1", "<pubStatus qcode=\"stat:canceled\"/>", created: "2026-08-24T04:00:00Z")));
        Assert.Equal(GateVerdict.Gone, Public(StoryOf()));
    }

    [Theory]
    [InlineData("", false, true)]
    [InlineData("soon", false, true)]
    [InlineData("2026-08-24T12:00:00", false, true)]
    [InlineData("2026-08-24T12:00:00", true, false)]
    [InlineData("2026-08-24T12:00:00+02:00", false, false)]
    public async Task An_embargo_that_is_no_moment_stands_until_further_notice(string stated, bool optedIn, bool unclear)
    {
        await SendEverything();
        await Store.Write(tx => Sources.Save(tx, "np", "Northern Press", new SourceSettings { Zone = "Europe/Copenhagen", ZoneAppliesToEmbargo = optedIn }.Write(), "test"));
        await Outcome(Documents.Item("urn:np:1", meta: $"<embargoed>{stated}</embargoed>"));
        Assert.Equal(unclear, StoryOf().Standing.Embargo.Ambiguous);
        Assert.NotEqual(GateVerdict.Open, Public(StoryOf()));
        if (!unclear) Assert.Equal("2026-08-24T10:00:00Z", StoryOf().Standing.Embargo.Until.ToString());
    }

    [Fact]
    public async Task A_kill_of_what_is_unknown_blocks_its_later_arrival()
    {
        await SendEverything();
        Assert.Equal("kill-remembered", await Outcome(Documents.Item("urn:np:1", "2", "<pubStatus qcode=\"stat:canceled\"/>")));
        Assert.Equal("after-kill", await Outcome(Documents.Item("urn:np:1")));
        Assert.Empty(StoriesOf("urn:np:1"));
    }

    [Theory]
    [InlineData("hello, this is no news format", "unknown-format")]
    [InlineData("<html><body>Please sign in</body></html>", null)]
    [InlineData("<newsItem xmlns=\"http://iptc.org/std/nar/2006-10-01/\" guid=\"urn:np:1\">", "incomplete")]
    public async Task What_is_no_item_is_quarantined_with_its_reason(string body, string? code)
    {
        var outcome = await Outcome(body);
        Assert.StartsWith("quarantined", outcome);
        if (code is not null) Assert.Equal("quarantined " + code, outcome);
        Assert.Single(Store.Read(db => Quarantine.List(db, true, 10)));
    }

    [Fact]
    public async Task A_quarantined_item_can_be_tried_again_when_the_settings_are_mended()
    {
        await Outcome(Documents.Item("urn:np:1"));
        Assert.Equal("quarantined version-conflict", await Outcome(Documents.Item("urn:np:1", headline: "Another")));
        var row = Assert.Single(Store.Read(db => Quarantine.List(db, true, 10)));
        var intake = new Intake(Store);
        Assert.Equal(Outcomes.Quarantined, (await intake.TryAgain(row.Id, "key:desk")).Value![0].Outcome);
        await Store.Write(tx => tx.Db.Execute("delete from item"));
        Assert.Equal(Outcomes.NewStory, (await intake.TryAgain(row.Id, "key:desk")).Value![0].Outcome);
        Assert.Empty(Store.Read(db => Quarantine.List(db, true, 10)));
        Assert.Equal("quarantine-closed", (await intake.TryAgain(row.Id, "key:desk")).Refusal!.Code);
    }

    [Fact]
    public async Task A_source_with_bad_settings_says_so_and_loses_nothing()
    {
        await Store.Write(tx => Sources.Save(tx, "np", "Northern Press", """{"zone":"Middle/Earth"}""", "test"));
        using var response = await Post(Documents.Item("urn:np:1"));
        Assert.Equal((HttpStatusCode.Conflict, "source-settings"), (response.StatusCode, await CodeOf(response)));
    }

    // Pictures

    [Theory]
    [InlineData("jpeg", HttpStatusCode.Accepted, null)]
    [InlineData("png", HttpStatusCode.Accepted, null)]
    [InlineData("gif", HttpStatusCode.Accepted, null)]
    [InlineData("webp", HttpStatusCode.Accepted, null)]
    [InlineData("png-65535", HttpStatusCode.RequestEntityTooLarge, "pixels")]
    [InlineData("gif-many", HttpStatusCode.RequestEntityTooLarge, "frames")]
    [InlineData("jpeg-cut", HttpStatusCode.UnprocessableEntity, "media-broken")]
    [InlineData("png-cut", HttpStatusCode.UnprocessableEntity, "media-broken")]
    [InlineData("svg", HttpStatusCode.UnsupportedMediaType, "media-type")]
    [InlineData("empty", HttpStatusCode.UnsupportedMediaType, "media-type")]
    public async Task A_picture_is_judged_by_its_bytes(string what, HttpStatusCode status, string? code)
    {
        using var response = await Http.PutAsync("/intake/np/media/photos/bridge.jpg", new ByteArrayContent(Picture(what)));
        Assert.Equal(status, response.StatusCode);
        if (code is not null) Assert.Equal(code, await CodeOf(response));
        Assert.Equal(code is null, Store.Read(db => MediaFiles.Named(db, Wire.Id, "photos/bridge.jpg")) is not null);
    }

    [Fact]
    public async Task A_picture_and_its_item_may_come_as_one_form()
    {
        await SendEverything();
        using var form = new MultipartFormDataContent
        {
            { new StringContent(Documents.Item("urn:np:photo", itemClass: "ninat:picture", content: "<remoteContent href=\"bridge.jpg\" contenttype=\"image/jpeg\"/>")), "item", "photo.xml" },
            { new ByteArrayContent(Pictures.Jpeg(40, 30)), "file", "bridge.jpg" },
            { new ByteArrayContent(Pictures.Jpeg(40, 30)[..^2]) { Headers = { ContentType = new("image/jpeg") } }, "file", "broken.jpg" },
        };
        using var response = await Http.PostAsync("/intake/np", form);
        using var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        Assert.Equal(["kept", "refused"], answer.RootElement.GetProperty("media").EnumerateArray().Select(m => m.GetProperty("outcome").GetString()));
        Assert.Equal("sent", Assert.Single(answer.RootElement.GetProperty("items").EnumerateArray()).GetProperty("outcome").GetString());
        Assert.True(Store.Read(db => MediaGate.IsPublic(db, MediaFiles.Named(db, Wire.Id, "bridge.jpg")!.Key, Now)));
    }

    [Fact]
    public async Task A_form_with_two_items_is_refused_whole()
    {
        using var form = new MultipartFormDataContent { { new StringContent(Documents.Item("urn:np:1")), "a", "a.xml" }, { new StringContent(Documents.Item("urn:np:2")), "b", "b.xml" } };
        using var response = await Http.PostAsync("/intake/np", form);
        Assert.Equal((HttpStatusCode.BadRequest, "form-items"), (response.StatusCode, await CodeOf(response)));
    }

    [Fact]
    public async Task One_item_alone_is_one_commit()
    {
        await SendEverything();
        var before = Store.Commits;
        await Outcome(Documents.Item("urn:np:1"));
        Assert.Equal(before + 1, Store.Commits);
    }

    private async Task<string> Outcome(string document)
    {
        using var response = await Post(document);
        var item = Assert.Single(await ItemsOf(response));
        return item.GetProperty("outcome").GetString() + (item.TryGetProperty("code", out var code) ? " " + code.GetString() : "");
    }

    private Task<HttpResponseMessage> Post(string document) => Post(Encoding.UTF8.GetBytes(document), "");

    private Task<HttpResponseMessage> Post(byte[] body, string encoding)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new("application/xml");
        if (encoding.Length > 0) content.Headers.TryAddWithoutValidation("Content-Encoding", encoding);
        // A large body is answered before it is sent: without "Expect" the client would choke on writing it.
        return Http.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/intake/np") { Content = content, Headers = { ExpectContinue = body.Length > 1_000_000 } });
    }

    private static async Task<List<JsonElement>> ItemsOf(HttpResponseMessage response)
    {
        var body = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == HttpStatusCode.Accepted, body);
        using var answer = JsonDocument.Parse(body);
        return [.. answer.RootElement.GetProperty("items").EnumerateArray().Select(i => i.Clone())];
    }

    private static async Task<string?> CodeOf(HttpResponseMessage response)
    {
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        using var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return problem.RootElement.GetProperty("code").GetString();
    }

    private static byte[] Body(string what) => what switch
    {
        "bomb" => Gzip(new byte[33 * 1024 * 1024]),
        "nested" => Gzip(Gzip("<a/>"u8.ToArray())),
        "not-gzip" => "<a/>"u8.ToArray(),
        "cut" => Gzip(Encoding.UTF8.GetBytes(Documents.Item("urn:np:1")))[..^20],
        "large" => new byte[33 * 1024 * 1024],
        "empty" => [],
        _ => Encoding.UTF8.GetBytes(Documents.Item("urn:np:1")),
    };

    private static byte[] Picture(string what) => what switch
    {
        "jpeg" => Pictures.Jpeg(800, 600),
        "png" => Pictures.Png(800, 600),
        "gif" => Pictures.Gif(3),
        "webp" => Pictures.WebP(800, 600),
        "png-65535" => Pictures.Png(65_535, 65_535),
        "gif-many" => Pictures.Gif(1_001),
        "jpeg-cut" => Pictures.Jpeg(800, 600)[..^2],
        "png-cut" => Pictures.Png(800, 600)[..^6],
        "svg" => "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>"u8.ToArray(),
        _ => [],
    };

    private static byte[] Gzip(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest)) gzip.Write(bytes);
        return packed.ToArray();
    }

    /// <summary>A key in words: its scope, then the one source it is for.</summary>
    private sealed class TestKey(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory log, UrlEncoder encoder) : AuthenticationHandler<AuthenticationSchemeOptions>(options, log, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync()
        {
            if (!AuthenticationHeaderValue.TryParse(Request.Headers.Authorization, out var header) || header.Scheme != "Test") return Task.FromResult(AuthenticateResult.NoResult());
            var words = header.Parameter!.Split(' ');
            var identity = new ClaimsIdentity([new Claim(ClaimTypes.Name, "key:test"), new Claim("scope", words[0]), .. words.Skip(1).Select(w => new Claim("source", w))], "test");
            return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme.Name)));
        }
    }
}

public sealed class HttpOnSqlite : HttpLaws
{
    protected override bool OnPostgres => false;
}

public sealed class HttpOnPostgres : HttpLaws
{
    protected override bool OnPostgres => true;
}
