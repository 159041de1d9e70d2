using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Dateline.News;
using Dateline.Store.Database;
using Dateline.Store.Writing;

namespace Dateline.Store.Stories;

/// <summary>A story's name and how it stands, where what it says does not matter.</summary>
/// <param name="Guid">Its guid.</param>
/// <param name="Standing">How it stands.</param>
public sealed record StoryStanding(string Guid, Standing Standing);

/// <summary>Stories as rows. Reading works on any connection, writing inside a transaction.</summary>
public static class StoryTable
{
    internal const string Columns = """
        id, guid, chain, kind, created, updated, desk, stage, revision, content, content_hash, links, touched, locked_by, locked_at,
        source, source_guid, source_version, source_version_created, auto_send,
        state, head_version, head_status, usable_from, is_advisory, no_web, expires, public_since, first_public, head_position, first_sent, last_sent, page, awaits_person, marked_for
        """;

    private static readonly int ColumnCount = Columns.Split(',').Length;

    /// <summary>The story of that id, or null.</summary>
    public static Story? Find(Db db, Guid id) => db.One($"select {Columns} from story where id = $1", Read, id);

    /// <summary>How the story of that id stands, without what it says; null: there is no such story.</summary>
    public static StoryStanding? StandingOf(Db db, Guid id) => db.One("""
        select guid, state, head_version, head_status, usable_from, is_advisory, no_web, expires, public_since, first_public, awaits_person from story where id = $1
        """, static r => new StoryStanding(r.Text(0), ReadStanding(r, 1, awaits: 10)), id);

    /// <summary>What may be done with a version; null: there is no such version.</summary>
    public static PubStatus? StatusOf(Db db, Guid story, int version) => db.One<PubStatus?>("select status from version where story = $1 and number = $2", static r => r.Enum<PubStatus>(0), story, version);

    /// <summary>The story of that guid, or null.</summary>
    public static Story? FindByGuid(Db db, string guid) => db.One($"select {Columns} from story where guid = $1", Read, guid);

    /// <summary>The stories made from an item of a source, newest first: one, or several where the desk made more of it.</summary>
    public static List<Story> OfSourceItem(Db db, long source, string guid) =>
        db.Many($"select {Columns} from story where source = $1 and source_guid = $2 order by created desc", Read, source, guid);

    /// <summary>The guid under which an item of a source was out as a story of ours at a moment, the newest where several were; null where none was.</summary>
    internal static string? SentGuid(Db db, long source, string guid, Instant at) =>
        db.One("select guid from story where source = $1 and source_guid = $2 and first_sent <= $3 order by created desc limit 1", static r => r.Text(0), source, guid, at);

    /// <summary>All stories of a chain, oldest first.</summary>
    public static List<Story> Chain(Db db, Guid chain) => db.Many($"select {Columns} from story where chain = $1 order by created, id", Read, chain);

    /// <summary>The stories that share a public address, the newest on the wire first.</summary>
    public static List<Story> OnPage(Db db, string page) => db.Many($"select {Columns} from story where page = $1 order by first_sent desc, id desc", Read, page);

    /// <summary>The stories that refer to <paramref name="guid"/> by a link of <paramref name="kind"/>.</summary>
    public static List<Story> LinkingTo(Db db, LinkKind kind, string guid) =>
        db.Many($"select {Columns} from story where id in (select story from story_link where guid = $1 and kind = $2)", Read, guid, kind);

    /// <summary>The public address of the story of that guid; null where there is no such story, or it has none yet.</summary>
    public static string? PageOf(Db db, string guid) => db.One("select page from story where guid = $1", static r => r.TextOrNull(0), guid);

    /// <summary>
    /// The stories that refer to <paramref name="guid"/> in any way: as a link, in a package's group, as a picture they show.
    /// The kinds say how; one story may refer in several ways.
    /// </summary>
    public static List<(Guid Story, LinkKind Kind)> Referring(Db db, string guid) =>
        db.Many("select story, kind from story_link where guid = $1", static r => (r.Id(0), r.Enum<LinkKind>(1)), guid);

