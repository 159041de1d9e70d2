using System.Text;
using System.Text.Json;
using Dateline.News;
using Dateline.Newsroom.Api;
using Dateline.Newsroom.Outputs;
using Dateline.Store.Database;
using Dateline.Store.House;
using Dateline.Store.Stories;

namespace Dateline.Newsroom.House;

/// <summary>What desks ask of their stories before these are sent, and whether a story has it.</summary>
internal static class ProfileList
{
    private const string Tag = "House";
    private const string EveryDesk = "any";

    private static readonly Shape Rule = Shape.Object(("required", Shape.Flag("Nothing is sent without it")), ("shortest", Shape.Number("A warning below: characters, of the text words, of a list its members")), ("longest", Shape.Number("A warning above")));
    private static readonly Shape Rules = Shape.Object(("fields", Shape.Object([.. ContentProfile.AllFields.Select(f => (f, Rule))])), ("secondReader", Shape.Flag("A second person must have read the text as it is")));
    private static readonly Shape One = Shape.Object(("desk", Shape.Text("The desk; any: every desk that has none of its own")), ("kind", Shape.OneOf("Which kind of story", Shapes.Names<ItemKind>())), ("rules", Rules));

    /// <summary>What a story lacks, as the list of actions tells it.</summary>
    internal static Shape UnmetShape => Shape.List(Shape.Object(("field", Shape.Text("The field")), ("code", Shape.OneOf("What is wrong with it", ["profile-missing", "profile-short", "profile-long", "second-reader-missing"])), ("limit", Shape.Number("How long it should be")), ("stops", Shape.Flag("Nothing is sent until it is mended"))));

    internal static void Map(ApiMap api)
    {
        api.Get("profiles", Scopes.Read, call => call.Read(db => Answer.List(Profiles.All(db), (json, p) => Write(json, p.Desk, p.Kind, ContentProfile.Read(p.Rules)))), new("profileList", Tag, "List what desks ask of their stories") { Description = "Where there is none for a kind, a headline is asked for, of 85 characters at most.", Answers = Shape.Page(One) });
        api.Put("profiles/{code}/{kind}", Scopes.House, Save, new("profileSave", Tag, "Say what a desk asks of its stories of one kind")
        {
            Description = "What is required stops the sending of a text by anybody, save of a flash (urgency 1); lengths only warn.",
            Body = Rules,
            Example = """{"fields":{"headline":{"required":true,"longest":85},"dek":{"longest":200},"body":{"shortest":60}},"secondReader":true}""",
            Answers = One,
            Codes = ["query-bad"],
        });
        api.Delete("profiles/{code}/{kind}", Scopes.House, Remove, new("profileRemove", Tag, "Let a desk ask of a kind what every desk asks") { Status = 204, Codes = ["query-bad"] });
    }

    /// <summary>The profile that a story has to meet.</summary>
    internal static ContentProfile Of(Db db, Story story) => ContentProfile.Read(Profiles.Find(db, story.Desk, story.Kind));

    /// <summary>What the story lacks.</summary>
    internal static IEnumerable<Unmet> UnmetBy(Db db, Story story)
    {
        var profile = Of(db, story);
        return profile.UnmetBy(story.Content, !profile.SecondReader || StoryChecks.Reading(db, story.Id)?.IsOf(story) == true);
    }

    /// <summary>Why the story can't be sent as it is; null: nothing that is required is missing.</summary>
    internal static Problem? WhyNot(Db db, Story story) => UnmetBy(db, story).FirstOrDefault(u => u.Stops && u.Field != "headline") switch
    {
        null => null,
        { Code: "second-reader-missing" } => new("second-reader-missing", "The desk asks for a second reader, and nobody else has read the story as it is now. Nothing was sent. Have a colleague read and sign it."),
        var lacking => new("profile-missing", $"The desk asks for {lacking.Field}, and the story has none. Nothing was sent. Fill it in.", "/content/" + lacking.Field),
    };

    private static async Task<Answer> Save(ApiCall call)
    {
        if (!TryPlace(call, out var desk, out var kind)) return BadPlace;
        var body = call.Body;
        var given = body.Object("fields");
        var fields = new Dictionary<string, FieldRule>(StringComparer.Ordinal);
        foreach (var name in ContentProfile.AllFields)
        {
            var field = given.Object(name);
            fields[name] = new(field.Flag("required"), field.Number("shortest"), field.Number("longest"));
        }
        var profile = new ContentProfile(fields, body.Flag("secondReader"));
        if (body.End() is { } problem) return problem;
        return await call.Write(tx =>
        {
            Profiles.Set(tx, desk, kind, Text(profile), call.Who);
            return Answer.Ok(json => Write(json, desk, kind, profile));
        }).ConfigureAwait(false);
    }

    private static Task<Answer> Remove(ApiCall call)
    {
        if (!TryPlace(call, out var desk, out var kind)) return Task.FromResult<Answer>(BadPlace);
        return call.Write(tx =>
        {
            Profiles.Set(tx, desk, kind, null, call.Who);
            return Answer.NoContent;
        });
    }

    /// <summary>A profile as it is kept.</summary>
    internal static string Text(ContentProfile profile) => Encoding.UTF8.GetString(Answer.Bytes(profile.Write));

    private static Problem BadPlace => new("query-bad", $"The address names a desk ({EveryDesk} for every desk) and a kind: {string.Join(", ", Shapes.Names<ItemKind>())}. Nothing was saved.");

    private static bool TryPlace(ApiCall call, out string desk, out ItemKind kind)
    {
        desk = call.Part("code") is var code && code == EveryDesk ? "" : code;
        return StoryJson.TryName(call.Part("kind"), out kind) && OutputCodes.Is(code);
    }

    private static void Write(Utf8JsonWriter json, string desk, ItemKind kind, ContentProfile profile)
    {
        json.WriteStartObject();
        json.WriteString("desk", desk.Length == 0 ? EveryDesk : desk);
        json.WriteString("kind", StoryJson.Name(kind));
        json.WritePropertyName("rules");
        profile.Write(json);
        json.WriteEndObject();
    }
}
