using Dateline.News;
using Dateline.Store.Database;
using Dateline.Store.Deliveries;
using Dateline.Store.Keeping;
using Dateline.Store.Stories;
using Dateline.Store.Wire;

namespace Dateline.Newsroom.Room;

/// <summary>A withdrawal whose receipt somebody still owes, or that somebody outside was not told of: the bar under the frame of every screen.</summary>
/// <param name="Story">The story.</param>
/// <param name="Since">Since when it is an alarm.</param>
/// <param name="Slugline">The story's slugline; null where it has none.</param>
/// <param name="Missing">Whose receipt is missing, by the clients' names, and who outside was not told.</param>
internal sealed record OpenKill(Guid Story, Instant Since, string? Slugline, IReadOnlyList<string> Missing) : OpenBar
{
    /// <summary>One line for each story, however many clients still owe a receipt, and however often it was told.</summary>
    internal static IReadOnlyList<OpenKill> Of(Db db, IReadOnlyList<Alarm> alarms)
    {
        var told = alarms.Where(a => a.Kind.StartsWith("withdrawal-", StringComparison.Ordinal) && a.Story is not null).GroupBy(a => a.Story!.Value).ToList();
        var outside = Outside(db);
        if (told.Count == 0) return outside;
        var clients = Clients.All(db).ToDictionary(c => c.Id, c => c.Name);
        var destinations = Destinations.All(db).ToDictionary(d => d.Id, d => clients.GetValueOrDefault(d.Client, d.Code));
        var open = DeliveryTable.OpenWithdrawals(db).ToLookup(d => d.Story, d => destinations.GetValueOrDefault(d.Destination, "–"));
        List<OpenKill> sent = [.. told.Where(alarm => open.Contains(alarm.Key)).Select(alarm => new OpenKill(alarm.Key, alarm.Min(a => a.At), StoryTable.Find(db, alarm.Key)?.Content.Slugline?.Text, [.. open[alarm.Key].Distinct()]))];
        return [.. sent.Select(k => outside.Find(o => o.Story == k.Story) is { } more ? k with { Missing = [.. k.Missing, .. more.Missing] } : k), .. outside.Where(o => sent.TrueForAll(k => k.Story != o.Story))];
    }

    /// <summary>Withdrawn stories that somebody outside has read who was not told yet: from the first moment, since no machine tells them.</summary>
    private static List<OpenKill> Outside(Db db) =>
        [.. DraftLinks.WithdrawnUntold(db).GroupBy(untold => (untold.Link.Story, untold.Position)).Select(story =>
            new OpenKill(story.Key.Story, WireLog.At(db, story.Key.Position)!.At, StoryTable.Find(db, story.Key.Story)?.Content.Slugline?.Text, [.. story.Select(untold => untold.Link.To.Named)]))];
}
