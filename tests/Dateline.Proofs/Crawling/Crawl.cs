using System.Collections.Concurrent;
using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Dateline.Proofs.Crawling;

/// <summary>Who asks.</summary>
/// <param name="Name">What the role is called.</param>
/// <param name="IsStaff">Whether it belongs to the newsroom, which sees everything.</param>
/// <param name="Writes">Whether it also asks with methods that change something: only who may change nothing.</param>
/// <param name="Headers">What it brings.</param>
internal sealed record Role(string Name, bool IsStaff, bool Writes, params (string Name, string Value)[] Headers);

/// <summary>An answer, down to the bytes; what was packed is unpacked beside it.</summary>
internal sealed record Answered(HttpStatusCode Status, string Headers, byte[] Bytes, byte[] Plain);

/// <summary>
/// Asks every route of the program, in every role, with every method and condition, for everything that is hidden and for what was never there:
/// no word of what is hidden comes back, and the two answers are the same.
/// </summary>
internal sealed partial class Crawl(Uri address, World world) : IDisposable
{
    private static readonly (string Name, string Value)[][] Conditions =
    [
        [], [("If-None-Match", "*")], [("If-None-Match", "\"AAAAAAAAAAAAAAAA\"")], [("If-Modified-Since", "Mon, 24 Aug 2026 19:00:00 GMT")], [("Range", "bytes=0-0")], [("Range", "bytes=-5"), ("If-Range", "\"x\"")],
        [("Range", "bytes=0-0,5-6")], [("Accept-Encoding", "br, gzip")], [("Accept", "application/json")], [("Origin", "https://elsewhere.example")],
    ];

