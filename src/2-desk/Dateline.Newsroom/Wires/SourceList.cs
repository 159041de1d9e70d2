using System.Text.Json;
using Dateline.Newsroom.Api;
using Dateline.Store.Intake;
using Microsoft.Extensions.DependencyInjection;

namespace Dateline.Newsroom.Wires;

/// <summary>Where items come in.</summary>
internal static class SourceList
{
    private static readonly Shape SourceShape = Shape.Object(
        ("code", Shape.Text("Its short name, in addresses and routes")), ("name", Shape.Text("Its name on screen")), ("settings", Shape.Any("Its settings")), ("created", Shape.Time("When it was set up")), ("lastItem", Shape.Time("When it last sent anything")));

    internal static void Map(ApiMap api)
    {
        api.Get("sources", Scopes.Wires, List, new("sourceList", "Wires", "List sources") { Answers = Shape.Page(SourceShape) });
        api.Get("sources/{code}", Scopes.Wires, Read, new("sourceRead", "Wires", "Read a source") { Answers = SourceShape, Codes = ["unknown"] });
        api.Put("sources/{code}", Scopes.Wires, Save, new("sourceSave", "Wires", "Set up a source, or change it")
        {
            Body = Shape.Object(("name", Shape.Text("Its name on screen")), ("settings", Shape.Any("Its settings"))).Needing("name"),
            Example = """{"name":"Northern Press","settings":{}}""",
            Answers = SourceShape,
            Codes = ["unknown"],
        });
    }

    private static Task<Answer> List(ApiCall call) => call.Read(db => Answer.List(Sources.All(db), Write));

    private static Task<Answer> Read(ApiCall call) => call.Read(db => Sources.Find(db, call.Part("code")) is { } source ? Answer.Ok(json => Write(json, source)) : new Problem("unknown", "There is no source of that code."));

    private static async Task<Answer> Save(ApiCall call)
    {
        var code = call.Part("code");
        var body = call.Body;
        var name = body.Required("name");
        var settings = body.Raw("settings")?.GetRawText() ?? "{}";
        if (body.End() is { } problem) return problem;
        if (code.Length > 40 || !code.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'))
            return new Problem("query-bad", "A source's code has 1 to 40 lower-case letters, digits and hyphens. Nothing was saved.");
        if (call.Http.RequestServices.GetService<ISourceSettings>()?.WhyNot(settings) is { } refusal) return refusal;
        return await call.Write(tx => Answer.Ok(json => Write(json, Sources.Save(tx, code, name, settings, call.Who)))).ConfigureAwait(false);
    }

    private static void Write(Utf8JsonWriter json, Source source)
    {
        json.WriteStartObject();
        json.WriteString("code", source.Code);
        json.WriteString("name", source.Name);
        json.WritePropertyName("settings");
        json.WriteRawValue(source.Settings);
        json.WriteString("created", source.Created.ToString());
        StoryAnswer.Time(json, "lastItem", source.LastItem);
        json.WriteEndObject();
    }
}
