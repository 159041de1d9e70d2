using System.Collections.Concurrent;
using Dateline.Delivery.Channels;
using Dateline.Delivery.Dispatch;
using Dateline.News;
using Dateline.Store;
using Dateline.Store.Deliveries;
using Dateline.Store.Stories;
using Dateline.Store.Writing;

namespace Dateline.Delivery.Tests;

/// <summary>An agency with a clock that stands still until told, clients that answer as scripted, and the real store and dispatcher between them.</summary>
public sealed class Agency : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly PostgresDatabase? _database;

    private readonly IDeliveryChannel? _channel;
    private readonly FaultProxy? _network;

    private Agency(PostgresDatabase? database, FakeTimeProvider time, IDeliveryChannel? channel = null, FaultProxy? network = null)
    {
        (_database, Time, _channel, _network) = (database, time, channel, network);
        Store = NewsStore.Open(new StoreOptions { Folder = _folder.Path, Postgres = database?.ConnectionString, Time = time });
        Dispatcher = NewDispatcher();
    }

    public static async Task<Agency> Open(bool onPostgres = false) =>
        new(onPostgres ? await PostgresServer.CreateDatabaseAsync() : null, new FakeTimeProvider(new DateTimeOffset(2026, 8, 24, 6, 0, 0, TimeSpan.Zero)));

    /// <summary>One whose deliveries go out over real sockets, and over a bad network where there is one: what that holds hangs until its time is over.</summary>
    public static Agency Open(FakeTimeProvider time, IDeliveryChannel channel, FaultProxy? network = null) => new(null, time, channel, network);

    public FakeTimeProvider Time { get; }
    public NewsStore Store { get; }
    public ClientsEnd Wire { get; } = new();
    public Dispatcher Dispatcher { get; private set; }
    public Instant Now => Store.Clock.Now();

    /// <summary>Draws photos smaller: nothing can be drawn where nothing else is said.</summary>
    public PhotoDrawer DrawPhoto { get; set; } = static (_, _, _) => Task.FromResult<byte[]?>(null);

    /// <summary>The node dies and another takes over: what was on its way is nobody's.</summary>
    public void Restart()
    {
        Wire.Abandon();
        Dispatcher = NewDispatcher();
    }

    /// <summary>Lets everything happen that is due now.</summary>
    public async Task Settle()
    {
        for (var turn = 0; turn < 50; turn++)
        {
            var started = await Dispatcher.TurnAsync();
            await OthersEnd();
            if (started == 0) return;
        }
        Assert.Fail("It never comes to rest.");
    }

    /// <summary>What hangs is left hanging; everything else comes to its end.</summary>
    private async Task OthersEnd()
    {
        while (true)
        {
            var (hangs, held) = (Wire.NextHangs, _network?.NextHeld);
            var open = Dispatcher.UnderWay.Where(static t => !t.IsCompleted).ToList();
            if (open.Count <= Wire.Hanging + (_network?.Holding ?? 0)) return;
            await Task.WhenAny([.. open, hangs, .. held is null ? (Task[])[] : [held]]);
        }
    }

    /// <summary>Time passes in steps, as a night does.</summary>
    public async Task Pass(TimeSpan time, TimeSpan? step = null)
    {
        for (var left = time; left > TimeSpan.Zero; left -= step ?? TimeSpan.FromSeconds(15))
        {
            Time.Advance(left < (step ?? TimeSpan.FromSeconds(15)) ? left : step ?? TimeSpan.FromSeconds(15));
            await Store.Write(Timetable.RunDue);
            await Settle();
        }
    }

    /// <summary>A client that takes everything, by a channel of its own.</summary>
    public Task<Destination> Client(string code, string channel, string options, string secret, string format = "ninjs-3.1") => Store.Write(tx =>
    {
        Assert.True(Dateline.Store.Deliveries.Clients.Save(tx, new Product(code + "-product", code, "everything"), "test").IsDone);
        var client = Dateline.Store.Deliveries.Clients.Save(tx, new Client { Id = default, Code = code, Name = code, Products = [code + "-product"] }, "test").Value!;
        return Destinations.Save(tx, new Destination { Id = default, Client = client.Id, Code = code, Channel = channel, Format = format, Options = options, Secret = secret, Concurrency = 2 }, "test");
    });

    public Task<Destination> Client(string code, string filter = "everything", bool inAdvance = false, ClientStatus status = ClientStatus.Active, string? kind = null, string? country = null) => Store.Write(tx =>
    {
        Assert.True(Dateline.Store.Deliveries.Clients.Save(tx, new Product(code + "-product", code, filter), "test").IsDone);
        var client = Dateline.Store.Deliveries.Clients.Save(tx, new Client { Id = default, Code = code, Name = code, Status = status, Class = kind, Country = country, Products = [code + "-product"], Contacts = [new Contact("Night desk", "555 0100", OnDuty: true)] }, "test").Value!;
        return Destinations.Save(tx, new Destination { Id = default, Client = client.Id, Code = code, Channel = "scripted", Format = "ninjs-3.1", Options = $$"""{"to":"{{code}}"}""", InAdvance = inAdvance }, "test");
    });

    public Task Status(string code, ClientStatus status, string? filter = null) => Store.Write(tx =>
    {
        if (filter is not null) Dateline.Store.Deliveries.Clients.Save(tx, new Product(code + "-product", code, filter), "test");
        return Dateline.Store.Deliveries.Clients.Save(tx, Dateline.Store.Deliveries.Clients.Find(tx.Db, code)! with { Status = status }, "test").IsDone;
    });

    public Task<Guid> Draft(string slug = "KESSEL-VISIT", Func<Story, Story>? change = null) => Store.Write(tx =>
    {
        var story = Releases.NewStory(tx, ItemKind.Text, new StoryContent { Language = Language.From("en"), Headline = Headline.From(slug + " headline"), Slugline = Slugline.From(slug), EdNote = "note" });
        story = change?.Invoke(story) ?? story;
        StoryTable.Insert(tx, story);
        return story.Id;
    });

    public async Task<Story> Release(Guid story, ReleaseAction action, Func<ReleaseOrder, ReleaseOrder>? change = null)
    {
        var order = new ReleaseOrder { Action = action, By = "key:test", Reason = "a reason", EdNote = "a note", Notice = action == ReleaseAction.Correct ? "It was wrong." : null };
        var outcome = await Store.Write(tx => Releases.Release(tx, new ReleaseRequest { Story = story, Order = change?.Invoke(order) ?? order }));
        Assert.True(outcome.IsDone, outcome.Refusal?.Message);
        return outcome.Value[0].Story;
    }

    public Task<string> GuidOf(Guid story) => Task.FromResult(Store.Read(db => StoryTable.Find(db, story))!.Guid);

    public async Task<Guid> Published(string slug = "KESSEL-VISIT")
    {
        var story = await Draft(slug);
        await Release(story, ReleaseAction.Publish);
        await Settle();
        return story;
    }

    private Dispatcher NewDispatcher() => new(Store, new DeliveryChannels(_channel ?? Wire), new DeliveryOptions { DrawPhoto = (file, bytes, side) => DrawPhoto(file, bytes, side) });

    public async ValueTask DisposeAsync()
    {
        Wire.LetGo();
        await Task.WhenAll(Dispatcher.UnderWay);
        await Store.DisposeAsync();
        if (_database is not null) await _database.DisposeAsync();
        _folder.Dispose();
    }
}

