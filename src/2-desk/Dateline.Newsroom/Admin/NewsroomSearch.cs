using System.Text.Json;
using Dateline.News;
using Dateline.Newsroom.Api;
using Dateline.Store.Search;
using Dateline.Store.Stories;

namespace Dateline.Newsroom.Admin;

/// <summary>The newsroom's own search: drafts, embargoed and held stories included.</summary>
internal static class NewsroomSearch
{
    internal static void Map(ApiMap api) => api.Get("search", Scopes.Read, Search, new("search", "Desk", "Search all stories, the newest first")
    {
        Description = "All words must be there, in any order and without regard to case and accents; \"words in quotes\" stand together exactly, start* matches by its beginning, -word must not be there. The index follows what is saved within two seconds.",
        Query =
        [
            ("q", "The words, at most 400 characters; needed where there is no filter"), ("language", "The primary subtag"), ("slugline", "How the slugline begins"), ("subject", "The code of a subject"),
            ("place", "A place's name or code"), ("person", "A name in the byline, or a part of it"), ("source", "The code of the source"), ("desk", "The desk that has it"), ("state", "One or several, separated by commas"),
            ("kind", "What kind of item"), ("from", "Changed at or after: RFC 3339, or a day of the newsroom's time zone"), ("before", "Changed before, as \"from\""),
            ("order", "latest (the default), or relevance: the words in the headline first, among the newest 10,000 matches"), ("facets", "yes: counts by language, subject, source, desk and day too"),
            ("after", "Where the page begins: next of the page before, in the same order"), ("limit", "1 to 200; 50 if not stated"),
        ],
        Answers = Shape.Object(
            ("items", Shape.List(Shapes.Summary)),
            ("next", Shape.Text("Where the next page begins; not there on the last")),
            ("behind", Shape.Number("How many changes the index has still to take in; not there where it knows all")),
            ("facets", Shape.Any("Not for a person who does not see every story. \"total\", and by name a list of value, name, count. Counted among the newest 10,000 matches; a count of 1000 with orMore is \"1,000+\""))),
        Codes = ["query-bad"],
    });

    private static Task<Answer> Search(ApiCall call)
    {
        var limit = call.Limit();
        if (!limit.IsDone) return Refused(limit.Refusal);
        var asked = call.Store.Read(db => SearchAsked.Read(db, call.Query, call.Options.TimeZone));
        if (!asked.IsDone) return Refused(asked.Refusal);
        if (SearchAsked.IsForAll(asked.Value)) return Refused(new("query-bad", "\"q\" must hold the words to search for, unless there is a filter. Nothing was searched.", "q"));
        // Facets count all that matches, and would tell of what is not there for this person.
        var query = asked.Value with { After = call.Query("after"), Count = (int)limit.Value, WithFacets = call.Query("facets") == "yes" && call.Rights.SeesAll };

        var found = call.Store.Search.Newsroom.Find(query);
        return found.IsDone ? call.Read(db => Answer.Ok(json => Write(json, found.Value, call, call.Stories(db)))) : Refused(found.Refusal);
    }

    // Parameters of the address are not members of the body: the sentence names them.
    private static Task<Answer> Refused(Refusal refusal) => Task.FromResult<Answer>(new Problem(refusal.Code, refusal.Message));

    private static void Write(Utf8JsonWriter json, SearchAnswer<Story> found, ApiCall call, StoryAnswer stories)
    {
        json.WriteStartObject();
        json.WriteStartArray("items");
        foreach (var story in found.Hits.Where(call.Sees)) stories.Summary(json, story);
        json.WriteEndArray();
        if (found.Next is not null) json.WriteString("next", found.Next);
        if (found.Behind > 0) json.WriteNumber("behind", found.Behind);
        if (found.Facets is { } facets) WriteFacets(json, facets);
        json.WriteEndObject();
    }

    private static void WriteFacets(Utf8JsonWriter json, SearchFacets facets)
    {
        json.WriteStartObject("facets");
        json.WriteStartObject("total");
        WriteCount(json, facets.Total);
        json.WriteEndObject();
        foreach (var (name, values) in facets.Facets)
        {
            json.WriteStartArray(name);
            foreach (var value in values)
            {
                json.WriteStartObject();
                json.WriteString("value", value.Value);
                if (value.Name is not null) json.WriteString("name", value.Name);
                WriteCount(json, value.Count);
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }

    private static void WriteCount(Utf8JsonWriter json, SearchCount count)
    {
        json.WriteNumber("count", count.Value);
        if (count.OrMore) json.WriteBoolean("orMore", true);
    }
}
