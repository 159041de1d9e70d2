using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.RegularExpressions;
using Dateline.News;
using Dateline.Store;
using Dateline.Store.Intake;
using Dateline.Store.Keeping;
using Dateline.Store.Stories;

namespace Dateline.Bench.Benches;

/// <summary>
/// The newsroom with 200 people in it: a desk of 5,000 rows opens; an item arrives on every open desk; a hundred save long stories at every pause.
/// Screens ask as the desk's script does: they hear that something changed, and fetch what.
/// </summary>
internal static partial class DeskBench
{
    private const int Rows = 5000;
    private const int Words = 1500;
    private const string ShownDesk = "news", WritersDesk = "features";
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    internal static async Task Run(BenchOptions options, Report report)
    {
        var (people, saving) = options.Short ? (40, 20) : (200, 100);
        var folder = Directory.CreateTempSubdirectory("dateline-desk-");
        try
        {
            Room room;
            await using (var store = NewsStore.Open(new StoreOptions { Folder = folder.FullName, Postgres = options.Database })) room = await Fill(store, people, saving);
            await using var server = await Child.Start(Child.Dateline, [.. new[] { "serve", "--data", folder.FullName, "--urls", "{url}" }, .. options.Database is { } d ? new[] { "--database", d } : []]);
            await Opens(options, report, server, room);
            var screens = await Task.WhenAll(room.Sessions.Select(s => Screen.Open(server.Url, s, ShownDesk)));
            // Some have the desk open on which the writers' stories stand: their screens follow every save.
            var following = await Task.WhenAll(room.Sessions.Take(people / 10).Select(s => Screen.Open(server.Url, s, WritersDesk)));
            try
            {
                await Arrivals(options, report, server, room, screens);
                await Saves(options, report, server, room);
                var resident = server.ResidentMiB();
                report.Figure($"resident with {people} signed in", resident, "MiB", null, "<= 300 MiB", resident <= 300);
            }
            finally
            {
                foreach (var screen in screens.Concat(following)) screen.Dispose();
            }
            await Scripts(report, server, room);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<Room> Fill(NewsStore store, int people, int saving)
    {
        var key = await store.Write(tx =>
        {
            Sources.Save(tx, "np", "Northern Press", "{}", "bench");
            return ApiKeys.Create(tx, "bench", ["*"], "bench").Secret;
        });
        var intake = new Ingest.Intake(store);
        foreach (var batch in Enumerable.Range(0, Rows).Chunk(64)) await Task.WhenAll(batch.Select(n => intake.Accept("np", WireSample.G2(n))));
        var sessions = await store.Write(tx => Enumerable.Range(0, people).Select(n =>
        {
            var person = People.Create(tx, "editor" + n.ToString(CultureInfo.InvariantCulture), "Editor " + n.ToString(CultureInfo.InvariantCulture), "editor", "bench")!;
            return StaffPasses.Create(tx, PassKind.Session, TimeSpan.FromHours(1), person.Id, "bench");
        }).ToList());
        var stories = await store.Write(tx => Enumerable.Range(0, saving).Select(n =>
        {
            var story = Releases.NewStory(tx, ItemKind.Text, WireSample.Item(900_000 + n).Content) with { Desk = WritersDesk };
            StoryTable.Insert(tx, story);
            return story.Id;
        }).ToList());
        return new(key, sessions, stories);
    }

    private static async Task Opens(BenchOptions options, Report report, Child server, Room room)
    {
        using var http = new HttpClient { BaseAddress = new Uri(server.Url), DefaultRequestHeaders = { { "Cookie", Screen.CookieOf(room.Sessions[0]) } } };
        var times = new List<double>();
        for (var n = 0; n < (options.Short ? 60 : 300); n++)
        {
            var began = Stopwatch.GetTimestamp();
            var page = await http.GetStringAsync("/newsroom");
            if (n >= 20) times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            if (!page.Contains($">{Rows}</span>", StringComparison.Ordinal)) throw new InvalidOperationException("The desk does not show its rows' number.");
        }
        var p99 = Report.Percentile(times, 99);
        report.Figure($"a desk of {Rows} rows opens, p99", p99, "ms", null, "<= 300 ms", p99 <= 300);
    }

    private static async Task Arrivals(BenchOptions options, Report report, Child server, Room room, Screen[] screens)
    {
        using var http = new HttpClient { BaseAddress = new Uri(server.Url) };
        http.DefaultRequestHeaders.Authorization = new("Bearer", room.Key);
        var last = new List<double>();
        for (var n = 0; n < (options.Short ? 5 : 20); n++)
        {
            var began = Stopwatch.GetTimestamp();
            using var body = new ByteArrayContent(WireSample.G2(700_000 + n));
            (await http.PostAsync("/intake/np", body)).EnsureSuccessStatusCode();
            var arrived = await Task.WhenAll(screens.Select(s => s.Rows(n + 1))).WaitAsync(TimeSpan.FromSeconds(30));
            if (n > 0) last.Add(arrived.Max(at => Stopwatch.GetElapsedTime(began, at).TotalMilliseconds));
            // Not in step with the server's own look at the store.
            await Task.Delay(600 + 37 * n);
        }
        var worst = last.Max();
        report.Figure($"an item at the last of {screens.Length} open desks, median", Report.Percentile(last, 50), "ms", null, "none", null);
        report.Figure($"an item at the last of {screens.Length} open desks, worst", worst, "ms", null, "<= 500 ms", worst <= 500);
    }

    private static async Task Saves(BenchOptions options, Report report, Child server, Room room)
    {
        var text = string.Join(' ', Enumerable.Range(0, Words).Select(n => ArchiveSample.Word(n * 7)));
        var took = await Task.WhenAll(room.Stories.Select((story, n) => Task.Run(async () =>
        {
            using var http = new HttpClient { BaseAddress = new Uri(server.Url) };
            http.DefaultRequestHeaders.Authorization = new("Bearer", room.Key);
            var times = new List<double>();
            using var first = await http.GetAsync($"/api/v1/stories/{story}/content");
            var tag = first.Headers.ETag!.ToString();
            await Task.Delay(Pause * ((double)n / room.Stories.Count));
            var clock = Stopwatch.StartNew();
            for (var turn = 0; clock.Elapsed < options.Load * 2; turn++)
            {
                using var save = new HttpRequestMessage(HttpMethod.Put, $"/api/v1/stories/{story}/content")
                {
                    Content = JsonContent.Create(new { language = "en", slugline = "LONG-READ-" + n, headline = "The long way round, take " + turn, body = $"<p>{text} {turn}</p>" }),
                };
                save.Headers.TryAddWithoutValidation("If-Match", tag);
                var began = Stopwatch.GetTimestamp();
                using var answer = await http.SendAsync(save);
                var ms = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
                answer.EnsureSuccessStatusCode();
                tag = answer.Headers.ETag!.ToString();
                if (turn > 2) times.Add(ms);
                if (Pause > Stopwatch.GetElapsedTime(began)) await Task.Delay(Pause - Stopwatch.GetElapsedTime(began));
            }
            return times;
        })));
        var all = took.SelectMany(t => t).ToList();
        var p99 = Report.Percentile(all, 99);
        report.Figure($"a save of {Words} words, {room.Stories.Count} saving every two seconds, p99", p99, "ms", null, "<= 50 ms", p99 <= 50);
    }

    /// <summary>What the first screen loads, as it goes over the wire.</summary>
    private static async Task Scripts(Report report, Child server, Room room)
    {
        using var http = new HttpClient { BaseAddress = new Uri(server.Url), DefaultRequestHeaders = { { "Cookie", Screen.CookieOf(room.Sessions[0]) } } };
        var (open, seen) = (new Queue<string>(Script().Matches(await http.GetStringAsync("/newsroom")).Select(m => m.Groups[1].Value)), new Dictionary<string, int>(StringComparer.Ordinal));
        while (open.TryDequeue(out var path))
        {
            if (seen.ContainsKey(path)) continue;
            var script = await http.GetStringAsync(path);
            seen[path] = Encoding.UTF8.GetByteCount(script);
            foreach (Match import in Import().Matches(script)) open.Enqueue("/newsroom/assets/" + import.Groups[1].Value);
        }
        var kilobytes = seen.Values.Sum() / 1024.0;
        report.Figure("script of the first screen", kilobytes, "KB", null, "<= 120 KB without the editor", seen.Count > 0 && kilobytes <= 120 && !seen.Keys.Any(k => k.Contains("editor", StringComparison.Ordinal)));
    }

    [GeneratedRegex("""<script[^>]* src="([^"]+)""")]
    private static partial Regex Script();

    [GeneratedRegex(""" from '\./([^']+)'""")]
    private static partial Regex Import();

    private sealed record Room(string Key, List<string> Sessions, List<Guid> Stories);

    /// <summary>A desk that somebody has open: its events, and what it fetches when one comes.</summary>
    private sealed class Screen : IDisposable
    {
        private readonly HttpClient _http;
        private readonly StreamReader _events;
        private readonly List<long> _arrived = [];
        private readonly SemaphoreSlim _grew = new(0);
        private readonly string _desk;
        private string _state;

        private Screen(HttpClient http, StreamReader events, string desk, string state) => (_http, _events, _desk, _state) = (http, events, desk, state);

        internal static string CookieOf(string session) => "dateline-staff=" + session;

        internal static async Task<Screen> Open(string url, string session, string desk)
        {
            var http = new HttpClient { BaseAddress = new Uri(url), Timeout = Timeout.InfiniteTimeSpan, DefaultRequestHeaders = { { "Cookie", CookieOf(session) } } };
            var page = await http.GetStringAsync("/newsroom?desk=" + desk);
            var state = State(page);
            var events = await http.GetStreamAsync($"/newsroom/events?desk={desk}&since={state}");
            var screen = new Screen(http, new StreamReader(events), desk, state);
            _ = Task.Run(screen.Follow);
            return screen;
        }

        private static string State(string page) => page[(page.IndexOf("data-state=\"", StringComparison.Ordinal) + 12)..] is var rest ? rest[..rest.IndexOf('"', StringComparison.Ordinal)] : "";

        /// <summary>When so many new rows had come.</summary>
        internal async Task<long> Rows(int count)
        {
            while (true)
            {
                lock (_arrived) if (_arrived.Count >= count) return _arrived[count - 1];
                await _grew.WaitAsync();
            }
        }

        private async Task Follow()
        {
            try
            {
                while (await _events.ReadLineAsync() is { } line)
                {
                    if (!line.StartsWith("data: ", StringComparison.Ordinal) || line[6..] == _state) continue;
                    var part = await _http.GetStringAsync($"/newsroom?desk={_desk}&part=changes&since={_state}");
                    _state = State(part);
                    var at = Stopwatch.GetTimestamp();
                    for (var from = part.IndexOf("data-column=\"wires\"", StringComparison.Ordinal); from >= 0; from = part.IndexOf("data-column=\"wires\"", from + 1, StringComparison.Ordinal))
                        lock (_arrived) _arrived.Add(at);
                    _grew.Release();
                }
            }
            catch (Exception e) when (e is IOException or ObjectDisposedException or HttpRequestException or OperationCanceledException)
            {
                // The screen was closed.
            }
        }

        public void Dispose()
        {
            _events.Dispose();
            _http.Dispose();
        }
    }
}
