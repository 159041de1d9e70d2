using System.Xml.Linq;

namespace Dateline.Formats.Photo;

/// <summary>The properties of XMP that say what IPTC's photo metadata (2023.1) wants said, made once: a name put together anew is looked up anew.</summary>
internal static class PhotoNames
{
    internal static readonly XName
        Headline = XmpPacket.Photoshop + "Headline",
        CaptionWriter = XmpPacket.Photoshop + "CaptionWriter",
        AuthorsPosition = XmpPacket.Photoshop + "AuthorsPosition",
        Credit = XmpPacket.Photoshop + "Credit",
        Source = XmpPacket.Photoshop + "Source",
        Instructions = XmpPacket.Photoshop + "Instructions",
        TransmissionReference = XmpPacket.Photoshop + "TransmissionReference",
        City = XmpPacket.Photoshop + "City",
        State = XmpPacket.Photoshop + "State",
        Country = XmpPacket.Photoshop + "Country",
        Category = XmpPacket.Photoshop + "Category",
        Urgency = XmpPacket.Photoshop + "Urgency",
        DateCreated = XmpPacket.Photoshop + "DateCreated";

    internal static readonly XName
        Title = XmpPacket.Dc + "title",
        Description = XmpPacket.Dc + "description",
        Creator = XmpPacket.Dc + "creator",
        Rights = XmpPacket.Dc + "rights",
        Subject = XmpPacket.Dc + "subject",
        Language = XmpPacket.Dc + "language",
        Identifier = XmpPacket.Dc + "identifier";

    internal static readonly XName
        AltTextAccessibility = XmpPacket.Core + "AltTextAccessibility",
        Location = XmpPacket.Core + "Location",
        CountryCode = XmpPacket.Core + "CountryCode",
        SubjectCode = XmpPacket.Core + "SubjectCode";

    internal static readonly XName
        UsageTerms = XmpPacket.Rights + "UsageTerms";

    internal static readonly XName
        PersonInImage = XmpPacket.Ext + "PersonInImage",
        Event = XmpPacket.Ext + "Event",
        DigImageGUID = XmpPacket.Ext + "DigImageGUID",
        DigitalSourceType = XmpPacket.Ext + "DigitalSourceType";

    internal static readonly XName
        MetadataDate = XmpPacket.Xmp + "MetadataDate";

    internal static readonly XName
        DocumentID = XmpPacket.Mm + "DocumentID";
}
