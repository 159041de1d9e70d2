using System.Globalization;
using System.Text;
using QRCoder;

namespace Dateline.Newsroom.Persons;

/// <summary>A QR code (ISO/IEC 18004, level M) as one path of an SVG: a telephone reads it off the screen, and nobody else is asked to draw it.</summary>
/// <param name="Size">How many squares it is wide, with the white around it that readers ask for.</param>
/// <param name="Path">The dark squares, as the path's <c>d</c>.</param>
internal sealed record QrSquares(int Size, string Path)
{
    internal static QrSquares Of(string text)
    {
        using var generator = new QRCodeGenerator();
        using var code = generator.CreateQrCode(text, QRCodeGenerator.ECCLevel.M);
        var rows = code.ModuleMatrix;
        var path = new StringBuilder();
        for (var y = 0; y < rows.Count; y++)
            for (var x = 0; x < rows.Count;)
            {
                var from = x;
                while (x < rows.Count && rows[y][x]) x++;
                if (x > from) path.Append(CultureInfo.InvariantCulture, $"M{from} {y}h{x - from}v1h-{x - from}z");
                else x++;
            }
        return new(rows.Count, path.ToString());
    }
}
