namespace Dateline.Newsroom.Api;

/// <summary>What the OpenAPI document says of an endpoint: written beside the endpoint, so that it can't be forgotten.</summary>
/// <param name="Id">The operation's id ("storyRead").</param>
/// <param name="Tag">The part of the newsroom it belongs to.</param>
/// <param name="Summary">One line.</param>
internal sealed record ApiDoc(string Id, string Tag, string Summary)
{
    /// <summary>More, where a line does not say it.</summary>
    internal string? Description { get; init; }
    /// <summary>The status of success.</summary>
    internal int Status { get; init; } = 200;
    /// <summary>What the body must be; null: there is none.</summary>
    internal Shape? Body { get; init; }
    /// <summary>What file the body is, as it stands; null: it is JSON, or there is none.</summary>
    internal string? File { get; init; }
    /// <summary>A body as an example, as JSON.</summary>
    internal string? Example { get; init; }
    /// <summary>What is answered; null: nothing, or something that is not JSON.</summary>
    internal Shape? Answers { get; init; }
    /// <summary>The media type of the answer, where it is not JSON.</summary>
    internal string? AnswersType { get; init; }
    /// <summary>Parameters of the address: name and meaning.</summary>
    internal IReadOnlyList<(string Name, string About)> Query { get; init; } = [];
    /// <summary>Headers that matter here: name and meaning.</summary>
    internal IReadOnlyList<(string Name, string About)> Headers { get; init; } = [];
    /// <summary>The largest body it takes, in bytes; null: what every endpoint takes.</summary>
    internal int? LargestBody { get; init; }
    /// <summary>The codes of its own; those that every endpoint can answer with are added.</summary>
    internal IReadOnlyList<string> Codes { get; init; } = [];
}

/// <summary>The form of a piece of JSON, as the document describes it.</summary>
/// <param name="Type">The JSON type; null for a reference.</param>
internal sealed record Shape(string? Type)
{
    /// <summary>What it means.</summary>
    internal string? About { get; init; }
    /// <summary>A format in JSON Schema's sense.</summary>
    internal string? Format { get; init; }
    /// <summary>The values it may have.</summary>
    internal IReadOnlyList<string> Values { get; init; } = [];
    /// <summary>The members of an object.</summary>
    internal IReadOnlyList<(string Name, Shape Shape)> Members { get; init; } = [];
    /// <summary>The members that must be there.</summary>
    internal IReadOnlyList<string> Needs { get; init; } = [];
    /// <summary>What a list holds.</summary>
    internal Shape? Of { get; init; }
    /// <summary>The name of a component, for a reference to it.</summary>
    internal string? Name { get; init; }

    internal static Shape Text(string about, string? format = null) => new("string") { About = about, Format = format };

    internal static Shape Time(string about) => Text(about, "date-time");

    internal static Shape Id(string about) => Text(about, "uuid");

    internal static Shape Number(string about) => new("integer") { About = about };

    internal static Shape Flag(string about) => new("boolean") { About = about };

    internal static Shape OneOf(string about, IEnumerable<string> values) => new("string") { About = about, Values = [.. values] };

    internal static Shape List(Shape of, string? about = null) => new("array") { Of = of, About = about };

    internal static Shape Page(Shape of) => Object(("items", List(of)), ("next", Text("Where the next page begins; not there on the last")));

    internal static Shape Object(params (string Name, Shape Shape)[] members) => new("object") { Members = members };

    internal static Shape Any(string about) => new("object") { About = about };

    internal static Shape Ref(string name) => new((string?)null) { Name = name };

    internal Shape Needing(params string[] names) => this with { Needs = names };
}
