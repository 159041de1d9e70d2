using System.Globalization;
using Dateline.News;
using Dateline.Newsroom.Outputs;
using Dateline.Newsroom.Wires;
using Dateline.Store;
using Dateline.Store.Database;
using Dateline.Store.Deliveries;
using Dateline.Store.Keeping;
using Dateline.Store.Kills;
using Dateline.Store.Stories;

namespace Dateline.Newsroom.Admin;

/// <summary>Something of the newsroom's work that was looked at. Its words stand under <c>work-</c> and its code; what to do under the same and <c>-todo</c>.</summary>
/// <param name="Level">How it is.</param>
/// <param name="Code">A stable code ("wires-quiet").</param>
/// <param name="Count">How many; fills the words.</param>
/// <param name="Names">Which, in short; null: there is nothing to name.</param>
/// <param name="Path">Where to look; null: nowhere in particular.</param>
internal sealed record WorkFinding(HealthLevel Level, string Code, int Count, string? Names = null, string? Path = null)
{
    /// <summary>Which words say it: those for none where there are none.</summary>
    internal string Words => "work-" + Code + (Count == 0 ? "-none" : "");
}

/// <summary>How the newsroom's work stands: what comes in, what goes out, what waits for somebody, how far the searches are.</summary>
internal static class StoreHealth
{
    private const int MostNamed = 5;
    private const int MostAlarms = 500;
    private const int MuchLag = 1000;

    internal static IReadOnlyList<WorkFinding> Look(NewsStore store) => store.Read(db => Look(db, store));

    private static List<WorkFinding> Look(Db db, NewsStore store)
    {
        var now = store.Clock.Now();
        var wires = WireHealth.All(db, now).Where(w => w.Source.Paused is null).ToList();
        var outputs = OutputRow.All(db, Destinations.All(db));
        var names = Clients.All(db).ToDictionary(c => c.Id, c => c.Name);
        string Of(OutputRow row) => $"{names.GetValueOrDefault(row.Destination.Client, "–")} ({row.Destination.Code})";
        var (quiet, failing) = (wires.Where(w => w.QuietSince is not null).ToList(), wires.Where(w => w.IsFailing).ToList());
        var stuck = wires.Sum(w => w.Stuck);
        var (broken, paused) = (outputs.Where(o => o.Health == OutputHealth.Failing).ToList(), outputs.Where(o => o.Health == OutputHealth.Paused).ToList());
        var waiting = outputs.Where(o => o.Health == OutputHealth.Well).Sum(o => o.Waiting);
        var alarms = Alarms.List(db, openOnly: true, MostAlarms);
        var persons = Timetable.Waiting(db).Count;
        var head = db.Number("select position from log_head where id = 1") ?? 0;
        var behind = db.Many("select reader, position from reader_cursor order by reader", static r => (Name: r.Text(0), Position: r.Long(1))).Select(c => (c.Name, Lag: head - c.Position)).Where(c => c.Lag > MuchLag).ToList();
        return
        [
            Each("wires-quiet", quiet.Select(w => w.Source.Name), HealthLevel.Look, "/newsroom/wires"),
            Each("wires-failing", failing.Select(w => w.Source.Name), HealthLevel.Bad, "/newsroom/wires"),
            new(stuck > 0 ? HealthLevel.Look : HealthLevel.Well, "quarantine", stuck, null, "/newsroom/wires"),
            Each("outputs-failing", broken.Select(Of), HealthLevel.Bad, "/newsroom/outputs"),
            Each("outputs-paused", paused.Select(Of), HealthLevel.Look, "/newsroom/outputs"),
            new(HealthLevel.Well, "outputs-waiting", waiting, null, "/newsroom/outputs"),
            new(alarms.Count > 0 ? HealthLevel.Bad : HealthLevel.Well, "alarms", alarms.Count, null, "/newsroom/alarms"),
            new(persons > 0 ? HealthLevel.Bad : HealthLevel.Well, "timetable-waits", persons, null, "/newsroom/log?view=timetable"),
            new(behind.Count > 0 ? HealthLevel.Look : HealthLevel.Well, "readers-behind", behind.Count, Named(behind.Select(b => string.Create(CultureInfo.InvariantCulture, $"{b.Name} ({b.Lag})")))),
            new(store.Search.LastFailure is null ? HealthLevel.Well : HealthLevel.Bad, "search", store.Search.LastFailure is null ? 0 : 1, store.Search.LastFailure?.GetType().Name),
            new(store.Clock.IsTrusted ? HealthLevel.Well : HealthLevel.Bad, "node-clock", store.Clock.IsTrusted ? 0 : 1, store.Clock.IsTrusted ? null : string.Create(CultureInfo.InvariantCulture, $"{store.Clock.Offset.TotalSeconds:+0.0;-0.0} s")),
        ];
    }

    private static WorkFinding Each(string code, IEnumerable<string> names, HealthLevel level, string path)
    {
        var all = names.ToList();
        return new(all.Count > 0 ? level : HealthLevel.Well, code, all.Count, Named(all), path);
    }

    private static string? Named(IEnumerable<string> names)
    {
        var all = names.ToList();
        return all.Count == 0 ? null : string.Join(", ", all.Take(MostNamed)) + (all.Count > MostNamed ? ", …" : "");
    }
}
