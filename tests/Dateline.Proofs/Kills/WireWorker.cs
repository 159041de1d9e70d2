using System.Globalization;
using System.Text;
using Dateline.Formats;
using Dateline.Ingest;
using Dateline.Ingest.Tests;
using Dateline.News;

namespace Dateline.Proofs.Kills;

/// <summary>A wire that sends items and news messages, in NewsML-G2 and ninjs, with updates, corrections, holds, kills and late arrivals, and pictures as files.</summary>
internal sealed class WireWorker(Ledger ledger, Dice dice, string name) : Worker(ledger, dice)
{
    internal const string Source = "wire";

    private readonly List<Thread> _threads = [];
    private int _number;

    protected override Deed? Next()
    {
        if (Dice.Below(5) == 0) return Picture();
        if (_threads.Count < 3 || Dice.Below(4) == 0) return Dice.Below(3) == 0 ? Message() : Begin();
        var thread = Dice.One(_threads);
        if (thread is { Story: not null, Page: null, IsGone: false } && Dice.Below(2) == 0) return Ask(thread);
        if (thread.IsGone) return Dice.Below(2) == 0 ? Send(thread, Outcomes.AfterKill, thread.Item(thread.Version + 1)) : Read(thread);
        if (thread.IsHeld) return Dice.Below(2) == 0 ? Kill(thread) : Send(thread, Outcomes.Corrected, Corrected(thread), t => t.IsHeld = false);
        return Dice.Below(6) switch
        {
            0 => Kill(thread),
            1 => Send(thread, Outcomes.Hold, Withdrawn(thread, PubStatus.Withheld, "Hold until we have called back."), t => t.IsHeld = true),
            2 => Send(thread, Outcomes.Corrected, Corrected(thread)),
            3 when thread.Version > 2 => Send(thread, Outcomes.LowerVersion, thread.Item(thread.Version - 1) with { VersionCreated = thread.At(thread.Version - 1) + TimeSpan.FromMilliseconds(++_number) }, counts: false),
            4 => Read(thread),
            _ => Send(thread, Outcomes.Writethru, thread.Item(thread.Version + 1)),
        };
    }

    internal override Deed? Check() => _threads.Count == 0 ? null : Read(Dice.One(_threads));

    internal IEnumerable<Deed> CheckAll() => _threads.Select(Read).OfType<Deed>();

    private Deed Begin()
    {
        if (Dice.Below(10) == 0)
        {
            var never = New();
            never.IsGone = true;
            _threads.Add(never);
            return Send(never, Outcomes.KillRemembered, Withdrawn(never, PubStatus.Canceled, "Never sent by us."));
        }
        var thread = New();
        _threads.Add(thread);
        return Send(thread, Outcomes.Sent, thread.Item(1));
    }

    private Deed Kill(Thread thread) => Send(thread, Outcomes.Kill, Withdrawn(thread, PubStatus.Canceled, "Mandatory kill. The source withdrew."), t =>
    {
        t.IsGone = true;
        if (t.Page is { } page) Ledger.Gone.Add(page);
    });

    private static NewsItem Withdrawn(Thread thread, PubStatus status, string note) =>
        thread.Item(thread.Version + 1) with { Status = status, Content = new StoryContent { Language = Language.From("en"), EdNote = note } };

    private static NewsItem Corrected(Thread thread)
    {
        var item = thread.Item(thread.Version + 1);
        return item with { Signals = [new Signal(SignalKind.Correction, "sig:correction")], Content = item.Content with { EdNote = "CORRECTS sum" } };
    }

    private Deed Send(Thread thread, string outcome, NewsItem item, Action<Thread>? done = null, bool counts = true)
    {
        var plain = item is { Status: PubStatus.Usable, Signals.Count: 0 };
        var format = plain && Dice.Below(3) == 0 ? "ninjs-3.1" : "newsml-g2";
        return Post(Written(item, format), [(thread, outcome)], () =>
        {
            if (counts) thread.Version = int.Parse(item.Version!, CultureInfo.InvariantCulture);
            if (counts && item.Content.Headline is { } headline && !thread.IsGone) thread.Headline = headline.Text;
            thread.Changed = DateTimeOffset.UtcNow;
            done?.Invoke(thread);
        }, format.StartsWith("ninjs", StringComparison.Ordinal) ? "application/json" : "application/xml");
    }

    /// <summary>Several items in one message.</summary>
    private Deed Message()
    {
        var threads = Enumerable.Range(0, 2 + Dice.Below(3)).Select(_ => New()).ToList();
        _threads.AddRange(threads);
        var items = threads.Select(t => Encoding.UTF8.GetString(Written(t.Item(1), "newsml-g2")));
        var message = $"<newsMessage xmlns=\"http://iptc.org/std/nar/2006-10-01/\"><header><sent>2026-08-24T06:00:00Z</sent></header><itemSet>{string.Concat(items.Select(i => i[(i.IndexOf("?>", StringComparison.Ordinal) + 2)..]))}</itemSet></newsMessage>";
        return Post(Encoding.UTF8.GetBytes(message), [.. threads.Select(t => (t, Outcomes.Sent))], () =>
        {
            foreach (var thread in threads) (thread.Version, thread.Headline) = (1, thread.Item(1).Content.Headline!.Text);
        });
    }

