using Dateline.News;
using Dateline.Store.Keeping;
using Dateline.Store.Stories;

namespace Dateline.Store.Tests.Release;

/// <summary>What happens by time alone happens at its moment, once, and tells of itself where it can't (promises.md D3, E2, E3).</summary>
public abstract class TimetableLaws : StoreLaws
{
    [Fact]
    public async Task A_runner_opens_an_embargo_at_its_moment_and_only_once()
    {
        using var stop = new CancellationTokenSource();
        var running = new TimetableRunner(Store).RunAsync(stop.Token);
        var story = await Draft("Rate decision");
        await Release(story, ReleaseAction.Publish, o => o with { UsableFrom = Embargo.At(Now + TimeSpan.FromSeconds(2)) });
        await Task.Delay(50);
        Assert.Equal(1, Store.Log.Head);
        Time.Advance(TimeSpan.FromSeconds(2));
        await Until(() => { Time.Advance(TimeSpan.FromMilliseconds(1)); return Store.Log.Head == 2; });
        Time.Advance(TimeSpan.FromSeconds(1));
        await Task.Delay(50);
        Assert.Equal(2, Store.Log.Head);
        await stop.CancelAsync();
        await running;
    }

    [Fact]
    public async Task What_was_missed_while_nobody_ran_is_done_at_the_first_look()
    {
        var story = await Draft("Rate decision");
        await Release(story, ReleaseAction.Publish, o => o with { UsableFrom = Embargo.At(Now + TimeSpan.FromSeconds(2)) });
        Time.Advance(TimeSpan.FromHours(3));
        Assert.Equal(1, await new TimetableRunner(Store).RunOnceAsync());
    }

    [Fact]
    public async Task Two_runners_do_each_thing_once()
    {
        for (var i = 0; i < 20; i++) await Release(await Draft("Story " + i), ReleaseAction.Publish, o => o with { UsableFrom = Embargo.At(Now + TimeSpan.FromSeconds(1 + i % 3)) });
        Time.Advance(TimeSpan.FromSeconds(3));
        var done = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => new TimetableRunner(Store).RunOnceAsync())));
        Assert.Equal(20, done.Sum());
        Assert.Equal(40, Store.Log.Head);
    }

    [Fact]
    public async Task A_planned_story_that_is_locked_alarms_ten_minutes_ahead_once_and_does_not_go()
    {
        var story = await Draft("To go at noon");
        await Plan(story, ReleaseAction.Publish, TimeSpan.FromHours(1));
        await Store.Write(tx => { StoryTable.Update(tx, StoryTable.Find(tx.Db, story)! with { LockedBy = "key:ann", LockedAt = tx.Now }); return 0; });
        var runner = new TimetableRunner(Store);
        await runner.RunOnceAsync();
        Assert.Empty(Alarmed());
        for (var i = 0; i < 3; i++)
        {
            Time.Advance(TimeSpan.FromMinutes(i == 0 ? 51 : 1));
            await runner.RunOnceAsync();
        }
        Assert.Equal(["scheduled-may-not-go"], Alarmed());
        Time.Advance(TimeSpan.FromMinutes(10));
        await runner.RunOnceAsync();
        Assert.Equal(["scheduled-cant-go", "scheduled-may-not-go"], Alarmed());
        Assert.Equal(0, Store.Log.Head);
        Assert.Equal(StoryState.Ready, Store.Read(db => StoryTable.Find(db, story))!.Standing.State);
    }

    [Fact]
    public async Task A_planned_writethru_never_goes_over_a_version_that_was_sent_since()
    {
        var story = await Draft("Running story");
        await Release(story, ReleaseAction.Publish);
        await Plan(story, ReleaseAction.Writethru, TimeSpan.FromHours(1));
        await Release(story, ReleaseAction.Correct, o => o with { EdNote = "CORRECTS sum", Notice = "The sum is 22 million." });
        Time.Advance(TimeSpan.FromHours(1));
        await new TimetableRunner(Store).RunOnceAsync();
        Assert.Equal(2, Store.Read(db => StoryTable.Find(db, story))!.Standing.Version);
        Assert.Contains("scheduled-cant-go", Alarmed());
    }

    [Fact]
    public async Task Sending_a_planned_story_at_once_takes_back_its_plan_without_an_alarm()
    {
        var story = await Draft("Sooner than planned");
        await Plan(story, ReleaseAction.Publish, TimeSpan.FromMinutes(5));
        await Release(story, ReleaseAction.Publish);
        Time.Advance(TimeSpan.FromMinutes(5));
        await new TimetableRunner(Store).RunOnceAsync();
        Assert.Equal(1, Store.Log.Head);
        Assert.Empty(Alarmed());
    }

    [Fact]
    public async Task A_row_that_cannot_be_done_waits_for_a_person_and_keeps_no_other_back()
    {
        var (broken, good) = (await Draft("Broken"), await Draft("Good"));
        await Plan(broken, ReleaseAction.Publish, TimeSpan.FromMinutes(1));
        await Plan(good, ReleaseAction.Publish, TimeSpan.FromMinutes(1));
        await Store.Write(tx => tx.Db.Execute("update timetable set story_order = 'not json', warned = 1 where story = $1", broken));
        Time.Advance(TimeSpan.FromMinutes(1));
        await Store.Write(Timetable.RunDue);
        Assert.Equal(1, Store.Read(db => StoryTable.Find(db, good))!.Standing.Version);
        Assert.Single(Store.Read(Timetable.Waiting));
        Assert.Equal(["scheduled-cant-go"], Alarmed());
    }

    private async Task Plan(Guid story, ReleaseAction action, TimeSpan after)
    {
        var planned = await Store.Write(tx => Releases.Plan(tx, new ReleaseRequest { Story = story, Order = new ReleaseOrder { Action = action, By = "key:test" } }, tx.Now + after));
        Assert.True(planned.IsDone, planned.Refusal?.Message);
    }

    private string[] Alarmed() => [.. Store.Read(db => Alarms.List(db, openOnly: true, 50)).Select(a => a.Kind).Order(StringComparer.Ordinal)];
}

public sealed class TimetableOnSqlite : TimetableLaws
{
    protected override bool OnPostgres => false;
}

public sealed class TimetableOnPostgres : TimetableLaws
{
    protected override bool OnPostgres => true;
}
