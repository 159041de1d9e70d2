using Dateline.News;
using Dateline.Store.Intake;
using Dateline.Store.Keeping;
using Dateline.Store.Stories;

namespace Dateline.Ingest.Tests;

/// <summary>What comes in, and what was here before: rules 2, 3 and 5, as small histories.</summary>
public abstract class MatchingLaws : IngestLaws
{
    [Fact]
    public async Task A_new_item_becomes_a_story_on_its_desk_with_a_guid_of_our_own()
    {
        var done = await Arrive(Item());
        Assert.Equal(Outcomes.NewStory, done.Outcome);
        var story = StoryOf();
        Assert.Equal(done.Story, story.Id);
        Assert.Equal("urn:uuid:" + story.Id.ToString("D"), story.Guid);
        Assert.Equal(("urn:np:1", "1", "news", "incoming", StoryState.Draft), (story.SourceGuid, story.SourceVersion, story.Desk, story.Stage, story.Standing.State));
        Assert.Equal(GateVerdict.Never, Public(story));
    }

    [Fact]
    public async Task A_flash_is_loud_once_and_what_follows_it_is_not()
    {
        await Arrive(Flash());
        Assert.Equal(["incoming-flash"], AlarmKinds());
        Assert.Contains("incoming-flash", Alarms.Loud);
        await Arrive(Flash("2"));
        await Arrive(Flash() with { Guid = "urn:np:2", Links = [new(LinkKind.EvolvedFrom, "urn:np:1")] });
        await Arrive(Item("urn:np:3"));
        Assert.Equal(["incoming-flash"], AlarmKinds());
    }

    [Fact]
    public async Task A_flash_of_yesterday_and_one_that_is_withheld_wake_nobody()
    {
        await Arrive(Flash() with { VersionCreated = Now - TimeSpan.FromHours(20) });
        await Arrive(Flash() with { Guid = "urn:np:2", Status = PubStatus.Withheld });
        Assert.DoesNotContain("incoming-flash", AlarmKinds());
    }

    private NewsItem Flash(string version = "1") => Item(version: version) is var item ? item with { Content = item.Content with { Urgency = Urgency.From(1) } } : item;

    [Fact]
    public async Task A_route_sends_it_and_the_public_sees_it()
    {
        await SendEverything();
        Assert.Equal(Outcomes.Sent, (await Arrive(Item())).Outcome);
        Assert.Equal(GateVerdict.Open, Public(StoryOf()));
    }

    [Fact]
    public async Task The_same_item_twice_is_answered_the_same_and_stored_once()
    {
        await SendEverything();
        var item = Item();
        var first = await Arrive(item);
        var again = await Arrive(item with { Priority = 2 });
        Assert.Equal(first with { IsRepeat = true }, again);
        Assert.Single(Store.Read(db => Items.OfGuid(db, Wire.Id, item.Guid)));
        Assert.Single(Versions(StoryOf()));
    }

    [Fact]
    public async Task Two_sources_may_use_one_guid()
    {
        var other = await Store.Write(tx => Sources.Save(tx, "cns", "Continental", "{}", "test"));
        await Arrive(Item());
        Assert.Equal(Outcomes.NewStory, (await Arrive(Item(), other)).Outcome);
    }

    [Theory]
    [InlineData("3", "2")]
    [InlineData("10", "9")]
    [InlineData("1132689232000000000000000001", "1132689232000000000000000000")]
    [InlineData("10N", "2N")]
    public async Task A_lower_version_is_stored_and_not_published(string newer, string older)
    {
        await SendEverything();
        var late = Item(version: older) with { VersionCreated = null };
        await Arrive(late.Says("New") with { Version = newer });
        Assert.Equal(Outcomes.LowerVersion, (await Arrive(late.Says("Old"))).Outcome);
        Assert.Equal("New", StoryOf().Content.Headline!.Text);
        Assert.Single(Versions(StoryOf()));
        Assert.Equal(2, Store.Read(db => Items.OfGuid(db, Wire.Id, late.Guid)).Count);
    }

