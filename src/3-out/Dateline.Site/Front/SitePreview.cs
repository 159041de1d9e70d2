using Dateline.News;
using Dateline.Site.Reading;
using Dateline.Site.Sites;
using Dateline.Store;
using Dateline.Store.Fronts;

namespace Dateline.Site;

/// <summary>A page of a site as it would be, and the policy that goes with it. It is for the newsroom's eyes: nothing of it is kept, and no reader is served it.</summary>
/// <param name="Html">The page, UTF-8.</param>
/// <param name="ContentSecurity">Its policy: the site's own, but that the newsroom may show it in a frame, where nothing of it runs.</param>
public sealed record PreviewedPage(ReadOnlyMemory<byte> Html, string ContentSecurity);

/// <summary>Shows the newsroom a front as it will be at a moment, with the arrangement that holds then or with one that is only tried.</summary>
public sealed class SitePreview
{
    private readonly SiteSet _sites;
    private readonly NewsStore _store;

    internal SitePreview(SiteSet sites, NewsStore store) => (_sites, _store) = (sites, store);

    /// <summary>The front of a place ("en", "fr/world") of a site; null: there is none.</summary>
    /// <param name="site">The site's code.</param>
    /// <param name="place">The place, without the site's code.</param>
    /// <param name="at">The moment; one that is over is now.</param>
    /// <param name="plan">An arrangement to try; null: the one that holds then.</param>
    /// <param name="seesHidden">Whether whoever looks may see what is not open now.</param>
    public PreviewedPage? Front(string site, string place, Instant at, FrontPlan? plan, bool seesHidden)
    {
        if (_sites.All.FirstOrDefault(s => s.Book.Options.CodeOrMain == site) is not { } shown) return null;
        var now = _store.Clock.Now();
        var (language, section) = place.IndexOf('/', StringComparison.Ordinal) is > 0 and var bar ? (place[..bar], place[(bar + 1)..]) : (place, null);
        if (shown.House.Languages.FirstOrDefault(l => l.Tag == language) is not { } spoken) return null;
        var path = section is null ? spoken.Front : $"{spoken.Root}/{section}";
        return _store.Read(db =>
        {
            var view = new PublicView(db, Instant.Max(at, now), shown.Book) { Ahead = (now, seesHidden), Tried = plan is null ? null : (shown.Book.PinPlace(place), plan) };
            return shown.PaintFront(path, section is not null, view)?.Page is { } page ? new PreviewedPage(page.Plain.Bytes, Framed(page.ContentSecurity.ToString())) : null;
        });
    }

    private static string Framed(string policy) => policy.Replace("frame-ancestors 'none'", "frame-ancestors 'self'", StringComparison.Ordinal) + "; sandbox";
}
