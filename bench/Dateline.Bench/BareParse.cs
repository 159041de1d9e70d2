using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using AngleSharp.Html.Parser;
using Dateline.Formats.Html;
using Ganss.Xss;
using MimeKit;

namespace Dateline.Bench;

/// <summary>
/// The limit of a reader: the same bytes through nothing but the parser of their syntax. Where a text is markup in characters, no reader can do without
/// parsing that too: XML's parser where it is plain, else HTML's and a sanitiser.
/// </summary>
/// <param name="Whole">Parses the document, and the markup in its texts.</param>
/// <param name="Outer">Parses the document alone, and no more of it than the parser cannot put off: its texts stay characters, or bytes.</param>
internal sealed partial record BareParse(Action Whole, Action Outer)
{
    private static readonly HtmlSanitizer Sanitizer = new() { KeepChildNodes = true };
    private static readonly XmlReaderSettings Xml = new() { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null };

    /// <summary>A bare parse of <paramref name="document"/>, to be done over and over; null where its bytes have no syntax to parse, or where the bare parser fails.</summary>
    internal static BareParse? Of(string format, byte[] document)
    {
        try
        {
            return format switch
            {
                "iptc7901" or "anpa1312" => null,
                "photo" => Packet(document) is { } packet ? new(() => Load(packet), () => Load(packet)) : null,
                "mail" => Mail(document),
                "ninjs" or "ap-media" or "json-feed" => Json(document.AsMemory(document.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0)),
                _ => WithHtml(() => Load(document), Texts(document)),
            };
        }
        catch (Exception e) when (e is XmlException or JsonException or InvalidOperationException)
        {
            // What is no XML or JSON to it: a character set that JSON does not have, say.
            return null;
        }
    }

    // An XDocument holds texts. A JsonDocument holds places in the bytes, and looks at escapes only where it is asked for a text: so it is asked for each.
    private static BareParse Json(ReadOnlyMemory<byte> document)
    {
        var parse = WithHtml(() =>
        {
            using var json = JsonDocument.Parse(document);
            MakeTexts(json.RootElement);
        }, Strings(document.Span));
        return parse with { Outer = () => JsonDocument.Parse(document).Dispose() };
    }

    private static void MakeTexts(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object: foreach (var member in value.EnumerateObject()) { _ = member.Name; MakeTexts(member.Value); } break;
            case JsonValueKind.Array: foreach (var one in value.EnumerateArray()) MakeTexts(one); break;
            case JsonValueKind.String: value.GetString(); break;
        }
    }

    private static BareParse WithHtml(Action parse, IEnumerable<string> texts)
    {
        var markup = texts.Where(t => Tag().IsMatch(t)).Select(Parse).ToArray();
        return new(() =>
        {
            parse();
            foreach (var inner in markup) inner();
        }, parse);
    }

    // Pictures of a feed's text are taken out of it before it is read. References that only HTML names are no matter of speed.
    private static Action Parse(string html)
    {
        var text = Picture().Replace(html, "");
        if (!HtmlText.IsWellFormed(text)) return () => Clean(html);
        var plain = Encoding.UTF8.GetBytes($"<x>{Reference().Replace(text, "_")}</x>");
        return IsXml(plain) ? () => Load(plain) : () => Clean(text);
    }

    // Some HTML is as plain as can be and no XML: "<br>", "Fish & chips".
    private static bool IsXml(byte[] text)
    {
        try
        {
            Load(text);
            return true;
        }
        catch (XmlException)
        {
            return false;
        }
    }

    private static void Clean(string html)
    {
        using var document = new HtmlParser().ParseDocument("<!doctype html><html><body>" + html);
        Sanitizer.SanitizeDom(document, document.Body);
    }

    private static XDocument Load(byte[] document)
    {
        using var reader = XmlReader.Create(new MemoryStream(document), Xml);
        return XDocument.Load(reader);
    }

    private static BareParse Mail(byte[] document)
    {
        using var message = MimeMessage.Load(new MemoryStream(document));
        var parse = WithHtml(() =>
        {
            using var mail = MimeMessage.Load(new MemoryStream(document));
            // MimeKit leaves transfer encodings and character sets, which are of MIME's syntax, until it is asked.
            foreach (var part in mail.BodyParts.OfType<TextPart>()) _ = part.Text;
        }, [.. message.BodyParts.OfType<TextPart>().Where(p => p.IsHtml).Select(p => p.Text)]);
        return parse with { Outer = () => MimeMessage.Load(new MemoryStream(document)).Dispose() };
    }

    private static IEnumerable<string> Texts(byte[] document) =>
        Load(document).DescendantNodes().OfType<XText>().Select(t => t.Value);

    private static IEnumerable<string> Strings(ReadOnlySpan<byte> document)
    {
        var reader = new Utf8JsonReader(document);
        var strings = new List<string>();
        while (reader.Read()) if (reader.TokenType == JsonTokenType.String) strings.Add(reader.GetString()!);
        return strings;
    }

    private static byte[]? Packet(byte[] photo)
    {
        var text = Encoding.Latin1.GetString(photo);
        var (start, end) = (text.IndexOf("<x:xmpmeta", StringComparison.Ordinal), text.IndexOf("</x:xmpmeta>", StringComparison.Ordinal));
        return start < 0 || end < start ? null : photo[start..(end + "</x:xmpmeta>".Length)];
    }

    [GeneratedRegex("<[a-zA-Z][^<>]*>", RegexOptions.CultureInvariant)]
    private static partial Regex Tag();

    [GeneratedRegex("&(?!amp;|lt;|gt;|quot;|#)[a-zA-Z0-9]+;", RegexOptions.CultureInvariant)]
    private static partial Regex Reference();

    [GeneratedRegex(@"<img\s[^<>]*>|<figure(\s[^<>]*)?>.*?</figure\s*>", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Picture();
}
