using Dateline.News;
using Dateline.Newsroom.Staff;
using Dateline.Store;
using Dateline.Store.Database;
using Dateline.Store.Intake;
using Dateline.Store.Stories;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Dateline.Newsroom.Pages;

/// <summary>One story: as readers would see it, its slug and codes beside it, its history under them.</summary>
internal sealed class StoryModel(NewsStore store, NewsroomOptions options) : StaffPage(store, options)
{
    internal override string Title => Story?.Content.Slugline?.Text ?? Words["column-story"];

    /// <summary>The story; null where there is none.</summary>
    internal Story? Story { get; private set; }

    /// <summary>What it says; null where that is sealed.</summary>
    internal StoryContent? Says => Story?.Standing.State == StoryState.TakenDown ? null : Story?.Content;

    /// <summary>The name of its source; null where it is our own.</summary>
    internal string? Source { get; private set; }

    /// <summary>Its pictures, each with its file where that has come in, and whether readers do not see it because it was withdrawn.</summary>
    internal IReadOnlyList<(Picture Picture, MediaFile? File, bool IsOff)> Pictures { get; private set; } = [];

    /// <summary>Its versions on the wire, newest first.</summary>
    internal IReadOnlyList<StoryVersion> Versions { get; private set; } = [];

    /// <summary>Its saved revisions, newest first.</summary>
    internal IReadOnlyList<(int Number, Instant At, string Who, string Why)> Revisions { get; private set; } = [];

    /// <summary>What readers were told of its changes, oldest first.</summary>
    internal IReadOnlyList<PublicNotice> Notices { get; private set; } = [];

    public IActionResult OnGet(Guid id)
    {
        Store.Read(db => Load(db, id));
        if (Story is null) Response.StatusCode = StatusCodes.Status404NotFound;
        return Page();
    }

    private bool Load(Db db, Guid id)
    {
        if (Seen(db, id) is not { } story) return false;
        Story = story;
        Source = story.Source is { } source ? Sources.Find(db, source)?.Name : null;
        Pictures = [.. story.Content.Pictures.Select(p => Look(db, story, p))];
        Versions = StoryTable.Versions(db, id);
        Revisions = StoryTable.Revisions(db, id);
        Notices = StoryTable.Notices(db, story.Chain, story.Content.Language?.Primary);
        return true;
    }

    /// <summary>A picture that the story only refers to, with the words of its own item where the story states none.</summary>
    internal static (Picture Picture, MediaFile? File, bool IsOff) Look(Db db, Story story, Picture picture)
    {
        var item = picture.Guid is { } guid ? MediaFiles.Item(db, story, guid) : null;
        var own = item?.Content.Pictures is [var first, ..] ? first : picture;
        var whole = picture with { Caption = picture.Caption ?? own.Caption, Credit = picture.Credit ?? own.Credit, Alt = picture.Alt ?? own.Alt };
        return (whole, MediaFiles.Of(db, story, picture), item?.Standing.Status is PubStatus.Canceled or PubStatus.Withheld);
    }

    /// <summary>The writers in one line.</summary>
    internal string Writers => string.Join(", ", Says!.Bylines.Select(b => b.Title is null ? b.Name : $"{b.Name}, {b.Title}"));

    /// <summary>Slug and codes: name and value of each that is stated.</summary>
    internal IEnumerable<(string Name, string Value)> Codes
    {
        get
        {
            if (Story is not { } story) yield break;
            yield return ("code-state", Words["state-" + StoryJson.Name(story.Standing.State)]);
            if (Says is { } c)
            {
                if (c.Slugline is { } slug) yield return ("code-slugline", slug.Text);
                if (c.Urgency is { } urgency) yield return ("code-urgency", urgency.ToString());
                if (c.Genres.Count > 0) yield return ("code-genres", Names(c.Genres));
                if (c.Subjects.Count > 0) yield return ("code-subjects", Names(c.Subjects));
                if (c.Places.Count > 0) yield return ("code-places", string.Join(" · ", c.Places.Select(p => p.Name)));
                if (c.Keywords.Count > 0) yield return ("code-keywords", string.Join(" · ", c.Keywords));
                if (c.EdNote is { } note) yield return ("code-edNote", note);
                if (c.StaffNote is { } staff) yield return ("code-staffNote", staff);
                if (c.Credit is { } credit) yield return ("code-credit", credit);
                if (c.Rights.UsageTerms is { } terms) yield return ("code-terms", terms);
                if (c.Rights.NoWeb) yield return ("code-terms", Words["no-web"]);
                if (c.Language is { } language) yield return ("code-language", language.Tag);
                yield return ("code-words", c.Body.WordCount.ToString(System.Globalization.CultureInfo.InvariantCulture));
            }
            yield return ("code-desk", $"{story.Desk} · {story.Stage}");
            if (Source is not null) yield return ("code-source", Source);
            if (story.LockedBy is { } who) yield return ("code-lock", who);
            yield return ("code-guid", story.Guid);
        }
    }

    private static string Names(IReadOnlyList<Concept> concepts) => string.Join(" · ", concepts.Select(c => c.Name ?? c.Code));
}
