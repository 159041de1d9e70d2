using System.Text.Json;
using Dateline.News;
using Dateline.Newsroom.Api;
using Dateline.Store.Database;
using Dateline.Store.Intake;

namespace Dateline.Newsroom.Wires;

/// <summary>What came in, item by item, and what was made of each.</summary>
internal static class IncomingItems
{
    private static readonly Shape ItemShape = Shape.Object(
        ("id", Shape.Id("Its id")), ("source", Shape.Text("The source")), ("received", Shape.Time("When it came in")), ("outcome", Shape.Text("What was made of it")), ("format", Shape.Text("The format it was in")),
        ("story", Shape.Id("The story it became part of")), ("item", Shape.Any("What was read")), ("sha256", Shape.Text("Of the bytes as they came")));

    internal static void Map(ApiMap api)
    {
        api.Get("items", Scopes.Wires, List, new("itemList", "Wires", "List what came in, newest first")
        {
            Query = [("before", "Only what came before this time; next of the page before"), ("limit", "1 to 200; 50 if not stated"), ("source", "With guid: the code of a source"), ("guid", "With source: every version of that item the source has sent")],
            Answers = Shape.Page(ItemShape),
            Codes = ["query-bad"],
        });
        api.Get("items/{id}", Scopes.Wires, call => About(call, (db, item) => Answer.Ok(json => Write(json, db, item))), new("itemRead", "Wires", "Read an item as it was understood") { Answers = ItemShape, Codes = ["unknown"] });
        api.Get("items/{id}/raw", Scopes.Wires, call => About(call, Raw), new("itemRaw", "Wires", "Get the bytes as they came") { AnswersType = "application/octet-stream", Codes = ["unknown"] });
    }

    private static Task<Answer> List(ApiCall call) => call.Read(db =>
    {
        var limit = call.Limit();
        if (!limit.IsDone) return limit.Refusal;
        if (call.Query("guid") is { } guid) return OfGuid(call, db, guid);
        var before = Instant.FarFuture;
        if (call.Query("before") is { } text && !Instant.TryParse(text, out before)) return new Problem("query-bad", "\"before\" must be a time with a zone (RFC 3339).");
        var items = Items.Latest(db, before, (int)limit.Value);
        return Answer.List(items, (json, item) => Write(json, db, item), items.Count == limit.Value ? items[^1].Received.ToString() : null);
    });

    private static Answer OfGuid(ApiCall call, Db db, string guid) => call.Query("source") is { } code && Sources.Find(db, code) is { } source
        ? Answer.List(Items.OfGuid(db, source.Id, guid), (json, item) => Write(json, db, item))
        : new Problem("query-bad", "\"guid\" goes with the code of a \"source\".");

    private static Task<Answer> About(ApiCall call, Func<Db, StoredItem, Answer> answer) =>
        call.Read(db => call.Id is { } id && Items.Find(db, id) is { } item ? answer(db, item) : new Problem("unknown", "There is no such item."));

    private static Answer Raw(Db db, StoredItem item) => new()
    {
        Status = 200,
        ContentType = "application/octet-stream",
        Body = RawBytes.Find(db, item.Raw) ?? [],
        Headers = [("Content-Disposition", $"attachment; filename=\"{item.Id:N}.bin\""), ("Content-Security-Policy", "default-src 'none'; sandbox")],
    };

    private static void Write(Utf8JsonWriter json, Db db, StoredItem item)
    {
        json.WriteStartObject();
        json.WriteString("id", item.Id);
        if (Sources.Find(db, item.Source) is { } source) json.WriteString("source", source.Code);
        json.WriteString("received", item.Received.ToString());
        json.WriteString("outcome", item.Outcome);
        json.WriteString("format", item.Format);
        if (item.Story is { } story) json.WriteString("story", story);
        json.WriteString("sha256", Convert.ToHexStringLower(item.Raw));
        json.WritePropertyName("item");
        StoryJson.WriteItem(json, item.Item);
        json.WriteEndObject();
    }
}
