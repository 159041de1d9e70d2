using Dateline.Site.Caching;
using Dateline.Site.Lists;
using Dateline.Site.Reading;
using Dateline.Site.Theme;

namespace Dateline.Site.Topics;

/// <summary>A topic at the top, and what lies directly below it.</summary>
internal sealed record TopicGroup(ListLink Topic, IReadOnlyList<ListLink> Below);

/// <summary>The topics of the site.</summary>
internal sealed record TopicIndexView(HouseLanguage Language, IReadOnlyList<TopicGroup> Groups);

/// <summary>The tree of Media Topics, its two upper levels: the same whatever is published, so that it tells of nothing.</summary>
internal sealed class TopicIndex(House house)
{
    internal PageAnswer? Paint(string path, PublicView view)
    {
        var language = house.ForPath(path);
        if (path != language.Root + "/topics") return null;
        var groups = TopicTree.DirectlyBelow(null, language).Select(t => new TopicGroup(TopicListings.Link(t), [.. TopicTree.DirectlyBelow(t.Code, language).Select(TopicListings.Link)]));
        return PageAnswer.Show(Layout.Page(house, new Frame
        {
            Language = language,
            Title = language.Words.Topics,
            Description = Words.Fill(language.Words.TopicsDescription, house.Name),
            Path = path,
            SkipTo = "topics",
            Alternates = [.. house.Languages.Where(l => l != language).Select(l => new Alternate(l.Tag, l.Words.Name, l.Root + "/topics"))],
            Body = new AspNetCoreGeneratedDocument.Topics_TopicIndex { Model = new TopicIndexView(language, [.. groups]) },
        }));
    }
}
