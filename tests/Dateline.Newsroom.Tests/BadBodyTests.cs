using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Dateline.Newsroom.Tests;

/// <summary>bad-input.md, cases 26 to 36: what a body may not be, and what each gets.</summary>
public class BadBodyTests(OneHost one) : IClassFixture<OneHost>
{
    public static TheoryData<string, string, string?> Bodies => new()
    {
        { """{"content":{"headline":"a"},"content":{"headline":"b"}}""", "duplicate-key", "/content" },
        { """{"content":{"headline":"a","headline":"b"}}""", "duplicate-key", "/content/headline" },
        { """{"content":{"places":["Kessel",{"name":"a","name":"b"}]}}""", "duplicate-key", "/content/places/1/name" },
        { """{"content":""" + new string('[', 64) + new string(']', 64) + "}", "depth-limit", null },
        { """{"content":""" + new string('[', 100_000), "depth-limit", null },
        { """{"content":{"headline":"half \ud83d a pair"}}""", "lone-surrogate", "/content/headline" },
        { """{"content":{"head\udc00line":"x"}}""", "lone-surrogate", null },
        { """{"content":{"headline":"nul \u0000 here"}}""", "control-char", "/content/headline" },
        { """{"content":{"edNote":"bell \u0007 here"}}""", "control-char", "/content/edNote" },
        { "{\"content\":{\"headline\":\"raw \0 here\"}}", "control-char", null },
        { """{"content":{"urgency":1e999}}""", "number-range", "/content/urgency" },
        { """{"content":{"urgency":-1e999}}""", "number-range", "/content/urgency" },
        { """{"content":{"urgency":NaN}}""", "malformed", null },
        { """{"content":{"urgency":4.5}}""", "wrong-type", "/content/urgency" },
        { """{"content":{"urgency":"4"}}""", "wrong-type", "/content/urgency" },
        { """{"content":{"urgency":12}}""", "wrong-type", "/content/urgency" },
        { """{"content":{"headline":5}}""", "wrong-type", "/content/headline" },
        { """{"content":{"bylines":{"name":"A"}}}""", "wrong-type", "/content/bylines" },
        { """{"content":{"bylines":[{"name":"A"},{"name":[]}]}}""", "wrong-type", "/content/bylines/1/name" },
        { """{"content":{"rights":{"expires":"tomorrow"}}}""", "wrong-type", "/content/rights/expires" },
        { """{"content":{"rights":{"expires":"2026-08-24T19:00:00"}}}""", "wrong-type", "/content/rights/expires" },
        { """{"content":{"rights":{"expires":"0001-01-01T00:00:00Z"}}}""", "date-range", "/content/rights/expires" },
        { """{"content":{"rights":{"expires":"9999-12-31T23:59:59Z"}}}""", "date-range", "/content/rights/expires" },
        { """{"content":{"title":"not ours"}}""", "unknown-member", "/content/title" },
        { """{"content":{"rights":{"nowWeb":true}}}""", "unknown-member", "/content/rights/nowWeb" },
        { """{"content":{},"dsek":"world"}""", "unknown-member", "/dsek" },
        { """{"content":"text"}""", "wrong-type", "/content" },
        { """{"content":{}} {}""", "trailing-content", null },
        { """{"content":{}} trailing""", "trailing-content", null },
        { """{"content":{"headline":"cut off""", "malformed", null },
        { """{"content":{},}""", "malformed", null },
        { """{/* a comment */"content":{}}""", "malformed", null },
        { """["content"]""", "wrong-type", "" },
        { "null", "wrong-type", "" },
        { """{"content":{"headline":"x"},"kind":"novel"}""", "wrong-type", "/kind" },
        { """{"content":{"headline":"x"},"desk":"World Desk"}""", "wrong-type", "/desk" },
        { """{"content":{"body":""" + "\"" + string.Concat(Enumerable.Repeat("<div>", 600)) + "\"}}", "depth-limit", "/content/body" },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task A_bad_body_is_refused_by_name_and_place(string body, string code, string? pointer)
    {
        var before = (await one.Desk.Get("stories?limit=200")).Done["items"]!.AsArray().Count;
        (await one.Desk.Post("stories", body)).Refused(HttpStatusCode.BadRequest, code, pointer);
        Assert.Equal(before, (await one.Desk.Get("stories?limit=200")).Done["items"]!.AsArray().Count);
    }

    [Fact]
    public async Task A_body_over_the_cap_is_413_and_never_held()
    {
        var huge = Encoding.UTF8.GetBytes("""{"content":{"headline":" """ + new string('x', 5 * 1024 * 1024) + "\"}}");
        (await one.Desk.Send(HttpMethod.Post, "stories", huge, "application/json")).Refused(HttpStatusCode.RequestEntityTooLarge, "too-large");
    }

    [Fact]
    public async Task A_body_that_is_not_said_to_be_json_or_not_utf8_is_refused()
    {
        (await one.Desk.Send(HttpMethod.Post, "stories", "{}"u8.ToArray(), "text/plain")).Refused(HttpStatusCode.UnsupportedMediaType, "media-type");
        (await one.Desk.Send(HttpMethod.Post, "stories", [.. "{\"content\":{\"headline\":\""u8, 0xC3, 0x28, .. "\"}}"u8], "application/json")).Refused(HttpStatusCode.BadRequest, "encoding");
        Assert.Equal(HttpStatusCode.Created, (await one.Desk.Send(HttpMethod.Post, "stories", [0xEF, 0xBB, 0xBF, .. """{"content":{"headline":"With a mark"}}"""u8], "application/json")).Status);
    }

    [Theory]
    [InlineData("""{"expectedVersion":0,"sendAt":"0001-01-01T00:00:00Z"}""", "date-range", "/sendAt")]
    [InlineData("""{"expectedVersion":0,"usableFrom":"9999-12-31T00:00:00Z"}""", "date-range", "/usableFrom")]
    [InlineData("""{"expectedVersion":0,"usableFrom":"2026-08-24 19:00"}""", "wrong-type", "/usableFrom")]
    [InlineData("""{"expectedVersion":"0"}""", "wrong-type", "/expectedVersion")]
    [InlineData("""{"expectedVersion":0,"reason":"not asked for"}""", "unknown-member", "/reason")]
    [InlineData("""{"expectedVersion":0,"also":[]}""", "unknown-member", "/also")]
    [InlineData("""{"expectedVersion":0,"content":{"headline":null,"dek":7}}""", "wrong-type", "/content/dek")]
    public async Task An_order_is_read_as_strictly(string body, string code, string pointer) =>
        (await one.Desk.Try(await one.Desk.Draft(), "publish", body)).Refused(HttpStatusCode.BadRequest, code, pointer);

    [Fact]
    public async Task Markup_that_is_not_ours_is_taken_out_and_named()
    {
        var made = (await one.Desk.Post("stories", """{"content":{"headline":"x","body":"<p onclick=\"x()\">Words <script>alert(1)</script><font>stay</font></p><iframe src=\"//x\"></iframe>"}}""")).Done;
        Assert.Equal("<p>Words stay</p>", (string?)made["content"]!["body"]);
        Assert.Contains(made["notes"]!.AsArray(), n => (string?)n!["code"] == "active-content-removed" && (string?)n["pointer"] == "/content/body");
    }

    [Theory]
    [InlineData("Premier \u202Emocsid\u202C speaks", true)]
    [InlineData("Pr\u0435mier speaks", true)]
    [InlineData("Олена Марченко wins", false)]
    [InlineData("Müller à Zürich", false)]
    public async Task A_headline_that_may_mislead_is_flagged_not_refused(string headline, bool flagged)
    {
        var made = (await one.Desk.Post("stories", new JsonObject { ["content"] = new JsonObject { ["headline"] = headline } }.ToJsonString())).Done;
        Assert.Equal(flagged, made["notes"]?.AsArray().Any(n => (string?)n!["code"] == "suspicious-text") == true);
    }

    [Theory]
    [InlineData("stories?state=deleted")]
    [InlineData("stories?limit=0")]
    [InlineData("stories?limit=1e3")]
    [InlineData("stories?after=never")]
    [InlineData("log?after=-1")]
    [InlineData("items?before=yesterday")]
    [InlineData("search")]
    public async Task A_parameter_that_cant_be_read_is_refused(string path) => Assert.Contains((await one.Desk.Get(path)).Code, new[] { "query-bad", "not-set-up" });

    [Theory]
    [InlineData("stories/nothing")]
    [InlineData("stories/01a0325a-b300-7c0f-8eda-aed62e339432")]
    [InlineData("stories/01a0325a-b300-7c0f-8eda-aed62e339432/content")]
    [InlineData("stories/..%2F..%2Fetc/actions")]
    public async Task An_unknown_story_and_a_malformed_id_answer_alike(string path)
    {
        var said = await one.Desk.Get(path);
        said.Refused(HttpStatusCode.NotFound, "story-unknown");
        Assert.Equal((await one.Desk.Get("stories/x")).Text, said.Text);
    }

    [Fact]
    public async Task Nothing_the_api_answers_is_kept_by_anyone()
    {
        var id = await one.Desk.Draft();
        foreach (var said in new[] { await one.Desk.Get("stories"), await one.Desk.Get($"stories/{id}"), await one.Desk.Get("stories/x"), await one.Desk.Post("stories", "{"), await new Caller(one.Host.Address, "", "").Get("stories") })
        {
            Assert.Equal("no-store", said.Response.Headers.CacheControl!.ToString());
            Assert.Equal("nosniff", said.Response.Headers.GetValues("X-Content-Type-Options").Single());
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    public async Task An_idempotency_key_is_plain_text_or_none(string key)
    {
        var said = await one.Desk.Post("stories", """{"content":{"headline":"x"}}""", ("Idempotency-Key", key.Length == 0 ? new string('k', 201) : key));
        said.Refused(HttpStatusCode.BadRequest, "header-bad");
    }
}
