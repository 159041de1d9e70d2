using Dateline.News;
using Dateline.Store.Database;
using Dateline.Store.Deliveries;
using Dateline.Store.Intake;
using Dateline.Store.Stories;

namespace Dateline.Delivery.Wire;

/// <summary>Whether a client may have a picture's file now: asked of every story that shows it, of usage terms, and of what the client was given.</summary>
internal static class WireMedia
{
    /// <summary>The story through which a client may see a file now; null: it may not.</summary>
    internal static Story? Shows(Db db, Client client, Destination destination, string key, Instant now)
    {
        if (WireAccess.Of(db, destination.Id, now) is not { IsOpen: true } || MediaFiles.Find(db, key) is not { ContentType: "image/jpeg" or "image/png" or "image/gif" or "image/webp" or "image/avif" } file) return null;
        if (Asked(db, client, destination, file, now) is not { } open) return null;
        Story? through = null;
        foreach (var story in open.Where(s => DeliveryTable.OfStory(db, s.Id, destination.Id).Exists(static d => d is { Sequence: not null, IsWithdrawal: false, State: not (DeliveryState.Superseded or DeliveryState.Withdrawn) })))
            through = story.Kind is ItemKind.Picture or ItemKind.Graphic ? through ?? story : story;
        return through;
    }

    /// <summary>Whether any story that shows a file, or what one states of it, keeps it from a client now.</summary>
    internal static bool IsWithheld(Db db, Client client, Destination destination, MediaFile file, Instant now) => Asked(db, client, destination, file, now) is null;

    /// <summary>The stories that are open to the client and show the file; null: one of those that show it forbids it.</summary>
    private static List<Story>? Asked(Db db, Client client, Destination destination, MediaFile file, Instant now)
    {
        var open = new List<Story>();
        foreach (var story in MediaFiles.ShownBy(db, file.Key))
        {
            var isPicture = story.Kind is ItemKind.Picture or ItemKind.Graphic;
            if (story.Standing.Version == 0)
            {
                if (isPicture && (story.Standing.Status != PubStatus.Usable || !destination.InAdvance && !story.Standing.Embargo.IsUsable(now))) return null;
                if (isPicture && !Allow(story.Content.Rights, client, now)) return null;
                continue;
            }
            var isOpen = Gate.Ask(story.Standing, destination.Audience, now) == GateVerdict.Open;
            if (!isOpen && (isPicture || story.Standing.State != StoryState.Killed)) return null;
            if (!isOpen || !Allows(db, story, file, client, now)) { if (isOpen) return null; continue; }
            open.Add(story);
        }
        return open;
    }

    /// <summary>What a story states for a picture it carries, and what a picture's own item has.</summary>
    private static bool Allows(Db db, Story story, MediaFile file, Client client, Instant now) =>
        Allow(story.Content.Rights, client, now) && story.Content.Pictures.All(p => p.Rights == Rights.None || Allow(p.Rights, client, now) || MediaFiles.Of(db, story, p)?.Key != file.Key);

    private static bool Allow(Rights rights, Client client, Instant now) =>
        !(rights.Expires <= now) && client.IsWithin(rights);
}
