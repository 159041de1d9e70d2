using CsCheck;
using Dateline.Delivery.Wire;
using Dateline.News;
using Dateline.Store.Deliveries;
using Dateline.Store.Stories;

namespace Dateline.Delivery.Tests;

/// <summary>What clients may read, beside a plain model of who is entitled to what: whatever is released, changed, suspended and read in whatever order.</summary>
public sealed class WireModelTests : IAsyncLifetime
{
    private Agency A { get; set; } = null!;
    private WireHost W { get; set; } = null!;
    private int _run;

    public async ValueTask InitializeAsync()
    {
        A = await Agency.Open();
        W = await WireHost.Start(A, new WireOptions { RequestsPerSecond = 1_000_000, Burst = 1_000_000 });
    }

    public async ValueTask DisposeAsync()
    {
        await W.DisposeAsync();
        await A.DisposeAsync();
    }

    [Fact]
    public async Task Clients_read_exactly_what_a_plain_model_says() =>
        await Gen.Select(Gen.Int[0, 13], Gen.Int[0, 1], Gen.Int[0, 2]).Array[1, 25].SampleAsync(Check, iter: 150, threads: 1, print: static steps => string.Join(" ", steps));

    private async Task Check((int Act, int Story, int Client)[] steps)
    {
        var name = "RUN" + Interlocked.Increment(ref _run);
        var model = new Model();
        string[] clients = [$"{name}-english".ToLowerInvariant(), $"{name}-all".ToLowerInvariant(), $"{name}-advance".ToLowerInvariant()];
        var keys = new List<string>();
        for (var i = 0; i < 3; i++) keys.Add(await W.Reader(clients[i], Filter(name, i == 0), inAdvance: i == 2));
        model.EnglishOnly[0] = true;
        var stories = new[] { await A.Draft(name), await A.Draft(name) };
        var guids = stories.Select(s => A.Store.Read(db => StoryTable.Find(db, s))!.Guid).ToArray();

        foreach (var (act, story, client) in steps)
        {
            A.Time.Advance(TimeSpan.FromSeconds(1));
            await A.Store.Write(Timetable.RunDue);
            await A.Settle();
            model.Pass(A.Now);
            switch (act)
            {
                case 0 or 1 or 2 or 3 or 4 or 5 or 6 or 7: await Release(model, stories[story], story, act); break;
                case 8:
                    A.Time.Advance(TimeSpan.FromSeconds(30));
                    await A.Store.Write(Timetable.RunDue);
                    await A.Settle();
                    model.Pass(A.Now);
                    break;
                case 9:
                    model.EnglishOnly[client] = !model.EnglishOnly[client];
                    await A.Store.Write(tx => Clients.Save(tx, new Product(clients[client] + "-product", clients[client], Filter(name, model.EnglishOnly[client])), "test").IsDone);
                    break;
                case 10: await Status(ClientStatus.Suspended, client); break;
                case 11: await Status(ClientStatus.Active, client); break;
                default: await Compare(client); break;
            }
            await A.Settle();
        }
        for (var i = 0; i < 3; i++) await Compare(i);

        async Task Status(ClientStatus status, int client)
        {
            model.Status[client] = status;
            await A.Status(clients[client], status);
        }

        async Task Compare(int client)
        {
            var answer = await W.Get(keys[client]);
            var read = answer.Json["items"]!.AsArray().Select(i => $"{Array.IndexOf(guids, (string)i!["guid"]!)} {i["type"]} {i["version"]}").Order(StringComparer.Ordinal);
            Assert.Equal(model.Read(client, A.Now).Order(StringComparer.Ordinal), read);
        }
    }

    private async Task Release(Model model, Guid id, int story, int act)
    {
        var action = act switch { 0 or 1 => ReleaseAction.Publish, 2 => ReleaseAction.Writethru, 3 => ReleaseAction.Correct, 4 => ReleaseAction.ChangeEmbargo, 5 => ReleaseAction.Hold, 6 => ReleaseAction.SendAsWas, _ => ReleaseAction.Kill };
        var until = A.Now + TimeSpan.FromSeconds(20);
        var embargo = act is 1 or 4 ? Embargo.At(until) : (Embargo?)null;
        var content = A.Store.Read(db => StoryTable.Find(db, id))!.Content;
        // A correction changes the language: what an English product held it holds no more.
        if (act == 3) content = content with { Language = Language.From(content.Language?.Primary == "en" ? "fr" : "en") };
        var order = new ReleaseOrder { Action = action, By = "key:test", Reason = "a reason", EdNote = "a note", Notice = action == ReleaseAction.Correct ? "It was wrong." : null };
        if (embargo is { } e) order = order with { UsableFrom = e };
        var done = await A.Store.Write(tx => Releases.Release(tx, new ReleaseRequest { Story = id, Order = order, Content = act == 3 ? content : null }));
        if (!done.IsDone) return;
        var standing = done.Value[0].Story.Standing;
        model.Released(story, action, standing.Version, content.Language?.Primary == "en", standing, A.Now);
    }

