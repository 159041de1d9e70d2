using Dateline.Ingest.Routing;
using Dateline.News;
using Dateline.Store.Stories;

namespace Dateline.Ingest.Tests;

/// <summary>Routes: which items, what is done, in which order, how many.</summary>
public abstract class RouteLaws : IngestLaws
{
    private static readonly RouteActions Send = new() { Send = true };

    public static TheoryData<string, RouteFilter, bool> Filters => new()
    {
        { "nothing asked", new(), true },
        { "language", new() { Language = ["en"] }, true },
        { "language of a region", new() { Language = ["en-GB"] }, true },
        { "another language", new() { Language = ["fr", "de"] }, false },
        { "a subject", new() { Subject = ["medtop:20000350"] }, true },
        { "a subject that begins so", new() { Subject = ["medtop:2000*"] }, true },
        { "all under an old subject code", new() { Subject = ["subj:04000000"] }, true },
        { "another old subject code", new() { Subject = ["subj:05000000"] }, false },
        { "a matter of an old subject", new() { Subject = ["subj:04006000"] }, true },
        { "a word of the slugline", new() { Slugline = ["bridge"] }, true },
        { "part of a word of the slugline", new() { Slugline = ["RIDGE"] }, false },
        { "a genre", new() { Genre = ["genre:Current"] }, true },
        { "another genre", new() { Genre = ["genre:Opinion"] }, false },
        { "urgent enough", new() { UrgencyAtMost = 4 }, true },
        { "not urgent enough", new() { UrgencyAtMost = 3 }, false },
        { "a source", new() { Source = ["cns", "np"] }, true },
        { "another source", new() { Source = ["cns"] }, false },
        { "a kind", new() { Kind = [ItemKind.Text] }, true },
        { "another kind", new() { Kind = [ItemKind.Picture] }, false },
        { "words of the text", new() { Contains = ["OPEN AGAIN"] }, true },
        { "words that are not there", new() { Contains = ["closed"] }, false },
        { "long enough", new() { WordsAtLeast = 5 }, true },
        { "too short", new() { WordsAtLeast = 6 }, false },
        { "short enough", new() { WordsAtMost = 5 }, true },
        { "too long", new() { WordsAtMost = 4 }, false },
        { "no advisories", new() { Advisory = false }, true },
        { "advisories only", new() { Advisory = true }, false },
        { "one of two conditions", new() { Language = ["en"], Kind = [ItemKind.Video] }, false },
    };

    [Theory]
    [MemberData(nameof(Filters))]
    public async Task A_filter_takes_what_meets_all_of_it(string what, RouteFilter filter, bool takes)
    {
        await SetRoutes(new Route { Name = what, Filter = filter, Actions = Send });
        Assert.Equal(takes ? Outcomes.Sent : Outcomes.NewStory, (await Arrive(Sample())).Outcome);
    }

    // What the form shows must choose as what was written before it.
    [Theory]
    [MemberData(nameof(Filters))]
    public void Conditions_in_words_choose_the_same(string what, RouteFilter filter, bool takes)
    {
        var route = new Route { Name = what, Filter = filter, Actions = Send };
        Assert.Equal(takes, route.Takes(Sample(), "np", "news"));
        var words = RouteWords.InWords(route);
        Assert.Equal(takes, words.Takes(Sample(), "np", "news"));
        Assert.Equal(words.When, RouteWords.InWords(words).When);
        // An exception without conditions is refused, so there is none to write.
        if (what != "nothing asked") Assert.Equal(!takes, RouteWords.InWords(new Route { Name = what, When = "everything", Except = filter, Actions = Send }).Takes(Sample(), "np", "news"));
    }

    [Fact]
    public async Task Routes_in_words_are_kept_as_codes_and_may_ask_for_the_desk_before_them()
    {
        await SetRoutes(
            new Route { Name = "city", When = "slugline begins BRIDGE", Actions = new() { Desk = "city" } },
            new Route { Name = "politics", When = "subject under Politics", Actions = new() { Desk = "politics" } },
            new Route { Name = "city goes out", When = "desk is city and not advisory", Actions = Send });
        Assert.Equal("subject under medtop:11000000", Store.Read(Routes.List)[1].When);
        Assert.Equal((Outcomes.Sent, "city"), ((await Arrive(Sample())).Outcome, StoryOf().Desk));
        var refusal = Routes.Read("""[{"name":"x","when":"slugline","actions":{"send":true}}]""").Refusal!;
        Assert.Equal(("filter-verb", "/0/when"), (refusal.Code, refusal.Field));
    }

