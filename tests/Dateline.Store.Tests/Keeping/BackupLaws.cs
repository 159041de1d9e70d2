using Dateline.News;
using Dateline.Store.Backups;
using Dateline.Store.Keeping;
using Dateline.Store.Stories;
using Dateline.Store.Wire;

namespace Dateline.Store.Tests.Keeping;

/// <summary>A backup is whole, and restoring it sends nothing, opens nothing and brings nothing back (promises.md B1).</summary>
public abstract class BackupLaws : StoreLaws
{
    private readonly TempFolder _elsewhere = new();
    private readonly List<IAsyncDisposable> _opened = [];

    public override async ValueTask DisposeAsync()
    {
        foreach (var opened in Enumerable.Reverse(_opened)) await opened.DisposeAsync();
        _elsewhere.Dispose();
        await base.DisposeAsync();
    }

    [Fact]
    public async Task A_backup_made_while_releases_go_on_is_one_moment_of_the_log()
    {
        using var stop = new CancellationTokenSource();
        var writing = Task.Run(async () =>
        {
            for (var i = 0; !stop.IsCancellationRequested; i++) await Release(await Draft("Story " + i), ReleaseAction.Publish);
        });
        await Until(() => Store.Log.Head > 20);
        var before = Store.Log.Head;
        var backup = Backup();
        var after = Store.Log.Head;
        await stop.CancelAsync();
        await writing;

        var (restored, done) = await Restore(backup);
        Assert.InRange(restored.Log.Head, before, after);
        Assert.Equal(done.Manifest.Position, restored.Log.Head);
        Assert.Equal(Store.Read(db => WireLog.After(db, 0, 10_000)).Take((int)restored.Log.Head).Select(r => Convert.ToHexString(r.Hash)), restored.Read(db => WireLog.After(db, 0, 10_000)).Select(r => Convert.ToHexString(r.Hash)));
        Assert.True(LogVerifier.Verify(restored).IsSound);
    }

    [Fact]
    public async Task After_a_restore_a_new_epoch_goes_on_and_the_log_is_sound_over_all_of_them()
    {
        await Release(await Draft("First epoch"), ReleaseAction.Publish);
        using (var signing = new HeadSigning(Store)) await signing.SignAsync();
        var first = Backup();
        await Release(await Draft("Lost"), ReleaseAction.Publish);
        using (var signing = new HeadSigning(Store)) await signing.SignAsync();

        var (second, _) = await Restore(first);
        await Publish(second, "Second epoch");
        using (var signing = new HeadSigning(second)) await signing.SignAsync();
        Assert.Empty(LogVerifier.Verify(second).Problems);
        var again = Backup(second);
        var (third, done) = await Restore(again);
        await Publish(third, "Third epoch");
        using (var signing = new HeadSigning(third)) await signing.SignAsync();
        Assert.Empty(LogVerifier.Verify(third).Problems);
        Assert.Equal(3, done.Epoch);
        Assert.Equal(["1", "2", "3"], third.Read(db => WireLog.After(db, 0, 10)).Select(r => r.Fields["epoch"]));
    }

    [Fact]
    public async Task An_epochs_number_is_never_used_twice()
    {
        await Release(await Draft("Kept"), ReleaseAction.Publish);
        var backup = Backup();
        var (second, _) = await Restore(backup);
        var killed = await Publish(second, "Killed in the second epoch");
        await Kill(second, killed);
        var (_, done) = await Restore(backup, second.Options.Folder);
        Assert.Equal(3, done.Epoch);
    }

    [Fact]
    public async Task A_versions_number_is_never_used_twice_even_where_one_backup_is_restored_twice()
    {
        var story = await Draft("Told often");
        await Release(story, ReleaseAction.Publish);
        var backup = Backup();
        var (second, _) = await Restore(backup);
        var numbers = new List<int> { await Writethru(second, story), await Writethru(second, story) };
        await Kill(second, await Publish(second, "Killed in the second epoch"));
        var (third, _) = await Restore(backup, second.Options.Folder);
        numbers.AddRange([await Writethru(third, story), await Writethru(third, story)]);
        Assert.Equal(numbers.Distinct().Order(), numbers);
    }

