using Dateline.News;
using Dateline.Store.Database;
using Dateline.Store.Wire;

namespace Dateline.Store.Keeping;

/// <summary>A row of the audit: who did what to what.</summary>
/// <param name="Seq">Its place: 1, 2, 3 … without gaps.</param>
/// <param name="At">When.</param>
/// <param name="Who">A pseudonym, as in the wire log.</param>
/// <param name="What">The act ("publish", "key-create").</param>
/// <param name="Subject">What it was done to; null where nothing in particular.</param>
/// <param name="Detail">More; null where there is none.</param>
/// <param name="Hash">The chain's hash after it.</param>
public sealed record AuditRow(long Seq, Instant At, string Who, string What, string? Subject, string? Detail, byte[] Hash);

/// <summary>The audit's rows, for those who read it.</summary>
public static class AuditLog
{
    /// <summary>The newest rows before <paramref name="before"/>, newest first; of one subject only, where one is named.</summary>
    public static List<AuditRow> Before(Db db, long before, string? subject, int count) => subject is null
        ? db.Many("select seq, at, who, what, subject, bytes, hash from audit where seq < $1 order by seq desc limit $2", Read, before, count)
        : db.Many("select seq, at, who, what, subject, bytes, hash from audit where seq < $1 and subject = $3 order by seq desc limit $2", Read, before, count, subject);

    private static AuditRow Read(Row r)
    {
        var detail = LogRow.Fields(r.Bytes(5))?.GetValueOrDefault("detail");
        return new(r.Long(0), r.Instant(1), r.Text(2), r.Text(3), r.TextOrNull(4), detail is null or "-" ? null : detail, r.Bytes(6));
    }
}
