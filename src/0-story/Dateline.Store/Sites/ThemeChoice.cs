using System.Text.Json;
using System.Text.Json.Serialization;

namespace Dateline.Store.Sites;

/// <summary>What somebody chose of a site's looks, in words. The site says which words there are, and refuses a colour that could not be read; null: as it is where nothing is chosen.</summary>
public sealed record ThemeChoice
{
    /// <summary>The word of <see cref="Logo"/> for the name in letters, whatever the settings file says.</summary>
    public const string NoLogo = "none";

    /// <summary>The accent on the page's paper, "#0b5fff".</summary>
    public string? Accent { get; init; }
    /// <summary>The accent on the dark paper.</summary>
    public string? AccentDark { get; init; }
    /// <summary>The paper by day.</summary>
    public string? Paper { get; init; }
    /// <summary>The letters of headlines and text.</summary>
    public string? Headlines { get; init; }
    /// <summary>The letters of everything around them.</summary>
    public string? Letters { get; init; }
    /// <summary>How large a story's text is.</summary>
    public string? Size { get; init; }
    /// <summary>How long a line of it is.</summary>
    public string? Width { get; init; }
    /// <summary>How round corners are.</summary>
    public string? Corners { get; init; }
    /// <summary>How the masthead stands.</summary>
    public string? Masthead { get; init; }
    /// <summary>How a front is laid out.</summary>
    public string? Layout { get; init; }
    /// <summary>Where what was read most stands on a front.</summary>
    public string? MostRead { get; init; }
    /// <summary>Where the house's own words stand.</summary>
    public string? House { get; init; }
    /// <summary>The name of one of the site's files (SVG); <see cref="NoLogo"/>; null: the one of the settings file.</summary>
    public string? Logo { get; init; }

    /// <summary>As it is kept.</summary>
    public string Write() => JsonSerializer.Serialize(this, ThemeJson.Default.ThemeChoice);

    internal static ThemeChoice Read(string kept) => JsonSerializer.Deserialize(kept, ThemeJson.Default.ThemeChoice)!;
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ThemeChoice))]
internal sealed partial class ThemeJson : JsonSerializerContext;
