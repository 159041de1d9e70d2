using Dateline.News;
using Dateline.Store;
using Dateline.Store.Stories;
using Microsoft.AspNetCore.Http;

namespace Dateline.Site.Tips;

/// <summary>What somebody wants the newsroom to know, as they typed it.</summary>
/// <param name="Text">What it is.</param>
/// <param name="Name">Who they are; empty: they did not say.</param>
/// <param name="Reach">How they can be reached; empty: they did not say.</param>
/// <param name="Trap">What stands in the field that people do not see.</param>
internal sealed record Tip(string Text, string Name, string Reach, string Trap)
{
    internal const int ShortestText = 10;
    internal const int LongestText = 10_000;
    internal const int LongestLine = 200;

    internal const string TextField = "text", NameField = "name", ReachField = "reach", TrapField = "website";

    internal static Tip Empty { get; } = new("", "", "", "");

    internal static Tip Of(IFormCollection form) => new(form[TextField].ToString().ReplaceLineEndings("\n").Trim(), form[NameField].ToString().Trim(), form[ReachField].ToString().Trim(), form[TrapField].ToString());

    /// <summary>
    /// Keeps it as a draft on a desk: there it is worked on like any other, seen by nobody outside, and found until somebody deals with it. Who sent it stands in the note that never leaves the newsroom.
    /// Nothing is kept of the machine it came from.
    /// </summary>
    internal Task<Guid> Keep(NewsStore store, SiteOptions site, string desk, string language) => store.Write(tx =>
    {
        var content = new StoryContent
        {
            Language = Language.From(language),
            Headline = Headline.From("Tip: " + Opening(NewsText.OneLine(Text) ?? "")),
            Body = StoryHtml.FromParagraphs(Text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)),
            StaffNote = $"A tip from the public, by the form of {site.Name}. Nothing in it was checked.\nName: {Said(Name)}\nTo be reached: {Said(Reach)}",
        };
        var story = Releases.NewStory(tx, ItemKind.Text, content) with { Desk = desk };
        StoryTable.Insert(tx, story);
        tx.Audit("site:" + site.CodeOrMain, "tip", story.Guid);
        return story.Id;
    });

    private static string Said(string text) => text.Length == 0 ? "not said" : NewsText.OneLine(text) ?? "not said";

    private static string Opening(string text)
    {
        if (text.Length <= 80) return text;
        var end = text.LastIndexOf(' ', 79);
        return string.Concat(text.AsSpan(0, end > 40 ? end : 79), "…");
    }
}
