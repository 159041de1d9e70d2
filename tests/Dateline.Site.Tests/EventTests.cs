using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Dateline.News;
using Dateline.Store.Stories;

namespace Dateline.Site.Tests;

/// <summary>Events and obituaries: stories whose page says more than an article, in lists of their own.</summary>
public sealed class EventTests : SiteTests
{
    [Fact]
    public async Task What_is_to_come_is_listed_day_by_day_and_gone_from_the_list_when_it_is_over()
    {
        // It is 3 p.m. in Toronto on Aug. 24.
        var tonight = await Happens("Choir sings at the Corn Hall", Site.Now + TimeSpan.FromHours(4), Site.Now + TimeSpan.FromHours(6));
        await Happens("Boat fair opens", Site.Now + TimeSpan.FromDays(2), null);
        await Happens("Exhibition of nets", Site.Now - TimeSpan.FromDays(3), Site.Now + TimeSpan.FromDays(3));
        await Happens("Over since yesterday", Site.Now - TimeSpan.FromDays(1), Site.Now - TimeSpan.FromHours(22));
        var events = (await Site.Get("/events")).Text;
        Assert.Equal(["Monday, August 24, 2026", "Tuesday, August 25, 2026", "Wednesday, August 26, 2026", "Thursday, August 27, 2026"], Regex.Matches(events, "<h2 class=\"date\"><a [^>]*><time [^>]*>([^<]*)").Select(m => m.Groups[1].Value));
        Assert.Equal(["Exhibition of nets", "Choir sings at the Corn Hall", "Exhibition of nets", "Exhibition of nets", "Boat fair opens", "Exhibition of nets"], Headlines(events));
        Assert.Equal((3, 1), (Regex.Count(events, "until Aug. 27, 2026"), Regex.Count(events, "until 3:00 p.m. ET")));
        Assert.Equal(["Exhibition of nets", "Boat fair opens"], Headlines((await Site.Get("/events/2026-08-26")).Text));
        foreach (var none in new[] { "/events/2026-08-23", "/events/2026-08-28", "/events/no-day" }) Assert.Equal(HttpStatusCode.NotFound, (await Site.Get(none)).Status);
        Site.Time.Advance(TimeSpan.FromHours(6) - TimeSpan.FromMicroseconds(1));
        Assert.Contains("Choir sings", (await Site.Get("/events")).Text);
        Site.Time.Advance(TimeSpan.FromMicroseconds(1));
        foreach (var list in new[] { "/events", "/events.ics", "/events/feed.rss" }) Assert.DoesNotContain("Choir sings", (await Site.Get(list)).Text);
        Assert.Equal(HttpStatusCode.OK, (await Site.Get(await Site.PathOf(tonight))).Status);
        // What says no end is over with its day.
        Site.Time.Advance(TimeSpan.FromDays(2));
        Assert.Contains("Boat fair", (await Site.Get("/events")).Text);
        Site.Time.Advance(TimeSpan.FromHours(4));
        Assert.DoesNotContain("Boat fair", (await Site.Get("/events")).Text);
    }

    [Fact]
    public async Task An_event_that_is_embargoed_or_killed_is_in_no_list()
    {
        var opens = Site.Now + TimeSpan.FromMinutes(5);
        var hidden = await Happens("Xylograph canary fair", Site.Now + TimeSpan.FromDays(2), null, Embargo.At(opens));
        string[] lists = ["/events", "/events/2026-08-26", "/events.ics", "/events/feed.atom"];
        foreach (var list in lists) Assert.DoesNotContain("Xylograph", (await Site.Get(list)).Text);
        Site.Time.Advance(opens - Site.Now);
        foreach (var list in lists) Assert.Contains("Xylograph", (await Site.Get(list)).Text);
        await Site.Release(hidden, ReleaseAction.Kill);
        foreach (var list in lists) Assert.DoesNotContain("Xylograph", (await Site.Get(list)).Text);
    }

