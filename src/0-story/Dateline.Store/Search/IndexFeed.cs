using System.Data.Common;
using Dateline.News;
using Dateline.Store.Database;
using Dateline.Store.Stories;
using Dateline.Store.Wire;

namespace Dateline.Store.Search;

/// <summary>
/// Keeps one index in step with the store: reads what came after the index's own cursor, and writes entries and cursor in one commit.
/// An index that is gone, broken, another store's or of another history is thrown away and made from the beginning, while the server goes on.
/// </summary>
internal abstract class IndexFeed(NewsStore store, SearchIndex index)
{
    /// <summary>How many changes are read at a time: their words are in memory together.</summary>
    protected abstract int ReadAtOnce { get; }

    /// <summary>How many changes one commit takes in at most. Large commits make full-text segments that need less merging later.</summary>
    protected abstract int MostInOneCommit { get; }

    /// <summary>Whether the last step left changes for another.</summary>
    internal bool IsFull { get; private set; }

    private static readonly byte[] NoHash = new byte[32];

    /// <summary>The index it feeds.</summary>
    internal SearchIndex Index => index;

    /// <summary>What went wrong last; null where the last step did its work.</summary>
    internal Exception? LastFailure { get; private set; }

    /// <summary>The store.</summary>
    protected NewsStore Store => store;

    /// <summary>Takes in the next changes; how many there were. Never throws: trouble with an index is no trouble of the store.</summary>
    internal int Step()
    {
        try
        {
            if (index.IsSuspect) index.Discard();
            var done = index.TryOpen() ? Follow() : 0;
            LastFailure = null;
            return done;
        }
        catch (Exception e) when (e is DbException or StoreException or IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            LastFailure = e;
            Recover(e);
            return 0;
        }
    }

    private void Recover(Exception failure)
    {
        try
        {
            if (failure is DbException broken && index.IsBroken(broken)) index.Discard();
            else index.Close();
        }
        catch (Exception e) when (e is DbException or IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            LastFailure = e;
        }
    }

    private int Follow()
    {
        var (place, isOld) = ((IndexPlace?)null, false);
        index.Peek(db => (place, isOld) = (index.Place(db), index.IsOfAnotherForm(db)));
        var batch = isOld ? null : store.Read(db => Read(db, place));
        if (batch is null)
        {
            // Another store's, another history, or another build's: nothing in it is to be believed.
            index.Discard();
            return index.TryOpen() ? 1 : 0;
        }
        IsFull = false;
        if (batch.Changes == 0) return 0;
        var taken = 0;
        index.Write(db =>
        {
            // Another history in between ends the commit; the next step sees it.
            for (var next = batch; next is { Changes: > 0 }; next = IsFull ? null : store.Read(read => Read(read, place)))
            {
                if (next.Place.Cursor <= (place?.Cursor ?? 0)) throw new InvalidOperationException("The cursor of an index did not move on: the same changes would be taken in for ever.");
                Take(db, next);
                (place, taken) = (next.Place, taken + next.Changes);
                IsFull = taken >= MostInOneCommit;
            }
        });
        return taken;
    }

    private void Take(Db db, IndexBatch batch)
    {
        foreach (var key in batch.Gone) index.Drop(db, key);
        // In the order of their ids: that is how full-text segments are built fastest.
        foreach (var document in batch.Documents.OrderBy(d => d.Id)) index.Put(db, document);
        index.Move(db, batch.Place);
    }

    private IndexBatch? Read(Db db, IndexPlace? place)
    {
        var (epoch, position, hash) = WireLog.Head(db);
        var id = NewsStore.IdOf(db);
        if (place is not null && (place.Store != id || place.Epoch != epoch || place.Cursor > Newest(db) || !IsOfThisLog(db, place))) return null;
        var start = place ?? new IndexPlace(id, epoch, 0, 0, NoHash);
        return ReadAfter(db, start with { Position = position, Hash = hash }, start.Cursor);
    }

    private static bool IsOfThisLog(Db db, IndexPlace place) =>
        place.Position == 0 || db.One("select hash from wire_log where position = $1", static r => r.Bytes(0), place.Position) is { } hash && hash.AsSpan().SequenceEqual(place.Hash);

    /// <summary>The newest change there is.</summary>
    internal abstract long Newest(Db db);

    /// <summary>What came after <paramref name="cursor"/>; <paramref name="seen"/> is the place as it is but for the cursor.</summary>
    protected abstract IndexBatch ReadAfter(Db db, IndexPlace seen, long cursor);
}

/// <summary>What one step takes in.</summary>
/// <param name="Changes">How many changes it stands for.</param>
/// <param name="Documents">The entries to write.</param>
/// <param name="Gone">The keys of entries to take out.</param>
/// <param name="Place">How far the index is then.</param>
internal sealed record IndexBatch(int Changes, IReadOnlyList<SearchDocument> Documents, IReadOnlyList<string> Gone, IndexPlace Place);

/// <summary>Feeds the newsroom's index by the numbers that every change of a story takes: the last changed story has the highest id.</summary>
internal sealed class NewsroomFeed(NewsStore store, SearchIndex index) : IndexFeed(store, index)
{
    protected override int ReadAtOnce => 100;

    protected override int MostInOneCommit => 2_000;

    internal override long Newest(Db db) => db.Number("select change_seq from log_head where id = 1") ?? 0;

    protected override IndexBatch ReadAfter(Db db, IndexPlace seen, long cursor)
    {
        var documents = StoryTable.ChangedAfter(db, cursor, ReadAtOnce).ConvertAll(c => SearchDocument.OfNewsroom(c.Story, c.Change));
        return new(documents.Count, documents, [], seen with { Cursor = documents.Count == 0 ? cursor : documents[^1].Id });
    }
}

/// <summary>
/// Feeds the public index from the wire log, and from nothing else: each row says which address to look at, and what the gate shows there at this instant
/// is what the index has of it. What is not public now is never written to it.
/// </summary>
internal sealed class PublicFeed(NewsStore store, SearchIndex index) : IndexFeed(store, index)
{
    protected override int ReadAtOnce => 400;

    protected override int MostInOneCommit => 400;

    internal override long Newest(Db db) => WireLog.Head(db).Position;

    protected override IndexBatch ReadAfter(Db db, IndexPlace seen, long cursor)
    {
        var rows = WireLog.PagesAfter(db, cursor, ReadAtOnce);
        if (rows.Count == 0) return new(0, [], [], seen with { Cursor = cursor });
        var (documents, gone, now) = (new List<SearchDocument>(), new List<string>(), Store.Clock.Now());
        foreach (var page in rows.Select(r => r.Page).OfType<string>().Distinct())
            if (Document(db, page, now) is { } document) documents.Add(document);
            else gone.Add(page);
        return new(rows.Count, documents, gone, seen with { Cursor = rows[^1].Position });
    }

    /// <summary>What the public sees at an address now, as an entry; null: nothing.</summary>
    private static SearchDocument? Document(Db db, string page, Instant now)
    {
        if (PublicStories.Showing(db, page, now) is not { Standing.PublicSince: { } since } story) return null;
        if (PublicStories.Text(db, story.Id) is not var (version, _, content)) return null;
        return SearchDocument.OfPublic(story, WireLog.PositionSince(db, story.Id, since), version, content);
    }
}
