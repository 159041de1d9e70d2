using System.Globalization;
using Dateline.News;
using Dateline.Site.Reading;
using Dateline.Site.Theme;
using Dateline.Store.Intake;

namespace Dateline.Site.Media;

/// <summary>Pictures as pages show them, and the addresses of their files.</summary>
internal static class PhotoViews
{
    private static readonly (string ContentType, string Extension)[] Types =
        [("image/jpeg", ".jpg"), ("image/png", ".png"), ("image/gif", ".gif"), ("image/webp", ".webp"), ("image/avif", ".avif"), ("image/svg+xml", ".svg")];

    /// <summary>Whether a file is one that pages show. Drawings that can hold script are not.</summary>
    internal static bool IsShown(MediaFile file) => file.ContentType is "image/jpeg" or "image/png" or "image/gif" or "image/webp" or "image/avif";

    internal static string PathOf(MediaFile file) => "/media/" + file.Key + ExtensionOf(file);

    internal static string ExtensionOf(MediaFile file)
    {
        foreach (var (type, extension) in Types) if (type == file.ContentType) return extension;
        return ".bin";
    }

    /// <summary>A picture as a page shows it.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="file">Its file.</param>
    /// <param name="isFirst">Whether it leads the page.</param>
    /// <param name="language">The language of the story that it stands with.</param>
    internal static PhotoView Of(Picture picture, MediaFile file, bool isFirst, string language)
    {
        var caption = NewsText.OneLine(picture.Caption) is { } typed ? FrenchSpaces.Kept(typed, language) : null;
        return new PhotoView(PathOf(file), Pixels(file.Width), Pixels(file.Height),
            NewsText.OneLine(picture.Alt) ?? NewsText.OneLine(picture.Headline) ?? caption ?? "", caption, CreditOf(picture),
            IsTall: file.Height > file.Width, isFirst, file.ContentType, file.Length)
        {
            Sizes = Choice(file, ".jpg"),
            SizesWebp = Choice(file, ".webp"),
            Shapes = PhotoShape.IsDrawn(file.Width, file.Height) ? [.. PhotoShape.Ratios.Select(r => (r.PathOf(file.Key, ".jpg"), r.Size(file.Width!.Value, file.Height!.Value).Width, r.Size(file.Width.Value, file.Height.Value).Height))] : [],
        };
    }

    // A moving picture stays as it is: drawn, it would stand still.
    private static string? Choice(MediaFile file, string extension)
    {
        if (file.ContentType is "image/gif" || !PhotoShape.IsDrawn(file.Width, file.Height)) return null;
        // Each that is smaller than the photo, and the next: that one comes out as wide as the photo is.
        var sizes = PhotoShape.Widths.TakeWhile((_, i) => i == 0 || PhotoShape.Widths[i - 1].Width < file.Width);
        return string.Join(", ", sizes.Select(w => string.Create(CultureInfo.InvariantCulture, $"{w.PathOf(file.Key, extension)} {w.Size(file.Width!.Value, file.Height!.Value).Width}w")));
    }

    /// <summary>The credit line; a credit that must stand is added where the line does not have it.</summary>
    private static string? CreditOf(Picture picture)
    {
        var (line, must) = (NewsText.OneLine(picture.Credit), NewsText.OneLine(picture.Rights.MandatoryCredit));
        if (line is null || must is null) return line ?? must ?? NewsText.OneLine(picture.Rights.Notice);
        return line.Contains(must, StringComparison.OrdinalIgnoreCase) ? line : $"{line} / {must}";
    }

    private static string? Pixels(int? pixels) => pixels is > 0 ? pixels.Value.ToString(CultureInfo.InvariantCulture) : null;
}
