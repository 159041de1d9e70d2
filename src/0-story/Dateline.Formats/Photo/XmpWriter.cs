using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Dateline.Formats.Photo;

/// <summary>Puts fields into an XMP packet (ISO 16684-1), and leaves all else in it where it is. The same packet and fields give the same bytes.</summary>
internal static class XmpWriter
{
    private const int Padding = 2048;

    private static readonly XName Description = XmpPacket.Rdf + "Description", About = XmpPacket.Rdf + "about";

    internal static byte[] Write(XmpPacket old, PhotoMetadata m)
    {
        var rdf = old.Tree is { } tree ? new XElement(tree) : new XElement(XmpPacket.Rdf + "RDF", new XAttribute(XNamespace.Xmlns + "rdf", XmpPacket.Rdf.NamespaceName));
        Put(rdf, m);
        return Packet(rdf);
    }

    private static void Put(XElement rdf, PhotoMetadata m)
    {
        Simple(rdf, "photoshop", XmpPacket.Photoshop + "Headline", m.Headline);
        Languages(rdf, "dc", XmpPacket.Dc + "title", m.Title);
        Languages(rdf, "dc", XmpPacket.Dc + "description", m.Caption);
        Simple(rdf, "photoshop", XmpPacket.Photoshop + "CaptionWriter", m.CaptionWriter);
        Languages(rdf, "Iptc4xmpCore", XmpPacket.Core + "AltTextAccessibility", m.Alt);
        List(rdf, "dc", XmpPacket.Dc + "creator", "Seq", m.Creators);
        Simple(rdf, "photoshop", XmpPacket.Photoshop + "AuthorsPosition", m.CreatorTitle);
        Simple(rdf, "photoshop", XmpPacket.Photoshop + "Credit", m.Credit);
        Simple(rdf, "photoshop", XmpPacket.Photoshop + "Source", m.Source);
        Languages(rdf, "dc", XmpPacket.Dc + "rights", m.Copyright);
        Languages(rdf, "xmpRights", XmpPacket.Rights + "UsageTerms", m.UsageTerms);
        Simple(rdf, "photoshop", XmpPacket.Photoshop + "Instructions", m.Instructions);
        Simple(rdf, "photoshop", XmpPacket.Photoshop + "TransmissionReference", m.JobId);
        Simple(rdf, "Iptc4xmpCore", XmpPacket.Core + "Location", m.Sublocation);
        Simple(rdf, "photoshop", XmpPacket.Photoshop + "City", m.City);
        Simple(rdf, "photoshop", XmpPacket.Photoshop + "State", m.State);
        Simple(rdf, "photoshop", XmpPacket.Photoshop + "Country", m.Country);
        Simple(rdf, "Iptc4xmpCore", XmpPacket.Core + "CountryCode", m.CountryCode);
        List(rdf, "dc", XmpPacket.Dc + "subject", "Bag", m.Keywords);
        List(rdf, "Iptc4xmpCore", XmpPacket.Core + "SubjectCode", "Bag", m.SubjectCodes);
        List(rdf, "Iptc4xmpExt", XmpPacket.Ext + "PersonInImage", "Bag", m.People);
        Languages(rdf, "Iptc4xmpExt", XmpPacket.Ext + "Event", m.Event);
        Simple(rdf, "photoshop", XmpPacket.Photoshop + "Category", m.Category);
        Simple(rdf, "photoshop", XmpPacket.Photoshop + "Urgency", m.Urgency?.ToString());
        Simple(rdf, "photoshop", XmpPacket.Photoshop + "DateCreated", m.Taken?.ToString());
        Simple(rdf, "xmp", XmpPacket.Xmp + "MetadataDate", m.Changed?.ToString());
        Simple(rdf, "Iptc4xmpExt", XmpPacket.Ext + "DigImageGUID", m.Guid);
        Simple(rdf, "Iptc4xmpExt", XmpPacket.Ext + "DigitalSourceType", m.DigitalSourceType);
    }

    // ---- properties ---------------------------------------------------------------------------------------------------------

    private static void Simple(XElement rdf, string prefix, XName name, string? value)
    {
        if (value is not null) Replace(rdf, prefix, name, value.Length == 0 ? null : new XElement(name, Clean(value)));
    }

    private static void Languages(XElement rdf, string prefix, XName name, string? value)
    {
        if (value is null) return;
        // The default is ours to say; what stands in other languages was translated from what is no longer there.
        var item = new XElement(XmpPacket.Rdf + "li", new XAttribute(XNamespace.Xml + "lang", "x-default"), Clean(value));
        Replace(rdf, prefix, name, value.Length == 0 ? null : new XElement(name, new XElement(XmpPacket.Rdf + "Alt", item)));
    }

    private static void List(XElement rdf, string prefix, XName name, string kind, IReadOnlyList<string>? values)
    {
        if (values is not null) Replace(rdf, prefix, name, values.Count == 0 ? null : new XElement(name, new XElement(XmpPacket.Rdf + kind, values.Select(v => new XElement(XmpPacket.Rdf + "li", Clean(v))))));
    }

    // In its place, if it has one; else in the first description.
    private static void Replace(XElement rdf, string prefix, XName name, XElement? property)
    {
        XElement? home = null;
        foreach (var description in rdf.Elements(Description).ToList())
        {
            if (description.Attribute(name) is { } attribute) { attribute.Remove(); home ??= description; }
            foreach (var element in description.Elements(name).ToList())
            {
                if (property is not null && property.Parent is null) element.ReplaceWith(property); else element.Remove();
                home ??= description;
            }
        }
        if (property is null || property.Parent is not null) return;
        home ??= rdf.Element(Description);
        if (home is null) rdf.Add(home = new XElement(Description, new XAttribute(About, "")));
        if (home.GetPrefixOfNamespace(name.Namespace) is null && home.GetNamespaceOfPrefix(prefix) is null) home.SetAttributeValue(XNamespace.Xmlns + prefix, name.NamespaceName);
        home.Add(property);
    }

    private static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            if (rune.Value > 0xFFFF || XmlConvert.IsXmlChar((char)rune.Value)) clean.Append(rune.ToString());
        return clean.ToString();
    }

    // ---- the packet ---------------------------------------------------------------------------------------------------------

    // §7.3.2: a header that can be found by looking, and blanks at the end for programs that write in place.
    private static byte[] Packet(XElement rdf)
    {
        var meta = new XElement(XmpPacket.Meta + "xmpmeta", new XAttribute(XNamespace.Xmlns + "x", XmpPacket.Meta.NamespaceName), rdf);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"<?xpacket begin=\"\uFEFF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n");
        using (var xml = XmlWriter.Create(text, new XmlWriterSettings { OmitXmlDeclaration = true, ConformanceLevel = ConformanceLevel.Fragment, Indent = false, NewLineHandling = NewLineHandling.Entitize })) meta.WriteTo(xml);
        text.Append('\n');
        for (var left = Padding; left > 0; left -= 128) text.Append(' ', 127).Append('\n');
        text.Append("<?xpacket end=\"w\"?>");
        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
