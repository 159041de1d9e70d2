using Dateline.News;
using Dateline.Store.Search;

namespace Dateline.Store.Tests.Search;

/// <summary>The parts of an index on SQLite are one index to whoever asks.</summary>
public sealed class IndexPartTests : IDisposable
{
    private const long Part = 1 << 17;

    private readonly TempFolder _folder = new();
    private readonly SqliteSearchIndex _index;

    public IndexPartTests()
    {
        _index = new SqliteSearchIndex(Path.Combine(_folder.Path, "search.db"));
        Assert.True(_index.TryOpen());
        _index.Write(db =>
        {
            foreach (var id in new[] { 5, Part - 1, Part, Part + 7, 9 * Part }) _index.Put(db, Entry(id, "s" + id));
        });
    }

    public void Dispose()
    {
        _index.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void The_newest_come_first_whatever_part_they_lie_in() => Assert.Equal([9 * Part, Part + 7, Part, Part - 1, 5], Found("harbour", long.MaxValue, 10));

    [Theory]
    [InlineData(Part, new[] { Part - 1, 5L })]
    [InlineData(Part + 1, new[] { Part, Part - 1, 5L })]
    [InlineData(5, new long[0])]
    public void A_page_begins_below_an_id_at_the_edge_of_a_part_too(long below, long[] ids) => Assert.Equal(ids, Found("harb*", below, 10));

    [Fact]
    public void A_page_holds_no_more_than_was_asked_for() => Assert.Equal([9 * Part, Part + 7], Found("harbour", long.MaxValue, 2));

    [Fact]
    public void An_entry_that_moves_to_a_newer_part_leaves_its_old_one()
    {
        _index.Write(db => _index.Put(db, Entry(10 * Part, "s5") with { Mark = "changed" }));
        Assert.Equal([10 * Part, 9 * Part, Part + 7, Part, Part - 1], Found("harbour", long.MaxValue, 10));
    }

    [Fact]
    public void An_entry_that_is_dropped_is_found_in_no_part()
    {
        _index.Write(db => _index.Drop(db, "s" + Part));
        Assert.Equal([9 * Part, Part + 7, Part - 1, 5], Found("harbour", long.MaxValue, 10));
    }

    [Fact]
    public void The_ranked_are_taken_from_all_parts() =>
        Assert.Equal([9 * Part, Part + 7, Part, Part - 1, 5], _index.Read(db => _index.Ranked(db, Asked("harbour")), []).ConvertAll(r => r.Id));

    private List<long> Found(string words, long below, int count) => _index.Read(db => _index.Newest(db, Asked(words), below, count), []).ConvertAll(r => r.Id);

    private static SearchExpression Asked(string words) => SearchExpression.Of(new SearchQuery { Words = words }).Value!;

    private static SearchDocument Entry(long id, string key) => new()
    {
        Id = id,
        Key = key,
        Story = Guid.NewGuid(),
        At = new Instant(id),
        Mark = "first",
        Text = "harbour opens",
        Tags = [SearchTags.Everything],
    };
}
