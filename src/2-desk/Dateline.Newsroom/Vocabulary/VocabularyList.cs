using System.Text.Json;
using Dateline.Formats.Subjects;
using Dateline.Newsroom.Api;
using Dateline.Store.Database;
using Dateline.Store.House;
using Microsoft.Extensions.DependencyInjection;

namespace Dateline.Newsroom.Vocabulary;

/// <summary>The vocabularies in force, for programs: what there is, each as a file, and the house's own as one sets it.</summary>
internal static class VocabularyList
{
    private const string Tag = "House";
    private const string Try = "dryRun";
    private const int MostTerms = 20_000;
    private const int MostBytes = 32 * 1024 * 1024;

    private static readonly Shape One = Shape.Object(
        ("code", Shape.OneOf("Which one", VocabularyImport.Names)), ("release", Shape.Text("What it calls itself")), ("terms", Shape.Number("How many terms")), ("retired", Shape.Number("How many of them are retired")),
        ("number", Shape.Number("How often it was imported; 0: it is as Dateline brings it")), ("source", Shape.Text("The files it came from")), ("at", Shape.Time("When it was imported")));
    private static readonly Shape Terms = Shape.Object(("terms", Shape.List(Shape.Object(
        ("code", Shape.Text("A prefix of the house's own, a colon, a word")), ("field", Shape.OneOf("For which field it is; not there: subject", ["subject", "genre"])), ("broader", Shape.Text("What it is part of: another of the list, or a Media Topic")),
        ("retired", Shape.Flag("Given to new stories no more")), ("names", Shape.Any("Its names by language tag"))).Needing("code", "names")))).Needing("terms");
    private static readonly Shape Change = Shape.List(Shape.Object(("code", Shape.Text("The term")), ("before", Shape.Text("Its name before")), ("after", Shape.Text("Its name from then on"))));

    private static readonly Shape Changes = Shape.Object(("added", Change), ("renamed", Change), ("retired", Change), ("moved", Change));
    private static readonly string[] Codes = ["vocabulary-empty", "vocabulary-large", "vocabulary-form", "vocabulary-changed"];

    internal static void Map(ApiMap api)
    {
        api.Get("vocabularies", Scopes.Read, call => call.Read(db => Answer.List(VocabularyImport.Names, (json, name) => Write(json, name, db))), new("vocabularyList", Tag, "List the vocabularies in force") { Answers = Shape.Page(One) });
        api.Get("vocabularies/{code}", Scopes.Read, Export, new("vocabularyExport", Tag, "Export a vocabulary") { Description = "Media Topics come in IPTC's form, all languages in one document.", Answers = Shape.Any("The vocabulary"), Codes = ["unknown"] });
        api.Put("vocabularies/house", Scopes.House, call => Import(call, VocabularyReleases.House), new("vocabularyImport", Tag, "Put a whole list of the house's own terms in force")
        {
            Description = "What the list lacks is retired and keeps its name.",
            Query = [(Try, "true: only say what would change")],
            Body = Terms,
            Example = """{"terms":[{"code":"harbour:dredging","broader":"medtop:20000337","names":{"en":"dredging","fr":"dragage"}},{"code":"harbour:notebook","field":"genre","names":{"en":"notebook"}}]}""",
            Answers = Changes,
            Codes = [.. Codes, "vocabulary-twice", "vocabulary-code", "vocabulary-name", "vocabulary-language", "vocabulary-broader", "vocabulary-field"],
        });
        api.Put("vocabularies/mediatopics", Scopes.House, call => Import(call, VocabularyReleases.MediaTopics), new("mediaTopicsImport", Tag, "Put a release of IPTC's Media Topics in force")
        {
            Description = "The body is a document as IPTC publishes it (cv.iptc.org, JSON), in one language or in several; one language after another may be sent. What the document lacks is retired and keeps its names, and names in languages that it does not bring stay. Look at it first: dryRun.",
            Query = [(Try, "true: only say what would change")],
            Body = Shape.Any("IPTC's JSON: a concept scheme with its concepts"),
            Example = """{"dateReleased":"2026-04-01","conceptSet":[{"qcode":"medtop:01000000","prefLabel":{"en-GB":"arts, culture, entertainment and media"}}]}""",
            LargestBody = MostBytes,
            Answers = Changes,
            Codes = Codes,
        });
    }

    private static Task<Answer> Export(ApiCall call) => Task.FromResult(VocabularyImport.Names.Contains(call.Part("code"), StringComparer.Ordinal)
        ? new Answer { Status = 200, ContentType = Answer.JsonType, Body = VocabularyImport.Export(call.Part("code"), asCsv: false).Bytes }
        : new Problem("unknown", "There is no such vocabulary. There are: mediatopics, house."));

    private static async Task<Answer> Import(ApiCall call, string name)
    {
        if (name == VocabularyReleases.House)
        {
            var body = call.Body;
            _ = body.List("terms", static (term, _) => term.ToString(), MostTerms);
            if (body.End() is { } problem) return problem;
        }
        // A release that another node took over a moment ago is what this one is laid over.
        call.Http.RequestServices.GetRequiredService<VocabularyFollower>().Look();
        var read = VocabularyImport.Read(name, [call.Bytes]);
        // What a format is not is told by the words of formats; here it is a list of terms or none.
        if (!read.IsDone) return Codes.Contains(read.Refusal.Code) || name == VocabularyReleases.House ? read.Refusal : read.Refusal with { Code = "vocabulary-form" };
        var answer = Answer.Ok(json => Write(json, read.Value.Changes));
        if (call.Query(Try) == "true") return answer;
        var done = await call.Write(tx =>
        {
            var staged = VocabularyReleases.Stage(tx, name, read.Value.Release, "API", read.Value.Counts, read.Value.Content, call.Who);
            var taken = VocabularyReleases.TakeOver(tx, name, staged.At, call.Who);
            return taken.IsDone ? answer : taken.Refusal;
        }).ConfigureAwait(false);
        call.Http.RequestServices.GetRequiredService<VocabularyFollower>().Look();
        return done;
    }

    private static void Write(Utf8JsonWriter json, string name, Db db)
    {
        var (force, last) = (Vocabularies.InForce, VocabularyReleases.All(db).FirstOrDefault(r => r.Name == name));
        var (terms, retired) = name == VocabularyReleases.House ? (force.House.All.Count, force.House.All.Count(t => t.IsRetired)) : (force.Topics.Count, force.Topics.All.Count(t => t.IsRetired));
        json.WriteStartObject();
        json.WriteString("code", name);
        if (name == VocabularyReleases.MediaTopics) json.WriteString("release", force.Topics.Release);
        json.WriteNumber("terms", terms);
        json.WriteNumber("retired", retired);
        json.WriteNumber("number", last?.Number ?? 0);
        if (last is not null)
        {
            json.WriteString("source", last.Source);
            json.WriteString("at", last.At.ToString());
        }
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, VocabularyChanges changes)
    {
        json.WriteStartObject();
        foreach (var (name, list) in new[] { ("added", changes.Added), ("renamed", changes.Renamed), ("retired", changes.Retired), ("moved", changes.Moved) })
        {
            json.WriteStartArray(name);
            foreach (var term in list)
            {
                json.WriteStartObject();
                json.WriteString("code", term.Code);
                if (term.Before is not null) json.WriteString("before", term.Before);
                json.WriteString("after", term.After);
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }
}
