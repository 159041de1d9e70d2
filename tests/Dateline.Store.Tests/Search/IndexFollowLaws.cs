using CsCheck;
using Dateline.News;
using Dateline.Store.Search;
using Dateline.Store.Stories;

namespace Dateline.Store.Tests.Search;

/// <summary>How the indexes follow the store: by cursor, through loss and damage, one writer at a time.</summary>
public abstract class IndexFollowLaws : SearchedStore
{
    /// <summary>Loses both indexes while the server runs.</summary>
    protected abstract Task Lose();

    /// <summary>Damages both indexes while the server runs.</summary>
    protected abstract Task Damage();

    /// <summary>Puts the indexes back to a state that is taken now: what a crash before the next commit leaves.</summary>
    protected abstract Task<Func<Task>> Remember();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_index_that_is_lost_or_damaged_is_made_anew_while_the_server_goes_on(bool damaged)
    {
        var stories = await Several(30);
        await Release(stories[3], ReleaseAction.Kill, o => o with { Reason = "False" });
        Store.Search.CatchUp();
        var (open, all) = (Public("storm"), Newsroom("storm"));
        Assert.Equal((29, 30), (open.Count, all.Count));

        await (damaged ? Damage() : Lose());
        Public("storm");
        Newsroom("storm");
        var late = await Publish(Text("Storm at last", ""));
        await Until(() =>
        {
            Store.Search.CatchUp();
            return Store.Search.Public.Behind() == 0 && Store.Search.Newsroom.Behind() == 0;
        });
        Assert.Equal([late, .. open], Public("storm"));
        Assert.Equal([late, .. all], Newsroom("storm"));
        Assert.Null(Store.Search.LastFailure);
    }

    [Fact]
    public async Task An_index_that_a_crash_left_behind_goes_on_from_its_own_cursor_and_loses_and_doubles_nothing()
    {
        var stories = await Several(10);
        Store.Search.CatchUp();
        var goBack = await Remember();
        await Release(stories[0], ReleaseAction.Kill, o => o with { Reason = "False" });
        await Release(stories[1], ReleaseAction.Writethru);
        stories.AddRange(await Several(5));
        Store.Search.CatchUp();
        var (open, all) = (Public("storm"), Newsroom("storm"));
        await goBack();
        Assert.True(Store.Search.Public.Behind() > 0);
        Assert.DoesNotContain(stories[0], Public("storm"));
        Store.Search.CatchUp();
        Assert.Equal(open, Public("storm"));
        Assert.Equal(all, Newsroom("storm"));
        Assert.Equal(14, PublicTotal("storm"));
        Assert.Null(Store.Search.LastFailure);
    }

    [Fact]
    public async Task An_index_of_another_history_is_thrown_away()
    {
        await Several(5);
        Store.Search.CatchUp();
        await Store.Write(tx => tx.NextEpoch());
        var late = await Publish(Text("Storm in a new epoch", ""));
        Store.Search.CatchUp();
        Assert.Equal(late, Public("storm")[0]);
        Assert.Equal(6, Newsroom("storm").Count);
    }

    [Fact]
    public async Task The_service_follows_a_release_and_a_draft_by_itself_and_ends_when_told()
    {
        using var stop = new CancellationTokenSource();
        var running = Store.Search.RunAsync(stop.Token);
        var draft = await Draft("Storm drafted");
        await Until(() => Newsroom("drafted").Contains(draft));
        await Release(draft, ReleaseAction.Publish);
        await Until(() => Public("storm").Contains(draft));
        await stop.CancelAsync();
        await running;
    }

    /// <summary>
    /// Any history of releases, any progress of the indexer, any time: what readers find is exactly what a walk over the whole store shows,
    /// less what the indexer has yet to see; never more. Once it has caught up, exactly that.
    /// </summary>
    [Fact]
    public async Task Whatever_happens_the_public_search_shows_what_a_walk_over_the_store_shows()
    {
        var steps = Gen.Select(Gen.Int[0, 12], Gen.Int[0, 7], Gen.Int[0, 100]);
        var histories = new List<(int, int, int)[]>();
        steps.Array[10, 50].Sample(histories.Add, iter: OnPostgres ? 10 : 60, threads: 1);
        foreach (var history in histories)
        {
            var (stories, marker) = (new List<Guid>(), $"history{histories.IndexOf(history)}");
            foreach (var (act, which, amount) in history)
            {
                await Step(stories, marker, act, which, amount);
                Compare(stories, $"{marker}word{amount % 5}", caughtUp: false);
            }
            await Store.Write(Timetable.RunDue);
            Store.Search.CatchUp();
            for (var n = 0; n < 5; n++) Compare(stories, $"{marker}word{n}", caughtUp: true);
        }
    }

