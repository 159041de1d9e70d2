using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Dateline.Formats.NewsMlG2;
using Dateline.Formats.PlainText;
using Dateline.Formats.Text;
using Dateline.News;

namespace Dateline.Formats.Iptc7901;

/// <summary>
/// Writes IPTC 7901: header line, keyword line, take key, headline and byline ending in "=", text in lines of at most 69 columns, date in GMT. Seven bits ("iptc7901"),
/// or Latin-1 ("iptc7901-latin1"). No control character but the format's own. What the format has no field for is said in words at the head of the text;
/// the receiver's desk hears a kill, an embargo or a correction as its own reader hears them.
/// </summary>
internal sealed class Iptc7901Writer(bool eightBits) : IWireWriter
{
    private const int Width = 69;
    private const char Soh = '\u0001', Stx = '\u0002', Etx = '\u0003', Eot = '\u0004';

    /// <summary>The writer of seven bits.</summary>
    internal static Iptc7901Writer Ascii { get; } = new(eightBits: false);

    /// <summary>The writer of Latin-1.</summary>
    internal static Iptc7901Writer Latin1 { get; } = new(eightBits: true);

    public string Name => eightBits ? "iptc7901-latin1" : "iptc7901";

    public string ContentType => eightBits ? "text/plain; charset=iso-8859-1" : "text/plain; charset=us-ascii";

    public WriteResult Write(NewsItem item, WriteOptions options)
    {
        var notes = StoryStatements.LeftOut(item, StoryStatements.Urgent, isPlain: true);
        var lost = new List<char>();
        var statements = StoryStatements.Of(item);
        var head = Head(item, statements, lost);
        var text = Text(item, statements, notes, lost);
        var message = new StringBuilder().Append(Soh);
        foreach (var line in head) message.Append(line).Append("\r\n");
        message.Append(Stx);
        foreach (var line in text) message.Append(line).Append("\r\n");
        message.Append(Etx).Append(Stamp(item, notes)).Append("\r\n").Append(Eot);
        if (lost.Count > 0) notes.Add(new(NoteCodes.CannotSay, "Some characters have no form in this character set; \"?\" was written.", new(Pointer: "/text"), new string([.. lost.Take(60)])));
        return new(Encoding.Latin1.GetBytes(message.ToString()), notes);
    }

    // ---- header ---------------------------------------------------------------------------------------------------------------------

    private List<string> Head(NewsItem item, StoryStatements statements, List<char> lost)
    {
        var content = item.Content;
        var category = content.Subjects.Select(WireCategories.Letters).FirstOrDefault(l => l is not null) ?? "GEN";
        var urgency = statements.ShowsText ? content.Urgency?.Value ?? 4 : Math.Min(content.Urgency?.Value ?? 2, 2);
        var head = new List<string> { $"dtl{Number(item)} {urgency} {category.ToLowerInvariant()} {Math.Min(content.Body.WordCount, 99999):0000}" };
        if (Plain(content.Slugline?.Text ?? "news", lost) is { Length: > 0 } slug) head.Add(Cut(slug.TrimEnd('/', '=', ' ')) + "/");
        if (TakeKey(item) is { } key) head.Add(Cut(Plain(key, lost)));
        return head;
    }

