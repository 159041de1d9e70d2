using System.Globalization;
using Dateline.Newsroom.Room;
using Dateline.Store;
using Dateline.Store.Database;
using Dateline.Store.Sites;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.DependencyInjection;

namespace Dateline.Newsroom.Pages;

/// <summary>
/// A site's theme: its colours, letters, widths and layouts, tried on the site's own front and newest story while they are chosen, at the width of a telephone and of a desk, by day and by night. Nothing is on the site
/// before it is put in force, and what was in force before is one step away.
/// </summary>
internal sealed class ThemeModel(NewsStore store, NewsroomOptions options) : SitePlacePage(store, options)
{
    private const int MostHistory = 12;

    internal static readonly string[] Colours = ["accent", "accentDark", "paper"];

    internal override string Part => "theme";

    internal override string? Script => Site is null ? "place.js" : "theme.js";

    /// <summary>What was chosen in the form.</summary>
    internal ThemeChoice Typed { get; private set; } = new();

    /// <summary>What holds; null: the settings file.</summary>
    internal ThemeChange? Holds { get; private set; }

    /// <summary>The one that is looked at, where it is not the one that holds.</summary>
    internal ThemeChange? Opened { get; private set; }

    /// <summary>The last ones.</summary>
    internal IReadOnlyList<ThemeChange> History { get; private set; } = [];

    /// <summary>The files that can be a logo.</summary>
    internal IReadOnlyList<string> Logos { get; private set; } = [];

    /// <summary>The number of the theme this form was opened with: who saves over another's is told.</summary>
    internal long Basis { get; private set; }

    /// <summary>Whether another changed the theme meanwhile.</summary>
    internal bool HasMoved { get; private set; }

    /// <summary>What is wrong, by field.</summary>
    internal Dictionary<string, string> Errors { get; } = new(StringComparer.Ordinal);

    /// <summary>What may be chosen in each field that is no colour.</summary>
    internal IReadOnlyDictionary<string, IReadOnlyList<string>> Choices => Themes.Words;

    private ISiteThemes Themes => HttpContext.RequestServices.GetRequiredService<ISiteThemes>();

    public IActionResult OnGet(string site, long? theme)
    {
        if (!Load(site)) return NotFound();
        Opened = theme is { } number && number != Holds?.Number ? Store.Read(db => SiteThemes.Find(db, site, number)) : null;
        Typed = (Opened ?? Holds)?.Theme ?? Themes.OfSettings(site) ?? new();
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string site, ThemeChoice form, long basis, bool over)
    {
        if (!Load(site)) return NotFound();
        Typed = ThemeForm.Read(form, Choices);
        if (LogoTrouble is { } logo) Errors["logo"] = logo;
        if (Themes.WhyNot(Typed) is { } refusal) Errors[refusal.Field ?? ""] = Colours.Contains(refusal.Field) && Themes.Contrasts(Typed).Count == 0 ? Words["theme-colour-bad"] : Words["theme-pale"];
        if (Errors.Count > 0) return Refuse(basis, StatusCodes.Status422UnprocessableEntity, "form-wrong");
        var saved = await Store.Write(tx => !over && (SiteThemes.Holding(tx.Db, site)?.Number ?? 0) != basis ? null : SiteThemes.Set(tx, site, Typed, Me)).ConfigureAwait(false);
        if (saved is not null) return LocalRedirect($"{Path}?done={saved.Number}");
        var typed = Typed;
        Load(site);
        (Typed, HasMoved) = (typed, true);
        return Refuse(basis, StatusCodes.Status409Conflict, "theme-moved");
    }

    public async Task<IActionResult> OnPostUndoAsync(string site, long number)
    {
        if (!Load(site)) return NotFound();
        await Store.Write(tx => SiteThemes.Undo(tx, site, number, Me)).ConfigureAwait(false);
        return LocalRedirect($"{Path}?undone={number}");
    }

    /// <summary>The site's own front or newest story in what is chosen. Nothing is kept of it.</summary>
    public IActionResult OnGetLook(string site, ThemeChoice form, string? show, string? language, string? scheme)
    {
        if (!Load(site)) return NotFound();
        var spoken = Site!.Languages.Contains(language) ? language! : Site.Languages[0];
        return Themes.Show(site, spoken, show == "story", ThemeForm.Read(form, Choices), scheme == "dark") is { } page ? new SitePageResult(page) : NotFound();
    }

    /// <summary>What stands beside the fields for what is chosen.</summary>
    public IActionResult OnGetSaid(string site, ThemeChoice form)
    {
        if (!Load(site)) return NotFound();
        Typed = ThemeForm.Read(form, Choices);
        var said = Colours.ToDictionary(f => f, f => new { text = Said(f), wrong = IsPale(f) });
        said["logo"] = new { text = LogoTrouble ?? "", wrong = LogoTrouble is not null };
        return new JsonResult(said);
    }

