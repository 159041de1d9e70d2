using System.Globalization;
using System.Text;
using System.Xml;
using Dateline.News;

namespace Dateline.Site;

/// <summary>
/// A site's logo: a drawing (SVG) that states its shape, or a picture (PNG, WebP, JPEG), so that nothing moves when it comes. A drawing is served as one that can run nothing and ask for nothing; of a picture nothing is
/// served but what was drawn of it anew, in the sizes that are asked for.
/// </summary>
public sealed class SiteLogo
{
    internal const int Height = 32;

    /// <summary>Where those of a site's own files are, by name.</summary>
    internal const string Folder = "/logo/";
    private const string Boxed = "default-src 'none'; style-src 'unsafe-inline'; sandbox";
    private const int MostBytes = 64 * 1024;
    private const int Widest = 640;

    private SiteLogo(byte[] bytes, string type, int width, string path, LogoPictures? pictures) => (Bytes, Type, Width, Path, Pictures) = (bytes, type, width, path, pictures);

    /// <summary>The same at another address.</summary>
    internal SiteLogo At(string path) => new(Bytes, Type, Width, path, Pictures);

    internal byte[] Bytes { get; }
    internal string Type { get; }
    internal string Path { get; }

    /// <summary>Its width at the height it is shown at, in CSS pixels.</summary>
    internal int Width { get; }

    /// <summary>What was drawn of a picture; null: it is a drawing, which is good for every size.</summary>
    internal LogoPictures? Pictures { get; }

    internal Caching.SitePage ToPage() => new(Bytes, Type, Boxed) { IsPacked = Pictures is not null };

    /// <summary>Reads one. What is neither a drawing with a viewBox nor a picture is refused in a sentence.</summary>
    public static Outcome<SiteLogo> Read(ReadOnlyMemory<byte> file)
    {
        if (LogoPictures.IsOne(file.Span)) return LogoPictures.Of(file) is { } drawn ? Shown(file, drawn, drawn.Masthead.Width, drawn.Masthead.Height) : Refused<SiteLogo>("picture", "can't be read as a picture, or is larger than 4 MB or 12 megapixels");
        var box = BoxOf(file);
        return box.IsDone ? Shown(file, null, box.Value.Width, box.Value.Height) : box.Refusal;
    }

    private static Outcome<SiteLogo> Shown(ReadOnlyMemory<byte> file, LogoPictures? pictures, double wide, double high)
    {
        var shown = Math.Round(Height * wide / high);
        if (shown is < 1 or > Widest) return Refused<SiteLogo>("wide", "is more than 20 times as wide as it is high");
        return pictures is null ? new SiteLogo(file.ToArray(), "image/svg+xml", (int)shown, "/logo.svg", null) : new SiteLogo(pictures.Masthead.Png, "image/png", (int)shown, "/logo.png", pictures);
    }

    /// <summary>How wide and high a drawing is, by its viewBox; null: it is none, or does not say.</summary>
    internal static (int Width, int Height)? ShapeOf(ReadOnlyMemory<byte> svg) => BoxOf(svg) is { IsDone: true, Value: var (width, height) } && width is >= 1 and < 20_000 && height is >= 1 and < 20_000 ? ((int)width, (int)height) : null;

    private static Outcome<(double Width, double Height)> BoxOf(ReadOnlyMemory<byte> svg)
    {
        if (svg.Length > MostBytes) return Refused<(double, double)>("large", "is larger than 64 KB");
        try
        {
            var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = MostBytes };
            using var xml = XmlReader.Create(new StringReader(Encoding.UTF8.GetString(svg.Span)), settings);
            if (xml.MoveToContent() != XmlNodeType.Element || xml.LocalName != "svg") return Refused<(double, double)>("kind", "is not an SVG drawing");
            var box = (xml.GetAttribute("viewBox") ?? "").Split([' ', ','], StringSplitOptions.RemoveEmptyEntries);
            while (xml.Read()) { }
            if (box.Length != 4 || !TryNumber(box[2], out var width) || !TryNumber(box[3], out var height)) return Refused<(double, double)>("shape", "states no shape: give its svg element a viewBox");
            return (width, height);
        }
        catch (XmlException broken)
        {
            return Refused<(double, double)>("broken", "can't be read as XML: " + broken.Message.TrimEnd('.'));
        }
    }

    private static bool TryNumber(string text, out double number) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && number > 0;

    private static Outcome<T> Refused<T>(string code, string why) => new Refusal("logo-" + code, $"The logo {why}.", "logo");
}
