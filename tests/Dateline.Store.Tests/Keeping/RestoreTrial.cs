using System.Globalization;
using System.Text;
using Dateline.News;
using Dateline.Store.Backups;
using Dateline.Store.Database;
using Dateline.Store.Intake;
using Dateline.Store.Keeping;
using Dateline.Store.Stories;
using Dateline.Store.Wire;
using Dateline.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Dateline.Store.Tests.Keeping;

/// <summary>
/// A random morning: stories are published, embargoed, planned, written through, held, killed; at a random moment a backup is made, the morning goes on, and
/// the backup is restored. What must hold then is looked at, whatever happened (promises.md B1, K4).
/// </summary>
internal sealed class RestoreTrial(NewsStore store, FakeTimeProvider time, ScriptedRandomness chance)
{
    private readonly List<Guid> _stories = [];
    private readonly StringBuilder _history = new();

    /// <summary>What was done, for whoever must find out why.</summary>
    internal string History => _history.ToString();

    /// <summary>Plays, backs up, plays on, restores into <paramref name="target"/>; what is wrong afterwards.</summary>
    internal async Task<List<string>> Run(string backups, StoreOptions target, int steps)
    {
        using var signing = new HeadSigning(store);
        var at = chance.Number(steps);
        string backup = "";
        Snapshot then = null!;
        for (var i = 0; i < steps; i++)
        {
            if (i == at)
            {
                using var reader = StoreReader.Open(store.Options);
                backup = StoreBackup.Make(reader, backups).Folder;
                then = Snapshot.Of(store);
                _history.Append("BACKUP ");
            }
            await Step();
            if (chance.Number(7) == 0) await signing.SignAsync();
        }
        time.Advance(TimeSpan.FromMinutes(chance.Number(300)));
        var done = await StoreRestore.RunAsync(backup, target);
        await using var restored = NewsStore.Open(target);
        return await Wrong(then, restored, done);
    }

    private async Task Step()
    {
        time.Advance(TimeSpan.FromSeconds(1 + chance.Number(900)));
        await new TimetableRunner(store).RunOnceAsync();
        if (_stories.Count < 3 || chance.Number(3) == 0) { await Begin(); return; }
        var story = _stories[chance.Number(_stories.Count)];
        ReleaseAction[] actions = [ReleaseAction.Publish, ReleaseAction.Publish, ReleaseAction.Writethru, ReleaseAction.Correct, ReleaseAction.Hold, ReleaseAction.SendAsWas, ReleaseAction.Kill, ReleaseAction.Takedown, ReleaseAction.ChangeEmbargo, ReleaseAction.Lift, ReleaseAction.Unpublish];
        var action = actions[chance.Number(actions.Length)];
        var order = new ReleaseOrder { Action = action, By = "key:test", Reason = "It was wrong", EdNote = "See text", Notice = action == ReleaseAction.Correct ? "The sum is 22 million." : null, UsableFrom = Embargoed(action) };
        var isLater = action == ReleaseAction.Publish && chance.Number(3) == 0;
        var outcome = await store.Write(tx =>
        {
            var request = new ReleaseRequest { Story = story, Order = order };
            return isLater ? Releases.Plan(tx, request, tx.Now + TimeSpan.FromMinutes(1 + chance.Number(200))).IsDone : Releases.Release(tx, request).IsDone;
        });
        if (outcome) _history.Append(CultureInfo.InvariantCulture, $"{_stories.IndexOf(story)}:{(isLater ? "plan-" : "")}{action} ");
    }

    private Embargo? Embargoed(ReleaseAction action) => action switch
    {
        ReleaseAction.ChangeEmbargo => Embargo.At(store.Clock.Now() + TimeSpan.FromMinutes(1 + chance.Number(400))),
        ReleaseAction.Publish when chance.Number(2) == 0 => Embargo.At(store.Clock.Now() + TimeSpan.FromMinutes(1 + chance.Number(400))),
        _ => null,
    };

    private async Task Begin() => _stories.Add(await store.Write(tx =>
    {
        var source = chance.Number(2) == 0 ? Sources.Find(tx.Db, "np") ?? Sources.Save(tx, "np", "Northern Press", "{}", "key:test") : null;
        var story = Releases.NewStory(tx, ItemKind.Text, new StoryContent { Language = Language.From("en"), Headline = Headline.From("Story " + _stories.Count), Slugline = Slugline.From("NO-" + _stories.Count) });
        story = story with { Source = source?.Id, SourceGuid = source is null ? null : "tag:np.example:" + _stories.Count };
        StoryTable.Insert(tx, story);
        Recipients.Note(tx, "client:" + chance.Number(3), story.Id, 1);
        _history.Append(CultureInfo.InvariantCulture, $"{_stories.Count}:new ");
        return story.Id;
    }));

