using System.Globalization;
using Dateline.News;
using Dateline.Newsroom.Room;
using Dateline.Store;
using Dateline.Store.Database;
using Dateline.Store.Sites;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Dateline.Newsroom.Pages;

/// <summary>What stands in a site's places for advertisements: ours, in words and a picture, and a third party's, which no reader's browser asks for before the reader has agreed.</summary>
internal sealed class SiteAdsModel(NewsStore store, NewsroomOptions options) : SitePlacePage(store, options)
{
    private const int Most = 200;

    internal override string Part => "ads";

    /// <summary>All of them, the last to begin first.</summary>
    internal IReadOnlyList<SiteAd> Ads { get; private set; } = [];

    /// <summary>The names of pictures among the site's files.</summary>
    internal IReadOnlyList<string> Pictures { get; private set; } = [];

    /// <summary>What was typed.</summary>
    internal AdForm Typed { get; private set; } = new();

    /// <summary>The one that is changed; null: a new one.</summary>
    internal SiteAd? Opened { get; private set; }

    public IActionResult OnGet(string site, Guid? ad)
    {
        if (!Load(site)) return NotFound();
        Opened = ad is { } id ? Store.Read(db => SiteAds.Find(db, site, id)) : null;
        if (ad is not null && Opened is null) return NotFound();
        Typed = Opened is null ? new AdForm { Starts = Words.Field(Now), OnFronts = true, OnStories = true } : AdForm.Of(Opened, Words.Field);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string site, AdForm form, Guid? ad)
    {
        if (!Load(site)) return NotFound();
        Opened = ad is { } changed ? Store.Read(db => SiteAds.Find(db, site, changed)) : null;
        if (ad is not null && Opened is null) return NotFound();
        Typed = form;
        var (facts, starts, ends) = form.Read(Options.TimeZone, Now, Pictures.Contains, (field, words) => Wrong(field, words));
        if (facts.Language is { } language && !Site!.Languages.Contains(language)) Wrong("language", "needed");
        if (IsWrong) return Again(StatusCodes.Status422UnprocessableEntity);
        await Store.Write(tx => SiteAds.Put(tx, site, Opened?.Id ?? tx.Ids.NewId(), facts, starts, ends, Me)).ConfigureAwait(false);
        return LocalRedirect($"{Path}?done=1");
    }

    public async Task<IActionResult> OnPostOffAsync(string site, Guid ad)
    {
        if (!Load(site)) return NotFound();
        await Store.Write(tx => SiteAds.TakeOff(tx, site, ad, Me)).ConfigureAwait(false);
        return LocalRedirect($"{Path}?done=1");
    }

    /// <summary>How one stands now, as the name of the words that say it.</summary>
    internal string StateOf(SiteAd ad) => ad switch
    {
        { TakenOff: not null } => "ad-state-off",
        { Ends: { } ends } when ends <= Now => "ad-state-over",
        _ when ad.Starts > Now => "ad-state-coming",
        _ => "ad-state-runs",
    };

    /// <summary>Whether it can still stand somewhere.</summary>
    internal bool IsOver(SiteAd ad) => StateOf(ad) is "ad-state-off" or "ad-state-over";

    /// <summary>The pages one may stand on, in words.</summary>
    internal string PagesOf(AdFacts facts) => string.Join(", ", new[] { (AdPages.Fronts, "ad-fronts"), (AdPages.Sections, "ad-sections"), (AdPages.Stories, "ad-stories") }.Where(p => facts.Pages.HasFlag(p.Item1)).Select(p => Words[p.Item2])) + (facts.Language is { } language ? $" ({language})" : "");

    protected override void Read(Db db)
    {
        Ads = SiteAds.All(db, Site!.Code, Most);
        Pictures = [.. SiteFiles.List(db, Site.Code).Where(f => f.Type.StartsWith("image/", StringComparison.Ordinal)).Select(f => f.Name)];
    }
}

/// <summary>An advertisement as it was typed.</summary>
internal sealed record AdForm
{
    private const int LongestName = 80, LongestTitle = 100, LongestText = 300, LongestAddress = 1000;

    public string? Name { get; init; }
    public bool IsSponsored { get; init; }
    public bool OnFronts { get; init; }
    public bool OnSections { get; init; }
    public bool OnStories { get; init; }
    public string? Language { get; init; }
    public string? Heading { get; init; }
    public string? Text { get; init; }
    public string? Link { get; init; }
    public string? Image { get; init; }
    public string? Alt { get; init; }
    public string? Frame { get; init; }
    public string? Height { get; init; }
    public string? Starts { get; init; }
    public string? Ends { get; init; }

