using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Dateline.Formats.Photo;
using Dateline.News;
using Dateline.Site.Media;
using Dateline.Store.Intake;
using SkiaSharp;

namespace Dateline.Site.Tests;

/// <summary>Photos in the sizes that screens need and the shapes that search engines ask for: drawn from the stored file, behind the same gate as the file itself.</summary>
public sealed class PhotoTests : SiteTests
{
    [Fact]
    public async Task A_photo_comes_in_each_shape_and_size_and_in_no_other()
    {
        var (path, key) = await Show(Colours(1600, 1000));
        foreach (var (name, width, height) in new[] { ("w480", 480, 300), ("w800", 800, 500), ("w1200", 1200, 750), ("w1920", 1600, 1000), ("16x9", 1200, 675), ("4x3", 1200, 900), ("1x1", 1000, 1000) })
            foreach (var extension in new[] { ".jpg", ".webp" })
            {
                var answer = await Site.Get($"/media/{key}-{name}{extension}");
                Assert.Equal((HttpStatusCode.OK, extension == ".jpg" ? "image/jpeg" : "image/webp"), (answer.Status, answer.Header("Content-Type")));
                Assert.Equal("no-cache", answer.Header("Cache-Control"));
                using var drawn = SKBitmap.Decode(answer.Bytes);
                Assert.Equal((width, height), (drawn.Width, drawn.Height));
                Assert.Equal(HttpStatusCode.NotModified, (await Site.Get($"/media/{key}-{name}{extension}", null, ("If-None-Match", answer.Header("ETag")!))).Status);
            }
        foreach (var other in new[] { "-w481.jpg", "-w9999.jpg", "-16x9.png", "-16x9.avif", "-.jpg", "-16x9-4x3.jpg", "-16X9.jpg" }) Assert.Equal(HttpStatusCode.NotFound, (await Site.Get($"/media/{key}{other}")).Status);
        Assert.NotNull(path);
    }

    [Fact]
    public async Task Search_engines_get_three_shapes_and_browsers_a_choice()
    {
        var (path, key) = await Show(Colours(1600, 1000));
        var page = await Site.Get(path);
        var images = JsonDocument.Parse(Regex.Match(page.Text, "<script type=\"application/ld\\+json\">(.*?)</script>", RegexOptions.Singleline).Groups[1].Value).RootElement.GetProperty("image").EnumerateArray().Select(i => i.GetProperty("url").GetString()!).ToList();
        Assert.Equal([$"https://ledger.example/media/{key}-16x9.jpg", $"https://ledger.example/media/{key}-4x3.jpg", $"https://ledger.example/media/{key}-1x1.jpg", $"https://ledger.example/media/{key}.jpg"], images);
        Assert.Contains($"<source type=\"image/webp\" srcset=\"/media/{key}-w480.webp 480w, /media/{key}-w800.webp 800w, /media/{key}-w1200.webp 1200w, /media/{key}-w1920.webp 1600w\"", page.Text);
        Assert.Contains($"src=\"/media/{key}.jpg\" width=\"1600\" height=\"1000\"", page.Text);
    }

    [Theory]
    [InlineData(ReleaseAction.Kill), InlineData(ReleaseAction.Hold), InlineData(ReleaseAction.Takedown)]
    public async Task No_size_of_a_photo_outlives_its_story_nor_comes_before_it(ReleaseAction action)
    {
        var (_, file) = await Site.Photo("photo-1", Colours(1600, 1000), 1600, 1000);
        var story = await Site.Publish(Sample.Kessel("photo-1"), Embargo.At(Site.Now + TimeSpan.FromMinutes(1)));
        var never = await Site.Get("/media/0123456789abcdefghjkmnpqrs-16x9.jpg");
        string[] sizes = [.. PhotoShape.Widths.Concat(PhotoShape.Ratios).Select(s => $"/media/{file.Key}-{s.Name}.webp")];
        foreach (var size in sizes) Assert.Equal((HttpStatusCode.NotFound, never.Text), ((await Site.Get(size)).Status, (await Site.Get(size)).Text));
        Site.Time.Advance(TimeSpan.FromMinutes(1));
        foreach (var size in sizes) Assert.Equal(HttpStatusCode.OK, (await Site.Get(size)).Status);
        await Site.Release(story, action);
        foreach (var size in sizes) Assert.Equal(HttpStatusCode.NotFound, (await Site.Get(size)).Status);
    }

    [Fact]
    public async Task What_can_not_be_drawn_is_sent_as_it_came()
    {
        var (_, key) = await Show([1, 2, 3]);
        var answer = await Site.Get($"/media/{key}-16x9.jpg");
        Assert.Equal([1, 2, 3], answer.Bytes);
        Assert.Equal("image/jpeg", answer.Header("Content-Type"));
    }

