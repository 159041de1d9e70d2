using System.Text.Json;
using Dateline.News;
using Dateline.Store.Database;
using Dateline.Store.Writing;

namespace Dateline.Store.Intake;

/// <summary>Where items come in: an agency's feed, a folder, a mailbox.</summary>
/// <param name="Id">Its number inside.</param>
/// <param name="Code">Its short name, in addresses and routes ("np").</param>
/// <param name="Name">Its name on screen.</param>
/// <param name="Settings">Its settings as JSON; the ingest module knows their form.</param>
/// <param name="Created">When it was set up.</param>
/// <param name="LastItem">When it last sent anything.</param>
public sealed record Source(long Id, string Code, string Name, string Settings, Instant Created, Instant? LastItem)
{
    /// <summary>What seals <see cref="Secret"/>: the purpose of the program's key for it.</summary>
    public const string SecretPurpose = "dateline.source-secret";

    /// <summary>Since when nothing of it is taken in; null: it is.</summary>
    public Instant? Paused { get; init; }
    /// <summary>Why not, in the words of who paused it.</summary>
    public string? PausedWhy { get; init; }
    /// <summary>What proves us to those we fetch from, sealed; null: nothing does.</summary>
    public string? Secret { get; init; }
}

/// <summary>Sources as rows.</summary>
public static class Sources
{
    private const string Columns = "id, code, name, settings, created, last_item, paused, paused_why, secret";

    /// <summary>The source of that code, or null.</summary>
    public static Source? Find(Db db, string code) => db.One($"select {Columns} from source where code = $1", Read, code);

    /// <summary>The source of that number, or null.</summary>
    public static Source? Find(Db db, long id) => db.One($"select {Columns} from source where id = $1", Read, id);

    /// <summary>All sources by code.</summary>
    public static List<Source> All(Db db) => db.Many($"select {Columns} from source order by code", Read);

    /// <summary>Sets one up, or changes its name and settings. The audit says which settings, never to what. One that is asked by itself is asked at once.</summary>
    /// <param name="tx">The transaction.</param>
    /// <param name="code">Its code.</param>
    /// <param name="name">Its name.</param>
    /// <param name="settings">Its settings, a JSON object.</param>
    /// <param name="by">Who: a pseudonym.</param>
    /// <param name="secret">Its secret, sealed; empty: it has none from now on; null: it keeps the one it has.</param>
    public static Source Save(StoreTransaction tx, string code, string name, string settings, string by, string? secret = null)
    {
        var known = Find(tx.Db, code);
        var kept = secret is null ? known?.Secret : secret.Length == 0 ? null : secret;
        var id = known?.Id ?? (tx.Db.Number("select max(id) from source") ?? 0) + 1;
        if (known is null) tx.Db.Execute("insert into source (id, code, name, settings, created, secret) values ($1, $2, $3, $4, $5, $6)", id, code, name, settings, tx.Now, kept);
        else tx.Db.Execute("update source set name = $2, settings = $3, secret = $4 where id = $1", id, name, settings, kept);
        tx.Audit(by, known is null ? "source-create" : "source-change", code, known is null ? null : Changed(known, name, settings, kept));
        SourceRounds.AskAgain(tx, id);
        return Find(tx.Db, id)!;
    }

    /// <summary>Takes in nothing more of it until it is resumed. Who pushes is told to keep it and come again; what is fetched waits where it lies.</summary>
    public static void Pause(StoreTransaction tx, long id, string why, string by)
    {
        if (tx.Db.Execute("update source set paused = coalesce(paused, $2), paused_why = $3 where id = $1", id, tx.Now, why) == 1) tx.Audit(by, "source-pause", Find(tx.Db, id)!.Code, why);
    }

    /// <summary>Takes in what comes again, and asks at once for what has waited.</summary>
    public static void Resume(StoreTransaction tx, long id, string by)
    {
        if (tx.Db.Execute("update source set paused = null, paused_why = null where id = $1 and paused is not null", id) == 0) return;
        SourceRounds.AskAgain(tx, id);
        tx.Audit(by, "source-resume", Find(tx.Db, id)!.Code);
    }

    /// <summary>Notes that it has sent something.</summary>
    public static void Heard(StoreTransaction tx, long id) => tx.Db.Execute("update source set last_item = $2 where id = $1 and (last_item is null or last_item < $2)", id, tx.Now);

    private static Source Read(Row r) => new(r.Long(0), r.Text(1), r.Text(2), r.Text(3), r.Instant(4), r.InstantOrNull(5)) { Paused = r.InstantOrNull(6), PausedWhy = r.TextOrNull(7), Secret = r.TextOrNull(8) };

    /// <summary>Which of its settings are others now, by name; the secret by the word alone.</summary>
    private static string? Changed(Source known, string name, string settings, string? secret)
    {
        using var before = JsonDocument.Parse(known.Settings);
        using var after = JsonDocument.Parse(settings);
        var names = Members(before).Concat(Members(after)).Distinct(StringComparer.Ordinal).Where(n => Text(before, n) != Text(after, n)).Order(StringComparer.Ordinal).ToList();
        if (known.Name != name) names.Insert(0, "name");
        if (known.Secret != secret) names.Add("secret");
        return names.Count == 0 ? null : string.Join(", ", names);

        static IEnumerable<string> Members(JsonDocument json) => json.RootElement.ValueKind == JsonValueKind.Object ? json.RootElement.EnumerateObject().Select(m => m.Name).ToList() : [];
        static string? Text(JsonDocument json, string name) => json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty(name, out var value) ? value.GetRawText() : null;
    }
}
