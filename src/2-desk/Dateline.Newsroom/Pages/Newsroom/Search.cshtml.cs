using System.Globalization;
using Dateline.Formats.Subjects;
using Dateline.News;
using Dateline.Newsroom.Admin;
using Dateline.Newsroom.Api;
using Dateline.Newsroom.Room;
using Dateline.Store;
using Dateline.Store.Intake;
using Dateline.Store.Search;
using Dateline.Store.Stories;
using Microsoft.AspNetCore.Http;

namespace Dateline.Newsroom.Pages;

/// <summary>
/// The search over everything one may see: words and filters, what was found with what it is filtered by further, and how much of each there is. The address says all of it, so that a search
/// can be kept and passed on. It looks once: what changes meanwhile moves nothing that is being read.
/// </summary>
internal sealed class SearchModel(NewsStore store, NewsroomOptions options) : PlacePage(store, options)
{
    private const int OnPage = 50;

    /// <summary>What one types or picks; the others come by a press on a count.</summary>
    internal static readonly string[] Typed = ["q", "state", "kind", "from", "before", "person", "place", "slugline"];

    /// <summary>What is counted.</summary>
    internal static readonly string[] Counted = ["language", "subject", "source", "desk", "day"];

    private List<Source> _sources = [];

    internal override string Title => Words["place-search"];

    internal override string Place => "search";

    internal override string Right => Scopes.Read;

    /// <summary>What is asked for: names of the address with their values, in the order in which they are shown.</summary>
    internal IReadOnlyList<(string Name, string Value)> Asked { get; private set; } = [];

    /// <summary>What was found and may be seen; null: nothing was asked.</summary>
    internal IReadOnlyList<Story>? Found { get; private set; }

    /// <summary>How much of what there is; null for who does not see every story, for counts would tell of what they do not.</summary>
    internal SearchFacets? Facets { get; private set; }

    /// <summary>Where the next page begins; null on the last.</summary>
    internal string? Next { get; private set; }

    /// <summary>Whether the index has still to take something in.</summary>
    internal bool IsBehind { get; private set; }

    /// <summary>The marks of the words in what was found.</summary>
    internal SearchMarks Marks { get; private set; } = SearchMarks.Of(null);

    public void OnGet()
    {
        Asked = [.. Typed.Concat(Counted.Where(c => c != "day")).Select(name => (name, Request.Query[name].ToString().Trim())).Where(a => a.Item2.Length > 0)];
        // Asked again for the bars alone, when something has happened: the search stays as it is.
        if (Request.Headers["Sec-Fetch-Dest"] == "empty") return;
        var asked = Store.Read(db => SearchAsked.Read(db, name => Asked.FirstOrDefault(a => a.Name == name).Value, Words.TimeZone));
        if (!asked.IsDone)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            Wrong(asked.Refusal.Field ?? "q", "search-bad-" + (asked.Refusal.Field is "from" or "before" ? "day" : "value"));
            return;
        }
        if (SearchAsked.IsForAll(asked.Value)) return;
        Look(asked.Value with { Count = OnPage, After = Request.Query["after"] is [{ Length: > 0 } after] ? after : null, WithFacets = MyRights.SeesAll });
    }

    private void Look(SearchQuery query)
    {
        var found = Store.Search.Newsroom.Find(query);
        if (!found.IsDone)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            Wrong("q", "search-bad-value");
            return;
        }
        (Found, Facets, Next, IsBehind) = ([.. found.Value.Hits.Where(Sees)], found.Value.Facets, found.Value.Next, found.Value.Behind > 0);
        Marks = SearchMarks.Of(query.Words);
        _sources = Store.Read(Sources.All);
    }

    /// <summary>The value of a name of the address; null where it is not asked for.</summary>
    internal string? ValueOf(string name) => Asked.FirstOrDefault(a => a.Name == name).Value;

    /// <summary>The address of the same search with another value of a name; without that name where it is null.</summary>
    internal string With(string name, string? value)
    {
        if (name == "day") return Address(Asked.Where(a => a.Name is not ("from" or "before")).Append(("from", value!)).Append(("before", DayAfter(value!))));
        return Address(value is null ? Asked.Where(a => a.Name != name) : Asked.Where(a => a.Name != name).Append((name, value)));
    }

    /// <summary>The address of its next page.</summary>
    internal string NextPage => Address(Asked.Append(("after", Next!)));

    private static string Address(IEnumerable<(string Name, string Value)> asked) => "/newsroom/search" + QueryString.Create(asked.Select(a => KeyValuePair.Create(a.Name, (string?)a.Value)));

    private static string DayAfter(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture).AddDays(1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>What a value is called on the screen.</summary>
    internal string Called(string name, string value, string? stated = null) => name switch
    {
        "state" => string.Join(", ", value.Split(',').Select(state => Words.Has("state-" + state) ? Words["state-" + state] : state)),
        "kind" => Words.Has("kind-" + value) ? Words["kind-" + value] : value,
        "desk" => DeskModel.NameOf(value),
        "source" => _sources.Find(s => s.Code == value)?.Name ?? value,
        "language" => CultureInfo.GetCultureInfo(value) is { NativeName: var own } ? own : value,
        // A code has its name in the language of the screen where the vocabularies in force know it; else it is called what stories call it.
        "subject" => Vocabularies.InForce.Find(value)?.Label(Language.From(Words.Tag)!.Value) ?? stated ?? value,
        "day" when DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) => Words.Day(day),
        _ => stated ?? value,
    };

    /// <summary>Which counts may be pressed: those of what is not chosen yet.</summary>
    internal IEnumerable<(string Name, IReadOnlyList<SearchFacet> Values)> Counts =>
        Counted.Where(name => ValueOf(name) is null && Facets?.Facets.ContainsKey(name) == true).Select(name => (name, Facets!.Facets[name]));

    /// <summary>A count as it is shown: "1,000+" where there are more than are counted.</summary>
    internal string Number(SearchCount count) => count.Value.ToString("N0", CultureInfo.GetCultureInfo(Words.Tag)) + (count.OrMore ? "+" : "");

    /// <summary>The name of a story's source; null: it was written here.</summary>
    internal string? SourceOf(Story story) => story.Source is { } id ? _sources.Find(s => s.Id == id)?.Name : null;
}