/// <summary>One attempt as a client saw it begin.</summary>
public sealed record Seen(string To, Guid Id, Guid? ReplayOf, string Guid, int Version, PubStatus Status, long Sequence, string Text)
{
    /// <summary>The file that went before the item; null: it is the item.</summary>
    public string? File { get; init; }
    public ReadOnlyMemory<byte> Bytes { get; init; }
}

/// <summary>Every client's end of the wire: what they saw, and how they answer.</summary>
public sealed class ClientsEnd : IDeliveryChannel
{
    private readonly ConcurrentDictionary<string, Func<Seen, Task<AttemptResult>>> _answers = new();
    private readonly ConcurrentQueue<Seen> _seen = new();
    private TaskCompletionSource? _hang;
    private TaskCompletionSource _nextHangs = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _hanging;
    private int _abandoned;

    public string Name => "scripted";

    public IReadOnlyList<ChannelOption> Options => [];

    public IReadOnlyList<Seen> All => [.. _seen];

    /// <summary>How many attempts of the node that lives hang.</summary>
    public int Hanging => Volatile.Read(ref _hanging) - _abandoned;

    /// <summary>Ends when one more hangs. Take it before looking at <see cref="Hanging"/>.</summary>
    public Task NextHangs => Volatile.Read(ref _nextHangs).Task;