    [Fact]
    public async Task An_events_page_says_when_and_where_to_readers_and_machines_and_that_it_is_cancelled()
    {
        var story = await Happens("Choir sings at the Corn Hall", Site.Now + TimeSpan.FromHours(4), Site.Now + TimeSpan.FromHours(6));
        var html = (await Site.Get(await Site.PathOf(story))).Text;
        Assert.Contains("<dt>When</dt><dd><time datetime=\"2026-08-24T19:00:00-04:00\">Aug. 24, 2026, 7:00 p.m. ET – 9:00 p.m. ET</time></dd>", html);
        Assert.Contains("<dt>Where</dt><dd>The Corn Hall, 4 Quay Street</dd>", html);
        Assert.Contains("<a href=\"https://cornhall.example/tickets\">cornhall.example</a>", html);
        var json = JsonOf(html).EnumerateArray().ToList();
        Assert.Equal(["NewsArticle", "Event"], json.Select(j => j.GetProperty("@type").GetString()));
        Assert.Equal(("2026-08-24T19:00:00-04:00", "2026-08-24T21:00:00-04:00", "https://schema.org/EventScheduled", "The Corn Hall"),
            (json[1].GetProperty("startDate").GetString(), json[1].GetProperty("endDate").GetString(), json[1].GetProperty("eventStatus").GetString(), json[1].GetProperty("location").GetProperty("name").GetString()));
        await Say(story, Facts(Site.Now + TimeSpan.FromHours(4), null) with { State = EventState.Cancelled });
        html = (await Site.Get(await Site.PathOf(story))).Text;
        Assert.Contains("<dt>Please note</dt><dd>Cancelled</dd>", html);
        Assert.Equal("https://schema.org/EventCancelled", JsonOf(html)[1].GetProperty("eventStatus").GetString());
        Assert.Contains("<b class=\"stands\">Cancelled</b>", (await Site.Get("/events")).Text);
        await Say(story, new());
        Assert.Equal(JsonValueKind.Object, JsonOf((await Site.Get(await Site.PathOf(story))).Text).ValueKind);
        Assert.Empty(Headlines((await Site.Get("/events")).Text));
    }

    [Fact]
    public async Task The_calendar_is_one_that_programs_read()
    {
        await Happens("Choir sings; all welcome, at the Corn Hall by the old harbour, where it sang in 1926 – and again in 1976", Site.Now + TimeSpan.FromHours(4), Site.Now + TimeSpan.FromHours(6));
        var answer = await Site.Get("/events.ics");
        Assert.Equal("text/calendar; charset=utf-8", answer.Header("Content-Type"));
        Assert.All(answer.Text.Split("\r\n"), line => Assert.True(System.Text.Encoding.UTF8.GetByteCount(line) <= 75, line));
        var whole = answer.Text.Replace("\r\n ", "", StringComparison.Ordinal).Split("\r\n");
        Assert.Equal(["BEGIN:VCALENDAR", "VERSION:2.0"], whole[..2]);
        Assert.Contains("DTSTART:20260824T230000Z", whole);
        Assert.Contains("DTEND:20260825T010000Z", whole);
        Assert.Contains("SUMMARY:Choir sings\\; all welcome\\, at the Corn Hall by the old harbour\\, where it sang in 1926 – and again in 1976", whole);
        Assert.Contains("LOCATION:The Corn Hall\\, 4 Quay Street", whole);
        Assert.Equal("END:VCALENDAR", whole[^2]);
    }

    [Fact]
    public async Task An_obituary_is_listed_and_names_whom_it_is_about()
    {
        var story = await Site.Publish("Maren Holt, who kept the light for forty years");
        await Site.Publish("A report of another kind");
        await Say(story, new() { Kind = PageKind.Obituary, Name = "Maren Holt", Born = new(1931, 3, 9), Died = new(2026, 8, 20), Farewell = "Saturday at noon, St Brannoch's" });
        Assert.Equal(["Maren Holt, who kept the light for forty years"], Headlines((await Site.Get("/obituaries")).Text));
        Assert.Contains("Maren Holt", (await Site.Get("/obituaries/feed.json")).Text);
        var html = (await Site.Get(await Site.PathOf(story))).Text;
        Assert.Contains("<dt>Died</dt><dd><time datetime=\"2026-08-20\">Aug. 20, 2026</time></dd>", html);
        var json = JsonOf(html);
        Assert.Equal(("Obituary", "Maren Holt", "1931-03-09", "2026-08-20"), (json.GetProperty("genre").GetString(), json.GetProperty("about").GetProperty("name").GetString(), json.GetProperty("about").GetProperty("birthDate").GetString(), json.GetProperty("about").GetProperty("deathDate").GetString()));
        await Site.Release(story, ReleaseAction.Hold);
        Assert.DoesNotContain("Maren Holt", (await Site.Get("/obituaries")).Text);
    }

    private async Task<Story> Happens(string headline, Instant starts, Instant? ends, Embargo? embargo = null)
    {
        var story = await Site.Publish(headline, embargo: embargo);
        await Say(story, Facts(starts, ends));
        return story;
    }

    private static PageFacts Facts(Instant starts, Instant? ends) => new() { Kind = PageKind.Event, Starts = starts, Ends = ends, Venue = "The Corn Hall", Address = "4 Quay Street", Link = "https://cornhall.example/tickets" };

    private Task Say(Story story, PageFacts facts) => Site.Store.Write(tx => { PageKinds.Set(tx, story.Id, facts, "test"); return 0; });

    private static List<string> Headlines(string html) => [.. Regex.Matches(html, "<h[23]><a [^>]*>([^<]*)</a></h[23]>").Select(m => m.Groups[1].Value)];

    private static JsonElement JsonOf(string html) => JsonDocument.Parse(Regex.Match(html, "<script type=\"application/ld\\+json\">(.*?)</script>", RegexOptions.Singleline).Groups[1].Value).RootElement;
}
