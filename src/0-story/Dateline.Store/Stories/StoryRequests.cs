using Dateline.News;
using Dateline.Store.Database;
using Dateline.Store.Writing;

namespace Dateline.Store.Stories;

/// <summary>Somebody asks for a story that another has. It takes nothing from that one, and ends by itself.</summary>
/// <param name="Who">Who asks, by pseudonym.</param>
/// <param name="At">Since when.</param>
/// <param name="Until">When it ends, if nothing ends it before.</param>
/// <param name="Declined">When who has the story said "not now"; null: not said.</param>
public sealed record StoryRequest(string Who, Instant At, Instant Until, Instant? Declined);

/// <summary>Requests as rows: one for each person and story.</summary>
public static class StoryRequests
{
    /// <summary>How long one stands.</summary>
    public static TimeSpan Stands { get; } = TimeSpan.FromMinutes(3);

    /// <summary>Those of a story that stand at <paramref name="now"/>, the oldest first; a declined one as long as it would have stood.</summary>
    public static List<StoryRequest> Of(Db db, Guid story, Instant now) =>
        db.Many("select who, at, until, declined from story_request where story = $1 and until > $2 order by at, who", Read, story, now);

    /// <summary>Asks; who asks again asks anew. What has ended is cleared away.</summary>
    public static void Ask(StoreTransaction tx, Guid story, string who)
    {
        tx.Db.Execute("delete from story_request where until <= $1 or (story = $2 and who = $3)", tx.Now, story, who);
        tx.Db.Execute("insert into story_request (story, who, at, until) values ($1, $2, $3, $4)", story, who, tx.Now, tx.Now + Stands);
    }

    /// <summary>Says "not now" to one; false: it does not stand.</summary>
    public static bool Decline(StoreTransaction tx, Guid story, string who) =>
        tx.Db.Execute("update story_request set declined = $3 where story = $1 and who = $2 and until > $3 and declined is null", story, who, tx.Now) > 0;

    /// <summary>Ends one: it is withdrawn, or who asked has the story. False: there was none that stood.</summary>
    public static bool End(StoreTransaction tx, Guid story, string who) =>
        tx.Db.Execute("delete from story_request where story = $1 and who = $2 and until > $3", story, who, tx.Now) > 0;

    private static StoryRequest Read(Row r) => new(r.Text(0), r.Instant(1), r.Instant(2), r.InstantOrNull(3));
}
