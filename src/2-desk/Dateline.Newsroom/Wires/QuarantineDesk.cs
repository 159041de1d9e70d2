using System.Text.Json;
using Dateline.Newsroom.Api;
using Dateline.Store.Database;
using Dateline.Store.Intake;
using Microsoft.Extensions.DependencyInjection;

namespace Dateline.Newsroom.Wires;

/// <summary>What could not be taken in: the reason, the place, the bytes as they came, and "try again".</summary>
internal static class QuarantineDesk
{
    private const string Tag = "Wires";

    private static readonly Shape RowShape = Shape.Object(
        ("id", Shape.Id("Its id")), ("source", Shape.Text("The source it came from")), ("code", Shape.Text("The reason")), ("message", Shape.Text("The reason in words")), ("received", Shape.Time("When it came in")),
        ("state", Shape.OneOf("Where it stands", ["open", "taken-in", "put-away"])), ("guid", Shape.Text("The guid it states")), ("itemIndex", Shape.Number("Which item of the message")), ("line", Shape.Number("Where")), ("column", Shape.Number("Where")), ("offset", Shape.Number("Where: the byte")), ("sha256", Shape.Text("Of the bytes as they came")));

    internal static void Map(ApiMap api)
    {
        api.Get("quarantine", Scopes.Wires, List, new("quarantineList", Tag, "List what could not be taken in, newest first") { Query = [("all", "true: closed ones too"), ("limit", "1 to 200; 50 if not stated")], Answers = Shape.Page(RowShape), Codes = ["query-bad"] });
        api.Get("quarantine/{id}", Scopes.Wires, call => About(call, (db, row) => Answer.Ok(json => Write(json, db, row))), new("quarantineRead", Tag, "Read one") { Answers = RowShape, Codes = ["unknown"] });
        api.Get("quarantine/{id}/raw", Scopes.Wires, call => About(call, Raw), new("quarantineRaw", Tag, "Get the bytes as they came") { AnswersType = "application/octet-stream", Codes = ["unknown"] });
        api.Post("quarantine/{id}/retry", Scopes.Wires, Retry, new("quarantineRetry", Tag, "Try again to take it in") { Answers = Shape.Object(("outcome", Shape.Text("What was made of it")), ("story", Shape.Id("The story it became part of"))), Codes = ["unknown", "not-set-up"] });
        api.Post("quarantine/{id}/put-away", Scopes.Wires, PutAway, new("quarantinePutAway", Tag, "Put it away: nothing more is to be made of it") { Description = "The bytes are kept.", Status = 204, Codes = ["unknown"] });
    }

    private static Task<Answer> List(ApiCall call) => call.Read(db =>
    {
        var limit = call.Limit();
        return limit.IsDone ? Answer.List(Quarantine.List(db, call.Query("all") != "true", (int)limit.Value), (json, row) => Write(json, db, row)) : limit.Refusal;
    });

    private static Task<Answer> About(ApiCall call, Func<Db, QuarantineRow, Answer> answer) => call.Read(db => call.Id is { } id && Quarantine.Find(db, id) is { } row ? answer(db, row) : Unknown);

    private static Problem Unknown => new("unknown", "There is no such thing in the quarantine. Nothing has changed.");

    private static Answer Raw(Db db, QuarantineRow row) => new()
    {
        Status = 200,
        ContentType = "application/octet-stream",
        Body = RawBytes.Find(db, row.Raw) ?? [],
        Headers = [("Content-Disposition", $"attachment; filename=\"{row.Id:N}.bin\""), ("Content-Security-Policy", "default-src 'none'; sandbox")],
    };

    private static async Task<Answer> Retry(ApiCall call)
    {
        if (call.Id is not { } id || call.Store.Read(db => Quarantine.Find(db, id)) is null) return Unknown;
        if (call.Http.RequestServices.GetService<IQuarantineRetry>() is not { } intake) return new Problem("not-set-up", "The intake is not running here. Nothing has changed.");
        return await call.Outside(async () =>
        {
            var tried = await intake.TryAgain(id, call.Who, call.Http.RequestAborted).ConfigureAwait(false);
            if (!tried.IsDone) return tried.Refusal;
            return Answer.Ok(json =>
            {
                json.WriteStartObject();
                json.WriteString("outcome", tried.Value.Outcome);
                if (tried.Value.Story is { } story) json.WriteString("story", story);
                json.WriteEndObject();
            });
        }).ConfigureAwait(false);
    }

    private static Task<Answer> PutAway(ApiCall call) => call.Write(tx =>
    {
        if (call.Id is not { } id || Quarantine.Find(tx.Db, id) is not { State: 0 }) return Unknown;
        Quarantine.Close(tx, id, 2, call.Who);
        return Answer.NoContent;
    });

    private static void Write(Utf8JsonWriter json, Db db, QuarantineRow row)
    {
        json.WriteStartObject();
        json.WriteString("id", row.Id);
        if (Sources.Find(db, row.Source) is { } source) json.WriteString("source", source.Code);
        json.WriteString("code", row.Code);
        json.WriteString("message", row.Message);
        json.WriteString("received", row.Received.ToString());
        json.WriteString("state", row.State switch { 0 => "open", 1 => "taken-in", _ => "put-away" });
        if (row.Guid is not null) json.WriteString("guid", row.Guid);
        json.WriteNumber("itemIndex", row.ItemIndex);
        if (row.Line is { } line) json.WriteNumber("line", line);
        if (row.Column is { } column) json.WriteNumber("column", column);
        if (row.Offset is { } offset) json.WriteNumber("offset", offset);
        json.WriteString("sha256", Convert.ToHexStringLower(row.Raw));
        json.WriteEndObject();
    }
}
