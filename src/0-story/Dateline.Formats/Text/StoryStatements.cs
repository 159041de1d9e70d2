using System.Globalization;
using Dateline.Formats.Ninjs;
using Dateline.News;

namespace Dateline.Formats.Text;

/// <summary>One thing that a document made for people has to say in words.</summary>
/// <param name="Kind">What it is, for looks: "kill", "hold", "embargo", "advisory", "correction", "update", "note", "foot".</param>
/// <param name="Label">Its heading ("EMBARGO").</param>
/// <param name="Words">The sentence; may have several lines.</param>
internal readonly record struct Statement(string Kind, string Label, string Words)
{
    /// <summary>Whether readers may see it: who else wrote, and whose it is.</summary>
    internal bool IsPublic => Label is "With files from" or "Credit" or "Rights";
}

/// <summary>
/// What plain text, HTML, Markdown and mail say in words because they have no fields: at the top what restricts use or changes what was sent before,
/// at the foot whose it is. What none of them can say comes back as notes.
/// </summary>
internal sealed class StoryStatements
{
    private readonly List<Statement> _top = [];
    private readonly List<Statement> _foot = [];

    private StoryStatements(NewsItem item)
    {
        ShowsText = !item.IsKill;
        AddStatus(item);
        AddChanges(item);
        if (item.Content.EdNote is { } note) _top.Add(new("note", "NOTE TO EDITORS", note));
        AddFoot(item);
    }

    /// <summary>What stands over the headline, the most restrictive first.</summary>
    internal IReadOnlyList<Statement> Top => _top;

    /// <summary>What stands under the text.</summary>
    internal IReadOnlyList<Statement> Foot => _foot;

    /// <summary>Whether headline and text are shown at all: a kill repeats nothing of what it kills.</summary>
    internal bool ShowsText { get; }

    internal static StoryStatements Of(NewsItem item) => new(item);

    /// <summary>A moment as people read it, with its zone.</summary>
    internal static string Moment(Instant moment)
    {
        var time = moment.ToDateTimeOffset();
        return time.ToString(time.Ticks % TimeSpan.TicksPerMinute == 0 ? "d MMMM yyyy, HH:mm 'UTC'" : "d MMMM yyyy, HH:mm:ss.FFFFFF 'UTC'", CultureInfo.InvariantCulture);
    }

    /// <summary>When something was made, as people read it: to the second. What restricts use is never cut.</summary>
    internal static string Made(Instant moment) => Moment(new(moment.Microseconds - (moment.Microseconds % 1_000_000 + 1_000_000) % 1_000_000));

    // ---- top ------------------------------------------------------------------------------------------------------------------------

    private void AddStatus(NewsItem item)
    {
        if (item.IsKill) _top.Add(new("kill", "KILL", "This story is withdrawn and must not be used. If you have used it, remove it."));
        else if (item.Status == PubStatus.Withheld) _top.Add(new("hold", "HOLD", "This story is held back and must not be used until it is released."));
        if (item.Embargo.UntilFurtherNotice) _top.Add(new("embargo", "EMBARGO", "Not for use until further notice."));
        else if (item.Embargo.Until is { } until) _top.Add(new("embargo", "EMBARGO", $"Not for use before {Moment(until)}."));
        if (item.IsAdvisory) _top.Add(new("advisory", "ADVISORY", "To editors. Not for publication."));
    }

    private void AddChanges(NewsItem item)
    {
        foreach (var signal in item.Signals)
            if (Words(signal, item) is { } statement) _top.Add(statement);
        if (item.Content.TakeKey is { } key) _top.Add(new("update", "VERSION", key));
        if (!ShowsText) return;
        foreach (var notice in item.Notices)
            _top.Add(new("correction", notice.Kind switch { NoticeKind.Correction => "CORRECTION", NoticeKind.Clarification => "CLARIFICATION", _ => "EDITOR'S NOTE" }, $"{notice.Text} ({Made(notice.At)})"));
    }

    private static Statement? Words(Signal signal, NewsItem item) => signal.Kind switch
    {
        SignalKind.Correction => new("correction", "CORRECTION", "This version corrects the one before."),
        SignalKind.Update when !item.IsKill => new("update", "UPDATE", "This version replaces the one before."),
        SignalKind.Refile => new("update", "REFILE", "Sent again without a change of fact."),
        SignalKind.EmbargoLift => new("embargo", "EMBARGO LIFTED", "The embargo on the version before is over."),
        _ => null,
    };

