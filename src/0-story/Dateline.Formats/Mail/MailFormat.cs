using System.Collections.Frozen;
using System.Runtime.InteropServices;
using Dateline.Formats.Text;
using MimeKit;

namespace Dateline.Formats.Mail;

/// <summary>
/// E-mail as press offices, stringers and small agencies send it: RFC 5322 and MIME. The folder's README names the specifications,
/// what is refused, and how real mail departs from them.
/// </summary>
internal sealed class MailFormat : IWireFormat
{
    /// <summary>What settings and notes call it.</summary>
    internal const string FormatName = "mail";

    // bad-input.md 55, 56, 59. A mail of a person or a press office comes nowhere near.
    private const int MaxHeader = 64 * 1024;
    private const int MaxBoundaries = 4_000;
    private const int LinesLookedAt = 200;

    /// <summary>Deeper, the parts of a message are no longer looked into: the item is refused.</summary>
    internal const int MaxDepth = 40;

    private static readonly FrozenSet<string> Known = new[] { "from", "to", "date", "subject", "message-id", "received", "mime-version", "return-path", "delivered-to", "sender", "reply-to", "content-type", "dkim-signature", "in-reply-to", "references" }
        .ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> IsKnown = Known.GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly ParserOptions Options = Deep();

    private static ParserOptions Deep()
    {
        CodePages.MakeKnown();
        var options = ParserOptions.Default.Clone();
        options.MaxMimeDepth = MaxDepth + 8;
        return options;
    }

    public string Name => FormatName;

    /// <summary>It begins with header fields, and among the first of them are three that a mail has, one of them saying whom it is from or what it is.</summary>
    public bool Recognises(WireBytes bytes)
    {
        var rest = WithoutEnvelope(bytes.Span);
        var (known, isMail) = (0, false);
        for (var line = 0; line < LinesLookedAt && !rest.IsEmpty; line++)
        {
            var end = rest.IndexOf((byte)'\n');
            var text = (end < 0 ? rest : rest[..end]).TrimEnd((byte)'\r');
            rest = end < 0 ? default : rest[(end + 1)..];
            if (text.IsEmpty) break;
            if (text[0] is (byte)' ' or (byte)'\t') { if (line == 0) return false; continue; }
            if (!TryName(text, out var name)) return false;
            if (!IsKnown.Contains(name)) continue;
            known++;
            isMail |= name is "From" or "Message-ID" or "Message-Id" or "Received" or "Return-Path" or "FROM" or "from";
            if (known >= 3 && isMail) return true;
        }
        return known >= 2 && isMail;
    }

    private static bool TryName(ReadOnlySpan<byte> line, out string name)
    {
        name = "";
        var colon = line.IndexOf((byte)':');
        if (colon is < 1 or > 76) return false;
        foreach (var b in line[..colon]) if (b is <= (byte)' ' or >= 0x7F) return false;
        name = System.Text.Encoding.ASCII.GetString(line[..colon]);
        return true;
    }

    // Mailboxes of the mbox family put a line "From sender date" before each message (RFC 4155).
    private static ReadOnlySpan<byte> WithoutEnvelope(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith("\uFEFF"u8)) bytes = bytes[3..];
        while (!bytes.IsEmpty && bytes[0] is (byte)'\r' or (byte)'\n') bytes = bytes[1..];
        return bytes.StartsWith("From "u8) && bytes.IndexOf((byte)'\n') is var end and > 0 ? bytes[(end + 1)..] : bytes;
    }

    public ReadResult Read(WireBytes bytes, ReadOptions options)
    {
        var mail = WithoutEnvelope(bytes.Span);
        var start = bytes.Span.Length - mail.Length;
        if (Refusal(mail, start) is { } refused) return ReadResult.Failed(Name, refused);
        var (message, failure) = Parse(bytes.Memory[start..]);
        if (message is null) return ReadResult.Failed(Name, failure!);
        using (message) return new ReadResult { Format = Name, Items = MailItem.Read(message, bytes.Memory[start..], start, options) };
    }

    private static ReadFailure? Refusal(ReadOnlySpan<byte> mail, int start)
    {
        var header = EndOfHeader(mail);
        if (header > MaxHeader) return new(FailureCodes.HeaderTooLarge, $"The header has more than {MaxHeader} bytes.", new(Line: 1, Column: 1, Offset: start));
        return mail.Count("\n--"u8) > MaxBoundaries ? new(FailureCodes.PartLimit, $"The message has more than {MaxBoundaries} boundaries between parts.", new(Line: 1, Column: 1, Offset: start)) : null;
    }

    /// <summary>Where the empty line stands that ends the header; the length of the mail where there is none.</summary>
    internal static int EndOfHeader(ReadOnlySpan<byte> mail)
    {
        var (lf, crlf) = (mail.IndexOf("\n\n"u8), mail.IndexOf("\n\r\n"u8));
        return lf < 0 && crlf < 0 ? mail.Length : lf < 0 ? crlf : crlf < 0 ? lf : Math.Min(lf, crlf);
    }

    private static (MimeMessage? Message, ReadFailure? Failure) Parse(ReadOnlyMemory<byte> mail)
    {
        try
        {
            using var stream = MemoryMarshal.TryGetArray(mail, out var bytes) ? new MemoryStream(bytes.Array!, bytes.Offset, bytes.Count, writable: false) : new MemoryStream(mail.ToArray(), writable: false);
            return (MimeMessage.Load(Options, stream), null);
        }
        catch (Exception bad) when (bad is FormatException or ArgumentException or InvalidOperationException or NotSupportedException or IOException)
        {
            return (null, new(FailureCodes.Malformed, "The message can't be read: " + bad.Message, new(Line: 1, Column: 1, Offset: 0)));
        }
    }
}