    [Fact]
    public async Task No_link_that_shows_a_draft_opens_after_a_restore_since_it_may_have_been_revoked_meanwhile()
    {
        var story = await Draft("Shown outside");
        var (token, _) = await Store.Write(tx => DraftLinks.Create(tx, StoryTable.Find(tx.Db, story)!, new("Ada Quill"), TimeSpan.FromDays(7), "test"));
        var (second, _) = await Restore(Backup());
        var link = second.Read(db => DraftLinks.Find(db, token))!;
        Assert.True(Store.Read(db => DraftLinks.Find(db, token))!.Stands(Now));
        Assert.Equal((false, "operator"), (link.Stands(Now), link.RevokedBy));
    }

    private static async Task<int> Writethru(NewsStore store, Guid story)
    {
        var done = await store.Write(tx => Releases.Release(tx, new ReleaseRequest { Story = story, Order = new ReleaseOrder { Action = ReleaseAction.Writethru, By = "key:test" } }));
        Assert.True(done.IsDone, done.Refusal?.Message);
        return done.Value[0].Story.Standing.Version;
    }

    [Fact]
    public async Task Plans_wait_for_a_person_after_a_restore_and_go_or_not_as_told()
    {
        var (goes, dropped) = (await Draft("Goes"), await Draft("Does not"));
        foreach (var story in new[] { goes, dropped }) await Store.Write(tx => Releases.Plan(tx, new ReleaseRequest { Story = story, Order = new ReleaseOrder { Action = ReleaseAction.Publish, By = "key:test" } }, tx.Now + TimeSpan.FromHours(1)));
        var backup = Backup();
        Time.Advance(TimeSpan.FromHours(2));
        var (restored, done) = await Restore(backup);
        Assert.Equal(2, done.WaitingPlans);
        await new TimetableRunner(restored).RunOnceAsync();
        Assert.Equal(0, restored.Log.Head);
        Assert.Contains("restored-plans", restored.Read(db => Alarms.List(db, true, 20)).Select(a => a.Kind));

        foreach (var row in restored.Read(Timetable.Waiting))
            Assert.True(await restored.Write(tx => row.Story == goes ? Timetable.Resume(tx, row.Id, "key:ann") : Timetable.Drop(tx, row.Id, "key:ann")));
        await new TimetableRunner(restored).RunOnceAsync();
        Assert.Equal(StoryState.Published, Find(restored, goes).Standing.State);
        Assert.Equal(StoryState.Ready, Find(restored, dropped).Standing.State);
        Assert.Empty(restored.Read(Timetable.Waiting));
        Assert.Equal(1, restored.Log.Head);
    }

    [Fact]
    public async Task An_embargo_stays_closed_after_a_restore_until_a_person_confirms_it()
    {
        var (ended, coming) = (await Draft("Ended in between"), await Draft("Still to come"));
        await Release(ended, ReleaseAction.Publish, o => o with { UsableFrom = Embargo.At(Now + TimeSpan.FromHours(1)) });
        await Release(coming, ReleaseAction.Publish, o => o with { UsableFrom = Embargo.At(Now + TimeSpan.FromHours(3)) });
        var backup = Backup();
        Time.Advance(TimeSpan.FromHours(2));
        var (restored, done) = await Restore(backup);
        Assert.Equal(2, done.WaitingEmbargoes);
        Time.Advance(TimeSpan.FromHours(2));
        await new TimetableRunner(restored).RunOnceAsync();
        Assert.All(new[] { ended, coming }, s => Assert.Equal(GateVerdict.NotYet, Public(restored, s)));
        Assert.Empty(restored.Read(db => StoryTable.Listed(db, null, Now, Instant.FarFuture, 10)));
        Assert.Equal(2, restored.Log.Head);

        var row = restored.Read(Timetable.Waiting).First(r => r.Story == ended);
        await restored.Write(tx => Timetable.Resume(tx, row.Id, "key:ann"));
        await new TimetableRunner(restored).RunOnceAsync();
        Assert.Equal(GateVerdict.Open, Public(restored, ended));
        Assert.Equal([ended], restored.Read(db => StoryTable.Listed(db, null, Now, Instant.FarFuture, 10)).Select(s => s.Id));
        Assert.Equal(ReleaseAction.Due, restored.Read(db => WireLog.Newest(db, 1))[0].Action);

        Assert.True((await restored.Write(tx => Releases.Release(tx, new ReleaseRequest { Story = coming, Order = new ReleaseOrder { Action = ReleaseAction.Lift, By = "key:ann" } }))).IsDone);
        Assert.Equal(GateVerdict.Open, Public(restored, coming));
        Assert.Empty(restored.Read(Timetable.Waiting));
    }

