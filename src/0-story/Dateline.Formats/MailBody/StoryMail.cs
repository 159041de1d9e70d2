using System.Text;
using Dateline.Formats.HtmlDocument;
using Dateline.Formats.PlainText;
using Dateline.Formats.Text;
using Dateline.News;

namespace Dateline.Formats.MailBody;

/// <summary>A story as the body of a mail: the same words as plain text and as HTML, and the line for the subject. Who sends it, and to whom, is the sender's business.</summary>
/// <param name="Subject">One line, with what restricts use in front of the headline. Never a line break.</param>
/// <param name="Text">Plain text, lines ending in CRLF.</param>
/// <param name="Html">HTML of at most <see cref="MaxHtml"/> bytes of UTF-8: larger ones are cut off by mail programs.</param>
/// <param name="Notes">What it could not say.</param>
public sealed record StoryMail(string Subject, string Text, string Html, IReadOnlyList<ReadNote> Notes)
{
    /// <summary>The most bytes of HTML that go into a mail.</summary>
    public const int MaxHtml = 100 * 1024;

    // Foot and the word that it was cut need room too.
    private const int RoomForFoot = 6 * 1024;

    /// <summary>The mail of <paramref name="item"/>.</summary>
    public static StoryMail Of(NewsItem item, WriteOptions options)
    {
        var notes = StoryStatements.LeftOut(item, "A mail");
        var html = new HtmlPage(item, options).Document(MaxHtml - RoomForFoot, out var isCut);
        if (isCut) notes.Add(new(NoteCodes.CannotSay, $"The HTML of a mail may have {MaxHtml} bytes: the text was cut at the end of a paragraph. The plain text is whole.", new(Pointer: "/text")));
        return new(SubjectOf(item), PlainTextWriter.Text(item, options, "\r\n"), html, notes);
    }

    private static string SubjectOf(NewsItem item)
    {
        var statements = StoryStatements.Of(item);
        var subject = new StringBuilder();
        // A correction is said twice over its text, as a signal and with what was wrong: in front of a headline once.
        foreach (var label in statements.Top.Where(static s => s.Kind is "kill" or "hold" or "embargo" or "advisory" or "correction").Select(static s => s.Label).Distinct()) subject.Append(label).Append(": ");
        // A desk knows a story by its slugline: of what is killed that alone stands here.
        subject.Append((statements.ShowsText ? item.Content.Headline?.Text : null) ?? item.Content.Slugline?.Text ?? item.Guid);
        return NewsText.OneLine(subject.ToString())!;
    }
}
