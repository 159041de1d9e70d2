using Dateline.News;
using Dateline.Store.Database;
using Dateline.Store.Stories;
using Dateline.Store.Wire;
using Dateline.Store.Writing;

namespace Dateline.Store.Tests.Wire;

/// <summary>What is looked for on the wire log by its slugline is found wherever it stands, page by page, on either database the same.</summary>
public abstract class LogFilterLaws : StoreLaws
{
    [Fact]
    public async Task A_storys_rows_are_found_however_much_went_since_newest_first_and_page_by_page()
    {
        var ferry = await Draft("FERRY-TIMETABLE", ReleaseAction.Publish, ReleaseAction.Writethru, ReleaseAction.Writethru);
        var (harbour, other) = (await Draft("Ferry-Harbour", ReleaseAction.Publish), await Draft("PORT-STRIKE", ReleaseAction.Publish));
        // Rows of others between: more than are read of the log backwards.
        await Store.Write(tx => { for (var i = 0; i < 2100; i++) Send(tx, other, ReleaseAction.Writethru); return 0; });
        await Store.Write(tx => { Send(tx, ferry, ReleaseAction.Kill); return 0; });
        Assert.Equal(2106, Store.Log.Head);

        Assert.Equal([2106, 4, 3, 2, 1], Found("ferry"));
        Assert.Equal([2106, 4], Found("ferry", count: 2));
        Assert.Equal([3, 2], Found("ferry", before: 4, count: 2));
        Assert.Equal([1], Found("ferry", before: 2));
        Assert.Empty(Found("ferry", before: 1));
        Assert.Equal([2106], Found("TIMETABLE", actions: [ReleaseAction.Kill]));
        Assert.Equal([2, 3], Found("y-time", actions: [ReleaseAction.Writethru]).Order());
        Assert.Empty(Found("TRAIN"));
        Assert.Equal([2105, 2104], Found("strike", count: 2));
        Assert.NotEqual(default, harbour);
    }

    [Theory]
    [InlineData("\u00E9lection")]
    [InlineData("\u00C9LECTION-PR\u00C9S")]
    [InlineData("e\u0301lection")]
    [InlineData("  Présidentielle ")]
    [InlineData("100 %_\\")]
    public async Task Case_does_not_matter_in_any_language_and_no_sign_means_another(string slug)
    {
        await Draft("Élection-PRÉSIDENTIELLE 100 %_\\", ReleaseAction.Publish);
        await Draft("Election-Presidentielle 100 xyz", ReleaseAction.Publish);
        await Draft(null, ReleaseAction.Publish);
        Assert.Equal([1], Found(slug));
    }

    [Fact]
    public async Task No_slug_asks_for_nothing_and_broken_text_breaks_nothing()
    {
        await Draft("PORT-STRIKE", ReleaseAction.Publish);
        foreach (var nothing in new[] { null, " ", "\uFFFE\u0000" }) Assert.Equal([1], Found(nothing));
        Assert.Empty(Found(new string(['P', '\uD800'])));
    }

    [Fact]
    public async Task The_slugline_of_a_story_that_was_taken_down_finds_nothing()
    {
        var story = await Draft("VERDICT-NAMES", ReleaseAction.Publish);
        Assert.Equal([1], Found("verdict"));
        await Release(story, ReleaseAction.Takedown, o => o with { Reason = "Court order" });
        Assert.Empty(Found("verdict"));
        Assert.Equal([2, 1], Found(null));
    }

    [Fact]
    public void Any_text_is_looked_for_however_long() => Assert.Empty(Found(string.Concat(Enumerable.Range(0x0400, 6000).Select(static c => (char)c))));

    private List<long> Found(string? slug, long before = long.MaxValue, int count = 100, IReadOnlyCollection<ReleaseAction>? actions = null) =>
        Store.Read(db => WireLog.Before(db, before, new LogFilter { Slug = slug, Actions = actions ?? [] }, count)).ConvertAll(r => r.Position);

    private Task<Guid> Draft(string? slugline, params ReleaseAction[] actions) => Store.Write(tx =>
    {
        var story = Releases.NewStory(tx, ItemKind.Text, new StoryContent { Slugline = Slugline.From(slugline), Headline = Headline.From("A headline") });
        StoryTable.Insert(tx, story);
        foreach (var action in actions) Send(tx, story.Id, action);
        return story.Id;
    });

    private static void Send(StoreTransaction tx, Guid story, ReleaseAction action) =>
        Assert.True(Releases.Release(tx, new ReleaseRequest { Story = story, Order = new ReleaseOrder { Action = action, By = "key:test", Reason = "A reason" } }).IsDone);
}

public sealed class LogFilterOnSqlite : LogFilterLaws
{
    protected override bool OnPostgres => false;

    // The plan of PostgreSQL depends on what is in the tables.
    [Fact]
    public void The_log_is_not_read_from_end_to_end_nor_are_the_stories()
    {
        var steps = new List<string>();
        Store.Read(db =>
        {
            var asked = new List<string>();
            db.Asked = asked.Add;
            // As on a log that is longer than what is read of it backwards.
            WireLog.OfSlug(db, 10, new LogFilter { Slug = "Élection", Actions = [ReleaseAction.Kill] }, 5);
            WireLog.Before(db, 10, new LogFilter { Slug = "Élection" }, 5);
            db.Asked = null;
            steps = Plan.Of(db, asked);
            return 0;
        });
        Assert.Contains(steps, s => s.StartsWith("SCAN story USING COVERING INDEX story_slugline", StringComparison.Ordinal));
        Assert.Contains(steps, s => s.Contains("wire_log_story (story=? AND position<?)", StringComparison.Ordinal));
        Assert.DoesNotContain(steps, s => s.StartsWith("SCAN ", StringComparison.Ordinal) && s.Split(' ')[1] is "wire_log" or "w" or "o" or "s");
        Assert.DoesNotContain(steps, s => s == "SCAN story");
        // Backwards it is read between two positions.
        Assert.DoesNotContain(steps, s => s.Contains("(position<?)", StringComparison.Ordinal));
        Assert.Contains(steps, s => s.Contains("(position>? AND position<?)", StringComparison.Ordinal));
    }
}

public sealed class LogFilterOnPostgres : LogFilterLaws
{
    protected override bool OnPostgres => true;
}