    [Fact]
    public async Task A_writethru_of_a_story_that_waits_does_not_open_it()
    {
        var story = await Draft("Embargoed");
        await Release(story, ReleaseAction.Publish, o => o with { UsableFrom = Embargo.At(Now + TimeSpan.FromHours(1)) });
        var backup = Backup();
        Time.Advance(TimeSpan.FromHours(2));
        var (restored, _) = await Restore(backup);
        await restored.Write(tx => Releases.Release(tx, new ReleaseRequest { Story = story, Order = new ReleaseOrder { Action = ReleaseAction.Writethru, By = "key:ann" } }));
        Assert.Equal(GateVerdict.NotYet, Public(restored, story));
        var row = Assert.Single(restored.Read(Timetable.Waiting));
        await restored.Write(tx => Timetable.Resume(tx, row.Id, "key:ann"));
        Assert.Equal(GateVerdict.Open, Public(restored, story));
    }

    [Fact]
    public async Task What_was_killed_or_held_after_the_backup_stays_so()
    {
        var (killed, takenDown, held, freed, later) = (await Draft("Killed"), await Draft("Taken down"), await Draft("Held"), await Draft("Held and freed"), await Draft("Embargo moved"));
        foreach (var story in new[] { killed, takenDown, held, freed }) await Release(story, ReleaseAction.Publish);
        await Release(later, ReleaseAction.Publish, o => o with { UsableFrom = Embargo.At(Now + TimeSpan.FromHours(1)) });
        var (secret, key) = await Store.Write(tx => ApiKeys.Create(tx, "a key", ["*"], "key:test"));
        var backup = Backup();
        await Kill(Store, killed);
        await Release(takenDown, ReleaseAction.Takedown, o => o with { Reason = "A court said so" });
        await Release(held, ReleaseAction.Hold, o => o with { Reason = "Doubts" });
        await Release(freed, ReleaseAction.Hold, o => o with { Reason = "Doubts" });
        await Release(freed, ReleaseAction.SendAsWas);
        await Release(later, ReleaseAction.ChangeEmbargo, o => o with { UsableFrom = Embargo.At(Now + TimeSpan.FromHours(9)) });
        await Store.Write(tx => ApiKeys.Revoke(tx, key.Prefix, "key:test"));

        var (restored, done) = await Restore(backup);
        Assert.Equal((2, 1, 1, 1), (done.Kills.Killed, done.Kills.Held, done.Kills.Embargoed, done.Kills.Keys));
        Assert.Equal(GateVerdict.Gone, Public(restored, killed));
        Assert.Equal(StoryState.TakenDown, Find(restored, takenDown).Standing.State);
        Assert.Equal(GateVerdict.Held, Public(restored, held));
        Assert.Equal(GateVerdict.Open, Public(restored, freed));
        Assert.Equal(Now + TimeSpan.FromHours(9), Find(restored, later).Standing.Embargo.Until);
        Assert.Null(restored.Read(db => ApiKeys.Check(db, secret)));
        Assert.Empty(LogVerifier.Verify(restored).Problems);
    }

    [Fact]
    public async Task A_kill_is_known_in_a_restore_of_a_restore()
    {
        var story = await Draft("Killed long ago");
        await Release(story, ReleaseAction.Publish);
        var backup = Backup();
        await Kill(Store, story);
        var (second, _) = await Restore(backup);
        // The same old backup, beside what the second store has of the first's journal.
        var (third, done) = await Restore(backup, second.Options.Folder, look: false);
        Assert.Equal(1, done.Kills.Killed);
        Assert.Equal(GateVerdict.Gone, Public(third, story));
    }

    [Fact]
    public async Task Without_a_journal_from_after_the_backup_the_alarm_says_that_nobody_knows()
    {
        await Release(await Draft("Story"), ReleaseAction.Publish);
        var (restored, done) = await Restore(Backup(), look: false);
        Assert.False(done.KnowsSince);
        Assert.Contains("No kill journal", restored.Read(db => Alarms.List(db, true, 20)).Single(a => a.Kind == "restored").Text);
    }

