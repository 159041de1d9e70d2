using Dateline.News;
using Dateline.Newsroom.Persons;
using Dateline.Newsroom.Room;
using Dateline.Store;
using Dateline.Store.Intake;
using Dateline.Store.Keeping;
using Dateline.Store.Stories;
using Microsoft.AspNetCore.Http;

namespace Dateline.Newsroom.Pages;

/// <summary>A story beside the desk: what it says, what is to be known of it, and what may be done with it.</summary>
internal sealed class PreviewModel(NewsStore store, NewsroomOptions options) : RoomPage(store, options)
{
    private const int MostVersions = 8;

    internal override string Title => Words["preview"];

    internal override string? OnDesk => Story?.Desk;

    /// <summary>The story; null where there is none.</summary>
    internal Story? Story { get; private set; }

    /// <summary>What is to be known of it, by the name of the words and its value.</summary>
    internal IReadOnlyList<(string Name, string Value)> Facts { get; private set; } = [];

    /// <summary>Its photos as they are, each with its file where that has come, and whether it was withdrawn.</summary>
    internal IReadOnlyList<(Picture Picture, MediaFile? File, bool IsOff)> Looks { get; private set; } = [];

    /// <summary>What has gone out of it, the newest first, each with who sent it.</summary>
    internal IReadOnlyList<(StoryVersion Version, string? Sender)> Sent { get; private set; } = [];

    public void OnGet(Guid id)
    {
        Store.Read(db =>
        {
            Story = Seen(db, id);
            if (Story is { } story && story.Standing.State != StoryState.TakenDown) Facts = [.. FactsOf(story, story.Source is { } source ? Sources.Find(db, source)?.Name : null, DoerNames.Of(db))];
            if (Story is { Standing.Version: > 0, Standing.State: not StoryState.TakenDown })
            {
                List<StoryVersion> newest = [.. StoryTable.Versions(db, id).OrderByDescending(v => v.Number).Take(MostVersions)];
                var (senders, names) = (Editing.VersionSenders.Of(db, newest), DoerNames.Of(db));
                Sent = [.. newest.Select(v => (v, senders.TryGetValue(v.Number, out var who) ? names.GetValueOrDefault(who, who) : null))];
            }
            if (Story is { } shown) Looks = [.. shown.Content.Pictures.Select(p => StoryModel.Look(db, shown, p))];
            return true;
        });
        if (Story is null) Response.StatusCode = StatusCodes.Status404NotFound;
    }

    private IEnumerable<(string, string)> FactsOf(Story story, string? source, Dictionary<string, string> names)
    {
        var content = story.Content;
        yield return ("code-state", Words["state-" + StoryJson.Name(story.Standing.State)]);
        if (story.LockedBy is { } who) yield return ("code-lock", who == Me ? Words["lock-you"] : names.GetValueOrDefault(who, who));
        if (source is not null) yield return ("code-source", source);
        if (content.Bylines.Count > 0) yield return ("code-by", string.Join(", ", content.Bylines.Select(b => b.Name)));
        if (content.Placeline is { } placeline) yield return ("code-dateline", placeline.Text);
        if (content.WithFilesFrom.Count > 0) yield return ("code-files", string.Join(", ", content.WithFilesFrom.Select(f => f.Place is null ? f.Name : $"{f.Name} ({f.Place})")));
        if (content.EdNote is { } note) yield return ("code-edNote", note);
        if (content.StaffNote is { } staff) yield return ("code-staffNote", staff);
        if (content.Subjects.Count > 0) yield return ("code-subjects", string.Join(" · ", content.Subjects.Select(s => s.Name ?? s.Code)));
        if (content.Rights.UsageTerms is { } terms) yield return ("code-terms", terms);
        yield return ("code-words", content.Body.WordCount.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }
}
