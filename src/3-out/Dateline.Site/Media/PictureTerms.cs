using Dateline.News;
using Dateline.Store.Database;
using Dateline.Store.Intake;
using Dateline.Store.Stories;

namespace Dateline.Site.Media;

/// <summary>
/// Usage terms hold for pictures as for text: those a picture's own item has, and those a story states for a picture it carries.
/// Of all that are stated for a file, the strictest decides, for its page and for its bytes alike.
/// </summary>
internal static class PictureTerms
{
    /// <summary>Whether the terms let the readers of a site see a file now; <paramref name="until"/> is told every moment at which that may end.</summary>
    internal static bool Allow(Db db, MediaFile file, Instant now, SiteOptions? site, Action<Instant?>? until = null)
    {
        foreach (var rights in Stated(db, file))
        {
            if (rights.NoWeb || rights.Expires <= now || site?.IsWithin(rights) == false) return false;
            until?.Invoke(rights.Expires);
        }
        return true;
    }

    private static IEnumerable<Rights> Stated(Db db, MediaFile file)
    {
        foreach (var story in MediaFiles.ShownBy(db, file.Key))
        {
            var content = PublicStories.Text(db, story.Id)?.Content ?? story.Content;
            if (story.Kind is ItemKind.Picture or ItemKind.Graphic) yield return content.Rights;
            foreach (var picture in content.Pictures)
                if (picture.Rights != Rights.None && MediaFiles.Of(db, story, picture)?.Key == file.Key) yield return picture.Rights;
        }
    }
}
