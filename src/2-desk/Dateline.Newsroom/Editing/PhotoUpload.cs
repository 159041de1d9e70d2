using System.Security.Cryptography;
using Dateline.Formats;
using Dateline.Formats.Photo;
using Dateline.News;
using Dateline.Newsroom.Api;
using Dateline.Newsroom.Room;
using Dateline.Store.Intake;
using Dateline.Store.Stories;
using Dateline.Store.Writing;

namespace Dateline.Newsroom.Editing;

/// <summary>
/// A photo that is brought to a story as a file. It becomes an item of its own beside the story, on its desk and in no column of it, with what the file says of itself (IPTC in XMP and IIM: caption,
/// credit, who took it, rights, an embargo). The same bytes again are the same photo.
/// </summary>
internal static class PhotoUpload
{
    /// <summary>The largest file that is taken.</summary>
    internal const int MostBytes = 40 * 1024 * 1024;

    private const long MostPixels = 100_000_000;
    private static readonly Dictionary<string, string> Endings = new(StringComparer.Ordinal) { ["image/jpeg"] = "jpg", ["image/png"] = "png", ["image/webp"] = "webp" };

    internal static void Map(ApiMap api) => api.Post("stories/{id}/photos", Scopes.Write, Take, new("photoUpload", "Editing", "Bring a photo to a story")
    {
        Description = "The file becomes a photo of its own on the story's desk, with the caption, credit and rights it states. The story's text is not changed: put its guid among the pictures, by saving the text. The same bytes again are the same photo.",
        File = $"A JPEG, PNG or WebP file of at most {MostBytes / 1024 / 1024} MiB",
        LargestBody = MostBytes,
        Answers = PhotoLook.Shape,
        Codes = ["story-unknown", "spiked", "sealed", "locked", "photo-kind", "photo-broken", "photo-pixels"],
    });

    private static async Task<Answer> Take(ApiCall call)
    {
        if (call.Bytes.IsEmpty) return new Problem("empty", "There is no file in the request. Nothing was kept.");
        if (PhotoFile.Read(call.Bytes.Span) is not { IsDone: true, Value: var photo } || !Endings.ContainsKey(photo.ContentType)) return new Problem("photo-kind", "This is no JPEG, PNG or WebP file. Nothing was kept.");
        if (WhyNot(photo, call.Bytes.Span) is { } refused) return refused;
        return await call.WriteStory((tx, story) =>
        {
            if (story.Standing.State == StoryState.TakenDown) return StoryEdit.Sealed;
            if (story.Standing.State == StoryState.Spiked) return new Problem("spiked", "The story is in the spike. Nothing was kept. Restore it first.");
            if (story.LockedBy is { } other && other != call.Who) return StoryLock.Taken(tx.Db, story);
            var item = Kept(tx, call, story, photo);
            return Answer.Ok(json => PhotoLook.Write(json, tx.Db, item));
        }).ConfigureAwait(false);
    }

    /// <summary>Why a photo can't be shown; null: it can.</summary>
    private static Problem? WhyNot(PhotoReading photo, ReadOnlySpan<byte> bytes)
    {
        var isWhole = photo.Notes.All(n => n.Code != NoteCodes.CutShort) && (photo.ContentType != "image/jpeg" || bytes.LastIndexOf((ReadOnlySpan<byte>)[0xFF, 0xD9]) >= 0);
        if (!isWhole || photo is not { Width: > 0 and var width, Height: > 0 and var height }) return new("photo-broken", "The photo is cut off or damaged. Nothing was kept. Take the file again from where it came.");
        return (long)width * height > MostPixels ? new("photo-pixels", $"The photo has {width} × {height} pixels; at most {MostPixels / 1_000_000} million in all are taken. Nothing was kept. Make it smaller.") : null;
    }

    private static Story Kept(StoreTransaction tx, ApiCall call, Story story, PhotoReading photo)
    {
        var href = $"photos/{Convert.ToHexStringLower(SHA256.HashData(call.Bytes.Span).AsSpan(0, 16))}.{Endings[photo.ContentType]}";
        if (MediaFiles.OwnItem(tx.Db, href) is { } known && call.Sees(known)) return known;
        var read = WireFormats.Read(call.Bytes.ToArray(), new ReadOptions { MaxBytes = MostBytes, DefaultLanguage = story.Content.Language, DefaultZone = call.Options.TimeZone }).Items[0].Item;
        var content = read?.Content ?? new StoryContent();
        var item = Releases.NewStory(tx, ItemKind.Picture, content with { Language = content.Language ?? story.Content.Language, Slugline = content.Slugline ?? story.Content.Slugline });
        var own = content.Pictures.FirstOrDefault() ?? new Picture();
        var picture = own with { Guid = item.Guid, Renditions = [new Rendition(href, "original", photo.ContentType, photo.Width, photo.Height, call.Bytes.Length)] };
        item = item with { Desk = story.Desk, Stage = StoryList.Beside, Content = item.Content with { Pictures = [picture] }, Standing = Standing.NeverSent with { State = StoryState.Working, Embargo = read?.Embargo ?? Embargo.None } };
        MediaFiles.Keep(tx, null, href, call.Bytes, photo.ContentType, photo.Width, photo.Height);
        item = StoryTable.Keep(tx, item, call.Who, "save");
        StoryTable.Insert(tx, item);
        MediaFiles.Bind(tx, item);
        tx.Audit(call.Who, "photo-upload", item.Guid, story.Guid);
        return item;
    }
}
