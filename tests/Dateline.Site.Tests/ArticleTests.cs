using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Dateline.News;
using Dateline.Site.Article;

namespace Dateline.Site.Tests;

/// <summary>What an article shows.</summary>
public sealed partial class ArticleTests : SiteTests
{
    [Fact]
    public async Task An_article_shows_all_that_the_wire_said()
    {
        var (_, file) = await Site.Photo("photo-1", [1, 2, 3]);
        var story = await Site.Publish(Sample.Kessel("photo-1"));
        var html = (await Site.Get(await Site.PathOf(story))).Text;

        Assert.Contains("<title>Premier leaves door open to peacekeepers on unannounced visit to Kessel – The Harbour Ledger</title>", html);
        Assert.Equal("By <b>Ingrid Solheim</b>, Northern Press, and <b>Tom Akande</b>", WithoutLinks(Writers().Match(html).Groups[1].Value.Trim()));
        Assert.Contains("<time datetime=\"2026-08-24T15:00:00-04:00\">Aug. 24, 2026, 3:00 p.m. ET</time>", html);
        Assert.Contains("<span class=\"placeline\">KESSEL</span> — Premier Anton Marek", html);
        Assert.Contains($"<img src=\"/media/{file.Key}.jpg\" width=\"1200\" height=\"800\" alt=\"Two people beside a dark green train\"", html);
        Assert.Contains("<span class=\"credit\">Northern Press / Pavel Dvorin</span>", html);
        Assert.Contains("— With files from Marc Tremblay in Port Clare, Ana Wozniak in Lindmar and Continental News Service.", html);
        Assert.Contains("This report by Northern Press was first published Aug. 24, 2026.", html);
        Assert.Contains("<li><a href=\"/topics/diplomacy-20000639\">diplomacy</a></li>", html);
        Assert.Contains("<a href=\"/authors/ingrid-solheim\" rel=\"author\"><b>Ingrid Solheim</b></a>", html);
        Assert.Contains($"<link rel=\"canonical\" href=\"https://ledger.example/premier-leaves-door-open-to-peacekeepers-on-unannounced-visit-to-kessel-{story.Page}\">", html);
        Assert.Contains("<meta property=\"og:type\" content=\"article\">", html);
        Assert.DoesNotContain("<script>", html);
        Assert.DoesNotContain("Updated", html);
        Assert.DoesNotContain("staff only", html);
        Assert.DoesNotContain("note to editors", html);
        Assert.DoesNotContain("VOS-KESSEL", html);
    }

    [Fact]
    public async Task A_pull_quote_and_a_photo_stand_where_the_text_has_them_and_the_photo_only_there()
    {
        var (_, file) = await Site.Photo("photo-1", [1, 2, 3]);
        var body = Sample.Markup("<div><p>One.</p><blockquote class=\"pullquote\"><p>Two.</p></blockquote><figure data-ref=\"photo-1\"/><figure data-ref=\"no-such-photo\"/><p>Three.</p></div>");
        var html = (await Site.Get(await Site.PathOf(await Site.Publish(Sample.Kessel("photo-1") with { Body = body })))).Text;
        var spots = new[] { "One.", "<blockquote class=\"pullquote\"><p>Two.</p></blockquote>", $"/media/{file.Key}.jpg", "Three." }.Select(w => html.LastIndexOf(w, StringComparison.Ordinal)).ToList();
        Assert.DoesNotContain(-1, spots);
        Assert.Equal(spots.Order(), spots);
        Assert.Equal(1, html.Split("<figure").Length - 1);
        Assert.DoesNotContain("data-ref", html);
    }

    [Theory]
    [InlineData("Northern Press", null, "By <b>Ingrid Solheim</b> and <b>Tom Akande</b>, Northern Press")]
    [InlineData("Northern Press", "Northern Press", "By <b>Ingrid Solheim</b> and <b>Tom Akande</b>, Northern Press")]
    [InlineData("The Harbour Ledger", null, "By <b>Ingrid Solheim</b> and <b>Tom Akande</b>")]
    [InlineData("Northern Press", "Political editor", "By <b>Ingrid Solheim</b> and <b>Tom Akande</b>, Political editor, Northern Press")]
    [InlineData(null, null, "By <b>Ingrid Solheim</b> and <b>Tom Akande</b>")]
    public async Task The_agency_stands_once_behind_the_writers_unless_they_are_the_houses_own(string? credit, string? title, string byline)
    {
        var story = await Site.Publish(Sample.Kessel() with { Bylines = [new Byline("Ingrid Solheim"), new Byline("Tom Akande", title)], Credit = credit });
        Assert.Equal(byline, WithoutLinks(Writers().Match((await Site.Get(await Site.PathOf(story))).Text).Groups[1].Value.Trim()));
    }

