using System.Text;
using System.Text.RegularExpressions;
using Dateline.News;
using Dateline.Site.Reading;
using Dateline.Site.Sections;
using Dateline.Site.Sites;
using Dateline.Store;
using Dateline.Store.Fronts;
using Dateline.Store.Sites;

namespace Dateline.Site;

/// <summary>A page of a site as it would be, and the policy that goes with it. It is for the newsroom's eyes: nothing of it is kept, and no reader is served it.</summary>
/// <param name="Html">The page, UTF-8.</param>
/// <param name="ContentSecurity">Its policy: the site's own, but that the newsroom may show it in a frame, where nothing of it runs.</param>
public sealed record PreviewedPage(ReadOnlyMemory<byte> Html, string ContentSecurity);

/// <summary>Shows the newsroom a front as it will be at a moment, with the arrangement that holds then or with one that is only tried; and a site's pages in a theme that is only tried.</summary>
public sealed partial class SitePreview
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
        if (Of(site) is not { } shown) return null;
        var now = _store.Clock.Now();
        var (language, section) = place.IndexOf('/', StringComparison.Ordinal) is > 0 and var bar ? (place[..bar], place[(bar + 1)..]) : (place, null);
        if (shown.House.Languages.FirstOrDefault(l => l.Tag == language) is not { } spoken) return null;
        return _store.Read(db =>
        {
            var view = new PublicView(db, Instant.Max(at, now), shown.Book) { Ahead = (now, seesHidden), Tried = plan is null ? null : (shown.Book.PinPlace(place), plan) };
            shown.Follow(db, view.Mark);
            var path = section is null ? spoken.Front : $"{spoken.Root}/{shown.Book.Sections.Meant(section)?.Slug ?? section}";
            return shown.PaintFront(path, section is not null, view)?.Page is { } page ? Framed(page, shown) : null;
        });
    }

    /// <summary>The theme that the settings file gives a site; null: there is no such site.</summary>
    public SiteTheme? ThemeOfSettings(string site) => Of(site)?.Book.Options.Theme;

    /// <summary>A site's front, or its newest story, as it would look with a theme that can be read; null: there is nothing to show.</summary>
    /// <param name="site">The site's code.</param>
    /// <param name="language">Which of its languages.</param>
    /// <param name="isStory">A story; else the front.</param>
    /// <param name="theme">The theme.</param>
    /// <param name="dark">By night.</param>
    public PreviewedPage? Try(string site, string language, bool isStory, SiteTheme theme, bool dark)
    {
        if (Of(site) is not { } shown || shown.House.Languages.FirstOrDefault(l => l.Tag == language) is not { } spoken) return null;
        var now = _store.Clock.Now();
        return _store.Read(db =>
        {
            var view = new PublicView(db, now, shown.Book);
            shown.Follow(db, view.Mark);
            return shown.PaintTried(shown.House.Trying(db, theme, dark), spoken, isStory, view) is { Page: { } page } ? Framed(page, shown) : null;
        });
    }

    /// <summary>Why one of a site's files can't be its logo; null: it can, or there is no such site or file.</summary>
    public Refusal? WhyNotLogo(string site, string file) =>
        Of(site) is { } asked && _store.Read(db => asked.House.Files.Find(db, file)) is { } found && SiteLogo.Read(found.Bytes) is { IsDone: false, Refusal: var refusal } ? refusal : null;

    /// <summary>Why sections can't be put in force on a site, each fault beside its field; none: they can, or there is no such site.</summary>
    public IReadOnlyList<SectionFault> FaultsOf(string site, IReadOnlyList<SectionChoice> sections) => Of(site) is { } asked ? SectionCheck.Run(asked.House, sections) : [];

    private OneSite? Of(string site) => _sites.All.FirstOrDefault(s => s.Book.Options.CodeOrMain == site);

    // A photo that readers can't see yet is at the newsroom's own address, whole; that asks who looks.
    [GeneratedRegex("""((?:src|srcset)="|, )/media/([A-Za-z0-9_]+)(?:-[A-Za-z0-9]+)?\.[a-z]+""", RegexOptions.CultureInvariant)]
    private static partial Regex Photos();

    // The frame stands at the newsroom's address: what only the site itself has is asked there. Nothing in it runs, so it may be of the newsroom's origin, and see the photos that only the newsroom may.
    private PreviewedPage Framed(Caching.SitePage page, OneSite site)
    {
        var policy = page.ContentSecurity.ToString().Replace("frame-ancestors 'none'", "frame-ancestors 'self'", StringComparison.Ordinal) + "; sandbox allow-same-origin";
        var (at, text) = (site.House.Base, Photos().Replace(Encoding.UTF8.GetString(page.Plain.Bytes), "$1/staff/media/$2"));
        if (site == _sites.Main) return new(Encoding.UTF8.GetBytes(text), policy);
        text = text.Replace("src=\"/logo", $"src=\"{at}/logo", StringComparison.Ordinal).Replace($"src=\"{Pages.OwnFiles.Folder}", $"src=\"{at}{Pages.OwnFiles.Folder}", StringComparison.Ordinal);
        return new(Encoding.UTF8.GetBytes(text), policy.Replace("img-src 'self'", "img-src 'self' " + at, StringComparison.Ordinal));
    }
}
