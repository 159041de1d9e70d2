using System.Net;
using System.Text;
using Dateline.News;
using Dateline.Site.Caching;
using Dateline.Site.Sites;
using Dateline.Store;
using Dateline.Store.Intake;
using Dateline.Store.Stories;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Dateline.Site.Tests;

/// <summary>An answer, down to the bytes.</summary>
public sealed record Answer(HttpStatusCode Status, byte[] Bytes, IReadOnlyDictionary<string, string> Headers)
{
    public string Text => Encoding.UTF8.GetString(Bytes);
    public string? Header(string name) => Headers.GetValueOrDefault(name);
}

/// <summary>The site over an open store, on a loopback port, with a clock that stands still until told.</summary>
public sealed class SiteUnderTest : IAsyncDisposable
{
    private readonly TempFolder? _folder;
    private readonly WebApplication _app;
    private readonly HttpClient _http;

    private SiteUnderTest(TempFolder? folder, NewsStore store, FakeTimeProvider time, WebApplication app)
    {
        (_folder, Store, Time, _app) = (folder, store, time, app);
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, AutomaticDecompression = DecompressionMethods.None }) { BaseAddress = Address };
    }

    public NewsStore Store { get; }
    public FakeTimeProvider Time { get; }
    public Uri Address { get; }
    public Instant Now => Instant.Now(Time);
    internal PageRoom Room => _app.Services.GetRequiredService<SiteSet>().Room;
    internal PageCache Cache => _app.Services.GetRequiredService<SiteSet>().Main.Cache;

    internal T Service<T>() where T : notnull => _app.Services.GetRequiredService<T>();

    internal IReadOnlyList<OneSite> All => _app.Services.GetRequiredService<SiteSet>().All;

    public static Task<SiteUnderTest> StartAsync(SiteOptions? options = null, string? postgres = null, params SiteOptions[] further)
    {
        var folder = new TempFolder();
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 8, 24, 19, 0, 0, TimeSpan.Zero));
        return StartAsync(folder, NewsStore.Open(new StoreOptions { Folder = folder.Path, Postgres = postgres, Time = time }), time, options, further, Site.UsualCacheBytes);
    }

    /// <summary>Another site over the same store and clock; it ends before the first does.</summary>
    public static Task<SiteUnderTest> BesideAsync(SiteUnderTest first, SiteOptions options, params SiteOptions[] further) => BesideAsync(first, Site.UsualCacheBytes, options, further);

    /// <summary>The same, with so many bytes for its pages.</summary>
    public static Task<SiteUnderTest> BesideAsync(SiteUnderTest first, long cacheBytes, SiteOptions options, params SiteOptions[] further) =>
        StartAsync(null, first.Store, first.Time, options, further, cacheBytes);

    private static async Task<SiteUnderTest> StartAsync(TempFolder? folder, NewsStore store, FakeTimeProvider time, SiteOptions? options, SiteOptions[] further, long cacheBytes)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(store);
        builder.Services.AddSites([options ?? Options, .. further], cacheBytes);
        var app = builder.Build();
        app.UseSiteCache();
        app.UseRouting();
        app.MapSite();
        await app.StartAsync();
        return new SiteUnderTest(folder, store, time, app);
    }

    public static SiteOptions Options { get; } = new()
    {
        Name = "The Harbour Ledger",
        BaseUrl = new Uri("https://ledger.example"),
        TimeZone = TimeZoneInfo.FindSystemTimeZoneById("America/Toronto"),
        TimeZoneNames = new Dictionary<string, string> { ["en"] = "ET", ["fr"] = "HE" },
        Organisation = "The Harbour Ledger Ltd.",
        ContactMail = "desk@ledger.example",
    };

    /// <summary>The same house with sections.</summary>
    public static SiteOptions Sectioned { get; } = Options with
    {
        Sections =
        [
            Section("world", "World", "Monde", "subject under medtop:11000000"),
            Section("sport", "Sport", "Sports", "subject under medtop:15000000"),
            Section("pictured", "In pictures", "En images", "pictured and not source is agency"),
        ],
    };

    public static SiteSection Section(string slug, string english, string french, string filter)
    {
        var read = SiteSection.Read(slug, new Dictionary<string, string> { ["en"] = english, ["fr"] = french }, filter);
        Assert.True(read.IsDone, read.Refusal?.Message);
        return read.Value;
    }

    public static StoryContent Text(string headline, string language = "en") => new()
    {
        Language = News.Language.From(language),
        Headline = Headline.From(headline),
        Body = StoryHtml.FromParagraphs(["A first paragraph.", "A second one."]),
    };

    public Task<Story> Draft(StoryContent content, Func<Story, Story>? change = null) => Store.Write(tx =>
    {
        var story = Releases.NewStory(tx, ItemKind.Text, content);
        story = change?.Invoke(story) ?? story;
        StoryTable.Insert(tx, story);
        return story;
    });

    public async Task<Story> Publish(string headline, string language = "en", Embargo? embargo = null) => await Publish(Text(headline, language), embargo);

    public async Task<Story> Publish(StoryContent content, Embargo? embargo = null, Func<Story, Story>? change = null) =>
        await Release(await Draft(content, change), ReleaseAction.Publish, o => o with { UsableFrom = embargo });

    public async Task<Story> Release(Story story, ReleaseAction action, Func<ReleaseOrder, ReleaseOrder>? change = null, StoryContent? content = null)
    {
        var order = new ReleaseOrder { Action = action, By = "key:test", Reason = "a reason", EdNote = "a note" };
        var outcome = await Store.Write(tx => Releases.Release(tx, new ReleaseRequest { Story = story.Id, Order = change?.Invoke(order) ?? order, Content = content }));
        Assert.True(outcome.IsDone, outcome.Refusal?.Message);
        // The indexer follows beside the program; here it has followed when the release is done.
        Store.Search.CatchUp();
        return outcome.Value![0].Story;
    }

    /// <summary>A newer story of the same chain, a second later.</summary>
    public Task<Story> Follow(Story story, StoryContent content, Embargo? embargo = null)
    {
        Time.Advance(TimeSpan.FromSeconds(1));
        return Publish(content, embargo, s => s with { Chain = story.Chain });
    }

    /// <summary>A picture item and its file, of source 7, as the wire brings them: not released by itself.</summary>
    public Task<(Story Item, MediaFile File)> Photo(string guid, byte[] bytes, int width = 1200, int height = 800) => Store.Write(tx =>
    {
        var file = MediaFiles.Keep(tx, 7, guid + ".jpg", bytes, "image/jpeg", width, height);
        var item = Releases.NewStory(tx, ItemKind.Picture, new StoryContent { Pictures = [new Picture { Guid = guid, Renditions = [new Rendition(guid + ".jpg")] }] }) with { Guid = guid, Source = 7, SourceGuid = guid };
        StoryTable.Insert(tx, item);
        MediaFiles.Bind(tx, item);
        return (item, file);
    });

    public async Task<Answer> Get(string path, HttpMethod? method = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method ?? HttpMethod.Get, path);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        using var response = await _http.SendAsync(request);
        var all = response.Headers.Concat(response.Content.Headers).Where(h => h.Key != "Date").ToDictionary(h => h.Key, h => string.Join(", ", h.Value), StringComparer.OrdinalIgnoreCase);
        return new Answer(response.StatusCode, await response.Content.ReadAsByteArrayAsync(), all);
    }

    /// <summary>Sends something.</summary>
    public async Task<Answer> Post(string path, HttpContent content, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        using var response = await _http.SendAsync(request);
        var all = response.Headers.Concat(response.Content.Headers).Where(h => h.Key != "Date").ToDictionary(h => h.Key, h => string.Join(", ", h.Value), StringComparer.OrdinalIgnoreCase);
        return new Answer(response.StatusCode, await response.Content.ReadAsByteArrayAsync(), all);
    }

    /// <summary>Asks at another host name.</summary>
    public Task<Answer> GetAt(string host, string path) => Get(path, null, ("Host", host));

    /// <summary>The address at which the story stands now.</summary>
    public async Task<string> PathOf(Story story, string? host = null)
    {
        var short_ = host is null ? await Get("/" + story.Page) : await GetAt(host, "/" + story.Page);
        return short_.Status == HttpStatusCode.MovedPermanently ? short_.Header("Location")! : "/" + story.Page;
    }

    /// <summary>Ends the program; its store, clock and short ways to release stay, for another over them.</summary>
    public async Task DisposeKeepingStore()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
        if (_folder is null) return;
        await Store.DisposeAsync();
        _folder.Dispose();
    }
}

/// <summary>One site for each test.</summary>
public abstract class SiteTests : IAsyncLifetime
{
    protected SiteUnderTest Site { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Site = await SiteUnderTest.StartAsync();

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return Site.DisposeAsync();
    }
}