    private Deed Post(byte[] bytes, IReadOnlyList<(Thread Thread, string Outcome)> expected, Action done, string type = "application/xml") =>
        new($"intake of {expected[0].Thread.Guid} ({expected[0].Outcome})", HttpMethod.Post, "/intake/" + Source, heard =>
        {
            if (heard.Status != 202) { Ledger.Wrong($"{expected[0].Thread.Guid} was not taken in: {heard.Status} {heard.Text}"); return; }
            var items = heard.Json["items"]!.AsArray();
            for (var i = 0; i < expected.Count; i++)
            {
                if ((string?)items[i]!["outcome"] != expected[i].Outcome) Ledger.Wrong($"{expected[i].Thread.Guid} at version {expected[i].Thread.Version}: the outcome is {items[i]!.ToJsonString()}; it must be {expected[i].Outcome}");
                expected[i].Thread.Story ??= (string?)items[i]!["story"];
            }
            Ledger.Documents[string.Create(CultureInfo.InvariantCulture, $"{name}/{++_number}")] = bytes;
            done();
        })
        { Body = bytes, ContentType = type };

    private Deed Picture()
    {
        var file = string.Create(CultureInfo.InvariantCulture, $"{name}-{++_number}.jpg");
        var note = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{file} {Dice.Next():x16}"));
        var plain = Pictures.Jpeg(64, 48);
        byte[] bytes = [.. plain[..2], 0xFF, 0xFE, 0, (byte)(note.Length + 2), .. note, .. plain[2..]];
        return new Deed("media " + file, HttpMethod.Put, $"/intake/{Source}/media/{file}", heard =>
        {
            if (heard.Status != 202) Ledger.Wrong($"{file} was not kept: {heard.Status} {heard.Text}");
            else Ledger.Media[file] = bytes;
        })
        { Body = bytes, ContentType = "image/jpeg" };
    }

    private static Deed? Ask(Thread thread) => new($"ask for the page of {thread.Guid}", HttpMethod.Get, "/api/v1/stories/" + thread.Story, heard => thread.Page = (string?)heard.Json["page"]);

    private Deed? Read(Thread thread)
    {
        if (thread.Page is null) return thread.Story is null || thread.IsGone ? null : Ask(thread);
        if (DateTimeOffset.UtcNow - thread.Changed < Lag) return Ask(thread);
        return new Deed("read " + thread.Guid, HttpMethod.Get, thread.Page, heard =>
        {
            var expected = thread.IsGone ? 410 : thread.IsHeld ? 404 : 200;
            if (heard.Status != expected) Ledger.Wrong($"the page of {thread.Guid} answered {heard.Status}; it must answer {expected}");
            else if (expected == 200 && !heard.Text.Contains(thread.Headline, StringComparison.Ordinal)) Ledger.Wrong($"the page of {thread.Guid} does not say \"{thread.Headline}\"");
        });
    }

    private Thread New() => new(string.Create(CultureInfo.InvariantCulture, $"urn:newsml:np.example:20260824:{name}-{++_number}"));

    internal static byte[] Written(NewsItem item, string format) => WireFormats.Writer(format)!.Write(item, WriteOptions.Default).Bytes.ToArray();

    internal sealed class Thread(string guid)
    {
        internal string Guid => guid;
        internal int Version { get; set; }
        internal string Headline { get; set; } = "";
        internal string? Story { get; set; }
        internal string? Page { get; set; }
        internal DateTimeOffset Changed { get; set; }
        internal bool IsGone { get; set; }
        internal bool IsHeld { get; set; }

        internal Instant At(int version) => Instant.From(new DateTimeOffset(2026, 8, 24, 6, 0, 0, TimeSpan.Zero)) + TimeSpan.FromMinutes(version);

        internal NewsItem Item(int version) => new()
        {
            Guid = guid,
            Version = version.ToString(CultureInfo.InvariantCulture),
            VersionCreated = At(version),
            Provider = new Provider("https://np.example/", "Northern Press"),
            Content = new StoryContent
            {
                Language = Language.From("en"),
                Headline = News.Headline.From(string.Create(CultureInfo.InvariantCulture, $"Bridge report {guid[(guid.LastIndexOf(':') + 1)..]} take {version}")),
                Slugline = Slugline.From("BRIDGE-REPORT"),
                Body = StoryHtml.FromParagraphs(["The bridge is open again, the county said."]),
            },
        };
    }
}
