using Dateline.News;
using Dateline.Store.Keeping;
using Dateline.Store.Kills;
using Dateline.Store.Stories;

namespace Dateline.Store.Tests.Keeping;

/// <summary>What is killed or held stands outside the database before anyone is told, and what was not done does not count.</summary>
public abstract class KillJournalLaws : StoreLaws
{
    private string Journal => KillJournal.FolderIn(Store.Options.Folder);

    [Fact]
    public async Task Every_kill_hold_and_moved_embargo_is_written_down_and_nothing_else()
    {
        var (one, two) = (await Draft("One"), await Draft("Two"));
        await Release(one, ReleaseAction.Publish);
        await Release(one, ReleaseAction.Hold, o => o with { Reason = "Doubts" });
        await Release(one, ReleaseAction.SendAsWas);
        await Release(one, ReleaseAction.Writethru);
        await Release(one, ReleaseAction.Kill, o => o with { Reason = "False" });
        await Release(two, ReleaseAction.Publish, o => o with { UsableFrom = Embargo.At(Now + TimeSpan.FromHours(1)) });
        await Release(two, ReleaseAction.ChangeEmbargo, o => o with { UsableFrom = Embargo.FurtherNotice });
        await Release(two, ReleaseAction.Lift);
        Assert.Equal([KillAct.Hold, KillAct.HoldEnded, KillAct.Kill, KillAct.Embargo, KillAct.Embargo], Entries().Select(e => e.Act));
        Assert.Equal([2L, 3, 5, 7, 8], Entries().Select(e => e.Position!.Value));
    }

    [Fact]
    public async Task No_word_of_the_story_and_no_reason_stands_in_it()
    {
        var story = await Store.Write(tx =>
        {
            var s = Releases.NewStory(tx, ItemKind.Text, new StoryContent { Language = Language.From("en"), Headline = Headline.From("CANARYHEAD"), Slugline = Slugline.From("CANARYSLUG") });
            StoryTable.Insert(tx, s);
            return s.Id;
        });
        await Release(story, ReleaseAction.Publish);
        await Release(story, ReleaseAction.Kill, o => o with { Reason = "CANARYREASON", EdNote = "CANARYNOTE" });
        Assert.DoesNotContain("CANARY", string.Concat(KillFile.In(Journal).Select(Read)));
        Assert.Single(Entries());
    }

    [Fact]
    public async Task A_kill_that_was_undone_with_its_command_leaves_no_line()
    {
        var story = await Draft("Stays");
        await Release(story, ReleaseAction.Publish);
        await Assert.ThrowsAsync<InvalidOperationException>(() => Store.Write<int>(tx =>
        {
            Releases.Release(tx, new ReleaseRequest { Story = story, Order = new ReleaseOrder { Action = ReleaseAction.Kill, By = "key:test", Reason = "False" } });
            throw new InvalidOperationException("after the kill");
        }));
        Assert.Empty(Entries());
    }

    [Fact]
    public async Task A_line_whose_commit_was_lost_does_not_count_after_the_next_start()
    {
        var story = await Draft("Nearly killed");
        var released = await Release(story, ReleaseAction.Publish);
        await Reopen(() =>
        {
            // The power went between the journal's sync and the commit: the line is there, the row is not.
            var lost = new KillEntry { Act = KillAct.Kill, Guid = released.Story.Guid, At = Now, Epoch = 1, Position = 2, By = "key:test", Batch = 1 };
            File.AppendAllText(OneFile(), KillFile.Line(lost) + KillFile.Line(lost)[..20]);
        });
        Assert.Empty(Entries());
        await Release(story, ReleaseAction.Hold, o => o with { Reason = "Doubts" });
        Assert.Equal(KillAct.Hold, Assert.Single(Entries()).Act);
    }

    [Fact]
    public async Task A_line_whose_verdict_was_lost_counts_when_the_commit_was_kept()
    {
        var story = await Draft("Killed");
        await Release(story, ReleaseAction.Publish);
        await Release(story, ReleaseAction.Kill, o => o with { Reason = "False" });
        await Reopen(() =>
        {
            var lines = File.ReadAllLines(OneFile());
            Assert.Contains("\"kept\":true", lines[^1]);
            File.WriteAllLines(OneFile(), lines[..^1]);
        });
        Assert.Equal(KillAct.Kill, Assert.Single(Entries()).Act);
        Assert.Contains("\"kept\":true", Read(OneFile()));
    }

    [Fact]
    public async Task A_journal_that_was_lost_is_written_again_from_the_log()
    {
        var story = await Draft("Killed");
        await Release(story, ReleaseAction.Publish);
        await Release(story, ReleaseAction.Hold, o => o with { Reason = "Doubts" });
        await Release(story, ReleaseAction.Kill, o => o with { Reason = "False" });
        var before = Entries().Select(e => (e.Act, e.Guid, e.Position, e.At, e.By)).ToList();
        await Reopen(() => Directory.Delete(Journal, recursive: true));
        Assert.Equal(before, Entries().Select(e => (e.Act, e.Guid, e.Position, e.At, e.By)));
        await Reopen(() => { });
        Assert.Equal(before.Count, Entries().Count);
    }

    [Fact]
    public async Task A_torn_line_spoils_none_but_itself()
    {
        var story = await Draft("Killed");
        await Release(story, ReleaseAction.Publish);
        await Release(story, ReleaseAction.Hold, o => o with { Reason = "Doubts" });
        await Reopen(() => File.AppendAllText(OneFile(), "{\"batch\":9,\"act\":\"ki"));
        await Release(story, ReleaseAction.Kill, o => o with { Reason = "False" });
        Assert.Equal([KillAct.Hold, KillAct.Kill], Entries().Select(e => e.Act));
        Assert.Single(KillFile.Read(OneFile()).BadLines);
    }

    private List<KillEntry> Entries() => [.. KillFile.In(Journal).SelectMany(f => KillFile.Read(f).Entries)];

    private string OneFile() => Assert.Single(KillFile.In(Journal));

    private static string Read(string path)
    {
        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd();
    }
}

public sealed class KillJournalOnSqlite : KillJournalLaws
{
    protected override bool OnPostgres => false;
}

public sealed class KillJournalOnPostgres : KillJournalLaws
{
    protected override bool OnPostgres => true;
}
