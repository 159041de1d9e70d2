using Dateline.Ingest.Matching;
using Dateline.Ingest.Routing;
using Dateline.News;
using Dateline.Store.Database;
using Dateline.Store.Intake;
using Dateline.Store.Stories;
using Dateline.Store.Wire;
using Dateline.Store.Writing;

namespace Dateline.Ingest.Tests;

/// <summary>
/// Versions, corrections, holds and kills of one item in any order, late, repeated and contradicting one another, held against product.md's rules 2, 3
/// and 5 as a plain model says them (promises.md K4). Many histories are lived at once; one that fails is told as the shortest that still does.
/// </summary>
public abstract class ArrivalHistories : IngestLaws
{
    private const int Length = 10;
    private const ulong Seed = 20260824;

    protected abstract int Histories { get; }

    [Fact]
    public async Task Whatever_the_order_of_arrivals_nothing_killed_returns_and_nothing_withheld_shows()
    {
        await SendEverything();
        var histories = Enumerable.Range(0, Histories).Select(n => new History(n, Make(n))).ToList();
        await Live(histories);
        if (histories.Find(h => h.Wrong is not null) is { } wrong) Assert.Fail($"Seed {Seed}, {histories.Count(h => h.Wrong is not null)} of {Histories} histories, the first: {wrong.Wrong}\n{await Shorter(wrong)}");
        Assert.Empty(LogVerifier.Verify(Store).Problems);
        Assert.True(Store.Log.Head > 2 * Histories, "Too little was sent to show anything.");
    }

    private static List<Arrival> Make(int number)
    {
        var chance = new ScriptedRandomness(Seed + (ulong)number);
        return [.. Enumerable.Range(0, Length).Select(_ => new Arrival((What)Math.Min(chance.Number(9), (int)What.Plain), 1 + chance.Number(7), chance.Number(8) == 0, chance.Number(5) == 0))];
    }

    private async Task Live(IReadOnlyList<History> histories)
    {
        for (var number = 0; number < Length; number++)
        {
            var at = number;
            Time.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAll(histories.Select(h => Store.Write(tx => h.Take(tx, Wire, at))));
        }
    }

    private async Task<string> Shorter(History wrong)
    {
        var (number, last) = (Histories, wrong);
        var arrivals = await Shortest.Of(wrong.Arrivals, async fewer =>
        {
            var alone = new History(++number, fewer);
            await Live([alone]);
            if (alone.Wrong is not null) last = alone;
            return alone.Wrong is not null;
        });
        return $"The shortest: {last.Wrong}\n  {string.Join("\n  ", arrivals)}";
    }

    private enum What { Kill, Hold, Correction, Plain }

    private readonly record struct Arrival(What What, int Version, bool SaysOther, bool Embargoed);

    private sealed class History(int number, IReadOnlyList<Arrival> arrivals)
    {
        private static readonly Instant Start = Instant.From(new DateTimeOffset(2026, 8, 24, 5, 0, 0, TimeSpan.Zero));

        private readonly string _guid = "urn:np:history:" + number;
        private readonly HashSet<Arrival> _seen = [];
        private bool _killed, _held, _sent, _embargoed, _wasOpen;
        private string? _text;

        internal IReadOnlyList<Arrival> Arrivals => arrivals;

        internal string? Wrong { get; private set; }

        internal int Take(StoreTransaction tx, Source source, int at)
        {
            if (Wrong is not null || at >= arrivals.Count) return 0;
            var arrival = arrivals[at];
            var (item, settings) = (Item(arrival), SourceSettings.Read(source.Settings).Value!);
            var book = Routes.Book(tx.Db, RouteBook.Empty);
            Matching.Arrivals.Take(tx, source, settings, book, PreparedItem.From(0, item, source, settings, book), [1], "test");
            Tell(arrival);
            Compare(tx.Db, source.Id, tx.Now, at);
            return 0;
        }

        private NewsItem Item(Arrival arrival)
        {
            var item = new NewsItem
            {
                Guid = _guid,
                Version = arrival.Version.ToString(System.Globalization.CultureInfo.InvariantCulture),
                VersionCreated = Start + TimeSpan.FromMinutes(arrival.Version),
                Embargo = arrival.Embargoed ? Embargo.At(Start + TimeSpan.FromDays(1)) : Embargo.None,
                Content = new StoryContent { Language = Language.From("en"), Headline = Headline.From(TextOf(arrival)), Body = StoryHtml.FromParagraphs(["The bridge is open again."]) },
            };
            return arrival.What switch
            {
                What.Kill => item.Killed(item.Version) with { Embargo = Embargo.None },
                What.Hold => item.Held(item.Version) with { Embargo = Embargo.None },
                What.Correction => item.Signals(SignalKind.Correction),
                _ => item,
            };
        }

        private static string TextOf(Arrival arrival) => $"Version {arrival.Version}{(arrival.SaysOther ? " otherwise" : "")}{(arrival.What == What.Correction ? " corrected" : "")}";

        /// <summary>What product.md makes of it.</summary>
        private void Tell(Arrival arrival)
        {
            // A kill or hold says the same whatever the rest of it.
            if (arrival.What is What.Kill or What.Hold) arrival = arrival with { SaysOther = false, Embargoed = false };
            if (_seen.Contains(arrival)) return;
            if (arrival.What == What.Kill) (_killed, _held) = (true, false);
            else if (arrival.What == What.Hold) _held = !_killed;
            else if (!_killed)
            {
                var others = _seen.Where(s => s.What is What.Plain or What.Correction).ToList();
                // The same version, made at the same time, that says something else: for a person to find out.
                if (others.Exists(s => s.Version == arrival.Version)) return;
                if (_seen.All(s => s.Version < arrival.Version)) Newest(arrival);
            }
            _seen.Add(arrival);
        }

        private void Newest(Arrival arrival)
        {
            var stays = _held && arrival.What != What.Correction;
            if (!_sent || arrival.Embargoed || !stays) _embargoed = arrival.Embargoed;
            if (stays) return;
            (_held, _sent, _text) = (false, true, TextOf(arrival));
        }

        private void Compare(Db db, long source, Instant now, int at)
        {
            var stories = StoryTable.OfSourceItem(db, source, _guid);
            var verdict = stories.Count == 0 ? GateVerdict.Never : Gate.Ask(stories[0].Standing, Audience.Public, now);
            var expected = _killed ? (_wasOpen ? GateVerdict.Gone : GateVerdict.Never) : !_sent ? GateVerdict.Never : _held ? GateVerdict.Held : _embargoed ? GateVerdict.NotYet : GateVerdict.Open;
            _wasOpen |= expected == GateVerdict.Open;
            if (stories.Count > 1) Wrong = "there are two stories";
            else if (verdict != expected) Wrong = $"the public's answer is {verdict}; it must be {expected}";
            else if (expected == GateVerdict.Open && stories[0].Content.Headline?.Text != _text) Wrong = $"it says \"{stories[0].Content.Headline?.Text}\"; it must say \"{_text}\"";
            if (Wrong is not null) Wrong = $"after arrival {at} ({arrivals[at]}): {Wrong}";
        }
    }
}

public sealed class ArrivalHistoriesOnSqlite : ArrivalHistories
{
    protected override bool OnPostgres => false;

    protected override int Histories => 2_000;
}

public sealed class ArrivalHistoriesOnPostgres : ArrivalHistories
{
    protected override bool OnPostgres => true;

    protected override int Histories => 500;
}
