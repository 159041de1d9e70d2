using System.Globalization;
using Dateline.News;
using Dateline.Store.Database;
using Dateline.Store.Writing;

namespace Dateline.Store.House;

/// <summary>A vocabulary as it was imported.</summary>
/// <param name="Name">Which one: <see cref="VocabularyReleases.MediaTopics"/> or <see cref="VocabularyReleases.House"/>.</param>
/// <param name="Number">Its number, 1 the first; 0: it is looked at, and not taken over.</param>
/// <param name="Release">What it calls itself ("2026-04-01"); empty: nothing.</param>
/// <param name="Source">Where it came from, in words: the names of its files.</param>
/// <param name="Changes">What it changed, as counts ("+12 ~3 -1").</param>
/// <param name="Basis">The number that was in force when it was looked at.</param>
/// <param name="At">When.</param>
/// <param name="Who">By whom, by pseudonym.</param>
public sealed record VocabularyRelease(string Name, long Number, string Release, string Source, string Changes, long Basis, Instant At, string Who);

/// <summary>
/// Imported vocabularies as rows. What they mean is none of the store's business: it keeps each release whole, so that what was in force on a day can be told, and a name
/// that a newer one has changed is still known.
/// </summary>
public static class VocabularyReleases
{
    /// <summary>The name of IPTC's Media Topics.</summary>
    public const string MediaTopics = "mediatopics";

    /// <summary>The name of the house's own terms.</summary>
    public const string House = "house";

    private const string Columns = "name, number, release, source, changes, basis, at, who";

    /// <summary>A text that is another after every import, on whatever node.</summary>
    public static string Stamp(Db db) => string.Join(' ', db.Many("select name, max(number) from vocabulary where number > 0 group by name order by name", static r => string.Create(CultureInfo.InvariantCulture, $"{r.Text(0)}:{r.Long(1)}")));

    /// <summary>All that were taken over, the newest first.</summary>
    public static List<VocabularyRelease> All(Db db) => db.Many($"select {Columns} from vocabulary where number > 0 order by at desc, name, number desc", Read);

    /// <summary>What somebody looks at; null: nothing.</summary>
    public static VocabularyRelease? Staged(Db db, string name) => db.One($"select {Columns} from vocabulary where name = $1 and number = 0", Read, name);

    /// <summary>The number in force; 0: none was ever imported.</summary>
    public static long InForce(Db db, string name) => db.Number("select max(number) from vocabulary where name = $1", name) ?? 0;

    /// <summary>What a release says, as JSON; null where there is none of that number.</summary>
    public static byte[]? Content(Db db, string name, long number) => db.One("select content from vocabulary where name = $1 and number = $2", static r => r.BytesOrNull(0), name, number);

    /// <summary>What was ever in force, as JSON, the newest first.</summary>
    public static List<byte[]> Contents(Db db, string name) => db.Many("select content from vocabulary where name = $1 and number > 0 order by number desc", static r => r.Bytes(0), name);

    /// <summary>Keeps one to be looked at, in place of what was looked at before. Nothing else changes.</summary>
    public static VocabularyRelease Stage(StoreTransaction tx, string name, string release, string source, string changes, byte[] content, string who)
    {
        var staged = new VocabularyRelease(name, 0, release, source, changes, InForce(tx.Db, name), tx.Now, who);
        Drop(tx, name);
        tx.Db.Execute("insert into vocabulary (name, number, release, source, content, changes, basis, at, who) values ($1, 0, $2, $3, $4, $5, $6, $7, $8)", name, release, source, content, changes, staged.Basis, tx.Now, who);
        return staged;
    }

    /// <summary>
    /// Puts what was looked at in force. Refused (<c>vocabulary-changed</c>) where it is not what was looked at, or another was imported meanwhile.
    /// </summary>
    /// <param name="tx">The transaction.</param>
    /// <param name="name">Which vocabulary.</param>
    /// <param name="seen">When what was looked at was given.</param>
    /// <param name="who">Who takes it over.</param>
    public static Outcome<VocabularyRelease> TakeOver(StoreTransaction tx, string name, Instant seen, string who)
    {
        var (staged, now) = (Staged(tx.Db, name), InForce(tx.Db, name));
        if (staged is null || staged.At != seen || staged.Basis != now) return new Refusal("vocabulary-changed", "The vocabulary has changed since you looked. Nothing was imported. Give the file again and look at what changes now.");
        tx.Db.Execute("update vocabulary set number = $2, at = $3, who = $4 where name = $1 and number = 0", name, now + 1, tx.Now, who);
        tx.Audit(who, "vocabulary-import", name, $"{staged.Release} {staged.Changes}".Trim());
        return staged with { Number = now + 1, At = tx.Now, Who = who };
    }

    /// <summary>Lets go of what was looked at.</summary>
    public static void Drop(StoreTransaction tx, string name) => tx.Db.Execute("delete from vocabulary where name = $1 and number = 0", name);

    private static VocabularyRelease Read(Row r) => new(r.Text(0), r.Long(1), r.Text(2), r.Text(3), r.Text(4), r.Long(5), r.Instant(6), r.Text(7));
}
