using Dateline.News;
using Dateline.Newsroom.Api;
using Dateline.Newsroom.HouseStyle;
using Dateline.Store;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Dateline.Newsroom.Room;

/// <summary>A dateline for a place, as the house writes it today.</summary>
internal static class DatelineLookup
{
    private const int Longest = 120;

    internal static Task Send(HttpContext http)
    {
        var (options, now) = (http.RequestServices.GetRequiredService<NewsroomOptions>(), http.RequestServices.GetRequiredService<NewsStore>().Clock.Now());
        var (place, day) = (http.Request.Query["place"].ToString(), DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now.ToDateTimeOffset(), options.TimeZone).DateTime));
        var written = DatelineText.Of(place.Length > Longest ? place[..Longest] : place, day, Language.From(http.Request.Query["lang"].ToString()), options.Provider.Name);
        return ApiMap.Send(http, Answer.Ok(json =>
        {
            json.WriteStartObject();
            json.WriteString("dateline", written);
            json.WriteEndObject();
        }));
    }
}
