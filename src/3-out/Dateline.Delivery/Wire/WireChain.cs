using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Dateline.Delivery.Dispatch;
using Dateline.News;
using Dateline.Store;
using Dateline.Store.Database;
using Dateline.Store.Deliveries;
using Dateline.Store.Intake;
using Dateline.Store.Stories;
using Dateline.Store.Writing;

namespace Dateline.Delivery.Wire;

/// <summary>
/// Dateline to Dateline: <c>/wire/v1/chain</c>, a line of JSON for each thing that is given, in an order without gaps. Each line states the SHA-256 of the line before and of
/// the document it carries; the whole answer is vouched for with the client's own key. What is withdrawn is given no more: its line stays, its document does not.
/// </summary>
internal sealed class WireChain(NewsStore store, WireHub hub, WireKeys keys, Renditions renditions, WireOptions options)
{
    internal const string ContentType = "application/x-ndjson; charset=utf-8";
    internal const string MacHeader = "Dateline-Mac";
    private const string Format = "newsml-g2";
    private const int LargestPage = 100;
    private const int LongestWait = 60;

    /// <summary>The lines after a number that the caller proves to have by its hash; where there are none, it may wait until there are.</summary>
    internal async Task<WireAnswer?> Page(WireCall call, CancellationToken stop)
    {
        if (call.Knows("after", "hash", "wait") is { } problem) return problem;
        var (after, wait) = (call.Number("after", 0, 0, int.MaxValue), call.Number("wait", 0, 0, LongestWait));
        if ((after.Refusal ?? wait.Refusal) is { } bad) return WireCall.Problem(bad);
        var id = call.Key.Destination;
        if (!store.Read(db => IsOurs(db, id, after.Value, call.Text("hash")))) return new WireProblem("chain-differs", $"Number {after.Value.ToString(CultureInfo.InvariantCulture)} of this chain has another hash, or there is none. Nothing was given. Ask from a number that you have verified, or call the agency.");
        if (after.Value > 0 && store.Read(db => ClientChain.Waits(db, id, after.Value)))
            await store.Write(tx => { ClientChain.Acknowledge(tx, id, after.Value, call.Receipt); return 0; }).ConfigureAwait(false);
        var line = hub.Line(id);
        if (!line.Enter(options.MostStreams)) return new WireProblem("streams-many", $"{options.MostStreams} streams and waiting requests of this client are open. Close one first.") { RetryAfter = 10 };
        try
        {
            var timeout = Task.Delay(TimeSpan.FromSeconds(wait.Value), store.Clock.Time, stop);
            while (true)
            {
                var changed = line.Changed;
                if (keys.Check(call.Secret) is null) return new WireProblem("key-missing", "The key was revoked.");
                await Extend(id).ConfigureAwait(false);
                var messages = store.Read(db => ClientChain.After(db, id, after.Value, LargestPage));
                if (messages.Count > 0 || wait.Value == 0 || timeout.IsCompleted) return Written(messages, call.Secret);
                await Task.WhenAny(changed, timeout).ConfigureAwait(false);
                stop.ThrowIfCancellationRequested();
            }
        }
        finally
        {
            line.Leave();
        }
    }

