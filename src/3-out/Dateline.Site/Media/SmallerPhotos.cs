using Dateline.Store.Intake;

namespace Dateline.Site.Media;

/// <summary>
/// Photos drawn smaller for those who get them as files: by the drawing that pages have, upright, with their caption and credit and without what the camera says. It has its own room and its own turns,
/// so that a crowd of readers keeps no client waiting.
/// </summary>
public sealed class SmallerPhotos : IDisposable
{
    private readonly PhotoLab _lab = new();

    /// <summary>The photo, its longer side no longer than that, in the kind of file that it is; null where it can't be drawn. The latest are kept, and drawn once.</summary>
    /// <param name="file">The file.</param>
    /// <param name="bytes">Opens its bytes.</param>
    /// <param name="side">Pixels.</param>
    public Task<byte[]?> Within(MediaFile file, Func<byte[]?> bytes, int side) =>
        ExtensionOf(file.ContentType) is { } extension && PhotoShape.IsDrawn(file.Width, file.Height) ? _lab.Make(file.Sha, bytes, PhotoShape.Within(side), extension) : Task.FromResult<byte[]?>(null);

    /// <inheritdoc />
    public void Dispose() => _lab.Dispose();

    private static string? ExtensionOf(string contentType) => contentType switch
    {
        "image/jpeg" => ".jpg",
        "image/png" => ".png",
        "image/webp" => ".webp",
        _ => null,
    };
}
