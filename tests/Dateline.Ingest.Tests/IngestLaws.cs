using Dateline.Ingest.Matching;
using Dateline.News;
using Dateline.Store;
using Dateline.Store.Intake;
using Dateline.Store.Keeping;
using Dateline.Store.Stories;

namespace Dateline.Ingest.Tests;

/// <summary>
/// One open store for each test, on the database that the class names, with a source and a clock that stands still until told.
/// Histories are told in items, not bytes: matching is a function on items.
/// </summary>
public abstract class IngestLaws : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private PostgresDatabase? _database;
    private byte _raw;

    protected FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 8, 24, 6, 0, 0, TimeSpan.Zero));

    protected NewsStore Store { get; private set; } = null!;

    protected Source Wire { get; private set; } = null!;

    protected Instant Now => Instant.Now(Time);

    protected abstract bool OnPostgres { get; }

    public virtual async ValueTask InitializeAsync()
    {
        if (OnPostgres) _database = await PostgresServer.CreateDatabaseAsync();
        Store = NewsStore.Open(new StoreOptions { Folder = _folder.Path, Postgres = _database?.ConnectionString, Time = Time });
        Wire = await Store.Write(tx => Sources.Save(tx, "np", "Northern Press", "{}", "test"));
    }

    public virtual async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        if (_database is not null) await _database.DisposeAsync();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>The store as another node has it, over the same database, with a data folder of its own; on SQLite, where there is one process, the same.</summary>
    private protected async Task AtAnotherNode(Func<NewsStore, Task> work)
    {
        if (_database is null)
        {
            await work(Store);
            return;
        }
        using var folder = new TempFolder();
        await using var other = NewsStore.Open(new StoreOptions { Folder = folder.Path, Postgres = _database.ConnectionString, Time = Time });
        await work(other);
    }

    /// <summary>An item of the wire: version 1, made now, in English, with a headline and a text.</summary>
    protected NewsItem Item(string guid = "urn:np:1", string? version = "1", string headline = "Bridge reopens after storm", string text = "The bridge is open again.") => new()
    {
        Guid = guid,
        Version = version,
        VersionCreated = Now,
        Provider = new Provider(null, "Northern Press"),
        Content = new StoryContent
        {
            Language = Language.From("en"),
            Headline = Headline.From(headline),
            Slugline = Slugline.From("BRIDGE-STORM"),
            Body = StoryHtml.FromParagraphs([text]),
        },
    };

    /// <summary>Takes in an item, a minute after the one before.</summary>
    protected async Task<ItemOutcome> Arrive(NewsItem item, Source? source = null)
    {
        Time.Advance(TimeSpan.FromMinutes(1));
        return await ArriveNow(item, source);
    }

    protected Task<ItemOutcome> ArriveNow(NewsItem item, Source? source = null) => Store.Write(tx =>
    {
        var from = Sources.Find(tx.Db, (source ?? Wire).Id)!;
        var settings = SourceSettings.Read(from.Settings).Value!;
        var book = Routes.Book(tx.Db, Routing.RouteBook.Empty);
        return Arrivals.Take(tx, from, settings, book, PreparedItem.From(0, item, from, settings, book), [++_raw], "test");
    });

    /// <summary>Everything is sent as it comes.</summary>
    protected Task SendEverything(int? mostPerHour = null) => SetRoutes(new Route { Name = "all", Actions = new RouteActions { Send = true }, MostPerHour = mostPerHour });

    protected async Task SetRoutes(params Route[] routes)
    {
        var set = await Store.Write(tx => Routes.Replace(tx, routes, "test"));
        Assert.True(set.IsDone, set.Refusal?.Message);
    }

    protected Story StoryOf(string guid = "urn:np:1") => Assert.Single(StoriesOf(guid));

    protected List<Story> StoriesOf(string guid) => Store.Read(db => StoryTable.OfSourceItem(db, Wire.Id, guid));

    protected GateVerdict Public(Story story) => Gate.Ask(Store.Read(db => StoryTable.Find(db, story.Id))!.Standing, Audience.Public, Now);

    protected List<StoryVersion> Versions(Story story) => Store.Read(db => StoryTable.Versions(db, story.Id));

    protected List<string> AlarmKinds() => Store.Read(db => Alarms.List(db, true, 100)).ConvertAll(a => a.Kind);

    protected Task Edit(Story story, Func<Story, Story> change) => Store.Write(tx =>
    {
        StoryTable.Update(tx, change(StoryTable.Find(tx.Db, story.Id)!), linksChanged: true);
        return 0;
    });

    protected Task<Outcome<IReadOnlyList<Released>>> DeskDoes(Story story, ReleaseAction action, Func<ReleaseOrder, ReleaseOrder>? change = null)
    {
        var order = new ReleaseOrder { Action = action, By = "key:desk" };
        return Store.Write(tx => Releases.Release(tx, new ReleaseRequest { Story = story.Id, Order = change?.Invoke(order) ?? order }));
    }

    /// <summary>A story of our own staff that refers to an item.</summary>
    protected Task<Story> StaffStory(string headline, LinkKind kind, string guid, bool publish = true) => Store.Write(tx =>
    {
        var story = Releases.NewStory(tx, ItemKind.Text, new StoryContent { Language = Language.From("en"), Headline = Headline.From(headline) }) with { Links = [new ItemLink(kind, guid)] };
        StoryTable.Insert(tx, story);
        if (publish) Releases.Release(tx, new ReleaseRequest { Story = story.Id, Order = new ReleaseOrder { Action = ReleaseAction.Publish, By = "key:desk" } });
        return StoryTable.Find(tx.Db, story.Id)!;
    });
}

internal static class ItemChanges
{
    internal static NewsItem Says(this NewsItem item, string headline) => item with { Content = item.Content with { Headline = Headline.From(headline) } };

    internal static NewsItem Note(this NewsItem item, string edNote) => item with { Content = item.Content with { EdNote = edNote } };

    internal static NewsItem Signals(this NewsItem item, params SignalKind[] kinds) => item with { Signals = [.. kinds.Select(k => new Signal(k, "sig:" + k))] };

    internal static NewsItem Links(this NewsItem item, LinkKind kind, string guid) => item with { Links = [.. item.Links, new ItemLink(kind, guid)] };

    internal static NewsItem Killed(this NewsItem item, string version) => item with { Version = version, Status = PubStatus.Canceled, Content = new StoryContent { Language = item.Content.Language, EdNote = "Mandatory kill. The source withdrew." } };

    internal static NewsItem Held(this NewsItem item, string version) => item with { Version = version, Status = PubStatus.Withheld, Content = new StoryContent { Language = item.Content.Language, EdNote = "Hold until we have called back." } };
}
