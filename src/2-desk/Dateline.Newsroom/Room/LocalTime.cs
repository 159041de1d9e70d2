using System.Globalization;
using Dateline.News;
using Dateline.Newsroom.Api;
using Dateline.Newsroom.Staff;
using Dateline.Store;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Dateline.Newsroom.Room;

/// <summary>A time as the clock of the screen shows it, turned into an instant: by the zone's own rules, so that a date beyond the change of clocks is right too.</summary>
internal static class LocalTime
{
    internal static Task Send(HttpContext http)
    {
        var options = http.RequestServices.GetRequiredService<NewsroomOptions>();
        var now = http.RequestServices.GetRequiredService<NewsStore>().Clock.Now();
        var words = StaffWords.For(http.Request, options);
        var (at, wrong) = Read(http.Request.Query["at"], words.TimeZone);
        if (at is not { } instant) return ApiMap.Send(http, new Problem("query-bad", words[wrong!]));
        return ApiMap.Send(http, Answer.Ok(json =>
        {
            json.WriteStartObject();
            json.WriteString("instant", instant.ToString());
            json.WriteString("here", words.MomentThere(instant, now));
            json.WriteString("utc", instant.ToDateTimeOffset().ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture));
            json.WriteBoolean("past", instant <= now);
            json.WriteEndObject();
        }));
    }

    /// <summary>The instant at which a zone's clocks show a time; or the name of the words that say why there is none.</summary>
    internal static (Instant? At, string? Wrong) Read(string? text, TimeZoneInfo zone)
    {
        if (!DateTime.TryParseExact(text, ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) || local.Year is < 1900 or > 9000) return (null, "when-bad");
        if (zone.IsInvalidTime(local)) return (null, "when-gap");
        // Of an hour that comes twice the later one: nothing opens too early.
        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Min() : zone.GetUtcOffset(local);
        return (Instant.From(new DateTimeOffset(local, offset)), null);
    }
}
