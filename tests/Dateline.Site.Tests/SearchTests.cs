using System.Net;
using System.Text.RegularExpressions;
using Dateline.News;

namespace Dateline.Site.Tests;

/// <summary>The readers' search, on the server alone.</summary>
public sealed class SearchTests : SiteTests
{
    [Fact]
    public async Task It_teaches_before_anything_is_asked_and_where_nothing_is_found()
    {
        var page = await Site.Get("/search");
        Assert.Contains("Put words in quotes", page.Text);
        Assert.Contains("<meta name=\"robots\" content=\"noindex\">", page.Text);
        Assert.Contains("form-action 'self'", page.Header("Content-Security-Policy"));
        Assert.Contains("No story found", (await Site.Get("/search?q=nowhere")).Text);
        Assert.Contains("Aucun article trouvé", (await Site.Get("/fr/search?q=nowhere")).Text);
        foreach (var odd in new[] { "/search?q=%20", "/search?q=!!!", "/search?from=yesterday", "/search?topic=none", "/search?after=zzz&q=x", "/search?q=%00", "/search?q=" + new string('x', 2000), "/search?q=" + string.Join('+', Enumerable.Range(0, 60)), "/search?q=a&q=b" })
            Assert.Equal(HttpStatusCode.OK, (await Site.Get(odd)).Status);
    }

    [Fact]
    public async Task It_finds_words_in_any_form_and_shows_where_they_stand()
    {
        await Site.Publish(SiteUnderTest.Text("Ferries cancelled as the wind rises") with { Body = StoryHtml.FromParagraphs(["Nothing to see here. " + string.Join(' ', Enumerable.Repeat("filler", 80)) + " The harbour of Port Clare was shut. " + string.Join(' ', Enumerable.Repeat("more", 80))]) });
        var page = (await Site.Get("/search?q=ferry+harbour")).Text;
        Assert.Contains("<mark>Ferries</mark> cancelled", page);
        Assert.Contains("The <mark>harbour</mark> of Port Clare", page);
        Assert.Contains("1 story", page);
        Assert.DoesNotContain("Nothing to see", page);
        Assert.Contains("value=\"ferry harbour\"", page);
    }

    [Fact]
    public async Task It_narrows_by_topic_and_day_and_counts_what_each_would_leave()
    {
        foreach (var (headline, code, name) in new[] { ("Harbour talks", "medtop:20000639", "diplomacy"), ("Harbour race", "medtop:15000000", "sport"), ("Harbour cup", "medtop:15000000", "sport") })
        {
            await Site.Publish(SiteUnderTest.Text(headline) with { Subjects = [new Concept(code, name)] });
            Site.Time.Advance(TimeSpan.FromHours(8));
        }
        var all = (await Site.Get("/search?q=harbour")).Text;
        Assert.Contains("<a href=\"/search?q=harbour&amp;topic=medtop%3A15000000\">sport</a> <span>2</span>", all);
        Assert.Contains("<a href=\"/search?q=harbour&amp;from=2026-08-24&amp;to=2026-08-24\">Aug. 24, 2026</a> <span>2</span>", all);
        var sport = (await Site.Get("/search?q=harbour&topic=medtop%3A15000000")).Text;
        Assert.Contains("2 stories", sport);
        Assert.DoesNotContain("talks</a>", sport);
        Assert.Contains("<a href=\"/search?q=harbour\"><span class=\"sr\">Without </span>sport", sport);
        var day = (await Site.Get("/search?q=harbour&from=2026-08-25&to=2026-08-25")).Text;
        Assert.Contains("1 story", day);
        Assert.Contains("cup</a>", day);
    }

    [Fact]
    public async Task It_goes_page_by_page_and_no_story_comes_twice_or_never()
    {
        for (var i = 0; i < 45; i++)
        {
            await Site.Publish($"Harbour {i:00}");
            Site.Time.Advance(TimeSpan.FromSeconds(1));
        }
        var (seen, path, pages) = (new List<string>(), "/search?q=harbour", 0);
        while (path is not null && pages++ < 10)
        {
            var page = (await Site.Get(path)).Text;
            seen.AddRange(Regex.Matches(page, "<mark>Harbour</mark> ([0-9]{2})").Select(m => m.Groups[1].Value));
            path = Regex.Match(page, "<a href=\"([^\"]+)\" rel=\"next\">") is { Success: true } next ? WebUtility.HtmlDecode(next.Groups[1].Value) : null!;
        }
        Assert.Equal(Enumerable.Range(0, 45).Reverse().Select(i => i.ToString("00", System.Globalization.CultureInfo.InvariantCulture)), seen);
        Assert.Equal(3, pages);
    }

    [Fact]
    public async Task Each_question_has_its_own_answer_in_memory_and_hostile_words_are_words()
    {
        await Site.Publish("Harbour news");
        await Site.Publish("Market news");
        for (var round = 0; round < 2; round++)
        {
            Assert.Contains("<mark>Harbour</mark>", (await Site.Get("/search?q=harbour")).Text);
            Assert.Contains("<mark>Market</mark>", (await Site.Get("/search?q=market")).Text);
            Assert.DoesNotContain("<mark>", (await Site.Get("/search")).Text);
        }
        Assert.NotNull(Site.Cache.Find("/search?q=harbour"));
        var page = (await Site.Get("/search?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E")).Text;
        Assert.DoesNotContain("<script>alert", page);
    }

    [Fact]
    public async Task A_search_in_one_language_leads_to_the_same_in_the_other()
    {
        await Site.Publish("Un port", "fr");
        Assert.Contains("href=\"/fr/search?q=port\"", (await Site.Get("/search?q=port")).Text);
        Assert.Contains("Un <mark>port</mark>", (await Site.Get("/fr/search?q=port")).Text);
    }
}
