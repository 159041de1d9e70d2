using System.Globalization;
using Dateline.News;
using Dateline.Store.Database;
using Dateline.Store.Intake;

namespace Dateline.Store.Stories;

/// <summary>A version of a story as the item that goes over the wire.</summary>
public static class VersionItem
{
    /// <summary>The item.</summary>
    /// <param name="db">The connection.</param>
    /// <param name="story">The story.</param>
    /// <param name="version">The version; not a sealed one.</param>
    /// <param name="provider">Who we are on the wire.</param>
    /// <param name="alone">Whether it goes to where the items of its pictures go too, and their words with them.</param>
    public static NewsItem Of(Db db, Story story, StoryVersion version, Provider provider, bool alone = false) => new()
    {
        Guid = story.Guid,
        Kind = story.Kind,
        Version = version.Number.ToString(CultureInfo.InvariantCulture),
        VersionCreated = version.At,
        FirstCreated = story.FirstSent,
        Provider = provider,
        Status = version.Status,
        Signals = [.. version.Signals.Select(Signal)],
        Embargo = version.Embargo,
        IsAdvisory = version.IsAdvisory,
        Priority = version.Action is ReleaseAction.Kill or ReleaseAction.Hold or ReleaseAction.Takedown ? 1 : null,
        Links = story.Source is null ? story.Links : [.. story.Links.Select(l => l.Guid is { } guid ? l with { Guid = Ours(db, story, guid, version.At) } : l)],
        // What readers were told of a correction is the story's own words: nothing that takes it away repeats them.
        Notices = version.Action is ReleaseAction.Kill or ReleaseAction.Hold or ReleaseAction.Takedown ? [] : [.. StoryTable.Notices(db, story.Chain, story.Content.Language?.Primary).Where(n => n.At <= version.At)],
        // A note to staff never leaves the newsroom.
        Content = version.Content! with
        {
            EdNote = version.EdNote ?? version.Content.EdNote,
            StaffNote = null,
            Pictures = [.. version.Content.Pictures.Select(p => alone ? p : PictureWords.When(db, story, version, p)).Select(p => story.Source is not null && p.Guid is { } guid ? p with { Guid = Ours(db, story, guid, version.At) } : p)],
        },
    };

    /// <summary>
    /// The guid under which those who get this item know what it refers to. What came off a wire refers to other items by the source's guids; of those that are out from here,
    /// nobody has ever seen one. What was not out when the version went keeps the source's, whatever happened since: a version never changes.
    /// </summary>
    private static string Ours(Db db, Story story, string guid, Instant at) => story.Source is { } source ? StoryTable.SentGuid(db, source, guid, at) ?? guid : guid;

    private static Signal Signal(string raw) => new(raw switch
    {
        "sig:update" => SignalKind.Update,
        "sig:correction" => SignalKind.Correction,
        _ => SignalKind.Other,
    }, raw);
}
