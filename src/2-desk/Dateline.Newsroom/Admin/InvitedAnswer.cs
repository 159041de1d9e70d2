using System.Text.Json;
using Dateline.Newsroom.Api;
using Dateline.Store.Keeping;

namespace Dateline.Newsroom.Admin;

/// <summary>A person as the API shows them, and the answer to an invitation: the link is told once, and never kept for a repeated request.</summary>
internal static class InvitedAnswer
{
    internal static Answer Of(int status, string path, string until, Action<Utf8JsonWriter> person)
    {
        Answer Told(bool whole) => Answer.Json(status, json =>
        {
            json.WriteStartObject();
            if (whole) json.WriteString("path", path);
            json.WriteString("until", until);
            json.WritePropertyName("person");
            person(json);
            json.WriteEndObject();
        });
        return Told(whole: true) with { Kept = Told(whole: false).Body };
    }

    internal static void Write(Utf8JsonWriter json, Person person, string role, IReadOnlyList<DeskRole>? desks = null, IReadOnlyList<string>? sites = null)
    {
        json.WriteStartObject();
        json.WriteString("pseudonym", person.Pseudonym);
        json.WriteString("login", person.Login);
        json.WriteString("name", person.Name);
        json.WriteString("role", role);
        json.WriteBoolean("hasPassword", person.Password is not null);
        json.WriteBoolean("hasCode", person.Totp is not null);
        if (desks is not null)
        {
            json.WriteStartArray("desks");
            foreach (var there in desks)
            {
                json.WriteStartObject();
                json.WriteString("desk", there.Desk);
                json.WriteString("role", there.Role);
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        if (sites is { Count: > 0 })
        {
            json.WriteStartArray("sites");
            foreach (var site in sites) json.WriteStringValue(site);
            json.WriteEndArray();
        }
        json.WriteString("created", person.Created.ToString());
        StoryAnswer.Time(json, "ended", person.Ended);
        json.WriteEndObject();
    }
}
