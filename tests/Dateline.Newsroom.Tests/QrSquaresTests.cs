using System.Globalization;
using System.Text.RegularExpressions;
using Dateline.Newsroom.Persons;
using ZXing;
using ZXing.Common;

namespace Dateline.Newsroom.Tests;

/// <summary>The QR code of a generator's key, read as a telephone reads it.</summary>
public sealed partial class QrSquaresTests
{
    private const int Pixels = 6;
    private static readonly Dictionary<DecodeHintType, object> Straight = new() { [DecodeHintType.PURE_BARCODE] = true };

    [Theory]
    [InlineData("otpauth://totp/Dateline:anna%40np.example?secret=WGVSTIGZPPQJBXVXBSRYIJ3LLSFTM4CR&issuer=Dateline")]
    [InlineData("otpauth://totp/Dateline:a.very.long.name.of.somebody.who.works.on.the.night.desk%40regional.newspapers.of.the.north.example?secret=WGVSTIGZPPQJBXVXBSRYIJ3LLSFTM4CR&issuer=Dateline")]
    [InlineData("1")]
    public void Another_reader_reads_what_was_drawn(string text)
    {
        var squares = QrSquares.Of(text);
        var width = squares.Size * Pixels;
        var white = Enumerable.Repeat((byte)255, width * width).ToArray();
        foreach (var run in Runs().Matches(squares.Path).Select(m => m.Groups))
        {
            var (x, y, length) = (Number(run[1]), Number(run[2]), Number(run[3]));
            for (var row = y * Pixels; row < (y + 1) * Pixels; row++) Array.Fill(white, (byte)0, row * width + x * Pixels, length * Pixels);
        }
        var image = new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(white, width, width, RGBLuminanceSource.BitmapFormat.Gray8)));
        Assert.Equal(text, new ZXing.QrCode.QRCodeReader().decode(image, Straight)?.Text);
    }

    private static int Number(Group group) => int.Parse(group.ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex("M([0-9]+) ([0-9]+)h([0-9]+)v1h-[0-9]+z")]
    private static partial Regex Runs();
}
