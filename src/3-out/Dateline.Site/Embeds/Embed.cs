using System.Net;
using System.Text.RegularExpressions;

namespace Dateline.Site.Embeds;

/// <summary>
/// A video or a post elsewhere that a story shows where a paragraph is nothing but its address. Readers get a plain link; where a script runs, a button that puts the other site's own player or post in its place. Until somebody
/// presses it nothing is asked of anyone, and then only of the one host, from within a sandbox. What is not on this list stays a link.
/// </summary>
/// <param name="Address">Where it is, for people.</param>
/// <param name="Frame">What is put into the page when it is asked for.</param>
/// <param name="Provider">Whose it is ("YouTube").</param>
/// <param name="IsVideo">Whether it is a video, and wide; else it is a post, and tall.</param>
/// <param name="Label">What the story calls it; null: nothing of its own.</param>
internal sealed partial record Embed(string Address, string Frame, string Provider, bool IsVideo, string? Label)
{
    private static readonly Kind[] Kinds =
    [
        new(YouTube(), "YouTube", true, "https://www.youtube-nocookie.com/embed/{0}?autoplay=1"),
        new(Vimeo(), "Vimeo", true, "https://player.vimeo.com/video/{0}?dnt=1&autoplay=1"),
        new(Dailymotion(), "Dailymotion", true, "https://geo.dailymotion.com/player.html?video={0}"),
        new(Instagram(), "Instagram", false, "https://www.instagram.com/p/{0}/embed/"),
        new(TikTok(), "TikTok", false, "https://www.tiktok.com/embed/v2/{0}"),
        new(X(), "X", false, "https://platform.twitter.com/embed/Tweet.html?id={0}&dnt=true"),
        new(Mastodon(), "Mastodon", false, "https://{0}/embed"),
    ];

    /// <summary>The host that is asked when somebody presses the button.</summary>
    internal string Host => new Uri(Frame).Host;

    /// <summary>What a paragraph shows; null where it is text like any other.</summary>
    /// <param name="paragraph">Its markup, of a clean text.</param>
    internal static Embed? Of(string paragraph)
    {
        if (Linked().Match(paragraph) is { Success: true } link) return At(WebUtility.HtmlDecode(link.Groups["address"].Value), WebUtility.HtmlDecode(link.Groups["words"].Value));
        return Bare().Match(paragraph) is { Success: true } bare ? At(WebUtility.HtmlDecode(bare.Groups["address"].Value), null) : null;
    }

    private static Embed? At(string address, string? words)
    {
        foreach (var kind in Kinds)
            if (kind.Pattern.Match(address) is { Success: true } found)
                return new(address, string.Format(System.Globalization.CultureInfo.InvariantCulture, kind.Frame, found.Groups["id"].Value), kind.Provider, kind.IsVideo, words is null || words.Contains("://", StringComparison.Ordinal) ? null : words);
        return null;
    }

    private sealed record Kind(Regex Pattern, string Provider, bool IsVideo, string Frame);

    [GeneratedRegex("""^<p(?: (?:lang|dir)="[^"]*")*><a href="(?<address>https://[^"]+)"[^>]*>(?<words>[^<]+)</a></p>$""")]
    private static partial Regex Linked();

    [GeneratedRegex("""^<p(?: (?:lang|dir)="[^"]*")*>(?<address>https://[^\s<>"]+)</p>$""")]
    private static partial Regex Bare();

    [GeneratedRegex(@"^https://(?:(?:www\.|m\.)?youtube\.com/(?:watch\?(?:[^#]*&)?v=|shorts/|live/|embed/)|youtu\.be/|www\.youtube-nocookie\.com/embed/)(?<id>[A-Za-z0-9_-]{11})(?:[?&#/].*)?$")]
    private static partial Regex YouTube();

    [GeneratedRegex(@"^https://(?:www\.|player\.)?vimeo\.com/(?:video/)?(?<id>[0-9]{5,12})(?:[?#/].*)?$")]
    private static partial Regex Vimeo();

    [GeneratedRegex(@"^https://(?:www\.dailymotion\.com/video|dai\.ly)/(?<id>[a-z0-9]{5,12})(?:[?#/].*)?$")]
    private static partial Regex Dailymotion();

    [GeneratedRegex(@"^https://www\.instagram\.com/(?:p|reel)/(?<id>[A-Za-z0-9_-]{5,20})(?:[?#/].*)?$")]
    private static partial Regex Instagram();

    [GeneratedRegex(@"^https://www\.tiktok\.com/@[A-Za-z0-9_.]{1,40}/video/(?<id>[0-9]{10,25})(?:[?#/].*)?$")]
    private static partial Regex TikTok();

    [GeneratedRegex(@"^https://(?:www\.|mobile\.)?(?:x|twitter)\.com/[A-Za-z0-9_]{1,20}/status/(?<id>[0-9]{5,25})(?:[?#/].*)?$")]
    private static partial Regex X();

    // Any server can be one of Mastodon's: its address is told by its form, and the reader is told its name before it is asked.
    [GeneratedRegex(@"^https://(?<id>[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*\.[a-z]{2,24}/@[A-Za-z0-9_]{1,40}/[0-9]{12,24})/?$")]
    private static partial Regex Mastodon();
}

/// <summary>An embed as a page shows it.</summary>
internal sealed record EmbedView(Embed Embed, Theme.Words Words)
{
    internal string Label => Embed.Label ?? Theme.Words.Fill(Embed.IsVideo ? Words.EmbedVideo : Words.EmbedPost, Embed.Provider);
}