    private static readonly string[] Changing = ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "QUERY"];

    // The crawl looks at bytes: beside other tests on a small machine an answer may take long, and a hang still ends it. It names the request that hung.
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, AutomaticDecompression = DecompressionMethods.None }) { BaseAddress = address, Timeout = TimeSpan.FromMinutes(2) };
    private readonly ConcurrentDictionary<string, bool> _seenByStaff = new();
    private int _requests;

    /// <summary>What was violated.</summary>
    internal ConcurrentQueue<string> Violations { get; } = new();

    /// <summary>How many requests were made.</summary>
    internal int Requests => _requests;

    /// <summary>Which cases the newsroom was shown: those it was not were not looked at.</summary>
    internal ICollection<string> SeenByStaff => _seenByStaff.Keys;

    /// <summary>Crawls. <paramref name="isThorough"/>: everything in every role with every condition; else all of it where no key is asked for, and a few of each elsewhere.</summary>
    internal async Task Run(IReadOnlyList<CrawledRoute> routes, IReadOnlyList<Role> roles, bool isThorough) =>
        await Parallel.ForEachAsync(from route in routes from role in roles select (route, role), new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (pair, _) =>
        {
            var (route, role) = pair;
            if (role.IsStaff && route.Methods.Count > 0 && !route.Methods.Contains("GET")) return;
            var isWhole = role.IsStaff || (role.Name == Callers.Nobody.Name || role == Callers.NobodyAtSecond) && !route.NeedsRight || isThorough && (!route.NeedsRight || role.Writes);
            var conditions = role.IsStaff || !isThorough && !(isWhole && role.Writes) ? 1 : route.NeedsRight ? 3 : Conditions.Length;
            foreach (var method in role.Writes ? ["GET", "HEAD", .. Changing] : role.IsStaff ? ["GET"] : new[] { "GET", "HEAD" })
                foreach (var condition in Conditions[..(method is "GET" or "HEAD" ? conditions : 1)])
                    await Ask(isWhole && (isThorough || method is "GET" or "HEAD") ? route : Shortened(route), role, method, condition);
        });

    /// <summary>A few of each shape: where a key is asked for, the door is shut before anything is looked up.</summary>
    private static CrawledRoute Shortened(CrawledRoute route) => route with { Probes = [.. route.Probes.OrderBy(p => p.Kind).GroupBy(p => p.Shape).SelectMany(shape => shape.Take(3))] };

    // The metrics count, the staff's door shows the time, and one's own page offers a fresh key for a generator: two answers are never the same, whatever was asked.
    private static bool TellsItsMoment(CrawledRoute route) => route.Pattern is "/metrics" or "/staff/enter" or "/clients/me";

    private async Task Ask(CrawledRoute route, Role role, string method, (string, string)[] condition)
    {
        var unknown = new Dictionary<string, Answered>();
        foreach (var probe in route.Probes.OrderBy(p => p.Kind))
        {
            var answer = WithoutWayBack(await Send(method, probe.Path, role, condition), probe);
            if (role.IsStaff) { NoteSeen(answer); continue; }
            Look(answer, probe, $"{method} {route.Pattern} as {role.Name}{string.Concat(condition.Select(c => $" {c.Item1}: {c.Item2}"))}");
            if (probe.Kind == ProbeKind.Unknown) unknown[probe.Shape] = Without(answer, probe);
            if (probe.Kind == ProbeKind.Hidden && !TellsItsMoment(route) && unknown.TryGetValue(probe.Shape, out var never)) Compare(never, Without(answer, probe), $"{method} {route.Pattern} ({probe.Shape}, {probe.Of}) as {role.Name} {condition.FirstOrDefault().Item1}");
        }
    }

    // Who is not signed in is sent to the door with the way back to where they asked for, whatever stands there.
    private static Answered WithoutWayBack(Answered answer, Probe probe) =>
        answer with { Headers = answer.Headers.Replace("/enter?to=" + Uri.EscapeDataString(Uri.UnescapeDataString(probe.Path.Split('?')[0])), "/enter?to=asked", StringComparison.Ordinal).Replace("/enter?to=" + Uri.EscapeDataString(probe.Path.Split('?')[0]), "/enter?to=asked", StringComparison.Ordinal) };

    private void Look(Answered answer, Probe probe, string where)
    {
        var asked = probe.Path.Contains('?', StringComparison.Ordinal) ? probe.Path[(probe.Path.IndexOf('=', StringComparison.Ordinal) + 1)..] : null;
        foreach (var hit in Hits(answer, asked)) Violations.Enqueue($"{where}: {(int)answer.Status} for {probe.Of ?? probe.Shape} shows {hit}");
        if ((int)answer.Status >= 500 && answer.Status != HttpStatusCode.NotImplemented) Violations.Enqueue($"{where}: {(int)answer.Status}");
        if (probe.Kind == ProbeKind.Gone && where.StartsWith("GET /{story}", StringComparison.Ordinal)) LookAtNotice(answer, probe, where);
    }

    private void LookAtNotice(Answered answer, Probe probe, string where)
    {
        if (answer.Status != HttpStatusCode.Gone) Violations.Enqueue($"{where}: {(int)answer.Status} instead of 410 for {probe.Of}");
        var text = Encoding.UTF8.GetString(answer.Plain);
        foreach (var word in probe.Path.Split('/', '-'))
            if (word.Length > 5 && text.Contains(word, StringComparison.OrdinalIgnoreCase)) Violations.Enqueue($"{where}: the notice for {probe.Of} repeats \"{word}\" of the address");
    }

    private IEnumerable<string> Hits(Answered answer, string? asked)
    {
        var all = answer.Headers + "\n" + Encoding.Latin1.GetString(answer.Plain);
        return world.Hidden.In(asked is null ? all : all.Replace(asked, "", StringComparison.OrdinalIgnoreCase));
    }

    private void NoteSeen(Answered answer)
    {
        foreach (var hit in world.Hidden.In(answer.Plain)) _seenByStaff.TryAdd(hit[..hit.IndexOf('.', StringComparison.Ordinal)], true);
    }

    // What was asked for may be repeated: then in both alike.
    private static Answered Without(Answered answer, Probe probe)
    {
        if (!probe.Path.Contains('?', StringComparison.Ordinal)) return answer;
        var asked = probe.Path[(probe.Path.IndexOf('=', StringComparison.Ordinal) + 1)..];
        // The validator and the length are those of the bytes with what was asked in them; the bytes themselves are compared without.
        var headers = string.Join('\n', answer.Headers.Split('\n').Where(h => !h.StartsWith("ETag:", StringComparison.Ordinal) && !h.StartsWith("Content-Length:", StringComparison.Ordinal)));
        return answer with { Headers = headers, Plain = Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(answer.Plain).Replace(asked, "asked", StringComparison.Ordinal)) };
    }

    // What is drawn anew for each answer tells nothing: the nonce of a page's scripts, the token of its forms with its cookie, and the moment it was made.
    private static Answered WithoutChance(Answered answer) =>
        answer with { Headers = Chance().Replace(answer.Headers, "drawn"), Plain = Encoding.Latin1.GetBytes(Chance().Replace(Encoding.Latin1.GetString(answer.Plain), "drawn")) };

    [GeneratedRegex("'nonce-[0-9a-z]+'|nonce=\"[0-9a-z]+\"|CfDJ8[0-9A-Za-z_-]+|data-now=\"[^\"]+\"")]
    private static partial Regex Chance();

    private void Compare(Answered unknown, Answered hidden, string where)
    {
        (unknown, hidden) = (WithoutChance(unknown), WithoutChance(hidden));
        if (unknown.Status != hidden.Status) Violations.Enqueue($"{where}: {(int)hidden.Status}, but {(int)unknown.Status} for what was never there");
        else if (unknown.Headers != hidden.Headers) Violations.Enqueue($"{where}: other headers than for what was never there:\n{hidden.Headers}\n{unknown.Headers}");
        else if (!unknown.Plain.AsSpan().SequenceEqual(hidden.Plain)) Violations.Enqueue($"{where}: other bytes than for what was never there");
    }

    /// <summary>Asks once.</summary>
    internal async Task<Answered> Send(string method, string path, Role role, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        foreach (var (name, value) in role.Headers.Concat(headers)) request.Headers.TryAddWithoutValidation(name, value);
        using var response = await Answer(request, role);
        Interlocked.Increment(ref _requests);
        var lines = response.Headers.Concat(response.Content.Headers).Where(h => h.Key is not "Date").OrderBy(h => h.Key, StringComparer.Ordinal).Select(h => h.Key + ": " + string.Join(", ", h.Value));
        var bytes = await Body(response);
        return new Answered(response.StatusCode, string.Join('\n', lines), bytes, Unpacked(bytes, response.Content.Headers.ContentEncoding.FirstOrDefault()));
    }

    private async Task<HttpResponseMessage> Answer(HttpRequestMessage request, Role role)
    {
        try { return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead); }
        catch (TaskCanceledException late) { throw new TimeoutException($"{request.Method} {request.RequestUri} as {role.Name} was not answered in {_http.Timeout.TotalSeconds} s.", late); }
    }

    /// <summary>The whole body; of a live stream, which never ends, how it begins.</summary>
    private static async Task<byte[]> Body(HttpResponseMessage response)
    {
        if (response.Content.Headers.ContentType?.MediaType != "text/event-stream") return await response.Content.ReadAsByteArrayAsync();
        var buffer = new byte[65536];
        await using var stream = await response.Content.ReadAsStreamAsync();
        return buffer[..await stream.ReadAsync(buffer)];
    }

    private static byte[] Unpacked(byte[] bytes, string? encoding)
    {
        if (bytes.Length == 0 || encoding is null) return bytes;
        using Stream packed = encoding == "br" ? new BrotliStream(new MemoryStream(bytes), CompressionMode.Decompress) : new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
        using var plain = new MemoryStream();
        packed.CopyTo(plain);
        return plain.ToArray();
    }

    public void Dispose() => _http.Dispose();
}
