using System.Security.Cryptography;
using System.Text;
using Dateline.Formats.Text;
using Dateline.News;
using MimeKit;

namespace Dateline.Formats.MailBody;

/// <summary>Writes a story as the body of a mail (MIME, multipart/alternative: text, then HTML) with its subject. Sender, recipients, date and Message-ID are added by whoever sends it.</summary>
internal sealed class MailBodyWriter : IWireWriter
{
    internal static MailBodyWriter Instance { get; } = new();

    public string Name => "mail";

    public string ContentType => "message/rfc822";

    public WriteResult Write(NewsItem item, WriteOptions options)
    {
        CodePages.MakeKnown();
        var mail = StoryMail.Of(item, options);
        var body = new Multipart("alternative") { Boundary = "=_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(mail.Html)).AsSpan(0, 12)) };
        body.Headers.Insert(0, "Subject", Encoding.UTF8, mail.Subject);
        body.Headers.Insert(1, "MIME-Version", Encoding.UTF8, "1.0");
        body.Add(Part("plain", mail.Text));
        body.Add(Part("html", mail.Html));
        using var stream = new MemoryStream();
        var format = FormatOptions.Default.Clone();
        format.NewLineFormat = NewLineFormat.Dos;
        body.WriteTo(format, stream);
        return new(stream.ToArray(), mail.Notes);
    }

    private static TextPart Part(string subtype, string text)
    {
        var part = new TextPart(subtype) { ContentTransferEncoding = ContentEncoding.QuotedPrintable };
        part.SetText(Encoding.UTF8, text);
        return part;
    }
}
