using System.Text;

namespace Dateline.Formats.Tests.Xml;

/// <summary>What the bytes are, whatever they claim (formats.md §3).</summary>
public sealed class XmlEncodingTests
{
    private static byte[] Bytes(string declared, Encoding actual, string text = "Żółć é") => [.. actual.GetPreamble(), .. actual.GetBytes(Document(declared, text))];

    private static string Document(string declared, string text) =>
        $"""<?xml version="1.0"{(declared.Length > 0 ? $" encoding=\"{declared}\"" : "")}?><newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="x"><contentMeta><headline>{text}</headline></contentMeta></newsItem>""";

    private static string? Headline(byte[] bytes) => Assert.Single(WireFormats.Read(bytes).Items).Item!.Content.Headline?.Text;

    static XmlEncodingTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    [Theory]
    [InlineData("utf-8")]
    [InlineData("UTF8")]
    [InlineData("utf8")]
    [InlineData("")]
    [InlineData("iso-8859-1")]
    [InlineData("windows-1250")]
    public void Valid_UTF8_is_UTF8_whatever_it_claims(string declared) => Assert.Equal("Żółć é", Headline(Bytes(declared, new UTF8Encoding(false))));

    [Theory]
    [InlineData("iso-8859-1", 1252, "€ “é”")]
    [InlineData("latin1", 1252, "é")]
    [InlineData("windows-1252", 1252, "€ é")]
    [InlineData("ISO-8859-15", 28605, "€ é")]
    [InlineData("windows-1251", 1251, "Кессель")]
    [InlineData("iso-2022-jp", 50220, "日本")]
    public void Eight_bit_bytes_are_read_as_declared(string declared, int codePage, string text) => Assert.Equal(text, Headline(Encoding.GetEncoding(codePage).GetBytes(Document(declared, text))));

    [Theory]
    [InlineData("iso-8859-1")]
    [InlineData("utf-8")]
    [InlineData("")]
    public void A_byte_order_mark_wins(string declared) => Assert.Equal("Żółć é", Headline(Bytes(declared, new UTF8Encoding(true))));

    [Fact]
    public void UTF16_is_read_in_both_orders_with_and_without_mark()
    {
        Assert.Equal("Żółć é", Headline(Bytes("utf-16", Encoding.Unicode)));
        Assert.Equal("Żółć é", Headline(Bytes("utf-16", Encoding.BigEndianUnicode)));
        Assert.Equal("Żółć é", Headline(Encoding.Unicode.GetBytes(Document("utf-16", "Żółć é"))));
        Assert.Equal("Żółć é", Headline(Encoding.BigEndianUnicode.GetBytes(Document("", "Żółć é"))));
    }

    [Fact]
    public void A_lie_is_noted()
    {
        var note = Assert.Single(WireFormats.Read(Bytes("iso-8859-1", new UTF8Encoding(false))).Notes);
        Assert.Equal(NoteCodes.EncodingMismatch, note.Code);
    }

    [Theory]
    [InlineData("", "é £ € “ja” – Łódź", "é £ € “ja” – ?ód?")]
    [InlineData("utf-8", "Café d’été", "Café d’été")]
    [InlineData("utf-16", "Café d’été", "Café d’été")]
    public void Eight_bits_that_nobody_declared_are_windows_1252_and_a_note_says_so(string declared, string text, string read)
    {
        var result = WireFormats.Read(Encoding.GetEncoding(1252, new EncoderReplacementFallback("?"), DecoderFallback.ExceptionFallback).GetBytes(Document(declared, text)));
        Assert.Equal(read, Assert.Single(result.Items).Item!.Content.Headline?.Text);
        Assert.Equal(NoteCodes.EncodingMismatch, Assert.Single(result.Notes).Code);
    }

    [Fact]
    public void UTF8_with_a_few_bytes_of_a_relay_stays_UTF8()
    {
        var document = Encoding.UTF8.GetBytes(Document("utf-8", "Żółć"));
        var at = document.AsSpan().IndexOf("Żółć"u8);
        Assert.Equal("£5 Żółć", Headline([.. document[..at], 0xA3, (byte)'5', (byte)' ', .. document[at..]]));
    }

    [Fact]
    public void XML_1_1_is_read_as_1_0() => Assert.Equal("é", Headline(Encoding.UTF8.GetBytes(Document("utf-8", "é").Replace("1.0", "1.1", StringComparison.Ordinal))));

    [Fact]
    public void UTF16_that_was_written_as_UTF8_is_read()
    {
        var result = WireFormats.Read(Bytes("utf-16", new UTF8Encoding(false)));
        Assert.Equal("Żółć é", Assert.Single(result.Items).Item!.Content.Headline?.Text);
        Assert.Equal(NoteCodes.EncodingMismatch, Assert.Single(result.Notes).Code);
    }

    [Fact]
    public void Bytes_that_fit_nothing_are_refused()
    {
        byte[][] refused =
        [
            Bytes("utf-8", Encoding.Unicode),
            Bytes("utf-16", new UTF8Encoding(true)),
            Encoding.GetEncoding(1252).GetBytes(Document("x-no-such", "é")),
            Encoding.GetEncoding(1252).GetBytes(Document("utf-7", "é")),
        ];
        Assert.All(refused, bytes => Assert.Equal(FailureCodes.Encoding, WireFormats.Read(bytes).Failure?.Code));
    }
}
