using Dateline.News;
using Dateline.Store.Database;

namespace Dateline.Store.Stories;

/// <summary>How one story at a public address stands, without a word of what it says: all the gate needs.</summary>
/// <param name="Id">The story.</param>
/// <param name="Page">The address.</param>
/// <param name="Chain">The chain.</param>
/// <param name="Language">The language's primary subtag.</param>
/// <param name="Standing">How it stands on the wire.</param>
/// <param name="FirstSent">When its first version was sent.</param>
/// <param name="LastSent">When its newest version was sent.</param>
public sealed record PublicStanding(Guid Id, string Page, Guid Chain, string Language, Standing Standing, Instant FirstSent, Instant LastSent)
{
    /// <summary>From when the public could see any version of it; null where it never could.</summary>
    public Instant? PublicFrom => Standing.FirstPublic ?? Standing.PublicSince;
}

/// <summary>
/// What an output reads of stories: first how they stand, so that the gate is asked before a word of them is read,
/// and then only what the wire has (versions), never the newsroom's draft.
/// </summary>
public static class PublicStories
{
    private const string Columns = """
        s.id, s.page, s.chain, s.language, s.state, s.head_version, s.head_status, s.usable_from, s.is_advisory, s.no_web, s.expires, s.public_since, s.first_public, s.first_sent, s.last_sent, s.awaits_person
        """;

    /// <summary>
    /// The stories at an address, the newest on the wire first; none where the public may see none of them now and learn of none that it is gone.
    /// Then it is one question, to an index that holds its answer: it takes as long as for an address that was never given.
    /// </summary>
    public static List<PublicStanding> At(Db db, string page, Instant now) => db.Number(Concerning, page, now) is null ? [] :
        db.Many($"select {Columns} from story s where s.page = $1 and s.head_version > 0 order by s.first_sent desc, s.id desc", Read, page);

    /// <summary>What stands at an address now: the newest story there that the gate opens to the public; null: nothing.</summary>
    public static PublicStanding? Showing(Db db, string page, Instant now) => At(db, page, now).FirstOrDefault(s => Gate.Ask(s.Standing, Audience.Public, now) == GateVerdict.Open);

    /// <summary>The address a story has, whoever may see it; null: none yet.</summary>
    public static string? AddressOf(Db db, Guid story) => db.One("select page from story where id = $1", static r => r.TextOrNull(0), story);

    /// <summary>The next moment after <paramref name="now"/> at which a story at an address opens to the public by time alone; null: none does, as things are.</summary>
    public static Instant? Opens(Db db, string page, Instant now) =>
        db.One("select min(public_since) from story where page = $1 and public_since > $2", static r => r.InstantOrNull(0), page, now);

    private static readonly string Concerning =
        $"select 1 from story where page = $1 and (public_since <= $2 and (expires is null or expires > $2) or head_status = {(int)PubStatus.Canceled} and first_public is not null) limit 1";

    /// <summary>
    /// What an output may list now, newest first: for each address the newest story that is public. A filter only: ask the gate about each before it is shown.
    /// </summary>
    /// <param name="db">The connection.</param>
    /// <param name="language">Only this language (primary subtag); null: all.</param>
    /// <param name="now">The moment.</param>
    /// <param name="count">At most so many.</param>
    public static List<PublicStanding> Listed(Db db, string? language, Instant now, int count)
    {
        var sql = ListedSql(language is null ? "" : "and s.language = $3");
        return language is null ? db.Many(sql, Read, now, count) : db.Many(sql, Read, now, count, language);
    }

    /// <summary>As <see cref="Listed"/>, of what became public from one moment on and before another.</summary>
    public static List<PublicStanding> ListedBetween(Db db, string? language, Instant now, Instant from, Instant before, int count)
    {
        var sql = ListedSql("and s.public_since >= $3 and s.public_since < $4" + (language is null ? "" : " and s.language = $5"));
        return language is null ? db.Many(sql, Read, now, count, from, before) : db.Many(sql, Read, now, count, from, before, language);
    }

