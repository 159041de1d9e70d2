using System.Globalization;
using Dateline.News;
using Dateline.Store.Database;
using Dateline.Store.Stories;
using Dateline.Store.Wire;
using Dateline.Testing;

namespace Dateline.Store.Tests.Wire;

/// <summary>
/// Someone who can write to the database, but has not the key: edits, deletes, inserts, reorders, cuts off, recomputes whole chains.
/// Each try is undone, so that one store serves for thousands.
/// </summary>
internal sealed class LogTampering : IDisposable
{
    private static readonly (string Table, string Key, string[] Columns)[] Edits =
    [
        ("wire_log", "position", ["hash", "bytes", "at", "story", "version", "action", "page"]),
        ("audit", "seq", ["hash", "bytes", "at", "who", "what", "subject"]),
        ("version", "position", ["number", "at", "action", "status", "signals", "usable_from", "is_advisory", "content", "content_hash", "ed_note", "reason", "notice", "notice_kind", "source_version", "sealed"]),
        ("story", "head_position", ["state", "head_version", "head_status", "usable_from", "is_advisory", "head_position"]),
        ("log_head", "id", ["position", "hash", "audit_seq", "audit_hash"]),
        ("log_signature", "position", ["bytes", "signature"]),
    ];

    private readonly NewsStore _store;
    private readonly Db _db;
    private readonly long _head, _audit;

    internal LogTampering(NewsStore store)
    {
        (_store, _db) = (store, store.Database.OpenWriter());
        (_head, _audit) = _db.One("select position, audit_seq from log_head", static r => (r.Long(0), r.Long(1)));
    }

    /// <summary>A day's work: stories published, written through, embargoed, held, killed, taken down; heads signed on the way and at the end.</summary>
    internal static async Task Fill(NewsStore store, Action<TimeSpan> pass)
    {
        using var signing = new HeadSigning(store);
        for (var i = 0; i < 12; i++)
        {
            await Story(store, i, pass);
            if (i % 4 == 3) await signing.SignAsync();
        }
        pass(TimeSpan.FromMinutes(20));
        await store.Write(Timetable.RunDue);
        await signing.SignAsync();
    }

    private static async Task Story(NewsStore store, int i, Action<TimeSpan> pass)
    {
        var story = await store.Write(tx =>
        {
            var s = Releases.NewStory(tx, ItemKind.Text, new StoryContent { Language = Language.From("en"), Headline = Headline.From("Story " + i), Slugline = Slugline.From("NO-" + i) });
            StoryTable.Insert(tx, s);
            return s.Id;
        });
        ReleaseAction[] then = (i % 6) switch
        {
            0 => [ReleaseAction.Publish, ReleaseAction.Writethru, ReleaseAction.Kill],
            1 => [ReleaseAction.Publish, ReleaseAction.Correct, ReleaseAction.Hold],
            2 => [ReleaseAction.Publish, ReleaseAction.Hold, ReleaseAction.SendAsWas, ReleaseAction.Takedown],
            3 => [ReleaseAction.Publish, ReleaseAction.Unpublish, ReleaseAction.Republish],
            4 => [ReleaseAction.Publish, ReleaseAction.Refile],
            _ => [ReleaseAction.Publish],
        };
        foreach (var action in then)
        {
            var order = new ReleaseOrder { Action = action, By = "key:test", Reason = "It was wrong", EdNote = "See text", Notice = action == ReleaseAction.Correct ? "The sum is 22 million." : null };
            if (i % 6 == 5) order = order with { UsableFrom = Embargo.At(store.Clock.Now() + TimeSpan.FromMinutes(10)) };
            await store.Write(tx => Releases.Release(tx, new ReleaseRequest { Story = story, Order = order }));
            pass(TimeSpan.FromSeconds(7));
        }
    }

    /// <summary>One try: what was done, where (null: nowhere in particular), and what verifying then says.</summary>
    internal (string What, long? Where, LogVerification Found) TryOne(ScriptedRandomness chance)
    {
        if (chance.Number(12) == 0) return TouchFile(chance);
        _db.Execute("begin");
        try
        {
            var (what, where) = Touch(chance);
            return (what, where, LogVerifier.Verify(_db, _store.Options.Folder));
        }
        finally
        {
            _db.Execute("rollback");
        }
    }

    private (string, long?) Touch(ScriptedRandomness chance) => chance.Number(9) switch
    {
        0 => Delete(chance, "wire_log", "position", _head),
        1 => Delete(chance, "audit", "seq", _audit),
        2 => Delete(chance, "version", "position", _head),
        3 => CutOff(chance),
        4 => CutOffAudit(chance),
        5 => Swap(chance),
        6 => Recompute(chance),
        7 => Insert(chance),
        _ => Edit(chance),
    };

    private (string, long?) Edit(ScriptedRandomness chance)
    {
        var (table, key, columns) = Edits[chance.Number(Edits.Length)];
        var column = columns[chance.Number(columns.Length)];
        var keys = _db.Many($"select {key} from {table} where {key} is not null order by {key}", static r => r.Long(0));
        var at = keys[chance.Number(keys.Count)];
        var value = _db.One($"select {column} from {table} where {key} = $1", r => r.Value(0), at);
        Set(table, column, key, at, Other(value, column, chance));
        return ($"{table}.{column} of {at}: {Show(value)}", table is "wire_log" && column != "hash" ? at : null);
    }

    private void Set(string table, string column, string key, long at, object? value) => _db.Execute($"update {table} set {column} = $1 where {key} = $2", value, at);