    /// <summary>What hangs now belongs to a node that is gone.</summary>
    public void Abandon() => _abandoned = Volatile.Read(ref _hanging);

    public IReadOnlyList<Seen> By(string to) => [.. _seen.Where(s => s.To == to)];

    /// <summary>Versions in the order in which attempts began.</summary>
    public string Versions(string to) => string.Join(' ', By(to).Select(s => (s.Status == PubStatus.Usable ? "v" : s.Status == PubStatus.Withheld ? "hold" : "kill") + s.Version));

    public void Forget() => _seen.Clear();

    public void Answer(string to, AttemptResult result) => _answers[to] = _ => Task.FromResult(result);

    public void Answer(string to, Func<Seen, AttemptResult> answer) => _answers[to] = seen => Task.FromResult(answer(seen));

    public void Accept(string to) => _answers.TryRemove(to, out _);

    /// <summary>The client takes the bytes and does not answer until it is let go, and then as <paramref name="result"/> says.</summary>
    public void Hang(string to, AttemptResult result)
    {
        var hang = _hang = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _answers[to] = async seen =>
        {
            if (seen.Status != PubStatus.Usable) return Ok;
            Interlocked.Increment(ref _hanging);
            Interlocked.Exchange(ref _nextHangs, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
            await hang.Task;
            Interlocked.Decrement(ref _hanging);
            return result;
        };
    }

    public void LetGo()
    {
        _abandoned = 0;
        _hang?.TrySetResult();
    }

    /// <summary>The client answers no attempt until that one is let go: the attempts, in the order in which they began.</summary>
    public IReadOnlyList<TaskCompletionSource<AttemptResult>> HangEach(string to)
    {
        var held = new List<TaskCompletionSource<AttemptResult>>();
        _answers[to] = _ =>
        {
            var answer = new TaskCompletionSource<AttemptResult>(TaskCreationOptions.RunContinuationsAsynchronously);
            lock (held) held.Add(answer);
            Interlocked.Increment(ref _hanging);
            Interlocked.Exchange(ref _nextHangs, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
            return answer.Task;
        };
        return held;
    }

    public void LetGo(TaskCompletionSource<AttemptResult> held, AttemptResult result)
    {
        Interlocked.Decrement(ref _hanging);
        held.SetResult(result);
    }

    public static AttemptResult Ok => new(AttemptOutcome.Arrived, "They have it.") { Status = 200 };

    public static AttemptResult Down => new(AttemptOutcome.NotConnected, "We could not connect.");

    public static AttemptResult Lost => new(AttemptOutcome.Unknown, "It was sent, and no answer came.");

    public static AttemptResult Says(int status, bool isOfThisOne = false) => new(AttemptOutcome.Refused, $"They answered {status}.") { Status = status, IsOfThisOne = isOfThisOne };

    public SecretUse Secret => SecretUse.None;

    public Refusal? WhyNot(string options, string? secret) => null;

    public Task<AttemptResult> Send(Parcel parcel, CancellationToken cancel)
    {
        using var options = System.Text.Json.JsonDocument.Parse(parcel.Options);
        var seen = new Seen(options.RootElement.GetProperty("to").GetString()!, parcel.Id, parcel.ReplayOf, parcel.Guid, parcel.Version, parcel.Status, parcel.Sequence, System.Text.Encoding.UTF8.GetString(parcel.Bytes.Span)) { File = parcel.File, Bytes = parcel.Bytes };
        _seen.Enqueue(seen);
        return _answers.TryGetValue(seen.To, out var answer) ? answer(seen) : Task.FromResult(Ok);
    }
}
