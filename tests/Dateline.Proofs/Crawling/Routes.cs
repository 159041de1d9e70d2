using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Dateline.Proofs.Crawling;

/// <summary>How something the crawl asks for stands.</summary>
internal enum ProbeKind
{
    /// <summary>Nothing hangs on it.</summary>
    Neutral,
    /// <summary>It was never given.</summary>
    Unknown,
    /// <summary>It exists, and the public may not know.</summary>
    Hidden,
    /// <summary>It was withdrawn.</summary>
    Gone,
    /// <summary>It is public.</summary>
    Live,
}

/// <summary>One address to ask for.</summary>
/// <param name="Path">Path and query.</param>
/// <param name="Kind">How what it names stands.</param>
/// <param name="Shape">What it looks like: answers to hidden and unknown ones of one shape must be the same.</param>
/// <param name="Of">The case's name.</param>
internal sealed record Probe(string Path, ProbeKind Kind, string Shape, string? Of = null);

/// <summary>A route of the program and the addresses at which it is asked.</summary>
/// <param name="Pattern">The pattern as it was mapped.</param>
/// <param name="Methods">The methods it takes; none: any.</param>
/// <param name="NeedsRight">Whether it asks who comes.</param>
/// <param name="Probes">The addresses.</param>
internal sealed record CrawledRoute(string Pattern, IReadOnlyList<string> Methods, bool NeedsRight, IReadOnlyList<Probe> Probes);

/// <summary>
/// The routes as the running program has them, so that none can be forgotten. Each parameter needs a recipe: what real and invented values to ask it with.
/// A route with a parameter that has none fails the crawl by name.
/// </summary>
internal sealed class Routes(World world, IReadOnlyDictionary<string, IReadOnlyList<string>> ids)
{
    private readonly Canaries _guesses = new(77);

    internal List<CrawledRoute> Of(IEnumerable<EndpointDataSource> sources, List<string> violations)
    {
        var routes = new List<CrawledRoute>();
        foreach (var endpoint in sources.SelectMany(s => s.Endpoints))
        {
            if (endpoint is not RouteEndpoint { RoutePattern: var pattern })
            {
                violations.Add($"the endpoint {endpoint.DisplayName} has no route: the crawl can't reach it");
                continue;
            }
            var methods = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? [];
            var text = "/" + (pattern.RawText ?? "").TrimStart('/');
            var probes = Probes(text, pattern, violations);
            routes.Add(new(text, [.. methods], endpoint.Metadata.GetMetadata<IAuthorizeData>() is not null, probes));
        }
        return routes;
    }

    private List<Probe> Probes(string text, RoutePattern pattern, List<string> violations)
    {
        if (pattern.Parameters.Count == 0) return [new(text, ProbeKind.Neutral, text), .. Searches(text)];
        var probes = new List<Probe> { new("", ProbeKind.Neutral, "") };
        foreach (var segment in pattern.PathSegments)
            probes = [.. from before in probes from part in Parts(text, segment, violations) select Joined(before, part)];
        return probes;
    }

    private static Probe Joined(Probe before, Probe part) =>
        new(before.Path + "/" + part.Path, part.Kind == ProbeKind.Neutral ? before.Kind : part.Kind, before.Shape + "/" + part.Shape, part.Of ?? before.Of);

    // Whatever a page without parameters may read from its query: a search for a word that is hidden answers like one for a word that is nowhere.
    private IEnumerable<Probe> Searches(string text)
    {
        foreach (var name in new[] { "q", "page", "subject", "topic" })
        {
            yield return new($"{text}?{name}={_guesses.Word()}", ProbeKind.Unknown, text + "?" + name);
            foreach (var field in new[] { "headline", "subject" })
                yield return new($"{text}?{name}={world.Hidden.Of("embargoed." + field).First()}", ProbeKind.Hidden, text + "?" + name, "embargoed");
        }
    }

    private IEnumerable<Probe> Parts(string text, RoutePatternPathSegment segment, List<string> violations)
    {
        var parameter = segment.Parts.OfType<RoutePatternParameterPart>().FirstOrDefault();
        if (parameter is null) return [new(string.Concat(segment.Parts.Cast<RoutePatternLiteralPart>().Select(p => p.Content)), ProbeKind.Neutral, "literal")];
        var tail = string.Concat(segment.Parts.OfType<RoutePatternLiteralPart>().Select(p => p.Content));
        if (Recipe(text, parameter.Name) is { } values) return values.Select(v => v with { Path = v.Path + tail });
        violations.Add($"the route {text} has a parameter \"{parameter.Name}\" for which the crawl has no values: add a recipe in tests/Dateline.Proofs/Crawling/Routes.cs");
        return [];
    }