    /// <summary>What is wrong with the file that is chosen as the logo, and what to do about it; null: nothing.</summary>
    internal string? LogoTrouble => Typed.Logo is not { } file || file == ThemeChoice.NoLogo ? null
        : !Logos.Contains(file) ? Words["theme-logo-gone"]
        : Themes.WhyNotLogo(Site!.Code, file) is { } refusal ? Words["theme-" + refusal.Code] : null;

    /// <summary>What is said beside a colour: how well letters can be read in it.</summary>
    internal string Said(string field)
    {
        if (!IsColour(field)) return Words["theme-colour-bad"];
        var pairs = Themes.Contrasts(Typed).Where(c => c.Field == field).ToList();
        return pairs.Count == 0 ? Words["theme-usual-colour"] : string.Join(" · ", pairs.Select(c => Words.Fill(c.IsReadable ? "theme-reads" : "theme-does-not-read", Words["theme-pair-" + c.Pair], c.Ratio.ToString("0.0", CultureInfo.GetCultureInfo(Words.Tag)))));
    }

    /// <summary>Whether a colour can't be read, or is none.</summary>
    internal bool IsPale(string field) => Errors.ContainsKey(field) || Themes.Contrasts(Typed).Any(c => c.Field == field && !c.IsReadable) || !IsColour(field);

    // Where one of a theme's colours is none, no contrast is told at all.
    private bool IsColour(string field) => Themes.Contrasts(Only(field, ValueOf(field))).Count > 0;

    /// <summary>What a field has; null: nothing was chosen.</summary>
    internal string? ValueOf(string field) => field switch
    {
        "accent" => Typed.Accent,
        "accentDark" => Typed.AccentDark,
        "paper" => Typed.Paper,
        "headlines" => Typed.Headlines,
        "letters" => Typed.Letters,
        "size" => Typed.Size,
        "width" => Typed.Width,
        "corners" => Typed.Corners,
        "masthead" => Typed.Masthead,
        "layout" => Typed.Layout,
        "mostRead" => Typed.MostRead,
        "house" => Typed.House,
        _ => Typed.Logo,
    };

    /// <summary>What the form has, as a query.</summary>
    internal string LookQuery => string.Concat(Colours.Concat(Choices.Keys).Append("logo").Where(f => ValueOf(f) is not null).Select(f => $"&{f}={Uri.EscapeDataString(ValueOf(f)!)}"));

    private static ThemeChoice Only(string field, string? value) => field switch { "accent" => new() { Accent = value }, "accentDark" => new() { AccentDark = value }, _ => new() { Paper = value } };

    protected override void Read(Db db)
    {
        Holds = SiteThemes.Holding(db, Site!.Code);
        Basis = Holds?.Number ?? 0;
        History = SiteThemes.History(db, Site.Code, MostHistory);
        Logos = ThemeForm.Logos(db, Site.Code);
    }

    private PageResult Refuse(long basis, int status, string trouble)
    {
        Basis = basis;
        return Again(status, trouble);
    }
}

/// <summary>What a theme's form sends, as what it means: empty, and what is usual, is nothing chosen.</summary>
internal static class ThemeForm
{
    private static readonly string[] LogoTypes = ["image/svg+xml", "image/png", "image/jpeg", "image/webp"];

    /// <summary>The names of a site's files that can be its logo.</summary>
    internal static List<string> Logos(Db db, string site) => [.. SiteFiles.List(db, site).Where(f => LogoTypes.Contains(f.Type)).Select(f => f.Name)];

    internal static ThemeChoice Read(ThemeChoice typed, IReadOnlyDictionary<string, IReadOnlyList<string>> usual)
    {
        return typed with
        {
            Accent = Colour(typed.Accent),
            AccentDark = Colour(typed.AccentDark),
            Paper = Colour(typed.Paper),
            Headlines = Word("headlines", typed.Headlines),
            Letters = Word("letters", typed.Letters),
            Size = Word("size", typed.Size),
            Width = Word("width", typed.Width),
            Corners = Word("corners", typed.Corners),
            Masthead = Word("masthead", typed.Masthead),
            Layout = Word("layout", typed.Layout),
            MostRead = Word("mostRead", typed.MostRead),
            House = Word("house", typed.House),
            Logo = string.IsNullOrEmpty(typed.Logo) ? null : typed.Logo,
        };

        string? Word(string field, string? text) => string.IsNullOrEmpty(text) || usual[field][0] == text ? null : text;
        static string? Colour(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim().ToLowerInvariant() is var colour && colour[0] != '#' ? "#" + colour : colour;
    }
}
