using System.Security.Cryptography;
using System.Text;
using Dateline.News;
using Dateline.Store.Database;
using Dateline.Store.Writing;

namespace Dateline.Store.Stories;

/// <summary>Whom a draft is to be shown to.</summary>
/// <param name="Name">Their name: stands on the page, and on the sheet of a kill.</param>
/// <param name="Organisation">Whom they are with; null: not said.</param>
/// <param name="Reach">How they are reached, a phone or an address; null: not said.</param>
public sealed record Outsider(string Name, string? Organisation = null, string? Reach = null)
{
    /// <summary>Their name, with whom they are with.</summary>
    public string Named => Organisation is null ? Name : $"{Name} ({Organisation})";
}

/// <summary>A link by which one person outside reads a story as it was last saved.</summary>
/// <param name="Id">Its id: names it in the audit, and opens nothing.</param>
/// <param name="Story">The story.</param>
/// <param name="To">Whom it is for.</param>
/// <param name="Who">Who made it, by pseudonym.</param>
/// <param name="Made">When.</param>
/// <param name="Until">When it ends by itself.</param>
/// <param name="Revoked">When somebody ended it before that; null: nobody did.</param>
/// <param name="RevokedBy">Who, by pseudonym.</param>
/// <param name="Openings">How often it was opened.</param>
/// <param name="Opened">When last; null: never.</param>
/// <param name="Told">When the recipient was last told that the story is withdrawn; null: never.</param>
/// <param name="ToldOf">Of which withdrawal, by its position on the wire log: who was told of a hold has not heard of the kill.</param>
/// <param name="ToldBy">Who told them, by pseudonym.</param>
/// <param name="ToldHow">How, and whom, in that one's words.</param>
public sealed record DraftLink(Guid Id, Guid Story, Outsider To, string Who, Instant Made, Instant Until, Instant? Revoked, string? RevokedBy, int Openings, Instant? Opened, Instant? Told, long? ToldOf, string? ToldBy, string? ToldHow)
{
    /// <summary>Whether nothing of its own ends it at <paramref name="now"/>. Whether the story may be shown is another question.</summary>
    public bool Stands(Instant now) => Revoked is null && now < Until;
}

/// <summary>
/// Links that show drafts, as rows. Of a link's token only its hash is kept, so a copy of the database opens nothing. The rows stay: who was shown a story
/// must be known when it is killed. The audit names a link and never its recipient.
/// </summary>
public static class DraftLinks
{
    private const int TokenLength = 52;
    private const string Columns = "id, story, recipient, organisation, reach, who, made, until, revoked, revoked_by, openings, opened, told, told_of, told_by, told_how";
    private static readonly int ColumnCount = Columns.Split(',').Length;

