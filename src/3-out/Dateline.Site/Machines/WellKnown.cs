using System.Globalization;
using System.Text;
using Dateline.News;
using Dateline.Site.Caching;
using Dateline.Site.Reading;
using Dateline.Site.Theme;

namespace Dateline.Site.Machines;

/// <summary>The small files at fixed addresses in which programs look: what they may read, whom to write to, who may sell advertising.</summary>
internal sealed class WellKnown(House house)
{
    // As their owners name them. Those of the first group gather texts to train models, those of the second read a page to answer somebody's question.
    private static readonly string[] Trainers =
        ["AI2Bot", "Amazonbot", "anthropic-ai", "Applebot-Extended", "Bytespider", "CCBot", "ClaudeBot", "cohere-training-data-crawler", "Diffbot", "FacebookBot", "Google-Extended", "GPTBot", "meta-externalagent", "omgili", "PanguBot", "Timpibot"];

    private static readonly string[] Answerers =
        ["ChatGPT-User", "Claude-SearchBot", "Claude-User", "DuckAssistBot", "meta-externalfetcher", "MistralAI-User", "OAI-SearchBot", "Perplexity-User", "PerplexityBot", "YouBot"];

    private AiRights Rights => house.Options.AiRights;

    /// <summary>Robots exclusion (RFC 9309), with the usage preferences of the IETF's AIPREF drafts.</summary>
    internal PageAnswer? Robots(string path, PublicView view)
    {
        var text = new StringBuilder(1024).Append("User-agent: *\n");
        if (Rights != AiRights.Open) text.Append("Content-Usage: ").Append(Usage).Append('\n');
        text.Append("Disallow: /search\n");
        foreach (var language in house.Languages.Where(l => l.Root.Length > 0)) text.Append("Disallow: ").Append(language.Root).Append("/search\n");
        if (Rights != AiRights.Open) Forbid(text, Rights == AiRights.NoUse ? Trainers.Concat(Answerers) : Trainers);
        return Text(text.Append("\nSitemap: ").Append(house.Base).Append("/sitemap.xml\n").ToString());
    }

    private string Usage => Rights == AiRights.NoUse ? "train-ai=n, ai-use=n" : "train-ai=n";

    private static void Forbid(StringBuilder text, IEnumerable<string> agents)
    {
        text.Append('\n');
        foreach (var agent in agents) text.Append("User-agent: ").Append(agent).Append('\n');
        text.Append("Disallow: /\n");
    }

    /// <summary>The TDM Reservation Protocol: whether rights to text and data mining are reserved.</summary>
    internal PageAnswer? TdmRep(string path, PublicView view) => PageAnswer.Show(new SitePage(
        Encoding.ASCII.GetBytes($$"""[{"location":"/","tdm-reservation":{{(Rights == AiRights.Open ? 0 : 1)}}}]""" + "\n"), "application/json", "default-src 'none'"));

    /// <summary>RFC 9116. It ends half a year after the month it was made in began, so the same file is the same bytes for a month.</summary>
    internal PageAnswer? Security(string path, PublicView view)
    {
        if (house.Options.ContactMail is not { } mail) return null;
        var now = view.Now.ToDateTimeOffset();
        var month = new DateTimeOffset(now.Year, now.Month, 1, 0, 0, 0, TimeSpan.Zero);
        view.EndsAt(Instant.From(month.AddMonths(1)));
        return Text(string.Create(CultureInfo.InvariantCulture,
            $"Contact: mailto:{mail}\nExpires: {month.AddMonths(6):yyyy-MM-dd'T'HH:mm:ss'Z'}\nPreferred-Languages: {string.Join(", ", house.Languages.Select(l => l.Tag))}\nCanonical: {house.Base}/.well-known/security.txt\n") + MoreSecurity(view));
    }

    // Lines of the site's own security.txt that may stand beside ours (RFC 9116 §2.5): whom to write to besides, keys, policies, thanks.
    private string MoreSecurity(PublicView view) => string.Concat((house.Files.TextOf(view.Db, "security.txt") ?? "").Split('\n').Select(l => l.Trim())
        .Where(l => MaySay.Any(f => l.StartsWith(f + ": ", StringComparison.OrdinalIgnoreCase))).Select(l => l + "\n"));

    private static readonly string[] MaySay = ["Contact", "Encryption", "Acknowledgments", "Policy", "Hiring", "CSAF"];

    /// <summary>IAB's ads.txt: the site's own file or the folder's where there is one, else that nobody may sell (§3.2.1 of version 1.1).</summary>
    internal PageAnswer? Ads(string path, PublicView view) => Text(house.Files.TextOf(view.Db, "ads.txt") ?? house.Folder.AdsTxt ?? "# Nobody is authorised to sell advertising on this site.\nplaceholder.example.com, placeholder, DIRECT, placeholder\n");

    /// <summary>One of the site's own files that programs look for at the root; null: it has none of that name.</summary>
    internal PageAnswer? Own(string path, PublicView view) => house.Files.At(view, path[1..]);

    internal PageAnswer? Mark(string path, PublicView view) => house.Files.At(view, "favicon.svg") ?? PageAnswer.Show(new SitePage(house.Mark, "image/svg+xml", "default-src 'none'; sandbox"));

    /// <summary>The settings file's logo.</summary>
    internal PageAnswer? Logo(string path, PublicView view) => house.Options.Logo is { } logo ? PageAnswer.Show(logo.ToPage()) : null;

    /// <summary>One of the site's files as a logo, drawn anew; null: it is none that is drawn.</summary>
    internal PageAnswer? OwnLogo(string path, PublicView view) => house.Files.LogoOf(view.Db, path[SiteLogo.Folder.Length..], view.Mark.Changes) is { Pictures: not null } logo ? PageAnswer.Show(logo.ToPage()) : null;

    /// <summary>The logo in force as search engines ask for it; null: a drawing is good as it is.</summary>
    internal PageAnswer? PublisherLogo(string path, PublicView view) => house.Look.Logo?.Pictures is { } pictures ? Drawn(pictures.Publisher) : null;

    /// <summary>What telephones put on their first screen: the site's own file, else its logo.</summary>
    internal PageAnswer? Touch(string path, PublicView view) => Own(path, view) ?? (house.Look.Logo?.Pictures is { } pictures ? Drawn(pictures.Touch) : null);

    private static PageAnswer Drawn(DrawnLogo logo) => PageAnswer.Show(new SitePage(logo.Png, "image/png", "default-src 'none'; sandbox") { IsPacked = true });

    private static PageAnswer Text(string text) => PageAnswer.Show(new SitePage(Encoding.UTF8.GetBytes(text), "text/plain; charset=utf-8", "default-src 'none'"));
}
