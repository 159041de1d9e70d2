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

    private SiteLogo(byte[] svg, int width) => (Svg, Width) = (svg, width);

    internal byte[] Svg { get; }
    internal string Path { get; } = Address;

    /// <summary>Its width at the height it is shown at, in CSS pixels.</summary>
    internal int Width { get; }

    /// <summary>Reads one. What is no drawing with a viewBox is refused in a sentence.</summary>
    public static Outcome<SiteLogo> Read(ReadOnlyMemory<byte> svg)
    {
        if (svg.Length > MostBytes) return Refused("is larger than 64 KB");
        try
        {
            var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = MostBytes };
            using var xml = XmlReader.Create(new StringReader(Encoding.UTF8.GetString(svg.Span)), settings);
            if (xml.MoveToContent() != XmlNodeType.Element || xml.LocalName != "svg") return Refused("is not an SVG drawing");
            var box = (xml.GetAttribute("viewBox") ?? "").Split([' ', ','], StringSplitOptions.RemoveEmptyEntries);
            while (xml.Read()) { }
            if (box.Length != 4 || !TryNumber(box[2], out var width) || !TryNumber(box[3], out var height)) return Refused("states no shape: give its svg element a viewBox");
            var shown = Math.Round(Height * width / height);
            return shown is >= 1 and <= Widest ? new SiteLogo(svg.ToArray(), (int)shown) : Refused("is more than 20 times as wide as it is high");
        }
        catch (XmlException broken)
        {
            return Refused("can't be read as XML: " + broken.Message.TrimEnd('.'));
        }
    }

    private static bool TryNumber(string text, out double number) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && number > 0;

    private static Refusal Refused(string why) => new("site-logo", $"The logo {why}.", "logo");
}
