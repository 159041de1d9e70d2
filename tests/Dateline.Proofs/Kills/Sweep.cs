using System.Security.Cryptography;
using Dateline.News;
using Dateline.Store;
using Dateline.Store.Database;
using Dateline.Store.Intake;
using Dateline.Store.Wire;

namespace Dateline.Proofs.Kills;

/// <summary>Looks through a whole store: whether its tables agree with one another, and with everything that was acknowledged.</summary>
internal static class Sweep
{
    /// <summary>Each counts rows of which there must be none. State 0 of the timetable waits, 1 is done, 2 was taken back; kind 1 is a story's send-at.</summary>
    private static readonly (string What, string Sql)[] Never =
    [
        ("versions that are not 1, 2, 3 …", "select count(*) from (select story from version group by story having count(*) <> max(number)) x"),
        ("stories whose version is not the newest", "select count(*) from story s where s.head_version <> (select coalesce(max(number), 0) from version v where v.story = s.id)"),
        ("stories with a page that is not there", "select count(*) from story s left join page p on p.id = s.page where s.page is not null and p.id is null"),
        ("pages without a story", "select count(*) from page p left join story s on s.page = p.id where s.id is null"),
        ("scheduled stories that nothing will send", "select count(*) from story s where s.state = 3 and not exists (select 1 from timetable t where t.story = s.id and t.kind = 1 and t.state = 0)"),
        ("plans for stories that are out or gone", "select count(*) from timetable t join story s on s.id = t.story where t.kind = 1 and t.state = 0 and s.state <> 3"),
        ("two plans of one story", "select count(*) from (select story from timetable where kind = 1 and state = 0 group by story having count(*) > 1) x"),
        ("moments of an older release that still wait", "select count(*) from timetable t join story s on s.id = t.story where t.kind <> 1 and t.state = 0 and t.position <> s.head_position"),
        ("moments that wait for a person", "select count(*) from timetable where state not in (0, 1, 2)"),
        ("done moments without their moment", "select count(*) from timetable where state <> 0 and done is null"),
        ("embargoes that ended more or less than once", $"select count(*) from (select t.story, (select count(*) from wire_log l where l.story = t.story and l.action = {(int)ReleaseAction.Due}) as rows from timetable t where t.kind <> 1 and t.state = 1 group by t.story having count(*) <> (select count(*) from wire_log l where l.story = t.story and l.action = {(int)ReleaseAction.Due})) x"),
        ("due rows without a moment that is done", $"select count(*) from wire_log l where l.action = {(int)ReleaseAction.Due} and not exists (select 1 from timetable t where t.story = l.story and t.kind <> 1 and t.state = 1)"),
        ("items without their bytes", "select count(*) from item i left join raw r on r.sha = i.raw where r.sha is null"),
        ("items of a story that is not there", "select count(*) from item i left join story s on s.id = i.story where i.story is not null and s.id is null"),
        ("items that are there twice", "select count(*) from (select source from item group by source, guid, content_hash having count(*) > 1) x"),
        ("quarantined entries", "select count(*) from quarantine"),
        ("stories of the wire made twice", "select count(*) from (select source from story where source is not null group by source, source_guid having count(*) > 1) x"),
        ("media without their bytes", "select count(*) from media m left join media_bytes b on b.sha = m.sha where b.sha is null"),
        ("media that are there twice", "select count(*) from (select source from media group by source, href, sha having count(*) > 1) x"),
        ("links of stories that are not there", "select count(*) from story_link l left join story s on s.id = l.story where s.id is null"),
        ("revisions of stories that are not there", "select count(*) from revision r left join story s on s.id = r.story where s.id is null"),
        ("releases by people that the audit does not know", $"select count(*) from wire_log l where l.action <> {(int)ReleaseAction.Due} and not exists (select 1 from story s join audit a on a.subject = s.guid where s.id = l.story)"),
        ("deliveries that nothing will try", "select count(*) from delivery where state < 2 and next_action is null"),
        ("deliveries that are over and planned", "select count(*) from delivery where state > 1 and next_action is not null"),
        ("open deliveries whose destination rests for good", "select count(*) from delivery d join destination t on t.id = d.destination where d.state < 2 and t.state = 0 and t.next_action is null"),
        ("attempts that nobody noted", "select count(*) from delivery d join destination t on t.id = d.destination where d.attempts > 0 and not exists (select 1 from recipient r where r.destination = t.code and r.story = d.story and r.version = d.version)"),
        ("attempts that began after one of a newer version", "select count(*) from delivery a join delivery_attempt t on t.delivery = a.id join delivery b on b.story = a.story and b.destination = a.destination and b.version > a.version where t.started > b.first_attempt"),
        ("killed stories whose kill is not on its way to who had them", $"select count(*) from (select distinct s.id from story s join recipient r on r.story = s.id where s.head_status = {(int)PubStatus.Canceled} and not exists (select 1 from delivery d where d.story = s.id and d.lane = 0 and d.version = s.head_version)) x"),
        ("alarms that something planned could not go", "select count(*) from alarm where kind = 'scheduled-cant-go'"),
    ];

