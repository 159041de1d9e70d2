using System.Net;
using Dateline.News;
using Dateline.Site.Tips;
using Dateline.Store.Keeping;
using Dateline.Store.Stories;

namespace Dateline.Site.Tests;

/// <summary>Anybody may tell the newsroom something. It reaches a desk, nobody else, and nothing that was typed is lost.</summary>
public sealed class TipTests : IAsyncLifetime
{
    private const string Text = "The harbour master sold the crane twice.\n\nI saw both papers, on the second of May.";

    private SiteUnderTest Site { get; set; } = null!;

    public async ValueTask InitializeAsync() => Site = await SiteUnderTest.StartAsync(SiteUnderTest.Options with { TipDesk = "tips" });

    public ValueTask DisposeAsync() => Site.DisposeAsync();

    [Fact]
    public async Task A_tip_becomes_a_draft_on_its_desk_with_its_sender_in_the_staffs_note_alone()
    {
        var answer = await Send("/tip", Text, "Ann Lee", "ann@nowhere.example");
        Assert.Equal((HttpStatusCode.SeeOther, "/tip/thanks"), (answer.Status, answer.Header("Location")));
        Assert.Null(answer.Header("Set-Cookie"));
        Assert.Contains("Thank you", (await Site.Get("/tip/thanks")).Text);
        var tip = Assert.Single(await Tips());
        Assert.Equal(("tips", 0), (tip.Desk, tip.Standing.Version));
        Assert.Equal("Tip: The harbour master sold the crane twice. I saw both papers, on the second of…", tip.Content.Headline?.Text);
        Assert.Contains("<p>The harbour master sold the crane twice.</p><p>I saw both papers", tip.Content.Body.Markup);
        Assert.Contains("Name: Ann Lee\nTo be reached: ann@nowhere.example", tip.Content.StaffNote);
        foreach (var path in new[] { "/", "/feed.rss", "/search?q=crane", "/tip", "/tip/thanks", "/sitemaps/news.xml" }) Assert.DoesNotContain("master sold", (await Site.Get(path)).Text);
    }

    [Fact]
    public async Task In_french_without_a_name()
    {
        Assert.Contains("<form action=\"/fr/tip\" method=\"post\">", (await Site.Get("/fr/tip")).Text);
        Assert.Equal("/fr/tip/thanks", (await Send("/fr/tip", Text)).Header("Location"));
        var tip = Assert.Single(await Tips());
        Assert.Equal("fr", tip.Content.Language?.Tag);
        Assert.Contains("Name: not said", tip.Content.StaffNote);
    }

    [Theory]
    [InlineData("short", "Say a little more")]
    [InlineData("long", "longer than")]
    [InlineData("trap", "field that is to stay empty")]
    [InlineData("foreign", "another site")]
    [InlineData("origin", "another site")]
    public async Task What_is_not_taken_is_shown_again_as_it_was_typed_with_the_reason(string fault, string reason)
    {
        var text = fault switch { "short" => "<b>Hi", "long" => "<b>Hi " + new string('x', 10_000), _ => "<b>Hi there, all of you" };
        var headers = fault switch { "foreign" => [("Sec-Fetch-Site", "cross-site")], "origin" => [("Origin", "https://evil.example")], _ => Array.Empty<(string, string)>() };
        var answer = await Send("/tip", text, "Ann \"Lee\"", "555", fault == "trap" ? "http://spam.example" : "", headers);
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains(reason, answer.Text);
        Assert.Contains("&lt;b&gt;Hi", answer.Text);
        Assert.Contains("value=\"Ann &quot;Lee&quot;\"", answer.Text);
        Assert.DoesNotContain("spam.example", answer.Text);
        Assert.Equal("no-store", answer.Header("Cache-Control"));
        Assert.Empty(await Tips());
    }

    [Fact]
    public async Task What_the_sites_own_page_sends_is_taken_and_the_sixth_of_an_hour_waits_with_its_text()
    {
        for (var n = 0; n < TipLimits.MostOfNetwork; n++) Assert.Equal(HttpStatusCode.SeeOther, (await Send("/tip", $"{Text} {n}", headers: ("Sec-Fetch-Site", "same-origin"))).Status);
        var late = await Send("/tip", Text + " late", headers: ("Origin", "https://ledger.example"));
        Assert.Equal((HttpStatusCode)429, late.Status);
        Assert.Equal("3600", late.Header("Retry-After"));
        Assert.Contains("second of May. late</textarea>", late.Text);
        Assert.Contains("desk@ledger.example", late.Text);
        Site.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(HttpStatusCode.SeeOther, (await Send("/tip", Text + " late")).Status);
        Assert.Equal(TipLimits.MostOfNetwork + 1, (await Tips()).Count);
    }

    [Fact]
    public async Task What_is_no_form_or_too_large_is_refused_in_words()
    {
        var json = await Site.Post("/tip", new StringContent("{}", System.Text.Encoding.UTF8, "application/json"));
        Assert.Equal(HttpStatusCode.BadRequest, json.Status);
        Assert.Contains("could not be read", json.Text);
        Assert.Equal(HttpStatusCode.BadRequest, (await Send("/tip", new string('x', 200_000))).Status);
        Assert.Empty(await Tips());
    }

    [Fact]
    public async Task A_site_without_a_desk_for_them_has_no_form()
    {
        await using var other = await SiteUnderTest.StartAsync();
        Assert.Equal(HttpStatusCode.NotFound, (await other.Get("/tip")).Status);
        Assert.DoesNotContain("/tip", (await other.Get("/")).Text);
        Assert.Contains("<a href=\"/tip\">", (await Site.Get("/")).Text);
        Assert.NotNull((await Site.Get("/tip")).Header("ETag"));
    }

    private async Task<List<Story>> Tips() => await Site.Store.Write(tx => StoryTable.ChangedAfter(tx.Db, 0, 100).ConvertAll(c => c.Story));

    private Task<Answer> Send(string path, string text, string name = "", string reach = "", string trap = "", params (string, string)[] headers) =>
        Site.Post(path, new FormUrlEncodedContent([new(Tip.TextField, text), new(Tip.NameField, name), new(Tip.ReachField, reach), new(Tip.TrapField, trap)]), headers);
}
