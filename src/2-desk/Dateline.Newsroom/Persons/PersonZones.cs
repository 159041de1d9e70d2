namespace Dateline.Newsroom.Persons;

/// <summary>The time zones that a person can have their screens in: those that are named by a place, and UTC.</summary>
internal static class PersonZones
{
    private static readonly HashSet<string> Regions = new(["Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"], StringComparer.Ordinal);

    /// <summary>By region, and in it by place.</summary>
    internal static IReadOnlyList<IGrouping<string, TimeZoneInfo>> All { get; } =
        [.. TimeZoneInfo.GetSystemTimeZones().Where(z => Regions.Contains(RegionOf(z))).OrderBy(z => z.Id, StringComparer.Ordinal).GroupBy(RegionOf, StringComparer.Ordinal)];

    /// <summary>The zone of that name; null where there is none to choose.</summary>
    internal static TimeZoneInfo? Find(string? name) =>
        name == TimeZoneInfo.Utc.Id ? TimeZoneInfo.Utc : name is not null && Regions.Contains(name.Split('/')[0]) && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : null;

    /// <summary>The place that names a zone within its region.</summary>
    internal static string PlaceOf(TimeZoneInfo zone) => zone.Id[(zone.Id.IndexOf('/', StringComparison.Ordinal) + 1)..].Replace('_', ' ').Replace("/", " / ", StringComparison.Ordinal);

    private static string RegionOf(TimeZoneInfo zone) => zone.Id.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash ? zone.Id[..slash] : "";
}
