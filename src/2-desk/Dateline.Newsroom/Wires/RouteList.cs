using Dateline.Newsroom.Api;
using Dateline.Store.Database;
using Microsoft.Extensions.DependencyInjection;

namespace Dateline.Newsroom.Wires;

/// <summary>The ordered rules by which what comes in finds its desk. Their form is the intake's.</summary>
internal static class RouteList
{
    internal static void Map(ApiMap api)
    {
        api.Get("routes", Scopes.Wires, Read, new("routeList", "Wires", "List the routes in order") { Answers = Shape.Object(("items", Shape.List(Shape.Any("A route")))), Codes = ["not-set-up"] });
        api.Put("routes", Scopes.Wires, Save, new("routeSave", "Wires", "Replace the routes")
        {
            Body = Shape.Object(("items", Shape.List(Shape.Any("A route"), "All of them, in order"))).Needing("items"),
            Example = """{"items":[]}""",
            Answers = Shape.Object(("items", Shape.List(Shape.Any("A route")))),
            Codes = ["not-set-up"],
        });
    }

    private static Problem NotSetUp => new("not-set-up", "The intake is not running here. Nothing has changed.");

    private static Task<Answer> Read(ApiCall call) => call.Http.RequestServices.GetService<IRouteBook>() is { } book ? call.Read(db => Listed(book, db)) : Task.FromResult<Answer>(NotSetUp);

    private static async Task<Answer> Save(ApiCall call)
    {
        if (call.Http.RequestServices.GetService<IRouteBook>() is not { } book) return NotSetUp;
        var body = call.Body;
        var routes = body.List("items", static (element, _) => element.GetRawText());
        if (body.End() is { } problem) return problem;
        return await call.Write(tx => book.Replace(tx, "[" + string.Join(',', routes) + "]", call.Who) is { } refusal ? refusal : Listed(book, tx.Db)).ConfigureAwait(false);
    }

    private static Answer Listed(IRouteBook book, Db db) => Answer.Ok(json =>
    {
        json.WriteStartObject();
        json.WritePropertyName("items");
        json.WriteRawValue(book.Read(db));
        json.WriteEndObject();
    });
}
