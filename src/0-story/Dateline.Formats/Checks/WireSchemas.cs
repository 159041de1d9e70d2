using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using Dateline.Formats.Xml;
using Dateline.News;

namespace Dateline.Formats.Checks;

/// <summary>
/// The schemas of NewsML-G2 and NITF, as IPTC publishes them: they are not ours to ship, so the caller brings them.
/// What they import comes from what was brought; nothing is ever fetched.
/// </summary>
public sealed class WireSchemas
{
    private const string NitfNamespace = "http://iptc.org/std/NITF/2006-10-18/";
    private readonly XmlSchemaSet _schemas;

    private WireSchemas(XmlSchemaSet schemas) => _schemas = schemas;

    /// <summary>Reads schemas.</summary>
    /// <param name="files">Each file's bytes by its name without folder ("nitf-3-6.xsd"), imported ones included.</param>
    public static Outcome<WireSchemas> Read(IReadOnlyDictionary<string, ReadOnlyMemory<byte>> files)
    {
        var brought = new Brought(files);
        var schemas = new XmlSchemaSet { XmlResolver = brought };
        try
        {
            foreach (var name in files.Keys.Where(IsWhole).Order(StringComparer.Ordinal)) Add(schemas, brought, name);
            schemas.Compile();
        }
        catch (Exception odd) when (odd is XmlSchemaException or XmlException or UriFormatException)
        {
            return new Refusal("schemas-unreadable", $"The schemas can't be read: {odd.Message}");
        }
        return schemas.Count == 0 ? new Refusal("schemas-missing", "There is no schema of NewsML-G2 or NITF.") : new WireSchemas(schemas);
    }

    // The others are parts that these import.
    private static bool IsWhole(string name) => name.StartsWith("NewsML-G2", StringComparison.OrdinalIgnoreCase) || name.StartsWith("nitf-3-6.", StringComparison.OrdinalIgnoreCase);

    private static void Add(XmlSchemaSet schemas, Brought brought, string name)
    {
        var address = Brought.AddressOf(name);
        using var reader = XmlReader.Create(brought.Open(address)!, new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = brought }, address.AbsoluteUri);
        schemas.Add(null, reader);
    }

    /// <summary>Adds what the schema of <paramref name="format"/> has against a document that could be read; nothing where there is none.</summary>
    internal void Check(ReadOnlyMemory<byte> bytes, string format, List<WireFinding> findings)
    {
        if (format is not (WireChecks.G2 or WireChecks.Nitf)) return;
        using var text = Xml.XmlText.Decode(bytes.Span, []);
        try
        {
            using var reader = XmlReader.Create(new XmlCharacters(text), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null });
            var document = XDocument.Load(reader, LoadOptions.SetLineInfo);
            if (format == WireChecks.Nitf && !TakeForNitf(document.Root!)) return;
            Validate(document, findings);
        }
        catch (XmlException)
        {
            // It could be read, so that it leans on entities of a DTD which is not fetched: a schema can't look at it.
        }
    }

    private void Validate(XDocument document, List<WireFinding> findings)
    {
        var settings = new XmlReaderSettings { ValidationType = ValidationType.Schema, Schemas = _schemas, XmlResolver = null };
        settings.ValidationEventHandler += (_, e) =>
        {
            if (findings.Count < WireChecks.MostFindings) findings.Add(new(FindingCodes.Schema, e.Message, new(e.Exception.LineNumber, e.Exception.LinePosition)));
        };
        using var plain = document.CreateReader();
        using var validating = XmlReader.Create(plain, settings);
        while (validating.Read()) { }
    }

    /// <summary>NITF without namespace is as good as with it: the schema is told so. Versions before 3.6 have schemas of their own, which are not here.</summary>
    private static bool TakeForNitf(XElement root)
    {
        if (root.Attribute("version")?.Value is { } version && !version.Contains("3.6", StringComparison.Ordinal)) return false;
        if (root.Name.NamespaceName.Length > 0) return root.Name.NamespaceName == NitfNamespace;
        root.Attribute("xmlns")?.Remove();
        foreach (var element in root.DescendantsAndSelf())
            if (element.Name.NamespaceName.Length == 0) element.Name = XName.Get(element.Name.LocalName, NitfNamespace);
        return true;
    }

    /// <summary>Answers for what schemas import with what was brought, by the name alone.</summary>
    private sealed class Brought(IReadOnlyDictionary<string, ReadOnlyMemory<byte>> files) : XmlResolver
    {
        internal static Uri AddressOf(string name) => new("brought:///" + Uri.EscapeDataString(name));

        internal Stream? Open(Uri address) =>
            files.TryGetValue(Uri.UnescapeDataString(address.AbsolutePath.Split('/')[^1]), out var bytes) ? new MemoryStream(bytes.ToArray(), writable: false) : null;

        public override Uri ResolveUri(Uri? baseUri, string? relativeUri) => AddressOf((relativeUri ?? "").Split('/', '\\')[^1]);

        public override object? GetEntity(Uri absoluteUri, string? role, Type? ofObjectToReturn) => Open(absoluteUri);
    }
}
