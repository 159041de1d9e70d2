using Dateline.Delivery.Wire;
using Dateline.Store;
using Dateline.Store.Database;
using Dateline.Store.Deliveries;
using Dateline.Store.Intake;
using Dateline.Store.Keeping;
using Dateline.Store.SignIn;
using Dateline.Store.Stories;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Dateline.Delivery.Portal;

/// <summary>
/// A picture's file for a client's person. Whether they may see it is asked anew for every request, of every story that shows it: one of them must be theirs, and none may be
/// embargoed or held for them; anything but yes is the same "not found" as for a key that was never given.
/// </summary>
internal static class PortalPhotos
{
    internal static async Task Send(HttpContext http)
    {
        var (store, key) = (http.RequestServices.GetRequiredService<NewsStore>(), (string?)http.Request.RouteValues["key"] ?? "");
        var found = http.Items[typeof(Person)] is Person person && (!http.Request.Query.ContainsKey("take") || ClientRole.Find(person.Role)!.MayTake) ? await Open(store, person, key, http.Request.Query.ContainsKey("take")).ConfigureAwait(false) : default;
        var response = http.Response;
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        if (found.File is not { } file || found.Bytes is not { } bytes)
        {
            response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        response.ContentType = file.ContentType;
        if (http.Request.Query.ContainsKey("take")) response.Headers.ContentDisposition = $"attachment; filename=\"{found.Name}.{file.ContentType["image/".Length..]}\"";
        response.ContentLength = bytes.Length;
        await response.Body.WriteAsync(bytes, http.RequestAborted).ConfigureAwait(false);
    }

    private static async Task<(MediaFile? File, byte[]? Bytes, string Name)> Open(NewsStore store, Person person, string key, bool take)
    {
        var now = store.Clock.Now();
        var (story, known) = store.Read(db => Of(db, person) is var (client, destination) && WireMedia.Shows(db, client, destination, key, now) is { } shown
            ? (shown, ClientReadings.IsKnown(db, person.Id, shown.Id, shown.Standing.Version, take ? ReadingKind.Downloaded : ReadingKind.Opened, key, now)) : default);
        if (story is null) return default;
        if (!known)
            story = await store.Write(tx =>
            {
                if (Of(tx.Db, person) is not var (client, destination) || WireMedia.Shows(tx.Db, client, destination, key, tx.Now) is not { } shown) return null;
                ClientReadings.Note(tx, person, shown.Id, shown.Standing.Version, take ? ReadingKind.Downloaded : ReadingKind.Opened, key);
                Recipients.Note(tx, destination.Code, shown.Id, shown.Standing.Version);
                return shown;
            }).ConfigureAwait(false);
        if (story is null) return default;
        var (file, bytes) = store.Read(db => MediaFiles.Find(db, key) is { } found ? (found, MediaFiles.Bytes(db, found.Sha)) : default);
        return (file, bytes, PortalTaking.NameOf(story.Content.Slugline?.Text) + "-" + key[..6]);
    }

    private static (Client, Destination)? Of(Db db, Person person) =>
        person.Client is { } id && Clients.Find(db, id) is { } client && PullDeliveries.DestinationOf(db, id, Destination.PortalChannel) is { } destination ? (client, destination) : null;
}
