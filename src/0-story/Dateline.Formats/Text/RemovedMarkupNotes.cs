using Dateline.News;

namespace Dateline.Formats.Text;

/// <summary>Says once of each kind of thing that it was taken out of a text.</summary>
internal static class RemovedMarkupNotes
{
    internal static Action<RemovedMarkup> For(ItemDraft draft, WirePosition position)
    {
        var told = new HashSet<string>(StringComparer.Ordinal);
        return what =>
        {
            if (told.Add(what.Name)) draft.Note(what.IsActive ? NoteCodes.ActiveContentRemoved : NoteCodes.MarkupRemoved, what.IsActive ? "Active content was taken out of the text." : "Markup was taken out of the text.", position, what.Name);
        };
    }
}