    internal static void Through(NewsStore store, Ledger ledger, string inbox, string outbox)
    {
        foreach (var problem in LogVerifier.Verify(store).Problems.Take(5)) ledger.Wrong($"verify-log: {problem.Chain} {problem.Position}: {problem.Message}");
        store.Read(db =>
        {
            foreach (var (what, sql) in Never)
                if (db.Number(sql) is > 0 and var count) ledger.Wrong($"{count} × {what}");
            Audited(db, ledger);
            Acknowledged(db, ledger);
            Folder(db, ledger, inbox);
            Delivered(db, ledger, outbox);
            return 0;
        });
    }

    /// <summary>Each release has its own line in the audit, and no line is without its release.</summary>
    private static void Audited(Db db, Ledger ledger)
    {
        var rows = db.Number("select count(*) from wire_log where action <> $1", ReleaseAction.Due);
        var names = string.Join(',', Enum.GetValues<ReleaseAction>().Where(a => a is not (ReleaseAction.Due or ReleaseAction.Reinstate)).Select(a => $"'{StoryJson.Name(a)}'"));
        var lines = db.Number($"select count(*) from audit where what in ({names})");
        if (rows != lines) ledger.Wrong($"the log has {rows} releases and the audit {lines}");
    }

    private static void Acknowledged(Db db, Ledger ledger)
    {
        foreach (var (story, version, position) in ledger.Releases)
            if (db.Number("select version from wire_log where position = $1 and story = $2", position, story) != version) ledger.Wrong($"version {version} of story {story} was acknowledged at position {position} and is not there");
        foreach (var (name, bytes) in ledger.Documents)
            if (RawBytes.Find(db, SHA256.HashData(bytes))?.AsSpan().SequenceEqual(bytes) != true) ledger.Wrong($"the document {name} was acknowledged and its bytes are not there");
        foreach (var (name, bytes) in ledger.Media)
            if (MediaBytes(db, name)?.AsSpan().SequenceEqual(bytes) != true) ledger.Wrong($"the file {name} was acknowledged and its bytes are not there");
    }

    /// <summary>A dropped file lies where it was dropped, or it was moved because it is kept.</summary>
    private static void Folder(Db db, Ledger ledger, string inbox)
    {
        foreach (var (name, bytes) in ledger.Dropped)
        {
            var (waits, done) = (Path.Combine(inbox, name), Path.Combine(inbox, "done", name));
            if (!File.Exists(waits) && !File.Exists(done)) ledger.Wrong($"the file {name} was dropped and is nowhere");
            if (!File.Exists(done)) continue;
            var kept = name.EndsWith(".jpg", StringComparison.Ordinal) ? MediaBytes(db, name) : RawBytes.Find(db, SHA256.HashData(bytes));
            if (kept?.AsSpan().SequenceEqual(bytes) != true) ledger.Wrong($"the file {name} was moved to done/ and its bytes are not there");
        }
    }

    /// <summary>What has a receipt is in the client's folder, whole.</summary>
    private static void Delivered(Db db, Ledger ledger, string outbox)
    {
        var names = Directory.Exists(outbox) ? Directory.EnumerateFiles(outbox).Select(f => Path.GetFileNameWithoutExtension(f).Split('-')[^1]).ToHashSet(StringComparer.Ordinal) : [];
        foreach (var id in db.Many("select id from delivery where state = 2", static r => r.Id(0)))
            if (!names.Contains(id.ToString("N"))) ledger.Wrong($"the delivery {id} has a receipt and is not in the client's folder");
    }

    private static byte[]? MediaBytes(Db db, string name) =>
        db.One("select b.bytes from media m join media_bytes b on b.sha = m.sha where m.href = $1", static r => r.Bytes(0), name);
}
