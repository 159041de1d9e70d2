using Dateline.News;
using Dateline.Store.Intake;
using Dateline.Store.Stories;

namespace Dateline.Ingest.Tests;

/// <summary>What comes in for a story that is already used (product.md rule 4), as small histories.</summary>
public abstract class UsedStoryLaws : IngestLaws
{
    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await SendEverything();
    }

    // Known failure 6 of promises.md: an incoming kill that marks the stored copy and leaves the published page up.
    [Fact]
    public async Task A_kill_takes_down_every_story_made_from_the_item_edited_and_locked_ones_too()
    {
        await Arrive(Item());
        var first = StoryOf();
        var second = await Store.Write(tx =>
        {
            var copy = Releases.NewStory(tx, ItemKind.Text, first.Content) with { Source = first.Source, SourceGuid = first.SourceGuid, Touched = true, LockedBy = "user:ann", LockedAt = tx.Now };
            StoryTable.Insert(tx, copy);
            Releases.Release(tx, new ReleaseRequest { Story = copy.Id, Order = new ReleaseOrder { Action = ReleaseAction.Publish, By = "key:desk" } });
            return copy;
        });
        await Arrive(Item().Killed("2"));
        Assert.Equal(GateVerdict.Gone, Public(first));
        Assert.Equal(GateVerdict.Gone, Public(second));
    }

    [Fact]
    public async Task A_higher_version_without_a_signal_is_a_writethru_over_untouched_copy()
    {
        await Arrive(Item());
        Assert.Equal(Outcomes.Writethru, (await Arrive(Item(version: "2", headline: "Bridge reopens in part"))).Outcome);
        var story = StoryOf();
        Assert.Equal(("Bridge reopens in part", "2", 2), (story.Content.Headline!.Text, story.SourceVersion, story.Standing.Version));
        Assert.Equal(ReleaseAction.Writethru, Versions(story)[0].Action);
        Assert.Null(Versions(story)[0].Notice);
    }

    [Fact]
    public async Task A_correction_replaces_untouched_copy_and_tells_readers_without_the_editors_note()
    {
        await Arrive(Item());
        Assert.Equal(Outcomes.Corrected, (await Arrive(Item(version: "2", headline: "Sum put right").Signals(SignalKind.Correction).Note("CORRECTS sum in para 2 from 24 to 22"))).Outcome);
        var version = Versions(StoryOf())[0];
        Assert.Equal((ReleaseAction.Correct, "An earlier version of this story contained an error. Northern Press has corrected it.", "CORRECTS sum in para 2 from 24 to 22"), (version.Action, version.Notice!.Text, version.EdNote));
    }

    [Fact]
    public async Task A_correction_in_French_tells_readers_in_French_and_needs_no_note_of_its_own()
    {
        var item = Item() with { Content = Item().Content with { Language = Language.From("fr-CA") } };
        await Arrive(item);
        await Arrive((item with { Version = "2", VersionCreated = Now + TimeSpan.FromMinutes(1) }).Says("Autre").Signals(SignalKind.Correction));
        var version = Versions(StoryOf())[0];
        Assert.Equal("Une version antérieure de cet article contenait une erreur. Northern Press l’a corrigée.", version.Notice!.Text);
        Assert.NotNull(version.EdNote);
    }

    [Fact]
    public async Task A_notice_that_the_wire_words_for_readers_is_the_one_they_get()
    {
        await Arrive(Item());
        await Arrive(Item(version: "2", headline: "Right").Signals(SignalKind.Correction) with { Notices = [new PublicNotice(NoticeKind.Clarification, "The sum is 22 million.", Now)] });
        Assert.Equal((NoticeKind.Clarification, "The sum is 22 million."), (Versions(StoryOf())[0].Notice!.Kind, Versions(StoryOf())[0].Notice!.Text));
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task Edited_or_locked_copy_gets_an_alarm_and_nothing_is_overwritten(bool touched, bool locked)
    {
        await Arrive(Item());
        await Edit(StoryOf(), s => s with { Touched = touched, LockedBy = locked ? "user:ann" : null, Content = s.Content with { Headline = Headline.From("Ours") } });
        var done = await Arrive(Item(version: "2", headline: "Theirs").Signals(SignalKind.Correction));
        Assert.Equal((Outcomes.Waits, StoryOf().Id), (done.Outcome, done.Story));
        Assert.Equal("Ours", StoryOf().Content.Headline!.Text);
        Assert.Single(Versions(StoryOf()));
        Assert.Equal(["incoming-correction"], AlarmKinds());
        Assert.Equal(StoryOf().Id, Store.Read(db => Items.OfGuid(db, Wire.Id, "urn:np:1"))[0].Story);
    }

    [Fact]
    public async Task A_source_whose_versions_are_not_sent_on_rings_the_desk_but_its_kill_acts()
    {
        await Store.Write(tx => Sources.Save(tx, "np", "Northern Press", """{"sendOn":false}""", "test"));
        await Arrive(Item());
        Assert.Equal(Outcomes.Waits, (await Arrive(Item(version: "2", headline: "Newer"))).Outcome);
        Assert.Equal(["incoming-update"], AlarmKinds());
        await Arrive(Item().Killed("3"));
        Assert.Equal(GateVerdict.Gone, Public(StoryOf()));
    }

    [Fact]
    public async Task A_refile_is_a_refile_where_it_says_why()
    {
        await Arrive(Item());
        Assert.Equal(Outcomes.Refiled, (await Arrive(Item(version: "2", headline: "A comma").Signals(SignalKind.Refile).Note("Adds a comma"))).Outcome);
        Assert.Equal(Outcomes.Writethru, (await Arrive(Item(version: "3", headline: "Another").Signals(SignalKind.Refile))).Outcome);
    }

    [Fact]
    public async Task A_hold_ends_by_the_wires_own_correction_and_not_by_another_version()
    {
        await Arrive(Item());
        await Arrive(Item().Held("2"));
        Assert.Equal(Outcomes.Waits, (await Arrive(Item(version: "3", headline: "Nothing said of the hold"))).Outcome);
        Assert.Equal(GateVerdict.Held, Public(StoryOf()));
        Assert.Equal(Outcomes.Corrected, (await Arrive(Item(version: "4", headline: "Put right").Signals(SignalKind.Correction))).Outcome);
        Assert.Equal(GateVerdict.Open, Public(StoryOf()));
    }

    [Fact]
    public async Task A_hold_of_the_desk_is_not_ended_by_the_wire()
    {
        await Arrive(Item());
        await DeskDoes(StoryOf(), ReleaseAction.Hold, o => o with { Reason = "Doubts" });
        Assert.Equal(Outcomes.Waits, (await Arrive(Item(version: "2", headline: "Right").Signals(SignalKind.Correction))).Outcome);
        Assert.Equal(GateVerdict.Held, Public(StoryOf()));
    }

    [Fact]
    public async Task A_late_hold_of_what_is_killed_changes_nothing()
    {
        await Arrive(Item());
        await Arrive(Item().Killed("2"));
        Assert.Equal(Outcomes.Hold, (await Arrive(Item().Held("3"))).Outcome);
        Assert.Equal((GateVerdict.Gone, 2), (Public(StoryOf()), StoryOf().Standing.Version));
    }

    [Fact]
    public async Task A_kill_ends_a_hold()
    {
        await Arrive(Item());
        await Arrive(Item().Held("2"));
        await Arrive(Item().Killed("2"));
        Assert.Equal(GateVerdict.Gone, Public(StoryOf()));
    }

    [Fact]
    public async Task An_unpublished_story_is_not_brought_back_by_a_new_version()
    {
        await Arrive(Item());
        await DeskDoes(StoryOf(), ReleaseAction.Unpublish);
        Assert.Equal(Outcomes.Waits, (await Arrive(Item(version: "2", headline: "Newer"))).Outcome);
        Assert.Equal(GateVerdict.Never, Public(StoryOf()));
        Assert.Equal(["incoming-refused"], AlarmKinds());
    }

    // Embargoes

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_embargo_that_tightens_acts_at_once_on_edited_copy_too(bool edited)
    {
        await Arrive(Item());
        if (edited) await Edit(StoryOf(), s => s with { Touched = true });
        Assert.Equal(GateVerdict.Open, Public(StoryOf()));
        await Arrive(Item(version: "2") with { Embargo = Embargo.At(Now + TimeSpan.FromHours(1)) });
        Assert.Equal(GateVerdict.NotYet, Public(StoryOf()));
        Assert.Contains("incoming-embargo", AlarmKinds());
    }

    [Fact]
    public async Task An_embargo_that_tightens_acts_on_a_story_on_hold_too()
    {
        await Arrive(Item());
        await DeskDoes(StoryOf(), ReleaseAction.Hold, o => o with { Reason = "Doubts" });
        await Arrive(Item(version: "2") with { Embargo = Embargo.At(Now + TimeSpan.FromHours(1)) });
        Assert.Equal(GateVerdict.Held, Public(StoryOf()));
        // What the wire did meanwhile does not make the desk's hold its own to end.
        Assert.Equal(Outcomes.Waits, (await Arrive(Item(version: "3", headline: "Right").Signals(SignalKind.Correction) with { Embargo = Embargo.At(Now + TimeSpan.FromHours(1)) })).Outcome);
        await DeskDoes(StoryOf(), ReleaseAction.SendAsWas);
        Assert.Equal(GateVerdict.NotYet, Public(StoryOf()));
    }

    [Fact]
    public async Task A_lift_from_the_wire_does_not_bring_back_what_is_off_our_outputs()
    {
        await Arrive(Item() with { Embargo = Embargo.At(Now + TimeSpan.FromHours(1)) });
        await DeskDoes(StoryOf(), ReleaseAction.Unpublish);
        await Arrive(Item(version: "2").Signals(SignalKind.EmbargoLift));
        Assert.Equal(GateVerdict.Never, Public(StoryOf()));
        await DeskDoes(StoryOf(), ReleaseAction.Republish);
        Assert.Equal(GateVerdict.Open, Public(StoryOf()));
    }

    [Fact]
    public async Task A_change_of_embargo_alone_is_one_version_not_two()
    {
        await Arrive(Item() with { Embargo = Embargo.At(Now + TimeSpan.FromHours(1)) });
        Assert.Equal(Outcomes.EmbargoChanged, (await Arrive(Item(version: "2").Note("Embargo moved") with { Embargo = Embargo.At(Now + TimeSpan.FromHours(2)) })).Outcome);
        Assert.Equal(Outcomes.EmbargoChanged, (await Arrive(Item(version: "3") with { Embargo = Embargo.At(Now + TimeSpan.FromHours(1)) })).Outcome);
        Assert.Equal([ReleaseAction.ChangeEmbargo, ReleaseAction.ChangeEmbargo, ReleaseAction.Publish], Versions(StoryOf()).Select(v => v.Action));
        Assert.Equal("3", StoryOf().SourceVersion);
    }

    [Fact]
    public async Task An_embargo_that_is_lifted_opens_untouched_copy()
    {
        await Arrive(Item() with { Embargo = Embargo.At(Now + TimeSpan.FromHours(9)) });
        Assert.Equal(GateVerdict.NotYet, Public(StoryOf()));
        Assert.Equal(Outcomes.EmbargoChanged, (await Arrive(Item(version: "2").Signals(SignalKind.EmbargoLift))).Outcome);
        Assert.Equal(GateVerdict.Open, Public(StoryOf()));
    }

    [Fact]
    public async Task An_embargo_that_is_lifted_does_not_open_edited_copy()
    {
        await Arrive(Item() with { Embargo = Embargo.At(Now + TimeSpan.FromHours(9)) });
        await Edit(StoryOf(), s => s with { Touched = true });
        Assert.Equal(Outcomes.Waits, (await Arrive(Item(version: "2"))).Outcome);
        Assert.Equal(GateVerdict.NotYet, Public(StoryOf()));
        Assert.Contains("incoming-embargo", AlarmKinds());
    }

    [Fact]
    public async Task New_text_and_a_lifted_embargo_go_text_first()
    {
        await Arrive(Item() with { Embargo = Embargo.At(Now + TimeSpan.FromHours(9)) });
        await Arrive(Item(version: "2", headline: "New words"));
        Assert.Equal([ReleaseAction.Lift, ReleaseAction.Writethru, ReleaseAction.Publish], Versions(StoryOf()).Select(v => v.Action));
        Assert.Equal((GateVerdict.Open, "New words"), (Public(StoryOf()), StoryOf().Content.Headline!.Text));
    }

    [Fact]
    public async Task New_text_and_a_tighter_embargo_go_embargo_first()
    {
        await Arrive(Item());
        await Arrive(Item(version: "2", headline: "New words") with { Embargo = Embargo.At(Now + TimeSpan.FromHours(9)) });
        Assert.Equal([ReleaseAction.Writethru, ReleaseAction.ChangeEmbargo, ReleaseAction.Publish], Versions(StoryOf()).Select(v => v.Action));
        Assert.Equal(GateVerdict.NotYet, Public(StoryOf()));
    }

    [Fact]
    public async Task An_embargo_that_is_over_is_none()
    {
        await Arrive(Item() with { Embargo = Embargo.At(Now - TimeSpan.FromHours(1)) });
        Assert.Equal(GateVerdict.Open, Public(StoryOf()));
        Assert.Equal(Outcomes.Writethru, (await Arrive(Item(version: "2"))).Outcome);
    }

    [Fact]
    public async Task An_older_version_never_changes_the_embargo()
    {
        await Arrive(Item(version: "3"));
        await Arrive(Item(version: "2") with { VersionCreated = null, Embargo = Embargo.At(Now + TimeSpan.FromHours(1)) });
        Assert.Equal(GateVerdict.Open, Public(StoryOf()));
    }

    // Advisories, and words

    [Fact]
    public async Task An_advisory_is_never_public_whatever_a_route_says()
    {
        Assert.Equal(Outcomes.Sent, (await Arrive(Item() with { IsAdvisory = true })).Outcome);
        Assert.Equal(GateVerdict.Never, Public(StoryOf()));
        Assert.Equal(GateVerdict.Open, Gate.Ask(StoryOf().Standing, Audience.Client, Now));
    }

    [Fact]
    public async Task An_advisory_under_a_storys_guid_does_not_take_its_place()
    {
        await Arrive(Item());
        Assert.Equal(Outcomes.Waits, (await Arrive(Item(version: "2", headline: "Editors: no kill is meant") with { IsAdvisory = true })).Outcome);
        Assert.Equal((GateVerdict.Open, 1), (Public(StoryOf()), StoryOf().Standing.Version));
    }

    [Fact]
    public async Task Words_that_sound_like_a_kill_ring_an_alarm_with_the_likely_stories_and_do_nothing()
    {
        await Arrive(Item());
        var notice = Item("urn:np:9", headline: "Kill the bridge story") with { Signals = [new Signal(SignalKind.Alarm, "KILL")] };
        Assert.Equal(Outcomes.NewStory, (await Arrive(notice with { Content = notice.Content with { Slugline = Slugline.From("BRIDGE-STORM-KILL") } })).Outcome);
        Assert.Equal(GateVerdict.Open, Public(StoryOf()));
        var alarm = Assert.Single(Store.Read(db => Dateline.Store.Keeping.Alarms.List(db, true, 10)), a => a.Kind == "sounds-like-kill");
        Assert.Equal(StoryOf().Id, alarm.Story);
        Assert.Contains("BRIDGE-STORM", alarm.Text);
    }

    // Stories not out yet

    [Fact]
    public async Task An_unsent_untouched_draft_takes_the_new_text_and_keeps_the_old_as_a_revision()
    {
        await SetRoutes();
        await Arrive(Item());
        Assert.Equal(Outcomes.Replaced, (await Arrive(Item(version: "2", headline: "Newer") with { Embargo = Embargo.At(Now + TimeSpan.FromHours(3)) })).Outcome);
        var story = StoryOf();
        Assert.Equal(("Newer", "2", 0), (story.Content.Headline!.Text, story.SourceVersion, story.Standing.Version));
        Assert.Equal(Now + TimeSpan.FromHours(3) - TimeSpan.FromMinutes(1), story.Standing.Embargo.Until);
        Assert.Equal("Bridge reopens after storm", Store.Read(db => StoryTable.Revision(db, story.Id, 1))!.Headline!.Text);
    }

    [Fact]
    public async Task An_unsent_edited_draft_is_not_overwritten()
    {
        await SetRoutes();
        await Arrive(Item());
        await Edit(StoryOf(), s => s with { Touched = true });
        Assert.Equal(Outcomes.Waits, (await Arrive(Item(version: "2", headline: "Newer"))).Outcome);
        Assert.Equal("Bridge reopens after storm", StoryOf().Content.Headline!.Text);
        Assert.Equal(["incoming-update"], AlarmKinds());
    }

    [Fact]
    public async Task A_scheduled_story_goes_as_it_was_scheduled_and_the_desk_hears_of_the_new_version()
    {
        await SetRoutes();
        await Arrive(Item());
        var story = StoryOf();
        await Store.Write(tx => Releases.Plan(tx, new ReleaseRequest { Story = story.Id, Order = new ReleaseOrder { Action = ReleaseAction.Publish, By = "key:desk" } }, tx.Now + TimeSpan.FromHours(1)));
        await Arrive(Item(version: "2", headline: "Newer"));
        Time.Advance(TimeSpan.FromHours(1));
        await Store.Write(Timetable.RunDue);
        Assert.Equal("Bridge reopens after storm", Versions(StoryOf())[0].Content!.Headline!.Text);
        Assert.Equal(["incoming-update"], AlarmKinds());
    }

    [Fact]
    public async Task An_unclear_embargo_keeps_a_story_on_the_desk_until_further_notice()
    {
        Assert.Equal(Outcomes.NewStory, (await Arrive(Item() with { Embargo = Embargo.Unclear })).Outcome);
        Assert.True(StoryOf().Standing.Embargo.Ambiguous);
        Assert.Equal(["embargo-unclear"], AlarmKinds());
        Assert.True((await DeskDoes(StoryOf(), ReleaseAction.Publish)).IsDone);
        Assert.Equal(GateVerdict.NotYet, Public(StoryOf()));
    }
}

public sealed class UsedStoriesOnSqlite : UsedStoryLaws
{
    protected override bool OnPostgres => false;
}

public sealed class UsedStoriesOnPostgres : UsedStoryLaws
{
    protected override bool OnPostgres => true;
}