    [Fact]
    public async Task A_damaged_backup_is_refused_and_the_place_named()
    {
        for (var i = 0; i < 30; i++) await Release(await Draft("Story " + i), ReleaseAction.Publish);
        using (var signing = new HeadSigning(Store)) await signing.SignAsync();
        var backup = Backup();
        foreach (var file in Directory.EnumerateFiles(backup, "*", SearchOption.AllDirectories).Where(f => new FileInfo(f).Length > 0).ToList())
        {
            var bytes = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
            var damaged = (byte[])bytes.Clone();
            damaged[damaged.Length / 2] ^= 0x10;
            await Refused(backup, file, damaged);
            await Refused(backup, file, bytes[..(bytes.Length - 1)]);
            await File.WriteAllBytesAsync(file, bytes, TestContext.Current.CancellationToken);
            File.Move(file, file + ".away");
            await Refused(backup, file);
            File.Move(file + ".away", file);
        }
        Assert.Empty(BackupCheck.Check(backup).Problems);
    }

    [Fact]
    public async Task A_restore_never_overwrites()
    {
        var backup = Backup();
        var full = Directory.CreateDirectory(_elsewhere["full"]).FullName;
        await File.WriteAllTextAsync(Path.Combine(full, "something"), "else", TestContext.Current.CancellationToken);
        var refused = await Assert.ThrowsAsync<StoreException>(() => StoreRestore.RunAsync(backup, new StoreOptions { Folder = full, Postgres = Store.Options.Postgres, Time = Time }));
        Assert.Equal("restore-not-empty", refused.Code);
        if (!OnPostgres) return;
        refused = await Assert.ThrowsAsync<StoreException>(() => StoreRestore.RunAsync(backup, new StoreOptions { Folder = _elsewhere["new"], Postgres = Store.Options.Postgres, Time = Time }));
        Assert.Equal("restore-not-empty", refused.Code);
        Assert.False(Directory.Exists(_elsewhere["new"]));
    }

    [Fact]
    public async Task A_backup_of_one_database_is_restored_into_the_other()
    {
        var (killed, embargoed) = (await Draft("Killed"), await Draft("Embargoed"));
        await Release(killed, ReleaseAction.Publish);
        await Kill(Store, killed);
        await Release(embargoed, ReleaseAction.Publish, o => o with { UsableFrom = Embargo.At(Now + TimeSpan.FromHours(1)) });
        using (var signing = new HeadSigning(Store)) await signing.SignAsync();
        await using var database = OnPostgres ? null : await PostgresServer.CreateDatabaseAsync();
        var target = new StoreOptions { Folder = _elsewhere["other"], Postgres = database?.ConnectionString, Time = Time };
        await StoreRestore.RunAsync(Backup(), target);
        await using var other = NewsStore.Open(target);
        Assert.NotEqual(Store.IsPostgres, other.IsPostgres);
        Assert.Equal(Store.Read(db => WireLog.After(db, 0, 10)).Select(r => Convert.ToHexString(r.Hash)), other.Read(db => WireLog.After(db, 0, 10)).Select(r => Convert.ToHexString(r.Hash)));
        Assert.Empty(LogVerifier.Verify(other).Problems);
        Assert.Equal((GateVerdict.Gone, GateVerdict.NotYet), (Public(other, killed), Public(other, embargoed)));
        await Publish(other, "Goes on");
        Assert.Equal(4, other.Log.Head);
    }

    [Fact]
    public async Task Settings_that_name_the_lost_database_are_put_aside_and_others_are_restored()
    {
        var settings = Path.Combine(Store.Options.Folder, "dateline.json");
        foreach (var (text, isAside) in new[] { ("{\"site\":{\"name\":\"The Ledger\"}}", false), ("{\"Database\":\"Host=lost.example\"}", true) })
        {
            await File.WriteAllTextAsync(settings, text, TestContext.Current.CancellationToken);
            var (restored, _) = await Restore(Backup());
            var name = isAside ? StoreRestore.SettingsAside : "dateline.json";
            Assert.Equal(text, await File.ReadAllTextAsync(Path.Combine(restored.Options.Folder, name), TestContext.Current.CancellationToken));
            Assert.Equal(!isAside, File.Exists(Path.Combine(restored.Options.Folder, "dateline.json")));
            Time.Advance(TimeSpan.FromSeconds(1));
        }
    }

    [Fact]
    public async Task A_store_that_was_half_restored_is_not_opened()
    {
        var target = await Target();
        var backup = Backup();
        Directory.CreateDirectory(target.Folder);
        RestoreMark.Set(target.Folder);
        Assert.Equal("restore-unfinished", Assert.Throws<StoreException>(() => NewsStore.Open(target)).Code);
        RestoreMark.Clear(target.Folder);
        await StoreRestore.RunAsync(backup, target);
        await NewsStore.Open(target).DisposeAsync();
    }

