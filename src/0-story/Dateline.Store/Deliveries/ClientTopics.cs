using Dateline.News;
using Dateline.Store.Database;
using Dateline.Store.Writing;

namespace Dateline.Store.Deliveries;

/// <summary>How somebody is told of what a topic holds.</summary>
public enum TopicAlerts
{
    /// <summary>Not at all: it is only a search that they keep.</summary>
    None,
    /// <summary>By a mail for each story, at once.</summary>
    AtOnce,
    /// <summary>By one mail a day.</summary>
    Daily,
}

/// <summary>A search that somebody at a client keeps under a name.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Person">Whose it is.</param>
/// <param name="Name">What they call it.</param>
/// <param name="Filter">What it holds, as <see cref="NewsFilter"/> reads it.</param>
/// <param name="Alerts">How they are told.</param>
public sealed record ClientTopic(Guid Id, Guid Person, string Name, string Filter, TopicAlerts Alerts);

/// <summary>Topics as rows.</summary>
public static class ClientTopics
{
    /// <summary>How many a person may keep.</summary>
    public const int Most = 50;

    private const string Columns = "id, person, name, filter, alerts";

    /// <summary>A person's topics, by name.</summary>
    public static List<ClientTopic> Of(Db db, Guid person) => db.Many($"select {Columns} from client_topic where person = $1 order by name, id", Read, person);

    /// <summary>All topics at a client of which somebody who may sign in is told.</summary>
    public static List<ClientTopic> Alerting(Db db, Guid client) => db.Many(
        "select t.id, t.person, t.name, t.filter, t.alerts from client_topic t join person p on p.id = t.person where p.client = $1 and p.ended is null and t.alerts > 0 order by t.created, t.id", Read, client);

    /// <summary>Keeps one; false where the person has as many as they may.</summary>
    public static bool Add(StoreTransaction tx, Guid person, string name, string filter, TopicAlerts alerts)
    {
        if (tx.Db.Number("select count(*) from client_topic where person = $1", person) >= Most) return false;
        tx.Db.Execute("insert into client_topic (id, person, name, filter, alerts, created) values ($1, $2, $3, $4, $5, $6)", tx.Ids.NewId(), person, name, filter, alerts, tx.Now);
        return true;
    }

    /// <summary>Changes how a person is told; nothing happens to what is not theirs.</summary>
    public static void SetAlerts(StoreTransaction tx, Guid person, Guid id, TopicAlerts alerts) => tx.Db.Execute("update client_topic set alerts = $3 where id = $1 and person = $2", id, person, alerts);

    /// <summary>Forgets one of a person's.</summary>
    public static void Remove(StoreTransaction tx, Guid person, Guid id) => tx.Db.Execute("delete from client_topic where id = $1 and person = $2", id, person);

    private static ClientTopic Read(Row r) => new(r.Id(0), r.Id(1), r.Text(2), r.Text(3), r.Enum<TopicAlerts>(4));
}
