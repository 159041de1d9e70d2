using System.Text.Json;
using Dateline.Formats.Subjects;
using Dateline.News;
using Dateline.Newsroom.Api;
using Dateline.Store.Database;
using Dateline.Store.Deliveries;

namespace Dateline.Newsroom.Outputs;

/// <summary>What clients can buy: named filters, and what they would have held of late.</summary>
internal static class ProductList
{
    private static readonly Shape ProductShape = Shape.Object(("code", Shape.Text("Its short name")), ("name", Shape.Text("Its name on screen")), ("filter", Shape.Text("Which news it holds: \"language is en and not genre is Opinion\"")));
    private static readonly string[] FilterCodes = ["filter-empty", "filter-long", "filter-unexpected", "filter-deep", "filter-bracket", "filter-ends", "filter-field", "filter-verb", "filter-value", "filter-quote"];

    internal static void Map(ApiMap api)
    {
        api.Get("products", Scopes.Outputs, List, new("productList", "Outputs", "List products") { Answers = Shape.Page(ProductShape) });
        api.Put("products/{code}", Scopes.Outputs, Save, new("productSave", "Outputs", "Make a product, or change one")
        {
            Body = Shape.Object(("name", Shape.Text("Its name on screen")), ("filter", Shape.Text("Which news it holds"))).Needing("name", "filter"),
            Example = """{"name":"Politics in English","filter":"language is en and subject under medtop:11000000 and not genre is Opinion"}""",
            Answers = ProductShape,
            Codes = ["query-bad", .. FilterCodes],
        });
        api.Post("products/preview", Scopes.Outputs, Preview, new("productPreview", "Outputs", "See what a filter would have held in the last seven days")
        {
            Description = $"Of the newest {ProductSample.MostLookedAt} versions at most; \"lookedAt\" says of how many.",
            Body = Shape.Object(("filter", Shape.Text("The filter"))).Needing("filter"),
            Example = """{"filter":"slugline has KESSEL"}""",
            Answers = Shape.Object(("filter", Shape.Text("The filter in its one written form")), ("count", Shape.Number("How many versions it holds")), ("lookedAt", Shape.Number("Of how many")), ("items", Shape.List(Shapes.Summary, "The newest of them"))),
            Codes = FilterCodes,
        });
    }

    private static Task<Answer> List(ApiCall call) => call.Read(db => Answer.List(Clients.Products(db), Write));

    private static async Task<Answer> Save(ApiCall call)
    {
        var body = call.Body;
        var product = new Product(call.Part("code"), body.Required("name"), body.Text("filter", 4000) ?? "");
        if (body.End() is { } problem) return problem;
        if (!OutputCodes.Is(product.Code)) return OutputCodes.Bad;
        return await call.Write(tx =>
        {
            var saved = Clients.Save(tx, product, call.Who, Vocabularies.ForFilters);
            return saved.IsDone ? Answer.Ok(json => Write(json, saved.Value)) : saved.Refusal;
        }).ConfigureAwait(false);
    }

    private static Task<Answer> Preview(ApiCall call)
    {
        var body = call.Body;
        var text = body.Text("filter", 4000) ?? "";
        if (body.End() is { } problem) return Task.FromResult<Answer>(problem);
        var filter = NewsFilter.Parse(text, Vocabularies.ForFilters);
        return filter.IsDone ? call.Read(db => Preview(db, call, filter.Value)) : Task.FromResult<Answer>(filter.Refusal);
    }

    private static Answer Preview(Db db, ApiCall call, NewsFilter filter)
    {
        var sample = ProductSample.Take(db, filter, call.Now);
        var answer = call.Stories(db);
        return Answer.Ok(json =>
        {
            json.WriteStartObject();
            json.WriteString("filter", filter.Text);
            json.WriteNumber("count", sample.Count);
            json.WriteNumber("lookedAt", sample.LookedAt);
            json.WriteStartArray("items");
            foreach (var story in sample.Newest) answer.Summary(json, story);
            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    private static void Write(Utf8JsonWriter json, Product product)
    {
        json.WriteStartObject();
        json.WriteString("code", product.Code);
        json.WriteString("name", product.Name);
        json.WriteString("filter", product.Filter);
        json.WriteEndObject();
    }
}
