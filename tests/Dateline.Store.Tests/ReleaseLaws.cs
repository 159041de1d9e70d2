using Dateline.News;
using Dateline.Store.Keeping;
using Dateline.Store.Stories;
using Dateline.Store.Wire;
using Dateline.Store.Writing;

namespace Dateline.Store.Tests;

/// <summary>What holds for releases on every database: the story of a story, step by step.</summary>
public abstract class ReleaseLaws : StoreLaws
{
    [Fact]
    public async Task A_story_is_published_written_through_corrected_held_and_killed_with_a_log_row_each()
    {
        var story = await Draft("Premier leaves door open to peacekeepers");
        var page = (await Release(story, ReleaseAction.Publish)).Story.Page;
        Assert.NotNull(page);

        await Release(story, ReleaseAction.Writethru);
        await Release(story, ReleaseAction.Correct, o => o with { EdNote = "CORRECTS sum", Notice = "The sum is 22 million." });
        await Release(story, ReleaseAction.Hold, o => o with { Reason = "Doubts about the source" });
        Assert.Equal(GateVerdict.Held, Public(story));
        await Release(story, ReleaseAction.SendAsWas);
        Assert.Equal(GateVerdict.Open, Public(story));
        var killed = await Release(story, ReleaseAction.Kill, o => o with { Reason = "The interview was forged" });

        Assert.Equal(GateVerdict.Gone, Public(story));
        Assert.Equal(6, killed.Story.Standing.Version);
        Assert.Equal(6, killed.Position);
        Assert.Equal(page, killed.Story.Page);
        Assert.Single(Store.Read(db => StoryTable.Notices(db, killed.Story.Chain, "en")));
        Assert.Equal(6, Store.Read(db => StoryTable.Versions(db, story)).Count);
    }

    [Fact]
    public async Task A_killed_story_takes_no_further_version()
    {
        var story = await Draft("A claim that was false");
        await Release(story, ReleaseAction.Publish);
        await Release(story, ReleaseAction.Kill, o => o with { Reason = "False" });
        foreach (var action in new[] { ReleaseAction.Writethru, ReleaseAction.Correct, ReleaseAction.SendAsWas, ReleaseAction.Hold, ReleaseAction.Lift, ReleaseAction.Publish })
            Assert.NotNull((await Try(story, action, o => o with { Reason = "x", EdNote = "x", Notice = "x" })).Refusal);
    }

    [Fact]
    public async Task An_embargo_opens_at_its_microsecond_and_one_due_row_follows()
    {
        var until = Now + TimeSpan.FromMinutes(2);
        var story = await Draft("Bank holds rate");
        await Release(story, ReleaseAction.Publish, o => o with { UsableFrom = Embargo.At(until) });
        Assert.Equal(GateVerdict.NotYet, Public(story));
        Assert.Equal(0, await Store.Write(Timetable.RunDue));

        Time.Advance(TimeSpan.FromMinutes(2) - TimeSpan.FromMicroseconds(1));
        Assert.Equal(GateVerdict.NotYet, Public(story));
        Time.Advance(TimeSpan.FromMicroseconds(1));
        Assert.Equal(GateVerdict.Open, Public(story));
        Assert.Equal(1, await Store.Write(Timetable.RunDue));
        Assert.Equal(0, await Store.Write(Timetable.RunDue));
        Assert.Equal(2, Store.Log.Head);
    }

    [Fact]
    public async Task A_scheduled_story_goes_as_it_was_when_it_was_scheduled()
    {
        var story = await Draft("As scheduled");
        var order = new ReleaseOrder { Action = ReleaseAction.Publish, By = "key:test" };
        var planned = await Store.Write(tx => Releases.Plan(tx, new ReleaseRequest { Story = story, Order = order }, tx.Now + TimeSpan.FromHours(1)));
        Assert.Equal(StoryState.Scheduled, planned.Value!.Standing.State);
        await Store.Write(tx => { var s = StoryTable.Find(tx.Db, story)!; StoryTable.Update(tx, s with { Content = s.Content with { Headline = Headline.From("Half a thou") } }); return 0; });

        Time.Advance(TimeSpan.FromHours(1));
        await Store.Write(Timetable.RunDue);
        Assert.Equal("As scheduled", Store.Read(db => StoryTable.Version(db, story, 1))!.Content!.Headline!.Text);
    }