    [Fact]
    public async Task Its_JSON_LD_says_who_when_and_what_was_corrected()
    {
        await Site.Photo("photo-1", [1, 2, 3]);
        var story = await Site.Publish(Sample.Kessel("photo-1"));
        Site.Time.Advance(TimeSpan.FromMinutes(130));
        await Site.Release(story, ReleaseAction.Correct, o => o with { Notice = "An earlier version gave the size of the aid package as $24 million. It is $22 million." }, Sample.Kessel("photo-1") with { Dek = "Changed." });

        var html = (await Site.Get(await Site.PathOf(story))).Text;
        using var json = JsonDocument.Parse(JsonLd().Match(html).Groups[1].Value);
        var article = json.RootElement;
        Assert.Equal("NewsArticle", article.GetProperty("@type").GetString());
        Assert.Equal("Ingrid Solheim", article.GetProperty("author")[0].GetProperty("name").GetString());
        Assert.Equal("https://ledger.example/authors/ingrid-solheim", article.GetProperty("author")[0].GetProperty("url").GetString());
        Assert.Equal("2026-08-24T15:00:00-04:00", article.GetProperty("datePublished").GetString());
        Assert.Equal("2026-08-24T17:10:00-04:00", article.GetProperty("dateModified").GetString());
        Assert.Contains("$22 million", article.GetProperty("correction")[0].GetProperty("text").GetString());
        Assert.True(article.GetProperty("isAccessibleForFree").GetBoolean());
        Assert.StartsWith("https://ledger.example/media/", article.GetProperty("image")[0].GetProperty("url").GetString());
    }

    [Fact]
    public async Task A_correction_stands_at_the_top_dated_and_on_the_corrections_page()
    {
        var story = await Site.Publish("A figure that was wrong");
        await Site.Get("/corrections");
        Site.Time.Advance(TimeSpan.FromMinutes(130));
        await Site.Release(story, ReleaseAction.Correct, o => o with { Notice = "It is 22, not 24." });
        var path = await Site.PathOf(story);
        var html = (await Site.Get(path)).Text;
        Assert.Contains("<p class=\"fix\"><b><time datetime=\"2026-08-24T17:10:00-04:00\">Correction, Aug. 24, 2026, 5:10 p.m. ET:</time></b> It is 22, not 24.</p>", html);
        Assert.True(html.IndexOf("It is 22", StringComparison.Ordinal) < html.LastIndexOf("A first paragraph", StringComparison.Ordinal));
        var corrections = (await Site.Get("/corrections")).Text;
        Assert.Contains("It is 22, not 24.", corrections);
        Assert.Contains($"href=\"{path}\"", corrections);

        await Site.Release(story, ReleaseAction.Kill);
        Assert.DoesNotContain("It is 22", (await Site.Get("/corrections")).Text);
    }

    [Fact]
    public async Task A_newer_lead_carries_the_notices_of_the_older_but_not_those_of_one_still_embargoed()
    {
        var first = await Site.Publish("First lead");
        await Site.Release(first, ReleaseAction.Correct, o => o with { Notice = "Known to readers." });
        var second = await Site.Follow(first, SiteUnderTest.Text("Second lead"));
        var hidden = await Site.Follow(first, SiteUnderTest.Text("Third lead"), Embargo.At(Site.Now + TimeSpan.FromHours(1)));
        await Site.Release(hidden, ReleaseAction.Correct, o => o with { Notice = "Nobody may know this." });
        var html = (await Site.Get(await Site.PathOf(second))).Text;
        Assert.Contains("Second lead", html);
        Assert.Contains("Known to readers.", html);
        Assert.DoesNotContain("Nobody may know", html + (await Site.Get("/corrections")).Text);
    }

    [Fact]
    public async Task An_old_address_leads_to_the_newest_headlines()
    {
        var story = await Site.Publish("The first headline");
        var old = await Site.PathOf(story);
        Assert.Equal($"/the-first-headline-{story.Page}", old);
        await Site.Release(story, ReleaseAction.Writethru, content: SiteUnderTest.Text("The second headline"));
        var moved = await Site.Get(old);
        Assert.Equal(HttpStatusCode.MovedPermanently, moved.Status);
        Assert.Equal($"/the-second-headline-{story.Page}", moved.Header("Location"));
        Assert.Equal("no-cache", moved.Header("Cache-Control"));
    }

