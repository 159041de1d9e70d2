using Dateline.News;
using Dateline.Newsroom.Api;
using Dateline.Store.Database;
using Dateline.Store.Stories;
using Dateline.Store.Writing;

namespace Dateline.Newsroom.Outputs;

/// <summary>What people who are limited to some of a group's sites may not do on the others.</summary>
internal static class SiteLimits
{
    internal const string Code = "site-not-yours";

    /// <summary>Why whoever asks may not decide anything on a site; null: they may.</summary>
    internal static Problem? WhyNotOn(ApiCall call, string site) =>
        call.Rights.MaySite(site) ? null : new(Code, $"You are limited to other sites than \"{site}\". Nothing was done. Ask somebody of that site.");

    /// <summary>
    /// Why whoever asks may not go on telling a live story; null: they may, or it is none. An entry shows wherever its live story does: that must be on their sites alone, which is so where people have
    /// decided "not here" for it on all others.
    /// </summary>
    internal static Problem? WhyNotLive(ApiCall call, Db db, Story story, StoryContent? content = null)
    {
        if (!call.Rights.IsOfSomeSites || LiveOf(db, story, content ?? story.Content) is not { } live) return null;
        var others = call.Options.Sites.Where(s => !call.Rights.MaySite(s.Code) && Placements.Of(db, s.Code, live.Id)?.Here != false).Select(s => s.Name).ToList();
        return others.Count == 0 ? null : new(Code, $"The live story stands on other sites than yours too: {string.Join(", ", others)}. Nothing was done. Ask somebody of those to take it off there, or to tell it with you.");
    }

    /// <summary>
    /// A live story that was never sent begins on the sites of whoever sends it, and on no others: theirs decide themselves whether they take it. Where somebody has decided that it stands there, that is left alone.
    /// </summary>
    internal static void BeginAtHome(ApiCall call, StoreTransaction tx, Story story, StoryContent? content)
    {
        if (!call.Rights.IsOfSomeSites || story.Standing.Version > 0 || !LiveEntries.Is(content ?? story.Content)) return;
        foreach (var site in call.Options.Sites.Where(s => !call.Rights.MaySite(s.Code)))
            if ((Placements.Of(tx.Db, site.Code, story.Id) ?? new()) is { Here: null } open) Placements.Set(tx, site.Code, story.Id, open with { Here = false }, call.Who);
    }

    private static Story? LiveOf(Db db, Story story, StoryContent content) =>
        LiveEntries.Is(content) ? story : LiveEntries.IsEntry(content) ? StoryTable.Chain(db, story.Chain).FirstOrDefault(s => LiveEntries.Is(s.Content)) : null;
}
