using System.Text.Json;
using System.Text.Json.Serialization;

namespace Dateline.Store.Sites;

/// <summary>A section of a site, as somebody wrote it down. The site says what can be one.</summary>
public sealed record SectionChoice
{
    private readonly string? _key;

    /// <summary>By which arrangements of its front and decisions for stories name it, whatever it is renamed: the first word it had. Empty: <see cref="Slug"/>.</summary>
    public string Key { get => string.IsNullOrEmpty(_key) ? Slug : _key; init => _key = value; }

    /// <summary>Its word in addresses ("world").</summary>
    public string Slug { get; init; } = "";

    /// <summary>Its name by language ("en", "fr").</summary>
    public IReadOnlyDictionary<string, string> Names { get; init; } = new Dictionary<string, string>();

    /// <summary>What it takes, in the words of filters.</summary>
    public string Filter { get; init; } = "";

    /// <summary>Words it had before, which lead to it.</summary>
    public IReadOnlyList<string> Former { get; init; } = [];

    /// <summary>Whether the menu leaves it out.</summary>
    public bool IsOutOfMenu { get; init; }

    /// <summary>Whether it is switched off: no page, no feed, no story stands in it.</summary>
    public bool IsOff { get; init; }

    /// <summary>Where the addresses of one that is switched off lead, by the other's key; null: nowhere.</summary>
    public string? LeadsTo { get; init; }

    /// <summary>Its name in a language, else the first it has.</summary>
    public string NameIn(string language) => Names.GetValueOrDefault(language) ?? Names.Values.FirstOrDefault() ?? Slug;

    /// <summary>As a list of them is kept.</summary>
    public static string Write(IReadOnlyList<SectionChoice> sections) => JsonSerializer.Serialize(sections, SectionJson.Default.IReadOnlyListSectionChoice);

    internal static IReadOnlyList<SectionChoice> Read(string kept) => JsonSerializer.Deserialize(kept, SectionJson.Default.IReadOnlyListSectionChoice)!;
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(IReadOnlyList<SectionChoice>))]
internal sealed partial class SectionJson : JsonSerializerContext;