    [Fact]
    public async Task A_dry_run_says_what_would_go_elsewhere_and_does_nothing()
    {
        await SetRoutes(new Route { Name = "all", Actions = new RouteActions { Desk = "world" } });
        await Arrive(Sample());
        var tried = Store.Read(db => RouteTrials.Run(db, [new Route { Name = "out", Filter = new() { Language = ["en"] }, Actions = Send }], Now - TimeSpan.FromDays(7), 100));
        var one = Assert.Single(tried);
        Assert.True(one.Differs);
        Assert.Equal(("world", null, "out"), (one.Now.Desk, one.Now.Sender, one.Then.Sender));
        Assert.Equal("all", Assert.Single(Store.Read(Routes.List)).Name);
        Assert.Empty(Store.Read(db => RouteTrials.Run(db, [], Now + TimeSpan.FromSeconds(1), 100)));
    }

    [Fact]
    public async Task An_exception_takes_out_what_the_filter_takes_in()
    {
        await SetRoutes(new Route { Name = "news", Except = new() { Genre = ["genre:Current"] }, Actions = Send });
        Assert.Equal(Outcomes.NewStory, (await Arrive(Sample())).Outcome);
    }

    [Fact]
    public async Task Routes_act_in_order_until_one_says_stop()
    {
        await SetRoutes(
            new Route { Name = "world", Actions = new() { Desk = "world", Stage = "working" } },
            new Route { Name = "off", Enabled = false, Actions = new() { Desk = "nowhere" } },
            new Route { Name = "bridges", Filter = new() { Slugline = ["BRIDGE"] }, Actions = new() { Desk = "city", Stop = true } },
            new Route { Name = "after", Actions = Send });
        Assert.Equal(Outcomes.NewStory, (await Arrive(Sample())).Outcome);
        Assert.Equal(("city", "working"), (StoryOf().Desk, StoryOf().Stage));
    }

    [Fact]
    public async Task What_a_route_sets_is_set_in_new_versions_too_and_leaves_the_copy_untouched()
    {
        await SetRoutes(new Route { Name = "credit", Actions = new() { Send = true, Set = new() { Credit = "Northern Press via us", Urgency = 6, Keywords = ["bridge"], Language = "en-CA" } } });
        await Arrive(Sample());
        Assert.Equal(Outcomes.Writethru, (await Arrive(Sample() with { Version = "2", VersionCreated = Now })).Outcome);
        var content = StoryOf().Content;
        Assert.Equal(("Northern Press via us", 6, "en-CA"), (content.Credit, content.Urgency!.Value.Value, content.Language!.Value.Tag));
        Assert.Contains("bridge", content.Keywords);
        Assert.False(StoryOf().Touched);
    }

    [Fact]
    public async Task Over_its_cap_a_route_fills_the_desk_and_not_the_site_and_rings_once_an_hour()
    {
        await SendEverything(mostPerHour: 2);
        var outcomes = new List<string>();
        for (var i = 0; i < 5; i++) outcomes.Add((await ArriveNow(Item($"urn:np:{i}"))).Outcome);
        Assert.Equal([Outcomes.Sent, Outcomes.Sent, Outcomes.NewStory, Outcomes.NewStory, Outcomes.NewStory], outcomes);
        Assert.Equal(["route-cap"], AlarmKinds());
        Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(Outcomes.Sent, (await ArriveNow(Item("urn:np:9"))).Outcome);
    }

    [Fact]
    public async Task A_cap_never_stops_a_kill()
    {
        await SendEverything(mostPerHour: 1);
        await ArriveNow(Item());
        await ArriveNow(Item().Killed("2"));
        Assert.Equal(GateVerdict.Gone, Public(StoryOf()));
    }

    [Fact]
    public async Task A_story_without_headline_waits_with_the_reason()
    {
        await SendEverything();
        Assert.Equal(Outcomes.NewStory, (await Arrive(Item() with { Content = Item().Content with { Headline = null } })).Outcome);
        Assert.Equal(["route-cant-send"], AlarmKinds());
    }

    [Fact]
    public async Task An_unsent_draft_is_sent_when_a_new_version_meets_a_route()
    {
        await SetRoutes(new Route { Name = "urgent", Filter = new() { UrgencyAtMost = 2 }, Actions = Send });
        await Arrive(Sample());
        var urgent = Sample() with { Version = "2", VersionCreated = Now };
        Assert.Equal(Outcomes.Sent, (await Arrive(urgent with { Content = urgent.Content with { Urgency = Urgency.From(1) } })).Outcome);
        Assert.Equal(GateVerdict.Open, Public(StoryOf()));
    }

