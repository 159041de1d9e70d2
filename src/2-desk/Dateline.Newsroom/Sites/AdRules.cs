using Dateline.News;
using Dateline.Store.Database;
using Dateline.Store.Sites;

namespace Dateline.Newsroom.Sites;

/// <summary>What an advertisement must be to stand on a site, whoever sets it.</summary>
internal static class AdRules
{
    internal const int LongestName = 80, LongestTitle = 100, LongestText = 300, LongestAddress = 1000;

    /// <summary>The names of pictures among a site's files.</summary>
    internal static List<string> Pictures(Db db, string site) => [.. SiteFiles.List(db, site).Where(f => f.Type.StartsWith("image/", StringComparison.Ordinal)).Select(f => f.Name)];

    /// <summary>What can't be meant: the field, and the name of the words that say why.</summary>
    internal static IEnumerable<(string Field, string Words)> WhyNot(AdFacts facts, Instant starts, Instant? ends, NewsroomSite site, Func<string, bool> isPicture) =>
        Of(facts, starts, ends, site).Concat(facts.Frame is { } frame ? Theirs(frame) : Ours(facts, isPicture));

    private static IEnumerable<(string, string)> Of(AdFacts facts, Instant starts, Instant? ends, NewsroomSite site)
    {
        if (facts.Name.Length == 0) yield return ("name", "needed");
        foreach (var (field, text, most) in new[] { ("name", facts.Name, LongestName), ("title", facts.Title, LongestTitle), ("text", facts.Text, LongestText), ("alt", facts.Alt, LongestText), ("link", facts.Link, LongestAddress), ("frame", facts.Frame, LongestAddress) })
            if (text?.Length > most) yield return (field, "ad-long");
        if (facts.Pages == AdPages.None) yield return ("pages", "ad-pages-needed");
        if (facts.After is < 1 or > AdFacts.MostAfter) yield return ("after", "ad-after-how");
        if (!AdFacts.Heights.Contains(facts.Height) || facts is { Spot: AdSpot.Top, Frame: not null, Height: > AdFacts.HighestAtTop }) yield return ("height", "ad-height-top");
        if (facts.Language is { } language && !site.Languages.Contains(language)) yield return ("language", "needed");
        if (ends <= starts) yield return ("ends", "ad-ends-first");
    }

    private static IEnumerable<(string, string)> Ours(AdFacts facts, Func<string, bool> isPicture)
    {
        if (facts.Link is not { } link) yield return ("link", "needed");
        else if (!IsPath(link) && !(Uri.TryCreate(link, UriKind.Absolute, out var address) && address.Scheme is "https" or "http")) yield return ("link", "ad-link-bad");
        if (facts.Title is null && facts.Image is null) yield return ("title", "ad-empty");
        if (facts.Image is { } image && !isPicture(image)) yield return ("image", "theme-logo-gone");
        if (facts is { Image: not null, Title: null, Alt: null }) yield return ("alt", "ad-alt-needed");
    }

    private static bool IsPath(string link) => link.StartsWith('/') && !link.StartsWith("//", StringComparison.Ordinal) && !link.Contains('\\', StringComparison.Ordinal);

    // What stands in a policy of the page must be a host and nothing else.
    private static IEnumerable<(string, string)> Theirs(string frame)
    {
        if (!(Uri.TryCreate(frame, UriKind.Absolute, out var address) && address is { Scheme: "https", UserInfo: "", IsDefaultPort: true, HostNameType: UriHostNameType.Dns } && address.Host.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-'))) yield return ("frame", "ad-frame-bad");
    }
}
