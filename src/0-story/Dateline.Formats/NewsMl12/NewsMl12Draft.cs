using Dateline.Formats.Nitf;
using Dateline.Formats.Text;
using Dateline.Formats.Xml;
using Dateline.News;

namespace Dateline.Formats.NewsMl12;

/// <summary>A NewsItem while it is being read.</summary>
internal sealed class NewsMl12Draft(ReadOptions options) : ItemDraft(options)
{
    // Nobody reads more, and adding line to line must not cost the square of a hostile document.
    private const int LongestNote = 20_000;

    /// <summary>The domain of who made the item ("np.example").</summary>
    internal string? ProviderId { get; set; }
    internal string? DateId { get; set; }
    internal string? NewsItemId { get; set; }
    /// <summary>RevisionId/@Update.</summary>
    internal string? Update { get; set; }
    /// <summary>Identification/NameLabel.</summary>
    internal string? NameLabel { get; set; }
    /// <summary>NewsLines/KeywordLine, in order.</summary>
    internal List<string>? KeywordLines { get; set; }
    /// <summary>What the envelope calls the service and product.</summary>
    internal string? Service { get; set; }
    /// <summary>The status as stated, where it says that there is an embargo.</summary>
    internal bool IsEmbargoed { get; set; }
    /// <summary>When the status changes to one that is usable, and where that stands.</summary>
    internal (string? Text, WirePosition Position)? Change { get; set; }
    /// <summary>Where the status stands.</summary>
    internal WirePosition StatusPosition { get; set; }
    /// <summary>NewsItemRef: what the components hold by reference.</summary>
    internal List<ItemLink>? References { get; set; }
    /// <summary>The outermost component.</summary>
    internal Component? Root { get; set; }
    /// <summary>The first Duid of a component; null where none has one.</summary>
    internal string? Duid => Root?.All().Select(c => c.Duid).FirstOrDefault(d => d is not null);

    internal void AddNote(string? note)
    {
        if (note is not null && (EdNote is null || EdNote.Length < LongestNote && !EdNote.Contains(note, StringComparison.Ordinal))) EdNote = EdNote is null ? note : XmlLines.Join(EdNote, note);
    }

    /// <summary>Whether it is from who is known by one of <paramref name="names"/>: in its domain, its guid, its provider.</summary>
    internal bool IsFrom(params ReadOnlySpan<string> names) => AgencyName.IsOneOf(names, Guid, ProviderId, Provider?.Code, Provider?.Name);
}

/// <summary>One NewsComponent: what it is for, what it says of its content, and the content.</summary>
internal sealed class Component
{
    /// <summary>The component around it; null for the outermost.</summary>
    internal Component? Parent { get; init; }
    /// <summary>Role/@FormalName, or the role of what is around it where it states none.</summary>
    internal string? Role { get; set; }
    internal string? Duid { get; init; }
    internal string? Language { get; set; }
    internal string? Headline { get; set; }
    internal string? SubHeadline { get; set; }
    internal string? Byline { get; set; }
    internal List<Byline>? Bylines { get; set; }
    internal string? BylineTitle { get; set; }
    internal string? Dateline { get; set; }
    internal string? Slugline { get; set; }
    internal string? Credit { get; set; }
    internal List<Component> Children { get; } = [];
    internal List<Content> Contents { get; } = [];

    /// <summary>This one, and those around it.</summary>
    internal IEnumerable<Component> Path()
    {
        for (var at = this; at is not null; at = at.Parent) yield return at;
    }

    /// <summary>This one and all inside it, in the document's order.</summary>
    internal List<Component> All()
    {
        var all = new List<Component>();
        AddTo(all);
        return all;
    }

    private void AddTo(List<Component> all)
    {
        all.Add(this);
        foreach (var child in Children) child.AddTo(all);
    }
}

/// <summary>One ContentItem: a text, or a file.</summary>
/// <param name="MediaType">MediaType/@FormalName.</param>
/// <param name="Text">The text; empty for a file.</param>
/// <param name="IsPreformatted">Whether line breaks in the text matter.</param>
/// <param name="Nitf">What the text's own head and body.head say, where it is NITF.</param>
/// <param name="File">The file; null for a text.</param>
internal sealed record Content(string? MediaType, StoryHtml Text, bool IsPreformatted, NitfDraft? Nitf, Rendition? File)
{
    internal bool IsPicture => File is not null && (MediaType is null ? File.ContentType?.StartsWith("image/", StringComparison.OrdinalIgnoreCase) == true
        : MediaType.Contains("photo", StringComparison.OrdinalIgnoreCase) || MediaType.Contains("image", StringComparison.OrdinalIgnoreCase) ||
          MediaType.Contains("graphic", StringComparison.OrdinalIgnoreCase) || MediaType.Contains("picture", StringComparison.OrdinalIgnoreCase));
}
