using Dateline.Delivery.Channels;
using Dateline.News;
using Dateline.Store;
using Dateline.Store.Deliveries;
using Dateline.Store.Keeping;
using Dateline.Store.Stories;

namespace Dateline.Delivery.Tests.Simulation;

/// <summary>
/// What is promised to clients, as plainly as it can be said, and watched from outside: at every attempt, whenever everything has come to rest, and at the end.
/// </summary>
internal sealed class Promises(NewsStore store, SimulatedTime time, Action<string>? tell)
{
    private static readonly TimeSpan AlarmsAfter = TimeSpan.FromMinutes(5) + TimeSpan.FromSeconds(1);

    private readonly List<string> _broken = [];
    private Dictionary<(int Client, string Guid), Sent> _sent = [];
    private HashSet<(int Client, string Guid)> _entitled = [];
    private HashSet<(int Client, Guid Story)> _phoned = [];
    private bool _wasRestored;

    /// <summary>Which were not kept.</summary>
    internal IReadOnlyList<string> Broken => _broken;

    internal int Pairs => _sent.Count;

    internal int Attempts { get; private set; }

    internal void Break(string what)
    {
        tell?.Invoke($"{time.Passed.TotalSeconds:0.###}s !!! {what}");
        _broken.Add($"{time.Passed.TotalSeconds:0.###}s: {what}");
    }

    /// <summary>Whoever is entitled to a story now was entitled to it: what is on its way to them may go.</summary>
    internal void Entitle(IEnumerable<SimulatedStory> stories, IReadOnlyList<SimulatedClient> clients)
    {
        foreach (var story in stories)
            if (story.Standing.Version > 0)
                foreach (var client in clients)
                    if (client.Wants(story) || story.Follows is { } before && IsToHave(client, before)) _entitled.Add((client.Number, story.Guid));
    }

    // What a story follows, from the first on, and the story itself.
    private static IEnumerable<SimulatedStory> Line(SimulatedStory story) => story.Follows is { } before ? Line(before).Append(story) : [story];

    // What was claimed for a client may have gone, and goes yet where it did not. What its embargo alone keeps from them is theirs too, and comes at its end:
    // a lead of it that is free does not wait for that.
    private bool IsToHave(SimulatedClient client, SimulatedStory story) => _sent.ContainsKey((client.Number, story.Guid))
        || _entitled.Contains((client.Number, story.Guid)) && (!client.InAdvance && !story.Standing.Embargo.IsUsable(time.True)
            || store.Read(db => DeliveryTable.OfStory(db, story.Id, client.Destination)).Count > 0);

    /// <summary>A release was made: where it withdraws a story, everyone who was ever attempted is in its audience.</summary>
    internal void Released(SimulatedStory story, Released released, IReadOnlyList<SimulatedClient> clients)
    {
        Entitle([story], clients);
        if (released.Action is not (ReleaseAction.Hold or ReleaseAction.Kill or ReleaseAction.Takedown)) return;
        var audience = store.Read(db => DeliveryTable.OfPosition(db, released.Position)).Where(static d => d.IsWithdrawal).Select(static d => d.Destination).ToHashSet();
        foreach (var client in clients)
        {
            var had = _sent.ContainsKey((client.Number, story.Guid));
            if (had && !audience.Contains(client.Destination)) Break($"K1: {client.Code} was attempted with story {story.Number} and is not in the audience of its {released.Action}");
            if (!had && audience.Contains(client.Destination) && !_entitled.Contains((client.Number, story.Guid))) Break($"K1: {client.Code} hears of story {story.Number}, which it never was to have");
        }
    }

    /// <summary>A named person at a client has confirmed that a story is withdrawn.</summary>
    internal void Confirmed(int client, Guid story) => _phoned.Add((client, story));

