using Dateline.Delivery.Dispatch;
using Dateline.Delivery.Wire;
using Dateline.Formats.Subjects;
using Dateline.News;
using Dateline.Store.Database;
using Dateline.Store.Deliveries;
using Dateline.Store.Keeping;
using Dateline.Store.Writing;

namespace Dateline.Delivery.Portal;

/// <summary>Decides whom at a client a new story is told: those of whose topics it is. What is embargoed for the client does not lie ready for it yet, so nobody is told of it.</summary>
internal static class AlertPlan
{
    private const int RowsAtOnce = 200;

    // So far back a new portal is filled.
    private const int RowsAtBegin = 500;

    /// <summary>Whether anything lies ready that was not looked at: asked before a turn of the writer is taken.</summary>
    internal static bool HasWork(Db db) => Portals(db).Exists(d => !HasBegun(db, d) || ClientAlerts.Seen(db, d) < PullDeliveries.Head(db, d.Id));

    /// <summary>Plans for what is new. The marks move in the same transaction.</summary>
    internal static int Follow(StoreTransaction tx, PortalOptions options)
    {
        var looked = 0;
        foreach (var destination in Portals(tx.Db))
        {
            if (!HasBegun(tx.Db, destination)) Begin(tx, destination);
            var rows = PullDeliveries.After(tx.Db, destination.Id, ClientAlerts.Seen(tx.Db, destination), RowsAtOnce);
            var topics = rows.Count == 0 ? [] : ClientTopics.Alerting(tx.Db, destination.Client);
            if (topics.Count > 0 && WireAccess.Of(tx.Db, destination.Id, tx.Now) is { } access)
                foreach (var row in rows.Where(r => !r.Delivery.IsWithdrawal && WireFeed.May(tx.Db, access, r, tx.Now))) Plan(tx, row, topics, options);
            // What lies between was never to be read, or is no more.
            if (rows.Count < RowsAtOnce) ClientAlerts.SetSeen(tx, destination, PullDeliveries.Head(tx.Db, destination.Id));
            else ClientAlerts.SetSeen(tx, destination, rows[^1].Delivery.Sequence!.Value);
            looked += rows.Count;
        }
        return looked;
    }

    /// <summary>When the next daily mail goes.</summary>
    internal static Instant NextDigest(Instant now, PortalOptions options)
    {
        var local = TimeZoneInfo.ConvertTime(now.ToDateTimeOffset(), options.TimeZone).DateTime;
        var at = local.Date.AddHours(options.DigestHour);
        if (at <= local) at = at.AddDays(1);
        while (options.TimeZone.IsInvalidTime(at)) at = at.AddMinutes(30);
        return Instant.From(new DateTimeOffset(at, options.TimeZone.GetUtcOffset(at)));
    }

    private static bool HasBegun(Db db, Destination destination) => Cursors.Get(db, "portal-begun:" + destination.Code) > 0;

    /// <summary>A portal that is new is not empty: it holds what was sent last. Nobody is told of that by mail.</summary>
    private static void Begin(StoreTransaction tx, Destination destination)
    {
        Audiences.Begin(tx, destination, RowsAtBegin);
        Cursors.Set(tx, "portal-begun:" + destination.Code, 1);
        ClientAlerts.SetSeen(tx, destination, PullDeliveries.Head(tx.Db, destination.Id));
    }

    private static void Plan(StoreTransaction tx, Ready row, List<ClientTopic> topics, PortalOptions options)
    {
        // Told at once by one topic and daily by another: at once.
        foreach (var topic in topics.OrderBy(static t => t.Alerts))
            if (NewsFilter.Parse(topic.Filter, Vocabularies.ForFilters) is { IsDone: true, Value: var filter } && PortalWire.Answers(tx.Db, row, new PortalQuestion { Filters = [filter] }, tx.Now))
                ClientAlerts.Add(tx, topic.Person, row.Delivery.Id, topic.Name, topic.Alerts == TopicAlerts.AtOnce ? tx.Now : NextDigest(tx.Now, options));
    }

    private static List<Destination> Portals(Db db) => Destinations.OfChannel(db, Destination.PortalChannel);
}
