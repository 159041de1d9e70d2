using System.Globalization;
using Dateline.Delivery.Channels;
using Dateline.Delivery.Dispatch;
using Dateline.News;
using Dateline.Store;
using Dateline.Store.Database;
using Dateline.Store.Deliveries;
using Dateline.Store.Keeping;
using Dateline.Store.Stories;
using Dateline.Store.Wire;

namespace Dateline.Delivery.Tests.Simulation;

/// <summary>
/// A newsroom, two nodes and a handful of clients on a network that does its worst, in a time of their own and on one thread: the same seed is the same history.
/// The store and the dispatcher are the real ones; only time, the network and the moment of death are made here. It is used for one history after another.
/// </summary>
internal sealed class World : IAsyncDisposable
{
    internal const int Clients = 4;
    private const int Nodes = 2;
    private const int MostEvents = 20_000;
    private static readonly string[] Topics = ["VISIT", "MINE", "VOTE"];

    private readonly TempFolder _folder;
    private readonly SimulatedTime _time = new();
    private readonly SimulatedChance _chance = new();
    private readonly NewsStore _store;
    private readonly List<string> _tables;
    private readonly SimulatedNode[] _nodes = new SimulatedNode[Nodes];
    private readonly DeliveryChannels _channels;
    private readonly DeliveryOptions _options = new();
    private SimulatedNode? _current;
    private Promises _promises = null!;
    private List<SimulatedStory> _stories = [];
    private SimulatedClient[] _clients = [];
    private Memory? _backup;
    private ulong _seed;
    private bool _isDisturbed;
    private TimeSpan? _wakeAt;

    internal World()
    {
        _folder = TempFolder.InMemory();
        _store = NewsStore.Open(new StoreOptions { Folder = _folder.Path, Time = _time, Randomness = _chance, IsInMemory = true });
        _channels = new DeliveryChannels(new Network(this));
        _tables = _store.Read(static db => db.Many("select name from sqlite_master where type = 'table' and name not like 'sqlite_%' and name not in ('schema_version', 'setting', 'log_head')", static r => r.Text(0)));
    }

    /// <summary>What each history of the last run is told by, where it was asked for.</summary>
    internal List<string>? Told { get; set; }

    /// <summary>Runs one history to its end, and then until everybody is well again. What was broken; empty: every promise was kept.</summary>
    internal async Task<IReadOnlyList<string>> Run(ulong seed, IReadOnlyList<Step> script)
    {
        CrashPoint.Passing = Passing;
        try
        {
            await Begin(seed);
            foreach (var step in script) _time.At(step.At, () => _doing = Do(step));
            await Go(script[^1].At + TimeSpan.FromMinutes(5));
            await Heal();
            await Go(_time.Passed + TimeSpan.FromHours(5));
            _promises.AtTheEnd(_stories, _clients);
            return _promises.Broken;
        }
        finally
        {
            CrashPoint.Passing = null;
        }
    }

    /// <summary>How many stories met a client in the last history: what promises.md counts.</summary>
    internal int Pairs => _promises.Pairs;

    /// <summary>How many attempts were made in it.</summary>
    internal int Attempts => _promises.Attempts;

    private Task _doing = Task.CompletedTask;

    private async Task Begin(ulong seed)
    {
        _seed = seed;
        _time.Reset();
        _chance.Reset(seed);
        (_stories, _backup, _isDisturbed, _wakeAt) = ([], null, false, null);
        await _store.Write(tx =>
        {
            foreach (var table in _tables) tx.Db.Execute("delete from " + table);
            tx.Db.Execute("update log_head set at = 0, epoch = 1");
            return 0;
        });
        _store.Clock.Accept();
        _promises = new Promises(_store, _time, Told is null ? null : line => Told.Add(line));
        for (var n = 0; n < Nodes; n++) Start(n);
        _clients = new SimulatedClient[Clients];
        for (var n = 0; n < Clients; n++) await AddClient(n);
    }

    private async Task AddClient(int number)
    {
        var client = _clients[number] = new SimulatedClient { Number = number, Code = "client" + number.ToString(CultureInfo.InvariantCulture), InAdvance = number == 1 };
        client.Topic = number < 2 ? null : Topics[number % Topics.Length];
        await Save(client);
        await _store.Write(tx =>
        {
            client.Destination = Destinations.Save(tx, new Destination
            {
                Id = default,
                Client = Store.Deliveries.Clients.Find(tx.Db, client.Code)!.Id,
                Code = client.Code,
                Channel = Network.ChannelName,
                Format = "ninjs-3.1",
                Options = number.ToString(CultureInfo.InvariantCulture),
                InAdvance = client.InAdvance,
                Concurrency = 1 + (number % 3),
            }, "newsroom").Id;
            return 0;
        });
    }

