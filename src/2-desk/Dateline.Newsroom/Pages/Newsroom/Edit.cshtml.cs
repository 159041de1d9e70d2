using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Dateline.News;
using Dateline.Newsroom.Api;
using Dateline.Newsroom.Persons;
using Dateline.Newsroom.Room;
using Dateline.Store;
using Dateline.Store.Intake;
using Dateline.Store.Keeping;
using Dateline.Store.Sites;
using Dateline.Store.Stories;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Http;

namespace Dateline.Newsroom.Pages;

/// <summary>A story to be written and edited: text in the middle, slug and codes beside it, how it stands at the foot.</summary>
internal sealed class EditModel(NewsStore store, NewsroomOptions options) : RoomPage(store, options)
{
    private static readonly string[] Offered = ["en", "en-CA", "en-GB", "fr", "fr-CA", "de", "es"];

    private Dictionary<string, string> _names = [];
    private Dictionary<int, string> _senders = [];

    internal override string Title => Story?.Content.Slugline?.Text ?? Words["column-story"];

    internal override string? Script => Story is null or { Standing.State: StoryState.TakenDown } ? null : "story.js";

    internal override string? OnDesk => Story?.Desk;

    internal override string Shape => Story is null ? "form" : "screen story";

    /// <summary>The story; null where there is none.</summary>
    internal Story? Story { get; private set; }

    /// <summary>What stands under the frame until somebody has seen to it: one who writes has to know of it too.</summary>
    internal Bars Bars { get; private set; } = new([], []);

    /// <summary>What the wire sent meanwhile, and that waits to be merged; null: nothing.</summary>
    internal Editing.WireUpdate? Update { get; private set; }

    /// <summary>Who asks that the killed story come back, by name; null: nobody does.</summary>
    internal (ReinstateRequest Asked, string By)? Reinstatement { get; private set; }

    /// <summary>Its versions on the wire, newest first.</summary>
    internal IReadOnlyList<StoryVersion> Versions { get; private set; } = [];

    /// <summary>Its saved revisions, newest first.</summary>
    internal IReadOnlyList<(int Number, Instant At, string Who, string Why)> Revisions { get; private set; } = [];

    /// <summary>The languages to choose from, the story's own among them.</summary>
    internal IEnumerable<(string Tag, string Name)> StoryLanguages =>
        Offered.Concat(Story?.Content.Language is { } own && !Offered.Contains(own.Tag) ? [own.Tag] : []).Select(tag => (tag, Named(tag))).Prepend(Story?.Content.Language is null ? ("", "–") : default).Where(l => l.Item1 is not null);

    /// <summary>A language as those call it who speak it, whatever the language of the screen.</summary>
    private static string Named(string tag)
    {
        try
        {
            var name = CultureInfo.GetCultureInfo(tag).NativeName;
            return name.Length == 0 ? tag : char.ToUpper(name[0], CultureInfo.InvariantCulture) + name[1..];
        }
        catch (CultureNotFoundException)
        {
            return tag;
        }
    }

    /// <summary>What the script begins with.</summary>
    internal (StoryContent Content, string Tag, string? LockedBy, string? LockedName, Instant? LockedAt, int Version) Start =>
        (Story!.Content, StoryAnswer.Tag(Story), Story.LockedBy, Story.LockedBy is { } who ? NameOf(who) : null, Story.LockedAt, Story.Standing.Version);

    /// <summary>What is decided for the story on each site, where whoever looks may decide it.</summary>
    internal IReadOnlyList<(NewsroomSite Site, IReadOnlyList<SectionChoice> Sections, Placement Decided)> OnSites { get; private set; } = [];

    /// <summary>The photos among which a site may choose.</summary>
    internal IEnumerable<(string Reference, string? Told)> Photos => Outputs.StorySites.PhotosOf(Story!);

    /// <summary>Its photos as they are, each with its file where that has come, and whether it was withdrawn.</summary>
    internal IReadOnlyList<(Picture Picture, MediaFile? File, bool IsOff)> Looks { get; private set; } = [];

    /// <summary>The other stories of its chain, oldest first.</summary>
    internal IReadOnlyList<Story> Chain { get; private set; } = [];

    /// <summary>Its own links, each with the story it leads to where there is one that may be seen.</summary>
    internal IReadOnlyList<(ItemLink Link, Story? To)> Links { get; private set; } = [];

    /// <summary>The kinds of links that a person makes here.</summary>
    internal static IReadOnlyList<LinkKind> LinkKinds { get; } = [LinkKind.SeeAlso, LinkKind.EvolvedFrom, LinkKind.TranslatedFrom, LinkKind.DerivedFrom, LinkKind.Corrects];

