using System.Text;
using Dateline.Formats.Text;
using Dateline.News;
using MimeKit;
using MimeKit.Utils;

namespace Dateline.Formats.Mail;

/// <summary>
/// One message as a news item: Message-ID is the identity, Subject the headline, From who sent it, Date when, the best text part the text.
/// What it answers or replaces is a link; what hangs on it are pictures and links. A signature stays, and is pointed at.
/// A message that was forwarded as a whole (message/rfc822) is an item of its own, and the only one where who sent it on has added no words.
/// </summary>
internal sealed class MailItem(MimeMessage message, ReadOnlyMemory<byte> mail, int offset, ReadOptions options)
{
    private const int FirstYear = 1970, LastYear = 2199;
    private const int MostForwarded = 50;
    private const int OpeningOfText = 12;

    private readonly ItemDraft _draft = new(options);
    private IReadOnlyList<MimeMessage> _forwarded = [];
    private WirePosition? _place;
    private int _depth;

    /// <summary>Reads <paramref name="message"/>, and the messages that were sent on in it.</summary>
    internal static IReadOnlyList<ReadItem> Read(MimeMessage message, ReadOnlyMemory<byte> mail, int offset, ReadOptions options)
    {
        var items = new List<ReadItem>(1);
        new MailItem(message, mail, offset, options).ReadInto(items);
        return items;
    }

    private void ReadInto(List<ReadItem> items)
    {
        var item = Read();
        // A machine that sends back what it could not deliver forwards nothing.
        var isForwarded = item.Item is not null && _forwarded.Count > 0 && AutomaticHeader() is null && message.Body?.ContentType.IsMimeType("multipart", "report") != true;
        var before = items.Count;
        if (!isForwarded || !_draft.Body.IsEmpty) items.Add(item);
        if (!isForwarded) return;
        foreach (var inner in _forwarded)
        {
            if (items.Count >= MostForwarded || _depth >= MailFormat.MaxDepth) break;
            new MailItem(inner, mail, offset, options) { _place = Place("message/rfc822"), _depth = _depth + 1 }.SentOnBy(_draft.Provider).ReadInto(items);
        }
        if (items.Count == before) items.Add(item);
    }

    private MailItem SentOnBy(Provider? sender)
    {
        if (sender is not null) _draft.StaffNote = $"Forwarded by {(sender.Name is null ? sender.Code : $"{sender.Name} <{sender.Code}>")}.";
        return this;
    }

    private ReadItem Read()
    {
        ReadIdentity();
        ReadSubject();
        ReadSender();
        ReadDates();
        ReadLinks();
        ReadFlags();
        if (_draft.Failure is null) _forwarded = MailParts.Read(message, _draft, Position("Content-Type"));
        Settle();
        return _draft.ToReadItem();
    }

    // ---- identity ---------------------------------------------------------------------------------------------------------------

    private void ReadIdentity()
    {
        if (NewsText.OneLine(message.Headers[HeaderId.MessageId]) is { } id) { _draft.Guid = id; return; }
        DerivedGuid.Give(_draft, Position(null), "The message has no Message-ID: an identity was made of its bytes.", MailFormat.FormatName, Part());
    }

