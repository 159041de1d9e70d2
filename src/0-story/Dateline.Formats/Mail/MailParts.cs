using System.Buffers;
using Dateline.Formats.Html;
using Dateline.Formats.Text;
using Dateline.News;
using MimeKit;

namespace Dateline.Formats.Mail;

/// <summary>
/// The parts of a message: which is the text, which hang on it. Of alternatives the last that can be read is the best (RFC 2046, 5.1.4): HTML, where there is any.
/// Attachments are named, not opened.
/// </summary>
internal sealed class MailParts
{
    private const int MaxParts = 500;

    private readonly ItemDraft _draft;
    private readonly WirePosition _position;
    private readonly List<TextPart> _plain = [];
    private readonly List<TextPart> _html = [];
    private readonly List<MimeMessage> _forwarded = [];
    private int _parts;

    private MailParts(ItemDraft draft, WirePosition position) => (_draft, _position) = (draft, position);

    /// <summary>Reads the parts of <paramref name="message"/> into <paramref name="draft"/>; the messages that hang on it are given back.</summary>
    internal static IReadOnlyList<MimeMessage> Read(MimeMessage message, ItemDraft draft, WirePosition position)
    {
        var parts = new MailParts(draft, position);
        parts.Collect(message.Body);
        if (draft.Failure is null) parts.ReadText();
        return parts._forwarded;
    }

    // ---- which part is what ------------------------------------------------------------------------------------------------------

    private void Collect(MimeEntity? root)
    {
        var stack = new Stack<(MimeEntity Entity, int Depth)>();
        if (root is not null) stack.Push((root, 1));
        while (stack.TryPop(out var next) && _draft.Failure is null)
        {
            if (next.Depth > MailFormat.MaxDepth) _draft.Fail(FailureCodes.Depth, $"Parts of the message are nested more than {MailFormat.MaxDepth} deep.", _position);
            else if (++_parts > MaxParts) _draft.Fail(FailureCodes.PartLimit, $"The message has more than {MaxParts} parts.", _position);
            else if (next.Entity is Multipart multipart) for (var i = multipart.Count - 1; i >= 0; i--) stack.Push((multipart[i], next.Depth + 1));
            else Take(next.Entity);
        }
    }

    private void Take(MimeEntity entity)
    {
        if (entity is TextPart text && !text.IsAttachment && (text.IsPlain || text.IsHtml)) (text.IsHtml ? _html : _plain).Add(text);
        else if (entity is MessagePart attached) TakeMessage(attached);
        else if (entity is MimePart part) TakeFile(part);
    }

    private void TakeMessage(MessagePart attached)
    {
        if (attached.Message is not { } message) return;
        _forwarded.Add(message);
        var title = NewsText.OneLine(message.Subject) ?? "message";
        if (NewsText.OneLine(message.Headers[HeaderId.MessageId]) is { } id) (_draft.Links ??= []).Add(new(LinkKind.SeeAlso, id, Title: title, Rel: "attachment; message/rfc822"));
        else TakeLink(title, "message/rfc822", attached);
    }

    private void TakeFile(MimePart part)
    {
        var name = NameOf(part);
        var type = part.ContentType.MimeType.ToLowerInvariant();
        if (type is "application/ms-tnef" || name.Equals("winmail.dat", StringComparison.OrdinalIgnoreCase))
            _draft.Note(NoteCodes.AttachmentRefused, "A \"winmail.dat\" wraps text or files in a way that only one program opens; it was not opened. Ask the sender to send plain mail.", _position, name);
        else if (type is "application/pkcs7-mime" or "application/x-pkcs7-mime" or "application/pgp-encrypted")
            _draft.Note(NoteCodes.NotRead, "A part of the message is encrypted and was not read.", _position, name);
        else if (type.StartsWith("image/", StringComparison.Ordinal) && type != "image/svg+xml") TakePicture(part, name, type);
        else if (!type.StartsWith("application/pgp-", StringComparison.Ordinal) && !type.EndsWith("pkcs7-signature", StringComparison.Ordinal)) TakeLink(name, type, part);
    }

    private void TakePicture(MimePart part, string name, string type) => (_draft.Pictures ??= []).Add(new Picture
    {
        Headline = name,
        Caption = NewsText.OneLine(part.ContentDescription),
        Renditions = [new(Address(part, name), "original", type, null, null, SizeOf(part))],
    });

