using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Dateline.Ingest.HttpPush;
using Dateline.News;
using Dateline.Store;
using Dateline.Store.Keeping;

namespace Dateline.Ingest.Agency;

/// <summary>
/// Follows an agency's Dateline: reads its chain for us line by line, each with its document and its pictures, and takes them in as from any source. The place in the chain
/// moves only after an item is stored or quarantined, so days apart lose nothing. A line that does not belong, or a document that is not the one its line vouches for, is
/// refused: the desk has an alarm, nothing after it is taken in, and it is asked for again.
/// </summary>
internal sealed class AgencyFollower(NewsStore store, Intake intake, FollowedAgency agency, HttpMessageHandler handler) : IDisposable
{
    private const string AlarmKind = "agency-chain";
    private const int LongestPage = 8 * 1024 * 1024;
    private const int WaitSeconds = 25;
    private readonly HttpMessageInvoker _http = new(handler);

    internal FollowedAgency Agency => agency;

    /// <summary>Asks once for what follows, waiting for it where there is nothing yet, and takes it in. How many lines; or why nothing more was.</summary>
    internal async Task<Outcome<int>> Step(bool wait, CancellationToken stop)
    {
        var place = ChainPlace.Read(store.Read(db => Settings.Get(db, Name)));
        var page = await Get(string.Create(CultureInfo.InvariantCulture, $"chain?after={place.Number}&hash={place.Hash}{(wait ? $"&wait={WaitSeconds}" : "")}"), LongestPage, stop);
        if (page.Status == HttpStatusCode.Conflict) return await Alarmed(new("chain-differs", $"The agency has another line than we as number {place.Number}, or none: one of us was restored from a backup, or changed. Call them."));
        if (page.Status != HttpStatusCode.OK || page.Bytes is not { } body) return new Refusal("agency-answers", $"The agency answered {(int)page.Status}. Nothing was lost; it is asked again.");
        if (body.Length == 0 && page.Mac is null) return 0;
        if (!ChainLines.IsVouchedFor(body, page.Mac, agency.Key)) return await Alarmed(new("chain-not-theirs", "An answer was not made with our key: something between us and the agency changed it, or made it."));
        var (lines, wrong) = ChainLines.Read(body, place);
        foreach (var line in lines)
            if (await Take(line, stop) is { } refusal) return await Alarmed(refusal);
        return wrong is null ? lines.Count : await Alarmed(wrong);
    }

    /// <summary>Takes one line in; null: it is durable, and the place has moved.</summary>
    private async Task<Refusal?> Take(ChainLine line, CancellationToken stop)
    {
        foreach (var file in line.Media)
            if (await TakeMedia(line, file, stop) is { } refusal) return refusal;
        var (document, why) = await Document(line, stop);
        if (why is not null) return why;
        if (document is { } bytes)
        {
            var receipt = await intake.Accept(agency.Source, bytes);
            if (!receipt.IsDone) return receipt.Refusal;
        }
        await store.Write(tx => { Settings.Set(tx, Name, line.Place.Write()); return 0; });
        return null;
    }

    /// <summary>What a line carries. Of what was withdrawn since there is nothing left: its withdrawal follows. A withdrawal whose text is sealed says so by itself.</summary>
    private async Task<(ReadOnlyMemory<byte>? Document, Refusal? Why)> Document(ChainLine line, CancellationToken stop)
    {
        if (line.Document is null) return line.Status == "usable" ? (null, null) : (Withdrawal(line), null);
        var answer = await Get(string.Create(CultureInfo.InvariantCulture, $"chain/{line.Place.Number}/document"), BodyReader.MostBytes, stop);
        if (answer.Status == HttpStatusCode.Gone) return line.Status == "usable" ? (null, null) : (Withdrawal(line), null);
        if (answer.Status != HttpStatusCode.OK || answer.Bytes is not { } bytes) return (null, new("agency-answers", $"The agency answered {(int)answer.Status} for number {line.Place.Number}. It is asked again."));
        return IsOf(bytes, line.Document) ? (bytes, null) : (null, new("chain-document", $"The document of number {line.Place.Number} is not the one that its line vouches for."));
    }

    private async Task<Refusal?> TakeMedia(ChainLine line, ChainMedia file, CancellationToken stop)
    {
        var answer = await Get("media/" + Uri.EscapeDataString(file.Key), BodyReader.MostBytes, stop);
        // A picture that is not ours to see any more leaves the story without it.
        if (answer.Status is HttpStatusCode.NotFound or HttpStatusCode.Gone) return null;
        if (answer.Status != HttpStatusCode.OK || answer.Bytes is not { } bytes) return new("agency-answers", $"The agency answered {(int)answer.Status} for a picture of number {line.Place.Number}. It is asked again.");
        if (!IsOf(bytes, file.Sha256)) return new("chain-document", $"A picture of number {line.Place.Number} is not the one that its line vouches for.");
        var kept = await intake.KeepMedia(agency.Source, file.Href, bytes);
        return kept.Refusal is { Code: Intake.PausedCode } paused ? paused : null;
    }

    /// <summary>A withdrawal as an item of its own (ninjs), where the agency's text of it is sealed.</summary>
    private static ReadOnlyMemory<byte> Withdrawal(ChainLine line) => JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string>
    {
        ["uri"] = line.Guid,
        ["type"] = "text",
        ["version"] = line.Version.ToString(CultureInfo.InvariantCulture),
        ["versioncreated"] = line.At,
        ["pubstatus"] = line.Status,
    });

    private async Task<(HttpStatusCode Status, string? Mac, byte[]? Bytes)> Get(string path, int most, CancellationToken stop)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(stop);
        using var timer = store.Clock.Time.CreateTimer(static cts => ((CancellationTokenSource)cts!).Cancel(), deadline, TimeSpan.FromSeconds(WaitSeconds + 30), Timeout.InfiniteTimeSpan);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(agency.Url, "/wire/v1/" + path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", agency.Key);
        using var response = await _http.SendAsync(request, deadline.Token);
        var mac = response.Headers.TryGetValues("Dateline-Mac", out var values) ? values.First() : null;
        await using var stream = await response.Content.ReadAsStreamAsync(deadline.Token);
        var read = await BodyReader.ToEnd(stream, 0, most, deadline.Token);
        return (response.StatusCode, mac, read?.ToArray());
    }

    /// <summary>The desk is told once, until a person has seen it.</summary>
    private async Task<Refusal> Alarmed(Refusal refusal)
    {
        // Neither is anything wrong with the chain: it waits where it stands.
        if (refusal.Code is "agency-answers" or Intake.PausedCode) return refusal;
        await store.Write(tx =>
        {
            var text = $"The feed of {agency.Source} from {agency.Url.Host} does not hold: {refusal.Message} Nothing after it is taken in; it is asked for again. ({refusal.Code})";
            if (tx.Db.Number("select 1 from alarm where kind = $1 and text = $2 and acknowledged_at is null limit 1", AlarmKind, text) is null) Alarms.Raise(tx, AlarmKind, text);
            return 0;
        });
        return refusal;
    }

    private static bool IsOf(byte[] bytes, string sha256) => string.Equals(Convert.ToHexStringLower(SHA256.HashData(bytes)), sha256, StringComparison.OrdinalIgnoreCase);

    private string Name => "agency:" + agency.Source;

    public void Dispose() => _http.Dispose();
}