    private async Task<List<string>> Wrong(Snapshot then, NewsStore restored, RestoreDone done)
    {
        var wrong = new List<string>();
        void Must(bool holds, string what) { if (!holds) wrong.Add(what); }
        await LetDaysPass(restored);

        var rows = restored.Read(db => WireLog.After(db, 0, 10_000));
        Must(then.Rows.SequenceEqual(rows.Take(then.Rows.Count).Select(r => Convert.ToHexString(r.Hash))), "the log up to the backup is not as it was");
        foreach (var row in rows.Skip(then.Rows.Count))
            Must(row.Fields["by"] == "kill-journal" && row.Action is ReleaseAction.Kill or ReleaseAction.Takedown or ReleaseAction.Hold or ReleaseAction.ChangeEmbargo && row.Fields["epoch"] == done.Epoch.ToString(CultureInfo.InvariantCulture), $"row {row.Position} went out: {row.Action} by {row.Fields["by"]}");
        Must(done.Epoch > then.Epoch, "no new epoch began");
        Must(then.Facts.SequenceEqual(restored.Read(Snapshot.FactsOf)), "revisions, recipients or keys are not as they were");
        var found = LogVerifier.Verify(restored);
        Must(found.IsSound, "the log is not sound: " + found.Problems.FirstOrDefault()?.Message);
        foreach (var (id, before) in then.Stories) Compare(id, before, then.At, restored, Must);
        return wrong;
    }

    private static async Task LetDaysPass(NewsStore restored)
    {
        var runner = new TimetableRunner(restored);
        for (var i = 0; i < 3; i++)
        {
            ((FakeTimeProvider)restored.Options.Time).Advance(TimeSpan.FromHours(9));
            await runner.RunOnceAsync();
        }
    }

    private void Compare(Guid id, Story before, Instant backedUp, NewsStore restored, Action<bool, string> must)
    {
        var (after, last, now, name) = (restored.Read(db => StoryTable.Find(db, id)), store.Read(db => StoryTable.Find(db, id)), restored.Clock.Now(), "story " + _stories.IndexOf(id));
        if (after is null) { must(false, name + " is lost"); return; }
        must(after.ContentHash.AsSpan().SequenceEqual(before.ContentHash), name + " says something else");
        var (isOpen, wasOpen) = (Gate.Ask(after.Standing, Audience.Public, now) == GateVerdict.Open, Gate.Ask(before.Standing, Audience.Public, backedUp) == GateVerdict.Open);
        must(!isOpen || wasOpen, name + " opened by itself");
        var lastStanding = last!.Standing;
        must(lastStanding.Status != PubStatus.Canceled || after.Standing.Status == PubStatus.Canceled, name + " was killed after the backup and is back");
        must(lastStanding.Status != PubStatus.Withheld || after.Standing.Status != PubStatus.Usable, name + " was held after the backup and is back");
        must(!isOpen || lastStanding.Status != PubStatus.Usable || lastStanding.State == StoryState.Unpublished || lastStanding.Embargo.IsUsable(now), name + " was embargoed after the backup and is open");
        if (before.Standing.Status == PubStatus.Usable && lastStanding.Status == PubStatus.Usable && wasOpen && lastStanding.Version == before.Standing.Version)
            must(isOpen, name + " was public, nothing has happened since, and it is closed");
    }

    private sealed record Snapshot(Instant At, long Epoch, List<string> Rows, Dictionary<Guid, Story> Stories, List<string> Facts)
    {
        internal static Snapshot Of(NewsStore store) => store.Read(db => new Snapshot(store.Clock.Now(), WireLog.Head(db).Epoch, [.. WireLog.After(db, 0, 10_000).Select(r => Convert.ToHexString(r.Hash))],
            StoryTable.Latest(db, [], Instant.FarFuture, 10_000).ToDictionary(s => s.Id), FactsOf(db)));

        internal static List<string> FactsOf(Db db) =>
        [
            .. db.Many("select destination, story, version from recipient order by destination, story, version", static r => $"{r.Text(0)} {r.Id(1)} {r.Long(2)}"),
            .. db.Many("select story, number, content from revision order by story, number", static r => $"{r.Id(0)} {r.Long(1)} {Convert.ToHexString(r.Bytes(2))}"),
            .. db.Many("select id, chain, language from page order by id", static r => $"{r.Text(0)} {r.Id(1)} {r.Text(2)}"),
        ];
    }
}