    [Fact]
    public async Task Caption_and_credit_within_the_file_go_with_every_jpeg_and_the_place_of_the_camera_does_not()
    {
        var photo = Colours(1600, 1000);
        byte[] Segment(byte marker, string text) => [0xFF, marker, (byte)((text.Length + 2) >> 8), (byte)(text.Length + 2), .. Encoding.Latin1.GetBytes(text)];
        byte[] told = [.. photo[..2], .. Segment(0xE1, "Exif\0\0the place of the camera"), .. Segment(0xE1, "http://ns.adobe.com/xap/1.0/\0<x>Photo: Pavel Dvorin</x>"), .. Segment(0xED, "Photoshop 3.0\0a caption"), .. photo[2..]];
        var (_, key) = await Show(told);
        var text = Encoding.Latin1.GetString((await Site.Get($"/media/{key}-w480.jpg")).Bytes);
        Assert.Contains("Photo: Pavel Dvorin", text);
        Assert.Contains("a caption", text);
        Assert.DoesNotContain("place of the camera", text);
        using var drawn = SKBitmap.Decode(Encoding.Latin1.GetBytes(text));
        Assert.Equal(480, drawn.Width);
        Assert.Empty(JpegWords.Words([0xFF, 0xD8, 0xFF, 0xED, 0xFF, 0xFF, 1]));
    }

    [Theory]
    [InlineData(1600, 1000, 700, 700, 438), InlineData(1000, 1600, 700, 438, 700), InlineData(3, 1600, 200, 1, 200), InlineData(160, 100, 700, 160, 100)]
    public async Task For_those_who_get_files_a_photo_is_drawn_within_a_square_once_with_its_words(int width, int height, int side, int drawnWidth, int drawnHeight)
    {
        var photo = Colours(width, height);
        var says = new PhotoMetadata { Caption = "The night train", Credit = "Northern Press / Pavel Dvorin" };
        photo = PhotoWriter.Write(photo, says).Value!.Bytes.ToArray();
        using var smaller = new SmallerPhotos();
        var file = new MediaFile("k", SHA256.HashData(photo), "image/jpeg", width, height, photo.Length);
        var opened = 0;
        byte[] Bytes() { opened++; return photo; }
        var drawn = await smaller.Within(file, Bytes, side);
        var read = PhotoFile.Read(drawn).Value!;
        Assert.Equal(("image/jpeg", drawnWidth, drawnHeight, says.Caption, says.Credit), (read.ContentType, read.Width, read.Height, read.Metadata.Caption, read.Metadata.Credit));
        Assert.Same(drawn, await smaller.Within(file, Bytes, side));
        Assert.Equal(1, opened);
        Assert.NotSame(drawn, await smaller.Within(file, Bytes, side + 1));
    }

    [Fact]
    public async Task For_those_who_get_files_a_photo_stays_the_kind_of_file_that_it_is()
    {
        using var smaller = new SmallerPhotos();
        using var glass = new SKBitmap(new SKImageInfo(800, 400, SKColorType.Rgba8888, SKAlphaType.Premul));
        glass.Erase(SKColors.Transparent);
        foreach (var (type, format) in new[] { ("image/png", SKEncodedImageFormat.Png), ("image/webp", SKEncodedImageFormat.Webp) })
        {
            using var encoded = glass.Encode(format, 90);
            var bytes = encoded.ToArray();
            var drawn = await smaller.Within(new("k", SHA256.HashData(bytes), type, 800, 400, bytes.Length), () => bytes, 300);
            Assert.Equal((type, 300, 150), PhotoFile.Read(drawn).Value is { } read ? (read.ContentType, read.Width, read.Height) : default);
            if (type != "image/png") continue;
            using var seen = SKBitmap.Decode(drawn);
            Assert.Equal(0, seen.GetPixel(10, 10).Alpha);
        }
        Assert.Null(await smaller.Within(new("k", [1], "image/gif", 800, 400, 3), static () => [1, 2, 3], 300));
        Assert.Null(await smaller.Within(new("k", [2], "image/jpeg", 800, 400, 3), static () => [1, 2, 3], 300));
        Assert.Null(await smaller.Within(new("k", [3], "image/jpeg", 40_000, 40_000, 3), static () => throw new InvalidOperationException("A wall of pixels is not opened."), 300));
    }

    [Theory]
    [InlineData(1600, 1000, "16x9", 0, 40, 1600, 900), InlineData(1000, 1600, "1x1", 0, 240, 1000, 1000), InlineData(1600, 1000, "1x1", 300, 0, 1000, 1000), InlineData(1, 1, "16x9", 0, 0, 1, 1), InlineData(100, 1, "1x1", 49, 0, 1, 1)]
    public void A_cut_keeps_the_middle_and_of_the_high_a_little_above_it(int width, int height, string name, int x, int y, int cutWidth, int cutHeight) =>
        Assert.Equal((x, y, cutWidth, cutHeight), PhotoShape.Named(name)!.Cut(width, height));

    [Fact]
    public void A_wall_of_pixels_is_not_drawn()
    {
        Assert.False(PhotoShape.IsDrawn(40_000, 40_000));
        Assert.False(PhotoShape.IsDrawn(null, 100));
        Assert.True(PhotoShape.IsDrawn(6000, 4000));
    }

    private async Task<(string Path, string Key)> Show(byte[] photo)
    {
        var (_, file) = await Site.Photo("photo-1", photo, 1600, 1000);
        return (await Site.PathOf(await Site.Publish(Sample.Kessel("photo-1"))), file.Key);
    }

    private static byte[] Colours(int width, int height)
    {
        using var bitmap = new SKBitmap(width, height);
        using var canvas = new SKCanvas(bitmap);
        canvas.Clear(SKColors.SteelBlue);
        canvas.DrawCircle(width / 2f, height / 2f, height / 3f, new SKPaint { Color = SKColors.Orange });
        return bitmap.Encode(SKEncodedImageFormat.Jpeg, 90).ToArray();
    }
}
