using Dateline.Newsroom.Staff;

namespace Dateline.Newsroom.Outside;

/// <summary>The page's one style, within it: its hash stands in the page's policy, and nothing else is loaded.</summary>
internal static class DraftAssets
{
    internal static StaffAssets.Asset Style { get; } = new("draft.css", "Outside");
}
