using System.Globalization;
using System.Text;
using System.Xml;
using Dateline.News;

namespace Dateline.Site;

/// <summary>A site's logo: a drawing (SVG) that states its shape, so that nothing moves when it comes. It is served as a picture that can run nothing and ask for nothing.</summary>
public sealed class SiteLogo
{
    internal const int Height = 32;
    internal const string Address = "/logo.svg";
    private const int MostBytes = 64 * 1024;
    private const int Widest = 640;

    private SiteLogo(byte[] svg, int width, string path) => (Svg, Width, Path) = (svg, width, path);

    /// <summary>The same drawing at another address.</summary>
    internal SiteLogo At(string path) => new(Svg, Width, path);

    internal byte[] Svg { get; }
    internal string Path { get; }

    /// <summary>Its width at the height it is shown at, in CSS pixels.</summary>
    internal int Width { get; }

    /// <summary>Reads one. What is no drawing with a viewBox is refused in a sentence.</summary>
    public static Outcome<SiteLogo> Read(ReadOnlyMemory<byte> svg)
    {
        var box = BoxOf(svg);
        if (!box.IsDone) return box.Refusal;
        var shown = Math.Round(Height * box.Value.Width / box.Value.Height);
        return shown is >= 1 and <= Widest ? new SiteLogo(svg.ToArray(), (int)shown, Address) : Refused<SiteLogo>("is more than 20 times as wide as it is high");
    }

    /// <summary>How wide and high a drawing is, by its viewBox; null: it is none, or does not say.</summary>
    internal static (int Width, int Height)? ShapeOf(ReadOnlyMemory<byte> svg) => BoxOf(svg) is { IsDone: true, Value: var (width, height) } && width is >= 1 and < 20_000 && height is >= 1 and < 20_000 ? ((int)width, (int)height) : null;

    private static Outcome<(double Width, double Height)> BoxOf(ReadOnlyMemory<byte> svg)
    {
        if (svg.Length > MostBytes) return Refused<(double, double)>("is larger than 64 KB");
        try
        {
            var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = MostBytes };
            using var xml = XmlReader.Create(new StringReader(Encoding.UTF8.GetString(svg.Span)), settings);
            if (xml.MoveToContent() != XmlNodeType.Element || xml.LocalName != "svg") return Refused<(double, double)>("is not an SVG drawing");
            var box = (xml.GetAttribute("viewBox") ?? "").Split([' ', ','], StringSplitOptions.RemoveEmptyEntries);
            while (xml.Read()) { }
            if (box.Length != 4 || !TryNumber(box[2], out var width) || !TryNumber(box[3], out var height)) return Refused<(double, double)>("states no shape: give its svg element a viewBox");
            return (width, height);
        }
        catch (XmlException broken)
        {
            return Refused<(double, double)>("can't be read as XML: " + broken.Message.TrimEnd('.'));
        }
    }

    private static bool TryNumber(string text, out double number) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && number > 0;

    private static Outcome<T> Refused<T>(string why) => new Refusal("site-logo", $"The logo {why}.", "logo");
}