    /// <summary>Four digits that the same version of the same item always has: the format's number counts messages, and a writer that keeps nothing can't count.</summary>
    private static string Number(NewsItem item)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(item.Guid + "\n" + item.Version));
        return ((hash[0] << 8 | hash[1]) % 10_000).ToString("0000", CultureInfo.InvariantCulture);
    }

    private static string? TakeKey(NewsItem item)
    {
        if (item.IsKill) return "KILL";
        if (item.Content.TakeKey is { } key && TakeLine.Read(key, out _, inHeader: true)) return key;
        if (item.Has(SignalKind.Correction)) return "CORRECTION";
        if (item.Has(SignalKind.Refile)) return "REFILE";
        if (item.IsAdvisory) return "ADVISORY";
        return item.Has(SignalKind.Update) ? "UPDATE" : null;
    }

    // ---- text -------------------------------------------------------------------------------------------------------------------------

    private List<string> Text(NewsItem item, StoryStatements statements, List<ReadNote> notes, List<char> lost)
    {
        var content = item.Content;
        var lines = new List<string>();
        var headline = statements.ShowsText ? content.Headline?.Text ?? content.Slugline?.Text ?? "Untitled" : "KILL: " + item.Guid;
        lines.AddRange(PlainBody.Wrapped(Plain(headline, lost).TrimEnd('=', ' ') + " =", Width));
        if (statements.ShowsText && content.Bylines.Count > 0) lines.AddRange(PlainBody.Wrapped(Plain(G2Bylines.Printed(content.Bylines, Language.From("en")), lost) + " =", int.MaxValue));
        if (statements.ShowsText && content.Dek is { } dek) AddDek(dek, lines, notes, lost);
        foreach (var statement in statements.Top) lines.AddRange(Statement(statement, item, lost));
        lines.Add("");
        if (statements.ShowsText) lines.AddRange(PlainBody.Lines(OpeningText.Woven(content.Body, content.Placeline), Width, text => Plain(text, lost)).Select(Public));
        foreach (var picture in statements.ShowsText ? content.Pictures : []) { lines.Add(""); lines.AddRange(PlainBody.Wrapped(Plain($"[Photo: {picture.Caption ?? picture.Headline} {picture.Credit}]", lost), Width)); }
        AddFoot(statements, lines, lost);
        return lines;
    }

    // Identity, terms and the like are for desks: they stand where readers of the format look for what is not to be published.
    private void AddFoot(StoryStatements statements, List<string> lines, List<char> lost)
    {
        foreach (var isPublic in (ReadOnlySpan<bool>)[true, false])
        {
            lines.Add("");
            if (!isPublic) lines.AddRange(["* * * *", "The following information is not for publication"]);
            foreach (var statement in statements.Foot)
                if (statement.IsPublic == isPublic) lines.AddRange(PlainBody.Wrapped(Plain($"{statement.Label}: {statement.Words.Replace('\n', ' ')}", lost), Width));
        }
    }

    // A second headline has one line; what is longer would be taken for the text.
    private void AddDek(string dek, List<string> lines, List<ReadNote> notes, List<char> lost)
    {
        var line = Plain(NewsText.OneLine(dek) ?? "", lost).TrimEnd('=', ' ');
        if (line.Length is > 0 and <= Width - 2) lines.Add(line + " =");
        else notes.Add(new(NoteCodes.CannotSay, "A summary of more than one line has no place.", new(Pointer: "/dek"), line.Length > 200 ? line[..200] : line));
    }

    // An embargo stands on a line of its own, in the form that readers of the format take for one.
    private IEnumerable<string> Statement(Statement statement, NewsItem item, List<char> lost)
    {
        if (statement.Kind == "embargo" && item.Embargo.Until is { } until) return ["EMBARGOED UNTIL " + until];
        if (statement.Kind == "embargo" && item.Embargo.UntilFurtherNotice) return ["EMBARGOED UNTIL further notice"];
        if (statement.Kind == "update" && statement.Label == "VERSION") return [];
        return PlainBody.Wrapped(Plain($"(Eds: {statement.Label}: {statement.Words.Replace('\n', ' ').Replace('(', '[').Replace(')', ']')})", lost), Width);
    }

    // Four stars would end the public text.
    private static string Public(string line) => line.Trim(' ', '*').Length == 0 && line.Contains('*', StringComparison.Ordinal) ? "* * *" : line.EndsWith('=') ? line + "." : line;

    private string Plain(string text, List<char> lost) => SevenBits.Of(text, eightBits, lost);

    private static string Cut(string line) => line.Length <= Width ? line : line[..Width].TrimEnd();

    private static string Stamp(NewsItem item, List<ReadNote> notes)
    {
        if (item.VersionCreated is { } made) return made.ToDateTimeOffset().ToString("ddHHmm 'GMT' MMM yy", CultureInfo.InvariantCulture);
        notes.Add(new(NoteCodes.CannotSay, "A message ends in its date; the item states none, and none was written.", new(Pointer: "/versionCreated")));
        return "";
    }
}
