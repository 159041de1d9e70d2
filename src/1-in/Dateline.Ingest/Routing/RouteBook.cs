using Dateline.News;

namespace Dateline.Ingest.Routing;

/// <summary>Where the routes send one item.</summary>
/// <param name="Book">The routes that decided.</param>
/// <param name="Desk">The desk.</param>
/// <param name="Stage">The stage.</param>
/// <param name="Content">What the story says, with what routes set.</param>
/// <param name="Sender">The route that sends it; null: none does.</param>
internal sealed record RoutePlan(RouteBook Book, string Desk, string Stage, StoryContent Content, Route? Sender);

/// <summary>The routes of one revision, in order.</summary>
/// <param name="Revision">The revision.</param>
/// <param name="Routes">The routes.</param>
internal sealed record RouteBook(string Revision, IReadOnlyList<Route> Routes)
{
    internal static RouteBook Empty { get; } = new("", []);

    internal RoutePlan Plan(NewsItem item, string source, SourceSettings settings)
    {
        var plan = new RoutePlan(this, settings.Desk, "incoming", WithHeadline(item), null);
        foreach (var route in Routes)
        {
            if (!route.Takes(item, source, plan.Desk)) continue;
            plan = Apply(plan, route);
            if (route.Actions.Stop) break;
        }
        return plan;
    }

    private static RoutePlan Apply(RoutePlan plan, Route route) => plan with
    {
        Desk = route.Actions.Desk ?? plan.Desk,
        Stage = route.Actions.Stage ?? plan.Stage,
        Content = route.Actions.Set is { } fields ? Set(plan.Content, fields) : plan.Content,
        Sender = route.Actions.Send ? route : plan.Sender,
    };

    private static StoryContent Set(StoryContent content, RouteFields fields) => content with
    {
        Language = Language.From(fields.Language) ?? content.Language,
        Urgency = fields.Urgency is { } urgency ? Urgency.From(urgency) : content.Urgency,
        Credit = fields.Credit ?? content.Credit,
        EdNote = fields.EdNote ?? content.EdNote,
        StaffNote = fields.StaffNote ?? content.StaffNote,
        Keywords = [.. content.Keywords.Union(fields.Keywords)],
        Genres = Added(content.Genres, fields.Genres),
        Subjects = Added(content.Subjects, fields.Subjects),
    };

    private static IReadOnlyList<Concept> Added(IReadOnlyList<Concept> concepts, IReadOnlyList<string> codes) =>
        codes.Count == 0 ? concepts : [.. concepts, .. codes.Where(code => concepts.All(c => c.Code != code)).Select(code => new Concept(code))];

    /// <summary>Pictures often come without a headline of their own; a desk must tell them apart, and nothing goes out without one.</summary>
    private static StoryContent WithHeadline(NewsItem item)
    {
        var content = item.Content;
        if (content.Headline is not null || item.Kind is not (ItemKind.Picture or ItemKind.Graphic)) return content;
        var words = content.Pictures.Select(p => p.Headline ?? p.Caption).FirstOrDefault(t => t is not null) ?? content.Slugline?.Text;
        return content with { Headline = Headline.From(words is { Length: > 100 } ? words[..(char.IsHighSurrogate(words[99]) ? 99 : 100)] : words) };
    }
}
