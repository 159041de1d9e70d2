using System.Text;
using System.Xml;
using System.Xml.Schema;
using CsCheck;
using Dateline.Formats.NewsMlG2;
using Dateline.News;

namespace Dateline.Formats.Tests.NewsMlG2;

public sealed class NewsMlG2WriterTests
{
    private static readonly Lazy<XmlSchemaSet> Schemas = new(LoadSchemas);

    [Fact]
    public void A_story_is_written_as_the_standard_has_it()
    {
        var written = NewsMlG2Writer.Instance.Write(Sample.Item(Sample.Story), new WriteOptions { Indented = true });
        Golden.Matches("tests/Corpus/newsml-g2/written/story.xml", written.Bytes.Span);
        Assert.Empty(written.Notes);
    }

    [Fact]
    public void Everything_written_passes_the_standards_schemas()
    {
        Standards.RequireFile("combined-xsd/G2-with-NITF.xsd");
        // One thread: the framework does not promise that a schema set may be shared.
        ItemGen.Any.Sample(item => Validate(NewsMlG2Writer.Instance.Write(item, WriteOptions.Default).Bytes), iter: 200, threads: 1);
        var envelope = new MessageEnvelope { Sent = new Instant(1_000_000_000_000_000), Sender = "np.example", TransmitId = "np-1", Priority = 4 };
        ItemGen.Any.Array[1, 4].Sample(items => Validate(NewsMlG2Writer.Instance.WriteMessage(items, envelope, WriteOptions.Default).Bytes), iter: 50, threads: 1);
    }

    [Fact]
    public void Every_alias_resolves_and_every_time_has_its_zone() => ItemGen.Any.Sample(item =>
    {
        foreach (var (name, value) in AttributesAndTimes(NewsMlG2Writer.Instance.Write(item, WriteOptions.Default).Bytes))
        {
            if (name == "time") Assert.EndsWith("Z", value, StringComparison.Ordinal);
            else Assert.True(IptcCatalog.Knows(value.AsSpan()[..value.IndexOf(':', StringComparison.Ordinal)]) || value.StartsWith("dateline:", StringComparison.Ordinal), $"{name}={value}");
        }
    }, iter: 200);

    [Fact]
    public void A_message_carries_all_its_items()
    {
        var envelope = new MessageEnvelope { Sent = new Instant(1_000_000_000_000_000), Priority = 2 };
        ItemGen.Any.Array[0, 5].Sample(items =>
        {
            var read = WireFormats.Read(NewsMlG2Writer.Instance.WriteMessage(items, envelope, WriteOptions.Default).Bytes);
            Assert.Equal(items.Select(i => Comparable(i with { Priority = 2 })), read.Items.Select(i => Comparable(i.Item!)));
        }, iter: 100);
    }

    // An id may stand only once in a document: where two packages use the same, one is renamed.
    private static string Comparable(NewsItem item) => ItemJson.Of(item with
    {
        Content = item.Content with { Groups = [.. item.Content.Groups.Select(g => g with { Id = null, Groups = [.. g.Groups.Select(_ => "")] })] },
    });

    [Fact]
    public void What_it_cannot_say_is_a_note()
    {
        var item = Sample.Item(Sample.Story) with { Version = "1N", Priority = 3, VersionCreated = null, Provider = null };
        var written = NewsMlG2Writer.Instance.Write(item, WriteOptions.Default);
        Assert.Equal(4, written.Notes.Count);
        Assert.All(written.Notes, n => Assert.Equal(NoteCodes.CannotSay, n.Code));
        Assert.Null(Assert.Single(WireFormats.Read(written.Bytes).Items).Item!.Version);
    }

    [Fact]
    public void The_note_for_staff_never_leaves_the_newsroom()
    {
        var written = NewsMlG2Writer.Instance.Write(Sample.Item(Sample.Story), WriteOptions.Default);
        Assert.DoesNotContain("555 0100", Encoding.UTF8.GetString(written.Bytes.Span), StringComparison.Ordinal);
    }

    [Fact]
    public void Characters_that_XML_forbids_are_left_out()
    {
        var item = Sample.Item(Sample.Story);
        item = item with { Content = item.Content with { Dek = "a\u0001b\uFFFEc\uD800d" } };
        Assert.Equal("abc\uFFFDd", Sample.Item(Encoding.UTF8.GetString(NewsMlG2Writer.Instance.Write(item, WriteOptions.Default).Bytes.Span)).Content.Dek);
    }

    [Fact]
    public void Addresses_of_media_are_the_receivers()
    {
        var item = Sample.Item(Sample.With("""<itemClass qcode="ninat:picture"/>""", "", """<remoteContent href="photo.jpg" contenttype="image/jpeg"/>"""));
        var written = NewsMlG2Writer.Instance.Write(item, new WriteOptions { MediaHref = href => "https://media.example/" + href });
        var rendition = Assert.Single(Sample.Item(Encoding.UTF8.GetString(written.Bytes.Span)).Content.Pictures[0].Renditions);
        Assert.Equal("https://media.example/photo.jpg", rendition.Href);
    }

    private static IEnumerable<(string Name, string Value)> AttributesAndTimes(ReadOnlyMemory<byte> document)
    {
        using var reader = XmlReader.Create(new MemoryStream(document.ToArray()));
        while (reader.Read())
        {
            if (reader.NodeType != XmlNodeType.Element) continue;
            var isTime = reader.LocalName is "versionCreated" or "firstCreated" || reader.LocalName == "embargoed" && !reader.IsEmptyElement;
            foreach (var name in (string[])["qcode", "role", "rel", "type", "rendition"])
                if (reader.NamespaceURI == NewsMlG2Format.Namespace && reader.GetAttribute(name) is { } code) yield return (name, code);
            if (reader.GetAttribute("modified") is { } modified) yield return ("time", modified);
            if (isTime) yield return ("time", reader.ReadString());
        }
    }

    private static void Validate(ReadOnlyMemory<byte> document)
    {
        var settings = new XmlReaderSettings { ValidationType = ValidationType.Schema, Schemas = Schemas.Value };
        settings.ValidationEventHandler += (_, e) => Assert.Fail($"{e.Message}\n{Encoding.UTF8.GetString(document.Span)}");
        using var reader = XmlReader.Create(new MemoryStream(document.ToArray()), settings);
        while (reader.Read()) { }
    }

    private static XmlSchemaSet LoadSchemas()
    {
        var schemas = new XmlSchemaSet { XmlResolver = new XmlUrlResolver() };
        schemas.Add(null, Standards.RequireFile("combined-xsd/G2-with-NITF.xsd"));
        schemas.Compile();
        return schemas;
    }
}