    [Fact]
    public async Task A_translation_has_its_own_address_and_each_points_to_the_other_at_once()
    {
        var english = await Site.Publish("In the English language");
        var path = await Site.PathOf(english);
        Assert.DoesNotContain("hreflang=\"fr\" lang=\"fr\">Lire", (await Site.Get(path)).Text);
        var french = await Site.Follow(english, SiteUnderTest.Text("En langue française", "fr"));
        var frenchPath = await Site.PathOf(french);
        Assert.Contains($"<a href=\"{frenchPath}\" hreflang=\"fr\" lang=\"fr\">Lire en français</a>", (await Site.Get(path)).Text);
        var page = (await Site.Get(frenchPath)).Text;
        Assert.Contains("<html lang=\"fr\">", page);
        Assert.Contains("24 août 2026 à 15 h 00 HE", page);
        Assert.Contains("Read in English", page);

        await Site.Release(french, ReleaseAction.Hold);
        Assert.DoesNotContain("Lire en fran", (await Site.Get(path)).Text);
    }

    [Fact]
    public async Task Hostile_text_is_text()
    {
        const string Hostile = "<script>alert(1)</script> \"quoted\" & </title><img src=x onerror=alert(1)>";
        var story = await Site.Publish(SiteUnderTest.Text(Hostile) with
        {
            Dek = Hostile,
            Bylines = [new Byline(Hostile, Hostile)],
            Subjects = [new Concept("x:1", Hostile)],
            Rights = new Rights { MandatoryCredit = Hostile, Notice = Hostile },
            Placeline = Placeline.From(Hostile),
        });
        await Site.Release(story, ReleaseAction.Correct, o => o with { Notice = Hostile });
        foreach (var path in new[] { await Site.PathOf(story), "/", "/corrections" })
        {
            var html = (await Site.Get(path)).Text;
            Assert.DoesNotContain("<script>", html);
            Assert.DoesNotContain("<img src=x", html);
        }
        var page = (await Site.Get(await Site.PathOf(story))).Text;
        Assert.Equal(2, Regex.Matches(page, "</script>").Count);
        Assert.Single(Regex.Matches(page, "</title>"));
        JsonDocument.Parse(JsonLd().Match(page).Groups[1].Value).Dispose();
    }

    [Fact]
    public async Task A_story_in_a_third_language_has_a_page_that_says_so()
    {
        var story = await Site.Publish(SiteUnderTest.Text("Прем’єр прибув до Кесселя", "uk"));
        var path = await Site.PathOf(story);
        var html = (await Site.Get(path)).Text;
        Assert.Contains("<article lang=\"uk\">", html);
        Assert.Contains("прем", Uri.UnescapeDataString(path));
    }

    [Theory]
    [InlineData("Premier leaves door open", "premier-leaves-door-open")]
    [InlineData("Élodie’s “big” day: 5% — or 6?", "elodies-big-day-5-or-6")]
    [InlineData("  …  ", "")]
    [InlineData("!?", "")]
    public void A_slug_is_the_words_of_the_headline(string headline, string slug) => Assert.Equal(slug, StoryUrl.Slug(headline));

    [Fact]
    public void A_long_headline_is_cut_between_words() => Assert.True(StoryUrl.Slug(string.Join(' ', Enumerable.Repeat("word", 100))) is { Length: < 90 } slug && slug.EndsWith("word", StringComparison.Ordinal));

    [Theory]
    [InlineData("/a-story-0123456789", "0123456789"), InlineData("/0123456789", "0123456789")]
    [InlineData("/a-story0123456789", null), InlineData("/short", null), InlineData("/a/b-0123456789", "0123456789"), InlineData("/a/0123456789", "0123456789"), InlineData("/a/b/c-0123456789", null), InlineData("//0123456789", null), InlineData("/a-story-012345678A", null), InlineData("/", null), InlineData("", null)]
    public void The_page_is_the_end_of_the_path(string path, string? page) => Assert.Equal(page, StoryUrl.PageOf(path));

    private static string WithoutLinks(string html) => Links().Replace(html, "");

    [GeneratedRegex("</?a\\b[^>]*>")]
    private static partial Regex Links();

    [GeneratedRegex("<p class=\"writers\">(.*?)</p>", RegexOptions.Singleline)]
    private static partial Regex Writers();

    [GeneratedRegex("<script type=\"application/ld\\+json\">(.*?)</script>", RegexOptions.Singleline)]
    private static partial Regex JsonLd();
}
