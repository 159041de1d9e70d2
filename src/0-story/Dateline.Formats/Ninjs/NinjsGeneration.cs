namespace Dateline.Formats.Ninjs;

/// <summary>How the generations that are written spell the same things. What they can say is nearly the same; how differs.</summary>
internal sealed record NinjsGeneration
{
    /// <summary>ninjs 1.6: flat keys, objects with free keys. What most receivers understand.</summary>
    internal static NinjsGeneration V1 { get; } = new()
    {
        WriterName = "ninjs-1.6",
        Version = "1.6",
        IsFlat = true,
        Standard = "$standard",
        Schema = "https://www.iptc.org/std/ninjs/ninjs-schema_1.6.json",
        VersionCreated = "versioncreated",
        FirstCreated = "firstcreated",
        Embargoed = "embargoed",
        PubStatus = "pubstatus",
        Holder = "copyrightholder",
        Notice = "copyrightnotice",
        UsageTerms = "usageterms",
        EdNote = "ednote",
        By = "byline",
        People = "person",
        Places = "place",
        Subjects = "subject",
        Sources = "infosource",
        SourceRole = "rel",
        Genres = "genre",
        AltIds = "altids",
        ContactInfo = "contactinfo",
        ContentType = "mimetype",
        Size = "sizeinbytes",
        WordCount = "wordcount",
    };

    /// <summary>ninjs 2.2: the lists of 3, in lower case.</summary>
    internal static NinjsGeneration V2 { get; } = new()
    {
        WriterName = "ninjs-2.2",
        Version = "2.2",
        IsFlat = false,
        Standard = "standard",
        Schema = "https://www.iptc.org/std/ninjs/ninjs-schema_2.2.json",
        VersionCreated = "versioncreated",
        FirstCreated = "firstcreated",
        Embargoed = "embargoed",
        PubStatus = "pubstatus",
        Holder = "copyrightholder",
        Notice = "copyrightnotice",
        UsageTerms = "usageterms",
        EdNote = "ednote",
        By = "by",
        People = "people",
        Places = "places",
        Subjects = "subjects",
        Sources = "infosources",
        SourceRole = "role",
        Genres = "genres",
        AltIds = "altids",
        ContactInfo = "contactinfo",
        ContentType = "contenttype",
        Size = "sizeinbytes",
        WordCount = "wordcount",
    };

    /// <summary>ninjs 3.1: lists with roles and names, camel case.</summary>
    internal static NinjsGeneration V3 { get; } = new()
    {
        WriterName = "ninjs-3.1",
        Version = "3.1",
        IsFlat = false,
        Standard = "standard",
        Schema = "https://www.iptc.org/std/ninjs/ninjs-schema_3.1.json",
        VersionCreated = "versionCreated",
        FirstCreated = "firstCreated",
        Embargoed = "embargoedUntil",
        PubStatus = "pubStatus",
        Holder = "copyrightHolder",
        Notice = "copyrightNotice",
        UsageTerms = "usageTerms",
        EdNote = "edNote",
        By = "by",
        People = "people",
        Places = "places",
        Subjects = "subjects",
        Sources = "infoSources",
        SourceRole = "role",
        Genres = "genres",
        AltIds = "altIds",
        ContactInfo = "contactInfo",
        ContentType = "contentType",
        Size = "sizeInBytes",
        WordCount = "wordCount",
    };

    internal required string WriterName { get; init; }
    internal required string Version { get; init; }
    internal required string Schema { get; init; }
    internal required bool IsFlat { get; init; }
    internal required string Standard { get; init; }
    internal required string VersionCreated { get; init; }
    internal required string FirstCreated { get; init; }
    internal required string Embargoed { get; init; }
    internal required string PubStatus { get; init; }
    internal required string Holder { get; init; }
    internal required string Notice { get; init; }
    internal required string UsageTerms { get; init; }
    internal required string EdNote { get; init; }
    internal required string By { get; init; }
    internal required string People { get; init; }
    internal required string Places { get; init; }
    internal required string Subjects { get; init; }
    internal required string Sources { get; init; }
    internal required string SourceRole { get; init; }
    internal required string Genres { get; init; }
    internal required string AltIds { get; init; }
    internal required string ContactInfo { get; init; }
    internal required string ContentType { get; init; }
    internal required string Size { get; init; }
    internal required string WordCount { get; init; }
}
