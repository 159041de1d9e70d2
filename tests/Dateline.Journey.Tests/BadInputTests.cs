using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace Dateline.Journey.Tests;

/// <summary>
/// The named cases of bad input against the running program, over real sockets: what each gets. The readers' and the intake's own tables are in their own tests;
/// this one holds that nothing between the socket and them changes the answer, and that the program lives through all of it.
/// </summary>
public sealed class BadInputTests(RunningServer server) : IClassFixture<RunningServer>
{
    private const string Host = "Host: {host}\r\n";
    private const string Close = "Connection: close\r\n";

    // What comes in

    /// <summary>Case, body, and the outcome: 202, with the bad item in the quarantine under a named code.</summary>
    public static IEnumerable<(string Case, string Body, string Outcome)> Items =>
    [
        ("1 external DTD", Wire.Item("urn:bad:1", prologue: "<!DOCTYPE newsItem SYSTEM \"http://127.0.0.1:{trap}/nitf.dtd\">", headline: "Talks &mdash; at last"), "sent"),
        ("3 XXE file", Wire.Item("urn:bad:3", prologue: "<!DOCTYPE newsItem [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>", headline: "&x;"), "quarantined xxe"),
        ("3 XXE that is only declared", Wire.Item("urn:bad:3b", prologue: "<!DOCTYPE newsItem [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>"), "quarantined xxe"),
        ("4 XXE http", Wire.Item("urn:bad:4", prologue: "<!DOCTYPE newsItem [<!ENTITY x SYSTEM \"http://127.0.0.1:{trap}/x\">]>", headline: "&x;"), "quarantined xxe"),
        ("5 external parameter entity", Wire.Item("urn:bad:5", prologue: "<!DOCTYPE newsItem [<!ENTITY % e SYSTEM \"http://127.0.0.1:{trap}/e.ent\"> %e;]>", headline: "Caf&eacute; closes"), "sent"),
        ("6 billion laughs", Wire.Item("urn:bad:6", prologue: "<!DOCTYPE newsItem [<!ENTITY l0 \"lol\">" + Wire.Many(9, i => $"<!ENTITY l{i + 1} \"{Wire.Many(10, _ => $"&l{i};")}\">") + "]>", headline: "&l9;"), "quarantined entity-limit"),
        ("7 quadratic entity", Wire.Item("urn:bad:7", prologue: $"<!DOCTYPE newsItem [<!ENTITY a \"{new string('a', 50_000)}\">]>", headline: Wire.Many(20_000, _ => "&a;")), "quarantined entity-limit"),
        ("8 an HTML entity without DTD", Wire.Item("urn:bad:8", headline: "Talks&nbsp;&mdash;&nbsp;at last"), "sent"),
        ("9 XInclude", Wire.Item("urn:bad:9", text: "<p>Before <xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\" href=\"file:///etc/passwd\" parse=\"text\"/> after.</p>"), "sent"),
        ("10 depth of 100,000", Wire.Item("urn:bad:10", text: Wire.Many(100_000, _ => "<div>") + Wire.Many(100_000, _ => "</div>")), "quarantined depth-limit"),
        ("11 attributes, 20,000", Wire.Item("urn:bad:11", attributes: Wire.Many(20_000, i => $" a{i}=\"\"")), "quarantined attribute-limit"),
        ("14 control character", Wire.Item("urn:bad:14", headline: "a\u0001b"), "quarantined control-char"),
        ("14 NUL", Wire.Item("urn:bad:14b", headline: "a\0b"), "quarantined control-char"),
        ("15 truncated", Wire.Item("urn:bad:15")[..^40], "quarantined incomplete"),
        ("16 two roots", Wire.Item("urn:bad:16") + "<newsItem/>", "quarantined trailing-content"),
        ("17 wrong namespace", Wire.Item("urn:bad:17").Replace("http://iptc.org/std/nar/2006-10-01/", "urn:other"), "quarantined unknown-format"),
        ("18 schemaLocation", Wire.Item("urn:bad:18", attributes: " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:schemaLocation=\"http://iptc.org/std/nar/2006-10-01/ http://127.0.0.1:{trap}/x.xsd\""), "sent"),
        ("19 stylesheet", Wire.Item("urn:bad:19", prologue: "<?xml-stylesheet type=\"text/xsl\" href=\"http://127.0.0.1:{trap}/x.xsl\"?>"), "sent"),
        ("20 CDATA script", Wire.Item("urn:bad:20", text: "<p><![CDATA[<script>alert(1)</script>]]></p>"), "sent"),
        ("21 no guid", Wire.Item(""), "quarantined missing-guid"),
        ("24 embargo empty", Wire.Item("urn:bad:24", meta: "<embargoed/><pubStatus qcode=\"stat:usable\"/>"), "new-story"),
        ("24 embargo without zone", Wire.Item("urn:bad:24b", meta: "<embargoed>2026-08-24T12:00:00</embargoed><pubStatus qcode=\"stat:usable\"/>"), "new-story"),
        ("25 a kill of what is unknown", Wire.Item("urn:bad:25", meta: "<pubStatus qcode=\"stat:canceled\"/>"), "kill-remembered"),
        ("26 a key twice", Wire.Ninjs("urn:bad:26", "\"headline\":\"a\",\"headline\":\"b\""), "quarantined duplicate-key"),
        ("27 depth", Wire.Ninjs("urn:bad:27", "\"x\":" + new string('[', 100_000)), "quarantined depth-limit"),
        ("28 half a surrogate pair", Wire.Ninjs("urn:bad:28", "\"headline\":\"a \\ud83d b\""), "quarantined lone-surrogate"),
        ("29 NUL", Wire.Ninjs("urn:bad:29", "\"headline\":\"a \\u0000 b\""), "quarantined control-char"),
        ("30 1e999", Wire.Ninjs("urn:bad:30", "\"urgency\":1e999"), "quarantined number-range"),
        ("30 NaN", Wire.Ninjs("urn:bad:30b", "\"urgency\":NaN"), "quarantined number-range"),
        ("32 wrong type", Wire.Ninjs("urn:bad:32", "\"headline\":7"), "quarantined wrong-type"),
        ("33 a status that nobody knows", Wire.Ninjs("urn:bad:33").Replace("\"usable\"", "\"usble\""), "quarantined unknown-pubstatus"),
        ("34 the year 1", Wire.Ninjs("urn:bad:34", "\"versioncreated\":\"0001-01-01T00:00:00Z\""), "quarantined date-range"),
        ("34 the year 9999", Wire.Ninjs("urn:bad:34b", "\"versioncreated\":\"9999-12-31T23:59:59Z\""), "quarantined date-range"),
        ("35 something behind the end", Wire.Ninjs("urn:bad:35") + " trailing", "quarantined trailing-content"),
        ("36 a headline that runs backwards", Wire.Ninjs("urn:bad:36", "\"headline\":\"Premier \\u202Emocsid\""), "sent"),
        ("49 a page to sign in", "<!doctype html><html><head><title>Sign in</title></head><body><form action=\"/login\"></form></body></html>", "quarantined not-a-feed"),
        ("no news format", "hello", "quarantined unknown-format"),
        ("an empty array", "[]", "quarantined unknown-format"),
    ];

