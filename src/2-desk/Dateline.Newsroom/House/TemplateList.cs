using System.Text.Json;
using Dateline.News;
using Dateline.Newsroom.Api;
using Dateline.Newsroom.Outputs;
using Dateline.Store.House;

namespace Dateline.Newsroom.House;

/// <summary>Texts that are ready before there is news: stories to begin with, and the words of a hold or a kill.</summary>
internal static class TemplateList
{
    private const string Tag = "House";
    private const int LongestNotice = 2000;

    private static readonly Shape One = Shape.Object(
        ("code", Shape.Text("Its short name")),
        ("name", Shape.Text("Its name on screen")),
        ("use", Shape.OneOf("What it is for", Shapes.Names<TemplateUse>())),
        ("desk", Shape.Text("The desk it is for; not there: every desk")),
        ("content", Shapes.Content),
        ("text", Shape.Text("The words of a notice")));

    internal static void Map(ApiMap api)
    {
        api.Get("templates", Scopes.Read, call => call.Read(db => Answer.List(Templates.All(db), Write)), new("templateList", Tag, "List the templates") { Answers = Shape.Page(One) });
        api.Put("templates/{code}", Scopes.House, Save, new("templateSave", Tag, "Make a template, or write over one")
        {
            Description = "A story's template has content: begin a story with it. A notice's has text.",
            Body = Shape.Object(("name", Shape.Text("Its name on screen")), ("use", Shape.OneOf("What it is for", Shapes.Names<TemplateUse>())), ("desk", Shape.Text("The desk it is for")), ("content", Shapes.Content), ("text", Shape.Text("The words of a notice"))).Needing("name", "use"),
            Example = """{"name":"False report","use":"notice","text":"The report was false. Kill it wherever it was used, and tell whoever had it from you."}""",
            Answers = One,
            Codes = ["query-bad"],
        });
        api.Delete("templates/{code}", Scopes.House, Remove, new("templateRemove", Tag, "Take a template away") { Status = 204, Codes = ["unknown"] });
    }

    private static async Task<Answer> Save(ApiCall call)
    {
        var body = call.Body;
        var (name, use, desk) = (body.Required("name", 120), body.Member<TemplateUse>("use"), body.Slug("desk"));
        var content = body.Content("content", []);
        var text = body.Text("text", LongestNotice);
        if (body.End() is { } problem) return problem;
        if (use is null) return new Problem("wrong-type", "Say what it is for. Nothing was saved.", "/use");
        if (use == TemplateUse.Story ? content is null : string.IsNullOrWhiteSpace(text)) return new Problem("wrong-type", "A story's template needs content, a notice's needs text. Nothing was saved.", use == TemplateUse.Story ? "/content" : "/text");
        if (!OutputCodes.Is(call.Part("code"))) return OutputCodes.Bad;
        var template = new Template(call.Part("code"), name, use.Value, desk, use == TemplateUse.Story ? content : null, use == TemplateUse.Notice ? text : null);
        return await call.Write(tx =>
        {
            Templates.Save(tx, template, call.Who);
            return Answer.Ok(json => Write(json, template));
        }).ConfigureAwait(false);
    }

    private static Task<Answer> Remove(ApiCall call) => call.Write(tx =>
        Templates.Remove(tx, call.Part("code"), call.Who) ? Answer.NoContent : new Problem("unknown", "There is no such template. Nothing has changed."));

    private static void Write(Utf8JsonWriter json, Template template)
    {
        json.WriteStartObject();
        json.WriteString("code", template.Code);
        json.WriteString("name", template.Name);
        json.WriteString("use", StoryJson.Name(template.Use));
        if (template.Desk is not null) json.WriteString("desk", template.Desk);
        if (template.Content is { } content)
        {
            json.WritePropertyName("content");
            StoryJson.WriteContent(json, content);
        }
        if (template.Text is not null) json.WriteString("text", template.Text);
        json.WriteEndObject();
    }
}