    /// <summary>The newest stories in one of <paramref name="states"/> (all where there are none), changed before <paramref name="before"/>.</summary>
    /// <param name="db">The connection.</param>
    /// <param name="states">The states; none: all.</param>
    /// <param name="before">Where the next page begins: when the last story shown was changed.</param>
    /// <param name="count">At most so many.</param>
    /// <param name="beforeId">The last story shown: those changed in one commit share the moment. Null: all of that moment are left out.</param>
    public static List<Story> Latest(Db db, IReadOnlyCollection<StoryState> states, Instant before, int count, Guid? beforeId = null)
    {
        var list = states.Count == 0 ? "" : $"state in ({string.Join(',', states.Select(s => (int)s).Order())}) and ";
        return db.Many($"select {Columns} from story where {list} (updated, id) < ($1, $2) order by updated desc, id desc limit $3", Read, before, beforeId ?? Guid.Empty, count);
    }

    /// <summary>
    /// The stories that an output may show now, newest first: one for each page, the newest that is public.
    /// A filter only: ask the gate about each before it is shown.
    /// </summary>
    /// <param name="db">The connection.</param>
    /// <param name="language">Only this language (primary subtag); null: all.</param>
    /// <param name="now">The moment.</param>
    /// <param name="before">Only those public since before this; for paging.</param>
    /// <param name="count">At most so many.</param>
    /// <param name="beforeId">The last story shown: many become public in one moment. Null: all of that moment are left out.</param>
    public static List<Story> Listed(Db db, string? language, Instant now, Instant before, int count, Guid? beforeId = null)
    {
        // The plus keeps SQLite from looking for newer ones among everything that is listed: by the address there are few.
        var sql = $"""
            select {Columns} from story s
            where listed = 1 {(language is null ? "" : "and language = $5")} and public_since <= $1 and (public_since, id) < ($2, $3) and (expires is null or expires > $1)
              and not exists (select 1 from story n where n.page = s.page and +n.listed = 1 and +n.public_since <= $1 and (n.expires is null or n.expires > $1) and (n.first_sent > s.first_sent or (n.first_sent = s.first_sent and n.id > s.id)))
            order by public_since desc, id desc limit $4
            """;
        return language is null ? db.Many(sql, Read, now, before, beforeId ?? Guid.Empty, count) : db.Many(sql, Read, now, before, beforeId ?? Guid.Empty, count, language);
    }

    /// <summary>The next moment after <paramref name="now"/> at which what is listed changes by time alone; null: never.</summary>
    public static Instant? NextListedChange(Db db, Instant now)
    {
        var opens = db.One("select public_since from story where listed = 1 and public_since > $1 order by public_since limit 1", static r => r.InstantOrNull(0), now);
        var ends = db.One("select expires from story where expires is not null and expires > $1 order by expires limit 1", static r => r.InstantOrNull(0), now);
        return opens is { } o && ends is { } e ? Instant.Min(o, e) : opens ?? ends;
    }

    /// <summary>The stories whose newest change comes after <paramref name="change"/>, in the order of these changes.</summary>
    public static List<(Story Story, long Change)> ChangedAfter(Db db, long change, int count) =>
        db.Many($"select {Columns}, change_seq from story where change_seq > $1 order by change_seq limit $2", static r => (Read(r), r.Long(ColumnCount)), change, count);

    /// <summary>The saved content of one revision, or null.</summary>
    public static StoryContent? Revision(Db db, Guid story, int number) =>
        db.One("select content from revision where story = $1 and number = $2", static r => r.Bytes(0), story, number) is { } bytes ? StoryJson.ReadContent(bytes) : null;

    /// <summary>All revisions, newest first: number, when, who, why.</summary>
    public static List<(int Number, Instant At, string Who, string Why)> Revisions(Db db, Guid story) =>
        db.Many("select number, at, who, why from revision where story = $1 order by number desc", static r => (r.Int(0), r.Instant(1), r.Text(2), r.Text(3)), story);

    /// <summary>All versions on the wire, newest first.</summary>
    public static List<StoryVersion> Versions(Db db, Guid story) => db.Many($"select {VersionColumns} from version where story = $1 order by number desc", ReadVersion, story);

    /// <summary>One version, or null.</summary>
    public static StoryVersion? Version(Db db, Guid story, int number) => db.One($"select {VersionColumns} from version where story = $1 and number = $2", ReadVersion, story, number);

    /// <summary>The version that stood on the wire at a moment, or null: there was none yet.</summary>
    public static StoryVersion? VersionAt(Db db, Guid story, Instant at) =>
        db.One($"select {VersionColumns} from version where story = $1 and at <= $2 order by number desc limit 1", ReadVersion, story, at);

    /// <summary>The newest version that carries the story's text (not a hold's or a kill's notice), or null.</summary>
    public static StoryVersion? NewestText(Db db, Guid story) =>
        db.One($"select {VersionColumns} from version where story = $1 and status = 0 order by number desc limit 1", ReadVersion, story);

