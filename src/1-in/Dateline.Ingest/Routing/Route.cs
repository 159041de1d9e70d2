using Dateline.News;

namespace Dateline.Ingest;

/// <summary>
/// An ordered rule of the newsroom: which items, and what is done with them. All routes whose filter an item passes act on it, in order,
/// until one says stop; what a later one says holds. Lists that are empty and values that are absent ask for nothing.
/// The JSON form has the same names in camelCase.
/// </summary>
public sealed record Route
{
    /// <summary>Its id: kept when routes are replaced, so that its count goes on. Given by the store where it is absent.</summary>
    public Guid? Id { get; init; }
    /// <summary>Its name on screen and in alarms.</summary>
    public required string Name { get; init; }
    /// <summary>Which items, in the words of products and sites (<see cref="NewsFilter"/>): <c>source is np and urgency at most 3</c>. Null: what <see cref="Filter"/> says.</summary>
    public string? When { get; init; }
    /// <summary>Which items, condition by condition; both this and <see cref="When"/> must take an item.</summary>
    public RouteFilter Filter { get; init; } = new();
    /// <summary>Not these of them; null: no exception.</summary>
    public RouteFilter? Except { get; init; }
    /// <summary>What is done with them.</summary>
    public required RouteActions Actions { get; init; }
    /// <summary>At most so many are sent in a clock hour; the rest waits on the desk, with one alarm. Null: no cap.</summary>
    public int? MostPerHour { get; init; }
    /// <summary>Whether it is in force.</summary>
    public bool Enabled { get; init; } = true;
}

/// <summary>Which items a route takes: every condition stated must hold; of a list, one entry is enough.</summary>
public sealed record RouteFilter
{
    /// <summary>Languages ("en" takes "en-GB" too).</summary>
    public IReadOnlyList<string> Language { get; init; } = [];
    /// <summary>Subject codes ("medtop:20000065"). A code of the old <c>subj:</c> scheme takes those under it; one that ends in * takes all that begin so.</summary>
    public IReadOnlyList<string> Subject { get; init; } = [];
    /// <summary>Words of the slugline, in any case.</summary>
    public IReadOnlyList<string> Slugline { get; init; } = [];
    /// <summary>Genre codes, as <see cref="Subject"/>.</summary>
    public IReadOnlyList<string> Genre { get; init; } = [];
    /// <summary>Codes of sources.</summary>
    public IReadOnlyList<string> Source { get; init; } = [];
    /// <summary>Kinds of item.</summary>
    public IReadOnlyList<ItemKind> Kind { get; init; } = [];
    /// <summary>Words or phrases in headline, dek or text, in any case.</summary>
    public IReadOnlyList<string> Contains { get; init; } = [];
    /// <summary>Urgency at most this number: 2 takes 1 and 2. An item without urgency is not taken.</summary>
    public int? UrgencyAtMost { get; init; }
    /// <summary>At least so many words of text.</summary>
    public int? WordsAtLeast { get; init; }
    /// <summary>At most so many words of text.</summary>
    public int? WordsAtMost { get; init; }
    /// <summary>Only advisories (true), or none (false).</summary>
    public bool? Advisory { get; init; }
}

/// <summary>What a route does.</summary>
public sealed record RouteActions
{
    /// <summary>The desk that gets it.</summary>
    public string? Desk { get; init; }
    /// <summary>The step of the desk's work in which it lands.</summary>
    public string? Stage { get; init; }
    /// <summary>Fields that are set, whatever the wire says.</summary>
    public RouteFields? Set { get; init; }
    /// <summary>Send it: the site and the clients get it at once, under its embargo.</summary>
    public bool Send { get; init; }
    /// <summary>No later route sees it.</summary>
    public bool Stop { get; init; }
}

/// <summary>Fields that a route sets. A story stays untouched by it: the wire's new versions get the same.</summary>
public sealed record RouteFields
{
    /// <summary>The language.</summary>
    public string? Language { get; init; }
    /// <summary>The urgency, 1 to 9.</summary>
    public int? Urgency { get; init; }
    /// <summary>The credit line.</summary>
    public string? Credit { get; init; }
    /// <summary>The note to clients' editors.</summary>
    public string? EdNote { get; init; }
    /// <summary>The note to staff.</summary>
    public string? StaffNote { get; init; }
    /// <summary>Keywords that are added.</summary>
    public IReadOnlyList<string> Keywords { get; init; } = [];
    /// <summary>Genre codes that are added.</summary>
    public IReadOnlyList<string> Genres { get; init; } = [];
    /// <summary>Subject codes that are added.</summary>
    public IReadOnlyList<string> Subjects { get; init; } = [];
}