    /// <summary>Bytes are about to go.</summary>
    internal void Sends(SimulatedClient client, SimulatedStory? story, Parcel parcel)
    {
        Attempts++;
        tell?.Invoke($"{time.Passed.TotalSeconds:0.###}s   to {client.Code}: story {story?.Number} version {parcel.Version} {parcel.Status}, attempt {parcel.Attempt}{(parcel.ReplayOf is null ? "" : ", a replay")}, while it is {client.Mood}");
        if (story is null) { Break("something goes that was never released"); return; }
        if (!_sent.TryGetValue((client.Number, story.Guid), out var sent)) sent = _sent[(client.Number, story.Guid)] = new Sent();
        var name = $"story {story.Number} version {parcel.Version} to {client.Code}";
        if (parcel.Version < sent.Newest) Break($"O1: {name} after version {sent.Newest}");
        sent.Newest = Math.Max(sent.Newest, parcel.Version);
        if (sent.Ids.TryGetValue(parcel.Id, out var before))
        {
            if (before.Version != parcel.Version) Break($"R3: {name} under the id of version {before.Version}");
            if (parcel.Attempt <= before.Attempt) Break($"R3: {name}: attempt {parcel.Attempt} after attempt {before.Attempt}");
        }
        sent.Ids[parcel.Id] = (parcel.Version, parcel.Attempt);
        HasNoReceipt(client, story, parcel, name);
        // What it follows, and what that follows, may have become theirs in this very turn.
        Entitle(Line(story), [client]);
        if (!_entitled.Contains((client.Number, story.Guid))) Break($"{name}: it is not entitled to it");
        if (parcel.Status == PubStatus.Usable) MayGo(client, story, parcel, name);
        else if (StateOf(client) == DestinationState.Off) Break($"{name}: the destination is off");
    }

    private void HasNoReceipt(SimulatedClient client, SimulatedStory story, Parcel parcel, string name)
    {
        var receipt = parcel.ReplayOf is null
            ? store.Read(db => db.Number("select count(*) from delivery where destination = $1 and story = $2 and version = $3 and receipt_at is not null", client.Destination, story.Id, parcel.Version))
            : store.Read(db => db.Number("select count(*) from delivery where id = $1 and receipt_at is not null", parcel.Id));
        if (receipt > 0) Break($"once: {name}, of which there is a receipt");
    }

    private void MayGo(SimulatedClient client, SimulatedStory story, Parcel parcel, string name)
    {
        var standing = store.Read(db => StoryTable.StandingOf(db, story.Id))!.Standing;
        if (standing.Status != PubStatus.Usable) Break($"O2: {name} after the story was withdrawn");
        if (client.Status != ClientStatus.Active) Break($"R2: {name}, which is {client.Status}");
        if (StateOf(client) != DestinationState.On) Break($"R2: {name}, whose destination is {StateOf(client)}");
        var isTold = story.Versions.GetValueOrDefault(parcel.Version) == ReleaseAction.ChangeEmbargo;
        if (!client.InAdvance && !standing.Embargo.IsUsable(time.True) && !isTold) Break($"E2: {name} before its embargo ends");
    }

    private DestinationState StateOf(SimulatedClient client) => store.Read(db => Destinations.Find(db, client.Destination))!.State;

    /// <summary>Everything that can go on has gone on, and a node is there: nothing may hang, and every withdrawal has a receipt or someone who must call.</summary>
    internal void AtRest()
    {
        var now = store.Clock.Now();
        var counts = store.Read(db => db.One("""
            select
              (select count(*) from delivery where state < 2 and next_action is null),
              (select count(*) from delivery where state = 1 and next_action <= $1),
              (select count(*) from delivery where state = 0 and lane = 0 and (next_action <= $1 or replay_of is null and (last_attempt is null and created > $3 or last_attempt > $3 and next_action > $4))),
              (select count(*) from delivery d left join alarm a on a.id = d.alarm where d.lane = 0 and d.receipt_at is null and d.state in (0, 1, 5) and d.created <= $2 and (a.id is null or a.acknowledged_at is not null)),
              (select count(*) from delivery d join alarm a on a.id = d.alarm where a.acknowledged_at is null and d.state in (2, 3, 4, 6))
            """, static r => (Planless: r.Long(0), Lapsed: r.Long(1), Waiting: r.Long(2), Silent: r.Long(3), Orphans: r.Long(4)), now, now - AlarmsAfter, now + TimeSpan.FromSeconds(1), now + TimeSpan.FromSeconds(80)));
        if (counts.Planless > 0) Break("D3: an open delivery has no next action");
        if (counts.Lapsed > 0) Break("D3: an attempt's lease is over, and nobody has seen it");
        if (counts.Waiting > 0) Break("O2: a withdrawal waits");
        if (counts.Silent > 0) Break("K2: a withdrawal has neither a receipt nor an alarm");
        if (counts.Orphans > 0) Break("K2: an alarm is open for a withdrawal that is over");
    }