    private static string Filter(string name, bool englishOnly) => $"slugline has {name}" + (englishOnly ? " and language is en" : "");

    /// <summary>Who is entitled to what, said in the plainest way: lists, and the table of actions.</summary>
    private sealed class Model
    {
        private readonly List<Line> _lines = [];
        private readonly Head[] _heads = [new(), new()];

        internal bool[] EnglishOnly { get; } = new bool[3];
        internal ClientStatus[] Status { get; } = new ClientStatus[3];

        internal void Released(int story, ReleaseAction action, int version, bool english, Standing standing, Instant now)
        {
            var head = _heads[story];
            if (action is ReleaseAction.Hold or ReleaseAction.Kill)
            {
                (head.Version, head.Usable) = (version, false);
                foreach (var line in _lines.Where(l => l.Story == story && !l.Given)) line.Dead |= line.Version < version;
                for (var client = 0; client < 3; client++)
                    if (Had(client, story)) _lines.Add(new Line(client, story, version, action == ReleaseAction.Kill ? "kill" : "hold", true));
                return;
            }
            // What is changed while a hold stands goes to nobody.
            (head.Version, head.Usable, head.English, head.Until, head.Type, head.WasDue) = (version, standing.Status == PubStatus.Usable, english, standing.Embargo, TypeOf(action), standing.Embargo.IsUsable(now));
            if (!head.Usable) return;
            for (var client = 0; client < 3; client++)
                if (Entitled(client, story) && (Open(client, head, now) || action == ReleaseAction.ChangeEmbargo && Had(client, story))) _lines.Add(new Line(client, story, version, head.Type, false));
        }

        internal void Pass(Instant now)
        {
            for (var story = 0; story < 2; story++)
            {
                var head = _heads[story];
                if (head.WasDue || !head.Usable || !head.Until.IsUsable(now)) continue;
                head.WasDue = true;
                for (var client = 0; client < 3; client++)
                    if (Entitled(client, story) && !_lines.Exists(l => l.Client == client && l.Story == story && l.Version == head.Version)) _lines.Add(new Line(client, story, head.Version, head.Type, false));
            }
        }

        /// <summary>What the client reads from the beginning, which is written down as given.</summary>
        internal List<string> Read(int client, Instant now)
        {
            var read = new List<Line>();
            for (var story = 0; story < 2; story++)
            {
                var (mine, head) = (_lines.Where(l => l.Client == client && l.Story == story && !l.Dead).ToList(), _heads[story]);
                foreach (var line in mine)
                {
                    var newer = mine.Where(l => l.Version > line.Version);
                    if (line.Withdraws ? newer.Any(l => l.Withdraws || l.Given) : newer.Any()) continue;
                    if (!line.Withdraws && (Status[client] != ClientStatus.Active || !head.Usable || !line.Given && line.Version != head.Version)) continue;
                    if (!line.Withdraws && !Open(client, head, now) && !(line.Type == "embargo" && Had(client, story))) continue;
                    read.Add(line);
                }
            }
            foreach (var line in read) line.Given = true;
            return [.. read.Select(l => $"{l.Story} {l.Type} {l.Version}")];
        }

        private bool Entitled(int client, int story) => Had(client, story) ? Status[client] is ClientStatus.Active or ClientStatus.Paused : Status[client] == ClientStatus.Active && (_heads[story].English || !EnglishOnly[client]);

        private bool Had(int client, int story) => _lines.Exists(l => l.Client == client && l.Story == story && l.Given);

        private static bool Open(int client, Head head, Instant now) => client == 2 || head.Until.IsUsable(now);

        private static string TypeOf(ReleaseAction action) => action switch { ReleaseAction.Publish => "story", ReleaseAction.Correct => "correction", ReleaseAction.ChangeEmbargo => "embargo", _ => "update" };

        private sealed class Head
        {
            internal int Version;
            internal bool Usable, English = true, WasDue = true;
            internal Embargo Until;
            internal string Type = "";
        }

        private sealed record Line(int Client, int Story, int Version, string Type, bool Withdraws)
        {
            internal bool Given { get; set; }
            internal bool Dead { get; set; }
        }
    }
}
