using Dateline.News;
using Dateline.Store.Stories;

namespace Dateline.Store.Tests;

/// <summary>One open store for each test, on the database that the class names, with a clock that stands still until told.</summary>
public abstract class StoreLaws : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private PostgresDatabase? _database;

    protected FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 8, 24, 6, 0, 0, TimeSpan.Zero));

    protected NewsStore Store { get; private set; } = null!;

    protected Instant Now => Instant.Now(Time);

    /// <summary>Whether this class's store lives on PostgreSQL.</summary>
    protected abstract bool OnPostgres { get; }

    public async ValueTask InitializeAsync()
    {
        if (OnPostgres) _database = await PostgresServer.CreateDatabaseAsync();
        Store = NewsStore.Open(new StoreOptions { Folder = _folder.Path, Postgres = _database?.ConnectionString, Time = Time });
    }

    public virtual async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        if (_database is not null) await _database.DisposeAsync();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Closes the store, lets something happen while nobody has it, and opens it again.</summary>
    protected async Task Reopen(Action meanwhile)
    {
        var options = Store.Options;
        await Store.DisposeAsync();
        meanwhile();
        Store = NewsStore.Open(options);
    }

    /// <summary>Waits, in real time, until something that happens beside the test has happened.</summary>
    protected static async Task Until(Func<bool> happened, int seconds = 20)
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        while (!happened())
        {
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(seconds), "It did not happen in time.");
            await Task.Delay(10);
        }
    }

    protected Task<Guid> Draft(string headline, string language = "en") => Store.Write(tx =>
    {
        var story = Releases.NewStory(tx, ItemKind.Text, new StoryContent { Language = Language.From(language), Headline = Headline.From(headline) });
        StoryTable.Insert(tx, story);
        return story.Id;
    });

    protected Task<Outcome<IReadOnlyList<Released>>> Try(Guid story, ReleaseAction action, Func<ReleaseOrder, ReleaseOrder>? change = null)
    {
        var order = new ReleaseOrder { Action = action, By = "key:test" };
        return Store.Write(tx => Releases.Release(tx, new ReleaseRequest { Story = story, Order = change?.Invoke(order) ?? order }));
    }

    protected async Task<Released> Release(Guid story, ReleaseAction action, Func<ReleaseOrder, ReleaseOrder>? change = null)
    {
        var outcome = await Try(story, action, change);
        Assert.True(outcome.IsDone, outcome.Refusal?.Message);
        return outcome.Value![0];
    }
}
