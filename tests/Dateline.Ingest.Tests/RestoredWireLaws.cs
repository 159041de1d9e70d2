using Dateline.News;
using Dateline.Store;
using Dateline.Store.Backups;
using Dateline.Store.Intake;
using Dateline.Store.Stories;

namespace Dateline.Ingest.Tests;

/// <summary>A wire that kills something keeps it killed, even where the kill came after the backup that was restored, and the thing killed comes again (promises.md K4).</summary>
public abstract class RestoredWireLaws : IngestLaws
{
    private readonly TempFolder _elsewhere = new();
    private PostgresDatabase? _other;
    private NewsStore? _restored;

    public override async ValueTask DisposeAsync()
    {
        if (_restored is not null) await _restored.DisposeAsync();
        if (_other is not null) await _other.DisposeAsync();
        _elsewhere.Dispose();
        await base.DisposeAsync();
    }

    [Fact]
    public async Task A_story_that_the_backup_does_not_know_and_that_was_killed_is_blocked_when_its_source_sends_it_again()
    {
        await SendEverything();
        var backup = Backup();
        var item = Item();
        await Arrive(item);
        Assert.Equal(Outcomes.Kill, (await Arrive(item.Killed("2"))).Outcome);

        await Restore(backup);
        Assert.Equal(Outcomes.AfterKill, (await ArriveThere(item)).Outcome);
        Assert.Equal(0, _restored!.Log.Head);
    }

    [Fact]
    public async Task A_story_that_the_desk_killed_is_blocked_too_when_its_source_sends_it_again()
    {
        await SendEverything();
        var backup = Backup();
        var item = Item();
        await Arrive(item);
        Assert.True((await DeskDoes(StoryOf(), ReleaseAction.Kill, o => o with { Reason = "False" })).IsDone);
        await Restore(backup);
        Assert.Equal(Outcomes.AfterKill, (await ArriveThere(item)).Outcome);
        Assert.Equal(0, _restored!.Log.Head);
    }

    [Fact]
    public async Task A_kill_that_came_before_its_item_is_remembered_over_a_restore()
    {
        await SendEverything();
        var backup = Backup();
        Assert.Equal(Outcomes.KillRemembered, (await Arrive(Item().Killed("2"))).Outcome);
        await Restore(backup);
        Assert.Equal(Outcomes.AfterKill, (await ArriveThere(Item())).Outcome);
    }

    [Fact]
    public async Task A_hold_that_came_before_its_item_is_remembered_over_a_restore()
    {
        await SendEverything();
        var backup = Backup();
        Assert.Equal(Outcomes.HoldRemembered, (await Arrive(Item().Held("2") with { Content = new StoryContent() })).Outcome);
        await Restore(backup);
        var came = await ArriveThere(Item(version: "3"));
        Assert.Equal(PubStatus.Withheld, _restored!.Read(db => StoryTable.Find(db, came.Story!.Value))!.Standing.Status);
        Assert.Equal(0, _restored.Log.Head);
    }

    [Fact]
    public async Task A_story_that_was_not_sent_yet_and_was_killed_by_its_wire_is_not_sent_after_a_restore()
    {
        await Arrive(Item());
        var story = StoryOf();
        var backup = Backup();
        await Arrive(Item().Killed("2"));
        await Restore(backup);
        Assert.Equal(StoryState.Spiked, _restored!.Read(db => StoryTable.Find(db, story.Id))!.Standing.State);
    }

    private string Backup()
    {
        using var reader = StoreReader.Open(Store.Options);
        return StoreBackup.Make(reader, _elsewhere["backups"]).Folder;
    }

    private async Task Restore(string backup)
    {
        if (OnPostgres) _other = await PostgresServer.CreateDatabaseAsync();
        var target = new StoreOptions { Folder = _elsewhere["restored"], Postgres = _other?.ConnectionString, Time = Time };
        await StoreRestore.RunAsync(backup, target);
        _restored = NewsStore.Open(target);
    }

    private Task<ItemOutcome> ArriveThere(NewsItem item) => _restored!.Write(tx =>
    {
        var from = Sources.Find(tx.Db, "np")!;
        var settings = SourceSettings.Read(from.Settings).Value!;
        var book = Routes.Book(tx.Db, Routing.RouteBook.Empty);
        return Matching.Arrivals.Take(tx, from, settings, book, Matching.PreparedItem.From(0, item, from, settings, book), [250], "test");
    });
}

public sealed class RestoredWireOnSqlite : RestoredWireLaws
{
    protected override bool OnPostgres => false;
}

public sealed class RestoredWireOnPostgres : RestoredWireLaws
{
    protected override bool OnPostgres => true;
}