    // The plus keeps SQLite from looking for newer ones among everything that is listed: by the address there are few.
    private static string ListedSql(string more) => $"""
        select {Columns} from story s
        where s.listed = 1 {more} and s.public_since <= $1 and (s.expires is null or s.expires > $1)
          and not exists (select 1 from story n where n.page = s.page and +n.listed = 1 and +n.public_since <= $1 and (n.expires is null or n.expires > $1)
            and (n.first_sent > s.first_sent or (n.first_sent = s.first_sent and n.id > s.id)))
        order by s.public_since desc, s.first_sent desc, s.id desc limit $2
        """;

    /// <summary>The newest moment before <paramref name="before"/> at which something that is listed now became public; null: none. A filter only, as <see cref="Listed"/> is.</summary>
    public static Instant? NewestBefore(Db db, string? language, Instant now, Instant before) => Edge(db, language, now, "s.public_since < $2", "desc", before);

    /// <summary>The oldest such moment from <paramref name="from"/> on; null: none.</summary>
    public static Instant? OldestFrom(Db db, string? language, Instant now, Instant from) => Edge(db, language, now, "s.public_since >= $2", "asc", from);

    private static Instant? Edge(Db db, string? language, Instant now, string where, string order, Instant at)
    {
        var sql = $"""
            select s.public_since from story s
            where s.listed = 1 {(language is null ? "" : "and s.language = $3")} and s.public_since <= $1 and {where} and (s.expires is null or s.expires > $1) and s.head_status = 0 and s.state <> {(int)StoryState.Unpublished} and s.is_advisory = 0 and s.no_web = 0 and s.awaits_person = 0
            order by s.public_since {order} limit 1
            """;
        return language is null ? db.One(sql, static r => r.InstantOrNull(0), now, at) : db.One(sql, static r => r.InstantOrNull(0), now, at, language);
    }

    /// <summary>What a story's newest text says and when it last changed; null where there is no text, or it is sealed.</summary>
    public static (int Version, Instant Changed, StoryContent Content)? Text(Db db, Guid story) => db.One<(int, Instant, StoryContent)?>("""
        select v.number, (select min(w.at) from version w where w.story = v.story and w.content_hash = v.content_hash), v.content
        from version v where v.story = $1 and v.status = 0 and v.sealed = 0 order by v.number desc limit 1
        """, static r => (r.Int(0), r.Instant(1), StoryJson.ReadContent(r.Bytes(2))), story);

    /// <summary>The notices readers were given with one story, oldest first. Ask the gate about the story first: a notice tells of it.</summary>
    public static List<PublicNotice> Notices(Db db, Guid story) =>
        db.Many("select notice_kind, notice, at from version where story = $1 and notice is not null order by number", static r => new PublicNotice(r.Enum<NoticeKind>(0), r.Text(1), r.Instant(2)), story);

    /// <summary>
    /// The stories that gave readers a notice they could read, with that notice, the latest first. A filter only: ask the gate about each. What is hidden takes none of the
    /// <paramref name="count"/> places, else the last of the list would tell of it by its absence.
    /// </summary>
    public static List<(PublicStanding Story, PublicNotice Notice)> LatestNotices(Db db, string? language, Instant now, int count)
    {
        var sql = $"""
            select {Columns}, v.notice_kind, v.notice, v.at from version v join story s on s.id = v.story
            where v.notice is not null and s.listed = 1 {(language is null ? "" : "and s.language = $3")} and s.public_since <= $1 and (s.expires is null or s.expires > $1)
              and v.at >= coalesce(s.first_public, s.public_since)
            order by v.at desc, v.position desc limit $2
            """;
        static (PublicStanding, PublicNotice) Map(Row r) => (Read(r), new PublicNotice(r.Enum<NoticeKind>(16), r.Text(17), r.Instant(18)));
        return language is null ? db.Many(sql, Map, now, count) : db.Many(sql, Map, now, count, language);
    }

    private static PublicStanding Read(Row r) =>
        new(r.Id(0), r.Text(1), r.Id(2), r.TextOrNull(3) ?? "und", StoryTable.ReadStanding(r, 4, awaits: 15), r.Instant(13), r.InstantOrNull(14) ?? r.Instant(13));
}
