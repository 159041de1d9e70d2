using Dateline.News;
using Dateline.Store.Database;
using Dateline.Store.Keeping;
using Dateline.Store.Writing;

namespace Dateline.Store.Deliveries;

/// <summary>What somebody did with a story in the portal.</summary>
public enum ReadingKind
{
    /// <summary>They opened it.</summary>
    Opened,
    /// <summary>They copied its text.</summary>
    Copied,
    /// <summary>They downloaded it, or a picture of it.</summary>
    Downloaded,
    /// <summary>They were told of it by mail.</summary>
    Mailed,
}

/// <summary>One thing that somebody at a client had of a story.</summary>
/// <param name="Person">Who.</param>
/// <param name="Name">Their name.</param>
/// <param name="Story">The story.</param>
/// <param name="Guid">Its guid.</param>
/// <param name="Version">The version.</param>
/// <param name="Kind">What they did with it.</param>
/// <param name="What">The format, or the picture's key; empty where there is none.</param>
/// <param name="At">When they did it last.</param>
public sealed record ClientReading(Guid Person, string Name, Guid Story, string Guid, int Version, ReadingKind Kind, string What, Instant At);

/// <summary>
/// What the people of the clients have seen, person by person: written down before a byte leaves, kept for ever, so that a hold or a kill reaches those who hold a copy.
/// </summary>
public static class ClientReadings
{
    /// <summary>Whether it is written down already, by a use of this day: then nothing need be written.</summary>
    public static bool IsKnown(Db db, Guid person, Guid story, int version, ReadingKind kind, string what, Instant now) =>
        db.Number("select 1 from client_reading where story = $1 and person = $2 and version = $3 and kind = $4 and what = $5 and at > $6", story, person, version, kind, what, now - TimeSpan.FromHours(1)) is not null;

    /// <summary>Writes down that a person has it.</summary>
    public static void Note(StoreTransaction tx, Person person, Guid story, int version, ReadingKind kind, string what = "")
    {
        tx.Db.Execute("""
            insert into client_reading (person, client, story, version, kind, what, at) values ($1, $2, $3, $4, $5, $6, $7)
            on conflict (story, person, version, kind, what) do update set at = excluded.at
            """, person.Id, person.Client, story, version, kind, what, tx.Now);
    }

    /// <summary>Everyone at a client who had anything of a story and may still sign in.</summary>
    public static List<Person> Of(Db db, Guid story) =>
        [.. db.Many("select distinct person from client_reading where story = $1", static r => r.Id(0), story).Select(id => People.Find(db, id)).OfType<Person>().Where(static p => p.Ended is null).OrderBy(static p => p.Login, StringComparer.Ordinal)];

    /// <summary>What a person had of a story, oldest first.</summary>
    public static List<ClientReading> OfPerson(Db db, Person person, Guid story) => db.Many("""
        select r.version, r.kind, r.what, r.at, s.guid from client_reading r join story s on s.id = r.story where r.story = $1 and r.person = $2 order by r.at, r.version, r.kind, r.what
        """, r => new ClientReading(person.Id, person.Name, story, r.Text(4), r.Int(0), r.Enum<ReadingKind>(1), r.Text(2), r.Instant(3)), story, person.Id);

    /// <summary>What was copied and downloaded at a client, the newest first; of one person alone where one is named.</summary>
    public static List<ClientReading> Taken(Db db, Guid client, Guid? person, int count) => db.Many("""
        select r.person, p.name, r.story, s.guid, r.version, r.kind, r.what, r.at from client_reading r join person p on p.id = r.person join story s on s.id = r.story
        where r.client = $1 and r.kind in (1, 2) and (p.id = $2 or $3 = 1) order by r.at desc, r.story, r.kind limit $4
        """, static r => new ClientReading(r.Id(0), r.Text(1), r.Id(2), r.Text(3), r.Int(4), r.Enum<ReadingKind>(5), r.Text(6), r.Instant(7)), client, person ?? Guid.Empty, person is null, count);
}
