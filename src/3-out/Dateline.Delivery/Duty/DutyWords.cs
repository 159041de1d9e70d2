using System.Buffers;
using System.Text;
using System.Text.Json;
using Dateline.Delivery.Channels.Mail;
using Dateline.Delivery.Portal;
using Dateline.News;
using Dateline.Store.Database;
using Dateline.Store.Deliveries;
using Dateline.Store.Keeping;
using Dateline.Store.Stories;
using MimeKit;

namespace Dateline.Delivery.Duty;

/// <summary>
/// What those on duty are told: which story, by its slug and its guid, and what to do. Never its headline or its text: what is killed for what it says is not repeated.
/// </summary>
internal sealed record DutyWords(string Subject, string Text, ReadOnlyMemory<byte> Json)
{
    /// <summary>The words of a notice, in the language that its reader chose in the portal, else in English; null where its story is not here any more.</summary>
    internal static DutyWords? Of(Db db, DutyNotice notice, DeliveryOptions options)
    {
        var house = PortalWords.In(null, options.Portal);
        if (notice.Alarm is { } alarm) return Alarms.Find(db, alarm) is { } open ? Unattended(open, StoryTable.Find(db, notice.Story), house) : null;
        if (StoryTable.Find(db, notice.Story) is not { } story) return null;
        var delivery = notice.Delivery is { } id ? DeliveryTable.Find(db, id) : null;
        var row = db.One("select version, action, at from wire_log where position = $1", static r => (Version: r.Int(0), Action: r.Enum<ReleaseAction>(1), At: r.Instant(2)), notice.Position);
        var facts = new Facts(story, row.Version, row.Action, row.At, StoryTable.Version(db, story.Id, row.Version)?.EdNote, options.Provider.Name ?? "The agency");
        return notice.Kind == DutyNoticeKind.Escalation && delivery is not null ? Escalation(db, facts, delivery, house) : Withdrawal(facts, PortalWords.In(People.FindByLogin(db, notice.Address, ofClients: true)?.Language, options.Portal));
    }

    /// <summary>The mail of it.</summary>
    internal MimeMessage Mail(DutyNotice notice, MailRelay relay, Instant now)
    {
        var mail = new MimeMessage { Subject = Subject };
        var text = new TextPart("plain") { ContentTransferEncoding = ContentEncoding.QuotedPrintable };
        text.SetText(Encoding.UTF8, Text.ReplaceLineEndings("\r\n"));
        mail.Body = text;
        MailHead.Put(mail, relay, [notice.Address], notice.Id, now);
        MailHead.Urgent(mail);
        return mail;
    }

    private static DutyWords Withdrawal(Facts facts, PortalWords words)
    {
        var name = words["withdrawal-" + StoryJson.Name(facts.Action)];
        return new($"{name}: {facts.Slug}", $"""
            {words.Fill("withdrawal-says", facts.Provider, name)}

            {words["withdrawal-story"]} {facts.Slug}
            {words["withdrawal-version"]} {facts.Version}
            {words["withdrawal-guid"]} {facts.Story.Guid}
            {words["withdrawal-at"]} {words.Moment(facts.At)}

            {words[facts.Action == ReleaseAction.Hold ? "withdrawal-order-hold" : "withdrawal-order-kill"]}
            {facts.EdNote}

            {words["withdrawal-also"]}

            """, ReadOnlyMemory<byte>.Empty);
    }

    private static DutyWords Unattended(Alarm alarm, Story? story, PortalWords words)
    {
        var what = alarm.Kind switch { "incoming-kill" => "KILL", "incoming-hold" => "HOLD", "incoming-embargo" => "EMBARGO CHANGE", "incoming-flash" => "FLASH", _ => "POSSIBLE KILL" };
        var slug = story?.Content.Slugline?.Text ?? story?.Guid ?? "a story that is not here";
        return new($"NOBODY HAS IT: incoming {what} of {slug}", $"""
            A wire sent this, and nobody in the newsroom has said that they have it.

            What:   {what}
            Story:  {slug}
            Guid:   {story?.Guid ?? "-"}
            Since:  {words.Moment(alarm.At)}

            Open the newsroom, look at the story, and say there that you have it.

            """, Write(alarm, story, slug));
    }

    private static ReadOnlyMemory<byte> Write(Alarm alarm, Story? story, string slug) => Body("incoming.unattended", alarm.At, json =>
    {
        json.WriteString("alarm", alarm.Id.ToString("D"));
        json.WriteString("kind", alarm.Kind);
        json.WriteString("guid", story?.Guid);
        json.WriteString("slugline", slug);
    });

    private static DutyWords Escalation(Db db, Facts facts, Store.Deliveries.Delivery delivery, PortalWords words)
    {
        var destination = Destinations.Find(db, delivery.Destination);
        var client = destination is null ? null : Clients.Find(db, destination.Client);
        var duty = client?.Contacts.FirstOrDefault(static c => c.OnDuty) ?? (client?.Contacts.Count > 0 ? client.Contacts[0] : null);
        var who = client?.Name ?? destination?.Code ?? "a client";
        var call = duty is null ? "There is no contact to call: find one." : $"Call {duty.Name}{(duty.Phone is { } phone ? ", " + phone : "")}.";
        return new($"NOT CONFIRMED: {facts.Name} of {facts.Slug} at {who}", $"""
            {who} has not confirmed the {facts.Name.ToLowerInvariant()} of {facts.Slug}.

            Destination:  {destination?.Code}
            Version:      {facts.Version}
            Guid:         {facts.Story.Guid}
            Since:        {words.Moment(delivery.Created)}
            Attempts:     {delivery.Attempts}

            {call} Then confirm it on the alarm board, with your name.

            """, Write(facts, delivery, destination, client, duty));
    }

    private static ReadOnlyMemory<byte> Write(Facts facts, Store.Deliveries.Delivery delivery, Destination? destination, Client? client, Contact? duty) => Body("withdrawal.escalated", delivery.Created, json =>
    {
        json.WriteString("delivery", delivery.Id.ToString("D"));
        json.WriteString("action", StoryJson.Name(delivery.Action));
        json.WriteString("guid", facts.Story.Guid);
        json.WriteNumber("version", delivery.Version);
        json.WriteString("slugline", facts.Slug);
        json.WriteString("client", client?.Code);
        json.WriteString("destination", destination?.Code);
        json.WriteNumber("attempts", delivery.Attempts);
        json.WriteString("call", duty?.Name);
        json.WriteString("phone", duty?.Phone);
    });

    /// <summary>A call's body, as Standard Webhooks recommends it.</summary>
    private static ReadOnlyMemory<byte> Body(string type, Instant at, Action<Utf8JsonWriter> data)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteString("type", type);
            json.WriteString("timestamp", at.ToString());
            json.WriteStartObject("data");
            data(json);
            json.WriteEndObject();
            json.WriteEndObject();
        }
        return bytes.WrittenMemory;
    }

    private sealed record Facts(Story Story, int Version, ReleaseAction Action, Instant At, string? EdNote, string Provider)
    {
        internal string Slug => Story.Content.Slugline?.Text ?? Story.Guid;

        internal string Name => Action switch
        {
            ReleaseAction.Hold => "HOLD",
            ReleaseAction.Takedown => "LEGAL KILL",
            _ => "KILL",
        };
    }
}
