using System.Globalization;
using Dateline.News;
using Dateline.Store.Database;

namespace Dateline.Store.Wire;

/// <summary>
/// <c>verify-log</c>: reads the whole wire log and the whole audit and says whether anything was edited, deleted, inserted, reordered, cut off or
/// recomputed, and where. Chains are recomputed; what stands in columns, versions and stories is compared with the hashed bytes; and the signed
/// heads, in the database and as files outside it, tell of what a rewritten chain alone would hide.
/// </summary>
public sealed class LogVerifier
{
    private const int AtOnce = 2000;
    private const int MostProblems = 100;

    private readonly Db _db;
    private readonly IProgress<long>? _progress;
    private readonly List<LogProblem> _problems = [];
    private readonly List<(long Position, long Epoch)> _epochs = [];
    private long _count, _stories;

    private LogVerifier(Db db, IProgress<long>? progress) => (_db, _progress) = (db, progress);

    /// <summary>Verifies the store as it is at this moment; releases go on meanwhile.</summary>
    /// <param name="store">The store.</param>
    /// <param name="publicKeys">Public keys (PEM) from elsewhere, beside those in the data folder's <c>keys</c>.</param>
    /// <param name="progress">Told how many rows were read.</param>
    public static LogVerification Verify(NewsStore store, IReadOnlyList<string>? publicKeys = null, IProgress<long>? progress = null) =>
        store.Read(db => Verify(db, store.Options.Folder, publicKeys, progress));

    /// <summary>Verifies a store that is only read: beside a running server, or without one.</summary>
    public static LogVerification Verify(StoreReader store, IReadOnlyList<string>? publicKeys = null, IProgress<long>? progress = null) =>
        store.Read(db => Verify(db, store.Options.Folder, publicKeys, progress));

    internal static LogVerification Verify(Db db, string dataFolder, IReadOnlyList<string>? publicKeys = null, IProgress<long>? progress = null)
    {
        var verifier = new LogVerifier(db, progress);
        var wanted = HeadCheck.Load(db, dataFolder, publicKeys);
        var log = verifier.Log(wanted.LogPositions);
        var audit = verifier.Audit(wanted.AuditNumbers);
        verifier.Versions();
        verifier.Stories();
        verifier.HeadRow(log, audit);
        var signed = wanted.Check(log, audit, verifier._epochs, verifier.Bad);
        return new LogVerification
        {
            Rows = log.Rows,
            AuditRows = audit.Rows,
            Stories = verifier._stories,
            Heads = wanted.Count,
            SignedUpTo = signed?.Position ?? 0,
            SignedAt = signed?.At,
            Problems = verifier._problems,
            ProblemCount = verifier._count,
        };
    }

    private void Bad(string chain, long position, string code, string message)
    {
        if (_count++ < MostProblems) _problems.Add(new LogProblem(chain, position, code, message));
    }

    private ChainEnd Log(IReadOnlySet<long> keep)
    {
        var end = new ChainEnd();
        var last = default(Instant);
        for (var rows = LogRows(long.MinValue); rows.Count > 0; rows = LogRows(rows[^1].Position))
        {
            foreach (var row in rows)
            {
                Follow("log", end, row.Position, row.Hash, row.Bytes, keep);
                if (LogRow.Fields(row.Bytes) is { } said) last = Compare(row, said, last);
                else Bad("log", row.Position, "bytes", "The row's bytes are not a log row's.");
            }
            _progress?.Report(end.Rows);
        }
        return end;
    }

    /// <summary>One step of a chain: the number must be the next, the hash must follow from the row before and the bytes.</summary>
    private void Follow(string chain, ChainEnd end, long position, byte[] hash, byte[] bytes, IReadOnlySet<long> keep)
    {
        if (position != end.Position + 1) Bad(chain, end.Position + 1, "missing-row", $"Row {end.Position + 1} is missing: {position} follows {end.Position}.");
        if (!LogRow.Chained(end.Hash, bytes).AsSpan().SequenceEqual(hash)) Bad(chain, position, "hash", "The row or the one before it is not as it was written: its hash does not follow.");
        end.Step(position, hash, keep.Contains(position));
    }

