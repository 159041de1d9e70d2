using Dateline.News;
using Dateline.Store.Database;
using Dateline.Store.Keeping;
using Dateline.Store.Writing;

namespace Dateline.Store.Stories;

/// <summary>Somebody asks that a killed story come back. A second person agrees to it, or it ends by itself.</summary>
/// <param name="Who">Who asks, by pseudonym.</param>
/// <param name="At">Since when.</param>
/// <param name="Until">When it ends, if nothing ends it before.</param>
/// <param name="Reason">Why it may come back: what the advisory tells clients' editors.</param>
/// <param name="Text">The tag of the text that is to go; null: as it last went out.</param>
public sealed record ReinstateRequest(string Who, Instant At, Instant Until, string Reason, string? Text);

/// <summary>Such requests as rows: one for each story. An alarm tells the others of it, and ends with it.</summary>
public static class ReinstateRequests
{
    /// <summary>How long one stands.</summary>
    public static TimeSpan Stands { get; } = TimeSpan.FromHours(24);

    /// <summary>The one of a story that stands at <paramref name="now"/>; null: there is none.</summary>
    public static ReinstateRequest? Of(Db db, Guid story, Instant now) =>
        db.One("select who, at, until, reason, text from reinstate_request where story = $1 and until > $2", static r => new ReinstateRequest(r.Text(0), r.Instant(1), r.Instant(2), r.Text(3), r.TextOrNull(4)), story, now);

    /// <summary>Asks; what was asked for the story before is over.</summary>
    /// <param name="tx">The transaction.</param>
    /// <param name="story">The story, which was killed.</param>
    /// <param name="who">Who asks, by pseudonym.</param>
    /// <param name="reason">Why it may come back.</param>
    /// <param name="text">The tag of the text that is to go; null: as it last went out.</param>
    public static void Ask(StoreTransaction tx, Story story, string who, string reason, string? text)
    {
        End(tx, story.Id, who);
        var alarm = Alarms.Raise(tx, "reinstate-asked", $"{story.Content.Slugline?.Text ?? story.Guid}: somebody asks to reinstate this killed story. A second person who may kill agrees or declines in the story's own screen. Reason: {reason}", story.Id);
        tx.Db.Execute("insert into reinstate_request (story, who, at, until, reason, text, alarm) values ($1, $2, $3, $4, $5, $6, $7)", story.Id, who, tx.Now, tx.Now + Stands, reason, text, alarm);
    }

    /// <summary>Ends it: it was agreed to, declined or taken back by <paramref name="who"/>. False: there was none that stood.</summary>
    public static bool End(StoreTransaction tx, Guid story, string who)
    {
        if (tx.Db.One("select alarm, until from reinstate_request where story = $1", static r => ((Guid Alarm, Instant Until)?)(r.Id(0), r.Instant(1)), story) is not { } asked) return false;
        Alarms.Close(tx, asked.Alarm, who);
        tx.Db.Execute("delete from reinstate_request where story = $1", story);
        return asked.Until > tx.Now;
    }

    /// <summary>After a restore nobody knows which of them were declined since: all are over.</summary>
    internal static void AfterRestore(StoreTransaction tx)
    {
        foreach (var story in tx.Db.Many("select story from reinstate_request", static r => r.Id(0))) End(tx, story, "operator");
    }
}
