using System.Text.Json;
using Dateline.Newsroom.Api;
using Dateline.Store.Database;
using Dateline.Store.Intake;
using Dateline.Store.Writing;
using Microsoft.Extensions.DependencyInjection;

namespace Dateline.Newsroom.Wires;

/// <summary>Where items come in.</summary>
internal static class SourceList
{
    private static readonly Shape SourceShape = Shape.Object(
        ("code", Shape.Text("Its short name, in addresses and routes")), ("name", Shape.Text("Its name on screen")), ("settings", Shape.Any("Its settings")), ("hasSecret", Shape.Flag("Whether it has a secret; it is never shown")),
        ("created", Shape.Time("When it was set up")), ("lastItem", Shape.Time("When it last sent anything")),
        ("paused", Shape.Object(("since", Shape.Time("Since when nothing of it is taken in")), ("why", Shape.Text("Why"))).Needing("since", "why")),
        ("asked", Shape.Object(
            ("next", Shape.Time("When it is asked next")), ("lastSuccess", Shape.Time("When it last answered as it should")), ("failures", Shape.Number("How many looks have failed in a row")), ("failingSince", Shape.Time("Since when every look has failed")),
            ("lastError", Shape.Object(("code", Shape.Text("Why the last failed look failed")), ("message", Shape.Text("The same in words")), ("at", Shape.Time("When"))).Needing("code", "message", "at"))).Needing("next", "failures")));

    internal static void Map(ApiMap api)
    {
        api.Get("sources", Scopes.Wires, List, new("sourceList", "Wires", "List sources with how they do") { Answers = Shape.Page(SourceShape) });
        api.Get("sources/{code}", Scopes.Wires, Read, new("sourceRead", "Wires", "Read a source") { Answers = SourceShape, Codes = ["unknown"] });
        api.Put("sources/{code}", Scopes.Wires, Save, new("sourceSave", "Wires", "Set up a source, or change it")
        {
            Description = "A secret is sealed and never shown again: it can only be replaced, or taken away with an empty one.",
            Body = Shape.Object(("name", Shape.Text("Its name on screen")), ("settings", Shape.Any("Its settings")), ("secret", Shape.Text("What proves us to them: a password, a key; not stated: it keeps the one it has"))).Needing("name"),
            Example = """{"name":"Northern Press","settings":{"kind":"feed","feed":{"url":"https://np.example/feed.xml"}}}""",
            Answers = SourceShape,
            Codes = ["unknown"],
        });
        api.Post("sources/{code}/pause", Scopes.Wires, Pause, new("sourcePause", "Wires", "Take in nothing more of a source until it is resumed")
        {
            Description = "Who sends is answered 503 with Retry-After and keeps it; what is fetched waits where it lies.",
            Body = Shape.Object(("why", Shape.Text("Why, for those who come after"))).Needing("why"),
            Example = """{"why":"They move their server tonight"}""",
            Answers = SourceShape,
            Codes = ["unknown"],
        });
        api.Post("sources/{code}/resume", Scopes.Wires, Resume, new("sourceResume", "Wires", "Take in again what a source sends") { Description = "What waits to be fetched is asked for at once.", Answers = SourceShape, Codes = ["unknown"] });
        api.Post("sources/{code}/ask", Scopes.Wires, Ask, new("sourceAsk", "Wires", "Ask a source for what is new at the next opportunity, whenever it was due") { Answers = SourceShape, Codes = ["unknown"] });
    }

    private static Problem Unknown => new("unknown", "There is no source of that code.");

    private static Task<Answer> List(ApiCall call) => call.Read(db =>
    {
        var rounds = SourceRounds.All(db);
        return Answer.List(Sources.All(db), (json, source) => Write(json, source, rounds.GetValueOrDefault(source.Id)));
    });

    private static Task<Answer> Read(ApiCall call) => call.Read(db => Sources.Find(db, call.Part("code")) is { } source ? Shown(db, source) : Unknown);

    private static Task<Answer> Pause(ApiCall call)
    {
        var body = call.Body;
        var why = body.Required("why", 200);
        return body.End() is { } problem ? Task.FromResult<Answer>(problem) : Change(call, (tx, source) => Sources.Pause(tx, source.Id, why, call.Who));
    }

    private static Task<Answer> Resume(ApiCall call) => Change(call, (tx, source) => Sources.Resume(tx, source.Id, call.Who));

    private static Task<Answer> Ask(ApiCall call) => Change(call, static (tx, source) => SourceRounds.AskAgain(tx, source.Id));

    private static Task<Answer> Change(ApiCall call, Action<StoreTransaction, Source> change) => call.Write(tx =>
    {
        if (Sources.Find(tx.Db, call.Part("code")) is not { } source) return Unknown;
        change(tx, source);
        return Shown(tx.Db, Sources.Find(tx.Db, source.Id)!);
    });

    private static Answer Shown(Db db, Source source) => Answer.Ok(json => Write(json, source, SourceRounds.Find(db, source.Id)));

    private static async Task<Answer> Save(ApiCall call)
    {
        var code = call.Part("code");
        var body = call.Body;
        var name = body.Required("name");
        var settings = body.Raw("settings")?.GetRawText() ?? "{}";
        var secret = body.Has("secret") ? body.Text("secret", 20_000) ?? "" : null;
        if (body.End() is { } problem) return problem;
        if (code.Length > 40 || !code.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'))
            return new Problem("query-bad", "A source's code has 1 to 40 lower-case letters, digits and hyphens. Nothing was saved.");
        if (call.Http.RequestServices.GetService<ISourceSettings>()?.WhyNot(settings, SourceSecret.StaysOf(call.Store.Read(db => Sources.Find(db, code)), secret)) is { } refusal) return refusal;
        var kept = SourceSecret.Sealed(call.Http.RequestServices, secret);
        return await call.Write(tx => Shown(tx.Db, Sources.Save(tx, code, name, settings, call.Who, kept))).ConfigureAwait(false);
    }

    private static void Write(Utf8JsonWriter json, Source source, SourceRound? round)
    {
        json.WriteStartObject();
        json.WriteString("code", source.Code);
        json.WriteString("name", source.Name);
        json.WritePropertyName("settings");
        json.WriteRawValue(source.Settings);
        json.WriteBoolean("hasSecret", source.Secret is not null);
        json.WriteString("created", source.Created.ToString());
        StoryAnswer.Time(json, "lastItem", source.LastItem);
        if (source.Paused is { } paused)
        {
            json.WriteStartObject("paused");
            json.WriteString("since", paused.ToString());
            json.WriteString("why", source.PausedWhy);
            json.WriteEndObject();
        }
        if (round is { LastSuccess: not null } or { ErrorAt: not null }) Write(json, round);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, SourceRound round)
    {
        json.WriteStartObject("asked");
        json.WriteString("next", round.NextLook.ToString());
        StoryAnswer.Time(json, "lastSuccess", round.LastSuccess);
        json.WriteNumber("failures", round.Failures);
        StoryAnswer.Time(json, "failingSince", round.FailingSince);
        if (round.ErrorAt is { } at)
        {
            json.WriteStartObject("lastError");
            json.WriteString("code", round.ErrorCode);
            json.WriteString("message", round.Error);
            json.WriteString("at", at.ToString());
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }
}
