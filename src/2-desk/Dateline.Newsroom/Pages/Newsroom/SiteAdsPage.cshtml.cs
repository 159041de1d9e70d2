using System.Globalization;
using Dateline.News;
using Dateline.Newsroom.Room;
using Dateline.Newsroom.Sites;
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
        var (facts, starts, ends) = form.Read(Words.TimeZone, Now, (field, words) => Wrong(field, words));
        foreach (var (field, words) in AdRules.WhyNot(facts, starts, ends, Site!, Pictures.Contains)) Wrong(field == "title" ? "heading" : field, words);
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

    /// <summary>The name of the words that say where on a page one stands.</summary>
    internal static string SpotWord(AdSpot spot) => spot switch { AdSpot.Top => "ad-top", AdSpot.Between => "ad-between", _ => "ad-foot" };

    /// <summary>The pages one may stand on, in words.</summary>
    internal string PagesOf(AdFacts facts) => string.Join(", ", new[] { (AdPages.Fronts, "ad-fronts"), (AdPages.Sections, "ad-sections"), (AdPages.Stories, "ad-stories") }.Where(p => facts.Pages.HasFlag(p.Item1)).Select(p => Words[p.Item2])) + (facts.Language is { } language ? $" ({language})" : "");

    protected override void Read(Db db)
    {
        Ads = SiteAds.All(db, Site!.Code, Most);
        Pictures = AdRules.Pictures(db, Site.Code);
    }
}

/// <summary>An advertisement as it was typed.</summary>
internal sealed record AdForm
{
    public string? Name { get; init; }
    public bool IsSponsored { get; init; }
    public bool OnFronts { get; init; }
    public bool OnSections { get; init; }
    public bool OnStories { get; init; }
    public AdSpot Spot { get; init; }
    public string? After { get; init; } = "3";
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
        Spot = ad.Facts.Spot,
        After = ad.Facts.After.ToString(CultureInfo.InvariantCulture),
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

    /// <summary>The advertisement that it says; times that can't be meant are told to <paramref name="wrong"/> by field and words.</summary>
    internal (AdFacts Facts, Instant Starts, Instant? Ends) Read(TimeZoneInfo zone, Instant now, Action<string, string> wrong)
    {
        var usual = new AdFacts();
        var facts = new AdFacts
        {
            Name = NewsText.OneLine(Name) ?? "",
            IsSponsored = IsSponsored,
            Pages = (OnFronts ? AdPages.Fronts : 0) | (OnSections ? AdPages.Sections : 0) | (OnStories ? AdPages.Stories : 0),
            Spot = Enum.IsDefined(Spot) ? Spot : AdSpot.Foot,
            After = Number(After, usual.After),
            Language = string.IsNullOrEmpty(Language) ? null : Language,
            Title = NewsText.OneLine(Heading),
            Text = NewsText.OneLine(Text),
            Link = NewsText.OneLine(Link),
            Image = string.IsNullOrEmpty(Image) ? null : Image,
            Alt = NewsText.OneLine(Alt),
            Frame = NewsText.OneLine(Frame),
            Height = Number(Height, usual.Height),
        };
        return (facts, string.IsNullOrWhiteSpace(Starts) ? now : Time("starts", Starts) ?? now, string.IsNullOrWhiteSpace(Ends) ? null : Time("ends", Ends));

        Instant? Time(string field, string text)
        {
            var (at, why) = LocalTime.Read(text, zone);
            if (why is not null) wrong(field, why);
            return at;
        }
    }

    // Nothing typed is what is usual; what is no number is told as one that can't be.
    private static int Number(string? typed, int usual) => string.IsNullOrWhiteSpace(typed) ? usual : int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
