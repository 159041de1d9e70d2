using System.Globalization;
using Dateline.News;
using Dateline.Store.Database;
using Dateline.Store.Stories;

namespace Dateline.Newsroom.Sending;

/// <summary>
/// What the next version of a story is called on the wire, in its language: "1st Writethru" is the second version, and so is "2e version";
/// a new lead is counted through its chain. A suggestion: whoever sends may write another, or none.
/// </summary>
internal static class TakeKeys
{
    /// <summary>The suggestion; null: none is usual for that action, or in that language.</summary>
    internal static string? For(Db db, Story story, ReleaseAction action) => (action, story.Content.Language?.Primary) switch
    {
        (ReleaseAction.Writethru, "en") => Ordinal(Sent(db, story, ReleaseAction.Writethru) + 1) + " Writethru",
        (ReleaseAction.Writethru, "fr") => (Texts(db, story) + 1).ToString(CultureInfo.InvariantCulture) + "e version",
        (ReleaseAction.NewLead, "en") => Ordinal(Leads(db, story)) + " Lead",
        (ReleaseAction.NewLead, "fr") => Leads(db, story) is var lead && lead == 1 ? "1er lead" : lead.ToString(CultureInfo.InvariantCulture) + "e lead",
        _ => null,
    };

    private static int Sent(Db db, Story story, ReleaseAction action) => StoryTable.Versions(db, story.Id).Count(v => v.Action == action);

    /// <summary>The versions that carried a text: a hold or a change of an embargo is none that a client counts.</summary>
    private static int Texts(Db db, Story story) => StoryTable.Versions(db, story.Id).Count(v => v.Action is ReleaseAction.Publish or ReleaseAction.NewLead or ReleaseAction.Corrective or ReleaseAction.Writethru or ReleaseAction.Correct or ReleaseAction.Refile);

    private static int Leads(Db db, Story story) => 1 + StoryTable.Chain(db, story.Chain).Count(s => s.Id != story.Id && s.Standing.Version > 0 && s.Content.Language?.Primary == story.Content.Language?.Primary && s.Links.Any(l => l.Kind == LinkKind.EvolvedFrom));

    /// <summary>1st, 2nd, 3rd, 4th … 11th, 12th, 13th … 21st.</summary>
    internal static string Ordinal(int number) => number.ToString(CultureInfo.InvariantCulture) + (number % 100 is >= 11 and <= 13 ? "th" : (number % 10) switch { 1 => "st", 2 => "nd", 3 => "rd", _ => "th" });
}
