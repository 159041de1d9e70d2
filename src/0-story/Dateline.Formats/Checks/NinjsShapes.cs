using System.Collections.Frozen;

namespace Dateline.Formats.Checks;

/// <summary>One property as a version of ninjs has it.</summary>
/// <param name="Name">Its name; one that ends in <c>*</c> is the beginning of any.</param>
/// <param name="Kind">What its value is, in the words of <see cref="NinjsShapes"/>.</param>
/// <param name="IsRequired">Whether it must be there.</param>
internal sealed record NinjsProperty(string Name, string Kind, bool IsRequired);

/// <summary>One object as a version of ninjs has it.</summary>
/// <param name="Properties">What may stand in it.</param>
/// <param name="OneOf">Pairs of which exactly one must stand in it.</param>
/// <param name="IsOpen">Whether anything else may stand in it too.</param>
internal sealed record NinjsShape(IReadOnlyList<NinjsProperty> Properties, IReadOnlyList<string[]> OneOf, bool IsOpen);

/// <summary>
/// What may stand in a document of ninjs, version by version: facts out of IPTC's schemas 1.0 to 3.1 (© IPTC, CC BY 4.0, github.com/iptc/newsinjson as of 2025-05-21), in a form of our own.
/// No library that we can take checks JSON Schema 2020-12, and what these schemas say is little enough to be read.
/// </summary>
/// <remarks>
/// A line says: object, property (<c>!</c>: required), kind, since which version, until which (<c>-1.1</c>). Kinds: <c>text</c>, <c>number</c>, <c>integer</c> (perhaps <c>1..9</c>), <c>any</c> object,
/// <c>=a|b</c> one of these words, <c>moment</c> a date that may be cut short, <c>geo</c> GeoJSON, a name: that object, <c>[kind]</c> a list, <c>{kind}</c> an object with keys of the sender's choosing.
/// "one-of a b" in place of a property: exactly one of both must be there; "open": others may be there too.
/// </remarks>
internal static class NinjsShapes
{
    /// <summary>The versions that are known, oldest first.</summary>
    internal static IReadOnlyList<string> Versions { get; } = ["1.0", "1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "2.0", "2.1", "2.2", "3.0", "3.1"];

    private static readonly FrozenDictionary<string, Lazy<FrozenDictionary<string, NinjsShape>>> All =
        Versions.ToFrozenDictionary(v => v, v => new Lazy<FrozenDictionary<string, NinjsShape>>(() => Read(v)));

    /// <summary>The objects of a version by name; the document itself is "item".</summary>
    internal static IReadOnlyDictionary<string, NinjsShape> Of(string version) => All[version].Value;

    private static FrozenDictionary<string, NinjsShape> Read(string version)
    {
        var shapes = new Dictionary<string, (List<NinjsProperty> Properties, List<string[]> OneOf, bool IsOpen)>(StringComparer.Ordinal);
        foreach (var line in (version[0] switch { '1' => First, '2' => Second, _ => Third }).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (!shapes.TryGetValue(words[0], out var shape)) shape = ([], [], false);
            if (words[1] == "open") shape.IsOpen = true;
            else if (words[1] == "one-of") shape.OneOf.Add(words[2..]);
            else if (IsIn(version, words[3..])) shape.Properties.Add(new(words[1].TrimEnd('!'), words[2], words[1][^1] == '!'));
            shapes[words[0]] = shape;
        }
        return shapes.ToFrozenDictionary(s => s.Key, s => new NinjsShape(s.Value.Properties, s.Value.OneOf, s.Value.IsOpen), StringComparer.Ordinal);
    }

    private static bool IsIn(string version, ReadOnlySpan<string> bounds)
    {
        foreach (var bound in bounds)
            if (bound[0] == '-' ? string.CompareOrdinal(version, bound[1..]) > 0 : string.CompareOrdinal(version, bound) < 0) return false;
        return true;
    }

    private const string First = """
        item uri! text
        item type =text|audio|video|picture|graphic|composite -1.1
        item type =text|audio|video|picture|graphic|composite|component 1.2
        item mimetype text
        item representationtype =complete|incomplete
        item profile text
        item version text
        item firstcreated text 1.2
        item versioncreated text
        item contentcreated text 1.4
        item embargoed text
        item pubstatus =usable|withheld|canceled
        item urgency number 1.1
        item copyrightholder text
        item copyrightnotice text
        item usageterms text 1.1
        item ednote text 1.2
        item language text
        item person [person]
        item organisation [organisation]
        item place [place]
        item subject [subject]
        item event [concept]
        item object [concept]
        item infosource [person] 1.2
        item title text 1.2
        item byline text
        item headline text
        item slugline text 1.2
        item located text
        item charcount number 1.2
        item wordcount number 1.2
        item renditions {rendition}
        item associations {item}
        item altids any 1.3
        item trustindicator [trustindicator] 1.3
        item $standard standard 1.3
        item genre [genre] 1.3
        item expires text 1.4
        item rightsinfo rights 1.4
        item digitalsourcetype source 1.6
        item description_* text
        item body_* text
        item headline_* text 1.3
        concept name text
        concept rel text
        concept scheme text
        concept code text
        person name text
        person rel text
        person scheme text
        person code text
        person contactinfo [contact] 1.5
        organisation name text
        organisation rel text
        organisation scheme text
        organisation code text
        organisation symbols [symbol]
        organisation contactinfo [contact] 1.5
        symbol ticker text
        symbol exchange text
        symbol symboltype text 1.5
        symbol symbol text 1.5
        place name text
        place rel text
        place scheme text
        place code text
        place geometry_* any 1.1
        place contactinfo [contact] 1.5
        subject name text
        subject rel text
        subject scheme text
        subject code text
        subject creator text 1.5
        subject relevance integer:0..100 1.5
        subject confidence integer:0..100 1.5
        rendition href text
        rendition mimetype text
        rendition title text
        rendition height number
        rendition width number
        rendition sizeinbytes number
        rendition duration number 1.2
        rendition format text 1.2
        trustindicator scheme text
        trustindicator code text
        trustindicator title text
        trustindicator href text
        standard name text
        standard version text
        standard schema text
        genre name text
        genre scheme text
        genre code text
        """ + RightsAndContacts;

    // What the first two generations say alike. It begins a line of its own.
    private const string RightsAndContacts = "\n" + """
        rights langid text
        rights linkedrights text
        rights encodedrights text
        rights one-of linkedrights encodedrights
        rights open
        source name text
        source uri text
        source literal text
        contact type text
        contact role text
        contact lang text
        contact name text
        contact value text
        contact address address
        contact one-of value address
        address lines [text]
        address locality text
        address area text
        address postalcode text
        address country text
        """;

    private const string Second = """
        item uri! text
        item type =text|audio|video|picture|graphic|composite|component
        item representationtype =full|partial
        item profile text
        item version text
        item firstcreated text
        item versioncreated text
        item contentcreated text
        item embargoed text
        item pubstatus =usable|withheld|canceled
        item urgency number
        item copyrightholder text
        item copyrightnotice text
        item usageterms text
        item ednote text
        item language text
        item descriptions [words]
        item bodies [body]
        item headlines [words]
        item people [person]
        item organisations [organisation]
        item places [place]
        item subjects [subject]
        item events [concept]
        item objects [concept]
        item infosources [infosource]
        item title text
        item by text
        item slugline text
        item located text
        item renditions [rendition]
        item associations [association]
        item altids [altid]
        item trustindicators [trustindicator]
        item standard standard
        item genres [genre]
        item expires text 2.1
        item rightsinfo rights
        item digitalsourcetype source 2.2
        words role text
        words contenttype text
        words value! text
        body role text
        body contenttype text
        body charcount number
        body wordcount number
        body value! text
        concept name text
        concept rel text
        concept uri text
        concept literal text
        person name text
        person rel text
        person uri text
        person literal text
        person contactinfo [contact] 2.1
        organisation name text
        organisation rel text
        organisation uri text
        organisation literal text
        organisation symbols [symbol]
        organisation contactinfo [contact] 2.1
        symbol ticker text
        symbol exchange text
        symbol symboltype text 2.1
        symbol symbol text 2.1
        place name text
        place rel text
        place uri text
        place literal text
        place geojson geo
        place contactinfo [contact] 2.1
        subject name text
        subject rel text
        subject uri text
        subject literal text
        subject creator text 2.1
        subject relevance integer:0..100 2.1
        subject confidence integer:0..100 2.1
        infosource name text
        infosource role text
        infosource uri text
        infosource literal text
        infosource contactinfo [contact] 2.1
        rendition name! text
        rendition href text
        rendition contenttype text
        rendition title text
        rendition height number
        rendition width number
        rendition sizeinbytes number
        rendition duration number
        rendition format text
        altid role text
        altid value text
        trustindicator role text
        trustindicator title text
        trustindicator href text
        standard name text
        standard version text
        standard schema text
        genre name text
        genre uri text
        genre literal text
        """ + RightsAndContacts;

    private const string Third = """
        item uri! text
        item type =text|audio|video|picture|graphic|composite|component|event|planning
        item representationType =full|partial
        item profile text
        item version text
        item firstCreated text
        item versionCreated text
        item contentCreated text
        item embargoedUntil text
        item pubStatus =usable|withheld|canceled
        item urgency integer:1..9
        item copyrightHolder text
        item copyrightNotice text
        item usageTerms text
        item edNote text
        item language text
        item descriptions [words]
        item bodies [body]
        item headlines [words]
        item people [person]
        item organisations [organisation]
        item places [place]
        item subjects [subject]
        item events [event]
        item eventDetails eventDetails
        item plannedCoverage [coverage]
        item objects [concept]
        item infoSources [infoSource]
        item title text
        item by text
        item slugline text
        item located text
        item renditions [rendition]
        item associations [association]
        item altIds [altId]
        item trustIndicators [trustIndicator]
        item standard standard
        item genres [genre]
        item expires text
        item rightsInfo rights
        item digitalSourceType source 3.1
        words role text
        words contentType text
        words value! text
        body role text
        body contentType text
        body charCount integer
        body wordCount integer
        body value! text
        concept name text
        concept rel text
        concept uri text
        concept literal text
        event id text
        event name text
        event rel text
        event uri text
        event literal text
        person name text
        person rel text
        person uri text
        person literal text
        person contactInfo [contact]
        organisation name text
        organisation rel text
        organisation uri text
        organisation literal text
        organisation symbols [symbol]
        organisation contactInfo [contact]
        symbol exchange text
        symbol symbolType text
        symbol symbol text
        place name text
        place rel text
        place uri text
        place literal text
        place geoJSON geo
        place contactInfo [contact]
        subject name text
        subject rel text
        subject uri text
        subject literal text
        subject creator text
        subject relevance integer:0..100
        subject confidence integer:0..100
        infoSource name text
        infoSource role text
        infoSource uri text
        infoSource literal text
        infoSource contactInfo [contact]
        rendition name! text
        rendition href text
        rendition contentType text
        rendition title text
        rendition width integer
        rendition height integer
        rendition sizeInBytes integer
        rendition duration number
        rendition format text
        rendition aspectRatio text
        rendition videoCodec text
        rendition frameRate number
        rendition poi point
        rendition transportProtocol text
        rendition scanType =progressive|interlaced
        rendition bitrate text
        point x integer
        point y integer
        altId role text
        altId value text
        trustIndicator role text
        trustIndicator title text
        trustIndicator href text
        standard name text
        standard version text
        standard schema text
        genre name text
        genre uri text
        genre literal text
        rights langId text
        rights linkedRights text
        rights encodedRights text
        rights one-of linkedRights encodedRights
        source name text
        source uri text
        source literal text
        contact type text
        contact role text
        contact lang text
        contact name text
        contact value text
        contact address address
        contact one-of value address
        address lines [text]
        address locality text
        address area text
        address postalCode text
        address country text
        eventDetails eventStatus text
        eventDetails plannedCoverageStatus text
        eventDetails dates dates
        eventDetails organiser organisation
        dates startDate text
        dates endDate text
        dates expectedStartDate moment
        dates expectedEndDate moment
        dates expectedDuration text
        dates recurrence recurrence
        recurrence recurrenceDates [moment]
        recurrence recurrenceRules [rule]
        rule frequency =secondly|minutely|hourly|daily|weekly|monthly|yearly
        rule interval integer
        rule until text
        rule count integer
        coverage uri text
        coverage title text
        coverage pubStatus =usable|withheld|canceled
        coverage type =text|audio|video|picture|graphic|composite|component|event|planning
        coverage commissioned commission
        coverage dates dates
        coverage audiences [audience]
        coverage exclAudience [text]
        coverage edNote text
        coverage urgency integer:1..9
        coverage language text
        coverage itemCount range
        coverage wordCount integer
        coverage renditions [rendition]
        commission by text
        commission on text
        commission references [reference]
        reference name text
        reference value text
        audience audience text
        audience significance integer
        range rangeFrom integer
        range rangeTo integer
        """;
}