    /// <summary>The notices readers were given over the story's life, oldest first.</summary>
    public static List<PublicNotice> Notices(Db db, Guid chain, string? language) => db.Many("""
        select v.notice_kind, v.notice, v.at from version v join story s on s.id = v.story
        where s.chain = $1 and (s.language = $2 or $2 is null) and v.notice is not null order by v.at
        """.Replace("$2 is null", language is null ? "1 = 1" : "1 = 0", StringComparison.Ordinal), static r => new PublicNotice(r.Enum<NoticeKind>(0), r.Text(1), r.Instant(2)), chain, language ?? "");

    /// <summary>Writes a new story.</summary>
    public static void Insert(StoreTransaction tx, Story story)
    {
        tx.Db.Execute("""
            insert into story (id, guid, chain, kind, created, updated, desk, stage, revision, content, content_hash, links, touched, locked_by, locked_at,
              source, source_guid, source_version, source_version_created, auto_send,
              state, head_version, head_status, usable_from, is_advisory, no_web, expires, public_since, first_public, head_position, first_sent, last_sent, page,
              language, slugline, headline, urgency, listed, awaits_person, change_seq, marked_for)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $38, $39, $40, $41)
            """, Values(tx, story));
        AddLinks(tx, story);
    }

    /// <summary>Writes a story as it is now.</summary>
    public static void Update(StoreTransaction tx, Story story, bool linksChanged = false)
    {
        tx.Db.Execute("""
            update story set guid = $2, chain = $3, kind = $4, created = $5, updated = $6, desk = $7, stage = $8, revision = $9, content = $10, content_hash = $11, links = $12,
              touched = $13, locked_by = $14, locked_at = $15, source = $16, source_guid = $17, source_version = $18, source_version_created = $19, auto_send = $20,
              state = $21, head_version = $22, head_status = $23, usable_from = $24, is_advisory = $25, no_web = $26, expires = $27, public_since = $28, first_public = $29,
              head_position = $30, first_sent = $31, last_sent = $32, page = $33, language = $34, slugline = $35, headline = $36, urgency = $37, listed = $38, awaits_person = $39, change_seq = $40, marked_for = $41
            where id = $1
            """, Values(tx, story));
        if (!linksChanged) return;
        tx.Db.Execute("delete from story_link where story = $1", story.Id);
        AddLinks(tx, story);
    }

    /// <summary>Keeps what the story says now as a revision, and returns the story with its number.</summary>
    public static Story Keep(StoreTransaction tx, Story story, string who, string why)
    {
        story = story with { Revision = story.Revision + 1 };
        tx.Db.Execute("insert into revision (story, number, at, who, why, content) values ($1, $2, $3, $4, $5, $6)", story.Id, story.Revision, tx.Now, who, why, StoryJson.Write(story.Content));
        return story;
    }

    /// <summary>SHA-256 of the content's JSON.</summary>
    public static byte[] Hash(StoryContent content) => SHA256.HashData(StoryJson.Write(content));

    private static object?[] Values(StoreTransaction tx, Story s)
    {
        var content = StoryJson.Write(s.Content);
        var standing = s.Standing;
        return
        [
            s.Id, s.Guid, s.Chain, s.Kind, s.Created, s.Updated, s.Desk, s.Stage, s.Revision, content, SHA256.HashData(content), LinksText(s.Links), s.Touched, s.LockedBy, s.LockedAt,
            s.Source, s.SourceGuid, s.SourceVersion, s.SourceVersionCreated, s.AutoSend,
            standing.State, standing.Version, standing.Status, UsableFrom(standing.Embargo), standing.IsAdvisory, standing.NoWeb, standing.Expires, standing.PublicSince, standing.FirstPublic,
            s.Position, s.FirstSent, s.LastSent, s.Page,
            s.Content.Language?.Primary, s.Content.Slugline?.Text, s.Content.Headline?.Text, s.Content.Urgency?.Value,
            s.Page is not null && s.HasPage && standing.Version > 0 && standing.PublicSince is not null,
            standing.AwaitsPerson,
            tx.NextChange(),
            s.MarkedFor,
        ];
    }

    /// <summary>An embargo as its column keeps it: null for none; an unclear one is until further notice, one microsecond later.</summary>
    internal static long? UsableFrom(Embargo embargo) =>
        embargo.IsNone ? null : embargo.Ambiguous ? Instant.FarFuture.Microseconds + 1 : embargo.UsableFrom.Microseconds;