    /// <summary>Makes a link and gives its token: the only time it is seen.</summary>
    public static (string Token, DraftLink Link) Create(StoreTransaction tx, Story story, Outsider to, TimeSpan life, string by)
    {
        var token = tx.Ids.NewToken(TokenLength);
        var link = new DraftLink(tx.Ids.NewId(), story.Id, to, by, tx.Now, tx.Now + life, null, null, 0, null, null, null, null, null);
        tx.Db.Execute("insert into draft_link (id, sha, story, recipient, organisation, reach, who, made, until) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            link.Id, Sha(token), link.Story, to.Name, to.Organisation, to.Reach, by, link.Made, link.Until);
        tx.Audit(by, "draft-link", story.Guid, $"{link.Id:D} until {link.Until}");
        return (token, link);
    }

    /// <summary>The link of that token, over or not; null: there is none.</summary>
    public static DraftLink? Find(Db db, string? token) =>
        token is { Length: TokenLength } ? db.One($"select {Columns} from draft_link where sha = $1", Read, Sha(token)) : null;

    /// <summary>The link of that id.</summary>
    public static DraftLink? Find(Db db, Guid id) => db.One($"select {Columns} from draft_link where id = $1", Read, id);

    /// <summary>A story's links, the newest first.</summary>
    public static List<DraftLink> Of(Db db, Guid story) => db.Many($"select {Columns} from draft_link where story = $1 order by made desc, id desc", Read, story);

    /// <summary>Those of a story by which it was read, the first reader first.</summary>
    public static List<DraftLink> OpenedOf(Db db, Guid story) => db.Many($"select {Columns} from draft_link where story = $1 and openings > 0 order by made, id", Read, story);

    /// <summary>The stories that somebody outside has read and that are withdrawn now: killed, on hold or taken down.</summary>
    public static List<Guid> StoriesWithdrawn(Db db) => db.Many("select distinct l.story from draft_link l join story s on s.id = l.story where l.openings > 0 and s.state in ($1, $2, $3)",
        static r => r.Id(0), StoryState.Killed, StoryState.OnHold, StoryState.TakenDown);

    // The links that were opened first: stories that were killed are many more after years. "cross join" keeps it so.
    /// <summary>Who outside has read a story that is withdrawn now and was not told of it, by their links, the first made first; each with the row of the wire log that withdrew it last.</summary>
    public static List<(DraftLink Link, long Position)> WithdrawnUntold(Db db) =>
        [.. db.Many($"""
            select {string.Join(", ", Columns.Split(", ").Select(static c => "l." + c))}, (select max(w.position) from wire_log w where w.story = l.story and w.action in ($4, $5, $6)) from draft_link l cross join story s
            where s.id = l.story and l.openings > 0 and s.state in ($1, $2, $3) order by l.made, l.id
            """, static r => (Link: Read(r), Position: r.LongOrNull(ColumnCount)), StoryState.Killed, StoryState.OnHold, StoryState.TakenDown, ReleaseAction.Hold, ReleaseAction.Kill, ReleaseAction.Takedown)
            .Where(static l => l.Position is not null && l.Link.ToldOf != l.Position).Select(static l => (l.Link, l.Position!.Value))];

    /// <summary>Notes that it was opened, and which text was shown: in the transaction that reads the text, before any of it leaves.</summary>
    public static void Opened(StoreTransaction tx, DraftLink link, Story story)
    {
        tx.Db.Execute("update draft_link set openings = openings + 1, opened = $2 where id = $1", link.Id, tx.Now);
        tx.Audit("outside", "draft-open", story.Guid, $"{link.Id:D} text {Convert.ToHexStringLower(StoryTable.Hash(story.Content).AsSpan(0, 8))}");
    }

    /// <summary>Ends one; false: it was over already.</summary>
    public static bool Revoke(StoreTransaction tx, DraftLink link, Story story, string by)
    {
        if (tx.Db.Execute("update draft_link set revoked = $2, revoked_by = $3 where id = $1 and revoked is null and until > $2", link.Id, tx.Now, by) == 0) return false;
        tx.Audit(by, "draft-revoke", story.Guid, link.Id.ToString("D"));
        return true;
    }

    /// <summary>Notes that its recipient knows that the story is withdrawn.</summary>
    /// <param name="tx">The transaction.</param>
    /// <param name="link">The link.</param>
    /// <param name="story">The story.</param>
    /// <param name="position">By which row of the wire log it was withdrawn.</param>
    /// <param name="how">How, and whom, in a person's words.</param>
    /// <param name="by">Who told them, by pseudonym.</param>
    public static void Tell(StoreTransaction tx, DraftLink link, Story story, long position, string how, string by)
    {
        tx.Db.Execute("update draft_link set told = $2, told_of = $3, told_by = $4, told_how = $5 where id = $1", link.Id, tx.Now, position, by, how);
        tx.Audit(by, "draft-told", story.Guid, link.Id.ToString("D"));
    }

    /// <summary>After a restore nobody knows which of them were revoked since: all are over.</summary>
    internal static void AfterRestore(StoreTransaction tx) =>
        tx.Db.Execute("update draft_link set revoked = $1, revoked_by = 'operator' where revoked is null and until > $1", tx.Now);

    private static byte[] Sha(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    private static DraftLink Read(Row r) => new(r.Id(0), r.Id(1), new(r.Text(2), r.TextOrNull(3), r.TextOrNull(4)), r.Text(5), r.Instant(6), r.Instant(7), r.InstantOrNull(8), r.TextOrNull(9), r.Int(10), r.InstantOrNull(11), r.InstantOrNull(12), r.LongOrNull(13), r.TextOrNull(14), r.TextOrNull(15));
}
