using System.Text.Json;
using Dateline.Site.Article;
using Dateline.Site.Theme;
using Dateline.Store.Stories;

namespace Dateline.Site.Events;

/// <summary>What is to be known of a page for search engines, beside its article: schema.org's Event; of an obituary, the Person it is about.</summary>
internal static class EventJson
{
    /// <summary>The event, as an object of its own.</summary>
    internal static void Event(Utf8JsonWriter json, House house, ArticleView article, PageFacts facts, string address)
    {
        json.WriteStartObject();
        json.WriteString("@context", "https://schema.org");
        json.WriteString("@type", "Event");
        json.WriteString("name", article.Headline);
        if (article.Dek is not null) json.WriteString("description", article.Dek);
        json.WriteString("url", address);
        json.WriteString("startDate", article.Language.Times.Iso(facts.Starts!.Value));
        if (facts.Ends is { } ends) json.WriteString("endDate", article.Language.Times.Iso(ends));
        json.WriteString("eventStatus", "https://schema.org/" + facts.State switch { EventState.Cancelled => "EventCancelled", EventState.Postponed => "EventPostponed", _ => "EventScheduled" });
        if (facts.Venue is not null || facts.Address is not null)
        {
            json.WriteStartObject("location");
            json.WriteString("@type", "Place");
            json.WriteString("name", facts.Venue ?? facts.Address);
            json.WriteString("address", facts.Address ?? facts.Venue);
            json.WriteEndObject();
        }
        if (facts.Organiser is { } organiser)
        {
            json.WriteStartObject("organizer");
            json.WriteString("@type", "Organization");
            json.WriteString("name", organiser);
            json.WriteEndObject();
        }
        if (article.Photo is { } photo)
        {
            json.WriteStartArray("image");
            foreach (var path in photo.Shapes.Select(s => s.Path).Append(photo.Path)) json.WriteStringValue(house.Base + path);
            json.WriteEndArray();
        }
        if (facts.Link is { } link) json.WriteString("sameAs", link);
        json.WriteEndObject();
    }

    /// <summary>The person an obituary is about, as a member of its article.</summary>
    internal static void Person(Utf8JsonWriter json, PageFacts facts)
    {
        json.WriteString("genre", "Obituary");
        json.WriteStartObject("about");
        json.WriteString("@type", "Person");
        json.WriteString("name", facts.Name);
        if (facts.Born is { } born) json.WriteString("birthDate", EventFacts.Iso(born));
        if (facts.Died is { } died) json.WriteString("deathDate", EventFacts.Iso(died));
        json.WriteEndObject();
    }
}