    internal static Embargo ReadEmbargo(long? column) => column switch
    {
        null => Embargo.None,
        var far when far > Instant.FarFuture.Microseconds => Embargo.Unclear,
        var far when far == Instant.FarFuture.Microseconds => Embargo.FurtherNotice,
        _ => Embargo.At(new Instant(column.Value)),
    };

    private static void AddLinks(StoreTransaction tx, Story story)
    {
        foreach (var link in story.Links.Concat(story.Content.Groups.SelectMany(g => g.Items)))
            if (link.Guid is not null)
                tx.Db.Execute("insert into story_link (story, kind, guid, version) values ($1, $2, $3, $4) on conflict do nothing", story.Id, link.Kind, link.Guid, link.Version);
        foreach (var picture in story.Content.Pictures)
            if (picture.Guid is not null && picture.Guid != story.SourceGuid)
                tx.Db.Execute("insert into story_link (story, kind, guid) values ($1, $2, $3) on conflict do nothing", story.Id, LinkKind.Media, picture.Guid);
    }

    private static string? LinksText(IReadOnlyList<ItemLink> links) =>
        links.Count == 0 ? null : Encoding.UTF8.GetString(StoryJson.Write(new NewsItem { Guid = "-", Links = links }));

    internal static Story Read(Row r) => new()
    {
        Id = r.Id(0),
        Guid = r.Text(1),
        Chain = r.Id(2),
        Kind = r.Enum<ItemKind>(3),
        Created = r.Instant(4),
        Updated = r.Instant(5),
        Desk = r.Text(6),
        Stage = r.Text(7),
        Revision = r.Int(8),
        Content = StoryJson.ReadContent(r.Bytes(9)),
        ContentHash = r.Bytes(10),
        Links = r.TextOrNull(11) is { } links ? StoryJson.ReadItem(Encoding.UTF8.GetBytes(links)).Links : [],
        Touched = r.Flag(12),
        LockedBy = r.TextOrNull(13),
        LockedAt = r.InstantOrNull(14),
        Source = r.LongOrNull(15),
        SourceGuid = r.TextOrNull(16),
        SourceVersion = r.TextOrNull(17),
        SourceVersionCreated = r.InstantOrNull(18),
        AutoSend = r.Flag(19),
        Standing = ReadStanding(r, 20, awaits: 33),
        Position = r.LongOrNull(29),
        FirstSent = r.InstantOrNull(30),
        LastSent = r.InstantOrNull(31),
        Page = r.TextOrNull(32),
        MarkedFor = r.TextOrNull(34),
    };

    /// <summary>How a story stands, from its columns in the order of <see cref="Columns"/>: state, head_version … first_public, the first of them at <paramref name="i"/>, and awaits_person.</summary>
    internal static Standing ReadStanding(Row r, int i, int awaits) => new()
    {
        State = r.Enum<StoryState>(i),
        Version = r.Int(i + 1),
        Status = r.Enum<PubStatus>(i + 2),
        Embargo = ReadEmbargo(r.LongOrNull(i + 3)),
        IsAdvisory = r.Flag(i + 4),
        NoWeb = r.Flag(i + 5),
        Expires = r.InstantOrNull(i + 6),
        PublicSince = r.InstantOrNull(i + 7),
        FirstPublic = r.InstantOrNull(i + 8),
        AwaitsPerson = r.Flag(awaits),
    };

    private const string VersionColumns = "story, number, position, at, action, status, signals, usable_from, is_advisory, content, content_hash, ed_note, reason, notice_kind, notice, source_version, sealed";

    private static StoryVersion ReadVersion(Row r) => new()
    {
        Story = r.Id(0),
        Number = r.Int(1),
        Position = r.Long(2),
        At = r.Instant(3),
        Action = r.Enum<ReleaseAction>(4),
        Status = r.Enum<PubStatus>(5),
        Signals = r.TextOrNull(6)?.Split(' ') ?? [],
        Embargo = ReadEmbargo(r.LongOrNull(7)),
        IsAdvisory = r.Flag(8),
        Content = r.Flag(16) ? null : StoryJson.ReadContent(r.Bytes(9)),
        ContentHash = r.Bytes(10),
        EdNote = r.TextOrNull(11),
        Reason = r.TextOrNull(12),
        Notice = r.TextOrNull(14) is { } notice ? new PublicNotice(r.Enum<NoticeKind>(13), notice, r.Instant(3)) : null,
        SourceVersion = r.TextOrNull(15),
    };
}
