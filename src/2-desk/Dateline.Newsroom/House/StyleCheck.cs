using System.Text.Json;
using Dateline.News;
using Dateline.Newsroom.Api;
using Dateline.Newsroom.HouseStyle;
using Dateline.Store.Database;
using Dateline.Store.Keeping;
using Dateline.Store.Writing;

namespace Dateline.Newsroom.House;

/// <summary>The house style on texts that somebody writes: suggestions only. Which rules hold is set for the newsroom.</summary>
internal static class StyleCheck
{
    private const string Tag = "House";
    private const string OffSetting = "style:off";
    private const int MostTexts = 2000;
    private const int MostSuggestions = 500;

    private static readonly Shape RuleShape = Shape.Object(("code", Shape.OneOf("The rule", [.. Rules.All.Select(r => r.Code)])), ("on", Shape.Flag("Whether it holds here")));

    internal static void Map(ApiMap api)
    {
        api.Get("style", Scopes.Read, call => call.Read(List), new("styleList", Tag, "List the rules of the house style") { Answers = Shape.Page(RuleShape) });
        api.Put("style/{code}", Scopes.House, Set, new("styleSet", Tag, "Turn a rule of the house style on or off")
        {
            Body = Shape.Object(("on", Shape.Flag("Whether it holds here"))).Needing("on"),
            Example = """{"on":false}""",
            Answers = RuleShape,
            Codes = ["unknown"],
        });
        api.Post("style/check", Scopes.Read, Check, new("styleCheck", Tag, "See what the house style would have otherwise")
        {
            Description = "Nothing is kept and nothing is changed. \"at\" counts UTF-16 units from the beginning of the text that \"text\" numbers; -1 is the headline.",
            Body = Shape.Object(("language", Shape.Text("BCP 47")), ("headline", Shape.Text("The headline")), ("texts", Shape.List(Shape.Text("A paragraph as plain text")))).Needing("language"),
            Example = """{"language":"en","texts":["He saw 5 ships on August 24 ."]}""",
            Answers = Shape.Page(Shape.Object(("rule", Shape.Text("The rule")), ("text", Shape.Number("Which text; -1: the headline")), ("at", Shape.Number("Where it begins")), ("quote", Shape.Text("What stands there")), ("with", Shape.Text("What should")))),
        });
    }

    /// <summary>The rules that are turned off here.</summary>
    internal static HashSet<string> Off(Db db) => [.. (Settings.Get(db, OffSetting) ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries)];

    /// <summary>Turns a rule on or off.</summary>
    internal static void Set(StoreTransaction tx, string rule, bool isOn, string who)
    {
        var off = Off(tx.Db);
        if (isOn) off.Remove(rule);
        else off.Add(rule);
        Settings.Set(tx, OffSetting, string.Join(' ', off.Order(StringComparer.Ordinal)));
        tx.Audit(who, "style-rule", rule, isOn ? "on" : "off");
    }

    private static Answer List(Db db)
    {
        var off = Off(db);
        return Answer.List(Rules.All, (json, rule) => Write(json, rule.Code, !off.Contains(rule.Code)));
    }

    private static async Task<Answer> Set(ApiCall call)
    {
        var body = call.Body;
        var isOn = body.Flag("on");
        if (body.End() is { } problem) return problem;
        if (Rules.All.All(r => r.Code != call.Part("code"))) return new Problem("unknown", "There is no such rule. Nothing has changed.");
        return await call.Write(tx =>
        {
            Set(tx, call.Part("code"), isOn, call.Who);
            return Answer.Ok(json => Write(json, call.Part("code"), isOn));
        }).ConfigureAwait(false);
    }

    private static Task<Answer> Check(ApiCall call)
    {
        var body = call.Body;
        var stated = body.Line("language", 40);
        var headline = body.Text("headline");
        // As they were typed: a space too many is what is looked for.
        var texts = body.List("texts", (element, _) => element.ValueKind == JsonValueKind.String ? element.GetString() : "", MostTexts);
        if (body.End() is { } problem) return Task.FromResult<Answer>(problem);
        if (Language.From(stated) is not { } language) return Task.FromResult<Answer>(Answer.List(Array.Empty<int>(), (_, _) => { }));
        var off = call.Store.Read(Off);
        var found = (headline is null ? [] : Rules.In(headline, language, isHeadline: true, off).Select(s => (Text: -1, Suggestion: s)))
            .Concat(texts.SelectMany((text, i) => Rules.In(text, language, isHeadline: false, off).Select(s => (Text: i, Suggestion: s)))).Take(MostSuggestions);
        return Task.FromResult(Answer.List(found, (json, f) =>
        {
            json.WriteStartObject();
            json.WriteString("rule", f.Suggestion.Rule);
            json.WriteNumber("text", f.Text);
            json.WriteNumber("at", f.Suggestion.At);
            json.WriteString("quote", f.Suggestion.Quote);
            json.WriteString("with", f.Suggestion.With);
            json.WriteEndObject();
        }));
    }

    private static void Write(Utf8JsonWriter json, string code, bool isOn)
    {
        json.WriteStartObject();
        json.WriteString("code", code);
        json.WriteBoolean("on", isOn);
        json.WriteEndObject();
    }
}
