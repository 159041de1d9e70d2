using System.Text.Json;
using Dateline.News;
using Dateline.Newsroom.Api;
using Microsoft.Extensions.DependencyInjection;

namespace Dateline.Newsroom.Admin;

/// <summary>The running program, for programs that watch it: how it is, and its backups.</summary>
internal static class SystemList
{
    private const string Tag = "System";

    private static readonly Shape Finding = Shape.Object(
        ("level", Shape.OneOf("How it is", Shapes.Names<HealthLevel>())), ("code", Shape.Text("A stable code")), ("count", Shape.Number("How many, of what is counted")), ("text", Shape.Text("What was found")), ("todo", Shape.Text("What to do; not there: nothing")));
    private static readonly Shape Run = Shape.Object(
        ("check", Shape.Flag("Whether one is checked; else one is made")), ("name", Shape.Text("The backup")), ("by", Shape.Text("Who asked for it")), ("began", Shape.Time("When")), ("step", Shape.Text("What is being done")),
        ("ended", Shape.Time("When it ended; not there: it runs")), ("code", Shape.Text("Why it could not be done")), ("message", Shape.Text("The same in words")));

    internal static void Map(ApiMap api)
    {
        api.Get("health", Scopes.System, Health, new("health", Tag, "See how the program and the newsroom's work are") { Description = "The machine is looked over once a minute at most, beside whoever asks; \"at\" says when it was.", Answers = Shape.Object(("at", Shape.Time("When the machine was looked over; not there: it is being done")), ("items", Shape.List(Finding))), Codes = ["not-set-up"] });
        api.Get("backups", Scopes.System, call => With(call, backups => Answer.Ok(json => Write(json, backups))), new("backupList", Tag, "List the backups on this server, and what is being done") { Answers = Shape.Object(("items", Shape.List(Shape.Object(("name", Shape.Text("Its name")), ("made", Shape.Time("The moment of the state it holds")), ("bytes", Shape.Number("How large it is"))))), ("run", Run)), Codes = ["not-set-up"] });
        api.Post("backups", Scopes.System, call => With(call, backups => backups.Make(call.Who) is { } why ? why : Answer.Json(202, json => Write(json, backups.Run))), new("backupMake", Tag, "Begin a backup") { Description = "It goes where backup:folder says. Ask the list how far it is.", Status = 202, Answers = Run, Codes = ["not-set-up", "backup-running"] });
        api.Post("backups/{code}/check", Scopes.System, call => With(call, backups => backups.Check(call.Part("code"), call.Who) is { } why ? why : Answer.Json(202, json => Write(json, backups.Run))), new("backupCheck", Tag, "Begin to check a backup") { Description = "Every file by its hash, the database, both chains and the signed heads.", Status = 202, Answers = Run, Codes = ["not-set-up", "unknown", "backup-running"] });
    }

    private static Task<Answer> With(ApiCall call, Func<IBackups, Answer> answer) => Task.FromResult(call.Http.RequestServices.GetService<IBackups>() is { } backups ? answer(backups) : NotSetUp);

    private static Problem NotSetUp => new("not-set-up", "This part is not set up here. Nothing was done.");

    private static Task<Answer> Health(ApiCall call)
    {
        if (call.Http.RequestServices.GetService<ISystemHealth>() is not { } health) return Task.FromResult<Answer>(NotSetUp);
        var (machine, work) = (health.Latest(), StoreHealth.Look(call.Store));
        return Task.FromResult(Answer.Ok(json =>
        {
            json.WriteStartObject();
            if (machine is not null) json.WriteString("at", machine.At.ToString());
            json.WriteStartArray("items");
            foreach (var finding in work) Write(json, finding.Level, finding.Code, finding.Count, finding.Names, null);
            foreach (var finding in machine?.Findings ?? []) Write(json, finding.Level, finding.Code, null, finding.Text, finding.Todo);
            json.WriteEndArray();
            json.WriteEndObject();
        }));
    }

    private static void Write(Utf8JsonWriter json, HealthLevel level, string code, int? count, string? text, string? todo)
    {
        json.WriteStartObject();
        json.WriteString("level", StoryJson.Name(level));
        json.WriteString("code", code);
        if (count is { } many) json.WriteNumber("count", many);
        if (text is not null) json.WriteString("text", text);
        if (todo is not null) json.WriteString("todo", todo);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, IBackups backups)
    {
        json.WriteStartObject();
        json.WriteStartArray("items");
        foreach (var backup in backups.All())
        {
            json.WriteStartObject();
            json.WriteString("name", backup.Name);
            json.WriteString("made", backup.Made.ToString());
            json.WriteNumber("bytes", backup.Bytes);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        if (backups.Run is { } run)
        {
            json.WritePropertyName("run");
            Write(json, run);
        }
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, BackupRun? run)
    {
        json.WriteStartObject();
        if (run is not null)
        {
            json.WriteBoolean("check", run.IsCheck);
            if (run.Name is not null) json.WriteString("name", run.Name);
            json.WriteString("by", run.By);
            json.WriteString("began", run.Began.ToString());
            if (run.Step is not null) json.WriteString("step", run.Step);
            if (run.Ended is { } ended) json.WriteString("ended", ended.ToString());
            if (run.Failed is { } failed)
            {
                json.WriteString("code", failed.Code);
                json.WriteString("message", failed.Message);
            }
        }
        json.WriteEndObject();
    }
}