    [Fact]
    public async Task Routes_are_kept_as_they_were_written_and_counted_by_their_ids()
    {
        var written = Routes.Read("""
            [{"name":"World","filter":{"language":["en"],"kind":["text"],"urgencyAtMost":3},"except":{"genre":["genre:Opinion"]},
              "actions":{"desk":"world","set":{"credit":"NP"},"send":true,"stop":true},"mostPerHour":60}]
            """);
        Assert.True(written.IsDone, written.Refusal?.Message);
        var kept = await Store.Write(tx => Routes.Replace(tx, written.Value, "key:desk"));
        var listed = Store.Read(Routes.List);
        Assert.NotNull(listed[0].Id);
        Assert.Equal(Routes.Write(kept.Value!), Routes.Write(listed));
        var again = await Store.Write(tx => Routes.Replace(tx, Routes.Read(Routes.Write(listed)).Value!, "key:desk"));
        Assert.Equal(listed[0].Id, again.Value![0].Id);
    }

    [Theory]
    [InlineData("""[{"actions":{"send":true}}]""", "routes-unreadable")]
    [InlineData("""[{"name":" ","actions":{"send":true}}]""", "route-name-missing")]
    [InlineData("""[{"name":"x","actions":{}}]""", "route-does-nothing")]
    [InlineData("""[{"name":"x","actions":{"send":true,"publish":true}}]""", "routes-unreadable")]
    [InlineData("""[{"name":"x","filter":{"kind":["story"]},"actions":{"send":true}}]""", "routes-unreadable")]
    [InlineData("""[{"name":"x","filter":{"language":["?"]},"actions":{"send":true}}]""", "route-language")]
    [InlineData("""[{"name":"x","filter":{"urgencyAtMost":12},"actions":{"send":true}}]""", "route-urgency")]
    [InlineData("""[{"name":"x","filter":{"wordsAtLeast":9,"wordsAtMost":8},"actions":{"send":true}}]""", "route-words")]
    [InlineData("""[{"name":"x","filter":{"contains":[""]},"actions":{"send":true}}]""", "route-empty-word")]
    [InlineData("""[{"name":"x","except":{},"actions":{"send":true}}]""", "route-except-empty")]
    [InlineData("""[{"name":"x","actions":{"send":true},"mostPerHour":0}]""", "route-cap")]
    [InlineData("""[{"name":"x","actions":{"set":{"language":"?"}}}]""", "route-language")]
    [InlineData("""[{"name":"x","name":"y","actions":{"send":true}}]""", "routes-unreadable")]
    [InlineData("not json", "routes-unreadable")]
    [InlineData("""[{"id":"018f0000-0000-7000-8000-000000000001","name":"x","actions":{"send":true}},{"id":"018f0000-0000-7000-8000-000000000001","name":"y","actions":{"send":true}}]""", "route-twice")]
    public void A_route_that_cannot_be_meant_is_refused_by_name(string json, string code) => Assert.Equal(code, Routes.Read(json).Refusal?.Code);

    [Theory]
    [InlineData("""{"zone":"Europe/Copenhagen","zoneAppliesToEmbargo":true,"language":"da","sendOn":false,"desk":"world"}""", null)]
    [InlineData("{}", null)]
    [InlineData("""{"zone":"Middle/Earth"}""", "zone-unknown")]
    [InlineData("""{"zoneAppliesToEmbargo":true}""", "zone-missing")]
    [InlineData("""{"language":"?"}""", "language-unknown")]
    [InlineData("""{"folder":"drop"}""", "folder-relative")]
    [InlineData("""{"sendon":true}""", "settings-unreadable")]
    [InlineData("[]", "settings-unreadable")]
    public void A_sources_settings_are_read_to_the_letter(string json, string? code)
    {
        var read = SourceSettings.Read(json);
        Assert.Equal(code, read.Refusal?.Code);
        if (read.IsDone) Assert.Equal(read.Value, SourceSettings.Read(read.Value.Write()).Value);
    }

    private NewsItem Sample()
    {
        var item = Item();
        return item with
        {
            Content = item.Content with
            {
                Language = Language.From("en-GB"),
                Urgency = Urgency.From(4),
                Subjects = [new Concept("medtop:20000350"), new Concept("subj:04006002")],
                Genres = [new Concept("genre:Current")],
            },
        };
    }
}

public sealed class RoutesOnSqlite : RouteLaws
{
    protected override bool OnPostgres => false;
}

public sealed class RoutesOnPostgres : RouteLaws
{
    protected override bool OnPostgres => true;
}