    [Fact]
    public async Task Without_versions_the_later_made_one_counts()
    {
        await SendEverything();
        var first = Item(version: null);
        await Arrive(first.Says("Noon") with { VersionCreated = Now + TimeSpan.FromHours(6) });
        Assert.Equal(Outcomes.LowerVersion, (await Arrive(first.Says("Morning"))).Outcome);
        Assert.Equal(Outcomes.Writethru, (await Arrive(first.Says("Evening") with { VersionCreated = Now + TimeSpan.FromHours(12) })).Outcome);
        Assert.Equal("Evening", StoryOf().Content.Headline!.Text);
    }

    [Fact]
    public async Task A_version_newer_by_its_number_and_older_by_its_time_is_not_published_by_itself()
    {
        await SendEverything();
        var first = Item(version: "2");
        await Arrive(first);
        Assert.Equal(Outcomes.LowerVersion, (await Arrive(first.Says("Which?") with { Version = "3", VersionCreated = Now - TimeSpan.FromHours(1) })).Outcome);
        Assert.Equal(["order-doubtful"], AlarmKinds());
        Assert.Single(Versions(StoryOf()));
    }

    [Fact]
    public async Task The_same_version_and_time_with_other_words_is_a_conflict_and_goes_to_quarantine()
    {
        await SendEverything();
        var item = Item();
        await Arrive(item);
        var conflict = await Arrive(item.Says("Something else"));
        Assert.Equal((Outcomes.Quarantined, QuarantineCodes.VersionConflict), (conflict.Outcome, conflict.Code));
        Assert.Equal("urn:np:1", Assert.Single(Store.Read(db => Quarantine.List(db, true, 10))).Guid);
        Assert.Single(Versions(StoryOf()));
    }

    [Theory]
    [InlineData("1")]
    [InlineData("0")]
    [InlineData(null)]
    [InlineData("7")]
    public async Task A_kill_acts_at_any_version(string? version)
    {
        await SendEverything();
        var item = Item();
        await Arrive(item);
        Assert.Equal(Outcomes.Kill, (await Arrive(item.Killed("x") with { Version = version })).Outcome);
        Assert.Equal(GateVerdict.Gone, Public(StoryOf()));
        Assert.Contains("incoming-kill", AlarmKinds());
        Assert.Equal("Mandatory kill. The source withdrew.", Versions(StoryOf())[0].Reason);
    }

    [Fact]
    public async Task A_kill_finds_its_story_where_guids_end_in_the_version()
    {
        await SendEverything();
        var first = Item("urn:newsml:np.example:20260824:bridge:1") with { Identity = "urn:newsml:np.example:20260824:bridge" };
        await Arrive(first);
        var kill = first.Killed("x") with { Guid = "urn:newsml:np.example:20260824:bridge:2", Version = "2" };
        Assert.Equal(Outcomes.Kill, (await Arrive(kill)).Outcome);
        Assert.Equal(GateVerdict.Gone, Public(StoryOf(first.Identity)));
    }

    [Theory]
    [InlineData("1")]
    [InlineData("0")]
    [InlineData("7")]
    public async Task A_hold_acts_at_any_version(string version)
    {
        await SendEverything();
        var item = Item();
        await Arrive(item);
        Assert.Equal(Outcomes.Hold, (await Arrive(item.Held(version))).Outcome);
        Assert.Equal(GateVerdict.Held, Public(StoryOf()));
    }

    [Fact]
    public async Task A_kill_signal_without_the_status_kills_too()
    {
        await SendEverything();
        await Arrive(Item());
        await Arrive(Item(version: "2").Signals(SignalKind.Kill));
        Assert.Equal(GateVerdict.Gone, Public(StoryOf()));
    }

    [Fact]
    public async Task After_a_kill_later_versions_wait_for_the_desk()
    {
        await SendEverything();
        var item = Item();
        await Arrive(item);
        await Arrive(item.Killed("2"));
        foreach (var version in new[] { "1", "3", "99" })
            Assert.Equal(Outcomes.AfterKill, (await Arrive(item.Says("Back? " + version) with { Version = version })).Outcome);
        Assert.Equal(GateVerdict.Gone, Public(StoryOf()));
        Assert.Equal(3, AlarmKinds().Count(k => k == "after-kill"));
        Assert.Equal(2, Versions(StoryOf()).Count);
    }

