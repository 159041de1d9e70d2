using System.Text.Json;
using Dateline.News;
using Dateline.Newsroom.Api;
using Dateline.Store.Database;
using Dateline.Store.Deliveries;
using Dateline.Store.Stories;

namespace Dateline.Newsroom.Outputs;

/// <summary>What went where: every delivery with its attempts and receipt; and the alarm board of holds and kills that nobody has confirmed yet.</summary>
internal static class DeliveryList
{
    private static readonly Shape AttemptShape = Shape.Object(
        ("number", Shape.Number("1, 2, 3 …")), ("started", Shape.Time("When it began")), ("ended", Shape.Time("When it ended")), ("outcome", Shape.OneOf("How: which leg failed, and whether it may have arrived", Shapes.Names<AttemptOutcome>())),
        ("status", Shape.Number("Their status")), ("bytes", Shape.Number("How many were sent")), ("detail", Shape.Text("What happened")), ("code", Shape.Text("A stable code for what happened, where it has one")), ("answer", Shape.Text("How their answer began")));

    private static readonly Shape DeliveryShape = Shape.Object(
        ("id", Shape.Id("Its id: the message's id in every attempt")), ("destination", Shape.Text("The destination's code")), ("position", Shape.Number("The log row it carries out")), ("story", Shape.Id("The story")), ("slugline", Shape.Text("As it is now")), ("version", Shape.Number("The version")),
        ("action", Shape.OneOf("By which action it went out", Shapes.Names<ReleaseAction>())), ("state", Shape.OneOf("How it stands", Shapes.Names<DeliveryState>())), ("created", Shape.Time("Since when it is to be sent")), ("nextAction", Shape.Time("When it is tried again")),
        ("attempts", Shape.Number("How often it was tried")), ("receiptAt", Shape.Time("When the receipt came")), ("receipt", Shape.Text("What it is")), ("replayOf", Shape.Id("The delivery it repeats")), ("sentAs", Shape.Text("Under which guid, where not the story's own")));

    private static readonly Shape OpenShape = DeliveryShape with
    {
        Members = [.. DeliveryShape.Members, ("client", Shape.Text("The client's name")), ("contact", Shape.Object(("name", Shape.Text("Whom to call")), ("phone", Shape.Text("As dialled")), ("mail", Shape.Text("The address"))))],
    };

    internal static void Map(ApiMap api)
    {
        api.Get("deliveries", Scopes.Outputs, List, new("deliveryList", "Outputs", "List deliveries of a log row, of a destination, or of a story to a destination")
        {
            Query = [("position", "The log row"), ("destination", "The destination's code: the newest first"), ("story", "With destination: the story's id"), ("limit", "1 to 200; 50 if not stated")],
            Answers = Shape.Page(DeliveryShape),
            Codes = ["query-bad", "unknown"],
        });
        api.Get("deliveries/{id}", Scopes.Outputs, Read, new("deliveryRead", "Outputs", "Read a delivery with every attempt") { Answers = DeliveryShape with { Members = [.. DeliveryShape.Members, ("tries", Shape.List(AttemptShape))] }, Codes = ["unknown"] });
        api.Post("deliveries/{id}/replay", Scopes.Outputs, Replay, new("deliveryReplay", "Outputs", "Send a delivery again, under a new id that says of what it is a replay")
        {
            Description = "The version that stands now decides: what was withdrawn, or has a newer version there, does not go.",
            Answers = DeliveryShape,
            Codes = ["unknown"],
        });
        api.Get("withdrawals", Scopes.Alarms, Open, new("withdrawalList", "Alarms", "The alarm board: holds and kills without a receipt, oldest first") { Answers = Shape.Page(OpenShape) });
        api.Post("withdrawals/{id}/confirm", Scopes.Alarms, Confirm, new("withdrawalConfirm", "Alarms", "Say that a client has confirmed a hold or a kill to you")
        {
            Description = "Your pseudonym, the time and your words are kept: as good as a receipt.",
            Body = Shape.Object(("how", Shape.Text("Who confirmed, and how: \"Ana Reyes by phone\""))).Needing("how"),
            Example = """{"how":"Ana Reyes by phone"}""",
            Status = 204,
            Codes = ["unknown"],
        });
        api.Post("withdrawals/{id}/resend", Scopes.Alarms, Resend, new("withdrawalResend", "Alarms", "Send a hold or a kill that has no receipt now, not at its next turn") { Description = "One that was given up goes again under a new id.", Status = 204, Codes = ["unknown"] });
    }

    private static Task<Answer> List(ApiCall call) => call.Read(db =>
    {
        var limit = call.Limit();
        if (!limit.IsDone) return limit.Refusal;
        var position = call.Number("position", 0, 1, long.MaxValue);
        if (!position.IsDone) return position.Refusal;
        if (position.Value > 0) return Listed(db, DeliveryTable.OfPosition(db, position.Value));
        if (call.Query("destination") is not { } code) return new Problem("query-bad", "Say of which log row (position) or which destination. Nothing was done.");
        if (Destinations.Find(db, code) is not { } destination) return new Problem("unknown", "There is no destination of that code.");
        if (call.Query("story") is not { } text) return Listed(db, DeliveryTable.Latest(db, destination.Id, (int)limit.Value));
        return ApiCall.TryId(text, out var story) ? Listed(db, DeliveryTable.OfStory(db, story, destination.Id)) : new Problem("query-bad", "\"story\" must be a story's id. Nothing was done.");
    });

