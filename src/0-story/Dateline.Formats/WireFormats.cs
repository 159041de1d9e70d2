using Dateline.Formats.Anpa1312;
using Dateline.Formats.ApMedia;
using Dateline.Formats.Atom;
using Dateline.Formats.Feeds;
using Dateline.Formats.HtmlDocument;
using Dateline.Formats.Iptc7901;
using Dateline.Formats.Jimi;
using Dateline.Formats.Json;
using Dateline.Formats.JsonFeed;
using Dateline.Formats.Mail;
using Dateline.Formats.MailBody;
using Dateline.Formats.Markdown;
using Dateline.Formats.NewsMl12;
using Dateline.Formats.NewsMlG2;
using Dateline.Formats.Ninjs;
using Dateline.Formats.Nitf;
using Dateline.Formats.Photo;
using Dateline.Formats.PlainText;
using Dateline.Formats.Ritzau;
using Dateline.Formats.Rss;
using Dateline.Formats.WordPress;
using Dateline.Formats.Xml;
using Dateline.News;

namespace Dateline.Formats;

/// <summary>Bytes as they arrived, with what detectors ask about them worked out once.</summary>
public sealed class WireBytes(ReadOnlyMemory<byte> bytes)
{
    /// <summary>The bytes.</summary>
    public ReadOnlyMemory<byte> Memory { get; } = bytes;

    /// <summary>The bytes.</summary>
    public ReadOnlySpan<byte> Span => Memory.Span;

    /// <summary>The first tag, where the bytes begin as XML does.</summary>
    internal XmlRoot? XmlRoot
    {
        get
        {
            if (Volatile.Read(ref _lookedForRoot)) return _xmlRoot;
            _xmlRoot = Xml.XmlRoot.Find(Span);
            Volatile.Write(ref _lookedForRoot, true);
            return _xmlRoot;
        }
    }

    /// <summary>The characters, where the bytes begin as JSON does.</summary>
    internal JsonCharacters? Json
    {
        get
        {
            if (Volatile.Read(ref _lookedForJson)) return _json;
            _json = JsonCharacters.Of(Memory);
            Volatile.Write(ref _lookedForJson, true);
            return _json;
        }
    }

    // Two threads that ask at once work out the same.
    private XmlRoot? _xmlRoot;
    private JsonCharacters? _json;
    private bool _lookedForRoot, _lookedForJson;
}

/// <summary>The list of formats Dateline speaks. Reading the list is reading what it can take in and send out.</summary>
public static class WireFormats
{
    private static readonly IWireFormat[] All =
    [
        new PhotoFormat(),
        new NewsMlG2Format(),
        new NitfFormat(),
        new NewsMl12Format(),
        new JsonFeedFormat(),
        new ApMediaFormat(),
        new NinjsFormat(),
        new WordPressFormat(),
        new RssFormat(),
        new AtomFormat(),
        new RitzauFormat(),
        new JimiFormat(),
        new Iptc7901Format(),
        new Anpa1312Format(),
        new MailFormat(),
    ];

    /// <summary>Every format that is read, in the order in which they are asked.</summary>
    public static IReadOnlyList<IWireFormat> Readers { get; } = All.AsReadOnly();

    /// <summary>Every writer.</summary>
    public static IReadOnlyList<IWireWriter> Writers { get; } =
    [
        NewsMlG2Writer.Instance,
        NitfWriter.Namespaced,
        NitfWriter.Plain,
        NinjsWriter.V3,
        NinjsWriter.V2,
        NinjsWriter.V1,
        RssWriter.Instance,
        AtomWriter.Instance,
        JsonFeedWriter.Instance,
        Iptc7901Writer.Ascii,
        Iptc7901Writer.Latin1,
        PlainTextWriter.Instance,
        HtmlDocumentWriter.Instance,
        MarkdownWriter.Instance,
        MailBodyWriter.Instance,
    ];

    /// <summary>Reads <paramref name="bytes"/> in whichever format recognises them.</summary>
    public static ReadResult Read(ReadOnlyMemory<byte> bytes, ReadOptions? options = null)
    {
        options ??= ReadOptions.Default;
        if (bytes.IsEmpty) return ReadResult.Failed("unknown", new(FailureCodes.Empty, "There are no bytes."));
        if (bytes.Length > options.MaxBytes) return ReadResult.Failed("unknown", new(FailureCodes.TooLarge, $"The document has {bytes.Length} bytes; at most {options.MaxBytes} are read."));
        var wire = new WireBytes(bytes);
        foreach (var format in All) if (format.Recognises(wire)) return format.Read(wire, options);
        if (WebPage.Is(wire)) return ReadResult.Failed("unknown", WebPage.Failure);
        return ReadResult.Failed("unknown", new(FailureCodes.UnknownFormat, "No known news format: neither its root element nor its first bytes are of one."));
    }

    /// <summary>The writer of that <see cref="IWireWriter.Name"/>, or null.</summary>
    public static IWireWriter? Writer(string name) => Writers.FirstOrDefault(w => w.Name == name);
}
