using System.Text.Json;
using Dateline.Formats.Subjects;
using Dateline.News;
using Dateline.Newsroom.Api;
using Microsoft.AspNetCore.Http;

namespace Dateline.Newsroom.Room;

/// <summary>Subjects of the vocabularies in force as one types: by name in the story's language, each with what it stands under.</summary>
internal static class SubjectLookup
{
    private const int Most = 12;
    private const int LongestText = 100;

    internal static Task Send(HttpContext http)
    {
        var text = http.Request.Query["q"].ToString();
        var language = Language.From(http.Request.Query["lang"].ToString()) ?? Language.From("en")!.Value;
        var found = text.Length is 0 or > LongestText ? [] : Vocabularies.InForce.Search(text, language, Most);
        return ApiMap.Send(http, Answer.List(found, (json, topic) => Write(json, topic, language)));
    }

    private static void Write(Utf8JsonWriter json, Term topic, Language language)
    {
        json.WriteStartObject();
        json.WriteString("code", topic.Code);
        json.WriteString("name", topic.Label(language));
        json.WriteString("under", string.Join(" › ", Vocabularies.InForce.Broader(topic.Code).Select(b => b.Label(language))));
        json.WriteEndObject();
    }
}
