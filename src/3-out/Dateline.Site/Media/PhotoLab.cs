using System.Collections.Concurrent;
using SkiaSharp;

namespace Dateline.Site.Media;

/// <summary>
/// Draws photos in other shapes and sizes, and keeps the latest in memory. It knows nothing of who may see them: whoever serves one has asked the gate for the file before, for every request.
/// Two are drawn at once at most, so that a crowd of them does not slow down those who read.
/// </summary>
internal sealed class PhotoLab : IDisposable
{
    private const long MostBytes = 48 * 1024 * 1024;
    private readonly SemaphoreSlim _turns = new(2);
    private readonly ConcurrentDictionary<(string Sha, string Shape, string Extension), Lazy<Task<byte[]?>>> _made = new();
    private readonly ConcurrentQueue<((string, string, string) Key, int Bytes)> _byAge = new();
    private long _bytes;

    internal static string ContentTypeOf(string extension) => extension == ".webp" ? "image/webp" : "image/jpeg";

    /// <summary>How wide and high a picture is; null where its bytes are none that is known.</summary>
    internal static (int Width, int Height)? SizeOf(byte[] picture)
    {
        using var data = SKData.CreateCopy(picture);
        using var codec = SKCodec.Create(data);
        return codec is { Info: { Width: > 0, Height: > 0 } info } ? (info.Width, info.Height) : null;
    }

    /// <summary>A photo in a shape; null where its bytes are no picture that can be drawn. They are opened only where it is not drawn yet.</summary>
    internal Task<byte[]?> Make(byte[] sha, Func<byte[]?> photo, PhotoShape shape, string extension)
    {
        var key = (Convert.ToHexString(sha), shape.Name, extension);
        return _made.GetOrAdd(key, k => new(() => Draw(k, photo, shape))).Value;
    }

    private async Task<byte[]?> Draw((string, string, string Extension) key, Func<byte[]?> photo, PhotoShape shape)
    {
        await _turns.WaitAsync().ConfigureAwait(false);
        try
        {
            var drawn = await Task.Run(() => photo() is { } bytes ? Drawn(bytes, shape, key.Extension) : null).ConfigureAwait(false);
            Keep(key, drawn?.Length ?? 0);
            return drawn;
        }
        catch
        {
            _made.TryRemove(key, out _);
            throw;
        }
        finally
        {
            _turns.Release();
        }
    }

    private void Keep((string, string, string) key, int length)
    {
        const int beside = 256; // what keeping it costs, were it empty
        _byAge.Enqueue((key, length + beside));
        var bytes = Interlocked.Add(ref _bytes, length + beside);
        while (bytes > MostBytes && _byAge.TryDequeue(out var old))
        {
            _made.TryRemove(old.Key, out _);
            bytes = Interlocked.Add(ref _bytes, -old.Bytes);
        }
    }

    private static byte[]? Drawn(byte[] photo, PhotoShape shape, string extension)
    {
        using var data = SKData.CreateCopy(photo);
        using var codec = SKCodec.Create(data);
        if (codec is null || !PhotoShape.IsDrawn(codec.Info.Width, codec.Info.Height)) return null;
        using var decoded = SKBitmap.Decode(codec, new SKImageInfo(codec.Info.Width, codec.Info.Height, SKColorType.Rgba8888, SKAlphaType.Premul, SKColorSpace.CreateSrgb()));
        if (decoded is null) return null;
        using var upright = Upright(decoded, codec.EncodedOrigin);
        var source = upright ?? decoded;
        var (x, y, width, height) = shape.Cut(source.Width, source.Height);
        var size = shape.Size(source.Width, source.Height);
        using var surface = SKSurface.Create(new SKImageInfo(size.Width, size.Height, SKColorType.Rgba8888, extension == ".png" ? SKAlphaType.Premul : SKAlphaType.Opaque, SKColorSpace.CreateSrgb()));
        surface.Canvas.Clear(extension == ".png" ? SKColors.Transparent : SKColors.White);
        using var image = SKImage.FromBitmap(source);
        // Mip maps keep what is made much smaller from shimmering.
        surface.Canvas.DrawImage(image, SKRect.Create(x, y, width, height), SKRect.Create(size.Width, size.Height), new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear), null);
        using var small = surface.Snapshot();
        using var encoded = small.Encode(extension switch { ".webp" => SKEncodedImageFormat.Webp, ".png" => SKEncodedImageFormat.Png, _ => SKEncodedImageFormat.Jpeg }, shape.Quality);
        return extension != ".jpg" ? encoded.ToArray() : JpegWords.Copied(photo, encoded.ToArray());
    }

    // A camera held on its side says so beside the picture.
    private static SKBitmap? Upright(SKBitmap bitmap, SKEncodedOrigin origin)
    {
        var turn = origin switch { SKEncodedOrigin.RightTop => 90, SKEncodedOrigin.BottomRight => 180, SKEncodedOrigin.LeftBottom => 270, _ => 0 };
        if (turn == 0) return null;
        var turned = turn == 180 ? new SKBitmap(bitmap.Width, bitmap.Height) : new SKBitmap(bitmap.Height, bitmap.Width);
        using var canvas = new SKCanvas(turned);
        canvas.Translate(turned.Width / 2f, turned.Height / 2f);
        canvas.RotateDegrees(turn);
        using var image = SKImage.FromBitmap(bitmap);
        canvas.DrawImage(image, -bitmap.Width / 2f, -bitmap.Height / 2f, new SKSamplingOptions(SKFilterMode.Nearest));
        return turned;
    }

    public void Dispose() => _turns.Dispose();
}
