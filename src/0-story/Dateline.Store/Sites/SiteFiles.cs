using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Dateline.News;
using Dateline.Store.Database;
using Dateline.Store.Writing;

namespace Dateline.Store.Sites;

/// <summary>One of a site's own files.</summary>
/// <param name="Name">Its name, which is all of its address ("map.svg").</param>
/// <param name="Type">Its media type.</param>
/// <param name="Length">How many bytes it has.</param>
/// <param name="Made">Since when it is there.</param>
/// <param name="Who">Who uploaded it, by pseudonym.</param>
public sealed record SiteFile(string Name, string Type, long Length, Instant Made, string Who);

/// <summary>
/// A site's own files: drawings, pictures, papers to download. A name has no path in it, and only kinds of files that a browser shows or saves without running anything: no page, no style sheet, no script.
/// </summary>
public static partial class SiteFiles
{
    /// <summary>The most that one has, in bytes.</summary>
    public const int MostBytes = 4 * 1024 * 1024;

    /// <summary>The most that all files of a site have together, in bytes.</summary>
    public const long MostTogether = 128L * 1024 * 1024;

    private static readonly Dictionary<string, (string Type, byte[][] Begins)> Kinds = new(StringComparer.Ordinal)
    {
        [".svg"] = ("image/svg+xml", []),
        [".png"] = ("image/png", [[0x89, 0x50, 0x4e, 0x47]]),
        [".jpg"] = ("image/jpeg", [[0xff, 0xd8, 0xff]]),
        [".jpeg"] = ("image/jpeg", [[0xff, 0xd8, 0xff]]),
        [".gif"] = ("image/gif", ["GIF8"u8.ToArray()]),
        [".webp"] = ("image/webp", ["RIFF"u8.ToArray()]),
        [".avif"] = ("image/avif", []),
        [".ico"] = ("image/x-icon", [[0, 0, 1, 0]]),
        [".pdf"] = ("application/pdf", ["%PDF-"u8.ToArray()]),
        [".csv"] = ("text/csv; charset=utf-8", []),
        [".txt"] = ("text/plain; charset=utf-8", []),
        [".json"] = ("application/json", []),
        [".ics"] = ("text/calendar; charset=utf-8", []),
    };

    /// <summary>The endings that names may have.</summary>
    public static IReadOnlyCollection<string> Endings => Kinds.Keys;

    /// <summary>The media type of a name; null: it can be no file's name.</summary>
    public static string? TypeOf(string name) => name.Length <= 80 && NameForm().IsMatch(name) && Kinds.TryGetValue(name[name.LastIndexOf('.')..], out var kind) ? kind.Type : null;

    /// <summary>Why a file can't be one of a site's, as a stable code: "file-name", "file-large", "file-empty", "file-other"; null: it can.</summary>
    public static string? WhyNot(string name, ReadOnlySpan<byte> bytes)
    {
        if (TypeOf(name) is null) return "file-name";
        if (bytes.Length > MostBytes) return "file-large";
        if (bytes.Length == 0) return "file-empty";
        var begins = Kinds[name[name.LastIndexOf('.')..]].Begins;
        if (begins.Length == 0) return null;
        foreach (var begin in begins)
            if (bytes.StartsWith(begin)) return null;
        return "file-other";
    }

    /// <summary>Every file of a site, by name.</summary>
    public static List<SiteFile> List(Db db, string site) => db.Many("select name, type, length, made, who from site_file where site = $1 order by name", Read, site);

    /// <summary>A file's type and bytes; null: there is none of that name.</summary>
    public static (string Type, byte[] Bytes)? Find(Db db, string site, string name) =>
        db.One<(string, byte[])?>("select type, bytes from site_file where site = $1 and name = $2", static r => (r.Text(0), r.Bytes(1)), site, name);

    /// <summary>Keeps a file in place of one of the same name. Null: it is kept; else why not, as a stable code ("files-full" beside those of <see cref="WhyNot"/>).</summary>
    public static string? Put(StoreTransaction tx, string site, string name, ReadOnlyMemory<byte> bytes, string by)
    {
        if (WhyNot(name, bytes.Span) is { } wrong) return wrong;
        var others = tx.Db.Number("select coalesce(sum(length), 0) from site_file where site = $1 and name <> $2", site, name) ?? 0;
        if (others + bytes.Length > MostTogether) return "files-full";
        tx.Db.Execute("insert into site_file (site, name, type, sha, bytes, length, made, who) values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (site, name) do update set type = excluded.type, sha = excluded.sha, bytes = excluded.bytes, length = excluded.length, made = excluded.made, who = excluded.who",
            site, name, TypeOf(name), SHA256.HashData(bytes.Span), bytes.ToArray(), (long)bytes.Length, tx.Now, by);
        SiteRevision.Grow(tx, site);
        tx.Audit(by, "site-file", $"{site}:{name}", bytes.Length.ToString(CultureInfo.InvariantCulture));
        return null;
    }

    /// <summary>Takes a file off the site; false: there was none.</summary>
    public static bool Remove(StoreTransaction tx, string site, string name, string by)
    {
        if (tx.Db.Execute("delete from site_file where site = $1 and name = $2", site, name) == 0) return false;
        SiteRevision.Grow(tx, site);
        tx.Audit(by, "site-file-off", $"{site}:{name}");
        return true;
    }

    private static SiteFile Read(Row r) => new(r.Text(0), r.Text(1), r.Long(2), r.Instant(3), r.Text(4));

    [GeneratedRegex(@"^[a-z0-9][a-z0-9_-]*(\.[a-z0-9_-]+)*\.[a-z0-9]{2,4}$", RegexOptions.CultureInvariant)]
    private static partial Regex NameForm();
}
