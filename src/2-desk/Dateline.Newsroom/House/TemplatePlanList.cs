using System.Text.Json;
using Dateline.News;
using Dateline.Newsroom.Api;
using Dateline.Newsroom.Outputs;
using Dateline.Newsroom.Staff;
using Dateline.Store.House;

namespace Dateline.Newsroom.House;

/// <summary>Templates that make their stories by themselves, for programs.</summary>
internal static class TemplatePlanList
{
    private const string Tag = "House";

    private static readonly string[] DayNames = [.. TemplatePlanForm.Week.Select(d => d.Name)];
    private static readonly Shape One = Shape.Object(
        ("id", Shape.Id("Its id")), ("template", Shape.Text("The template")), ("desk", Shape.Text("The desk that gets the story")), ("days", Shape.List(Shape.OneOf("A day", DayNames))), ("at", Shape.Text("At what time, on the desk's clock (HH:mm)")), ("zone", Shape.Text("Whose clock that is")),
        ("for", Shape.Text("For whom the story is marked; not there: nobody")), ("next", Shape.Time("When it makes the next one; not there: it is paused")), ("made", Shape.Time("When it made the last one")), ("story", Shape.Id("The last one")));

    internal static void Map(ApiMap api)
    {
        api.Get("template-plans", Scopes.Read, call => call.Read(db => Answer.List(TemplatePlans.All(db), Write)), new("templatePlanList", Tag, "List the templates that make their stories by themselves") { Answers = Shape.Page(One) });
        api.Post("templates/{code}/plans", Scopes.House, Add, new("templatePlanAdd", Tag, "Let a template make its story by itself")
        {
            Description = "Once for each time, on however many servers. What was missed while none ran is made once.",
            Status = 201,
            Body = Shape.Object(("days", Shape.List(Shape.OneOf("A day", DayNames))), ("at", Shape.Text("At what time, on the desk's clock (HH:mm)")), ("desk", Shape.Text("The desk; the template's own if not stated")), ("for", Shape.Text("For whom it is marked, by pseudonym"))).Needing("days", "at"),
            Example = """{"days":["monday","tuesday","wednesday","thursday","friday"],"at":"05:30","desk":"news"}""",
            Answers = One,
            Codes = ["unknown", "wrong-type"],
        });
        api.Post("template-plans/{id}/pause", Scopes.House, call => Pause(call, true), new("templatePlanPause", Tag, "Pause one") { Answers = One, Codes = ["unknown"] });
        api.Post("template-plans/{id}/resume", Scopes.House, call => Pause(call, false), new("templatePlanResume", Tag, "Let one go on, with the first time after now") { Answers = One, Codes = ["unknown"] });
        api.Delete("template-plans/{id}", Scopes.House, Remove, new("templatePlanRemove", Tag, "Take one away; what it made stays") { Status = 204, Codes = ["unknown"] });
    }

    private static async Task<Answer> Add(ApiCall call)
    {
        var body = call.Body;
        var form = new TemplatePlanForm(call.Part("code"), body.Slug("desk"), body.Texts("days"), body.Line("at", 10), body.Line("for", 80));
        if (body.End() is { } problem) return problem;
        return await call.Write(tx =>
        {
            var (plan, field, words) = form.Read(tx.Db, tx.Ids.NewId(), call.Options.TimeZone);
            if (plan is null) return field == "template" ? Unknown : new Problem("wrong-type", $"{StaffWords.For(call.Http.Request, call.Options)[words!]} Nothing was saved.", "/" + field);
            plan = TemplatePlans.Add(tx, plan, call.Who);
            return Answer.Created($"{ApiMap.Root}template-plans/{plan.Id:D}", json => Write(json, plan));
        }).ConfigureAwait(false);
    }

    private static Task<Answer> Pause(ApiCall call, bool isPaused) => call.Write(tx =>
    {
        if (call.Id is not { } id || TemplatePlans.Find(tx.Db, id) is null) return Unknown;
        TemplatePlans.Pause(tx, id, isPaused, call.Who);
        return Answer.Ok(json => Write(json, TemplatePlans.Find(tx.Db, id)!));
    });

    private static Task<Answer> Remove(ApiCall call) => call.Write(tx => call.Id is { } id && TemplatePlans.Remove(tx, id, call.Who) ? Answer.NoContent : Unknown);

    private static Problem Unknown => new("unknown", "There is no such thing. Nothing has changed.");

    private static void Write(Utf8JsonWriter json, TemplatePlan plan)
    {
        json.WriteStartObject();
        json.WriteString("id", plan.Id);
        json.WriteString("template", plan.Template);
        json.WriteString("desk", plan.Desk);
        json.WriteStartArray("days");
        foreach (var (_, name) in TemplatePlanForm.Week.Where(d => plan.Days.Contains(d.Day))) json.WriteStringValue(name);
        json.WriteEndArray();
        json.WriteString("at", plan.At.ToString("HH':'mm", System.Globalization.CultureInfo.InvariantCulture));
        json.WriteString("zone", plan.Zone);
        if (plan.Assignee is not null) json.WriteString("for", plan.Assignee);
        StoryAnswer.Time(json, "next", plan.Next);
        StoryAnswer.Time(json, "made", plan.Made);
        if (plan.Story is { } story) json.WriteString("story", story);
        json.WriteEndObject();
    }
}
