using System.Text;
using Dateline.Delivery.Channels.Mail;
using Dateline.News;
using Dateline.Store.Keeping;
using MimeKit;

namespace Dateline.Delivery.Portal;

/// <summary>A mail of what is new in somebody's topics: one story or many, in plain text and in their language, each with its address in the portal.</summary>
internal sealed class AlertMail(PortalHouse house, Person person, Instant now)
{
    private readonly PortalWords _words = PortalWords.In(person.Language, house.Options);

    internal MimeMessage Of(IReadOnlyList<PortalEntry> entries, MailRelay relay, Guid id)
    {
        var mail = new MimeMessage { Subject = entries.Count == 1 ? Name(entries[0]) : _words.Fill("alert-subject", house.Name, entries.Count) };
        var text = new TextPart("plain") { ContentTransferEncoding = ContentEncoding.QuotedPrintable };
        text.SetText(Encoding.UTF8, Text(entries).ReplaceLineEndings("\r\n"));
        mail.Body = text;
        MailHead.Put(mail, relay, [person.Login], id, now);
        return mail;
    }

    private string Text(IReadOnlyList<PortalEntry> entries)
    {
        var text = new StringBuilder();
        foreach (var entry in entries)
        {
            if (entry.IsEmbargoed) text.AppendLine(entry.Ready.Standing.Embargo.Until is { } until ? $"*** {_words["embargoed"]} {_words.Fill("not-before", _words.Moment(until))} ***" : $"*** {_words["embargoed"]} {_words["embargo-further-long"]} ***");
            text.AppendLine(Name(entry)).AppendLine();
            if (entry.Content?.Dek is { } dek) text.AppendLine(dek).AppendLine();
            text.AppendLine(new Uri(house.Options.BaseUrl, entry.Path).AbsoluteUri).AppendLine().AppendLine("–").AppendLine();
        }
        return text.Append(_words.Fill("alert-why", house.Name)).AppendLine().AppendLine(new Uri(house.Options.BaseUrl, PortalModule.Root + "/topics").AbsoluteUri).ToString();
    }

    private string Name(PortalEntry entry)
    {
        var headline = NewsText.OneLine(entry.Content?.Headline?.Text);
        var name = entry.Slugline is { } slugline ? headline is null ? slugline : $"{slugline}: {headline}" : headline ?? _words["no-slug"];
        return entry.Type is "correction" ? $"{_words["type-correction"]} · {name}" : entry.IsEmbargoed ? $"{_words["embargoed"]} · {name}" : name;
    }
}