    private Instant Compare(LogLine row, IReadOnlyDictionary<string, string> said, Instant last)
    {
        if (Text(row.Position) != said.GetValueOrDefault("position")) Bad("log", row.Position, "column", "The row's bytes belong to another position.");
        if (Text(row.At.Microseconds) != said.GetValueOrDefault("at") || row.Story.ToString("D") != said.GetValueOrDefault("story") || Text(row.Version) != said.GetValueOrDefault("version")
            || Name(row.ActionNumber) != said.GetValueOrDefault("action") || Escaped(row.Page) != said.GetValueOrDefault("page"))
            Bad("log", row.Position, "column", "What stands beside the row's bytes is not what they say.");
        if (row.At <= last) Bad("log", row.Position, "time", "The row is older than the one before it.");
        Epoch(row, said);
        CompareVersion(row, said);
        if (!row.HasStory) Bad("story", row.Position, "missing-story", "The story that the row speaks of is not in the store.");
        return row.At;
    }

    private void Epoch(LogLine row, IReadOnlyDictionary<string, string> said)
    {
        var epoch = long.TryParse(said.GetValueOrDefault("epoch"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
        if (_epochs.Count == 0 || _epochs[^1].Epoch != epoch) _epochs.Add((row.Position, epoch));
    }

    private void CompareVersion(LogLine row, IReadOnlyDictionary<string, string> said)
    {
        if (row.Sent is not { } version)
        {
            Bad("version", row.Position, "missing-version", "The version that the row sent is not in the store.");
            return;
        }
        if (Convert.ToHexStringLower(version.ContentHash) != said.GetValueOrDefault("content")) Bad("version", row.Position, "content-hash", "The version's content is not the one that was sent.");
        if (Escaped(version.Status) != said.GetValueOrDefault("status") || Escaped(version.UsableFrom) != said.GetValueOrDefault("usable-from") || (version.IsAdvisory ? "1" : "0") != said.GetValueOrDefault("advisory"))
            Bad("version", row.Position, "version-terms", "The version's status, embargo or advisory mark is not the one that was sent.");
        if (!LogRow.SendsVersion(row.Action)) return;
        if (!System.Security.Cryptography.SHA256.HashData(version.Content).AsSpan().SequenceEqual(version.ContentHash)) Bad("version", row.Position, "content", "The version's content was changed: its hash differs.");
        if (version.Position != row.Position || version.At != row.At || version.Action != row.Action || Escaped(version.Reason) != said.GetValueOrDefault("reason")
            || Convert.ToHexStringLower(LogRow.HashNotes(version.Signals, version.EdNote, version.NoticeKind, version.Notice, version.SourceVersion)) != said.GetValueOrDefault("notes"))
            Bad("version", row.Position, "version-columns", "The version's notes, reason or time are not those that were sent.");
    }

    private List<LogLine> LogRows(long after) => _db.Many("""
        select l.position, l.hash, l.bytes, l.at, l.story, l.version, l.action, l.page, case when s.id is null then 0 else 1 end,
          v.position, v.at, v.action, v.status, v.usable_from, v.is_advisory, v.content, v.content_hash, v.signals, v.ed_note, v.reason, v.notice_kind, v.notice, v.source_version
        from wire_log l left join version v on v.story = l.story and v.number = l.version left join story s on s.id = l.story
        where l.position > $1 order by l.position limit $2
        """, ReadLine, after, AtOnce);

    private static LogLine ReadLine(Row r) => new(r.Long(0), r.Bytes(1), r.Bytes(2), r.Instant(3), r.Id(4), r.Long(5), r.Long(6), r.TextOrNull(7), r.Long(8) != 0, r.LongOrNull(9) is not { } position ? null
        : new SentVersion(position, r.Instant(10), r.Long(11), r.Long(12), r.LongOrNull(13), r.Flag(14), r.Bytes(15), r.Bytes(16), r.TextOrNull(17), r.TextOrNull(18), r.TextOrNull(19), r.LongOrNull(20), r.TextOrNull(21), r.TextOrNull(22)));

    private ChainEnd Audit(IReadOnlySet<long> keep)
    {
        var end = new ChainEnd();
        for (var rows = AuditRows(long.MinValue); rows.Count > 0; rows = AuditRows(rows[^1].Seq))
            foreach (var row in rows)
            {
                Follow("audit", end, row.Seq, row.Hash, row.Bytes, keep);
                var said = LogRow.Fields(row.Bytes);
                if (said is null) Bad("audit", row.Seq, "bytes", "The row's bytes are not an audit row's.");
                else if (Text(row.Seq) != said.GetValueOrDefault("seq") || Text(row.At.Microseconds) != said.GetValueOrDefault("at") || Escaped(row.Who) != said.GetValueOrDefault("who")
                    || Escaped(row.What) != said.GetValueOrDefault("what") || Escaped(row.Subject) != said.GetValueOrDefault("subject"))
                    Bad("audit", row.Seq, "column", "What stands beside the row's bytes is not what they say.");
            }
        return end;
    }

    private List<AuditLine> AuditRows(long after) => _db.Many("select seq, hash, bytes, at, who, what, subject from audit where seq > $1 order by seq limit $2",
        static r => new AuditLine(r.Long(0), r.Bytes(1), r.Bytes(2), r.Instant(3), r.Text(4), r.Text(5), r.TextOrNull(6)), after, AtOnce);

    private void Versions()
    {
        var strays = _db.Many("""
            select v.position, v.number from version v left join wire_log l on l.position = v.position and l.story = v.story and l.version = v.number
            where l.position is null order by v.position limit 100
            """, static r => (Position: r.Long(0), Number: r.Long(1)));
        foreach (var (position, number) in strays) Bad("version", position, "stray-version", $"Version {number} of a story stands in the store, but no row of the log sent it.");
        // A takedown seals every version that was there before it; its own says only that.
        var unsealed = _db.Many("""
            select v.position, v.sealed, case when exists (select 1 from wire_log l where l.story = v.story and l.action = $1 and l.version > v.number) then 1 else 0 end from version v
            where v.sealed <> case when exists (select 1 from wire_log l where l.story = v.story and l.action = $1 and l.version > v.number) then 1 else 0 end order by v.position limit 100
            """, static r => r.Long(0), ReleaseAction.Takedown);
        foreach (var position in unsealed) Bad("version", position, "seal", "The version's seal is not what the log says of its story.");
    }

    private void Stories()
    {
        var after = _db.IsPostgres ? (object)Guid.Empty : Array.Empty<byte>();
        for (var first = true; ; first = false)
        {
            var rows = _db.Many($"""
                select s.id, s.head_version, s.head_position, s.head_status, s.usable_from, s.is_advisory, s.state, l.version, l.action, v.status, v.usable_from, v.is_advisory,
                  (select max(x.position) from wire_log x where x.story = s.id and x.action <> $3)
                from story s left join wire_log l on l.position = s.head_position and l.story = s.id left join version v on v.story = s.id and v.number = s.head_version
                where s.id {(first ? ">=" : ">")} $1 order by s.id limit $2
                """, ReadStory, after, AtOnce, ReleaseAction.Due);
            foreach (var row in rows) Compare(row);
            if (rows.Count < AtOnce) return;
            after = rows[^1].Id;
        }
    }

    private void Compare(StoryLine s)
    {
        _stories++;
        if (s.NewestRow is null)
        {
            if (s.Version != 0 || s.Position is not null || s.State is >= StoryState.Published and <= StoryState.Unpublished) Bad("story", s.Position ?? 0, "story-standing", $"Story {s.Id:D} stands as sent, but the log has no row of it.");
            return;
        }
        if (s.Position != s.NewestRow || s.Version != s.RowVersion || s.Status != s.VersionStatus || s.UsableFrom != s.VersionUsableFrom || s.IsAdvisory != s.VersionIsAdvisory || s.State != StateAfter(s))
            Bad("story", s.NewestRow.Value, "story-standing", $"Story {s.Id:D} does not stand as its newest row of the log says.");
    }

    private StoryState StateAfter(StoryLine s) => (ReleaseAction?)s.RowAction switch
    {
        ReleaseAction.Hold => StoryState.OnHold,
        ReleaseAction.Kill => StoryState.Killed,
        ReleaseAction.Takedown => StoryState.TakenDown,
        ReleaseAction.Unpublish => StoryState.Unpublished,
        ReleaseAction.ChangeEmbargo when s.VersionStatus == (long)PubStatus.Withheld => StoryState.OnHold,
        // Neither a new embargo nor the end of a hold brings back what was off our own outputs.
        ReleaseAction.ChangeEmbargo or ReleaseAction.Lift or ReleaseAction.SendAsWas or ReleaseAction.Correct when s.State == StoryState.Unpublished && WireLog.IsOff(_db, s.Id) => StoryState.Unpublished,
        _ => StoryState.Published,
    };

    private void HeadRow(ChainEnd log, ChainEnd audit)
    {
        var (position, hash, seq, auditHash) = _db.One("select position, hash, audit_seq, audit_hash from log_head where id = 1", static r => (r.Long(0), r.Bytes(1), r.Long(2), r.Bytes(3)));
        if (hash is null) { Bad("head", 0, "head-row", "The head row is missing."); return; }
        if (position != log.Position || !hash.AsSpan().SequenceEqual(log.Hash)) Bad("head", Math.Min(position, log.Position) + 1, "head-row", $"The head row says {position}, the log ends at {log.Position}, or their hashes differ: rows were cut off or added.");
        if (seq != audit.Position || !auditHash!.AsSpan().SequenceEqual(audit.Hash)) Bad("audit", Math.Min(seq, audit.Position) + 1, "head-row", $"The head row says {seq}, the audit ends at {audit.Position}, or their hashes differ: rows were cut off or added.");
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Name(long action) => Enum.IsDefined((ReleaseAction)action) ? StoryJson.Name((ReleaseAction)action) : "?";

    private static string Escaped(long status) => Enum.IsDefined((PubStatus)status) ? StoryJson.Name((PubStatus)status) : "?";

    private static string Escaped(long? usableFrom) => usableFrom is not { } from ? "-" : Text(Math.Min(from, Instant.FarFuture.Microseconds));

    private static string Escaped(string? text) => text is null ? "-" : LogRow.Escape(text);

    private sealed record LogLine(long Position, byte[] Hash, byte[] Bytes, Instant At, Guid Story, long Version, long ActionNumber, string? Page, bool HasStory, SentVersion? Sent)
    {
        internal ReleaseAction Action => (ReleaseAction)ActionNumber;
    }

    private sealed record SentVersion(long Position, Instant At, long ActionNumber, long Status, long? UsableFrom, bool IsAdvisory, byte[] Content, byte[] ContentHash,
        string? Signals, string? EdNote, string? Reason, long? NoticeKind, string? Notice, string? SourceVersion)
    {
        internal ReleaseAction Action => (ReleaseAction)ActionNumber;
    }

    private sealed record AuditLine(long Seq, byte[] Hash, byte[] Bytes, Instant At, string Who, string What, string? Subject);

    private sealed record StoryLine(Guid Id, long Version, long? Position, long Status, long? UsableFrom, bool IsAdvisory, StoryState State, long? RowVersion, long? RowAction, long? VersionStatus, long? VersionUsableFrom, bool? VersionIsAdvisory, long? NewestRow);

    private static StoryLine ReadStory(Row r) => new(r.Id(0), r.Long(1), r.LongOrNull(2), r.Long(3), r.LongOrNull(4), r.Flag(5), (StoryState)r.Long(6), r.LongOrNull(7), r.LongOrNull(8), r.LongOrNull(9), r.LongOrNull(10),
        r.LongOrNull(11) is { } advisory ? advisory != 0 : null, r.LongOrNull(12));
}

/// <summary>How far a chain was followed, and its hash where a signed head will ask for it.</summary>
internal sealed class ChainEnd
{
    internal long Position { get; private set; }
    internal byte[] Hash { get; private set; } = new byte[32];
    internal long Rows { get; private set; }
    internal Dictionary<long, byte[]> Kept { get; } = new() { [0] = new byte[32] };

    internal void Step(long position, byte[] hash, bool keep)
    {
        (Position, Hash, Rows) = (position, hash, Rows + 1);
        if (keep) Kept[position] = hash;
    }
}
