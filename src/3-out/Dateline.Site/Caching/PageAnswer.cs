using Dateline.Site.Reading;

namespace Dateline.Site.Caching;

/// <summary>What a handler made of an address: a page to show (kept), a notice (never kept), or another address to go to.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Page">The bytes; null for a redirect.</param>
/// <param name="Location">Where to go; null for a page.</param>
internal sealed record PageAnswer(int Status, SitePage? Page, string? Location = null)
{
    /// <summary>When the look was taken that it was made from, and until when that can be true.</summary>
    internal PublicView? View { get; set; }

    internal static PageAnswer Show(SitePage page) => new(200, page);

    internal static PageAnswer GoTo(string location) => new(301, null, location);
}