    internal static AdForm Of(SiteAd ad, Func<Instant, string> shown) => new()
    {
        Name = ad.Facts.Name,
        IsSponsored = ad.Facts.IsSponsored,
        OnFronts = ad.Facts.Pages.HasFlag(AdPages.Fronts),
        OnSections = ad.Facts.Pages.HasFlag(AdPages.Sections),
        OnStories = ad.Facts.Pages.HasFlag(AdPages.Stories),
        Language = ad.Facts.Language,
        Heading = ad.Facts.Title,
        Text = ad.Facts.Text,
        Link = ad.Facts.Link,
        Image = ad.Facts.Image,
        Alt = ad.Facts.Alt,
        Frame = ad.Facts.Frame,
        Height = ad.Facts.Height.ToString(CultureInfo.InvariantCulture),
        Starts = shown(ad.Starts),
        Ends = ad.Ends is { } ends ? shown(ends) : null,
    };

    /// <summary>The advertisement that it says; what can't be meant is told to <paramref name="wrong"/> by field and words.</summary>
    internal (AdFacts Facts, Instant Starts, Instant? Ends) Read(TimeZoneInfo zone, Instant now, Func<string, bool> isPicture, Action<string, string> wrong)
    {
        var facts = new AdFacts
        {
            Name = Line("name", Name, LongestName) ?? "",
            IsSponsored = IsSponsored,
            Pages = (OnFronts ? AdPages.Fronts : 0) | (OnSections ? AdPages.Sections : 0) | (OnStories ? AdPages.Stories : 0),
            Language = string.IsNullOrEmpty(Language) ? null : Language,
            Title = Line("heading", Heading, LongestTitle),
            Text = Line("text", Text, LongestText),
            Link = Line("link", Link, LongestAddress),
            Image = string.IsNullOrEmpty(Image) ? null : Image,
            Alt = Line("alt", Alt, LongestText),
            Frame = Line("frame", Frame, LongestAddress),
            Height = int.TryParse(Height, NumberStyles.None, CultureInfo.InvariantCulture, out var height) && AdFacts.Heights.Contains(height) ? height : 250,
        };
        if (facts.Name.Length == 0) wrong("name", "needed");
        if (facts.Pages == AdPages.None) wrong("pages", "ad-pages-needed");
        if (facts.Frame is not null) ReadFrame(facts.Frame, wrong);
        else ReadOurs(facts, isPicture, wrong);
        var starts = string.IsNullOrWhiteSpace(Starts) ? now : Time("starts", Starts) ?? now;
        var ends = string.IsNullOrWhiteSpace(Ends) ? null : Time("ends", Ends);
        if (ends <= starts) wrong("ends", "ad-ends-first");
        return (facts, starts, ends);

        string? Line(string field, string? text, int most)
        {
            var line = NewsText.OneLine(text);
            if (line?.Length > most) wrong(field, "ad-long");
            return line;
        }

        Instant? Time(string field, string text)
        {
            var (at, why) = LocalTime.Read(text, zone);
            if (why is not null) wrong(field, why);
            return at;
        }
    }

    private static void ReadOurs(AdFacts facts, Func<string, bool> isPicture, Action<string, string> wrong)
    {
        if (facts.Link is not { } link) wrong("link", "needed");
        else if (!(link.StartsWith('/') && !link.StartsWith("//", StringComparison.Ordinal) && !link.Contains('\\', StringComparison.Ordinal)) && !(Uri.TryCreate(link, UriKind.Absolute, out var address) && address.Scheme is "https" or "http")) wrong("link", "ad-link-bad");
        if (facts.Title is null && facts.Image is null) wrong("heading", "ad-empty");
        if (facts.Image is { } image && !isPicture(image)) wrong("image", "theme-logo-gone");
        if (facts is { Image: not null, Title: null, Alt: null }) wrong("alt", "ad-alt-needed");
    }

    // What stands in a policy of the page must be a host and nothing else.
    private static void ReadFrame(string frame, Action<string, string> wrong)
    {
        if (!(Uri.TryCreate(frame, UriKind.Absolute, out var address) && address is { Scheme: "https", UserInfo: "", IsDefaultPort: true, HostNameType: UriHostNameType.Dns } && address.Host.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-'))) wrong("frame", "ad-frame-bad");
    }
}
