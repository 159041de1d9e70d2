using System.Text.Json;
using Dateline.Newsroom.Api;
using Dateline.Newsroom.Outputs;
using Dateline.Store.House;

namespace Dateline.Newsroom.Desks;

/// <summary>What somebody looks for on their desks again and again: kept for whoever asks, and shown to nobody else.</summary>
internal static class OwnFilters
{
    private const string Tag = "Desk";
    private const int Most = 100;
    private static readonly Shape One = Shape.Object(("code", Shape.Text("Its short name")), ("name", Shape.Text("Its name on screen")), ("text", Shape.Text("Words that a row must have, or with a minus must not have")));

    internal static void Map(ApiMap api)
    {
        api.Get("filters", Scopes.Read, call => call.Read(db => Answer.List(SavedFilters.Of(db, call.Who), Write)), new("filterList", Tag, "List your own saved filters") { Answers = Shape.Page(One) });
        api.Put("filters/{code}", Scopes.Read, Save, new("filterSave", Tag, "Save a filter of your own")
        {
            Description = $"{Most} at most.",
            Body = Shape.Object(("name", Shape.Text("Its name on screen")), ("text", Shape.Text("Words that a row must have, or with a minus must not have"))).Needing("name", "text"),
            Example = """{"name":"Storm without sport","text":"storm -sport"}""",
            Answers = One,
            Codes = ["query-bad"],
        });
        api.Delete("filters/{code}", Scopes.Read, Remove, new("filterRemove", Tag, "Take a filter of your own away") { Status = 204, Codes = ["unknown"] });
    }

    private static async Task<Answer> Save(ApiCall call)
    {
        var body = call.Body;
        var filter = new SavedFilter(call.Part("code"), body.Required("name", 120), body.Required("text"));
        if (body.End() is { } problem) return problem;
        if (!OutputCodes.Is(filter.Code)) return OutputCodes.Bad;
        return await call.Write(tx =>
        {
            if (SavedFilters.Of(tx.Db, call.Who) is { Count: >= Most } known && known.TrueForAll(k => k.Code != filter.Code)) return new Problem("query-bad", $"You have {Most} filters already. Nothing was saved. Take one away first.");
            SavedFilters.Save(tx, call.Who, filter);
            return Answer.Ok(json => Write(json, filter));
        }).ConfigureAwait(false);
    }

    private static Task<Answer> Remove(ApiCall call) => call.Write(tx => SavedFilters.Remove(tx, call.Who, call.Part("code")) ? Answer.NoContent : new Problem("unknown", "You have no such filter. Nothing has changed."));

    private static void Write(Utf8JsonWriter json, SavedFilter filter)
    {
        json.WriteStartObject();
        json.WriteString("code", filter.Code);
        json.WriteString("name", filter.Name);
        json.WriteString("text", filter.Text);
        json.WriteEndObject();
    }
}
