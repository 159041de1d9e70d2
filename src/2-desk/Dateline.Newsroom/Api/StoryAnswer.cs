using System.Text.Json;
using Dateline.News;
using Dateline.Store.Database;
using Dateline.Store.Intake;
using Dateline.Store.Keeping;
using Dateline.Store.Stories;

namespace Dateline.Newsroom.Api;

/// <summary>A story as the API shows it: one line of a list, or the whole of it.</summary>
internal sealed class StoryAnswer(Db db, NewsroomOptions options, Instant now, Persons.DeskRights rights)
{
    private readonly Dictionary<long, string?> _sources = [];
    private Dictionary<string, string>? _names;

    /// <summary>Names what a story says now: who saves says by it which text they changed. The same text has the same tag.</summary>
    internal static string Tag(Story story) => Convert.ToHexStringLower(StoryTable.Hash(story.Content).AsSpan(0, 12));

    /// <summary>One line of a list.</summary>
    internal void Summary(Utf8JsonWriter json, Story story)
    {
        json.WriteStartObject();
        SummaryMembers(json, story);
        json.WriteEndObject();
    }

    /// <summary>All of it.</summary>
    internal void Whole(Utf8JsonWriter json, Story story)
    {
        json.WriteStartObject();
        WholeMembers(json, story);
        json.WriteEndObject();
    }

    /// <summary>All of it, as members of an object that says more.</summary>
    internal void WholeMembers(Utf8JsonWriter json, Story story)
    {
        SummaryMembers(json, story);
        json.WriteNumber("revision", story.Revision);
        json.WriteString("contentTag", Tag(story));
        WriteStanding(json, story);
        WriteGate(json, story);
        WriteLinks(json, story);
        WriteComing(json, story);
        Editing.StoryAsking.Write(json, db, story, now);
        Sending.Reinstating.Write(json, db, story, now);
        Editing.StoryChecking.Write(json, db, story);
        Editing.StoryTranslation.Write(json, db, story, original => rights.Sees(original, now));
        json.WriteStartArray("actions");
        foreach (var action in ReleaseRules.Legal(story.Standing, now)) json.WriteStringValue(Sending.SendAction.NameOf(action));
        json.WriteEndArray();
        if (story.Standing.State == StoryState.TakenDown) return;
        json.WritePropertyName("content");
        StoryJson.WriteContent(json, story.Content);
    }

    private void SummaryMembers(Utf8JsonWriter json, Story story)
    {
        var standing = story.Standing;
        json.WriteString("id", story.Id);
        json.WriteString("guid", story.Guid);
        json.WriteString("chain", story.Chain);
        json.WriteString("kind", StoryJson.Name(story.Kind));
        json.WriteString("state", StoryJson.Name(standing.State));
        json.WriteNumber("version", standing.Version);
        if (standing.Version > 0) json.WriteString("status", StoryJson.Name(standing.Status));
        json.WriteString("desk", story.Desk);
        json.WriteString("stage", story.Stage);
        if (standing.State != StoryState.TakenDown && rights.Sees(story, now)) WriteLines(json, story.Content);
        if (standing.IsAdvisory) json.WriteBoolean("advisory", true);
        if (!standing.Embargo.IsNone) StoryJson.WriteEmbargo(json, "usableFrom", standing.Embargo);
        if (story.LockedBy is not null) WriteLock(json, story);
        if (story.MarkedFor is { } marked) json.WriteString("markedFor", marked);
        if (story.Source is { } source && SourceCode(source) is { } code) json.WriteString("source", code);
        json.WriteString("created", story.Created.ToString());
        json.WriteString("updated", story.Updated.ToString());
        if (options.PagePath(story) is { } page) json.WriteString("page", page);
    }

    private static void WriteLines(Utf8JsonWriter json, StoryContent content)
    {
        if (content.Slugline is { } slugline) json.WriteString("slugline", slugline.Text);
        if (content.Headline is { } headline) json.WriteString("headline", headline.Text);
        if (content.Language is { } language) json.WriteString("language", language.Tag);
        if (content.Urgency is { } urgency) json.WriteNumber("urgency", urgency.Value);
    }

    private void WriteLock(Utf8JsonWriter json, Story story)
    {
        json.WriteStartObject("lock");
        json.WriteString("by", story.LockedBy);
        if ((_names ??= Persons.DoerNames.Of(db)).TryGetValue(story.LockedBy!, out var name)) json.WriteString("name", name);
        if (story.LockedAt is { } at) json.WriteString("at", at.ToString());
        json.WriteEndObject();
    }

    private static void WriteStanding(Utf8JsonWriter json, Story story)
    {
        json.WriteStartObject("standing");
        if (story.Standing.NoWeb) json.WriteBoolean("noWeb", true);
        Time(json, "expires", story.Standing.Expires);
        Time(json, "publicSince", story.Standing.PublicSince);
        Time(json, "firstSent", story.FirstSent);
        Time(json, "lastSent", story.LastSent);
        json.WriteEndObject();
    }

    private void WriteGate(Utf8JsonWriter json, Story story)
    {
        json.WriteStartObject("gate");
        json.WriteString("public", StoryJson.Name(Gate.Ask(story.Standing, Audience.Public, now)));
        Time(json, "changesAt", Gate.NextChange(story.Standing, Audience.Public, now));
        json.WriteEndObject();
    }

    private void WriteLinks(Utf8JsonWriter json, Story story)
    {
        json.WriteStartArray("links");
        foreach (var link in story.Links)
        {
            json.WriteStartObject();
            json.WriteString("kind", StoryJson.Name(link.Kind));
            var other = link.Guid is null ? null : Linked(story, link.Guid);
            if (link.Guid is not null) json.WriteString("guid", link.Guid);
            if (link.Href is not null) json.WriteString("href", link.Href);
            if (link.Title is not null && (other is null || rights.Sees(other, now))) json.WriteString("title", link.Title);
            if (other is not null) json.WriteString("story", other.Id);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private Story? Linked(Story story, string guid) =>
        StoryTable.FindByGuid(db, guid) ?? (story.Source is { } source ? StoryTable.OfSourceItem(db, source, guid).FirstOrDefault() : null);

    private void WriteComing(Utf8JsonWriter json, Story story)
    {
        json.WriteStartArray("scheduled");
        foreach (var row in Timetable.OfStory(db, story.Id))
        {
            json.WriteStartObject();
            json.WriteString("kind", StoryJson.Name(row.Kind));
            json.WriteString("at", row.At.ToString());
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private string? SourceCode(long id)
    {
        if (!_sources.TryGetValue(id, out var code)) _sources[id] = code = Sources.Find(db, id)?.Code;
        return code;
    }

    internal static void Time(Utf8JsonWriter json, string name, Instant? time)
    {
        if (time is { } moment) json.WriteString(name, moment.ToString());
    }

    internal static void Notes(Utf8JsonWriter json, IReadOnlyList<ContentNote> notes)
    {
        if (notes.Count == 0) return;
        json.WriteStartArray("notes");
        foreach (var note in notes)
        {
            json.WriteStartObject();
            json.WriteString("code", note.Code);
            json.WriteString("pointer", note.Pointer);
            json.WriteString("detail", note.Detail);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}
