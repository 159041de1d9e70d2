using Dateline.News;
using Dateline.Store.Database;
using Dateline.Store.Keeping;
using Dateline.Store.Stories;
using Dateline.Store.Writing;

namespace Dateline.Store.Deliveries;

/// <summary>Which photos went to a destination as files, under which names: noted with the attempt, before a byte leaves, and kept for ever.</summary>
public static class SentPhotos
{
    /// <summary>Notes one. Whoever gets a picture with a story is among those whom a kill of the picture's own item must reach.</summary>
    public static void Note(StoreTransaction tx, string destination, Guid story, int version, string name, Story? item)
    {
        tx.Db.Execute("insert into sent_photo (destination, story, name, version, item, first_attempt) values ($1, $2, $3, $4, $5, $6) on conflict do nothing", destination, story, name, version, item?.Id, tx.Now);
        if (item is { Standing.Version: > 0 } && item.Id != story) Recipients.Note(tx, destination, item.Id, item.Standing.Version);
    }

    /// <summary>The names under which a destination was ever sent a story's photos, or the photo that is itself the item, in order.</summary>
    public static List<string> Of(Db db, string destination, Guid storyOrItem) =>
        db.Many("select distinct name from sent_photo where destination = $1 and (story = $2 or item = $2) order by name", static r => r.Text(0), destination, storyOrItem);
}
