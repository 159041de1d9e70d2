using System.Globalization;
using System.Text;
using System.Text.Json;
using Dateline.News;
using Dateline.Store;
using Dateline.Store.Keeping;
using Dateline.Store.Stories;

namespace Dateline.Bench.Benches;

/// <summary>
/// Twenty sites over 10,000 stories, all of them read at full speed, while stories are killed, corrected and opened at their hour. Each such moment is looked at
/// from every address on every site that shows the story, each over a connection of its own, all at one moment: for how long anyone who asked still got what was no longer true,
/// and whether anyone got the new words before their hour. Beside it stands how long they waited, since all of these pages are made anew at once. Client and server share a clock.
/// </summary>
internal static class SitesBench
{
    private const int Sites = 20;
    private static readonly TimeSpan EmbargoFor = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(250);

    internal static async Task Run(BenchOptions options, Report report)
    {
        var folder = Directory.CreateTempSubdirectory("dateline-bench-").FullName;
        try
        {
            var room = await Prepare(folder, options);
            await using var server = await Child.Start(Child.Dateline, [.. new[] { "serve", "--data", folder, "--urls", "{url}" }, .. options.Database is { } d ? new[] { "--database", d } : []]);
            await new Watching(server, room, report).Run(options.Short ? TimeSpan.FromSeconds(15) : TimeSpan.FromSeconds(60), folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>What was put into the store before it is served.</summary>
    private sealed record Room(string Key, IReadOnlyList<(Guid Id, string Page)> Stories, IReadOnlyList<Marked> Kills, IReadOnlyList<Marked> Corrections, IReadOnlyList<Marked> Embargoes);

    /// <summary>A story with a word in its headline that no other has.</summary>
    private sealed record Marked(Guid Id, string Page, string Word);

    private static async Task<Room> Prepare(string folder, BenchOptions options)
    {
        var further = Enumerable.Range(1, Sites - 1).Select(n => $$"""{"code":"{{Code(n)}}","name":"Site {{n}}","url":"http://{{Host(n)}}","sections":{{Section}}}""");
        await File.WriteAllTextAsync(Path.Combine(folder, "dateline.json"), $$"""{"site":{"name":"Site 0","url":"http://{{Host(0)}}","sections":{{Section}}},"sites":[{{string.Join(',', further)}}]}""");
        await using var store = NewsStore.Open(new StoreOptions { Folder = folder, Postgres = options.Database });
        var stories = await Newsroom.Publish(store, options.Short ? 2_000 : 10_000);
        var rounds = options.Short ? 40 : 150;
        var (kills, corrections) = (await Mark(store, "zkilled", rounds, isOut: true), await Mark(store, "zwrong", rounds, isOut: true));
        var embargoes = await Mark(store, "zearly", rounds, isOut: false);
        return new(await store.Write(tx => ApiKeys.Create(tx, "bench", ["*"], "bench").Secret), stories, kills, corrections, embargoes);
    }

    private const string Section = """[{"slug":"world","name":{"en":"World"},"filter":"everything"}]""";

    private static string Code(int site) => string.Create(CultureInfo.InvariantCulture, $"s{site:00}");

    private static string Host(int site) => Code(site) + ".example";

    private static async Task<List<Marked>> Mark(NewsStore store, string word, int count, bool isOut)
    {
        var marked = new List<Marked>();
        for (var n = 0; n < count; n++)
        {
            var own = string.Create(CultureInfo.InvariantCulture, $"{word}{n:000}x");
            var content = WireSample.Item(50_000 + n).Content with { Headline = Headline.From($"Harbour {own} tunnel") };
            marked.Add(await store.Write(tx =>
            {
                var story = Releases.NewStory(tx, ItemKind.Text, content);
                StoryTable.Insert(tx, story);
                if (isOut) story = Releases.Release(tx, new ReleaseRequest { Story = story.Id, Order = new ReleaseOrder { Action = ReleaseAction.Publish, By = "bench" } }).Value![0].Story;
                return new Marked(story.Id, story.Page ?? "", own);
            }));
        }
        return marked;
    }

    /// <summary>The load, and what happens under it.</summary>
    private sealed class Watching(Child server, Room room, Report report)
    {
        private static readonly string[] Lists = ["/", "/world", "/topics/politics-11000000", "/feed.rss", "/world/feed.rss"];

        // The stories have their one address on the first site: the others' files for search engines do not list them.
        private const string News = "/sitemaps/news.xml";

        private readonly TimeProvider _time = TimeProvider.System;
        private readonly Uri _url = new(server.Url);
        private readonly List<HttpReader> _lists = [];
        private readonly Dictionary<string, List<(string Address, double Untrue, double Answered)>> _looks = new() { ["kill"] = [], ["correction"] = [], ["hour"] = [] };
        private int _stale;
        private int _early;
        private int _never;
        private int _done;

        internal async Task Run(TimeSpan time, string folder)
        {
            using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = _url };
            http.DefaultRequestHeaders.Host = Host(0);
            for (var site = 0; site < Sites; site++)
                foreach (var path in site == 0 ? [.. Lists, News] : Lists) _lists.Add(await HttpReader.To(_url, Host(site), path));
            var script = Path.Combine(folder, "load.lua");
            await File.WriteAllTextAsync(script, Script([.. Lists, .. await Paths(http)]));
            await Wrk.RunScript(server.Url, TimeSpan.FromSeconds(15), 64, script);
            var alone = await Wrk.RunScript(server.Url, TimeSpan.FromSeconds(3), 64, script);
            var load = Wrk.RunScript(server.Url, time, 64, script);
            for (var round = 0; round < room.Kills.Count && !load.IsCompleted; round++) await Round(http, round);
            var read = await load;
            foreach (var reader in _lists) reader.Dispose();
            Tell(alone, read);
        }

        private void Tell(Wrk.Result alone, Wrk.Result read)
        {
            foreach (var (what, all) in _looks)
            {
                var (untrue, most) = (Report.Percentile(all.Select(l => l.Untrue), 99), what == "hour" ? 1000 : 100);
                report.Figure($"sites-{what}-untrue-p99", untrue, "ms", null, $"<= {most} ms on every address of {Sites} sites, under load ({all.Count} looks)", untrue <= most);
                foreach (var of in all.GroupBy(l => l.Address).OrderBy(g => g.Key, StringComparer.Ordinal))
                    report.Say(string.Create(CultureInfo.InvariantCulture, $"{what} {of.Key}: untrue {Report.Percentile(of.Select(l => l.Untrue), 99):0} ms, answered {Report.Percentile(of.Select(l => l.Answered), 99):0} ms (p99 of {of.Count()})"));
                report.Figure($"sites-{what}-answered-p99", Report.Percentile(all.Select(l => l.Answered), 99), "ms", null, $"every page of {Sites} sites made anew at one moment; the median is {Report.Percentile(all.Select(l => l.Answered), 50):0} ms", null);
            }
            report.Figure("sites-stale-answers", _stale, "answers", null, "0 asked for after \"done\" had the old words", _stale == 0 && _done > 0);
            report.Figure("sites-early-answers", _early, "answers", null, "0 before the hour", _early == 0 && _done > 0);
            report.Figure("sites-never", _never, "addresses", null, "0 that did not follow at all", _never == 0);
            // What is not found is an answer too: wrk counts what was killed meanwhile among the errors.
            report.Figure("sites-load", read.PerSecond, "req/s", alone.PerSecond, $"beside it the same with nothing happening; {_done} kills, corrections and embargoes", null);
            report.Figure("sites-resident", server.ResidentMiB(), "MiB", null, "<= 800 MiB for 20 sites, whose pages share 192 MiB", server.ResidentMiB() <= 800);
        }

        private async Task Round(HttpClient http, int n)
        {
            await Task.Delay(Between);
            var kill = room.Kills[n];
            await Gone("kill", kill, http, "kill", """{"expectedVersion":1,"reason":"bench"}""");
            await Task.Delay(Between);
            var wrong = room.Corrections[n];
            await Gone("correction", wrong, http, "correct", """{"expectedVersion":1,"edNote":"bench","notice":{"text":"A word was wrong."},"content":{"language":"en","headline":"Harbour tunnel","subjects":[{"code":"medtop:11000000"}],"body":"<p>Put right.</p>"}}""");
            await Task.Delay(Between);
            await Opened(room.Embargoes[n], http);
            _done += 3;
        }

        /// <summary>Every address that shows the story, asked from the moment of "done" on until it does so no longer.</summary>
        private async Task Gone(string what, Marked story, HttpClient http, string action, string order)
        {
            var own = await Own(story.Page, story.Word);
            // As readers have it: every page of it is kept when it happens.
            foreach (var reader in own.Concat(_lists)) await reader.Ask();
            if (!await Api.Act(http, room.Key, story.Id, action, order)) return;
            var (from, word) = (_time.GetTimestamp(), Encoding.ASCII.GetBytes(story.Word));
            await Task.WhenAll(own.Concat(_lists).Select(async reader =>
            {
                // Where the words stand in the search's own field they are the reader's.
                var untrue = 0.0;
                while (true)
                {
                    var asked = _time.GetElapsedTime(from).TotalMilliseconds;
                    if (!Has(reader, await reader.Ask(), word)) break;
                    Interlocked.Increment(ref _stale);
                    untrue = asked;
                    if (_time.GetElapsedTime(from) > Patience) { Never(what, reader); break; }
                }
                Looked(what, reader, untrue, _time.GetElapsedTime(from).TotalMilliseconds);
            }));
            foreach (var reader in own) reader.Dispose();
        }

        /// <summary>Every address that will show the story, asked all the time from before its hour on.</summary>
        private async Task Opened(Marked story, HttpClient http)
        {
            var hour = Instant.Now(_time) + EmbargoFor;
            if (!await Api.Act(http, room.Key, story.Id, "embargo", $$"""{"expectedVersion":0,"usableFrom":"{{hour}}"}""")) return;
            var (page, word) = (await PageOf(http, story.Id), Encoding.ASCII.GetBytes(story.Word));
            var own = new List<HttpReader>();
            for (var site = 0; site < Sites; site++) own.Add(await HttpReader.To(_url, Host(site), $"/world/{StoryPath(story.Word, page)}"));
            var before = hour - TimeSpan.FromMilliseconds(300) - Instant.Now(_time);
            if (before > TimeSpan.Zero) await Task.Delay(before, _time);
            await Task.WhenAll(own.Concat(_lists).Select(async reader =>
            {
                var untrue = 0.0;
                while (true)
                {
                    var asked = Instant.Now(_time);
                    var has = Has(reader, await reader.Ask(), word);
                    var now = Instant.Now(_time);
                    if (has && now < hour) Interlocked.Increment(ref _early);
                    if (has) { Looked("hour", reader, untrue, (now - hour).TotalMilliseconds); return; }
                    if (asked > hour) untrue = (asked - hour).TotalMilliseconds;
                    if (now < hour) await Task.Delay(20);
                    if (now > hour + Patience) { Never("hour", reader); return; }
                }
            }));
            foreach (var reader in own) reader.Dispose();
        }

        private void Never(string what, HttpReader reader)
        {
            Interlocked.Increment(ref _never);
            report.Say($"{what}: {reader.Host}{reader.Address} did not follow within {Patience.TotalSeconds} s");
        }

        private void Looked(string what, HttpReader reader, double untrue, double answered)
        {
            lock (_looks) _looks[what].Add((reader.Address.StartsWith("/world/harbour", StringComparison.Ordinal) ? "story" : reader.Address.Split('?')[0], untrue, answered));
        }

        private static bool Has(HttpReader reader, ReadOnlyMemory<byte> answer, byte[] word) =>
            reader.Address.Contains("/search", StringComparison.Ordinal) ? answer.Span.IndexOf([.. "<mark>"u8, .. word]) >= 0 : Body(answer.Span).IndexOf(word) >= 0;

        // The address may stand among the headers: a story that is still there leads to where it is now.
        private static ReadOnlySpan<byte> Body(ReadOnlySpan<byte> answer) => answer[(answer.IndexOf("\r\n\r\n"u8) + 4)..];

        private async Task<List<HttpReader>> Own(string page, string word)
        {
            var own = new List<HttpReader>();
            for (var site = 0; site < Sites; site++)
            {
                own.Add(await HttpReader.To(_url, Host(site), $"/world/{StoryPath(word, page)}"));
                own.Add(await HttpReader.To(_url, Host(site), $"/search?q={word}"));
            }
            return own;
        }

        private static string StoryPath(string word, string page) => $"harbour-{word}-tunnel-{page}";

        private async Task<string> PageOf(HttpClient http, Guid story)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/stories/{story:D}") { Headers = { Authorization = new("Bearer", room.Key) } };
            using var response = await http.SendAsync(request);
            using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
            return json.RootElement.GetProperty("page").GetString()![^10..];
        }

        private async Task<List<string>> Paths(HttpClient http)
        {
            var paths = new List<string>();
            foreach (var (_, page) in room.Stories.TakeLast(500))
            {
                using var answer = await http.GetAsync("/x-" + page);
                paths.Add(answer.Headers.Location?.OriginalString ?? "/x-" + page);
            }
            return paths;
        }

        /// <summary>Every address by turns, each on the next site.</summary>
        private static string Script(IReadOnlyList<string> paths) => $$"""
            local hosts = { {{string.Join(", ", Enumerable.Range(0, Sites).Select(n => $"\"{Host(n)}\""))}} }
            local paths = { {{string.Join(", ", paths.Select(p => $"\"{p}\""))}} }
            local requests, at = {}, 0
            init = function(args)
              for _, path in ipairs(paths) do
                for _, host in ipairs(hosts) do requests[#requests + 1] = "GET " .. path .. " HTTP/1.1\r\nHost: " .. host .. "\r\nAccept-Encoding: gzip\r\n\r\n" end
              end
            end
            request = function()
              at = at % #requests + 1
              return requests[at]
            end
            """;
    }
}
