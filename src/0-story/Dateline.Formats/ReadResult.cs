using Dateline.News;

namespace Dateline.Formats;

/// <summary>Where in the bytes something was met. Line and column count from 1; null where the format has none.</summary>
/// <param name="Line">The line.</param>
/// <param name="Column">The column.</param>
/// <param name="Offset">The byte offset from the start.</param>
/// <param name="Pointer">A JSON pointer (RFC 6901), for JSON.</param>
public readonly record struct WirePosition(int? Line = null, int? Column = null, long? Offset = null, string? Pointer = null);

/// <summary>Something odd that was met and read past.</summary>
/// <param name="Code">A stable code, lower case with hyphens ("embargo-ambiguous"). <see cref="NoteCodes"/> lists them.</param>
/// <param name="Message">What was met and what was made of it, in a sentence.</param>
/// <param name="Position">Where.</param>
/// <param name="Text">The offending text, at most 200 characters; null where there is none.</param>
public sealed record ReadNote(string Code, string Message, WirePosition Position, string? Text = null);

/// <summary>Why nothing, or not everything, could be read.</summary>
/// <param name="Code">A stable code ("xxe", "incomplete", "unknown-format"). <see cref="FailureCodes"/> lists them.</param>
/// <param name="Message">What happened, in a sentence for an editor.</param>
/// <param name="Position">Where.</param>
public sealed record ReadFailure(string Code, string Message, WirePosition Position = default);

/// <summary>One item of what was read, or why that one could not be.</summary>
/// <param name="Item">The item; null where it could not be read.</param>
/// <param name="Failure">Why not; null where it was read.</param>
/// <param name="Notes">What was odd about it.</param>
public sealed record ReadItem(NewsItem? Item, ReadFailure? Failure, IReadOnlyList<ReadNote> Notes);

/// <summary>
/// What a reader made of some bytes. One bad item in a message never takes the others with it:
/// <see cref="Failure"/> is set only where nothing could be read at all.
/// </summary>
public sealed record ReadResult
{
    /// <summary>The format's name; "unknown" where none recognised the bytes.</summary>
    public required string Format { get; init; }
    /// <summary>The version of the format as the document states it.</summary>
    public string? FormatVersion { get; init; }
    /// <summary>The <see cref="WireDialect.Name"/> of the dialect it was read in: the first item's; null where it was read as the standard has it.</summary>
    public string? Dialect { get; init; }
    /// <summary>The items in the document's order.</summary>
    public IReadOnlyList<ReadItem> Items { get; init; } = [];
    /// <summary>What was odd about the document as a whole.</summary>
    public IReadOnlyList<ReadNote> Notes { get; init; } = [];
    /// <summary>Why nothing could be read.</summary>
    public ReadFailure? Failure { get; init; }

    /// <summary>A result of nothing but a failure.</summary>
    public static ReadResult Failed(string format, ReadFailure failure) => new() { Format = format, Failure = failure };
}

/// <summary>How to read: what a source's settings say about it.</summary>
public sealed record ReadOptions
{
    /// <summary>The options of a source of which nothing is known.</summary>
    public static ReadOptions Default { get; } = new();

    /// <summary>The zone of times that state none; null: UTC is taken, and a note says so. It never applies to an embargo unless <see cref="ZoneAppliesToEmbargo"/>.</summary>
    public TimeZoneInfo? DefaultZone { get; init; }
    /// <summary>Whether the source has opted in to its default zone for embargoes too.</summary>
    public bool ZoneAppliesToEmbargo { get; init; }
    /// <summary>The language of items that state none.</summary>
    public Language? DefaultLanguage { get; init; }
    /// <summary>The <see cref="WireDialect.Name"/> of the dialect the source names; null: recognised from content. See <see cref="WireDialect.Standard"/>.</summary>
    public string? Dialect { get; init; }
    /// <summary>Documents above this many bytes are refused.</summary>
    public int MaxBytes { get; init; } = 32 * 1024 * 1024;
}

/// <summary>What a writer made.</summary>
/// <param name="Bytes">The document.</param>
/// <param name="Notes">What the format could not say.</param>
public sealed record WriteResult(ReadOnlyMemory<byte> Bytes, IReadOnlyList<ReadNote> Notes);

/// <summary>How to write.</summary>
public sealed record WriteOptions
{
    /// <summary>Plain options.</summary>
    public static WriteOptions Default { get; } = new();

    /// <summary>Turns the href of a rendition into the address the receiver should use; null: as stated.</summary>
    public Func<string, string>? MediaHref { get; init; }
    /// <summary>Whether a text inside NewsML-G2 is NITF instead of XHTML.</summary>
    public bool NitfText { get; init; }
    /// <summary>Whether to break lines and indent.</summary>
    public bool Indented { get; init; }
}
