using Dateline.Formats;
using Dateline.News;

namespace Dateline.App.Commands.Wires;

/// <summary>One item of a file, or why there is none.</summary>
/// <param name="File">The file's name as it was given.</param>
/// <param name="Number">Which item of several, from 1; null where the file holds one.</param>
/// <param name="Read">What the file was read as.</param>
/// <param name="Item">The item.</param>
/// <param name="Failure">Why it could not be read.</param>
/// <param name="Notes">What was odd about it; the first item of a file has what was odd about the file too.</param>
internal sealed record InspectedItem(string File, int? Number, ReadResult Read, NewsItem? Item, ReadFailure? Failure, IReadOnlyList<ReadNote> Notes)
{
    /// <summary>The items in order. A file of which nothing can be read, or that holds nothing, gives one without item.</summary>
    internal static IEnumerable<InspectedItem> Of(string file, ReadResult read)
    {
        if (read.Items.Count == 0) return [new(file, null, read, null, read.Failure, read.Notes)];
        return read.Items.Select((item, at) => new InspectedItem(file, read.Items.Count > 1 ? at + 1 : null, read, item.Item, item.Failure, at == 0 ? [.. read.Notes, .. item.Notes] : item.Notes));
    }

    /// <summary>The identity as the source states it; null where it states none and one was made for it.</summary>
    internal string? Guid => Notes.Any(n => n.Code == NoteCodes.GuidDerived) ? null : Item?.Guid;

    /// <summary>The names of those who wrote it, as readers see them, without "By"; null where none is named.</summary>
    internal string? Byline => Item is { Content.Bylines: { Count: > 0 } writers } ? string.Join(", ", writers.Select(w => w.Name)) : null;

    /// <summary>The text; of a picture, which has none, its caption. Null where there is neither.</summary>
    internal StoryHtml? Body => Item is not { Content: var content } ? null
        : !content.Body.IsEmpty ? content.Body
        : Item.Kind is ItemKind.Picture or ItemKind.Graphic && content.Pictures is [{ Caption: { } caption }, ..] ? StoryHtml.FromParagraphs([caption]) : null;

    /// <summary>From when it may be used: a time, "until-further-notice", "unclear"; null where it may be now.</summary>
    internal string? Embargo => Item is not { Embargo: { IsNone: false } embargo } ? null : embargo.Until?.ToString() ?? (embargo.Ambiguous ? "unclear" : "until-further-notice");
}
