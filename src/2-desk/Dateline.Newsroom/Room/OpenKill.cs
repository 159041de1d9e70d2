using Dateline.News;
using Dateline.Store.Database;
using Dateline.Store.Deliveries;
using Dateline.Store.Keeping;
using Dateline.Store.Stories;

namespace Dateline.Newsroom.Room;

/// <summary>A withdrawal whose receipt somebody still owes: the bar under the frame of every screen.</summary>
/// <param name="Story">The story.</param>
/// <param name="Since">Since when it is an alarm.</param>
/// <param name="Slugline">The story's slugline; null where it has none.</param>
/// <param name="Missing">Whose receipt is missing, by the clients' names.</param>
internal sealed record OpenKill(Guid Story, Instant Since, string? Slugline, IReadOnlyList<string> Missing) : OpenBar
{
    /// <summary>One line for each story, however many clients still owe a receipt, and however often it was told.</summary>
    internal static IReadOnlyList<OpenKill> Of(Db db, IReadOnlyList<Alarm> alarms)
    {
        var told = alarms.Where(a => a.Kind.StartsWith("withdrawal-", StringComparison.Ordinal) && a.Story is not null).GroupBy(a => a.Story!.Value).ToList();
        if (told.Count == 0) return [];
        var clients = Clients.All(db).ToDictionary(c => c.Id, c => c.Name);
        var destinations = Destinations.All(db).ToDictionary(d => d.Id, d => clients.GetValueOrDefault(d.Client, d.Code));
        var open = DeliveryTable.OpenWithdrawals(db).ToLookup(d => d.Story, d => destinations.GetValueOrDefault(d.Destination, "–"));
        return [.. told.Where(alarm => open.Contains(alarm.Key)).Select(alarm => new OpenKill(alarm.Key, alarm.Min(a => a.At), StoryTable.Find(db, alarm.Key)?.Content.Slugline?.Text, [.. open[alarm.Key].Distinct()]))];
    }
}
