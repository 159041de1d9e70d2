using Dateline.Formats.Photo;
using Dateline.Store;
using Dateline.Store.Intake;

namespace Dateline.Delivery.Dispatch;

/// <summary>
/// Photos for destinations that take none larger than so many pixels. A file that is here and fits is taken where it is not much smaller than may be; else the best one is drawn, outside every
/// reading of the store. What can't be drawn goes as it is: a client has use for a photo that is too large, and none for one that is missing.
/// </summary>
internal static class PhotoSizes
{
    /// <summary>Of a picture's files those that go instead of its best, the largest first: within the side, at least three quarters of it, and uncut.</summary>
    internal static IEnumerable<MediaFile> Fitting(IEnumerable<MediaFile> files, MediaFile best, int? side) =>
        IsLarger(best, side) ? files.Where(f => 4 * LongerSide(f) >= 3 * side && !IsLarger(f, side) && IsSameShape(f, best)).OrderByDescending(LongerSide) : [];

    /// <summary>The photos in the sizes in which they go, and the bytes of those that were drawn, by name.</summary>
    internal static async Task<(IReadOnlyList<StoryPhoto> Photos, IReadOnlyDictionary<string, byte[]> Drawn)> Draw(NewsStore store, PhotoDrawer? draw, IReadOnlyList<StoryPhoto> photos, int? side)
    {
        var (sized, drawn) = (new List<StoryPhoto>(), new Dictionary<string, byte[]>(StringComparer.Ordinal));
        foreach (var photo in photos)
        {
            var small = draw is not null && IsLarger(photo.File, side) ? await Drawn(store, draw, photo.File, side!.Value).ConfigureAwait(false) : null;
            // What goes under a name is of the kind that the name says, and as large as the item will say.
            if (small is null || PhotoFile.Read(small).Value is not { Width: not null, Height: not null } read || read.ContentType != photo.File.ContentType) sized.Add(photo);
            else
            {
                drawn[photo.Name] = small;
                sized.Add(photo with { Width = read.Width, Height = read.Height });
            }
        }
        return (sized, drawn);
    }

    private static async Task<byte[]?> Drawn(NewsStore store, PhotoDrawer draw, MediaFile file, int side)
    {
        try { return await draw(file, () => store.Read(db => MediaFiles.Bytes(db, file.Sha)), side).ConfigureAwait(false); }
        catch (Exception e) when (e is not OutOfMemoryException) { return null; }
    }

    private static int? LongerSide(MediaFile file) => file is { Width: { } width, Height: { } height } ? Math.Max(width, height) : null;

    private static bool IsLarger(MediaFile file, int? side) => LongerSide(file) > side;

    // Sizes are whole pixels: a hundredth more or less is no cut.
    private static bool IsSameShape(MediaFile one, MediaFile other) =>
        Math.Abs((double)one.Width!.Value / one.Height!.Value * other.Height!.Value / other.Width!.Value - 1) <= 0.01;
}
