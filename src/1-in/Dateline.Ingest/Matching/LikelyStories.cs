using Dateline.News;
using Dateline.Store.Database;

namespace Dateline.Ingest.Matching;

/// <summary>
/// Words that sound like a kill ring an alarm and never act (product.md rule 4). The alarm names the stories that are likely meant:
/// the item's own, those it refers to, and those out in the last days whose slugline shares most words with it.
/// </summary>
internal static class LikelyStories
{
    private const int Most = 5;
    private static readonly TimeSpan Lately = TimeSpan.FromDays(3);
    private static readonly char[] Separators = [' ', '-', '/', '_', ',', '.', ':', ';', '(', ')'];
    private static readonly HashSet<string> Noise = new(StringComparer.OrdinalIgnoreCase)
    {
        "KILL", "KILLED", "WITHDRAWN", "WITHDRAW", "WITHDRAWAL", "RETRACTED", "RETRACTION", "ANNULE", "ANNULATION", "BULLETIN", "ADVISORY", "MANDATORY", "BC", "AM", "PM", "THE", "AND", "OF",
    };

    internal static void Ring(Turn turn, Guid? own)
    {
        var likely = Find(turn, own);
        var list = likely.Count == 0 ? "No story here looks like the one meant." : "Likely meant: " + string.Join(", ", likely.Select(l => l.Name)) + ".";
        turn.Alarm("sounds-like-kill", $"{turn.Provider} sent {Naming.Name(turn.Item)}, whose words sound like a kill. Nothing was done. {list}", likely.Count > 0 ? likely[0].Id : own);
    }

    private static List<(Guid Id, string Name)> Find(Turn turn, Guid? own)
    {
        var referred = turn.Item.Links.Select(l => l.Guid).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var words = Words(turn.Item.Content.Slugline?.Text ?? turn.Item.Content.Headline?.Text);
        return
        [
            .. Recent(turn.Db, turn.Tx.Now - Lately)
                .Select(s => (s.Id, s.Name, Score: s.Id == own || referred.Contains(s.SourceGuid ?? "") ? 100 : Words(s.Name).Count(words.Contains)))
                .Where(s => s.Score > 0 && (s.Id != own || s.Score >= 100))
                .OrderByDescending(s => s.Score).Take(Most).Select(s => (s.Id, s.Name)),
        ];
    }

    private static List<(Guid Id, string? SourceGuid, string Name)> Recent(Db db, Instant since) => db.Many(
        "select id, source_guid, slugline, guid from story where state in (4, 5) and updated > $1 order by updated desc limit 500",
        static r => (r.Id(0), r.TextOrNull(1), r.TextOrNull(2) ?? r.Text(3)), since);

    private static HashSet<string> Words(string? line) =>
        [.. (line ?? "").Split(Separators, StringSplitOptions.RemoveEmptyEntries).Where(w => w.Length > 1 && !Noise.Contains(w)).Select(w => w.ToUpperInvariant())];
}