    private IEnumerable<Probe>? Recipe(string route, string parameter) => (route, parameter) switch
    {
        (_, "story") => Pages(),
        (_, "section") => [new("world", ProbeKind.Neutral, "section"), new("an-old-section", ProbeKind.Neutral, "section")],
        (_, "topic") => Words("subject", "x:{0}"),
        (_, "name") when route.Contains("/authors/", StringComparison.Ordinal) => Words("byline", "{0}"),
        (_, "name") when route.Contains("/places/", StringComparison.Ordinal) => Words("place", "{0}"),
        (_, "name") when route.Contains("/files/", StringComparison.Ordinal) => [new("map.svg", ProbeKind.Neutral, "name")],
        (_, "day") => [new("2026-08-24", ProbeKind.Neutral, "day"), new("2019-01-01", ProbeKind.Neutral, "day"), new("no-day", ProbeKind.Neutral, "day")],
        (_, "month") => [new("news.xml", ProbeKind.Neutral, "month"), new("pages.xml", ProbeKind.Neutral, "month"), new("2026-08.xml", ProbeKind.Neutral, "month"), new("2019-01.xml", ProbeKind.Neutral, "month")],
        ("/media/{name}", _) or ("/staff/media/{key}", _) or ("/clients/photos/{key}", _) or ("/wire/v1/media/{key}", _) => Photos(),
        (_, "path") => Elsewhere(),
        (_, "id") when route.Contains("/items/", StringComparison.Ordinal) => Given("items"),
        (_, "id") when route.Contains("/quarantine/", StringComparison.Ordinal) => Given("quarantine"),
        (_, "id") when route.Contains("/alarms/", StringComparison.Ordinal) => Given("alarms"),
        (_, "id") => Stories(),
        (_, "site") => [new("main", ProbeKind.Neutral, "site"), new("second", ProbeKind.Neutral, "site")],
        (_, "language") => [new("en", ProbeKind.Neutral, "language"), new("xx", ProbeKind.Neutral, "language")],
        (_, "position") => [new("1", ProbeKind.Neutral, "position"), new("2", ProbeKind.Neutral, "position"), new("5", ProbeKind.Neutral, "position"), new("999999", ProbeKind.Neutral, "position")],
        (_, "number") => [new("1", ProbeKind.Neutral, "1")],
        (_, "code") or (_, "source") => [new("agency", ProbeKind.Neutral, "source")],
        ("/wire/v1/items/{**guid}", _) or ("/clients/story/{**guid}", _) or ("/clients/download/{**guid}", _) => [new("urn:uuid:0f0e0d0c-0b0a-4908-8706-050403020100", ProbeKind.Unknown, "guid"), .. Guids()],
        ("/draft/{token}", _) => Drafts(),
        (_, "link") => [new("0197a0b0-0000-7000-8000-0000000000ab", ProbeKind.Neutral, "link")],
        (_, "remark") => [new("0197a0b0-0000-7000-8000-0000000000aa", ProbeKind.Neutral, "remark")],
        (_, "kind") => [new("text", ProbeKind.Neutral, "kind"), new("no-kind", ProbeKind.Neutral, "kind")],
        (_, "login") => [new("somebody@nowhere.example", ProbeKind.Neutral, "login")],
        (_, "prefix") => [new("dl_0000", ProbeKind.Neutral, "prefix")],
        ("/intake/{source}/media/{**name}", _) => [new(_guesses.Word() + ".jpg", ProbeKind.Unknown, "href"), .. Named().Take(4)],
        (_, "documentName") => [new("newsroom", ProbeKind.Neutral, "document"), new("other", ProbeKind.Neutral, "document")],
        // What the API's reading page brings along: files of its own.
        ("/api/v1/docs/{documentName?}", _) or (_, "filename") or (_, "file") => [new("x", ProbeKind.Neutral, "file")],
        _ => null,
    };