    private void TakeLink(string name, string type, MimeEntity part) => (_draft.Links ??= []).Add(new(LinkKind.SeeAlso, null, Href: Address(part, name), Title: name, Rel: "attachment; " + type));

    private static long? SizeOf(MimePart part)
    {
        if (part.Content is null) return null;
        using var measure = new MimeKit.IO.MeasuringStream();
        part.Content.DecodeTo(measure);
        return measure.Length;
    }

    /// <summary>How the part is named from within the message (RFC 2392); by its file name where it has no Content-ID.</summary>
    private static string Address(MimeEntity part, string name) => NewsText.OneLine(part.ContentId) is { } id ? "cid:" + id : name;

    /// <summary>The last part of the file name: what else stands in it is a path on somebody's disk, or an attack on ours.</summary>
    private static string NameOf(MimePart part)
    {
        var name = NewsText.OneLine(part.FileName) ?? "";
        name = name[(name.LastIndexOfAny(['/', '\\', ':']) + 1)..].Trim(' ', '.');
        return name.Length > 0 ? name : "part." + part.ContentType.MediaSubtype.ToLowerInvariant();
    }

    // ---- the text -------------------------------------------------------------------------------------------------------------------

    private void ReadText()
    {
        if (_html.Count > 0 && ReadHtml()) return;
        if (_plain.Count > 0) ReadPlain();
        else if (_html.Count == 0 && _forwarded.Count == 0) _draft.Note(NoteCodes.NotRead, "The message has no part that is text.", _position);
    }

    private bool ReadHtml()
    {
        var html = string.Join("\n", _html.Select(Characters));
        var result = HtmlText.Read(html, _draft.Removed(_position));
        if (result.Failure is { } failure)
        {
            if (_plain.Count > 0) _draft.Note(NoteCodes.NotRead, "The HTML of the message is refused; its plain text was read. " + failure.Message, _position);
            else _draft.Fail(failure.Code, failure.Message, _position);
            return _plain.Count == 0;
        }
        if (result.Html!.IsEmpty) return false;
        _draft.Body = result.Html;
        Point(_draft.Body.PlainText);
        return true;
    }

    private void ReadPlain()
    {
        var text = string.Join("\n\n", _plain.Select(part => FlowedText.Read(Characters(part), part.IsFlowed, IsYes(part.ContentType.Parameters["delsp"]))));
        var lines = new WireLines(text);
        (_draft.Body, _draft.Preformatted) = PlainStory.Read(lines, 0, lines.Count);
        Point(text);
    }

    private string Characters(TextPart part)
    {
        var text = MailCharacters.Of(part, out var lied);
        if (lied) _draft.Note(NoteCodes.EncodingMismatch, "The text is not in the character set that its part names.", _position, part.ContentType.Charset);
        return text;
    }

    private static bool IsYes(string? value) => value is not null && value.Trim().Equals("yes", StringComparison.OrdinalIgnoreCase);

    // Both stay in the text: only a person can tell a contact for readers from one for the press.
    private void Point(string text)
    {
        if (text.Contains("\n" + FlowedText.SignatureLine + "\n", StringComparison.Ordinal) || text.Contains("\n--\n", StringComparison.Ordinal))
            _draft.Note(NoteCodes.MailSignature, "The text ends in a signature, which was kept.", _position);
        if (text.AsSpan().ContainsAny(Signs) && Disclaimers.Any(words => text.Contains(words, StringComparison.OrdinalIgnoreCase)))
            _draft.Note(NoteCodes.MailSignature, "The text holds a disclaimer, which was kept.", _position);
    }

    // Each disclaimer holds one of these; they are few and ASCII, which is searched many times faster.
    private static readonly SearchValues<string> Signs = SearchValues.Create(["intended", "confiden", "vertrauliche", "Adressat", "destinata"], StringComparison.OrdinalIgnoreCase);

    private static readonly string[] Disclaimers =
        ["intended recipient", "intended solely for", "is confidential and", "vertrauliche Informationen", "nicht der richtige Adressat", "destinataire prévu", "strictement confidentiel", "destinatario previsto"];
}