    private async Task Step(List<Guid> stories, string marker, int act, int which, int amount)
    {
        var story = stories.Count == 0 ? Guid.Empty : stories[which % stories.Count];
        switch (act)
        {
            case 0 or 1:
                stories.Add(await Publish(Text($"Storm {marker}word{amount % 5}", $"<p>more{which}</p>", amount % 2 == 0 ? "en" : "fr"), order: o => o with { UsableFrom = amount < 30 ? Embargo.At(Now + TimeSpan.FromSeconds(amount)) : null }));
                break;
            case 2: Time.Advance(TimeSpan.FromSeconds(amount / 4)); break;
            case 3: await Store.Write(Timetable.RunDue); break;
            case 4: Store.Search.Step(); break;
            case 5: Store.Search.CatchUp(); break;
            case 6 when story != default:
                await Store.Write(tx => Releases.Release(tx, new ReleaseRequest { Story = story, Content = Text($"Storm {marker}word{amount % 5}", "") with { Rights = new Rights { Expires = amount > 80 ? Now + TimeSpan.FromSeconds(5) : null, NoWeb = amount < 10 } }, Order = new ReleaseOrder { Action = ReleaseAction.Writethru, By = "key:test" } }));
                break;
            case > 6 when story != default:
                var action = act switch { 7 => ReleaseAction.Kill, 8 => ReleaseAction.Hold, 9 => ReleaseAction.SendAsWas, 10 => ReleaseAction.Unpublish, 11 => ReleaseAction.Republish, _ => amount % 2 == 0 ? ReleaseAction.Lift : ReleaseAction.ChangeEmbargo };
                await Try(story, action, o => o with { Reason = "x", UsableFrom = action == ReleaseAction.ChangeEmbargo ? Embargo.At(Now + TimeSpan.FromSeconds(amount)) : null });
                break;
        }
    }

    private void Compare(List<Guid> stories, string word, bool caughtUp)
    {
        var answer = Store.Search.Public.Find(new SearchQuery { Words = "storm " + word, Count = 200, WithFacets = true }).Value!;
        var found = answer.Hits.Select(h => h.Story.Id).ToList();
        var walked = Walk(stories, word);
        Assert.Empty(found.Except(walked));
        Assert.Equal(found.Count, found.Distinct().Count());
        Assert.True(answer.Facets!.Total.Value <= walked.Count);
        if (!caughtUp) return;
        Assert.Equal(walked.Order(), found.Order());
        Assert.Equal(walked.Count, answer.Facets.Total.Value);
    }

    private List<Guid> Walk(List<Guid> stories, string word) => Store.Read(db => stories
        .Where(id => Gate.Ask(StoryTable.Find(db, id)!.Standing, Audience.Public, Store.Clock.Now()) == GateVerdict.Open)
        .Where(id => PublicStories.Text(db, id)!.Value.Content.Headline!.Text.Split(' ').Contains(word)).ToList());

    private async Task<List<Guid>> Several(int count)
    {
        var stories = new List<Guid>();
        for (var n = 0; n < count; n++) stories.Add(await Publish(Text($"Storm number {n}", "")));
        return stories;
    }
}

public sealed class IndexFollowOnSqlite : IndexFollowLaws
{
    protected override bool OnPostgres => false;

    private string[] Files => [.. Directory.EnumerateFiles(Store.Options.Folder, "search-*.db*")];

    protected override Task Lose()
    {
        Assert.NotEmpty(Files);
        foreach (var file in Files) File.Delete(file);
        return Task.CompletedTask;
    }

    protected override Task Damage()
    {
        foreach (var file in Files.Where(f => f.EndsWith(".db", StringComparison.Ordinal)))
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
            var garbage = new byte[stream.Length == 0 ? 4096 : stream.Length];
            Array.Fill(garbage, (byte)0xA5);
            stream.Write(garbage);
        }
        foreach (var wal in Files.Where(f => f.EndsWith("-wal", StringComparison.Ordinal))) using (new FileStream(wal, FileMode.Truncate, FileAccess.Write, FileShare.ReadWrite)) { }
        return Task.CompletedTask;
    }

    protected override Task<Func<Task>> Remember()
    {
        Store.Search.Suspend();
        var kept = Files.ToDictionary(f => f, File.ReadAllBytes);
        return Task.FromResult<Func<Task>>(() =>
        {
            Store.Search.Suspend();
            foreach (var file in Files) File.Delete(file);
            foreach (var (file, bytes) in kept) File.WriteAllBytes(file, bytes);
            return Task.CompletedTask;
        });
    }
}

public sealed class IndexFollowOnPostgres : IndexFollowLaws
{
    private static readonly string[] Tables = ["search_public_doc", "search_public_place", "search_public_spelling_word", "search_public_spelling_of", "search_newsroom_doc", "search_newsroom_place"];

    protected override bool OnPostgres => true;

    [Fact]
    public async Task Of_two_nodes_one_indexes_and_the_other_takes_over_when_it_ends()
    {
        using var folder = new TempFolder();
        var other = NewsStore.Open(Store.Options with { Folder = folder.Path });
        var story = await Publish(Text("Storm on two nodes", ""));
        other.Search.CatchUp();
        Assert.Equal([story], Public("storm"));

        var next = await Publish(Text("Storm again", ""));
        Store.Search.CatchUp();
        Assert.Equal([story], Public("storm"));
        Assert.True(Store.Search.Public.Behind() > 0);
        await other.DisposeAsync();
        await Until(() =>
        {
            Store.Search.CatchUp();
            return Store.Search.Public.Behind() == 0;
        });
        Assert.Equal([next, story], Public("storm"));
    }

    protected override Task Lose() => Run(string.Concat(Tables.Select(t => $"drop table {t};")));

    // PostgreSQL keeps its own files whole; what can be damaged is what the index says of itself.
    protected override Task Damage() => Run("update search_public_place set hash = '\\x00', store = 'other'; update search_newsroom_place set epoch = 77; delete from search_public_doc where id % 2 = 0; delete from search_newsroom_doc");

    protected override async Task<Func<Task>> Remember()
    {
        await Run(string.Concat(Tables.Select(t => $"create table kept_{t} as select * from {t};")));
        return () => Run(string.Concat(Tables.Select(t => $"delete from {t}; insert into {t} select * from kept_{t};")));
    }

    private Task Run(string sql)
    {
        using var db = Store.Database.OpenWriter();
        using var command = db.Connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
        return Task.CompletedTask;
    }
}
