using Dateline.Site.Front;
using Dateline.Site.Reading;
using Dateline.Site.Theme;

namespace Dateline.Site.Lists;

/// <summary>A link with its words.</summary>
internal sealed record ListLink(string Path, string Label);

/// <summary>Stories that belong together, with what a page and a feed of them say: a section, a topic, a writer, a place, a day.</summary>
internal sealed record Listing
{
    public required HouseLanguage Language { get; init; }
    /// <summary>The one address of its page, decoded. Who asked for another is led there.</summary>
    public required string Path { get; init; }
    public required string Title { get; init; }
    /// <summary>What kind of list it is, above the title; null: the title says it.</summary>
    public string? Kicker { get; init; }
    /// <summary>What it brings, in a sentence.</summary>
    public required string Description { get; init; }
    /// <summary>The latest first.</summary>
    public required IReadOnlyList<OpenStory> Stories { get; init; }
    /// <summary>What someone put at the top, in their order; none of it is among the stories.</summary>
    public IReadOnlyList<OpenStory> Pinned { get; init; } = [];
    /// <summary>The line over everything else; null: none.</summary>
    public FrontBarLine? Bar { get; init; }
    /// <summary>What it is part of, the widest first.</summary>
    public IReadOnlyList<ListLink> Trail { get; init; } = [];
    /// <summary>What is part of it.</summary>
    public IReadOnlyList<ListLink> Parts { get; init; } = [];
    /// <summary>What is said where there is no story.</summary>
    public string? NoneText { get; init; }
    public ListLink? Newer { get; init; }
    public ListLink? Older { get; init; }
    /// <summary>The same list in other languages.</summary>
    public IReadOnlyList<Alternate> Alternates { get; init; } = [];
    /// <summary>Whether one story leads with its photo.</summary>
    public bool HasLead { get; init; }
    /// <summary>Whether its title is the day of all its stories: then no heading repeats it.</summary>
    public bool IsOneDay { get; init; }
    /// <summary>Whether there is a feed of it.</summary>
    public bool HasFeed { get; init; } = true;
    /// <summary>The section whose place in the menu it has.</summary>
    public string? Section { get; init; }
}

/// <summary>A kind of lists.</summary>
internal interface IListings
{
    /// <summary>The list whose page has this path (decoded, without a feed's name); null: there is none. The same for what is hidden and what never was.</summary>
    Listing? Find(string path, PublicView view);
}