    private static Answer Listed(Db db, IEnumerable<Delivery> deliveries) => Answer.List(deliveries, (json, delivery) =>
    {
        json.WriteStartObject();
        Write(json, db, delivery);
        json.WriteEndObject();
    });

    private static Task<Answer> Read(ApiCall call) => call.Read(db =>
    {
        if (call.Id is not { } id || DeliveryTable.Find(db, id) is not { } delivery) return Unknown;
        return Answer.Ok(json =>
        {
            json.WriteStartObject();
            Write(json, db, delivery);
            json.WriteStartArray("tries");
            foreach (var attempt in DeliveryTable.Attempts(db, id)) Write(json, attempt);
            json.WriteEndArray();
            json.WriteEndObject();
        });
    });

    private static Task<Answer> Replay(ApiCall call) => call.Write(tx =>
    {
        if (call.Id is not { } id || DeliveryTable.Find(tx.Db, id) is not { } delivery) return Unknown;
        var again = DeliveryTable.Find(tx.Db, DeliveryTable.Replay(tx, delivery, tx.Now, call.Who))!;
        return Answer.Ok(json =>
        {
            json.WriteStartObject();
            Write(json, tx.Db, again);
            json.WriteEndObject();
        });
    });

    private static Task<Answer> Open(ApiCall call) => call.Read(db => Answer.List(DeliveryTable.OpenWithdrawals(db), (json, delivery) =>
    {
        var client = Destinations.Find(db, delivery.Destination) is { } destination ? Clients.Find(db, destination.Client) : null;
        json.WriteStartObject();
        Write(json, db, delivery);
        if (client is not null) json.WriteString("client", client.Name);
        if ((client?.Contacts.FirstOrDefault(c => c.OnDuty) ?? client?.Contacts.FirstOrDefault()) is { } contact)
        {
            json.WriteStartObject("contact");
            json.WriteString("name", contact.Name);
            if (contact.Phone is not null) json.WriteString("phone", contact.Phone);
            if (contact.Mail is not null) json.WriteString("mail", contact.Mail);
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }));

    private static async Task<Answer> Confirm(ApiCall call)
    {
        var body = call.Body;
        var how = body.Required("how");
        if (body.End() is { } problem) return problem;
        return await call.Write(tx => call.Id is { } id && DeliveryTable.Confirm(tx, id, how, call.Who) ? Answer.NoContent
            : new Problem("unknown", "There is no such open hold or kill. Nothing has changed. A receipt may have come, or someone else confirmed it.")).ConfigureAwait(false);
    }

    private static Task<Answer> Resend(ApiCall call) => call.Write(tx => call.Id is { } id && DeliveryTable.SendWithdrawalNow(tx, id, call.Who) ? Answer.NoContent
        : new Problem("unknown", "There is no such open hold or kill that could be sent. Nothing has changed. It may be on its way, or a receipt has come."));

    private static Problem Unknown => new("unknown", "There is no such delivery. Nothing has changed.");

    private static void Write(Utf8JsonWriter json, Db db, Delivery delivery)
    {
        json.WriteString("id", delivery.Id);
        if (Destinations.Find(db, delivery.Destination) is { } destination) json.WriteString("destination", destination.Code);
        json.WriteNumber("position", delivery.Position);
        json.WriteString("story", delivery.Story);
        if (StoryTable.Find(db, delivery.Story)?.Content.Slugline is { } slugline) json.WriteString("slugline", slugline.Text);
        json.WriteNumber("version", delivery.Version);
        json.WriteString("action", Sending.SendAction.NameOf(delivery.Action));
        json.WriteString("state", StoryJson.Name(delivery.State));
        json.WriteString("created", delivery.Created.ToString());
        StoryAnswer.Time(json, "nextAction", delivery.NextAction);
        json.WriteNumber("attempts", delivery.Attempts);
        StoryAnswer.Time(json, "receiptAt", delivery.ReceiptAt);
        if (delivery.Receipt is not null) json.WriteString("receipt", delivery.Receipt);
        if (delivery.ReplayOf is { } replay) json.WriteString("replayOf", replay);
        if (delivery.SentAs is { } sentAs) json.WriteString("sentAs", sentAs);
    }

    private static void Write(Utf8JsonWriter json, DeliveryAttempt attempt)
    {
        json.WriteStartObject();
        json.WriteNumber("number", attempt.Number);
        json.WriteString("started", attempt.Started.ToString());
        StoryAnswer.Time(json, "ended", attempt.Ended);
        if (attempt.Outcome is { } outcome) json.WriteString("outcome", StoryJson.Name(outcome));
        if (attempt.Status is { } status) json.WriteNumber("status", status);
        if (attempt.Bytes is { } bytes) json.WriteNumber("bytes", bytes);
        if (attempt.Detail is not null) json.WriteString("detail", attempt.Detail.Text);
        if (attempt.Detail?.Code is { } code) json.WriteString("code", code);
        if (attempt.Answer is not null) json.WriteString("answer", attempt.Answer);
        json.WriteEndObject();
    }
}
