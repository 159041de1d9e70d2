using Dateline.Formats.Xml;
using Dateline.News;

namespace Dateline.Formats.Nitf;

/// <summary>An NITF document while it is being read: also what it says in its own words, for the dialects to look at.</summary>
internal sealed class NitfDraft(ReadOptions options) : ItemDraft(options)
{
    private Dictionary<string, string>? _metas;

    /// <summary>head/title: often the headline, or the slugline.</summary>
    internal string? HeadTitle { get; set; }
    /// <summary>hedline/hl2.</summary>
    internal string? SubHeadline { get; set; }
    /// <summary>body.head/abstract.</summary>
    internal string? Abstract { get; set; }
    /// <summary>The byline as printed, title and all.</summary>
    internal string? BylineLine { get; set; }
    /// <summary>docdata/doc-id/@regsrc: who gave the document its id.</summary>
    internal string? Registrar { get; set; }
    /// <summary>docdata/du-key/@key: what the versions of a running story have in common.</summary>
    internal string? UpdateKey { get; set; }
    /// <summary>docdata/doc-scope/@scope.</summary>
    internal string? Scope { get; set; }
    /// <summary>docdata/key-list.</summary>
    internal List<string>? Keys { get; set; }
    /// <summary>body.head/distributor.</summary>
    internal string? Distributor { get; set; }
    /// <summary>docdata/date.release/@norm, with its place.</summary>
    internal (string Text, WirePosition Position)? Release { get; set; }
    /// <summary>docdata/@management-status, where it says that there is an embargo.</summary>
    internal bool IsEmbargoed { get; set; }
    /// <summary>Where it says so.</summary>
    internal WirePosition EmbargoPosition { get; set; }
    /// <summary>docdata/@management-doc-idref: the document that this one says something about.</summary>
    internal string? OtherDocument { get; set; }
    /// <summary>docdata/@management-idref-status: what it says about it.</summary>
    internal string? OtherStatus { get; set; }
    /// <summary>body.head/dateline/story.date/@norm.</summary>
    internal Instant? StoryDate { get; set; }

    /// <summary>The content of the meta element called <paramref name="name"/>, in any case; null where there is none.</summary>
    internal string? Meta(string name) => _metas?.GetValueOrDefault(name);

    internal void AddMeta(string name, string content) => (_metas ??= new(StringComparer.OrdinalIgnoreCase)).TryAdd(name, content);

    /// <summary>Whether one of the names under which a document says where it is from is <paramref name="agency"/>, or begins with it as a word.</summary>
    internal bool IsFrom(string agency) =>
        Is(Registrar, agency) || Is(Distributor, agency) || Is(Provider?.Name, agency) || Is(Provider?.Code, agency) || Is(Rights.Holder, agency) || Is(Credit, agency);

    // A dateline has room before the agency's sign: "Kessel, 24 ago (EFE).-".
    private const int LongestOpening = 60;

    /// <summary>Whether an agency's sign stands in the opening of the text, where nothing else says whose it is.</summary>
    internal bool OpensWith(string sign) => Body.Markup.AsSpan(0, Math.Min(Body.Markup.Length, LongestOpening)).Contains(sign, StringComparison.Ordinal);

    /// <summary>Tells <paramref name="item"/>, whose text this is, what its own metadata left open. A status only gets stricter.</summary>
    internal void TellTo(ItemDraft item)
    {
        item.Headline ??= Headline ?? News.Headline.From(HeadTitle);
        item.Dek ??= Abstract ?? SubHeadline;
        item.Placeline ??= Placeline;
        item.Located ??= Located;
        item.Bylines ??= Bylines;
        item.Urgency ??= Urgency;
        item.Subjects ??= Subjects;
        item.Slugline ??= News.Slugline.From(Meta("anpa-keyword") ?? Keys?[0]);
        item.Language ??= News.Language.From(RootLanguage);
        item.Pictures ??= Pictures;
        if (EdNote is { } note && item.EdNote?.Contains(note, StringComparison.Ordinal) != true) item.EdNote = item.EdNote is null ? note : XmlLines.Join(item.EdNote, note);
        if (StaffNote is { } staff) item.StaffNote = item.StaffNote is null ? staff : XmlLines.Join(item.StaffNote, staff);
        if (Status > item.Status) item.Status = Status;
        if (IsEmbargoed) item.Hold(Release?.Text, Release?.Position ?? EmbargoPosition);
    }

    private static bool Is(string? name, string agency) =>
        name is not null && name.StartsWith(agency, StringComparison.OrdinalIgnoreCase) && (name.Length == agency.Length || !char.IsLetterOrDigit(name[agency.Length]));
}