    [Fact]
    public async Task A_story_that_the_desk_killed_is_not_brought_back_by_the_wire()
    {
        await SendEverything();
        await Arrive(Item());
        await DeskDoes(StoryOf(), ReleaseAction.Kill, o => o with { Reason = "Forged" });
        Assert.Equal(Outcomes.AfterKill, (await Arrive(Item(version: "2", headline: "Again"))).Outcome);
        Assert.Equal(GateVerdict.Gone, Public(StoryOf()));
    }

    [Fact]
    public async Task A_kill_of_what_has_not_come_is_remembered_and_blocks_it()
    {
        await SendEverything();
        var item = Item();
        Assert.Equal(Outcomes.KillRemembered, (await Arrive(item.Killed("2"))).Outcome);
        Assert.Equal(Outcomes.AfterKill, (await Arrive(item)).Outcome);
        Assert.Empty(StoriesOf(item.Guid));
        Assert.Contains("after-kill", AlarmKinds());
        Assert.Equal(2, Store.Read(db => Items.OfGuid(db, Wire.Id, item.Guid)).Count);
    }

    [Fact]
    public async Task A_hold_of_what_has_not_come_is_remembered_and_withholds_it()
    {
        await SendEverything();
        var item = Item();
        Assert.Equal(Outcomes.HoldRemembered, (await Arrive(item.Held("1"))).Outcome);
        Assert.Equal(Outcomes.NewStory, (await Arrive(item with { Version = "2" })).Outcome);
        Assert.Equal((PubStatus.Withheld, 0), (StoryOf().Standing.Status, StoryOf().Standing.Version));
    }

    [Fact]
    public async Task A_remembered_hold_ends_by_the_wires_own_correction_as_any_hold_does()
    {
        await SendEverything();
        await Arrive(Item().Held("1"));
        Assert.Equal(Outcomes.Sent, (await Arrive(Item(version: "2").Signals(SignalKind.Correction))).Outcome);
        Assert.Equal(GateVerdict.Open, Public(StoryOf()));
    }

    [Fact]
    public async Task What_arrives_withheld_stays_withheld_whatever_a_route_says()
    {
        await SendEverything();
        await Arrive(Item() with { Status = PubStatus.Withheld });
        Assert.Equal((PubStatus.Withheld, 0), (StoryOf().Standing.Status, StoryOf().Standing.Version));
        await Arrive(Item(version: "2", headline: "A new version that does not say why"));
        Assert.Equal((PubStatus.Withheld, 0), (StoryOf().Standing.Status, StoryOf().Standing.Version));
        Assert.Contains("held-story-update", AlarmKinds());
    }

    [Fact]
    public async Task A_kill_of_a_story_not_out_yet_spikes_it()
    {
        await Arrive(Item());
        await Arrive(Item().Killed("2"));
        Assert.Equal((StoryState.Spiked, PubStatus.Canceled, 0), (StoryOf().Standing.State, StoryOf().Standing.Status, StoryOf().Standing.Version));
        Assert.Equal(0, Store.Log.Head);
    }

    [Fact]
    public async Task A_kill_takes_a_scheduled_story_off_the_timetable()
    {
        await Arrive(Item());
        var story = StoryOf();
        await Store.Write(tx => Releases.Plan(tx, new ReleaseRequest { Story = story.Id, Order = new ReleaseOrder { Action = ReleaseAction.Publish, By = "key:desk" } }, tx.Now + TimeSpan.FromHours(1)));
        await Arrive(Item().Killed("2"));
        Time.Advance(TimeSpan.FromHours(2));
        await Store.Write(Timetable.RunDue);
        Assert.Equal((StoryState.Spiked, 0), (StoryOf().Standing.State, StoryOf().Standing.Version));
    }

    [Fact]
    public async Task Events_plans_and_vocabulary_are_kept_and_become_no_story()
    {
        Assert.Equal(Outcomes.Kept, (await Arrive(Item() with { Kind = ItemKind.Event })).Outcome);
        Assert.Empty(StoriesOf("urn:np:1"));
    }
}

public sealed class MatchingOnSqlite : MatchingLaws
{
    protected override bool OnPostgres => false;
}

public sealed class MatchingOnPostgres : MatchingLaws
{
    protected override bool OnPostgres => true;
}
