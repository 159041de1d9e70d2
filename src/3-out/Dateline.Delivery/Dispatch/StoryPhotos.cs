using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Dateline.Delivery.Channels;
using Dateline.Delivery.Wire;
using Dateline.Formats.Photo;
using Dateline.News;
using Dateline.Store.Database;
using Dateline.Store.Deliveries;
using Dateline.Store.Intake;
using Dateline.Store.Stories;

namespace Dateline.Delivery.Dispatch;

/// <summary>A photo of a story that goes to a client as a file.</summary>
/// <param name="Name">Its name there: of the story, the version and its place in it; nothing of it comes from a stranger's text.</param>
/// <param name="Place">Which of the story's pictures it is, from 0.</param>
/// <param name="Picture">What the story says of it.</param>
/// <param name="File">The file.</param>
/// <param name="Item">The picture's own item; null: it is only part of the story.</param>
internal sealed record StoryPhoto(string Name, int Place, Picture Picture, MediaFile File, Story? Item)
{
    /// <summary>How wide it goes; null where unknown.</summary>
    internal int? Width { get; init; } = File.Width;

    /// <summary>How high it goes; null where unknown.</summary>
    internal int? Height { get; init; } = File.Height;
}

/// <summary>
/// The photos that go to a client with a story: those whose file is here and that the client may have, asked of every story that shows it and of its usage terms. What the story says of
/// a photo is written into its JPEG (XMP and IIM), so that it is with it wherever it is kept.
/// </summary>
internal static class StoryPhotos
{
    internal static IReadOnlyList<StoryPhoto> Of(Db db, Destination destination, Guid id, int number, string guid, Instant now)
    {
        if (destination.Photos != PhotoDelivery.First || StoryTable.Find(db, id) is not { } story || StoryTable.Version(db, id, number) is not { Content: { Pictures.Count: > 0 } content } version || Clients.Find(db, destination.Client) is not { } client) return [];
        var photos = new List<StoryPhoto>();
        for (var place = 0; place < content.Pictures.Count; place++)
        {
            var picture = content.Pictures[place];
            // The terms that a story has for a picture are asked of its best file, whichever goes.
            if (MediaFiles.Of(db, story, picture) is not { } best || WireMedia.IsWithheld(db, client, destination, best, now)) continue;
            var fitting = PhotoSizes.Fitting(MediaFiles.AllOf(db, story, picture), best, destination.PhotoSide).FirstOrDefault(f => Ending(f.ContentType) is not null && !WireMedia.IsWithheld(db, client, destination, f, now));
            var file = fitting ?? best;
            if (Ending(file.ContentType) is not { } ending) continue;
            var item = picture.Guid is null ? null : picture.Guid == story.Guid || picture.Guid == story.SourceGuid ? story : MediaFiles.Item(db, story, picture.Guid);
            photos.Add(new(NameOf(guid, number, photos.Count + 1, ending), place, PictureWords.When(db, story, version, picture), file, item));
        }
        return photos;
    }

    /// <summary>The file as it goes, with what the story says of it inside. One that can't be written into goes as it is.</summary>
    /// <param name="db">The connection.</param>
    /// <param name="photo">The photo.</param>
    /// <param name="drawn">Its bytes where it was drawn smaller; null: those of its file.</param>
    /// <param name="content">What the story says.</param>
    /// <param name="embargo">Until when it may not be used.</param>
    internal static ParcelPhoto? Open(Db db, StoryPhoto photo, byte[]? drawn, StoryContent content, Embargo embargo)
    {
        if ((drawn ?? MediaFiles.Bytes(db, photo.File.Sha)) is not { } bytes) return null;
        if (photo.File.ContentType == "image/jpeg" && PhotoWriter.Write(bytes, Says(photo.Picture, content, embargo)) is { IsDone: true, Value: var written }) return new(photo.Name, written.Bytes, photo.File.ContentType);
        return new(photo.Name, bytes, photo.File.ContentType);
    }

    /// <summary>The item with its photos as the client has them; without those that it does not get.</summary>
    internal static NewsItem In(NewsItem item, PhotoDelivery way, IReadOnlyList<StoryPhoto> photos)
    {
        if (way == PhotoDelivery.ByReference) return item;
        if (way == PhotoDelivery.None) return item with { Links = [.. item.Links.Where(static l => l.Kind != LinkKind.Media)], Content = item.Content with { Pictures = [] } };
        return item with { Content = item.Content with { Pictures = [.. item.Content.Pictures.Select((p, place) => p with { Renditions = photos.FirstOrDefault(f => f.Place == place) is { } sent ? [RenditionOf(sent)] : (IReadOnlyList<News.Rendition>)[] })] } };
    }

    /// <summary>A withdrawal names the files that went: in a link for machines, in its note for whoever reads it.</summary>
    internal static NewsItem Named(NewsItem item, IReadOnlyList<string> names)
    {
        if (names.Count == 0) return item;
        var words = (item.Content.Language?.Primary == "fr" ? "Photos envoyées avec l’article, à retirer aussi : " : "Photos that were sent with it, to be removed too: ") + string.Join(", ", names) + ".";
        return item with
        {
            Links = [.. item.Links, .. names.Select(static n => new ItemLink(LinkKind.Media, null, Href: n))],
            Content = item.Content with { EdNote = item.Content.EdNote is { Length: > 0 } note ? note + " " + words : words },
        };
    }

    private static News.Rendition RenditionOf(StoryPhoto photo) => new(photo.Name, "original", photo.File.ContentType, photo.Width, photo.Height);

    private static PhotoMetadata Says(Picture picture, StoryContent content, Embargo embargo)
    {
        var rights = picture.Rights == Rights.None ? content.Rights : picture.Rights;
        return new()
        {
            Headline = picture.Headline,
            Title = content.Slugline?.Text,
            Caption = picture.Caption,
            Alt = picture.Alt,
            Credit = picture.Credit ?? rights.MandatoryCredit,
            Copyright = rights.Notice ?? rights.Holder,
            UsageTerms = Terms(rights),
            Instructions = embargo.Until is { } until ? $"EMBARGOED until {until}" : embargo.UntilFurtherNotice ? "EMBARGOED until further notice" : null,
            Language = content.Language,
        };
    }

    private static string? Terms(Rights rights)
    {
        var terms = new List<string>();
        if (rights.UsageTerms is { } said) terms.Add(said.TrimEnd('.'));
        if (rights.MandatoryCredit is { } credit) terms.Add("Mandatory credit: " + credit);
        if (rights.NoWeb) terms.Add("Not for the web");
        if (rights.Territories.Count > 0) terms.Add("Only in " + string.Join(", ", rights.Territories));
        if (rights.Expires is { } end) terms.Add($"Not after {end}");
        return terms.Count == 0 ? null : string.Join(". ", terms) + ".";
    }

    private static string NameOf(string guid, int version, int number, string ending) =>
        string.Create(CultureInfo.InvariantCulture, $"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(guid)).AsSpan(0, 8))}-v{version}-{number}.{ending}");

    private static string? Ending(string contentType) => contentType switch
    {
        "image/jpeg" => "jpg",
        "image/png" => "png",
        "image/gif" => "gif",
        "image/webp" => "webp",
        "image/avif" => "avif",
        _ => null,
    };
}