    private Task Save(SimulatedClient client) => _store.Write(tx =>
    {
        Store.Deliveries.Clients.Save(tx, new Product(client.Code + "-product", client.Code, client.Topic is { } topic ? "slugline has " + topic : "everything"), "newsroom");
        Store.Deliveries.Clients.Save(tx, new Client { Id = default, Code = client.Code, Name = client.Code, Status = client.Status, Products = [client.Code + "-product"], Contacts = [new Contact("Night desk", "555 0100", OnDuty: true)] }, "newsroom");
        return 0;
    });

    private void Start(int number)
    {
        var node = _nodes[number] = new SimulatedNode();
        node.Dispatcher = new Dispatcher(_store, _channels, _options, node);
    }

    /// <summary>Lets time pass until a moment, or until nothing is to come.</summary>
    private async Task Go(TimeSpan until)
    {
        await Look();
        for (var events = 0; _time.Next is { } next && next <= until; events++)
        {
            if (events > MostEvents) { _promises.Break("it never comes to rest"); return; }
            var isSeen = _time.Step();
            await _doing;
            if (isSeen) await Look();
        }
        if (_time.Passed < until) { _time.At(until, static () => { }); _time.Step(); await Look(); }
    }

    /// <summary>What is due by time alone is done, every node looks at what there is, and everything that can go on goes on.</summary>
    private async Task Look()
    {
        var (now, open) = (_store.Clock.Now(), _store.Read(Open.Of));
        if (open.Timetable <= now)
        {
            await _store.Write(Timetable.RunDue);
            open = _store.Read(Open.Of);
        }
        _promises.Entitle(_stories, _clients);
        // A turn in which there is nothing to do does nothing.
        if (!_isDisturbed && !_nodes.Any(static n => n.CanGo) && !open.HasWork(now) && !_store.Read(db => WithdrawalWatch.HasWork(db, now))) { PlanLook(open); return; }
        for (var turns = 0; ; turns++)
        {
            if (turns > 100) { _promises.Break("the nodes never come to rest"); return; }
            TurnOnce();
            // What ended in this turn may have made something ready: the dispatcher is woken by it and looks again.
            if (_isDisturbed || !_nodes.Any(IsUp) || !IsAnythingDue()) break;
        }
        if (!_isDisturbed && _nodes.Any(IsUp)) _promises.AtRest();
        PlanLook(_store.Read(Open.Of));
    }

    private bool IsAnythingDue()
    {
        var now = _store.Clock.Now();
        return _store.Read(db => Destinations.NextDue(db) <= now || WithdrawalWatch.HasWork(db, now));
    }

    /// <summary>When there is next something to do.</summary>
    private sealed record Open(Instant? Timetable, Instant? Destination, long Followed, long Head)
    {
        internal static Open Of(Db db) => db.One("""
            select (select min(at) from timetable where state = 0), (select min(next_action) from destination where next_action is not null),
              (select position from reader_cursor where reader = $1), (select position from log_head)
            """, static r => new Open(r.InstantOrNull(0), r.InstantOrNull(1), r.LongOrNull(2) ?? 0, r.Long(3)), Audiences.Reader)!;

        internal bool HasWork(Instant now) => Destination <= now || Followed < Head;
    }

    private static bool IsUp(SimulatedNode node) => !node.IsDead && !node.IsFrozen;

    private void TurnOnce()
    {
        foreach (var node in _nodes)
            if (IsUp(node) && node.Turn is null) Turn(node);
        for (var tasks = 0; _nodes.Any(static n => n.CanGo); tasks++)
        {
            if (tasks > 5_000) { _promises.Break("a node never comes to rest"); return; }
            var able = _nodes.Where(static n => n.CanGo).ToArray();
            On(able[_chance.Below(able.Length)], node => node.Go(_chance.Below(8)));
        }
    }

