using System.Text;
using Dateline.Formats.Tests.NewsMlG2;

namespace Dateline.Formats.Tests.Xml;

/// <summary>The XML part of bad-input: each case by its name, and what it gets.</summary>
public sealed class WireXmlTests
{
    private const string Item = "newsItem xmlns=\"http://iptc.org/std/nar/2006-10-01/\" guid=\"urn:x:1\"";

    private static string Document(string doctype, string headline) =>
        $"""<?xml version="1.0"?>{doctype}<{Item}><itemMeta/><contentMeta><headline>{headline}</headline></contentMeta></newsItem>""";

    public static TheoryData<string, string, string> Refused => new()
    {
        { "3 XXE file", Document("""<!DOCTYPE newsItem [<!ENTITY x SYSTEM "file:///etc/passwd">]>""", "&x;"), FailureCodes.Xxe },
        { "3 XXE declared only", Document("""<!DOCTYPE newsItem [<!ENTITY x SYSTEM "file:///etc/passwd">]>""", "calm"), FailureCodes.Xxe },
        { "3 XXE public", Document("""<!DOCTYPE newsItem [<!ENTITY x PUBLIC "-//X//Y" "file:///etc/passwd">]>""", "calm"), FailureCodes.Xxe },
        { "3 XXE after a comment with a quote", Document("""<!DOCTYPE newsItem [<!-- don't --><!ENTITY x SYSTEM "file:///etc/passwd">]>""", "calm"), FailureCodes.Xxe },
        { "3 XXE through a parameter entity", Document("""<!DOCTYPE newsItem [<!ENTITY % p "&#60;!ENTITY x SYSTEM 'file:///etc/passwd'>">%p;]>""", "&x;"), FailureCodes.Xxe },
        { "4 XXE http", Document("""<!DOCTYPE newsItem [<!ENTITY x SYSTEM "http://127.0.0.1:9/x">]>""", "&x;"), FailureCodes.Xxe },
        { "6 billion laughs", Document(Laughs(), "&l9;"), FailureCodes.EntityLimit },
        { "7 quadratic entity", Document($"<!DOCTYPE newsItem [<!ENTITY a \"{new string('a', 2000)}\">]>", string.Concat(Enumerable.Repeat("&a;", 200))), FailureCodes.EntityLimit },
        { "10 depth", Document("", string.Concat(Enumerable.Repeat("<a>", 100_000)) + string.Concat(Enumerable.Repeat("</a>", 100_000))), FailureCodes.Depth },
        { "11 attributes", Document("", "<a " + string.Concat(Enumerable.Range(0, 20_000).Select(i => $"a{i}=\"\" ")) + "/>"), FailureCodes.AttributeLimit },
        { "14 control character", Document("", "a\u0001b"), FailureCodes.ControlCharacter },
        { "14 NUL", Document("", "a\0b"), FailureCodes.ControlCharacter },
        { "14 reference to a control character", Document("", "a&#1;b"), FailureCodes.ControlCharacter },
        { "15 truncated", Document("", "a")[..^20], FailureCodes.Incomplete },
        { "16 two roots", Document("", "a") + "<again/>", FailureCodes.TrailingContent },
        { "17 wrong namespace", "<newsItem xmlns=\"urn:other\" guid=\"x\"/>", FailureCodes.UnknownFormat },
        { "an unknown entity", Document("", "&nosuch;"), FailureCodes.Malformed },
        { "tags crossed", Document("", "<a><b></a></b>"), FailureCodes.Malformed },
        { "JSON", "{}", FailureCodes.UnknownFormat },
        { "nothing", "", FailureCodes.Empty },
    };

    public static TheoryData<string, string, string> ReadAll => new()
    {
        { "1 external DTD, known", Document("""<!DOCTYPE newsItem SYSTEM "../dtd/nitf-3-2.dtd">""", "a &mdash; b"), "a — b" },
        { "1 external DTD, public", Document("""<!DOCTYPE newsItem PUBLIC "-//IPTC//DTD NITF 3.2//EN" "http://127.0.0.1:9/nitf.dtd">""", "a &ndash; b"), "a – b" },
        { "5 external parameter entity", Document("""<!DOCTYPE newsItem [<!ENTITY % e SYSTEM "http://127.0.0.1:9/e.ent"> %e;]>""", "caf&eacute;"), "café" },
        { "an internal entity", Document("""<!DOCTYPE newsItem [<!ENTITY np "Northern Press">]>""", "&np; says"), "Northern Press says" },
        { "8 an HTML entity without DTD", Document("", "a&nbsp;&mdash;&nbsp;b &amp; c"), "a — b & c" },
        { "9 XInclude", Document("", "<xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\" href=\"/etc/passwd\"/>a"), "a" },
        { "18 schema location", Document("", "<x xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:schemaLocation=\"a http://127.0.0.1:9/\">a</x>"), "a" },
        { "19 stylesheet", "<?xml-stylesheet href=\"http://127.0.0.1:9/x.xsl\"?>" + Document("", "a")[21..], "a" },
        { "20 CDATA script", Document("", "<![CDATA[<script>a</script>]]>"), "<script>a</script>" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void Bad_input_is_refused_with_its_code(string name, string xml, string code)
    {
        Assert.NotNull(name);
        var result = Sample.Read(xml);
        Assert.Equal(code, result.Failure?.Code);
        Assert.Empty(result.Items);
    }

    [Theory]
    [MemberData(nameof(ReadAll))]
    public void Harmless_input_is_read(string name, string xml, string headline)
    {
        Assert.NotNull(name);
        Assert.Equal(headline, Sample.Item(xml).Content.Headline?.Text);
    }

    [Fact]
    public void A_control_character_is_found_with_its_offset()
    {
        var failure = Sample.Read($"<{Item}>\né\u0007</newsItem>").Failure;
        Assert.Equal(new WirePosition(2, 2, Encoding.UTF8.GetByteCount($"<{Item}>\né")), failure?.Position);
    }

    [Fact]
    public void A_document_cut_anywhere_is_incomplete_or_unknown()
    {
        var root = Sample.Story.IndexOf("<catalogRef", StringComparison.Ordinal);
        for (var length = 1; length < Sample.Story.Length; length++)
        {
            var code = Sample.Read(Sample.Story[..length]).Failure?.Code;
            Assert.True(code == FailureCodes.Incomplete || length < root && code == FailureCodes.UnknownFormat, $"cut at {length}: {code}");
        }
    }

    private static string Laughs()
    {
        var dtd = new StringBuilder("<!DOCTYPE newsItem [<!ENTITY l0 \"ha\">");
        for (var i = 1; i < 10; i++) dtd.Append($"<!ENTITY l{i} \"{string.Concat(Enumerable.Repeat($"&l{i - 1};", 10))}\">");
        return dtd.Append("]>").ToString();
    }
}