    /// <summary>Everybody was well for hours.</summary>
    internal void AtTheEnd(IReadOnlyList<SimulatedStory> stories, IReadOnlyList<SimulatedClient> clients)
    {
        foreach (var client in clients)
        {
            var isOff = StateOf(client) == DestinationState.Off;
            foreach (var delivery in store.Read(db => DeliveryTable.Open(db, client.Destination, 100)))
                if (!isOff) Break($"D3: version {delivery.Version} of a story is still {delivery.State} for {client.Code}");
            foreach (var story in stories) EndsRight(client, story, isOff);
        }
    }

    private void EndsRight(SimulatedClient client, SimulatedStory story, bool isOff)
    {
        var landed = client.Receiver.Landed(story.Guid);
        var standing = story.Standing;
        if (standing.Status != PubStatus.Usable)
        {
            if (landed.All(static l => l.Status != PubStatus.Usable) || _phoned.Contains((client.Number, story.Id)) || IsOnBoard(client, story)) return;
            // That it went to them at all is lost here, where it went after the backup.
            if (_wasRestored && !_sent.ContainsKey((client.Number, story.Guid))) return;
            // What was released after the backup is lost here and known there: only a kill overtakes it.
            if (story.IsBehind && standing.Status == PubStatus.Withheld && client.Receiver.Has(story.Guid)?.Version > story.Told) return;
            if (client.Receiver.Has(story.Guid) is not { } has || has.Status == PubStatus.Usable) Break($"K2: {client.Code} still has story {story.Number}, and nobody was told to call");
            else if (!_wasRestored && landed.Last(static l => !l.IsEcho) is { Status: PubStatus.Usable, At: var at } && !time.LeaptBefore(at)) Break($"O3: what landed last at {client.Code} of story {story.Number} is not its withdrawal");
            return;
        }
        if (isOff || client.Status != ClientStatus.Active || client.WasCut || story.IsAdvisory || standing.Version == 0 || GaveUp(client, story)) return;
        // After a restore an embargo stays closed until a person has looked at it.
        if (standing.AwaitsPerson) return;
        // Of what is lost here they may have more, and a kill among it is for good.
        if (client.Receiver.Has(story.Guid) is { } more && (story.IsBehind && more.Version > standing.Version || _wasRestored && more.Status == PubStatus.Canceled)) return;
        // That it went to them at all is lost here, where it went after the backup.
        if (_wasRestored && !_sent.ContainsKey((client.Number, story.Guid)) && !client.Wants(story)) return;
        var isTheirs = landed.Count > 0 || !client.WasChanged && (client.Wants(story) || story.Follows is { } before && client.Receiver.Landed(before.Guid).Count > 0);
        if (isTheirs && client.Receiver.Has(story.Guid)?.Version != standing.Version) Break($"{client.Code} has version {client.Receiver.Has(story.Guid)?.Version} of story {story.Number}, which stands at {standing.Version}");
    }

    private bool IsOnBoard(SimulatedClient client, SimulatedStory story) => store.Read(DeliveryTable.OpenWithdrawals).Any(d => d.Destination == client.Destination && d.Story == story.Id);

    private bool GaveUp(SimulatedClient client, SimulatedStory story) => store.Read(db => DeliveryTable.OfStory(db, story.Id, client.Destination)).Any(static d => d.State == DeliveryState.GivenUp);

    internal Memory Remember() => new(_sent.ToDictionary(static s => s.Key, static s => s.Value.Copy()), [.. _entitled], [.. _phoned]);

    internal void Restore(Memory memory)
    {
        (_sent, _entitled, _phoned) = (memory.Sent.ToDictionary(static s => s.Key, static s => s.Value.Copy()), [.. memory.Entitled], [.. memory.Phoned]);
        _wasRestored = true;
    }

    internal sealed record Memory(Dictionary<(int, string), Sent> Sent, HashSet<(int, string)> Entitled, HashSet<(int, Guid)> Phoned);

    /// <summary>What went of one story to one client.</summary>
    internal sealed class Sent
    {
        internal int Newest { get; set; }
        internal Dictionary<Guid, (int Version, int Attempt)> Ids { get; private init; } = [];

        internal Sent Copy() => new() { Newest = Newest, Ids = new(Ids) };
    }
}
