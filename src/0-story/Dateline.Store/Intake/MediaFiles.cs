using System.Security.Cryptography;
using Dateline.News;
using Dateline.Store.Database;
using Dateline.Store.Stories;
using Dateline.Store.Writing;

namespace Dateline.Store.Intake;

/// <summary>A media file as it arrived.</summary>
/// <param name="Key">Its public key: 130 random bits, derived from nothing.</param>
/// <param name="Sha">SHA-256 of its bytes.</param>
/// <param name="ContentType">Its media type, judged by its bytes.</param>
/// <param name="Width">Pixels; null where unknown.</param>
/// <param name="Height">Pixels; null where unknown.</param>
/// <param name="Length">Bytes.</param>
public sealed record MediaFile(string Key, byte[] Sha, string ContentType, int? Width, int? Height, long Length);

/// <summary>
/// Media as rows. A file arrives under the name (href) by which its item refers to it, before or after that item.
/// Who may see a file is asked of every story that shows it: the most restrictive decides.
/// </summary>
public static class MediaFiles
{
    private const int KeyLength = 26;
    private const string Columns = "key, sha, content_type, width, height, length";

    /// <summary>Keeps a file under the name a source gave it; the same bytes under the same name are kept once.</summary>
    public static MediaFile Keep(StoreTransaction tx, long? source, string href, ReadOnlyMemory<byte> bytes, string contentType, int? width, int? height)
    {
        var sha = SHA256.HashData(bytes.Span);
        if (Named(tx.Db, source, href) is { } known && known.Sha.AsSpan().SequenceEqual(sha)) return known;
        var file = new MediaFile(tx.Ids.NewToken(KeyLength), sha, contentType, width, height, bytes.Length);
        tx.Db.Execute("insert into media_bytes (sha, bytes) values ($1, $2) on conflict do nothing", sha, bytes);
        tx.Db.Execute("insert into media (key, sha, content_type, width, height, length, source, href, created) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            file.Key, sha, contentType, width, height, file.Length, source ?? 0, href, tx.Now);
        return file;
    }

    /// <summary>The newest file of that name from that source, or null.</summary>
    public static MediaFile? Named(Db db, long? source, string href) =>
        db.One($"select {Columns} from media where source = $1 and href = $2 order by created desc, key desc limit 1", Read, source ?? 0, href);

    /// <summary>The file of that key, or null.</summary>
    public static MediaFile? Find(Db db, string key) => db.One($"select {Columns} from media where key = $1", Read, key);

    /// <summary>Its bytes.</summary>
    public static byte[]? Bytes(Db db, byte[] sha) => db.One("select bytes from media_bytes where sha = $1", static r => r.Bytes(0), sha);

    /// <summary>
    /// The stories that decide who may see a file: those whose own picture it is, and those that refer to such a picture.
    /// A package lists pictures without showing them: it does not count.
    /// </summary>
    public static List<Story> ShownBy(Db db, string key)
    {
        var owner = db.One("select source, href from media where key = $1", static r => (Source: r.Long(0), Href: r.Text(1)), key);
        if (owner.Href is null) return [];
        var stories = db.Many("select story from story_media where media = $1", static r => r.Id(0), key).Select(id => StoryTable.Find(db, id)!).ToList();
        var guids = stories.Where(s => s.Kind is ItemKind.Picture or ItemKind.Graphic).SelectMany(s => new[] { s.Guid, s.SourceGuid }).OfType<string>().Distinct().ToList();
        foreach (var guid in guids) stories.AddRange(StoryTable.LinkingTo(db, LinkKind.Media, guid).Where(s => s.Kind != ItemKind.Package && stories.All(known => known.Id != s.Id)));
        return stories;
    }

    /// <summary>
    /// Binds the files that a story's pictures name to the story and to the picture's own item, as far as they are here,
    /// and remembers the names: a file that comes later, or again, finds them by <see cref="BindArrived"/>.
    /// </summary>
    public static void Bind(StoreTransaction tx, Story story)
    {
        foreach (var picture in story.Content.Pictures)
        {
            var item = picture.Guid is { } guid && guid != story.SourceGuid ? Item(tx.Db, story, guid)?.Id : null;
            foreach (var rendition in picture.Renditions)
            {
                var file = Named(tx.Db, story.Source, rendition.Href);
                foreach (var shows in new[] { story.Id, item }.OfType<Guid>()) Bind(tx, shows, picture.Guid ?? story.Guid, story.Source ?? 0, rendition.Href, file?.Key);
            }
        }
    }

    /// <summary>Binds a file that has just come to every story whose pictures name it; how many.</summary>
    public static int BindArrived(StoreTransaction tx, long? source, string href, string key)
    {
        var named = tx.Db.Many("select story, picture from story_rendition where source = $1 and href = $2", static r => (Story: r.Id(0), Picture: r.Text(1)), source ?? 0, href);
        foreach (var (story, picture) in named) Show(tx, story, picture, key);
        return named.Count;
    }

    /// <summary>Binds to <paramref name="item"/> whatever is shown as the picture <paramref name="guid"/> of a source: so that the item's standing decides about it.</summary>
    public static void BindShown(StoreTransaction tx, long source, string guid, Guid item)
    {
        tx.Db.Execute("insert into story_media (story, picture, media) select $1, sm.picture, sm.media from story_media sm join media m on m.key = sm.media where sm.picture = $2 and m.source = $3 on conflict do nothing", item, guid, source);
        tx.Db.Execute("insert into story_rendition (source, href, story, picture) select source, href, $1, picture from story_rendition where picture = $2 and source = $3 on conflict do nothing", item, guid, source);
    }

    private static void Bind(StoreTransaction tx, Guid story, string picture, long source, string href, string? key)
    {
        tx.Db.Execute("insert into story_rendition (source, href, story, picture) values ($1, $2, $3, $4) on conflict do nothing", source, href, story, picture);
        if (key is not null) Show(tx, story, picture, key);
    }

    private static void Show(StoreTransaction tx, Guid story, string picture, string key) =>
        tx.Db.Execute("insert into story_media (story, picture, media) values ($1, $2, $3) on conflict do nothing", story, picture, key);

    /// <summary>The best file of one of a story's pictures: its own, or the picture item's; null where none is here.</summary>
    public static MediaFile? Of(Db db, Story story, Picture picture) => AllOf(db, story, picture).FirstOrDefault();

    /// <summary>The files of one of a story's pictures that are here, the best first: its own, then the picture item's.</summary>
    public static IEnumerable<MediaFile> AllOf(Db db, Story story, Picture picture)
    {
        foreach (var rendition in picture.Renditions)
            if (Named(db, story.Source, rendition.Href) is { } file) yield return file;
        if (picture.Guid is null || picture.Guid == story.SourceGuid || Item(db, story, picture.Guid) is not { } item) yield break;
        foreach (var own in item.Content.Pictures)
            foreach (var rendition in own.Renditions)
                if (Named(db, item.Source, rendition.Href) is { } file) yield return file;
    }

    /// <summary>The picture item of our own whose file has that name, the newest first; null where there is none.</summary>
    public static Story? OwnItem(Db db, string href) =>
        db.Many("select story from story_rendition where source = 0 and href = $1", static r => r.Id(0), href).Select(id => StoryTable.Find(db, id)!)
            .Where(s => s.Source is null && s.Kind == ItemKind.Picture && s.Standing.State is not (StoryState.Spiked or StoryState.Killed or StoryState.TakenDown)).OrderByDescending(s => s.Created).FirstOrDefault();

    /// <summary>The picture item that a story refers to by guid: of the same source, or one of our own; null where it is not here.</summary>
    public static Story? Item(Db db, Story story, string guid) =>
        story.Source is { } source && StoryTable.OfSourceItem(db, source, guid).FirstOrDefault() is { } item ? item : StoryTable.FindByGuid(db, guid);

    private static MediaFile Read(Row r) => new(r.Text(0), r.Bytes(1), r.Text(2), r.IntOrNull(3), r.IntOrNull(4), r.Long(5));
}

/// <summary>May the public see a media file now? Asked of every story that shows it; the most restrictive decides (promises.md E5).</summary>
public static class MediaGate
{
    // One question, whether the key was ever given or not, and whoever shows the file: how long it takes tells nothing.
    private static readonly string Deciding = $"""
        select s.kind, s.state, s.head_version, s.head_status, s.usable_from, s.is_advisory, s.no_web, s.expires, s.public_since, s.first_public, s.awaits_person from story s
        where s.id in (
          select sm.story from story_media sm where sm.media = $1
          union
          select l.story from story_media sm
            join story p on p.id = sm.story and p.kind in ({(int)ItemKind.Picture}, {(int)ItemKind.Graphic})
            join story_link l on l.guid in (p.guid, p.source_guid) and l.kind = {(int)LinkKind.Media}
            join story shows on shows.id = l.story and shows.kind <> {(int)ItemKind.Package}
          where sm.media = $1)
        """;

    /// <summary>
    /// Asks. A file that no sent story shows is nobody's. A killed text does not take its picture from another story that is live:
    /// a picture that is itself the matter is killed as an item of its own, and leaves every story.
    /// </summary>
    public static bool IsPublic(Db db, string key, Instant now)
    {
        var (shown, isKilled, isLive) = (false, false, false);
        foreach (var (kind, standing) in db.Many(Deciding, Read, key))
        {
            var isPicture = kind is ItemKind.Picture or ItemKind.Graphic;
            if (standing.Version == 0)
            {
                if (isPicture && (standing.Status != PubStatus.Usable || !standing.Embargo.IsUsable(now))) return false;
                continue;
            }
            var isOpen = Gate.Ask(standing, Audience.Public, now) == GateVerdict.Open;
            if (!isOpen && (isPicture || standing.State != StoryState.Killed)) return false;
            shown |= isOpen;
            isLive |= isOpen && !isPicture;
            isKilled |= !isOpen;
        }
        return isKilled ? isLive : shown;
    }

    private static (ItemKind Kind, Standing Standing) Read(Row r) => (r.Enum<ItemKind>(0), StoryTable.ReadStanding(r, 1, awaits: 10));
}
