using System.Net;
using System.Text;
using Dateline.News;
using Dateline.Proofs.Crawling;
using Dateline.Store;

namespace Dateline.Journey.Tests;

/// <summary>
/// Before its hour nothing of a story is anywhere, not even that it exists (promises.md E1, E5, K3): the short form of <c>./prove.sh embargo</c>,
/// on the whole program, with a clock that stands still until told.
/// </summary>
public abstract class EmbargoCrawlTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 8, 24, 19, 0, 0, TimeSpan.Zero));
    private PostgresDatabase? _database;
    private NewsStore _store = null!;
    private World _world = null!;
    private Callers _callers = null!;
    private CrawledApp _app = null!;
    private Crawl _crawl = null!;

    protected abstract bool OnPostgres { get; }

    private Instant Opens { get; } = Instant.From(new DateTimeOffset(2026, 8, 24, 20, 0, 0, TimeSpan.Zero));

    public async ValueTask InitializeAsync()
    {
        if (OnPostgres) _database = await PostgresServer.CreateDatabaseAsync();
        _store = NewsStore.Open(new StoreOptions { Folder = _folder.Path, Postgres = _database?.ConnectionString, Time = _time });
        _world = await World.Build(_store, 2026, Opens, span => { _time.Advance(span); return Task.CompletedTask; });
        _callers = await Callers.Make(_store);
        _app = await CrawledApp.Build(_store).StartAsync();
        _crawl = new Crawl(_app.Address, _world);
    }

    public async ValueTask DisposeAsync()
    {
        _crawl.Dispose();
        await _app.DisposeAsync();
        await _store.DisposeAsync();
        if (_database is not null) await _database.DisposeAsync();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task No_route_shows_anything_before_its_hour_and_all_of_it_is_there_at_the_hour()
    {
        var ids = await _callers.SendIn(_app.Address, _world);
        var violations = new List<string>();
        var routes = new Routes(_world, ids).Of(_app.Routes, violations);
        await _crawl.Run(routes, [.. _callers.Roles, await _callers.Enter(_app.Address)], isThorough: false);
        Nothing(violations.Concat(_crawl.Violations));

        // What nobody was shown was not looked for: the newsroom saw each of them.
        foreach (var story in _world.Cases.Where(c => c.Fate is not Fate.Live && c.Name != "taken-down")) Assert.Contains(story.Name, _crawl.SeenByStaff);
        Assert.Contains("incoming", _crawl.SeenByStaff);
        TestContext.Current.SendDiagnosticMessage($"{_crawl.Requests} requests on {routes.Count} routes");
        // Whoever has a link that stands reads the story by it.
        Assert.Contains("embargoed.headline", _world.Hidden.In((await _crawl.Send("GET", "/draft/" + _world.StandingLink, Callers.Nobody)).Plain));
        foreach (var line in _app.Log.Lines) Assert.Empty(_world.Hidden.In(line));

        _time.Advance(Opens - Instant.Now(_time) - TimeSpan.FromTicks(TimeSpan.TicksPerMicrosecond));
        Assert.NotEmpty(await Sight.Missing(_crawl, _world["embargoed"]));
        await _crawl.Run([.. routes.Where(r => !r.Pattern.StartsWith("/api", StringComparison.Ordinal))], [Callers.Nobody with { Writes = false }, Callers.NobodyAtSecond], isThorough: false);
        Nothing(_crawl.Violations);

        _time.Advance(TimeSpan.FromTicks(TimeSpan.TicksPerMicrosecond));
        foreach (var story in _world.Cases.Where(c => c.Fate == Fate.Opens))
        {
            Assert.Empty(await Sight.Missing(_crawl, story));
            _world.Hidden.Release(story.Name);
        }
        await _crawl.Run([.. routes.Where(r => !r.Pattern.StartsWith("/api", StringComparison.Ordinal)).Select(r => r with { Probes = [.. r.Probes.Where(p => p.Of is not ("embargoed" or "embargoed2"))] })], [Callers.Nobody with { Writes = false }, Callers.NobodyAtSecond], isThorough: false);
        Nothing(_crawl.Violations);
    }

    [Fact]
    public async Task What_is_hidden_costs_the_same_questions_to_the_store_as_what_was_never_there()
    {
        _store.Search.CatchUp();
        var unknownPage = await Questions("/0123456789");
        var unknownPhoto = await Questions("/media/0123456789abcdefghjkmnpqrs.jpg");
        Assert.NotEmpty(unknownPage);
        Assert.NotEmpty(unknownPhoto);
        foreach (var story in _world.Cases.Where(c => c.Fate is Fate.Hidden or Fate.Opens))
        {
            foreach (var path in story.Paths.Where(_ => story.Slugs.Count > 0)) Assert.Equal(unknownPage, await Questions(path));
            foreach (var photo in story.Photos) Assert.Equal(unknownPhoto, await Questions($"/media/{photo.Key}.jpg"));
        }
    }

    [Fact]
    public async Task A_story_killed_by_the_desk_is_gone_from_every_address_it_ever_had_on_the_next_request()
    {
        var live = _world["live"];
        Assert.Empty(await Sight.Missing(_crawl, live));
        Assert.Empty(await Sight.Missing(_crawl, _world["live-sharing"]));
        var etag = Header(await _crawl.Send("GET", live.Paths.First(), Callers.Nobody), "ETag");
        await _world.Release(live, ReleaseAction.Kill);
        foreach (var word in _world.Shown.Release("live")) _world.Hidden.Watch(word, "live");

        foreach (var path in live.Paths)
            foreach (var condition in new (string, string)[] { ("If-None-Match", "*"), ("If-None-Match", etag!), ("Range", "bytes=0-9"), ("Accept-Encoding", "br") })
            {
                var (get, head) = (await _crawl.Send("GET", path, Callers.Nobody, condition), await _crawl.Send("HEAD", path, Callers.Nobody, condition));
                Assert.Equal((HttpStatusCode.Gone, HttpStatusCode.Gone), (get.Status, head.Status));
                Assert.Equal(get.Headers, head.Headers);
                Assert.Empty(_world.Hidden.In(get.Headers + Encoding.UTF8.GetString(get.Plain)));
            }
        foreach (var path in live.Paths) Assert.Equal(HttpStatusCode.Gone, (await _crawl.Send("GET", path, Callers.NobodyAtSecond)).Status);
        foreach (var path in Sight.Lists.Concat(live.Photos.Select(p => $"/media/{p.Key}.jpg")))
            foreach (var reader in new[] { Callers.Nobody, Callers.NobodyAtSecond })
                Assert.Empty(_world.Hidden.In((await _crawl.Send("GET", path, reader)).Plain));
        foreach (var photo in live.Photos) Assert.Equal(HttpStatusCode.NotFound, (await _crawl.Send("GET", $"/media/{photo.Key}.jpg", Callers.Nobody, ("Range", "bytes=0-9"))).Status);
        Assert.Empty(await Sight.Missing(_crawl, _world["live-sharing"]));
    }

    /// <summary>
    /// What a request asks the store, statement by statement. What happens beside it by time alone is left out, and what indexes ask beside it only ever adds:
    /// of several times the shortest is the request's own.
    /// </summary>
    private async Task<IReadOnlyList<string>> Questions(string path)
    {
        var shortest = await QuestionsOnce(path);
        for (var again = 0; again < 3; again++)
            if (await QuestionsOnce(path) is { } asked && asked.Count < shortest.Count) shortest = asked;
        return shortest;
    }

    private async Task<IReadOnlyList<string>> QuestionsOnce(string path)
    {
        var asked = new System.Collections.Concurrent.ConcurrentQueue<string>();
        _store.Asked = asked.Enqueue;
        await _crawl.Send("GET", path, Callers.Nobody);
        _store.Asked = null;
        return [.. asked.Where(sql => !new[] { "timetable", "wire_log", "log_head", "log_signature", "clock_timestamp", "from source" }.Any(table => sql.Contains(table, StringComparison.Ordinal)) && sql is not ("begin" or "commit"))];
    }

    // Why the program failed at an answer stands in what it logged.
    private void Nothing(IEnumerable<string> violations)
    {
        var all = violations.Distinct().ToList();
        if (all.Count == 0) return;
        var errors = _app.Log.Lines.Where(line => line.StartsWith("Error", StringComparison.Ordinal) || line.StartsWith("Critical", StringComparison.Ordinal));
        Assert.Fail($"{all.Count} violations:\n{string.Join('\n', all.Take(30))}\nLogged:\n{string.Join('\n', errors.Take(5))}");
    }

    private static string? Header(Answered answer, string name) => answer.Headers.Split('\n').FirstOrDefault(h => h.StartsWith(name + ": ", StringComparison.Ordinal))?[(name.Length + 2)..];
}

public sealed class EmbargoCrawlOnSqliteTests : EmbargoCrawlTests { protected override bool OnPostgres => false; }

public sealed class EmbargoCrawlOnPostgresTests : EmbargoCrawlTests { protected override bool OnPostgres => true; }