    [Fact]
    public async Task A_command_that_fails_leaves_nothing_and_takes_no_other_with_it()
    {
        var story = await Draft("Stays");
        var failing = Store.Write<int>(tx =>
        {
            Releases.Release(tx, new ReleaseRequest { Story = story, Order = new ReleaseOrder { Action = ReleaseAction.Publish, By = "key:test" } });
            throw new InvalidOperationException("after the release");
        });
        var other = Draft("Goes on");
        await Assert.ThrowsAsync<InvalidOperationException>(() => failing);
        await other;
        Assert.Equal(0, Store.Log.Head);
        Assert.Equal(0, Store.Read(db => StoryTable.Find(db, story))!.Standing.Version);
    }

    [Fact]
    public async Task Two_people_bring_a_killed_story_back_under_a_new_guid_with_an_advisory()
    {
        var story = await Draft("True after all");
        await Release(story, ReleaseAction.Publish);
        await Release(story, ReleaseAction.Kill, o => o with { Reason = "Doubts" });
        Assert.Equal("second-person-missing", (await Try(story, ReleaseAction.Reinstate)).Refusal!.Code);
        var back = await Try(story, ReleaseAction.Reinstate, o => o with { SecondPerson = "key:other", Reason = "Confirmed by the court" });
        Assert.Equal(2, back.Value!.Count);
        Assert.NotEqual(Store.Read(db => StoryTable.Find(db, story))!.Guid, back.Value[0].Story.Guid);
        Assert.Equal(GateVerdict.Open, Gate.Ask(back.Value[0].Story.Standing, Audience.Public, Now));
        Assert.Equal(GateVerdict.Never, Gate.Ask(back.Value[1].Story.Standing, Audience.Public, Now));
    }

    [Fact]
    public async Task What_was_unpublished_stays_off_our_outputs_when_a_hold_ends_and_when_its_embargo_changes()
    {
        var story = await Draft("Quietly off");
        await Release(story, ReleaseAction.Publish);
        await Release(story, ReleaseAction.Unpublish);
        await Release(story, ReleaseAction.Hold, o => o with { Reason = "Doubts" });
        await Release(story, ReleaseAction.SendAsWas);
        Assert.Equal(GateVerdict.Never, Public(story));
        await Release(story, ReleaseAction.ChangeEmbargo, o => o with { UsableFrom = Embargo.FurtherNotice });
        await Release(story, ReleaseAction.Lift);
        Assert.Equal(GateVerdict.Never, Public(story));
        Assert.Empty(LogVerifier.Verify(Store).Problems);
        await Release(story, ReleaseAction.Republish);
        Assert.Equal(GateVerdict.Open, Public(story));
    }

    [Fact]
    public async Task An_embargo_changed_while_on_hold_says_nothing_of_the_text_and_holds_after_the_hold()
    {
        var story = await Draft("On hold");
        await Release(story, ReleaseAction.Publish);
        await Release(story, ReleaseAction.Hold, o => o with { Reason = "Doubts" });
        await Release(story, ReleaseAction.ChangeEmbargo, o => o with { UsableFrom = Embargo.FurtherNotice });
        Assert.Equal(GateVerdict.Held, Public(story));
        Assert.Null(Store.Read(db => StoryTable.Version(db, story, 3))!.Content!.Headline);
        Assert.Empty(LogVerifier.Verify(Store).Problems);
        await Release(story, ReleaseAction.SendAsWas);
        Assert.Equal(GateVerdict.NotYet, Public(story));
        Assert.Equal("On hold", Store.Read(db => StoryTable.Version(db, story, 4))!.Content!.Headline!.Text);
    }

    private GateVerdict Public(Guid story) => Gate.Ask(Store.Read(db => StoryTable.Find(db, story))!.Standing, Audience.Public, Now);
}

public sealed class ReleasesOnSqlite : ReleaseLaws
{
    protected override bool OnPostgres => false;
}

public sealed class ReleasesOnPostgres : ReleaseLaws
{
    protected override bool OnPostgres => true;
}
