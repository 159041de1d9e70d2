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
    public async Task It_narrows_by_section_and_counts_what_each_has()
    {
        await using var site = await SiteUnderTest.StartAsync(SiteUnderTest.Sectioned);
        foreach (var (headline, code) in new[] { ("Harbour talks", "medtop:11000000"), ("Harbour race", "medtop:15000000"), ("Harbour cup", "medtop:15000000"), ("Harbour lights", "medtop:01000000") })
            await site.Publish(SiteUnderTest.Text(headline) with { Subjects = [new Concept(code)] });
        site.Store.Search.CatchUp();
        var all = (await site.Get("/search?q=harbour")).Text;
        Assert.Contains("<h2 class=\"date\">By section</h2>", all);
        Assert.Contains("<a href=\"/search?q=harbour&amp;section=world\">World</a> <span>1</span>", all);
        Assert.Contains("<a href=\"/search?q=harbour&amp;section=sport\">Sport</a> <span>2</span>", all);
        Assert.DoesNotContain("section=pictured", all);
        var sport = (await site.Get("/search?q=harbour&section=sport")).Text;
        Assert.Contains(">2 stories<", sport);
        Assert.Contains("<mark>Harbour</mark> cup", sport);
        Assert.DoesNotContain("<mark>Harbour</mark> talks", sport);
        Assert.Contains("<a href=\"/search?q=harbour\"><span class=\"sr\">", sport);
        Assert.Contains("<input type=\"hidden\" name=\"section\" value=\"sport\">", sport);
        // A section that there is not is as if none were asked for.
        Assert.Contains(">4 stories<", (await site.Get("/search?q=harbour&section=moon")).Text);
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

    [Fact]
    public async Task What_finds_nothing_is_answered_with_what_may_have_been_meant_as_the_story_spells_it()
    {
        await Site.Publish(SiteUnderTest.Text("Harbour council votes") with { Located = new Place("Łódź-Müllerhaven") });
        await Site.Publish("Le conseil du port délibère", "fr");
        Assert.Contains("Did you mean <a href=\"/search?q=Harbour%20council\">Harbour council</a>?", (await Site.Get("/search?q=harbuor+coucil")).Text);
        Assert.Contains(">council votes</a>?", (await Site.Get("/search?q=coucil+votes")).Text);
        Assert.Contains(">Müllerhaven</a>?", (await Site.Get("/search?q=mulerhaven")).Text);
        Assert.Contains("Vouliez-vous dire <a href=\"/fr/search?q=d%C3%A9lib%C3%A8re\">délibère</a>", (await Site.Get("/fr/search?q=deliberre")).Text);
        // Words of the other language find nothing here, and what must not be there was not misspelt.
        foreach (var nothing in new[] { "/fr/search?q=coucil", "/search?q=zzzzzz", "/search?q=-coucil+zzzz", "/search?q=coucil*", "/search?q=cou", "/search?q=harbour", "/search?q=coucil+zzzzzz" })
            Assert.DoesNotContain("class=\"meant\"", (await Site.Get(nothing)).Text);
    }

    [Fact]
    public async Task A_word_that_the_public_may_not_see_is_never_offered_and_looks_like_one_that_is_nowhere()
    {
        await Site.Publish("Harbour council votes");
        var opens = Site.Now + TimeSpan.FromHours(1);
        await Site.Publish("Verdict on Zephyrine", embargo: Embargo.At(opens));
        await Site.Draft(SiteUnderTest.Text("Zephyrine draft"));
        Assert.Equal((await Site.Get("/search?q=quandarine")).Text, (await Site.Get("/search?q=zephyrinne")).Text.Replace("zephyrinne", "quandarine", StringComparison.Ordinal));
        Site.Time.Advance(TimeSpan.FromHours(1));
        await Site.Store.Write(tx => Store.Stories.Timetable.RunDue(tx));
        Site.Store.Search.CatchUp();
        Assert.Contains(">Zephyrine</a>?", (await Site.Get("/search?q=zephyrinne")).Text);
    }

    [Theory]
    [InlineData(ReleaseAction.Kill)]
    [InlineData(ReleaseAction.Hold)]
    [InlineData(ReleaseAction.Unpublish)]
    [InlineData(ReleaseAction.Takedown)]
    public async Task A_word_is_offered_no_more_from_the_moment_its_story_is_withdrawn_however_late_the_index(ReleaseAction action)
    {
        var story = await Site.Publish("Verdict on Zephyrine");
        Assert.Contains(">Zephyrine</a>?", (await Site.Get("/search?q=zephyrinne")).Text);
        var done = await Site.Store.Write(tx => Store.Stories.Releases.Release(tx, new Store.Stories.ReleaseRequest { Story = story.Id, Order = new ReleaseOrder { Action = action, By = "key:test", Reason = "a reason" } }));
        Assert.True(done.IsDone, done.Refusal?.Message);
        var late = (await Site.Get("/search?q=zephyrinne")).Text;
        Assert.DoesNotContain("Zephyrine", late);
        Assert.Equal((await Site.Get("/search?q=quandarine")).Text, late.Replace("zephyrinne", "quandarine", StringComparison.Ordinal));
        Site.Store.Search.CatchUp();
        Assert.Empty(Site.Store.Search.Public.Near("zephyrinne"));
    }

    [Fact]
    public async Task A_word_that_a_correction_took_out_is_not_offered()
    {
        var story = await Site.Publish("Verdict on Zephyrine");
        await Site.Release(story, ReleaseAction.Correct, o => o with { Notice = "The name was wrong." }, SiteUnderTest.Text("Verdict on Zoraya"));
        Assert.DoesNotContain("class=\"meant\"", (await Site.Get("/search?q=zephyrinne")).Text);
        Assert.Contains(">Zoraya</a>?", (await Site.Get("/search?q=zorava")).Text);
    }
}
