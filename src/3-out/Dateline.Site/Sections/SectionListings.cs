using Dateline.Site.Front;
using Dateline.Site.Lists;
using Dateline.Site.Reading;
using Dateline.Site.Sites;
using Dateline.Site.Theme;
using Dateline.Store.Stories;

namespace Dateline.Site.Sections;

/// <summary>The fronts of sections: the latest of those of the newest stories that a section takes.</summary>
internal sealed class SectionListings(House house, SiteBook book) : IListings
{
    /// <summary>How far back sections look: so many of the newest stories of a language. What is older is in the archive and found by topic.</summary>
    internal const int Window = 2000;

    private const int Most = 40;

    public Listing? Find(string path, PublicView view)
    {
        var language = house.ForPath(path);
        if (path.Length <= language.Root.Length + 1 || book.Sections.Find(path[(language.Root.Length + 1)..]) is not { } section) return null;
        var name = section.NameIn(language.Tag);
        var filled = FrontFilling.Of(view, book, view.Arranged($"{language.Tag}/{section.Key}"), In(section, view.Latest(language.Tag, Window), book.Cards, view), Most, Most);
        return new Listing
        {
            Language = language,
            Path = path,
            Title = name,
            Description = Words.Fill(language.Words.SectionDescription, name, house.Name),
            Stories = filled.Stories,
            Pinned = filled.Top,
            // A section without a line of its own has the front's.
            Bar = filled.Bar ?? view.Arranged(language.Tag).Bar,
            NoneText = language.Words.SectionEmpty,
            Alternates = [.. house.Languages.Where(l => l != language).Select(l => new Alternate(l.Tag, l.Words.Name, l.Root + "/" + section.Slug))],
            HasLead = true,
            Section = section.Slug,
        };
    }

    /// <summary>Those of listed stories that a section takes.</summary>
    internal static IEnumerable<PublicStanding> In(SiteSection section, IEnumerable<PublicStanding> listed, StoryCards cards, PublicView view) =>
        listed.Where(s => cards.Of(view, s)?.Place.Sections.Any(s => s.Key == section.Key) == true);
}