    [Fact]
    public async Task What_comes_in_bad_is_kept_with_a_name_and_nobody_is_asked_for_anything()
    {
        using var trap = new TcpListener(IPAddress.Loopback, 0);
        trap.Start();
        var port = ((IPEndPoint)trap.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
        var wrong = new List<string>();
        foreach (var (name, body, expected) in Items)
        {
            var bytes = Encoding.UTF8.GetBytes(body.Replace("{trap}", port));
            var (status, answer) = await server.IntakeAsync(bytes);
            var outcome = RunningServer.Outcome(answer);
            if (status != HttpStatusCode.Accepted || outcome != expected) wrong.Add($"{name}: {(int)status} {outcome}, not {expected}");
            if (expected.StartsWith("quarantined", StringComparison.Ordinal) && (string?)answer["items"]?[0]?["message"] is not { Length: > 20 }) wrong.Add($"{name}: says nothing");
        }
        Assert.Empty(wrong);
        Assert.False(trap.Pending(), "Something was fetched.");
        await IsWellAsync();
    }

    [Theory]
    [InlineData("12 UTF-16 that claims to be UTF-8", "utf-16", "UTF-8", false)]
    [InlineData("13 a mark of UTF-8 that claims to be UTF-16", "utf-8", "UTF-16", true)]
    public async Task What_is_not_in_the_encoding_it_claims_is_quarantined(string name, string real, string claimed, bool mark)
    {
        Assert.NotEmpty(name);
        var encoding = Encoding.GetEncoding(real);
        var document = Wire.Item("urn:bad:12:" + real).Replace("encoding=\"UTF-8\"", $"encoding=\"{claimed}\"");
        byte[] bytes = [.. mark ? encoding.GetPreamble() : [], .. encoding.GetBytes(document)];
        Assert.Equal("quarantined encoding", RunningServer.Outcome((await server.IntakeAsync(bytes)).Answer));
    }

    [Fact]
    public async Task One_version_with_two_texts_is_a_conflict_and_a_lower_one_is_kept_but_a_kill_acts_at_any()
    {
        Assert.Equal("sent", await server.OutcomeAsync(Wire.Item("urn:bad:22", "3")));
        Assert.Equal("quarantined version-conflict", await server.OutcomeAsync(Wire.Item("urn:bad:22", "3", "Another headline")));
        Assert.Equal("lower-version", await server.OutcomeAsync(Wire.Item("urn:bad:22", "2", "An older headline", created: "2026-08-24T05:00:00Z")));
        Assert.Equal("kill", await server.OutcomeAsync(Wire.Item("urn:bad:22", "1", meta: "<pubStatus qcode=\"stat:canceled\"/>", created: "2026-08-24T04:00:00Z")));
        Assert.Equal("after-kill", await server.OutcomeAsync(Wire.Item("urn:bad:22", "4", created: "2026-08-24T07:00:00Z")));
        Assert.Equal("kill-remembered", await server.OutcomeAsync(Wire.Item("urn:bad:25b", "2", meta: "<pubStatus qcode=\"stat:canceled\"/>")));
        Assert.Equal("after-kill", await server.OutcomeAsync(Wire.Item("urn:bad:25b", "1")));
    }

    [Fact]
    public async Task A_body_that_grows_past_its_cap_is_refused_before_it_is_held()
    {
        var million = new byte[1024 * 1024];
        foreach (var (name, body, encoding, status, code) in new[]
        {
            ("31 50 MB", new byte[50 * 1024 * 1024], (string?)null, HttpStatusCode.RequestEntityTooLarge, "too-large"),
            ("37 gzip bomb", Gzip(Enumerable.Repeat(million, 300)), "gzip", HttpStatusCode.RequestEntityTooLarge, "inflated-limit"),
            ("38 nested gzip", Gzip([Gzip([Encoding.UTF8.GetBytes(Wire.Item("urn:bad:38"))])]), "gzip", HttpStatusCode.UnsupportedMediaType, "nested-gzip"),
            ("half a gzip", Gzip([Encoding.UTF8.GetBytes(Wire.Item("urn:bad:38b"))])[..^9], "gzip", HttpStatusCode.BadRequest, "gzip-broken"),
            ("no gzip", Encoding.UTF8.GetBytes(Wire.Item("urn:bad:38c")), "gzip", HttpStatusCode.BadRequest, "gzip-broken"),
            ("an encoding we do not take", Encoding.UTF8.GetBytes(Wire.Item("urn:bad:38d")), "br", HttpStatusCode.UnsupportedMediaType, "encoding-unknown"),
            ("nothing", [], null, HttpStatusCode.BadRequest, "empty"),
        })
        {
            var (said, answer) = await server.IntakeAsync(body, encoding);
            Assert.True((said, (string?)answer["code"]) == (status, code), $"{name}: {(int)said} {answer}");
        }
        await IsWellAsync();
    }

    [Fact]
    public async Task The_api_refuses_a_bad_body_by_name_and_place()
    {
        foreach (var (body, status, code) in new[]
        {
            ("""{"content":{"headline":"a","headline":"b"}}""", HttpStatusCode.BadRequest, "duplicate-key"),
            ("""{"content":""" + new string('[', 100_000), HttpStatusCode.BadRequest, "depth-limit"),
            ("""{"content":{"headline":"\ud83d"}}""", HttpStatusCode.BadRequest, "lone-surrogate"),
            ("""{"content":{"headline":"\u0000"}}""", HttpStatusCode.BadRequest, "control-char"),
            ("""{"content":{"urgency":1e999}}""", HttpStatusCode.BadRequest, "number-range"),
            ("""{"content":{"headline":"x"}} more""", HttpStatusCode.BadRequest, "trailing-content"),
            ("""{"content":{"rights":{"expires":"9999-12-31T23:59:59Z"}}}""", HttpStatusCode.BadRequest, "date-range"),
            ("{\"content\":{\"headline\":\"" + new string('x', 5 * 1024 * 1024) + "\"}}", HttpStatusCode.RequestEntityTooLarge, "too-large"),
        })
        {
            using var content = new StringContent(body, Encoding.UTF8, "application/json");
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/stories") { Content = content, Headers = { ExpectContinue = body.Length > 1_000_000 } };
            using var answer = await server.Http.SendAsync(request);
            Assert.Equal((status, code), (answer.StatusCode, (string?)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["code"]));
        }
        await IsWellAsync();
    }

    // What would be markup

    [Theory]
    [InlineData("73 svg and math", "<svg><style><img src=x onerror=alert(1)></style></svg><math><mi><mglyph><svg><script>alert(1)</script></svg></mglyph></mi></math>")]
    [InlineData("74 template and shadow root", "<template shadowrootmode=\"open\"><script>alert(1)</script></template><div><template><img src=x onerror=alert(1)></template></div>")]
    [InlineData("76 a second body", "<p>a</p><body onload=\"alert(1)\"><p>b</p></body>")]
    [InlineData("77 javascript with tabs", "<p><a href=\"java\tscript:alert(1)\">a</a><a href=\" &#1;javascript:alert(1)\">b</a></p>")]
    [InlineData("78 url() in a style", "<p style=\"background:url(https://evil.example/x)\">a</p><style>p{background:url(https://evil.example/y)}</style>")]
    [InlineData("a form, a frame, an object", "<form action=//evil.example><button>a</button></form><iframe src=//evil.example></iframe><object data=//evil.example></object>")]
    public async Task Active_markup_never_reaches_a_page(string name, string markup)
    {
        var body = new JsonObject { ["body_html"] = $"<p>Calm words.</p>{markup}" }.ToJsonString()[1..^1];
        var path = await server.PublishedAsync(Wire.Ninjs("urn:html:" + name.GetHashCode(StringComparison.Ordinal).ToString("x", CultureInfo.InvariantCulture), "\"headline\":\"Calm\",\"language\":\"en\"," + body));
        var page = (await server.Http.GetStringAsync(path)).Split("<main")[1].Split("</main>")[0];
        Assert.Contains("<p>Calm words.</p>", page);
        foreach (var bad in new[] { "<script", "alert(1)", "onerror", "onload", "javascript:", "<svg", "<math", "<template", "<style", "url(", "evil.example", "<form", "<iframe", "<object" })
            Assert.DoesNotContain(bad, page, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Markup_nested_without_end_is_refused_or_cut_and_never_takes_the_program_with_it()
    {
        var outcome = await server.OutcomeAsync(Wire.Ninjs("urn:bad:75", new JsonObject { ["headline"] = "Deep", ["body_html"] = Wire.Many(100_000, _ => "<div>") + "deep" }.ToJsonString()[1..^1]));
        Assert.Equal("quarantined depth-limit", outcome);
        await IsWellAsync();
    }

    // What no client would send

    public static TheoryData<string, string, int> Requests => new()
    {
        { "88 both lengths", "POST /intake/np HTTP/1.1\r\n" + Host + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /healthz HTTP/1.1\r\n" + Host + "\r\n", 400 },
        { "88 two lengths", "POST /intake/np HTTP/1.1\r\n" + Host + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello!", 400 },
        { "88 an encoding in disguise", "POST /intake/np HTTP/1.1\r\n" + Host + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", 400 },
        { "88 a chunk that is none", "POST /intake/np HTTP/1.1\r\n" + Host + "Transfer-Encoding: chunked\r\n" + Close + "\r\nzz\r\nhello\r\n0\r\n\r\n", 401 },
        { "90 an unknown host", "GET / HTTP/1.1\r\nHost: evil.example\r\n" + Close + "\r\n", 400 },
        { "90 an unknown host in the target", "GET http://evil.example/ HTTP/1.1\r\nHost: evil.example\r\n" + Close + "\r\n", 400 },
        { "90 no host", "GET / HTTP/1.1\r\n" + Close + "\r\n", 400 },
        { "90 two hosts", "GET / HTTP/1.1\r\n" + Host + "Host: evil.example\r\n" + Close + "\r\n", 400 },
        { "a host that is no host", "GET / HTTP/1.1\r\nHost: a b/../c\r\n" + Close + "\r\n", 400 },
        { "92 a style sheet that is none", "GET /story/1/x.css HTTP/1.1\r\n" + Host + Close + "\r\n", 404 },
        { "93 a thousand ranges", "GET / HTTP/1.1\r\n" + Host + Close + "Range: bytes=" + Wire.Many(1000, _ => "0-0,") + "0-0\r\n\r\n", 416 },
        { "a header over the cap", "GET / HTTP/1.1\r\n" + Host + "X: " + new string('x', 40_000) + "\r\n\r\n", 431 },
        { "an address over the cap", "GET /" + new string('x', 20_000) + " HTTP/1.1\r\n" + Host + "\r\n", 414 },
        { "NUL in a header", "GET / HTTP/1.1\r\n" + Host + "X: a\0b\r\n\r\n", 400 },
        { "a folded header", "GET / HTTP/1.1\r\n" + Host + "X: a\r\n b\r\n\r\n", 400 },
        { "NUL in the address", "GET /a%00b HTTP/1.1\r\n" + Host + Close + "\r\n", 400 },
        { "a way out of the folder", "GET /../../etc/passwd HTTP/1.1\r\n" + Host + Close + "\r\n", 404 },
        { "a way out in disguise", "GET /media/..%2f..%2fetc%2fpasswd HTTP/1.1\r\n" + Host + Close + "\r\n", 404 },
        { "TRACE", "TRACE / HTTP/1.1\r\n" + Host + Close + "\r\n", 404 },
        { "no HTTP", "HELO newsroom\r\n\r\n", 400 },
    };

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task A_request_that_means_harm_gets_its_status(string name, string request, int status)
    {
        var answer = await server.RawAsync(request);
        Assert.True(answer.StartsWith($"HTTP/1.1 {status} ", StringComparison.Ordinal), $"{name}: {answer.Split('\r')[0]}");
        Assert.Single(answer.Split("HTTP/1.1 ").Skip(1));
        Assert.DoesNotContain("   at ", answer);
        await IsWellAsync();
    }

    [Fact]
    public async Task Headers_that_never_end_are_given_up_with_408()
    {
        var answer = await server.RawAsync("GET / HTTP/1.1\r\n" + Host + "X-Slow: ");
        Assert.StartsWith("HTTP/1.1 408 ", answer);
    }

    [Fact]
    public async Task A_forwarded_host_from_a_stranger_changes_nothing()
    {
        var path = await server.PublishedAsync(Wire.Item("urn:http:91"));
        var plain = await server.RawAsync($"GET {path} HTTP/1.1\r\n" + Host + Close + "\r\n");
        var forwarded = await server.RawAsync($"GET {path} HTTP/1.1\r\n" + Host + Close + "X-Forwarded-Host: evil.example\r\nForwarded: host=evil.example\r\nX-Original-Host: evil.example\r\nX-Forwarded-Proto: https\r\nX-Forwarded-Prefix: /evil\r\n\r\n");
        Assert.DoesNotContain("evil", forwarded);
        Assert.Equal(plain.Split("\r\n\r\n", 2)[1], forwarded.Split("\r\n\r\n", 2)[1]);
    }

    [Fact]
    public async Task A_story_has_one_address_and_nothing_below_it_is_kept_by_anyone()
    {
        var path = await server.PublishedAsync(Wire.Item("urn:http:92"));
        foreach (var below in new[] { path + "/x.css", path + ".css", path + "%2Fx.css", path + ";x.css", path + "/..%2fx.js" })
        {
            var answer = await server.RawAsync($"GET {below} HTTP/1.1\r\n" + Host + Close + "\r\n");
            Assert.DoesNotContain("Talks resume", answer);
            Assert.Contains("no-store", answer);
            Assert.StartsWith("HTTP/1.1 404", answer);
        }
    }

    [Theory]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    [InlineData("/%5cevil.example")]
    [InlineData("/%2f%2fevil.example")]
    [InlineData("//evil.example/%2e%2e")]
    [InlineData("/staff/enter?returnUrl=//evil.example")]
    [InlineData("/staff?ReturnUrl=%2f%5cevil.example")]
    public async Task No_address_leads_elsewhere(string target)
    {
        var answer = await server.RawAsync($"GET {target} HTTP/1.1\r\n" + Host + Close + "\r\n");
        var location = answer.Split("\r\n\r\n", 2)[0].Split("\r\n").FirstOrDefault(h => h.StartsWith("Location:", StringComparison.OrdinalIgnoreCase));
        Assert.True(location is null || location.StartsWith("Location: /staff/enter", StringComparison.Ordinal), location);
        Assert.DoesNotContain("evil.example", location ?? "");
    }

    [Fact]
    public async Task An_embargoed_story_answers_as_one_that_never_was_whatever_is_asked()
    {
        var (_, taken) = await server.IntakeAsync(Encoding.UTF8.GetBytes(Wire.Item("urn:http:95", meta: "<embargoed>2199-08-24T12:00:00Z</embargoed><pubStatus qcode=\"stat:usable\"/>")));
        var page = (string)(await server.ApiAsync("stories/" + (string)taken["items"]![0]!["story"]!))["page"]!;
        foreach (var (method, header) in new[] { ("GET", ""), ("HEAD", ""), ("GET", "If-None-Match: *\r\n"), ("GET", "If-None-Match: \"x\"\r\n"), ("GET", "If-Modified-Since: Mon, 24 Aug 2026 06:00:00 GMT\r\n"), ("GET", "If-Match: *\r\n"), ("GET", "Range: bytes=0-9\r\n"), ("GET", "Accept-Encoding: br\r\n"), ("POST", "Content-Length: 0\r\n"), ("OPTIONS", "") })
        {
            string Ask(string path) => $"{method} {path} HTTP/1.1\r\n" + Host + Close + header + "\r\n";
            var (embargoed, unknown) = (await server.RawAsync(Ask(page)), await server.RawAsync(Ask("/0123456789")));
            Assert.Equal(Undated(unknown), Undated(embargoed));
            if (method is "GET" or "HEAD") Assert.StartsWith("HTTP/1.1 404", embargoed);
        }

        static string Undated(string answer) => System.Text.RegularExpressions.Regex.Replace(answer, "\r\nDate: [^\r]+", "");
    }

    // And after all of it

    [Fact]
    public async Task All_of_it_at_once_ten_times_over_leaves_the_program_sane()
    {
        var page = await server.PublishedAsync(Wire.Item("urn:after:1", headline: "Still here"));
        for (var round = 0; round < 10; round++)
            await Parallel.ForEachAsync(Items.Where(i => i.Outcome.StartsWith("quarantined", StringComparison.Ordinal)), new ParallelOptions { MaxDegreeOfParallelism = 8 },
                async (item, _) => Assert.Equal(HttpStatusCode.Accepted, (await server.IntakeAsync(Encoding.UTF8.GetBytes(item.Body))).Status));
        await IsWellAsync();
        Assert.Contains("Still here", await server.Http.GetStringAsync(page));
        Assert.Equal("sent", await server.OutcomeAsync(Wire.Item("urn:after:2")));
        Assert.True(server.Mebibytes is null or < 600, $"{server.Mebibytes} MiB");
    }

    private async Task IsWellAsync() => Assert.Equal("ok\n", await server.Http.GetStringAsync("/healthz"));

    private static byte[] Gzip(IEnumerable<byte[]> parts)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true)) foreach (var part in parts) gzip.Write(part);
        return packed.ToArray();
    }
}
