using Dateline.Delivery.Channels.Mail;
using Dateline.News;
using Dateline.Store.Database;
using Dateline.Store.Deliveries;
using Dateline.Store.Keeping;
using Dateline.Store.Stories;
using Dateline.Store.Wire;
using Dateline.Store.Writing;

namespace Dateline.Delivery.Duty;

/// <summary>
/// Decides who on duty is told of what. Of every hold, kill and takedown at once: the duty editors of the clients that were ever attempted with the story, the
/// clients' people who had anything of it in the portal, and the house's own. Of each that is not confirmed after fifteen minutes: the house. Of a kill, hold or change of embargo that came in and that nobody has taken after three minutes: the house. What is older than an hour is told nobody any more.
/// </summary>
internal static class DutyPlan
{
    private const int RowsAtOnce = 200;
    /// <summary>How long somebody in the house has, to say that they have what came in.</summary>
    internal static readonly TimeSpan UnattendedAfter = TimeSpan.FromMinutes(3);
    internal static readonly TimeSpan TooLate = TimeSpan.FromHours(1);

    /// <summary>Whether there is something to plan: asked before a turn of the writer is taken.</summary>
    internal static bool HasWork(Db db, Instant now, DeliveryOptions options) =>
        Cursors.Get(db, DutyNotices.Reader) < WireLog.Head(db).Position || CanEscalate(options) && (DutyNotices.Escalated(db, now - TooLate).Count > 0 || DutyNotices.Unattended(db, now - TooLate, now - UnattendedAfter).Count > 0);

    /// <summary>Plans for the next rows of the log; how many rows there were. The cursor moves in the same transaction.</summary>
    internal static int Follow(StoreTransaction tx, DeliveryOptions options)
    {
        var rows = WireLog.After(tx.Db, Cursors.Get(tx.Db, DutyNotices.Reader), RowsAtOnce);
        if (rows.Count == 0) return 0;
        if (options.Mail is not null)
            foreach (var row in rows.Where(r => r.Action is ReleaseAction.Hold or ReleaseAction.Kill or ReleaseAction.Takedown && tx.Now - r.At < TooLate)) Withdrawal(tx, row, options);
        Cursors.Set(tx, DutyNotices.Reader, rows[^1].Position);
        return rows.Count;
    }

    /// <summary>Plans for what has escalated.</summary>
    internal static int Escalate(StoreTransaction tx, DeliveryOptions options)
    {
        var late = DutyNotices.Escalated(tx.Db, tx.Now - TooLate);
        foreach (var delivery in late)
        {
            if (options.Mail is not null) foreach (var address in options.DutyAddresses) DutyNotices.Add(tx, Notice(tx, delivery, DutyWay.Mail, address));
            if (options.Webhook is not null) DutyNotices.Add(tx, Notice(tx, delivery, DutyWay.Webhook, ""));
        }
        return late.Count;
    }

    /// <summary>Plans for what came in and nobody has: the house is told.</summary>
    internal static int Page(StoreTransaction tx, DeliveryOptions options)
    {
        if (!CanEscalate(options)) return 0;
        var open = DutyNotices.Unattended(tx.Db, tx.Now - TooLate, tx.Now - UnattendedAfter);
        foreach (var alarm in open)
        {
            if (options.Mail is not null) foreach (var address in options.DutyAddresses) DutyNotices.Add(tx, Notice(tx, alarm, DutyWay.Mail, address));
            if (options.Webhook is not null) DutyNotices.Add(tx, Notice(tx, alarm, DutyWay.Webhook, ""));
        }
        return open.Count;
    }

    private static bool CanEscalate(DeliveryOptions options) => options.Webhook is not null || options is { Mail: not null, DutyAddresses.Count: > 0 };

    private static void Withdrawal(StoreTransaction tx, LoggedRow row, DeliveryOptions options)
    {
        foreach (var client in Audience(tx.Db, row.Story))
            foreach (var contact in client.Contacts.Where(static c => c.OnDuty && c.Mail is { } mail && MailRelay.IsAddress(mail))) Add(contact.Mail!, client.Code);
        // Whoever opened it, copied it or took it with them in the portal.
        foreach (var reader in ClientReadings.Of(tx.Db, row.Story).Where(static p => MailRelay.IsAddress(p.Login)))
            Add(reader.Login, reader.Client is { } id ? Clients.Find(tx.Db, id)?.Code : null);
        foreach (var address in options.DutyAddresses) Add(address, null);

        void Add(string address, string? client) => DutyNotices.Add(tx, new DutyNotice
        {
            Id = tx.Ids.NewId(),
            Kind = DutyNoticeKind.Withdrawal,
            Way = DutyWay.Mail,
            Address = address,
            Client = client,
            Position = row.Position,
            Story = row.Story,
        });
    }

    /// <summary>Clients of whom any destination was ever attempted with the story, whatever has become of their contract.</summary>
    private static IEnumerable<Client> Audience(Db db, Guid story) =>
        db.Many("select distinct d.client from recipient r join destination d on d.code = r.destination where r.story = $1", static r => r.Id(0), story).Select(id => Clients.Find(db, id)).OfType<Client>().OrderBy(static c => c.Code, StringComparer.Ordinal);

    private static DutyNotice Notice(StoreTransaction tx, Alarm alarm, DutyWay way, string address) => new()
    {
        Id = tx.Ids.NewId(),
        Kind = DutyNoticeKind.Unattended,
        Way = way,
        Address = address,
        Position = 0,
        Story = alarm.Story ?? Guid.Empty,
        Alarm = alarm.Id,
    };

    private static DutyNotice Notice(StoreTransaction tx, Store.Deliveries.Delivery delivery, DutyWay way, string address) => new()
    {
        Id = tx.Ids.NewId(),
        Kind = DutyNoticeKind.Escalation,
        Way = way,
        Address = address,
        Position = delivery.Position,
        Story = delivery.Story,
        Delivery = delivery.Id,
    };
}
