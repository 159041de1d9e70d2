using System.Text;
using System.Xml;
using System.Xml.Schema;
using CsCheck;
using Dateline.Formats.NewsMlG2;
using Dateline.Formats.Nitf;
using Dateline.News;

namespace Dateline.Formats.Tests.Nitf;

public sealed class NitfWriterTests
{
    private static readonly Lazy<XmlSchemaSet> Nitf = new(() => Load("nitf/xsd/nitf-3-6.xsd"));
    private static readonly Lazy<XmlSchemaSet> G2WithNitf = new(() => Load("combined-xsd/G2-with-NITF.xsd"));

    private static NewsItem Story => Assert.Single(WireFormats.Read(File.ReadAllBytes(Repo.Path("tests/Corpus/nitf/media-notes-and-table.xml"))).Items).Item!;

    [Fact]
    public void A_story_is_written_as_the_standard_has_it()
    {
        Golden.Matches("tests/Corpus/nitf/written/story.xml", NitfWriter.Namespaced.Write(Story, new WriteOptions { Indented = true }).Bytes.Span);
        Golden.Matches("tests/Corpus/nitf/written/story-plain.xml", NitfWriter.Plain.Write(Story, new WriteOptions { Indented = true }).Bytes.Span);
    }

    [Fact]
    public void Everything_written_passes_the_standards_schema()
    {
        Standards.RequireFile("nitf/xsd/nitf-3-6.xsd");
        // One thread: the framework does not promise that a schema set may be shared.
        ItemGen.Any.Sample(item => Validate(NitfWriter.Namespaced.Write(item, WriteOptions.Default).Bytes, Nitf.Value), iter: 200, threads: 1);
    }

    [Fact]
    public void NITF_inside_NewsML_G2_passes_both_schemas_and_is_read_as_it_was_meant()
    {
        Standards.RequireFile("combined-xsd/G2-with-NITF.xsd");
        ItemGen.Texts.Sample(item =>
        {
            var written = NewsMlG2Writer.Instance.Write(item, new WriteOptions { NitfText = true }).Bytes;
            Validate(written, G2WithNitf.Value);
            Assert.Equal(NitfLaws.AsNitfSaysIt(item.Content.Body), Assert.Single(WireFormats.Read(written).Items).Item!.Content.Body);
        }, iter: 200, threads: 1);
    }

    [Fact]
    public void The_form_without_namespace_is_the_same_but_for_it()
    {
        var plain = Encoding.UTF8.GetString(NitfWriter.Plain.Write(Story, WriteOptions.Default).Bytes.Span);
        var namespaced = Encoding.UTF8.GetString(NitfWriter.Namespaced.Write(Story, WriteOptions.Default).Bytes.Span);
        Assert.Equal(plain, namespaced.Replace(" xmlns=\"http://iptc.org/std/NITF/2006-10-18/\"", "", StringComparison.Ordinal));
    }

    [Fact]
    public void What_it_cannot_say_is_a_note()
    {
        var written = NitfWriter.Namespaced.Write(Story with
        {
            Priority = 3,
            FirstCreated = default(Instant),
            Version = "1 N",
            Links = [new ItemLink(LinkKind.SeeAlso, "urn:x:2")],
            Content = Story.Content with { Credit = "NP", WithFilesFrom = [new Contributor("Pavel Dvorin")] },
        }, WriteOptions.Default);
        Assert.Equal(6, written.Notes.Count);
        Assert.All(written.Notes, n => Assert.Equal(NoteCodes.CannotSay, n.Code));
    }

    [Fact]
    public void The_note_for_staff_never_leaves_the_newsroom() =>
        Assert.DoesNotContain("555 0100", Encoding.UTF8.GetString(NitfWriter.Namespaced.Write(Story, WriteOptions.Default).Bytes.Span), StringComparison.Ordinal);

    private static void Validate(ReadOnlyMemory<byte> document, XmlSchemaSet schemas)
    {
        var settings = new XmlReaderSettings { ValidationType = ValidationType.Schema, Schemas = schemas };
        settings.ValidationEventHandler += (_, e) => Assert.Fail($"{e.Message}\n{Encoding.UTF8.GetString(document.Span)}");
        using var reader = XmlReader.Create(new MemoryStream(document.ToArray()), settings);
        while (reader.Read()) { }
    }

    private static XmlSchemaSet Load(string schema)
    {
        var schemas = new XmlSchemaSet { XmlResolver = new XmlUrlResolver() };
        schemas.Add(null, Standards.RequireFile(schema));
        schemas.Compile();
        return schemas;
    }
}