    private string Part()
    {
        if (_place is null) return DerivedGuid.Part(mail.Span);
        using var bytes = new MemoryStream();
        message.WriteTo(bytes);
        return DerivedGuid.Part(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
    }

    private void ReadLinks()
    {
        var answered = message.InReplyTo is { Length: > 0 } direct ? direct : message.References.LastOrDefault();
        if (answered is not null) AddLink(LinkKind.EvolvedFrom, answered, "in-reply-to");
        foreach (var earlier in message.References)
            if (earlier != answered) AddLink(LinkKind.SeeAlso, earlier, "references");
        if (NewsText.OneLine(message.Headers["Supersedes"] ?? message.Headers["Replaces"] ?? message.Headers["Obsoletes"]) is not { } replaced) return;
        AddLink(LinkKind.Replaces, replaced.Trim('<', '>'), "supersedes");
        _draft.Signal(SignalKind.Update, "Supersedes");
    }

    private void AddLink(LinkKind kind, string id, string relation)
    {
        if (NewsText.OneLine(id) is { } guid) (_draft.Links ??= []).Add(new(kind, $"<{guid}>", Rel: relation));
    }

    // ---- lines ------------------------------------------------------------------------------------------------------------------

    private void ReadSubject()
    {
        if (message.Headers[HeaderId.Subject] is not { } subject) return;
        // A line break can only come out of an encoded word: somebody wants a header of their own in whatever is sent on (RFC 5322, 2.2).
        if (HoldsLineBreak("Subject")) { _draft.Fail(FailureCodes.ControlCharacter, "The subject holds a line break.", Position("Subject")); return; }
        var line = Truthful(subject, "Subject");
        _draft.Headline = Headline.From(line);
        if (SuspiciousText.In(line) is { } why) _draft.Note(NoteCodes.SuspiciousText, $"The subject {why}.", Position("Subject"), line);
    }

    private bool HoldsLineBreak(string field)
    {
        foreach (var header in message.Headers)
        {
            if (!header.Field.Equals(field, StringComparison.OrdinalIgnoreCase) || header.RawValue.AsSpan().IndexOf("=?"u8) < 0) continue;
            // Folded lines are one line (RFC 5322, 2.2.3); only then are the words decoded.
            var folded = Encoding.Latin1.GetString(header.RawValue).Trim().ReplaceLineEndings("");
            if (Rfc2047.DecodeText(Encoding.Latin1.GetBytes(folded)).AsSpan().IndexOfAny('\r', '\n') >= 0) return true;
        }
        return false;
    }

    /// <summary>What an encoded word says (RFC 2047), where its label lies: bytes of UTF-8 under the name of Latin-1 or windows-1252.</summary>
    private string Truthful(string text, string header)
    {
        if (Ascii.IsValid(text)) return text;
        if (MailCharacters.Unmixed(text) is { } meant)
        {
            _draft.Note(NoteCodes.EncodingMismatch, "The characters are not in the set that the header names; they were read as UTF-8.", Position(header), meant);
            return meant;
        }
        if (text.Contains('\uFFFD')) _draft.Note(NoteCodes.EncodingMismatch, "Some characters are not in the set that the header names; they were replaced.", Position(header), text);
        return text;
    }

    private void ReadSender()
    {
        var from = message.From.Mailboxes.FirstOrDefault() ?? message.Sender;
        if (from is null) return;
        if (from.Address.AsSpan().IndexOfAny('\r', '\n', '\0') >= 0 || HoldsLineBreak("From")) { _draft.Fail(FailureCodes.ControlCharacter, "The sender's line holds a line break.", Position("From")); return; }
        var name = NewsText.OneLine(from.Name is null ? null : Truthful(from.Name, "From"));
        _draft.Provider = new(NewsText.OneLine(from.Address), name);
        if (name is not null) _draft.Bylines = [new(name)];
    }

    private void ReadDates()
    {
        if (message.Headers[HeaderId.Date] is not { } stated) return;
        if (message.Date.Year is < FirstYear or > LastYear) { _draft.Note(NoteCodes.DateUnreadable, "The date can't be read and was left out.", Position("Date"), stated); return; }
        _draft.FirstCreated = _draft.VersionCreated = Instant.From(message.Date.ToUniversalTime());
    }

    // ---- flags -------------------------------------------------------------------------------------------------------------------

    private void ReadFlags()
    {
        _draft.Language = Language.From((message.Headers[HeaderId.ContentLanguage] ?? message.Body?.Headers[HeaderId.ContentLanguage])?.Split(',')[0]);
        if (message.Headers["Keywords"] is { } keywords)
            foreach (var keyword in keywords.Split(',')) if (NewsText.OneLine(keyword) is { } word) (_draft.Keywords ??= []).Add(word);
        if (AutomaticHeader() is not { } header) return;
        _draft.IsAdvisory = true;
        _draft.Note(NoteCodes.AutoReply, "The message was written by a machine in answer to another: to answer it would begin a loop.", Position(header));
    }

    // RFC 3834, and the headers that programs had before it.
    private string? AutomaticHeader()
    {
        if (message.Headers["Auto-Submitted"] is { } auto && !auto.TrimStart().StartsWith("no", StringComparison.OrdinalIgnoreCase)) return "Auto-Submitted";
        if (message.Headers["Precedence"] is { } precedence && precedence.Trim().Equals("auto_reply", StringComparison.OrdinalIgnoreCase)) return "Precedence";
        foreach (var header in (ReadOnlySpan<string>)["X-Autoreply", "X-Autorespond"]) if (message.Headers[header] is not null) return header;
        return null;
    }

    private void Settle()
    {
        if (_draft.Failure is not null) return;
        OpeningLines.Read(_draft);
        ReadEmbargo(_draft.Headline?.Text);
        if (EmbargoText.MayStandIn(_draft.Body)) ReadOpening(_draft.Body.PlainText);
        _draft.Listen(Position("Subject"));
    }

    private void ReadOpening(string text)
    {
        var lines = 0;
        foreach (var range in text.AsSpan().Split('\n'))
        {
            if (++lines > OpeningOfText) break;
            ReadEmbargo(text[range]);
        }
    }

    private void ReadEmbargo(string? line)
    {
        if (line is not null && EmbargoText.In(line, _draft.Options) is not null) EmbargoText.Take(_draft, line, Position("Subject"));
    }

    // ---- places --------------------------------------------------------------------------------------------------------------------

    /// <summary>Where a header field stands; the beginning where there is none of that name.</summary>
    private WirePosition Position(string? header)
    {
        if (_place is { } place) return place;
        var head = mail.Span[..Math.Min(MailFormat.EndOfHeader(mail.Span) + 1, mail.Length)];
        for (int at = 0, line = 1; at < head.Length && header is not null; line++)
        {
            var rest = head[at..];
            if (rest.Length > header.Length && rest[header.Length] == (byte)':' && Ascii.EqualsIgnoreCase(rest[..header.Length], header)) return new(Line: line, Column: 1, Offset: offset + at);
            var end = rest.IndexOf((byte)'\n');
            if (end < 0) break;
            at += end + 1;
        }
        return new(Line: 1, Column: 1, Offset: offset);
    }

    /// <summary>Where <paramref name="words"/> first stand: what stands in a message within the message is found no closer.</summary>
    private WirePosition Place(string words)
    {
        if (_place is { } outer) return outer;
        var text = mail.Span;
        var at = text.IndexOf(Encoding.ASCII.GetBytes(words));
        return at < 0 ? Position("Content-Type") : new(Line: 1 + text[..at].Count((byte)'\n'), Column: at - text[..at].LastIndexOf((byte)'\n'), Offset: offset + at);
    }
}