    /// <summary>The genres to choose from.</summary>
    internal IEnumerable<(string Code, string Name)> Genres => House.Genres.In(Words, Language.From(Words.Tag) ?? Language.From("en")!.Value);

    /// <summary>Whether it can be told live: a text, and no entry of another.</summary>
    internal bool CanBeLive => Story is { Kind: ItemKind.Text } story && !Outputs.LiveEntries.IsEntry(story.Content) && May(Scopes.Write);

    /// <summary>Its entries, the newest first, each with whether it is pinned.</summary>
    internal IReadOnlyList<(Story Entry, bool IsPinned)> Entries { get; private set; } = [];

    /// <summary>What its page is.</summary>
    internal PageFacts PageFacts { get; private set; } = new();

    private House.ContentProfile Profile { get; set; } = House.ContentProfile.Usual;

    /// <summary>How long a field should be at most; null: nobody says.</summary>
    internal int? Longest(string field) => Profile.Fields.TryGetValue(field, out var rule) ? rule.Longest : null;

    public void OnGet(Guid id)
    {
        Store.Read(db =>
        {
            Story = Seen(db, id);
            if (Story is null) return false;
            Bars = Bars.Read(db);
            Update = Editing.WireUpdate.Of(db, Story);
            Versions = StoryTable.Versions(db, id);
            _senders = Editing.VersionSenders.Of(db, Versions);
            Revisions = StoryTable.Revisions(db, id);
            _names = DoerNames.Of(db);
            if (Story.Standing.State == StoryState.Killed && ReinstateRequests.Of(db, id, Now) is { } asked) Reinstatement = (asked, NameOf(asked.Who));
            Profile = House.ProfileList.Of(db, Story);
            if (May(Scopes.Site)) OnSites = [.. Options.Sites.Where(s => MyRights.MaySite(s.Code)).Select(s => (s, s.SectionsNow(db), Placements.Of(db, s.Code, id) ?? new()))];
            PageFacts = PageKinds.Of(db, id) ?? new();
            Looks = [.. Story.Content.Pictures.Select(p => StoryModel.Look(db, Story, p))];
            Chain = [.. StoryTable.Chain(db, Story.Chain).Where(s => s.Id != id && Sees(s))];
            Links = [.. Story.Links.Select(l => (l, l.Guid is { } guid && StoryTable.FindByGuid(db, guid) is { } other && Sees(other) ? other : null))];
            if (Outputs.LiveEntries.Is(Story.Content))
            {
                var pinned = Story.Page is { } page ? Pins.In(db, Pins.OfLive(page), Now) : [];
                Entries = [.. Outputs.LiveEntries.Of(db, Story).Where(Sees).Select(e => (e, pinned.Contains(e.Id)))];
            }
            return true;
        });
        if (Story is null) Response.StatusCode = StatusCodes.Status404NotFound;
    }

    /// <summary>Who sent a version, by name; null: the log does not say.</summary>
    internal string? SenderOf(StoryVersion version) => _senders.TryGetValue(version.Number, out var who) ? NameOf(who) : null;

    /// <summary>A person's name by their pseudonym.</summary>
    internal string NameOf(string who) => _names.GetValueOrDefault(who, who);
}

/// <summary>A story's text without its dateline, as it is edited: clean, like all story text.</summary>
internal sealed class CleanMarkup(StoryHtml body) : IHtmlContent
{
    public void WriteTo(TextWriter writer, HtmlEncoder encoder) => writer.Write(body.Markup);
}

/// <summary>The whole content as data for the script: what it does not show goes back unchanged.</summary>
internal sealed class StoryData(EditModel page) : IHtmlContent
{
    private static readonly JsonWriterOptions Guarded = new() { Encoder = JavaScriptEncoder.Default };

    public void WriteTo(TextWriter writer, HtmlEncoder encoder)
    {
        var (content, tag, by, name, at, version) = page.Start;
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Guarded))
        {
            json.WriteStartObject();
            json.WritePropertyName("content");
            StoryJson.WriteContent(json, content);
            json.WriteString("tag", tag);
            json.WriteNumber("version", version);
            if (by is not null)
            {
                json.WriteString("lockedBy", by);
                json.WriteString("lockedName", name);
                StoryAnswer.Time(json, "lockedAt", at);
            }
            json.WriteEndObject();
        }
        writer.Write(Encoding.UTF8.GetString(buffer.ToArray()));
    }
}
