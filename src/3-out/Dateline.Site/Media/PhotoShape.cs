using System.Globalization;

namespace Dateline.Site.Media;

/// <summary>
/// A shape and size in which photos are drawn: scaled to a width, or cut to a ratio, for pages and search engines, which have seven and can ask for no other; or within a square, for those who get files.
/// </summary>
/// <param name="Name">Its name in addresses, behind the file's key.</param>
/// <param name="Width">Its width at most: nothing is made larger than it came.</param>
/// <param name="Ratio">What it is cut to; null: it keeps its shape.</param>
internal sealed record PhotoShape(string Name, int Width, (int Wide, int High)? Ratio = null)
{
    private const long MostPixels = 60_000_000;

    /// <summary>Its height at most; null: whatever its width makes it.</summary>
    internal int? Height { get; private init; }

    /// <summary>How well a JPEG or WebP is kept, to 100.</summary>
    internal int Quality { get; private init; } = 80;

    /// <summary>What pages choose from by the reader's screen.</summary>
    internal static IReadOnlyList<PhotoShape> Widths { get; } = [new("w480", 480), new("w800", 800), new("w1200", 1200), new("w1920", 1920)];

    /// <summary>What search engines ask for (Google, "Article": 16x9, 4x3 and 1x1).</summary>
    internal static IReadOnlyList<PhotoShape> Ratios { get; } = [new("16x9", 1200, (16, 9)), new("4x3", 1200, (4, 3)), new("1x1", 1200, (1, 1))];

    /// <summary>Uncut, the longer side no longer than that; good enough for others to work on.</summary>
    internal static PhotoShape Within(int side) => new(string.Create(CultureInfo.InvariantCulture, $"within-{side}"), side) { Height = side, Quality = 92 };

    internal static PhotoShape? Named(string name) => Widths.Concat(Ratios).FirstOrDefault(s => s.Name == name);

    /// <summary>Whether photos of such a size are drawn: known, and small enough that nobody can make the program hold a wall of pixels.</summary>
    internal static bool IsDrawn(int? width, int? height) => width is > 0 && height is > 0 && (long)width.Value * height.Value <= MostPixels;

    /// <summary>The part of a photo that is shown, in its own pixels: the middle of what is too wide; of what is too high a little above the middle, where faces are.</summary>
    internal (int X, int Y, int Width, int Height) Cut(int width, int height)
    {
        if (Ratio is not var (wide, high)) return (0, 0, width, height);
        if ((long)width * high > (long)height * wide)
        {
            var cut = Math.Max(1, height * wide / high);
            return ((width - cut) / 2, 0, cut, height);
        }
        var rows = Math.Max(1, width * high / wide);
        return (0, (height - rows) * 2 / 5, width, rows);
    }

    /// <summary>The size a photo comes out in.</summary>
    internal (int Width, int Height) Size(int width, int height)
    {
        var cut = Cut(width, height);
        var wide = Math.Min(Width, cut.Width);
        if (Height is { } high && (long)cut.Height * wide > (long)high * cut.Width) return (Math.Max(1, (int)Math.Round((double)cut.Width * high / cut.Height)), high);
        return (wide, Math.Max(1, (int)Math.Round((double)cut.Height * wide / cut.Width)));
    }

    internal string PathOf(string key, string extension) => string.Create(CultureInfo.InvariantCulture, $"/media/{key}-{Name}{extension}");
}
