using System.Text;
using System.Text.RegularExpressions;
using Dateline.News;
using Dateline.Store.Fronts;
using Dateline.Store.Stories;

namespace Dateline.Site.Tests;

/// <summary>Fronts as people arrange them: slots, a line over everything, rules for the rest, changes that begin at their hour and can be taken back.</summary>
public sealed partial class FrontTests : IAsyncLifetime
{
    private SiteUnderTest Site { get; set; } = null!;

    public async ValueTask InitializeAsync() => Site = await SiteUnderTest.StartAsync(SiteUnderTest.Sectioned);

    public ValueTask DisposeAsync() => Site.DisposeAsync();

    [Fact]
    public async Task A_change_begins_at_its_hour_ends_with_the_next_and_taking_it_back_brings_the_one_before()
    {
        var (bridge, harbour) = (await Published("The bridge opens"), await Published("The harbour closes"));
        await Published("The newest");
        var friday = Site.Now + TimeSpan.FromHours(9);
        await Arrange(Slots(bridge));
        var coming = await Arrange(Slots(harbour, bridge), friday);
        Assert.Equal("The bridge opens", await Leads("/"));
        Site.Time.Advance(friday - Site.Now - TimeSpan.FromMicroseconds(1));
        Assert.Equal("The bridge opens", await Leads("/"));
        Site.Time.Advance(TimeSpan.FromMicroseconds(1));
        Assert.Equal("The harbour closes", await Leads("/"));
        await Site.Store.Write(tx => FrontChanges.Undo(tx, "en", coming.Number, "test"));
        Assert.Equal("The bridge opens", await Leads("/"));
        Assert.Null(await Site.Store.Write(tx => FrontChanges.Undo(tx, "en", coming.Number, "test")));
    }

    [Fact]
    public async Task A_slot_ends_by_the_clock_and_one_that_nobody_took_fills_itself()
    {
        var (old, chosen) = (await Published("An old report"), await Published("A chosen report"));
        await Published("The newest");
        await Arrange(new() { Slots = [new(null), new(chosen.Id, Site.Now + TimeSpan.FromHours(2)), new(old.Id)] });
        Assert.Equal(["The newest", "A chosen report", "An old report"], await Top("/"));
        Site.Time.Advance(TimeSpan.FromHours(2) - TimeSpan.FromMicroseconds(1));
        Assert.Equal(["The newest", "A chosen report", "An old report"], await Top("/"));
        Site.Time.Advance(TimeSpan.FromMicroseconds(1));
        Assert.Equal(["The newest", "An old report"], await Top("/"));
        await Published("Newer still");
        Assert.Equal(["Newer still", "An old report"], await Top("/"));
    }

    [Fact]
    public async Task A_line_over_the_front_says_nothing_of_a_story_that_is_not_open_and_stands_on_section_fronts_too()
    {
        var open = Site.Now + TimeSpan.FromMinutes(5);
        var hidden = await Site.Publish(About("Xylograph canary", "medtop:11000000"), Embargo.At(open));
        await Arrange(new() { Bar = new("The port is on fire", hidden.Id, open + TimeSpan.FromMinutes(5)) });
        foreach (var front in new[] { "/", "/world" }) Assert.DoesNotContain("port is on fire", (await Site.Get(front)).Text);
        Site.Time.Advance(open - Site.Now);
        foreach (var front in new[] { "/", "/world" }) Assert.Contains($"<b>Breaking</b> <a href=\"/world/xylograph-canary-{hidden.Page}\">The port is on fire</a>", (await Site.Get(front)).Text);
        Assert.DoesNotContain("port is on fire", (await Site.Get("/fr")).Text);
        await Site.Release(hidden, ReleaseAction.Kill);
        foreach (var front in new[] { "/", "/world" }) Assert.DoesNotContain("port is on fire", (await Site.Get(front)).Text);

        await Arrange(new() { Bar = new("Polls have closed", null, Site.Now + TimeSpan.FromMinutes(1)) });
        Assert.Contains("<span>Polls have closed</span>", (await Site.Get("/")).Text);
        Site.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.DoesNotContain("Polls have closed", (await Site.Get("/")).Text);
    }

