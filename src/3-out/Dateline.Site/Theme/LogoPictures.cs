using SkiaSharp;

namespace Dateline.Site;

/// <summary>A picture drawn anew.</summary>
internal sealed record DrawnLogo(byte[] Png, int Width, int Height);

/// <summary>
/// What a logo that is a picture is shown as, each drawn anew, so that nothing of what came with the file goes out: in the masthead at three times the pixels it is shown at, for the finest screens; for search engines, which
/// ask for 112 pixels at least, on white; and in the square that telephones put on their first screen.
/// </summary>
internal sealed class LogoPictures
{
    internal const string PublisherPath = "/logo-publisher.png";
    internal const string TouchPath = "/apple-touch-icon.png";

    private const int MostBytes = 4 * 1024 * 1024;
    private const long MostPixels = 12_000_000;
    private const int Square = 180;
    private const int InSquare = 148;

    private LogoPictures(DrawnLogo masthead, DrawnLogo publisher, DrawnLogo touch) => (Masthead, Publisher, Touch) = (masthead, publisher, touch);

    internal DrawnLogo Masthead { get; }
    internal DrawnLogo Publisher { get; }
    internal DrawnLogo Touch { get; }

    /// <summary>Whether a file begins as one of the kinds of pictures that can be a logo does.</summary>
    internal static bool IsOne(ReadOnlySpan<byte> file) => file.StartsWith(Png) || file.StartsWith(Jpeg) || file.StartsWith("RIFF"u8);

    private static ReadOnlySpan<byte> Png => [0x89, 0x50, 0x4e, 0x47];
    private static ReadOnlySpan<byte> Jpeg => [0xff, 0xd8, 0xff];

    /// <summary>Draws a file's picture; null: it is none, or too large a one.</summary>
    internal static LogoPictures? Of(ReadOnlyMemory<byte> file)
    {
        if (file.Length > MostBytes) return null;
        using var data = SKData.CreateCopy(file.Span);
        using var codec = SKCodec.Create(data);
        if (codec is not { EncodedFormat: SKEncodedImageFormat.Png or SKEncodedImageFormat.Jpeg or SKEncodedImageFormat.Webp, Info: { Width: > 0, Height: > 0 } info } || (long)info.Width * info.Height > MostPixels) return null;
        using var bitmap = new SKBitmap(new SKImageInfo(info.Width, info.Height, SKColorType.Rgba8888, SKAlphaType.Premul, SKColorSpace.CreateSrgb()));
        // A file that was cut off would be half a logo.
        if (codec.GetPixels(bitmap.Info, bitmap.GetPixels()) != SKCodecResult.Success) return null;
        using var image = SKImage.FromBitmap(bitmap);
        return new(Fitted(image, 3 * 640, 3 * SiteLogo.Height, SKColors.Transparent), Fitted(image, 600, 112, SKColors.White), Centred(image));
    }

    // Nothing is made larger than it came.
    private static DrawnLogo Fitted(SKImage image, int most, int high, SKColor paper)
    {
        var scale = Math.Min(1, Math.Min((float)most / image.Width, (float)high / image.Height));
        var (width, height) = (Math.Max(1, (int)Math.Round(image.Width * scale)), Math.Max(1, (int)Math.Round(image.Height * scale)));
        return Drawn(image, width, height, SKRect.Create(width, height), paper);
    }

    private static DrawnLogo Centred(SKImage image)
    {
        var scale = Math.Min((float)InSquare / image.Width, (float)InSquare / image.Height);
        var (width, height) = (image.Width * scale, image.Height * scale);
        return Drawn(image, Square, Square, SKRect.Create((Square - width) / 2, (Square - height) / 2, width, height), SKColors.White);
    }

    private static DrawnLogo Drawn(SKImage image, int width, int height, SKRect where, SKColor paper)
    {
        using var surface = SKSurface.Create(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Premul, SKColorSpace.CreateSrgb()));
        surface.Canvas.Clear(paper);
        surface.Canvas.DrawImage(image, where, new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear), null);
        using var drawn = surface.Snapshot();
        using var encoded = drawn.Encode(SKEncodedImageFormat.Png, 100);
        return new(encoded.ToArray(), width, height);
    }
}