    private IEnumerable<Probe> Pages()
    {
        foreach (var shape in new[] { "{0}", "a-few-words-{0}", "{0}.json", "A-FEW-{0}" })
            yield return new(string.Format(System.Globalization.CultureInfo.InvariantCulture, shape, "0123456789"), ProbeKind.Unknown, shape);
        foreach (var story in world.Cases.Where(c => c.Story.Page is not null))
        {
            var (page, kind) = (story.Story.Page!, KindOf(story));
            if (story.Slugs.Count == 0) continue;
            yield return new(page, kind, "{0}", story.Name);
            yield return new("a-few-words-" + page, kind, "a-few-words-{0}", story.Name);
            foreach (var slug in story.Slugs) yield return new($"{slug}-{page}", kind, "a-few-words-{0}", story.Name);
            if (kind != ProbeKind.Hidden) continue;
            yield return new(page + ".json", kind, "{0}.json", story.Name);
            yield return new("A-FEW-" + page, kind, "A-FEW-{0}", story.Name);
        }
    }

    /// <summary>A list by a word of what is hidden, and by one that nothing has.</summary>
    private IEnumerable<Probe> Words(string field, string shape)
    {
        yield return new(string.Format(System.Globalization.CultureInfo.InvariantCulture, shape, _guesses.Word()), ProbeKind.Unknown, field);
        foreach (var story in world.Cases.Where(c => c.Fate is not Fate.Live))
            foreach (var word in world.Hidden.Of($"{story.Name}.{field}").Take(1))
                yield return new(string.Format(System.Globalization.CultureInfo.InvariantCulture, shape, word), ProbeKind.Hidden, field, story.Name);
    }

    private IEnumerable<Probe> Photos()
    {
        foreach (var tail in new[] { ".jpg", ".png", "" }) yield return new("0123456789abcdefghjkmnpqrs" + tail, ProbeKind.Unknown, "key" + tail);
        foreach (var story in world.Cases)
            foreach (var photo in story.Photos.Where(p => !world.ShownPhotos.Contains(p)))
                foreach (var tail in new[] { ".jpg", ".png", "" })
                    yield return new(photo.Key + tail, ProbeKind.Hidden, "key" + tail, story.Name);
    }

    private IEnumerable<Probe> Elsewhere()
    {
        var story = world["embargoed"];
        foreach (var shape in new[] { "fr/{0}", "amp/{0}", "story/{0}", "{0}/photo", "feeds/{0}.rss", ".well-known/{0}", "media/{0}/large.jpg" })
        {
            yield return new(string.Format(System.Globalization.CultureInfo.InvariantCulture, shape, "0123456789"), ProbeKind.Unknown, shape);
            yield return new(string.Format(System.Globalization.CultureInfo.InvariantCulture, shape, story.Story.Page), ProbeKind.Hidden, shape, story.Name);
        }
    }

    private IEnumerable<Probe> Stories()
    {
        yield return new("0197a0b0-0000-7000-8000-000000000000", ProbeKind.Unknown, "id");
        foreach (var story in world.Cases.Where(c => c.Fate != Fate.Live)) yield return new(story.Story.Id.ToString("D"), ProbeKind.Hidden, "id", story.Name);
    }

    /// <summary>Links that show nothing any more, beside one that was never made. One that stands shows its story to whoever has it, and is asked elsewhere.</summary>
    private IEnumerable<Probe> Drafts()
    {
        yield return new(new string('7', 52), ProbeKind.Unknown, "token");
        foreach (var (token, of) in world.OverLinks) yield return new(token, ProbeKind.Hidden, "token", of);
    }

    private IEnumerable<Probe> Guids() =>
        world.Cases.Where(c => c.Fate != Fate.Live).Select(c => new Probe(Uri.EscapeDataString(c.Story.Guid), ProbeKind.Hidden, "guid", c.Name));

    private IEnumerable<Probe> Given(string what)
    {
        yield return new("0197a0b0-0000-7000-8000-000000000000", ProbeKind.Unknown, "id");
        foreach (var id in ids.GetValueOrDefault(what, [])) yield return new(id, ProbeKind.Hidden, "id", what);
    }

    private IEnumerable<Probe> Named() =>
        world.Cases.Where(c => c.Fate != Fate.Live).SelectMany(c => c.Story.Content.Pictures).SelectMany(p => p.Renditions).Select(r => new Probe(r.Href, ProbeKind.Hidden, "href"));

    private static ProbeKind KindOf(Case story) => story.Fate switch { Fate.Live => ProbeKind.Live, Fate.Gone => ProbeKind.Gone, _ => ProbeKind.Hidden };
}