    [Fact]
    public async Task Only_so_many_backups_are_kept_and_none_that_was_not_finished()
    {
        for (var i = 0; i < 4; i++)
        {
            await Draft("Story " + i);
            Directory.CreateDirectory(_elsewhere["backups/dateline-20200101T000000Z.part"]);
            Time.Advance(TimeSpan.FromHours(1));
            using var reader = StoreReader.Open(Store.Options);
            StoreBackup.Make(reader, _elsewhere["backups"], keep: 2);
        }
        Assert.Equal(2, StoreBackup.In(_elsewhere["backups"]).Count);
        Assert.Equal(2, Directory.GetDirectories(_elsewhere["backups"]).Length);
    }

    [Fact]
    public async Task Whatever_happened_before_and_after_the_backup_a_restore_sends_and_opens_nothing()
    {
        var runs = OnPostgres ? 3 : 25;
        for (var run = 0; run < runs; run++)
        {
            var seed = (ulong)(4000 + run);
            await using var database = OnPostgres ? await PostgresServer.CreateDatabaseAsync() : null;
            var options = new StoreOptions { Folder = _elsewhere[$"trial-{run}"], Postgres = database?.ConnectionString, Time = Time, Randomness = new ScriptedRandomness(seed) };
            await using var store = NewsStore.Open(options);
            var trial = new RestoreTrial(store, Time, new ScriptedRandomness(seed));
            var wrong = await trial.Run(_elsewhere[$"trial-{run}-backups"], await Target(), 40);
            Assert.True(wrong.Count == 0, $"seed {seed}: {string.Join("; ", wrong)}\n{trial.History}");
        }
    }

    private async Task Refused(string backup, string file, byte[]? bytes = null)
    {
        if (bytes is not null) await File.WriteAllBytesAsync(file, bytes, TestContext.Current.CancellationToken);
        var target = new StoreOptions { Folder = _elsewhere["never"], Time = Time };
        var refused = await Assert.ThrowsAsync<StoreException>(() => StoreRestore.RunAsync(backup, target));
        Assert.Equal("backup-damaged", refused.Code);
        Assert.Contains(Path.GetFileName(file), refused.Message);
        Assert.False(Directory.Exists(target.Folder));
    }

    private string Backup(NewsStore? store = null)
    {
        using var reader = StoreReader.Open((store ?? Store).Options);
        return StoreBackup.Make(reader, _elsewhere["backups"]).Folder;
    }

    private async Task<StoreOptions> Target()
    {
        var database = OnPostgres ? await PostgresServer.CreateDatabaseAsync() : null;
        if (database is not null) _opened.Add(database);
        return new StoreOptions { Folder = _elsewhere["restored-" + Guid.NewGuid().ToString("N")], Postgres = database?.ConnectionString, Time = Time };
    }

    private async Task<(NewsStore Store, RestoreDone Done)> Restore(string backup, string? journalsOf = null, bool look = true)
    {
        var target = await Target();
        var done = await StoreRestore.RunAsync(backup, target, journalsOf is null ? null : [Path.Combine(journalsOf, "kills")], look);
        var store = NewsStore.Open(target);
        _opened.Add(store);
        return (store, done);
    }

    private static Story Find(NewsStore store, Guid story) => store.Read(db => StoryTable.Find(db, story))!;

    private GateVerdict Public(NewsStore store, Guid story) => Gate.Ask(Find(store, story).Standing, Audience.Public, Now);

    private static Task<Guid> Publish(NewsStore store, string headline) => store.Write(tx =>
    {
        var story = Releases.NewStory(tx, ItemKind.Text, new StoryContent { Language = Language.From("en"), Headline = Headline.From(headline) });
        StoryTable.Insert(tx, story);
        Assert.True(Releases.Release(tx, new ReleaseRequest { Story = story.Id, Order = new ReleaseOrder { Action = ReleaseAction.Publish, By = "key:test" } }).IsDone);
        return story.Id;
    });

    private static Task Kill(NewsStore store, Guid story) => store.Write(tx =>
    {
        Assert.True(Releases.Release(tx, new ReleaseRequest { Story = story, Order = new ReleaseOrder { Action = ReleaseAction.Kill, By = "key:test", Reason = "False" } }).IsDone);
        return 0;
    });
}

public sealed class BackupsOnSqlite : BackupLaws
{
    protected override bool OnPostgres => false;
}

public sealed class BackupsOnPostgres : BackupLaws
{
    protected override bool OnPostgres => true;
}