    /// <summary>What a message carries; gone where its story was withdrawn since.</summary>
    internal Task<WireAnswer?> Document(WireCall call)
    {
        if (call.Knows() is { } problem) return Task.FromResult<WireAnswer?>(problem);
        var id = call.Key.Destination;
        return Task.FromResult<WireAnswer?>(long.TryParse((string?)call.Http.Request.RouteValues["number"], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && store.Read(db => Carried(db, id, number, store.Clock.Now())) is { } answer ? answer : WireProblem.Unknown);
    }

    /// <summary>A picture that the client may see now.</summary>
    internal async Task<WireAnswer?> Media(WireCall call)
    {
        if (call.Knows() is { } problem) return problem;
        var (id, key) = (call.Key.Destination, (string?)call.Http.Request.RouteValues["key"] ?? "");
        var shown = await store.Write(tx =>
        {
            if (Destinations.Find(tx.Db, id) is not { } destination || Clients.Find(tx.Db, destination.Client) is not { } client || WireMedia.Shows(tx.Db, client, destination, key, tx.Now) is not { } story) return null;
            Store.Keeping.Recipients.Note(tx, destination.Code, story.Id, story.Standing.Version);
            return story;
        }).ConfigureAwait(false);
        return shown is not null && store.Read(db => MediaFiles.Find(db, key) is { } file && MediaFiles.Bytes(db, file.Sha) is { } bytes ? new WireAnswer(bytes, file.ContentType) : null) is { } answer ? answer : WireProblem.Unknown;
    }

    /// <summary>Adds what lies ready and was not given yet; who has what is written down in the same transaction.</summary>
    internal async Task Extend(Guid id)
    {
        if (!store.Read(db => Destinations.Find(db, id) is { } d && ClientChain.Seen(db, d) < PullDeliveries.Head(db, id))) return;
        // The documents are made outside the writer's turn; what has changed meanwhile is made in it.
        var made = new Dictionary<(Guid, int), RawBytes?>();
        foreach (var (story, version) in store.Read(db => Next(db, id).Rows.Select(static r => (r.Delivery.Story, r.Delivery.Version)).ToList())) made[(story, version)] = Made(story, version);
        await store.Write(tx =>
        {
            var (destination, rows, upTo) = Next(tx.Db, id);
            if (destination is null) return 0;
            PullDeliveries.Give(tx, destination, rows);
            var last = ClientChain.Last(tx.Db, id);
            var (number, hash) = (last?.Number ?? 0, last?.Hash ?? ClientChain.Begin.ToArray());
            foreach (var row in rows)
            {
                if (!made.TryGetValue((row.Delivery.Story, row.Delivery.Version), out var document)) document = Made(row.Delivery.Story, row.Delivery.Version);
                document?.Keep(tx);
                var message = ClientChain.Add(tx, id, ++number, row.Delivery.Id, Line(tx.Db, row, number, hash, document?.Sha), document?.Sha);
                hash = message.Hash;
            }
            ClientChain.SetSeen(tx, destination, upTo);
            return rows.Count;
        }).ConfigureAwait(false);
    }

    private (Destination? Destination, List<Ready> Rows, long UpTo) Next(Db db, Guid id)
    {
        var now = store.Clock.Now();
        if (WireAccess.Of(db, id, now) is not { } access) return (null, [], 0);
        var rows = PullDeliveries.After(db, id, ClientChain.Seen(db, access.Destination), LargestPage);
        var upTo = rows.Count < LargestPage ? PullDeliveries.Head(db, id) : rows[^1].Delivery.Sequence!.Value;
        return (access.Destination, [.. rows.Where(r => WireFeed.May(db, access, r, now))], upTo);
    }

    private RawBytes? Made(Guid story, int version) => renditions.Of(story, version, Format, RenditionTerms.AsItCame) is { IsDone: true, Value: var rendition } ? RawBytes.From(rendition.Bytes.Span) : null;

    private static string Line(Db db, Ready row, long number, byte[] previous, byte[]? document)
    {
        var version = StoryTable.Version(db, row.Delivery.Story, row.Delivery.Version)!;
        return Encoding.UTF8.GetString(WireAnswer.Json(json =>
        {
            json.WriteStartObject();
            json.WriteNumber("number", number);
            json.WriteString("previous", Convert.ToHexStringLower(previous));
            json.WriteString("type", WireFeed.TypeOf(row.Delivery.Action, version.IsAdvisory));
            json.WriteString("guid", row.Guid);
            json.WriteNumber("version", row.Delivery.Version);
            json.WriteString("status", version.Status switch { PubStatus.Usable => "usable", PubStatus.Withheld => "withheld", _ => "canceled" });
            json.WriteString("at", version.At.ToString());
            if (document is not null) json.WriteString("sha256", Convert.ToHexStringLower(document));
            if (!row.Delivery.IsWithdrawal && version.Content is { Pictures.Count: > 0 } content && StoryTable.Find(db, row.Delivery.Story) is { } story)
            {
                json.WriteStartArray("media");
                foreach (var (href, file) in FilesOf(db, story, content))
                {
                    json.WriteStartObject();
                    json.WriteString("href", href);
                    json.WriteString("key", file.Key);
                    json.WriteString("sha256", Convert.ToHexStringLower(file.Sha));
                    json.WriteEndObject();
                }
                json.WriteEndArray();
            }
            json.WriteEndObject();
        }).Span);
    }

    private static IEnumerable<(string Href, MediaFile File)> FilesOf(Db db, Story story, StoryContent content) =>
        from picture in content.Pictures
        let file = MediaFiles.Of(db, story, picture)
        where file is not null && picture.Renditions.Count > 0
        select (picture.Renditions[0].Href, file);

    /// <summary>Whether the caller's last line is the one that we gave.</summary>
    private static bool IsOurs(Db db, Guid id, long number, string? hash) =>
        number == 0 || ClientChain.Find(db, id, number) is { } message && (hash is null || string.Equals(hash, Convert.ToHexStringLower(message.Hash), StringComparison.OrdinalIgnoreCase));

    private static WireAnswer? Carried(Db db, Guid id, long number, Instant now)
    {
        if (ClientChain.Find(db, id, number) is not { } message || WireAccess.Of(db, id, now) is not { } access || DeliveryTable.Find(db, message.Delivery) is not { } delivery || StoryTable.Find(db, delivery.Story) is not { } story) return null;
        if (!WireFeed.May(db, access, new Ready(delivery, story.Guid, story.Kind, story.Standing), now)) return new WireProblem("withdrawn", "The item was withdrawn, or is not yours to read now. A later message of the chain says so.");
        return message.Document is { } sha && RawBytes.Find(db, sha) is { } bytes ? new WireAnswer(bytes, "application/xml") : new WireProblem("withdrawn", "The text is sealed.");
    }

    private static WireAnswer Written(List<ChainMessage> messages, string secret)
    {
        var body = Encoding.UTF8.GetBytes(string.Concat(messages.Select(static m => m.Line + "\n")));
        return new WireAnswer(body, ContentType) { Headers = [(MacHeader, Convert.ToHexStringLower(HMACSHA256.HashData(SHA256.HashData(Encoding.UTF8.GetBytes(secret)), body)))] };
    }
}
