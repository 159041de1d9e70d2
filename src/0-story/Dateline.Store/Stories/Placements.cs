using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Dateline.Store.Database;
using Dateline.Store.Keeping;
using Dateline.Store.Writing;

namespace Dateline.Store.Stories;

/// <summary>What a person decided for one story on one of the newsroom's sites.</summary>
public sealed record Placement
{
    /// <summary>Whether it stands there: yes or no, whatever the site's own rules say; null: as they say.</summary>
    public bool? Here { get; init; }

    /// <summary>The headline it has there; null: its own.</summary>
    public string? Headline { get; init; }

    /// <summary>The word of the section it stands in there; null: as the sections' filters say.</summary>
    public string? Section { get; init; }

    /// <summary>Which of its photos leads there, by its guid or its file's reference; "none": no photo is shown; null: its first.</summary>
    public string? Photo { get; init; }

    /// <summary>A paragraph of the site's own that stands before the text there, in the site's name; null: none. It is no part of the story: clients never get it.</summary>
    public string? Paragraph { get; init; }

    /// <summary>The word of <see cref="Photo"/> for no photo.</summary>
    public const string NoPhoto = "none";

    /// <summary>Whether nothing at all is decided.</summary>
    [JsonIgnore]
    public bool IsNothing => this == new Placement();
}

/// <summary>
/// What people decided for stories on single sites: "not here", a headline, a section, a photo, a paragraph. It opens nothing: a site asks the gate first, and reads this only of what is open.
/// </summary>
public static class Placements
{
    private const string Name = "placement:";
    private const string Counter = "placements";

    /// <summary>A number that grows with every decision; 0: there never was one.</summary>
    public static long Revision(Db db) => Settings.Get(db, Counter) is { } count ? long.Parse(count, CultureInfo.InvariantCulture) : 0;

    /// <summary>The decision for a story on a site; null: there is none.</summary>
    public static Placement? Of(Db db, string site, Guid story) => Settings.Get(db, NameOf(site, story)) is { Length: > 0 } json ? JsonSerializer.Deserialize(json, PlacementJson.Default.Placement) : null;

    /// <summary>Keeps a decision in place of the one before; one that decides nothing takes it away.</summary>
    public static void Set(StoreTransaction tx, string site, Guid story, Placement placement, string by)
    {
        var json = placement.IsNothing ? "" : JsonSerializer.Serialize(placement, PlacementJson.Default.Placement);
        Settings.Set(tx, NameOf(site, story), json);
        Settings.Set(tx, Counter, (Revision(tx.Db) + 1).ToString(CultureInfo.InvariantCulture));
        tx.Audit(by, "place", NameOf(site, story)[Name.Length..], json);
    }

    private static string NameOf(string site, Guid story) => string.Create(CultureInfo.InvariantCulture, $"{Name}{site}:{story:D}");
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Placement))]
internal sealed partial class PlacementJson : JsonSerializerContext;
