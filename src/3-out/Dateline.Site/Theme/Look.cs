using System.Security.Cryptography;
using System.Text;
using Dateline.Store.Database;
using Dateline.Store.Sites;

namespace Dateline.Site.Theme;

/// <summary>
/// How a site looks at present, in one piece: the theme, the logo, the style sheet that follows from them, and the policy that names this very sheet. A page takes all of it from one look, so that a theme which is
/// put in force meanwhile never leaves a page with a sheet that its policy forbids.
/// </summary>
internal sealed class Look
{
    private const int MostAds = 500;

    private Look(House house, SiteTheme theme, SiteLogo? logo, IReadOnlyList<SiteAd> ads, long revision, Func<string, string>? shown = null)
    {
        (Theme, Logo, Ads, Revision) = (theme, logo, ads, revision);
        var style = house.StyleOf(theme);
        Style = shown is null ? style : shown(style);
        ContentSecurity = Policy($"'sha256-{Hash(house.Script)}'", "trusted-types 'none'");
        LiveContentSecurity = Policy($"'sha256-{Hash(house.Script)}' 'sha256-{Hash(house.LiveScript)}'", "trusted-types live");
    }

    /// <summary>As the settings file has it.</summary>
    internal static Look OfSettings(House house) => new(house, house.Options.Theme, house.Options.Logo, [], -1);

    /// <summary>As it holds: what somebody chose on a screen, else the settings file.</summary>
    internal static Look Holding(House house, Db db, long revision)
    {
        var chosen = SiteThemes.Holding(db, house.Options.CodeOrMain)?.Theme;
        // What was kept could be read; a word that a later build does not know any more is as if nothing were chosen.
        var theme = chosen is null ? house.Options.Theme : SiteTheme.Read(chosen) is { IsDone: true, Value: var read } ? read : house.Options.Theme;
        return new(house, theme, LogoOf(house, db, chosen, revision), SiteAds.Standing(db, house.Options.CodeOrMain, MostAds), revision);
    }

    /// <summary>As it would be.</summary>
    /// <param name="house">The house.</param>
    /// <param name="db">The store.</param>
    /// <param name="theme">The theme that is tried.</param>
    /// <param name="dark">By night; else by day, whatever the reader's device prefers.</param>
    internal static Look Tried(House house, Db db, SiteTheme theme, bool dark) => new(house, theme, LogoOf(house, db, theme.Choice, SiteRevision.Of(db, house.Options.CodeOrMain)), SiteAds.Standing(db, house.Options.CodeOrMain, MostAds), -1, style => style
        .Replace("(prefers-color-scheme:dark)", dark ? "(min-width:0)" : "(max-width:0)", StringComparison.Ordinal)
        .Replace("color-scheme:light dark", dark ? "color-scheme:dark" : "color-scheme:light", StringComparison.Ordinal));

    /// <summary>How often the site had been changed when it was made; -1: it is as the settings file says, or only tried.</summary>
    internal long Revision { get; }

    internal SiteTheme Theme { get; }

    /// <summary>The logo in the masthead; null: the name stands there in letters.</summary>
    internal SiteLogo? Logo { get; }

    /// <summary>The advertisements that were not taken off, over or to come among them.</summary>
    internal IReadOnlyList<SiteAd> Ads { get; }

    /// <summary>The style sheet. It stands in every page: one trip to the server is all a reader waits for, and it is 3 KB of the compressed page.</summary>
    internal string Style { get; }

    /// <summary>Nothing but our own pictures, this very style sheet and our scripts.</summary>
    internal string ContentSecurity { get; }

    /// <summary>As <see cref="ContentSecurity"/>, for a page that hears of changes: it may ask this site, and read the answer as a page.</summary>
    internal string LiveContentSecurity { get; }

    /// <summary>The policy that goes with a page.</summary>
    /// <param name="isLive">Whether it hears of changes.</param>
    /// <param name="frames">The hosts that may be asked when a reader wants to see what is elsewhere.</param>
    internal string ContentSecurityOf(bool isLive, IReadOnlyCollection<string> frames)
    {
        var policy = isLive ? LiveContentSecurity : ContentSecurity;
        return frames.Count == 0 ? policy : policy + "; frame-src " + string.Join(' ', frames.Distinct().Order(StringComparer.Ordinal).Select(h => "https://" + h));
    }

    private static SiteLogo? LogoOf(House house, Db db, ThemeChoice? chosen, long revision) => chosen?.Logo switch
    {
        null => house.Options.Logo,
        ThemeChoice.NoLogo => null,
        { } name => house.Files.LogoOf(db, name, revision) ?? house.Options.Logo,
    };

    // What may be asked is this site and nobody else; those who measure pages ask for robots.txt in the page's name.
    private string Policy(string scripts, string more) =>
        $"default-src 'none'; img-src 'self'; style-src 'sha256-{Hash(Style)}'; script-src {scripts}; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'; {more}";

    private static string Hash(string text) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
