using Dateline.News;
using Dateline.Store.Stories;
using Dateline.Store.Wire;

namespace Dateline.Store.Tests.Wire;

/// <summary>What <c>verify-log</c> sees on every database (promises.md A1).</summary>
public abstract class LogVerifierLaws : StoreLaws
{
    [Fact]
    public async Task A_log_as_it_was_written_is_sound_and_signed_to_its_head()
    {
        await LogTampering.Fill(Store, Time.Advance);
        var found = LogVerifier.Verify(Store);
        Assert.Empty(found.Problems);
        Assert.Equal(Store.Log.Head, found.SignedUpTo);
        Assert.Equal(Store.Log.Head, found.Rows);
        Assert.Equal(12, found.Stories);
    }

    [Fact]
    public void An_empty_store_is_sound() => Assert.True(LogVerifier.Verify(Store).IsSound);

    [Fact]
    public async Task Every_one_of_300_random_tampers_is_found_and_a_changed_row_is_named()
    {
        await LogTampering.Fill(Store, Time.Advance);
        using var tampering = new LogTampering(Store);
        for (var seed = 1ul; seed <= 300; seed++)
        {
            var (what, where, found) = tampering.TryOne(new ScriptedRandomness(seed));
            Assert.False(found.IsSound, $"seed {seed}: {what} was not found");
            if (where is not null) Assert.True(where == found.FirstBad, $"seed {seed}: {what} was found at {found.FirstBad}: {found.Problems[0]}");
        }
        Assert.True(LogVerifier.Verify(Store).IsSound);
    }

    [Fact]
    public async Task A_key_that_only_its_owner_may_read_signs_and_openssl_could_check_it()
    {
        await LogTampering.Fill(Store, Time.Advance);
        var folder = Store.Options.Folder;
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(folder, "keys", "log-signing.key")));
        Assert.Contains("PUBLIC KEY", File.ReadAllText(Path.Combine(folder, "keys", "log-signing.pub")), StringComparison.Ordinal);
        Assert.NotEmpty(Directory.GetFiles(Path.Combine(folder, "signed-heads")));
    }

    [Fact]
    public async Task Heads_are_signed_at_the_start_each_hour_and_at_the_end_and_not_when_nothing_was_written()
    {
        var story = await Draft("First");
        await Release(story, ReleaseAction.Publish);
        using var signing = new HeadSigning(Store);
        using var stop = new CancellationTokenSource();
        var running = signing.RunAsync(stop.Token);
        await Until(() => Heads() == 1);
        Time.Advance(TimeSpan.FromHours(1));
        await Release(story, ReleaseAction.Writethru);
        await Until(() => { Time.Advance(TimeSpan.FromMinutes(20)); return Heads() == 2; });
        await Release(story, ReleaseAction.Writethru);
        await stop.CancelAsync();
        await running;
        Assert.Equal(3, Heads());
        Assert.Equal(3, LogVerifier.Verify(Store).SignedUpTo);
    }

    [Fact]
    public async Task A_head_that_was_signed_but_not_yet_exported_is_exported_at_the_next_start()
    {
        await LogTampering.Fill(Store, Time.Advance);
        foreach (var file in Directory.GetFiles(Path.Combine(Store.Options.Folder, "signed-heads"))) File.Delete(file);
        Assert.Equal("head-file-missing", LogVerifier.Verify(Store).Problems[0].Code);
        using var signing = new HeadSigning(Store);
        await signing.RunAsync(new CancellationToken(canceled: true));
        Assert.True(LogVerifier.Verify(Store).IsSound);
    }

    [Fact]
    public async Task A_file_that_a_crash_has_cost_is_no_tampering_and_one_that_was_there_and_is_gone_is()
    {
        await LogTampering.Fill(Store, Time.Advance);
        await Release(await Draft("After the last head"), ReleaseAction.Publish);
        // Signed in the database, and then the process ended before the file was written.
        using (var key = SigningKey.Open(Store.Options.Folder)) await Store.Write(tx => HeadSigning.Sign(tx, key, HeadKind.Head));
        Assert.Empty(LogVerifier.Verify(Store).Problems);
        using (var signing = new HeadSigning(Store)) await signing.RunAsync(new CancellationToken(canceled: true));
        File.Delete(Directory.GetFiles(Path.Combine(Store.Options.Folder, "signed-heads")).Order(StringComparer.Ordinal).Last());
        Assert.Equal("head-file-missing", Assert.Single(LogVerifier.Verify(Store).Problems).Code);
    }

    [Fact]
    public async Task A_due_row_vouches_for_the_version_that_became_usable_not_for_the_draft()
    {
        var story = await Draft("Embargoed");
        await Release(story, ReleaseAction.Publish, o => o with { UsableFrom = Embargo.At(Now + TimeSpan.FromMinutes(1)) });
        await Store.Write(tx => { var s = StoryTable.Find(tx.Db, story)!; StoryTable.Update(tx, s with { Content = s.Content with { Headline = Headline.From("Being written") } }); return 0; });
        Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(1, await Store.Write(Timetable.RunDue));
        Assert.Empty(LogVerifier.Verify(Store).Problems);
    }

    private int Heads() => Directory.Exists(HeadFiles.FolderIn(Store.Options.Folder)) ? Directory.GetFiles(HeadFiles.FolderIn(Store.Options.Folder), "*.json").Length : 0;
}

public sealed class LogVerifierOnSqlite : LogVerifierLaws
{
    protected override bool OnPostgres => false;
}

public sealed class LogVerifierOnPostgres : LogVerifierLaws
{
    protected override bool OnPostgres => true;
}
