using Dateline.News;
using Dateline.Store.Database;
using Dateline.Store.Fronts;
using Dateline.Store.Writing;

namespace Dateline.Store.Stories;

/// <summary>The stories that someone put at the top of a front, in their order: the simplest way to arrange one (see <see cref="FrontChanges"/>).</summary>
public static class Pins
{
    /// <summary>How many may stand in one place.</summary>
    public const int Most = FrontPlan.MostSlots;

    /// <summary>The stories of a place at a moment, the first on top; none where nothing is pinned.</summary>
    public static IReadOnlyList<Guid> In(Db db, string place, Instant at) => FrontChanges.At(db, place, at)?.Plan.Stories ?? [];

    /// <summary>Every front that has a pin at a moment.</summary>
    public static List<(string Place, IReadOnlyList<Guid> Stories)> All(Db db, Instant at) =>
        [.. FrontChanges.Holding(db, at).Select(c => (c.Place, c.Plan.Stories)).Where(p => p.Stories.Count > 0 && IsPlace(p.Place))];

    /// <summary>Where the entries are pinned that stand over the others of a live story, on every site that has it.</summary>
    /// <param name="page">The live story's address.</param>
    public static string OfLive(string page) => "live/" + page;

    /// <summary>Pins these stories, and no others, in a place; its bar and its rules stay as they are.</summary>
    public static void Set(StoreTransaction tx, string place, IEnumerable<Guid> stories, string by)
    {
        var plan = FrontChanges.At(tx.Db, place, tx.Now)?.Plan ?? FrontPlan.Empty;
        FrontChanges.Set(tx, place, plan with { Slots = [.. stories.Distinct().Take(Most).Select(s => new FrontSlot(s))] }, null, by);
    }

    /// <summary>Whether a text can be a place.</summary>
    public static bool IsPlace(string text)
    {
        var site = text.IndexOf(':', StringComparison.Ordinal);
        var parts = text[(site + 1)..].Split('/');
        return (site < 0 || IsWord(text[..site])) && parts.Length <= 2 && parts[0].Length is 2 or 3 && text.Length <= 80 && parts.All(IsWord);
    }

    private static bool IsWord(string text) => text.Length > 0 && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
}