    private static object Other(object? value, string column, ScriptedRandomness chance)
    {
        switch (value)
        {
            case byte[] { Length: > 0 } bytes:
                bytes = [.. bytes];
                bytes[chance.Number(bytes.Length)] ^= (byte)(1 << chance.Number(8));
                return bytes;
            case long number: return column is "is_advisory" or "sealed" ? 1 - number : column is "action" or "status" or "head_status" or "state" ? (number + 1) % 3 : number + 1 + chance.Number(1000);
            case Guid id: return new Guid(id.ToByteArray().Reverse().ToArray());
            case string text: return text + "x";
            default: return column is "usable_from" or "notice_kind" ? 1L + chance.Number(100) : "x";
        }
    }

    private (string, long?) Delete(ScriptedRandomness chance, string table, string key, long last)
    {
        var keys = _db.Many($"select {key} from {table} order by {key}", static r => r.Long(0));
        var at = keys[chance.Number(keys.Count)];
        _db.Execute($"delete from {table} where {key} = $1", at);
        return ($"{table} without {at} of {last}", table == "wire_log" && at < last ? at : null);
    }

    // The careful way: the rows, their versions, the head row and the signatures of the database, all made to agree.
    private (string, long?) CutOff(ScriptedRandomness chance)
    {
        var keep = chance.Number((int)_head);
        _db.Execute("delete from wire_log where position > $1", keep);
        _db.Execute("delete from version where position > $1", keep);
        _db.Execute("delete from log_signature where position > $1", keep);
        var hash = _db.One("select hash from wire_log where position = $1", static r => r.Bytes(0), keep) ?? new byte[32];
        _db.Execute("update log_head set position = $1, hash = $2", keep, hash);
        return ($"cut off after {keep}", keep + 1);
    }

    private (string, long?) CutOffAudit(ScriptedRandomness chance)
    {
        var keep = chance.Number((int)_audit);
        _db.Execute("delete from audit where seq > $1", keep);
        _db.Execute("delete from log_signature where audit_seq > $1", keep);
        var hash = _db.One("select hash from audit where seq = $1", static r => r.Bytes(0), keep) ?? new byte[32];
        _db.Execute("update log_head set audit_seq = $1, audit_hash = $2", keep, hash);
        return ($"audit cut off after {keep}", null);
    }

    private (string, long?) Swap(ScriptedRandomness chance)
    {
        var a = 1 + chance.Number((int)_head - 1);
        var b = a + 1 + chance.Number((int)_head - a);
        foreach (var (from, to) in new[] { ((long)a, -1L), (b, a), (-1, b) }) _db.Execute("update wire_log set position = $2 where position = $1", from, to);
        return ($"swapped {a} and {b}", a);
    }

    // A changed row, and every hash after it made anew: the chain alone looks whole.
    private (string, long?) Recompute(ScriptedRandomness chance)
    {
        var at = 1 + chance.Number((int)_head);
        var rows = _db.Many("select position, bytes, hash from wire_log order by position", static r => (Position: r.Long(0), Bytes: r.Bytes(1), Hash: r.Bytes(2)));
        var hash = at == 1 ? new byte[32] : rows[at - 2].Hash;
        foreach (var (position, bytes, _) in rows.Skip(at - 1))
        {
            var now = position == at ? System.Text.Encoding.UTF8.GetBytes(System.Text.Encoding.UTF8.GetString(bytes).Replace("by key:test", "by key:else", StringComparison.Ordinal).Replace("by clock", "by cloak", StringComparison.Ordinal)) : bytes;
            hash = LogRow.Chained(hash, now);
            _db.Execute("update wire_log set bytes = $1, hash = $2 where position = $3", now, hash, position);
        }
        _db.Execute("update log_head set hash = $1", hash);
        return ($"recomputed from {at}", null);
    }

    private (string, long?) Insert(ScriptedRandomness chance)
    {
        var like = 1 + chance.Number((int)_head);
        var (bytes, hash) = _db.One("select l.bytes, h.hash from wire_log l, log_head h where l.position = $1", static r => (r.Bytes(0), r.Bytes(1)), like);
        var text = System.Text.Encoding.UTF8.GetString(bytes!).Replace("\nposition " + like.ToString(CultureInfo.InvariantCulture), "\nposition " + (_head + 1).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        var forged = System.Text.Encoding.UTF8.GetBytes(text);
        var next = LogRow.Chained(hash, forged);
        _db.Execute("insert into wire_log (position, hash, bytes, at, story, version, action, page) select $1, $2, $3, at, story, version, action, page from wire_log where position = $4", _head + 1, next, forged, like);
        _db.Execute("update log_head set position = $1, hash = $2", _head + 1, next);
        return ($"row {like} again at the end", null);
    }

    private (string, long?, LogVerification) TouchFile(ScriptedRandomness chance)
    {
        var files = Directory.GetFiles(HeadFiles.FolderIn(_store.Options.Folder)).Order(StringComparer.Ordinal).ToArray();
        var path = files[chance.Number(files.Length)];
        var bytes = File.ReadAllBytes(path);
        var what = chance.Number(3);
        try
        {
            if (what == 0) File.Delete(path);
            else
            {
                var other = (byte[])bytes.Clone();
                other[chance.Number(other.Length)] ^= (byte)(1 << chance.Number(8));
                File.WriteAllBytes(path, other);
            }
            return (what == 0 ? "a head's file deleted" : "a head's file changed", null, LogVerifier.Verify(_db, _store.Options.Folder));
        }
        finally
        {
            File.WriteAllBytes(path, bytes);
        }
    }

    private static string Show(object? value) => value switch { byte[] b => Convert.ToHexStringLower(b.AsSpan(0, Math.Min(4, b.Length))), null => "null", _ => Convert.ToString(value, CultureInfo.InvariantCulture)! };

    public void Dispose() => _db.Dispose();
}
