using Dateline.News;

namespace Dateline.Site.Live;

/// <summary>
/// A story told as it happens: one story with the genre <c>dateline:live</c> opens it, and each entry is a story of its own with the genre <c>dateline:entry</c> that follows it, so that both share an address.
/// An entry is sent, embargoed, corrected, held and killed like any story, alone or with its chain, and every rule of the gate holds for it; nothing about it is told in another way than by the wire log.
/// When it is over the opening story's genre becomes <c>dateline:live-over</c>: the page stays, and no longer listens.
/// </summary>
internal static class LiveStory
{
    private const string Running = "dateline:live", Over = "dateline:live-over", Entry = "dateline:entry";

    internal static bool Is(StoryContent content) => Has(content, Running) || Has(content, Over);

    internal static bool IsRunning(StoryContent content) => Has(content, Running) && !Has(content, Over);

    internal static bool IsEntry(StoryContent content) => Has(content, Entry);

    private static bool Has(StoryContent content, string genre) => content.Genres.Any(g => g.Code == genre);
}
