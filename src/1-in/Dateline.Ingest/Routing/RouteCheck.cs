using System.Globalization;
using Dateline.News;

namespace Dateline.Ingest.Routing;

/// <summary>What is wrong with a route, in words for the person who wrote it.</summary>
internal static class RouteCheck
{
    internal static Refusal? WhyNot(IReadOnlyList<Route> routes, int index)
    {
        var route = routes[index];
        var at = "/" + index.ToString(CultureInfo.InvariantCulture);
        if (string.IsNullOrWhiteSpace(route.Name)) return new("route-name-missing", $"Route {index + 1} has no name. Nothing has changed.", at + "/name");
        if (route.Id is { } id && routes.Take(index).Any(r => r.Id == id)) return Of(route, "route-twice", "has the id of another", at + "/id");
        if (route.MostPerHour is < 1) return Of(route, "route-cap", "has a cap below 1; switch it off instead", at + "/mostPerHour");
        if (route.Actions is { Desk: null, Stage: null, Set: null, Send: false, Stop: false }) return Of(route, "route-does-nothing", "does nothing", at + "/actions");
        if (route.Actions.Desk is { } desk && string.IsNullOrWhiteSpace(desk)) return Of(route, "route-desk", "names no desk", at + "/actions/desk");
        if (route.Actions.Stage is { } stage && string.IsNullOrWhiteSpace(stage)) return Of(route, "route-stage", "names no stage", at + "/actions/stage");
        if (route.When is { } when && RouteWords.Parse(when) is { IsDone: false } unread) return unread.Refusal with { Message = $"The route \"{route.Name}\": {unread.Refusal.Message}", Field = at + "/when" };
        return Fields(route, at + "/actions/set") ?? Filter(route, route.Filter, at + "/filter") ?? (route.Except is { } except ? Exception(route, except, at + "/except") : null);
    }

    private static Refusal? Fields(Route route, string at)
    {
        if (route.Actions.Set is not { } set) return null;
        if (set.Language is not null && Language.From(set.Language) is null) return Of(route, "route-language", $"sets \"{set.Language}\", which is not a language tag", at + "/language");
        return set.Urgency is { } urgency && Urgency.From(urgency) is null ? Of(route, "route-urgency", "sets an urgency outside 1 to 9", at + "/urgency") : null;
    }

    private static Refusal? Filter(Route route, RouteFilter filter, string at)
    {
        if (filter.UrgencyAtMost is { } urgency && Urgency.From(urgency) is null) return Of(route, "route-urgency", "asks for an urgency outside 1 to 9", at + "/urgencyAtMost");
        if (filter is { WordsAtLeast: { } least, WordsAtMost: { } most } && least > most) return Of(route, "route-words", "asks for more words than it allows", at + "/wordsAtLeast");
        if (filter.Language.Any(l => Language.From(l) is null)) return Of(route, "route-language", "asks for something that is not a language tag", at + "/language");
        var lists = new[] { filter.Subject, filter.Slugline, filter.Genre, filter.Source, filter.Contains };
        return lists.Any(list => list.Any(string.IsNullOrWhiteSpace)) ? Of(route, "route-empty-word", "asks for an empty word", at) : null;
    }

    /// <summary>An exception without conditions takes everything: the route would never act, and nobody would see why.</summary>
    private static Refusal? Exception(Route route, RouteFilter except, string at) =>
        Filter(route, except, at) ?? (IsEmpty(except) ? Of(route, "route-except-empty", "excepts everything", at) : null);

    private static bool IsEmpty(RouteFilter f) => f is
    {
        Language.Count: 0, Subject.Count: 0, Slugline.Count: 0, Genre.Count: 0, Source.Count: 0, Kind.Count: 0, Contains.Count: 0,
        UrgencyAtMost: null, WordsAtLeast: null, WordsAtMost: null, Advisory: null,
    };

    private static Refusal Of(Route route, string code, string what, string at) => new(code, $"The route \"{route.Name}\" {what}. Nothing has changed.", at);
}