    // ---- foot -------------------------------------------------------------------------------------------------------------------------

    private void AddFoot(NewsItem item)
    {
        var content = item.Content;
        if (ShowsText && content.WithFilesFrom.Count > 0) Foots("With files from", string.Join("; ", content.WithFilesFrom.Select(c => c.Place is null ? c.Name : $"{c.Name}, {c.Place}")));
        if (content.Credit is { } credit) Foots("Credit", credit);
        if ((content.Rights.Notice ?? content.Rights.Holder) is { } owner) Foots("Rights", owner);
        if (content.Rights.UsageTerms is { } terms) Foots("Terms", terms);
        if (NinjsRights.InWords(content.Rights) is { Length: > 0 } words) Foots("Terms", words);
        if (content.Rights.Expires is { } expires) Foots("Terms", $"Not to be shown after {Moment(expires)}.");
        if (ShowsText && content.Slugline is { } slugline) Foots("Slugline", slugline.Text);
        if (item.Provider is { } provider) Foots("From", provider.Name ?? provider.Code ?? "");
        Foots("Item", item.Version is null ? item.Guid : $"{item.Guid}, version {item.Version}");
        if (item.VersionCreated is { } made) Foots("Version of", Made(made));
        foreach (var group in content.Groups) Foots(group.Role ?? "Holds", string.Join("; ", group.Items.Select(i => i.Title ?? i.Guid ?? i.Href)));
    }

    private void Foots(string label, string words) => _foot.Add(new("foot", label, words));

    // ---- what can't be said ----------------------------------------------------------------------------------------------------------------

    /// <summary>Notes on what a document for people in <paramref name="format"/> leaves out. The note for staff is not among them: it never leaves the newsroom.</summary>
    /// <param name="item">The item.</param>
    /// <param name="format">What the notes call the format.</param>
    /// <param name="isPlain">Whether its text is lines of characters, in which quotes are all alike and nothing stands but words.</param>
    internal static List<ReadNote> LeftOut(NewsItem item, string format, bool isPlain = false)
    {
        var notes = new List<ReadNote>();
        var content = item.Content;
        Note(item.Kind is not (ItemKind.Text or ItemKind.Package or ItemKind.Picture), "kind", item.Kind.ToString());
        Note(item.Priority is not null, "priority", null);
        Note(content.Urgency is not null && format != Urgent, "urgency", content.Urgency?.ToString());
        Note(content.Subjects.Count > 0 && format != Urgent, "subjects", string.Join(", ", content.Subjects.Select(s => s.Code)));
        Note(content.Genres.Count > 0, "genres", string.Join(", ", content.Genres.Select(g => g.Code)));
        Note(content.Keywords.Count > 0, "keywords", string.Join(", ", content.Keywords));
        Note(content.Located is not null || content.Places.Count > 0, "places", string.Join(", ", content.Places.Select(p => p.Name)));
        Note(item.Links.Count > 0, "links", string.Join(", ", item.Links.Select(l => l.Guid ?? l.Href)));
        Note(content.Bylines.Any(b => b.Code is not null), "codes of writers", null);
        Note(item.IsKill && !content.Body.IsEmpty, "text", null);
        if (isPlain && !item.IsKill) NotePieces(content.Body);
        return notes;

        // As plain text a pull-quote is a quote, and pictures stand behind the text.
        void NotePieces(StoryHtml body)
        {
            Note(body.Markup.Contains($"<blockquote class=\"{StoryHtml.PullQuote}\"", StringComparison.Ordinal), "pull-quotes", null);
            Note(body.Markup.Contains("<figure ", StringComparison.Ordinal), "where pictures stand in the text", string.Join(", ", body.Blocks().Select(b => b.Reference).OfType<string>()));
        }

        void Note(bool isLeftOut, string what, string? text)
        {
            if (isLeftOut) notes.Add(new(NoteCodes.CannotSay, $"{format} has no place for this: {what}.", new(Pointer: "/" + what.Replace(' ', '-')), text is { Length: > 200 } ? text[..200] : text is "" ? null : text));
        }
    }

    /// <summary>The one format for people that has fields for urgency and category.</summary>
    internal const string Urgent = "IPTC 7901";
}
