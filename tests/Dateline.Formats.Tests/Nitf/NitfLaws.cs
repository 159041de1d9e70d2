using System.Text.RegularExpressions;
using CsCheck;
using Dateline.News;

namespace Dateline.Formats.Tests.Nitf;

public sealed partial class NitfLaws : WireFormatLaws
{
    protected override string Format => "nitf";

    protected override IReadOnlyList<byte[]> Documents { get; } = CorpusFiles.Good("nitf");

    protected override IReadOnlyList<IWireWriter> FormatWriters { get; } = [WireFormats.Writer("nitf")!, WireFormats.Writer("nitf-plain")!];

    private protected override Gen<NewsItem> Items => ItemGen.Texts;

    /// <summary>The text without the emphasis that preformatted text in NITF can't hold.</summary>
    internal static StoryHtml AsNitfSaysIt(StoryHtml body)
    {
        var markup = Preformatted().Replace(body.Markup, m => m.Value.Replace("<strong>", "", StringComparison.Ordinal).Replace("</strong>", "", StringComparison.Ordinal));
        Assert.True(StoryHtml.TryRead(markup, out var plain));
        return plain;
    }

    [GeneratedRegex("<pre>.*?</pre>", RegexOptions.Singleline)]
    private static partial Regex Preformatted();

    // What NITF has no place for (the writer notes it), and what it says in other words.
    protected override NewsItem Comparable(NewsItem item)
    {
        var content = item.Content;
        return item with
        {
            FirstCreated = null,
            Provider = item.Provider is { } provider ? new Provider(null, provider.Name ?? provider.Code) : null,
            Signals = [.. item.Signals.Where(s => s.Kind is not (SignalKind.Other or SignalKind.Advisory or SignalKind.Alarm)).Select(s => new Signal(s.Kind, "")).Distinct().OrderBy(s => s.Kind)],
            Embargo = item.Status == PubStatus.Usable ? item.Embargo : Embargo.None,
            Links = [.. item.Links.Where(l => l.Kind == LinkKind.Corrects && item.Has(SignalKind.Correction)).Take(1).Select(l => new ItemLink(LinkKind.Corrects, l.Guid))],
            Notices = [],
            Content = content with
            {
                Placeline = content.Placeline ?? (content.Located is { } l ? Placeline.From(l.Country is null ? l.Name : l.Name + ", " + l.Country) : null),
                Genres = [.. content.Genres.Select(g => new Concept(g.Code))],
                Subjects = [.. content.Subjects.Distinct()],
                Body = AsNitfSaysIt(content.Body),
                StaffNote = null,
                Credit = null,
                WithFilesFrom = [],
                Rights = content.Rights with { UsageTerms = null, Territories = [], NotForClientClasses = [], NoWeb = false, MandatoryCredit = null },
                Pictures = [.. content.Pictures.Select(p => p with { Rights = Rights.None, Renditions = [.. p.Renditions.Select(r => r with { Size = null })] })],
            },
        };
    }
}
