using CsCheck;
using Dateline.News;
using Dateline.Store.Search;

namespace Dateline.Store.Tests.Search;

/// <summary>
/// Few stories have the rare words of a question, many its language and its desk: on SQLite those few are looked at one by one. Whichever way an answer
/// is found, it is the one that a look at every story gives.
/// </summary>
public sealed class NarrowSearchTests : IDisposable
{
    private const long Part = 1 << 17;
    private static readonly string[] Rare = ["weir", "quarry", "heron"];
    private static readonly string[] Languages = ["en", "fr"];
    private static readonly string[] Desks = ["news", "sport", "photo"];

    private readonly TempFolder _folder = new();
    private readonly SqliteSearchIndex _index;
    private readonly List<Entry> _entries = [];

    public NarrowSearchTests()
    {
        _index = new SqliteSearchIndex(Path.Combine(_folder.Path, "search.db"));
        Assert.True(_index.TryOpen());
        // Of two parts; more of "harbour" in each than are looked at one by one in a whole search; one desk stands only at the old end.
        for (var n = 0; n < 12_000; n++)
        {
            var words = new[] { "harbour" }.Concat(Rare.Where((_, r) => n % (7 + 190 * r * r) == 0)).ToArray();
            _entries.Add(new(n % 2 * Part + n / 2, words, Languages[n % 5 / 4], n < 40 ? Desks[2] : Desks[n % 3 / 2], n % 9 == 0 ? StoryState.Published : StoryState.Draft, new Instant(n % 100)));
        }
        _index.Write(db => _entries.ForEach(e => _index.Put(db, e.Document())));
        _entries.Sort((a, b) => b.Id.CompareTo(a.Id));
    }

    public void Dispose()
    {
        _index.Dispose();
        _folder.Dispose();
    }

    private static readonly Gen<SearchQuery> Questions =
        from words in Gen.OneOfConst("harbour", "weir", "quarry", "heron", "weir quarry", "harbour -weir", "\"harbour weir\"", "quar*")
        from language in Gen.OneOfConst(null, "en", "fr")
        from desk in Gen.OneOfConst(null, "news", "sport", "photo")
        from states in Gen.OneOfConst(new StoryState[0], [StoryState.Published], [StoryState.Draft, StoryState.Published], [StoryState.Killed])
        from moments in Gen.OneOf(Gen.Const((-1, -1)), Gen.Select(Gen.Int[0, 100], Gen.Int[0, 100]))
        select new SearchQuery
        {
            Words = words,
            Language = language,
            Desk = desk,
            States = states,
            From = moments.Item1 < 0 ? null : new Instant(moments.Item1),
            Before = moments.Item2 < 0 ? null : new Instant(moments.Item2),
        };

    [Fact]
    public void An_answer_is_what_a_look_at_every_story_gives() =>
        Gen.Select(Questions, Gen.Int[1, 201], Gen.Int[0, 12_000]).Sample((query, count, at) =>
        {
            var below = at == 0 ? long.MaxValue : _entries[at - 1].Id;
            var expected = _entries.Where(e => e.Id < below && e.Answers(query)).Take(count).Select(e => e.Id);
            var expression = SearchExpression.Of(query).Value!;
            Assert.Equal(expected, _index.Read(db => _index.Newest(db, expression, below, count), []).Select(r => r.Id));
        }, iter: 300);

    [Fact]
    public void A_question_of_nothing_but_what_many_have_in_common_has_no_narrow_form()
    {
        Assert.Null(SearchExpression.Of(new SearchQuery { Language = "en", Desk = "news" }).Value!.Narrow);
        Assert.Null(SearchExpression.Of(new SearchQuery { Words = "harbour" }).Value!.Narrow);
        Assert.Single(SearchExpression.Of(new SearchQuery { Words = "harbour", Language = "en" }).Value!.Narrow!.All);
    }

    private sealed record Entry(long Id, string[] Words, string Language, string Desk, StoryState State, Instant At)
    {
        internal SearchDocument Document() => new()
        {
            Id = Id,
            Key = "s" + Id,
            Story = Guid.NewGuid(),
            At = At,
            Mark = "first",
            Text = string.Join(' ', Words),
            Tags = [SearchTags.Everything, SearchTags.Language(Language), SearchTags.Desk(Desk), SearchTags.State(State), .. SearchTags.Date(At)],
        };

        internal bool Answers(SearchQuery query) =>
            (query.Language ?? Language) == Language && (query.Desk ?? Desk) == Desk && (query.States.Count == 0 || query.States.Contains(State))
            && (query.From ?? At) <= At && (query.Before is not { } before || At < before) && Says(query.Words!);

        private bool Says(string question) => question switch
        {
            "harbour -weir" => !Words.Contains("weir"),
            "\"harbour weir\"" => Words is ["harbour", "weir", ..],
            "quar*" => Words.Contains("quarry"),
            _ => question.Split(' ').All(Words.Contains),
        };
    }
}
