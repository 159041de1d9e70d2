using System.Globalization;
using System.Text.Json;
using Dateline.Formats;
using Dateline.News;
using Dateline.Newsroom.Api;
using Dateline.Store.Database;
using Dateline.Store.Intake;
using Dateline.Store.Stories;

namespace Dateline.Newsroom.Editing;

/// <summary>Everything a story ever said: revisions (saved inside), versions (on the wire), and the chain it belongs to.</summary>
internal static class StoryHistory
{
    private const string Tag = "History";

    internal static void Map(ApiMap api)
    {
        api.Get("stories/{id}/revisions", Scopes.Read, Revisions, new("revisionList", Tag, "List a story's saved revisions, newest first") { Answers = Shape.Page(Shapes.Revision), Codes = ["story-unknown"] });
        api.Get("stories/{id}/revisions/{number:int}", Scopes.Read, Revision, new("revisionRead", Tag, "Read one revision") { Answers = Shapes.Revision, Codes = ["story-unknown", "revision-unknown", "sealed"] });
        api.Get("stories/{id}/versions", Scopes.Read, Versions, new("versionList", Tag, "List a story's versions on the wire, newest first") { Answers = Shape.Page(Shapes.Version), Codes = ["story-unknown"] });
        api.Get("stories/{id}/versions/{number:int}", Scopes.Read, Version, new("versionRead", Tag, "Read one version, as JSON or as it goes over the wire")
        {
            Description = "With \"format\" it is answered in that wire format, exactly as a client in advance would get it. What the format can't say stands in the header Dateline-Notes.",
            Query = [("format", "A wire format by the name of its writer (\"newsml-g2\")")],
            Answers = Shapes.Version,
            Codes = ["story-unknown", "version-unknown", "format-unknown", "sealed"],
        });
        api.Get("stories/{id}/chain", Scopes.Read, Chain, new("chainRead", Tag, "List the stories of a chain, oldest first") { Answers = Shape.Page(Shapes.Summary), Codes = ["story-unknown"] });
    }

    private static Task<Answer> Revisions(ApiCall call) => call.ReadStory((db, story) => Answer.List(StoryTable.Revisions(db, story.Id), (json, revision) =>
    {
        json.WriteStartObject();
        WriteRevision(json, revision);
        json.WriteEndObject();
    }));

    private static Task<Answer> Revision(ApiCall call) => call.ReadStory((db, story) =>
    {
        if (story.Standing.State == StoryState.TakenDown) return Sealed;
        var number = Number(call);
        var revision = StoryTable.Revisions(db, story.Id).FirstOrDefault(r => r.Number == number);
        if (StoryTable.Revision(db, story.Id, number) is not { } content) return new Problem("revision-unknown", $"The story has no revision {number}.");
        return Answer.Ok(json =>
        {
            json.WriteStartObject();
            WriteRevision(json, revision);
            json.WritePropertyName("content");
            StoryJson.WriteContent(json, content);
            json.WriteEndObject();
        });
    });

    private static Task<Answer> Versions(ApiCall call) => call.ReadStory((db, story) => Answer.List(StoryTable.Versions(db, story.Id), (json, version) =>
    {
        json.WriteStartObject();
        WriteVersion(json, version);
        json.WriteEndObject();
    }));

    private static Task<Answer> Version(ApiCall call) => call.ReadStory((db, story) =>
    {
        var number = Number(call);
        if (StoryTable.Version(db, story.Id, number) is not { } version) return new Problem("version-unknown", $"The story has no version {number}; the newest is {story.Standing.Version}.");
        if (call.Query("format") is { } format) return version.Content is null ? Sealed : OnTheWire(db, call, story, version, format);
        return Answer.Ok(json =>
        {
            json.WriteStartObject();
            WriteVersion(json, version);
            if (version.Content is { } content) { json.WritePropertyName("content"); StoryJson.WriteContent(json, content); }
            json.WriteEndObject();
        });
    });

    private static Answer OnTheWire(Db db, ApiCall call, Story story, StoryVersion version, string format)
    {
        if (WireFormats.Writer(format) is not { } writer)
            return new Problem("format-unknown", $"No format \"{format}\" is written here. There are: {string.Join(", ", WireFormats.Writers.Select(w => w.Name))}.");
        var written = writer.Write(VersionItem.Of(db, story, version, call.Options.Provider), WriteOptions.Default);
        return new Answer
        {
            Status = 200,
            ContentType = writer.ContentType,
            Body = written.Bytes,
            Headers = written.Notes.Count == 0 ? [] : [("Dateline-Notes", string.Join(' ', written.Notes.Select(n => n.Code).Distinct()))],
        };
    }

    private static Task<Answer> Chain(ApiCall call) => call.ReadStory((db, story) => Answer.List(StoryTable.Chain(db, story.Chain).Where(call.Sees), call.Stories(db).Summary));

    private static Problem Sealed => new("sealed", "The story was taken down for legal reasons, and what it said is sealed.");

    private static int Number(ApiCall call) => int.Parse(call.Part("number"), CultureInfo.InvariantCulture);

    private static void WriteRevision(Utf8JsonWriter json, (int Number, Instant At, string Who, string Why) revision)
    {
        json.WriteNumber("number", revision.Number);
        json.WriteString("at", revision.At.ToString());
        json.WriteString("by", revision.Who);
        json.WriteString("why", revision.Why);
    }

    private static void WriteVersion(Utf8JsonWriter json, StoryVersion version)
    {
        json.WriteNumber("number", version.Number);
        json.WriteNumber("position", version.Position);
        json.WriteString("at", version.At.ToString());
        json.WriteString("action", Sending.SendAction.NameOf(version.Action));
        json.WriteString("status", StoryJson.Name(version.Status));
        if (version.Signals.Count > 0)
        {
            json.WriteStartArray("signals");
            foreach (var signal in version.Signals) json.WriteStringValue(signal);
            json.WriteEndArray();
        }
        if (!version.Embargo.IsNone) StoryJson.WriteEmbargo(json, "usableFrom", version.Embargo);
        if (version.IsAdvisory) json.WriteBoolean("advisory", true);
        if (version.EdNote is not null) json.WriteString("edNote", version.EdNote);
        if (version.Reason is not null) json.WriteString("reason", version.Reason);
        if (version.Notice is { } notice) { json.WritePropertyName("notice"); StoryJson.WriteNotice(json, notice); }
        if (version.SourceVersion is not null) json.WriteString("sourceVersion", version.SourceVersion);
        if (version.Content is null) json.WriteBoolean("sealed", true);
    }
}
