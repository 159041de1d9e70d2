using System.Xml.Linq;
using Dateline.Formats.Xml;

namespace Dateline.Formats.Photo;

/// <summary>
/// XMP (ISO 16684-1): RDF that says things of the file it stands in. It goes through the one hardened way into XML, and is kept as a tree,
/// because what is not ours in it must still be there when the photo is saved.
/// </summary>
internal sealed class XmpPacket
{
    private const int MostBytes = 4 * 1024 * 1024;

    internal static readonly XNamespace Rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#", Dc = "http://purl.org/dc/elements/1.1/", Photoshop = "http://ns.adobe.com/photoshop/1.0/",
        Xmp = "http://ns.adobe.com/xap/1.0/", Rights = "http://ns.adobe.com/xap/1.0/rights/", Mm = "http://ns.adobe.com/xap/1.0/mm/",
        Core = "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/", Ext = "http://iptc.org/std/Iptc4xmpExt/2008-02-29/", Plus = "http://ns.useplus.org/ldf/xmp/1.0/", Meta = "adobe:ns:meta/";

    internal static XmpPacket Empty { get; } = new(null);

    /// <summary>The rdf:RDF element; null where there is no packet.</summary>
    internal XElement? Tree { get; }

    private XmpPacket(XElement? tree) => Tree = tree;

    internal static XmpPacket Read(ReadOnlyMemory<byte> bytes, List<ReadNote> notes)
    {
        // Programs pad packets with blanks, as they should, and with zeros, as they should not.
        bytes = bytes[..bytes.Span.TrimEnd((byte)0).Length];
        XElement? tree = null;
        if (bytes.Length > MostBytes) { notes.Add(new(NoteCodes.NotRead, "The XMP packet is larger than 4 MiB: it was left out.", new(Offset: 0))); return Empty; }
        if (bytes.IsEmpty) return Empty;
        var result = WireXml.Read("xmp", new WireBytes(bytes), ReadOptions.Default, (xml, found, _) =>
        {
            tree = xml.Tree();
            return new ReadResult { Format = "xmp", Notes = found };
        });
        if (result.Failure is { } failure) notes.Add(new(NoteCodes.NotRead, $"The XMP packet can't be read ({failure.Code}): it was left out.", failure.Position));
        return result.Failure is null && tree is not null ? new(tree.Name == Root ? tree : tree.Element(Root)) : Empty;
    }

    private IEnumerable<XElement> Descriptions => Tree?.Elements(Description) ?? [];

    // ---- values -------------------------------------------------------------------------------------------------------------

    /// <summary>The value of a property: its text, the default of its languages, or the first of its list; null where it is not stated.</summary>
    internal string? this[XName name]
    {
        get
        {
            return Stated.TryGetValue(name, out var values) ? values[0] : null;
        }
    }

    /// <summary>The values of a property that may have several.</summary>
    internal List<string> All(XName name) => Stated.TryGetValue(name, out var values) ? values : [];

    // Asked for three dozen names: one walk serves them all. Where a property is stated twice, the first that says anything holds.
    private Dictionary<XName, List<string>> Stated => _stated ??= ReadStated();

    private Dictionary<XName, List<string>>? _stated;

    private Dictionary<XName, List<string>> ReadStated()
    {
        var stated = new Dictionary<XName, List<string>>();
        foreach (var description in Descriptions)
        {
            foreach (var attribute in description.Attributes())
                if (!attribute.IsNamespaceDeclaration && !string.IsNullOrWhiteSpace(attribute.Value)) stated.TryAdd(attribute.Name, [attribute.Value]);
            foreach (var element in description.Elements())
                if (!stated.ContainsKey(element.Name) && Values(element) is { Count: > 0 } values) stated[element.Name] = values;
        }
        return stated;
    }

    /// <summary>The structures that a property holds: each by its fields.</summary>
    internal IEnumerable<XElement> Structures(XName name)
    {
        foreach (var element in Descriptions.SelectMany(d => d.Elements(name)))
            foreach (var inner in Items(element).DefaultIfEmpty(element))
                yield return inner.Element(Description) ?? inner;
    }

    /// <summary>A field of a structure.</summary>
    internal static string? Field(XElement structure, XName name) =>
        structure.Attribute(name)?.Value is { } attribute && !string.IsNullOrWhiteSpace(attribute) ? attribute : structure.Element(name) is { } element && Values(element) is [var first, ..] ? first : null;

    /// <summary>All properties of a vocabulary, by name and value.</summary>
    internal IEnumerable<KeyValuePair<string, string>> Of(XNamespace vocabulary)
    {
        foreach (var description in Descriptions)
        {
            foreach (var attribute in description.Attributes()) if (attribute.Name.Namespace == vocabulary) yield return new(attribute.Name.LocalName, attribute.Value);
            foreach (var element in description.Elements()) if (element.Name.Namespace == vocabulary) yield return new(element.Name.LocalName, string.Join("; ", Values(element)));
        }
    }

    private static List<string> Values(XElement element)
    {
        if (element.Attribute(Resource)?.Value is { } resource) return [resource];
        var (values, hasItems) = (new List<string>(1), false);
        foreach (var list in element.Elements())
        {
            if (!IsList(list)) continue;
            foreach (var item in list.Elements(Entry))
            {
                hasItems = true;
                if ((item.Attribute(Resource)?.Value ?? item.Value) is not { } value || string.IsNullOrWhiteSpace(value)) continue;
                // Of several languages the default is what the program showed its writer.
                values.Insert(list.Name == Alternatives && item.Attribute(Lang)?.Value == "x-default" ? 0 : values.Count, value);
            }
        }
        if (!hasItems && element.Value is var text && !string.IsNullOrWhiteSpace(text)) values.Add(text);
        return values;
    }

    private static readonly XName Root = Rdf + "RDF", Description = Rdf + "Description", Resource = Rdf + "resource", Entry = Rdf + "li", Alternatives = Rdf + "Alt", Bag = Rdf + "Bag", Sequence = Rdf + "Seq", Lang = XNamespace.Xml + "lang";

    private static bool IsList(XElement element) => element.Name == Alternatives || element.Name == Bag || element.Name == Sequence;

    private static IEnumerable<XElement> Items(XElement element) =>
        element.Elements().Where(IsList).Elements(Entry);
}
