using System.Text.Json;
using Dateline.Formats;
using Dateline.News;

namespace Dateline.Ingest;

/// <summary>
/// How a source's items are read and what may be done with them: the JSON kept with the source. Everything may be left out.
/// </summary>
public sealed record SourceSettings
{
    /// <summary>The zone of times that state none ("Europe/Copenhagen"); null: UTC is taken.</summary>
    public string? Zone { get; init; }
    /// <summary>Whether <see cref="Zone"/> holds for embargoes too. Else an embargo without zone stands until further notice (product.md rule 5).</summary>
    public bool ZoneAppliesToEmbargo { get; init; }
    /// <summary>The language of items that state none; null: the newsroom's.</summary>
    public string? Language { get; init; }
    /// <summary>The dialect the source speaks; null: recognised from content.</summary>
    public string? Dialect { get; init; }
    /// <summary>
    /// Whether new versions of a story that is out are sent on by themselves where nobody has touched it. False: they wait for the desk, with an alarm.
    /// Kills, holds and embargoes that tighten act whatever it says.
    /// </summary>
    public bool SendOn { get; init; } = true;
    /// <summary>A folder in which the source drops files; null: none.</summary>
    public string? Folder { get; init; }
    /// <summary>The desk that gets what no route sends elsewhere.</summary>
    public string Desk { get; init; } = "news";

    /// <summary>Reads settings; what can't be meant is refused by name.</summary>
    public static Outcome<SourceSettings> Read(string json)
    {
        try
        {
            var settings = JsonSerializer.Deserialize<SourceSettings>(json, IngestJson.Strict) ?? new SourceSettings();
            return settings.Check() is { } refusal ? refusal : settings;
        }
        catch (JsonException odd)
        {
            return new Refusal("settings-unreadable", $"The source's settings can't be read at {odd.Path ?? "$"}. Nothing has changed.", odd.Path);
        }
    }

    /// <summary>The settings as JSON.</summary>
    public string Write() => JsonSerializer.Serialize(this, IngestJson.Strict);

    internal ReadOptions ToReadOptions() => new()
    {
        DefaultZone = Zone is null ? null : TimeZoneInfo.FindSystemTimeZoneById(Zone),
        ZoneAppliesToEmbargo = ZoneAppliesToEmbargo,
        DefaultLanguage = News.Language.From(Language),
        Dialect = Dialect,
    };

    private Refusal? Check()
    {
        if (Zone is not null && !TimeZoneInfo.TryFindSystemTimeZoneById(Zone, out _)) return new("zone-unknown", $"There is no time zone \"{Zone}\". Use a name like Europe/Copenhagen.", "zone");
        if (ZoneAppliesToEmbargo && Zone is null) return new("zone-missing", "Say which zone applies to embargoes.", "zone");
        if (Language is not null && News.Language.From(Language) is null) return new("language-unknown", $"\"{Language}\" is not a language tag. Use one like fr or en-GB.", "language");
        if (Folder is not null && !Path.IsPathFullyQualified(Folder)) return new("folder-relative", "The folder must be a full path.", "folder");
        return string.IsNullOrWhiteSpace(Desk) ? new("desk-missing", "Name the desk that gets the source's items.", "desk") : null;
    }
}
