using Dateline.News;
using Dateline.Store.Keeping;
using Dateline.Store.Stories;
using Dateline.Store.Tests.Writing;

namespace Dateline.Store.Tests.Release;

/// <summary>Someone sets the machine's clock while an embargo stands: nothing opens early, the desk is told, and the moment itself is kept (promises.md E2).</summary>
public class SetClockTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task An_embargo_opens_at_its_true_moment_or_later_however_the_clock_is_set(int hours)
    {
        using var folder = new TempFolder();
        var time = new SteppedTime();
        await using var store = NewsStore.Open(new StoreOptions { Folder = folder.Path, Time = time });
        var story = await store.Write(tx =>
        {
            var draft = Releases.NewStory(tx, ItemKind.Text, new StoryContent { Language = Language.From("en"), Headline = Headline.From("Bank holds rate") });
            StoryTable.Insert(tx, draft);
            Releases.Release(tx, new ReleaseRequest { Story = draft.Id, Order = new ReleaseOrder { Action = ReleaseAction.Publish, By = "key:ann", UsableFrom = Embargo.At(tx.Now + TimeSpan.FromMinutes(30)) } });
            return draft.Id;
        });
        GateVerdict Public() => Gate.Ask(store.Read(db => StoryTable.Find(db, story))!.Standing, Audience.Public, store.Clock.Now());
        var runner = new TimetableRunner(store);

        time.Step(TimeSpan.FromHours(hours));
        time.Pass(TimeSpan.FromMinutes(30) - TimeSpan.FromMicroseconds(1));
        await runner.RunOnceAsync();
        Assert.Equal((GateVerdict.NotYet, 1), (Public(), store.Log.Head));
        Assert.Equal("clock", Assert.Single(store.Read(db => Alarms.List(db, openOnly: true, 10))).Kind);

        // Set ahead, it opens at its true moment; set back, when the clock shows it, or when it is set right.
        time.Pass(TimeSpan.FromMicroseconds(1));
        Assert.Equal(hours > 0 ? GateVerdict.Open : GateVerdict.NotYet, Public());
        time.Step(TimeSpan.FromHours(-hours));
        await runner.RunOnceAsync();
        Assert.Equal((GateVerdict.Open, 2), (Public(), store.Log.Head));
    }
}