    private void PlanLook(Open open)
    {
        // A turn that failed is made again a quarter of a second later, as the dispatcher itself does.
        if (_isDisturbed) _time.In(TimeSpan.FromMilliseconds(250), static () => { });
        _isDisturbed = false;
        foreach (var at in (ReadOnlySpan<Instant?>)[open.Destination, open.Timetable])
            if (at is { } moment && _time.Passed + (moment - _store.Clock.Now()) is var wake && wake > _time.Passed && (_wakeAt is null || wake < _wakeAt || _wakeAt <= _time.Passed))
            {
                _wakeAt = wake;
                _time.At(wake, static () => { });
            }
    }

    private void Turn(SimulatedNode node)
    {
        var turn = Task.Factory.StartNew(() => node.Dispatcher.TurnAsync(), CancellationToken.None, TaskCreationOptions.None, node).Unwrap();
        node.Turn = turn;
        turn.ContinueWith(ended => Ended(node, ended), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private void Ended(SimulatedNode node, Task turn)
    {
        node.Turn = null;
        if (turn.Exception?.InnerException is { } failed && failed is not (NodeDiedException or StoreException)) _promises.Break($"the dispatcher's turn failed: {failed.GetType().Name} {failed.Message}");
        if (turn.IsFaulted) _isDisturbed = true;
    }

    private void On(SimulatedNode node, Action<SimulatedNode> what)
    {
        _current = node;
        try { what(node); }
        finally { _current = null; }
        if (node.IsDead) _isDisturbed = true;
        if (node.Dispatcher.LastFailure is { } failure && failure is not (NodeDiedException or StoreException)) _promises.Break($"the dispatcher failed: {failure.GetType().Name} {failure.Message}");
    }

    /// <summary>A node passes a named point: it may be its last, or its commit may fail there.</summary>
    private void Passing(string point)
    {
        if (_current is not { } node) return;
        if (node.IsDead) throw new NodeDiedException();
        if (node.DiesIn > 0 && --node.DiesIn == 0)
        {
            Told?.Add($"{_time.Passed.TotalSeconds:0.###}s   a node dies at {point}");
            Kill(node);
            throw new NodeDiedException();
        }
        if (node.FailsIn > 0 && point == (node.FailsKept ? "store.after-commit" : "store.before-commit") && --node.FailsIn == 0)
        {
            Told?.Add($"{_time.Passed.TotalSeconds:0.###}s   a commit fails at {point}");
            _isDisturbed = true;
            throw new IOException("the disk");
        }
    }

    private void Kill(SimulatedNode node)
    {
        node.Die();
        var number = Array.IndexOf(_nodes, node);
        _time.In(TimeSpan.FromMilliseconds(500 + (_chance.Below(40) * 1_000)), () => { if (_nodes[number].IsDead) Start(number); });
    }

    private async Task Do(Step step)
    {
        Told?.Add($"{_time.Passed.TotalSeconds:0.###}s {step.Act} {step.A} {step.B}");
        var client = _clients[step.A % Clients];
        var node = _nodes[step.A % Nodes];
        switch (step.Act)
        {
            case Act.ClientStatus:
                client.Status = step.B % 6 < 3 ? ClientStatus.Active : (ClientStatus)(step.B % 6 - 2);
                client.WasChanged |= true;
                client.WasCut |= client.Status is ClientStatus.Suspended or ClientStatus.Ended;
                await Save(client);
                break;
            case Act.ClientFilter:
                client.Topic = step.B % 4 == 0 ? null : Topics[step.B % 3];
                client.WasChanged = true;
                await Save(client);
                break;
            case Act.Pause when StateOf(client) == DestinationState.On: await Set(client, DestinationState.Paused); break;
            case Act.Resume when StateOf(client) == DestinationState.Paused: await Set(client, DestinationState.On); break;
            case Act.Mood: client.Mood = step.B % 25 == 0 ? Mood.Gone : (Mood)(step.B % 7); break;
            case Act.Crash: node.DiesIn = 1 + (step.B % 40); break;
            case Act.FailCommit: (node.FailsIn, node.FailsKept) = (1 + (step.B % 4), step.B % 2 == 0); break;
            case Act.Freeze:
                node.IsFrozen = true;
                _time.In(TimeSpan.FromSeconds(step.B % 3 == 0 ? 0.1 : step.B % 120), () => node.IsFrozen = false);
                break;
            case Act.Clock: _time.Offset += TimeSpan.FromSeconds((step.B % 2 == 0 ? 1 : -1) * (step.B % 3_000)); break;
            case Act.Replay: await Replay(client, step.B); break;
            case Act.Confirm: await Confirm(client, step.B); break;
            case Act.Acknowledge: await Acknowledge(step.B); break;
            case Act.Backup: _backup ??= Remember(); break;
            case Act.Restore when _backup is not null: await Restore(); break;
            case < Act.ClientStatus: await Release(step); break;
        }
    }

    private DestinationState StateOf(SimulatedClient client) => _store.Read(db => Destinations.Find(db, client.Destination))!.State;

    private Task Set(SimulatedClient client, DestinationState state) => _store.Write(tx => { Destinations.Set(tx, client.Destination, state, "the newsroom", "newsroom"); return 0; });

    private Task Replay(SimulatedClient client, int which) => _store.Write(tx =>
    {
        var sent = DeliveryTable.Latest(tx.Db, client.Destination, 5).Where(static d => d.Attempts > 0).ToList();
        if (sent.Count > 0) DeliveryTable.Replay(tx, sent[which % sent.Count], tx.Now, "newsroom");
        return 0;
    });

    private Task Confirm(SimulatedClient client, int which) => _store.Write(tx =>
    {
        var open = DeliveryTable.OpenWithdrawals(tx.Db).Where(d => d.Destination == client.Destination).ToList();
        if (open.Count == 0) return 0;
        DeliveryTable.Confirm(tx, open[which % open.Count].Id, "by phone", "newsroom");
        _promises.Confirmed(client.Number, open[which % open.Count].Story);
        return 0;
    });

    /// <summary>Somebody at the desk has seen an alarm and wants it gone.</summary>
    private Task Acknowledge(int which) => _store.Write(tx =>
    {
        var open = Alarms.List(tx.Db, openOnly: true, 20);
        if (open.Count > 0) Alarms.Acknowledge(tx, open[which % open.Count].Id, "newsroom");
        return 0;
    });

    private async Task Release(Step step)
    {
        var isNew = step.Act is Act.Publish or Act.PublishEmbargoed or Act.NewLead;
        if (!isNew && _stories.Count == 0) return;
        var about = _stories.Count == 0 ? null : _stories[step.A % _stories.Count];
        if (step.Act == Act.NewLead && about is null) return;
        var story = isNew ? await Draft(step, step.Act == Act.NewLead ? about : null) : about!;
        var order = new ReleaseOrder
        {
            Action = ActionOf(step.Act),
            By = "newsroom",
            SecondPerson = "editor",
            Reason = "a reason",
            EdNote = "a note",
            Notice = step.Act == Act.Correct ? "It was wrong." : null,
            UsableFrom = step.Act is Act.PublishEmbargoed or Act.ChangeEmbargo ? Embargo.At(_time.True + TimeSpan.FromSeconds(1 + (step.B % 900))) : null,
        };
        var done = await _store.Write(tx => Releases.Release(tx, new ReleaseRequest { Story = story.Id, Order = order }));
        if (!done.IsDone) { if (isNew) _stories.Remove(story); return; }
        foreach (var released in done.Value)
        {
            var known = _stories.Find(s => s.Id == released.Story.Id) ?? Add(released.Story, null);
            known.Standing = released.Story.Standing;
            // What becomes of the embargo of a story on hold is told to nobody: whoever has it again has it yet.
            if (known.Standing.Status != PubStatus.Withheld || released.Action == ReleaseAction.Hold) (known.IsBehind, known.Told) = (false, known.Standing.Version);
            known.Versions[released.Story.Standing.Version] = released.Action;
            _promises.Released(known, released, _clients);
        }
    }

    private async Task<SimulatedStory> Draft(Step step, SimulatedStory? follows)
    {
        var written = await _store.Write(tx =>
        {
            var story = Releases.NewStory(tx, ItemKind.Text, new StoryContent { Language = Language.From("en"), Headline = Headline.From("A headline"), Slugline = Slugline.From("KESSEL-" + Topics[step.B % Topics.Length]), EdNote = "note" });
            if (follows is not null) story = story with { Links = [new ItemLink(LinkKind.EvolvedFrom, follows.Guid)] };
            StoryTable.Insert(tx, story);
            return story;
        });
        return Add(written, follows);
    }

    private SimulatedStory Add(Story story, SimulatedStory? follows)
    {
        var known = new SimulatedStory { Id = story.Id, Guid = story.Guid, Topic = Topics.First(t => story.Content.Slugline!.Text.Contains(t, StringComparison.Ordinal)), Follows = follows, Number = _stories.Count, Standing = story.Standing, IsAdvisory = story.Standing.IsAdvisory };
        foreach (var link in story.Links) known.Follows ??= _stories.Find(s => s.Guid == link.Guid);
        _stories.Add(known);
        return known;
    }

    private static ReleaseAction ActionOf(Act act) => act switch
    {
        Act.Publish or Act.PublishEmbargoed => ReleaseAction.Publish,
        Act.NewLead => ReleaseAction.NewLead,
        Act.Writethru => ReleaseAction.Writethru,
        Act.Correct => ReleaseAction.Correct,
        Act.Hold => ReleaseAction.Hold,
        Act.SendAsWas => ReleaseAction.SendAsWas,
        Act.Kill => ReleaseAction.Kill,
        Act.Takedown => ReleaseAction.Takedown,
        Act.Reinstate => ReleaseAction.Reinstate,
        Act.ChangeEmbargo => ReleaseAction.ChangeEmbargo,
        _ => ReleaseAction.Lift,
    };

    /// <summary>Everybody is well again, and the desk has resumed what was paused.</summary>
    private async Task Heal()
    {
        Told?.Add($"{_time.Passed.TotalSeconds:0.###}s everybody is well");
        foreach (var node in _nodes) (node.DiesIn, node.FailsIn, node.IsFrozen) = (0, 0, false);
        foreach (var client in _clients)
        {
            if (client.Mood != Mood.Gone) client.Mood = Mood.Well;
            if (StateOf(client) == DestinationState.Paused) await Set(client, DestinationState.On);
            if (client.Status != ClientStatus.Paused) continue;
            client.Status = ClientStatus.Active;
            await Save(client);
        }
        // A clock that is behind holds embargoes back for as long: an operator sets it right.
        _time.Offset = TimeSpan.Zero;
        _store.Clock.Accept();
    }

    /// <summary>Everything as it is now, to come back to it.</summary>
    private Memory Remember()
    {
        var rows = _store.Read(db => _tables.Append("log_head").ToDictionary(static t => t, t => db.Many($"select * from {t}", static r => r.Values())));
        return new Memory(rows, _promises.Remember(), [.. _stories.Select(static s => s.Copy())], _store.Clock.Now(), _store.Read(static db => db.Number("select epoch from log_head"))!.Value);
    }

    /// <summary>Both nodes end, the backup takes the place of what was, and a person looks at each destination a while later.</summary>
    private async Task Restore()
    {
        for (var n = 0; n < Nodes; n++) { _nodes[n].Die(); Start(n); }
        var backup = _backup!;
        _stories = [.. backup.Stories.Select(static s => s.Copy())];
        _promises.Restore(backup.Promises);
        await _store.Write(tx =>
        {
            foreach (var (table, rows) in backup.Rows)
            {
                if (table == "log_head") continue;
                tx.Db.Execute("delete from " + table);
                foreach (var row in rows) tx.Db.Execute($"insert into {table} values ({string.Join(", ", Enumerable.Range(1, row.Length).Select(static n => "$" + n.ToString(CultureInfo.InvariantCulture)))})", row);
            }
            var epochs = tx.NextEpoch() - backup.Epoch;
            Timetable.AwaitPersons(tx, backup.At);
            Releases.AfterRestore(tx, epochs);
            Destinations.AfterRestore(tx, epochs);
            return 0;
        });
        foreach (var client in _clients)
        {
            var stored = _store.Read(db => Store.Deliveries.Clients.Find(db, client.Code))!;
            var filter = _store.Read(Store.Deliveries.Clients.Products).Single(p => p.Code == client.Code + "-product").Filter;
            (client.Status, client.Topic, client.WasChanged, client.WasCut) = (stored.Status, Topics.FirstOrDefault(t => filter.Contains(t, StringComparison.Ordinal)), true, client.WasCut || stored.Status is ClientStatus.Suspended or ClientStatus.Ended);
            if (StateOf(client) == DestinationState.Paused) _time.In(TimeSpan.FromSeconds(20 + (30 * client.Number)), () => _doing = Set(client, DestinationState.On));
        }
        foreach (var row in _store.Read(Timetable.Waiting)) await _store.Write(tx => Timetable.Resume(tx, row.Id, "newsroom"));
        foreach (var story in _stories)
        {
            story.Standing = _store.Read(db => StoryTable.Find(db, story.Id))!.Standing;
            (story.IsBehind, story.Told) = (true, story.Standing.Version);
        }
    }

    private Task<AttemptResult> Send(Parcel parcel, CancellationToken cancel)
    {
        if (_current is not { IsDead: false }) return new TaskCompletionSource<AttemptResult>().Task;
        var client = _clients[int.Parse(parcel.Options, CultureInfo.InvariantCulture)];
        var story = _stories.Find(s => s.Guid == parcel.Guid);
        _promises.Sends(client, story, parcel);
        var fate = Fate.Of(client.Mood, new ScriptedRandomness(_seed ^ ((ulong)(client.Number + 1) << 56) ^ ((ulong)(story?.Number ?? 99) << 48) ^ ((ulong)parcel.Version << 40) ^ ((ulong)parcel.Attempt << 8) ^ (parcel.ReplayOf is null ? 0ul : 1)));
        var sent = new TaskCompletionSource<AttemptResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        if (fate.LandsAfter is { } lands) _time.Unseen(lands, () => client.Receiver.Land(parcel, _time.Passed, isEcho: false));
        if (fate.AgainAfter is { } again) _time.Unseen(again, () => client.Receiver.Land(parcel, _time.Passed, isEcho: true));
        if (fate.EndsAfter is { } ends) _time.In(ends, () => End(sent, fate));
        cancel.Register(() => sent.TrySetResult(Fate.Lost));
        return sent.Task;
    }

    private static void End(TaskCompletionSource<AttemptResult> sent, Fate fate)
    {
        if (fate.Throws) sent.TrySetException(new InvalidOperationException("a channel with a mistake"));
        else sent.TrySetResult(fate.Result);
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        _folder.Dispose();
    }

    private sealed class Network(World world) : IDeliveryChannel
    {
        internal const string ChannelName = "simulated";

        public string Name => ChannelName;

        public IReadOnlyList<ChannelOption> Options => [];

        public SecretUse Secret => SecretUse.None;

        public Refusal? WhyNot(string options, string? secret) => null;

        public Task<AttemptResult> Send(Parcel parcel, CancellationToken cancel) => world.Send(parcel, cancel);
    }

    private sealed record Memory(Dictionary<string, List<object?[]>> Rows, Promises.Memory Promises, List<SimulatedStory> Stories, Instant At, long Epoch);
}

/// <summary>A story, as the newsroom released it.</summary>
internal sealed class SimulatedStory
{
    internal required Guid Id { get; init; }
    internal required string Guid { get; init; }
    internal required string Topic { get; init; }
    internal required int Number { get; init; }
    internal bool IsAdvisory { get; init; }
    internal SimulatedStory? Follows { get; set; }
    internal required Standing Standing { get; set; }

    /// <summary>Whether a backup was restored and nothing was released to clients since: they may have what is forgotten here.</summary>
    internal bool IsBehind { get; set; }

    /// <summary>The newest version that was released to clients, as far as it is known here.</summary>
    internal int Told { get; set; }

    internal Dictionary<int, ReleaseAction> Versions { get; private init; } = [];

    internal SimulatedStory Copy() => new() { Id = Id, Guid = Guid, Topic = Topic, Number = Number, IsAdvisory = IsAdvisory, Follows = Follows, Standing = Standing, IsBehind = IsBehind, Told = Told, Versions = new(Versions) };
}

/// <summary>A client, as the newsroom knows it, and its end of the wire.</summary>
internal sealed class SimulatedClient
{
    internal required int Number { get; init; }
    internal required string Code { get; init; }
    internal required bool InAdvance { get; init; }
    internal Guid Destination { get; set; }
    internal string? Topic { get; set; }
    internal ClientStatus Status { get; set; }
    internal Mood Mood { get; set; }

    /// <summary>Whether its contract or its filter was changed: what it missed then is its own.</summary>
    internal bool WasChanged { get; set; }

    /// <summary>Whether it was suspended or ended at any time.</summary>
    internal bool WasCut { get; set; }

    internal Receiver Receiver { get; } = new();

    internal bool Wants(SimulatedStory story) => Status == ClientStatus.Active && (Topic is null || Topic == story.Topic);
}
