using System.Text.Json;
using Dateline.Newsroom.Api;
using Dateline.Store.Keeping;
using Dateline.Store.Stories;

namespace Dateline.Newsroom.Log;

/// <summary>What a person must look at, until a named person has.</summary>
internal static class AlarmBoard
{
    private static readonly Shape AlarmShape = Shape.Object(
        ("id", Shape.Id("Its id")), ("kind", Shape.Text("A stable code")), ("at", Shape.Time("Since when")), ("story", Shape.Id("The story it is about")),
        ("item", Shape.Id("The incoming item it is about")), ("text", Shape.Text("What happened and what to do")), ("acknowledgedBy", Shape.Text("Who has seen it")), ("acknowledgedAt", Shape.Time("When")));

    internal static void Map(ApiMap api)
    {
        api.Get("alarms", Scopes.Alarms, List, new("alarmList", "Alarms", "List alarms, newest first") { Query = [("all", "true: acknowledged ones too"), ("limit", "1 to 200; 50 if not stated")], Answers = Shape.Page(AlarmShape), Codes = ["query-bad"] });
        api.Post("alarms/{id}/acknowledge", Scopes.Alarms, Acknowledge, new("alarmAcknowledge", "Alarms", "Say that you have seen an alarm") { Description = "Your pseudonym and the time are kept. The alarm of a hold or a kill without a receipt is not closed this way: confirm the withdrawal.", Status = 204, Codes = ["unknown", "withdrawal-open"] });
    }

    private static Task<Answer> List(ApiCall call) => call.Read(db =>
    {
        var limit = call.Limit();
        return limit.IsDone ? Answer.List(Alarms.List(db, call.Query("all") != "true", (int)limit.Value), (json, alarm) => Write(json, alarm, alarm.Story is not { } id || StoryTable.Find(db, id) is not { } story || call.Sees(story))) : limit.Refusal;
    });

    private static Task<Answer> Acknowledge(ApiCall call) => call.Write(tx =>
        Alarms.Acknowledge(tx, call.Id ?? Guid.Empty, call.Who) is { } refusal ? refusal : Answer.NoContent);

    private static void Write(Utf8JsonWriter json, Alarm alarm, bool isOpen)
    {
        json.WriteStartObject();
        json.WriteString("id", alarm.Id);
        json.WriteString("kind", alarm.Kind);
        json.WriteString("at", alarm.At.ToString());
        if (alarm.Story is { } story) json.WriteString("story", story);
        if (alarm.Item is { } item) json.WriteString("item", item);
        if (isOpen) json.WriteString("text", alarm.Text);
        if (alarm.AcknowledgedBy is not null) json.WriteString("acknowledgedBy", alarm.AcknowledgedBy);
        StoryAnswer.Time(json, "acknowledgedAt", alarm.AcknowledgedAt);
        json.WriteEndObject();
    }
}