    [Fact]
    public async Task The_rules_say_what_fills_a_front()
    {
        await Site.Publish(About("A race is run", "medtop:15000000"));
        Site.Time.Advance(TimeSpan.FromHours(3));
        foreach (var headline in new[] { "Talks go on", "A treaty is signed", "An envoy arrives" }) { await Site.Publish(About(headline, "medtop:20000639")); Site.Time.Advance(TimeSpan.FromMinutes(1)); }
        await Arrange(new() { Fill = new() { Only = "subject under medtop:15000000" } });
        Assert.Equal(["A race is run"], await Listed());
        await Arrange(new() { Fill = new() { Hours = 3 } });
        Assert.Equal(["An envoy arrives", "A treaty is signed", "Talks go on"], await Listed());
        await Arrange(new() { Fill = new() { Hours = 4, MostOfSection = 1, PhotoLeads = false } });
        Assert.Equal(["An envoy arrives", "A treaty is signed", "A race is run", "Talks go on"], await Listed());
        Site.Time.Advance(TimeSpan.FromHours(1));
        Assert.DoesNotContain("A race is run", await Listed());
    }

    [Fact]
    public async Task The_newsroom_sees_a_front_as_it_will_be_and_no_reader_does()
    {
        var friday = Site.Now + TimeSpan.FromHours(9);
        await Published("The bridge opens");
        var hidden = await Site.Publish(About("Xylograph canary", "medtop:11000000"), Embargo.At(friday));
        await Arrange(Slots(hidden), friday);
        var preview = Site.Service<SitePreview>();
        Assert.DoesNotContain("Xylograph", Html(preview.Front("main", "en", Site.Now, null, seesHidden: true)));
        var then = preview.Front("main", "en", friday, null, seesHidden: true)!;
        Assert.Contains("Xylograph", Html(then));
        Assert.Contains("frame-ancestors 'self'", then.ContentSecurity);
        Assert.EndsWith("; sandbox allow-same-origin", then.ContentSecurity);
        Assert.DoesNotContain("Xylograph", Html(preview.Front("main", "en", friday, null, seesHidden: false)));
        Assert.Contains("Just tried", Html(preview.Front("main", "en/world", Site.Now, new() { Bar = new("Just tried", null) }, seesHidden: false)));
        Assert.Null(preview.Front("main", "de", Site.Now, null, true) ?? preview.Front("main", "en/nowhere", Site.Now, null, true) ?? preview.Front("nowhere", "en", Site.Now, null, true));
        Assert.DoesNotContain("Xylograph", (await Site.Get("/")).Text);
        Assert.DoesNotContain("Just tried", (await Site.Get("/world")).Text);
    }

    [Fact]
    public async Task Stories_pinned_before_there_were_plans_are_pinned_still()
    {
        var (first, second) = (await Published("First"), await Published("Second"));
        await Site.Store.Write(tx => tx.Db.Execute("insert into front_change (place, number, starts, made, who, plan) values ('en', 1, 0, 0, 'before', $1)", $"{second.Id:D} {first.Id:D}"));
        Assert.Equal(["Second", "First"], await Top("/"));
        Assert.Equal([second.Id, first.Id], Site.Store.Read(db => Pins.In(db, "en", Site.Now)));
    }

    private static string Html(PreviewedPage? page) => Encoding.UTF8.GetString(page!.Html.Span);

    private static FrontPlan Slots(params Story[] stories) => new() { Slots = [.. stories.Select(s => new FrontSlot(s.Id))] };

    private Task<FrontChange> Arrange(FrontPlan plan, Instant? from = null) => Site.Store.Write(tx => FrontChanges.Set(tx, "en", plan, from, "test"));

    private async Task<Story> Published(string headline)
    {
        Site.Time.Advance(TimeSpan.FromMinutes(1));
        return await Site.Publish(About(headline, "medtop:11000000"));
    }

    private static StoryContent About(string headline, string subject) => SiteUnderTest.Text(headline) with { Subjects = [new Concept(subject)] };

    private async Task<string> Leads(string front) => (await Top(front))[0];

    /// <summary>What leads, and what stands in the slots below it.</summary>
    private async Task<List<string>> Top(string front)
    {
        var html = (await Site.Get(front)).Text;
        return [.. Headline().Matches(Lead().Match(html).Value + Pinned().Match(html).Value).Select(m => m.Groups[1].Value)];
    }

    /// <summary>What leads and what is listed, without the sections' parts.</summary>
    private async Task<List<string>> Listed() => [.. Headline().Matches(Sections().Replace((await Site.Get("/")).Text, "")).Select(m => m.Groups[1].Value).Distinct()];

    [GeneratedRegex("<article class=\"lead.*?</article>", RegexOptions.Singleline)]
    private static partial Regex Lead();

    [GeneratedRegex("<ul class=\"pinned\">.*?</ul>", RegexOptions.Singleline)]
    private static partial Regex Pinned();

    [GeneratedRegex("<div class=\"sections\">.*?</div>", RegexOptions.Singleline)]
    private static partial Regex Sections();

    [GeneratedRegex("<h[23]><a href=\"[^\"]*\">([^<]*)</a></h[23]>")]
    private static partial Regex Headline();
}
