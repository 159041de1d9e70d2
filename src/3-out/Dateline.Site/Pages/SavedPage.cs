using Dateline.Site.Caching;
using Dateline.Site.Reading;
using Dateline.Site.Theme;

namespace Dateline.Site.Pages;

/// <summary>What a reader kept for later. The page is the same for everyone: the list is in the reader's browser, and the page's script writes it.</summary>
internal sealed class SavedPage(House house)
{
    internal PageAnswer? Paint(string path, PublicView view)
    {
        var language = house.ForPath(path);
        if (path != language.Root + "/saved") return null;
        return PageAnswer.Show(Layout.Page(house, new Frame
        {
            Language = language,
            Title = language.Words.Saved,
            Path = path,
            IsIndexed = false,
            SkipTo = "saved",
            HasTools = true,
            Alternates = [.. house.Languages.Where(l => l != language).Select(l => new Alternate(l.Tag, l.Words.Name, l.Root + "/saved"))],
            Body = new AspNetCoreGeneratedDocument.Pages_Saved { Model = language },
        }));
    }
}
