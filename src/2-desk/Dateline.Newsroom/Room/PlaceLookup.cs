using Dateline.News;
using Dateline.Newsroom.Api;
using Dateline.Newsroom.HouseStyle;
using Dateline.Newsroom.Persons;
using Dateline.Store;
using Dateline.Store.Search;
using Dateline.Store.Stories;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Dateline.Newsroom.Room;

/// <summary>Places as one types a dateline: those that stories were filed from or are about, the most frequent first, each with the dateline as the house writes it today. What the story itself says is being typed.</summary>
internal static class PlaceLookup
{
    private const int LongestText = 60;
    private const int MostStories = 150;
    private const int Most = 8;

    internal static Task Send(HttpContext http)
    {
        var (options, store) = (http.RequestServices.GetRequiredService<NewsroomOptions>(), http.RequestServices.GetRequiredService<NewsStore>());
        var (text, language) = (http.Request.Query["q"].ToString().Trim(), Language.From(http.Request.Query["lang"].ToString()));
        var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(store.Clock.Now().ToDateTimeOffset(), options.TimeZone).DateTime);
        return ApiMap.Send(http, Answer.List(Found(store, DeskRights.Of(http.User), text, http.Request.Query["story"].ToString()), (json, place) =>
        {
            json.WriteStartObject();
            json.WriteString("name", place.Town);
            if (place.Country is not null) json.WriteString("country", place.Country);
            json.WriteString("dateline", DatelineText.Of(place.ToString(), day, language, options.Provider.Name));
            json.WriteEndObject();
        }));
    }

    private static IReadOnlyList<NamedPlace> Found(NewsStore store, DeskRights rights, string text, string story)
    {
        if (text.Length is < 2 or > LongestText) return [];
        // A single letter begins too many words to be looked up; the names that come are held against all that was typed.
        var words = text.Split([' ', '-', '"', '*', ','], StringSplitOptions.RemoveEmptyEntries).Where(w => w.Length > 1).ToList();
        if (words.Count == 0) return [];
        // Every word is there by its beginning: the one that is being typed is not whole yet.
        var found = store.Search.Newsroom.Find(new SearchQuery { Words = string.Join(' ', words.Select(w => w + "*")), Count = MostStories });
        if (!found.IsDone) return [];
        var now = store.Clock.Now();
        return NamedPlace.Most(found.Value.Hits.Where(s => rights.Sees(s, now) && s.Id.ToString("D") != story).Select(s => s.Content), text, Most);
    }
}
