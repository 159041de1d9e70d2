using System.Text.Json;
using Dateline.News;
using Dateline.Newsroom.Api;
using Dateline.Newsroom.Staff;
using Dateline.Store.Stories;
using Microsoft.Extensions.DependencyInjection;

namespace Dateline.Newsroom.Sending;

/// <summary>Who would get a story, by name, before it goes: by the same rules that decide when it does.</summary>
internal static class WhoGets
{
    internal static void Map(ApiMap api) => api.Get("stories/{id}/audience", Scopes.Read, Read, new("audienceRead", "Sending", "Who would get a story if it went now")
    {
        Description = "By the clients' products as they are now; a scheduled story is matched when it fires.",
        Query = [("action", "The action, by its name; publish if not stated"), ("usableFrom", "An embargo: a time with zone, or until-further-notice; as it stands if not stated"), ("at", "When it would be released: a time with zone; now if not stated")],
        Answers = Shape.Object(
            ("known", Shape.Flag("Whether deliveries are set up here at all")),
            ("now", Shape.List(Shape.Text("A client who would get it at once"))),
            ("waiting", Shape.List(Shape.Object(("client", Shape.Text("A client for whom it waits")), ("opens", Shape.Time("When the hours of its contract begin; not stated: it is paused")), ("opensHere", Shape.Text("The same as the clocks of whoever asks show it, with their zone"))))),
            ("later", Shape.List(Shape.Text("A client for whom it is held until the embargo ends"))),
            ("site", Shape.Flag("Whether it has a public page"))),
        Codes = ["story-unknown", "query-bad"],
    });

    private static Task<Answer> Read(ApiCall call) => call.ReadStory((db, story) =>
    {
        var name = call.Query("action") ?? "publish";
        if (SendAction.All.FirstOrDefault(a => a.Name == name) is not { } action) return new Problem("query-bad", $"There is no action \"{name}\".");
        if (!TryEmbargo(call.Query("usableFrom"), story.Standing.Embargo, out var embargo)) return new Problem("query-bad", "\"usableFrom\" must be a time with a zone (RFC 3339), or until-further-notice.");
        var at = call.Now;
        if (call.Query("at") is { } stated && !Instant.TryParse(stated, out at)) return new Problem("query-bad", "\"at\" must be a time with a zone (RFC 3339).");
        if (action.Action == ReleaseAction.Lift) embargo = Embargo.None;
        var outputs = call.Http.RequestServices.GetService<IOutputs>();
        var receivers = outputs?.WhoGets(db, story, action.Action ?? ReleaseAction.Publish, embargo, at) ?? [];
        var now = receivers.Where(r => r.Now).Select(r => r.Client).Distinct().Order(StringComparer.Ordinal).ToList();
        // By the first of its destinations that takes it.
        var waiting = receivers.Where(r => r.AtOnce && !now.Contains(r.Client)).GroupBy(r => r.Client, (client, theirs) => (Client: client, Opens: theirs.Min(r => r.Opens))).OrderBy(w => w.Client, StringComparer.Ordinal).ToList();
        var words = StaffWords.For(call.Http.Request, call.Http.RequestServices.GetRequiredService<NewsroomOptions>());
        return Answer.Ok(json =>
        {
            json.WriteStartObject();
            json.WriteBoolean("known", outputs is not null);
            Names(json, "now", now);
            json.WriteStartArray("waiting");
            foreach (var (client, opens) in waiting)
            {
                json.WriteStartObject();
                json.WriteString("client", client);
                StoryAnswer.Time(json, "opens", opens);
                if (opens is { } from) json.WriteString("opensHere", words.MomentThere(from, call.Now));
                json.WriteEndObject();
            }
            json.WriteEndArray();
            Names(json, "later", receivers.Where(r => !r.AtOnce).Select(r => r.Client).Distinct().Except(now).Except(waiting.Select(w => w.Client)).Order(StringComparer.Ordinal));
            json.WriteBoolean("site", HasPublicPage(story));
            json.WriteEndObject();
        });
    });

    private static bool HasPublicPage(Story story) => story.HasPage && story.Content.Language is not null && !story.Standing.IsAdvisory && !story.Content.Rights.NoWeb;

    private static bool TryEmbargo(string? text, Embargo otherwise, out Embargo embargo)
    {
        embargo = text switch { null => otherwise, "until-further-notice" => Embargo.FurtherNotice, _ => Embargo.None };
        if (text is null or "until-further-notice") return true;
        if (!Instant.TryParse(text, out var until)) return false;
        embargo = Embargo.At(until);
        return true;
    }

    private static void Names(Utf8JsonWriter json, string member, IEnumerable<string> names)
    {
        json.WriteStartArray(member);
        foreach (var name in names) json.WriteStringValue(name);
        json.WriteEndArray();
    }
}
