using Dateline.Formats.Subjects;
using Dateline.News;
using Dateline.Newsroom.Api;
using Dateline.Newsroom.Fronts;
using Dateline.Newsroom.Room;
using Dateline.Newsroom.Staff;
using Dateline.Store;
using Dateline.Store.Database;
using Dateline.Store.Fronts;
using Dateline.Store.Keeping;
using Dateline.Store.Stories;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.Extensions.DependencyInjection;

namespace Dateline.Newsroom.Pages;

/// <summary>A story that may stand on a front, or stands there.</summary>
/// <param name="Id">The story.</param>
/// <param name="Slug">Its slugline.</param>
/// <param name="Headline">Its headline.</param>
/// <param name="State">How it stands with readers, in words.</param>
/// <param name="IsOut">Whether readers can see it now.</param>
/// <param name="Read">How often it was read in the last day; 0: not, or not on the site yet.</param>
internal sealed record FrontChoice(Guid Id, string? Slug, string? Headline, string State, bool IsOut, long Read);

/// <summary>
/// A front is arranged: stories in their slots, by drag and drop or by keyboard, the line over it, the rules by which it fills itself; now or from an hour on, with a look at it as it will be.
/// Releases never wait for it: it says where open stories stand, and no more.
/// </summary>
internal sealed class FrontModel(NewsStore store, NewsroomOptions options) : PlacePage(store, options)
{
    private const int MostChoices = 80;
    private const int MostHistory = 12;
    private const int MostRead = 1000;
    private static readonly StoryState[] MayStand = [StoryState.Ready, StoryState.Scheduled, StoryState.Published];

    private Dictionary<string, string> _names = [];

    internal override string Title => Front?.Name(Words) ?? Words["place-fronts"];

    internal override string Place => "fronts";

    internal override string Right => Scopes.Site;

    internal override string? Script => Front is null ? "place.js" : "front.js";

    /// <summary>The front; null: there is none of these words.</summary>
    internal FrontPlace? Front { get; private set; }

    /// <summary>What holds now; null: nothing is arranged.</summary>
    internal FrontChange? Holds { get; private set; }

    /// <summary>The change that is looked at, where it is not the one that holds.</summary>
    internal FrontChange? Opened { get; private set; }

    /// <summary>What is to come.</summary>
    internal IReadOnlyList<FrontChange> Coming { get; private set; } = [];

    /// <summary>The last changes.</summary>
    internal IReadOnlyList<FrontChange> History { get; private set; } = [];

    /// <summary>What was typed.</summary>
    internal FrontForm Typed { get; private set; } = new();

    /// <summary>What stands in each slot, by the story's id.</summary>
    internal IReadOnlyDictionary<Guid, FrontChoice> Placed { get; private set; } = new Dictionary<Guid, FrontChoice>();

    /// <summary>What may be put on the front, the last sent first.</summary>
    internal IReadOnlyList<FrontChoice> Choices { get; private set; } = [];

    /// <summary>The number of the change this form was opened with: who saves over another's is told.</summary>
    internal long Basis { get; private set; }

    /// <summary>Whether another changed the front meanwhile.</summary>
    internal bool HasMoved { get; private set; }

    /// <summary>What is wrong, by field.</summary>
    internal Dictionary<string, string> Errors { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether the site can be asked how it would look.</summary>
    internal bool CanLook => Preview is not null;

    private ISitePreview? Preview => HttpContext.RequestServices.GetService<ISitePreview>();

    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        base.OnPageHandlerExecuting(context);
        if (context.Result is null && RouteData.Values["site"] is string site && !MyRights.MaySite(site)) context.Result = Closed();
    }

    public IActionResult OnGet(string site, string language, string? section, long? change)
    {
        if (!Load(site, language, section, change)) return NotFound();
        Typed = FrontForm.Of((Opened ?? Holds)?.Plan ?? FrontPlan.Empty, Words.Field) with { From = Opened is { } opened && opened.Starts > Now ? Words.Field(opened.Starts) : null };
        Fill();
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string site, string language, string? section, FrontForm form, long basis, bool over)
    {
        if (!Load(site, language, section, null)) return NotFound();
        Typed = form;
        var (plan, from) = form.Read(Words.TimeZone, IsSeen, (field, words) => Errors.TryAdd(field, words));
        if (from is { } stated && stated <= Now) Errors.TryAdd("from", "front-from-past");
        if (Errors.Count > 0) return Refuse(basis, "form-wrong");
        var saved = await Store.Write(tx => from is null && !over && (FrontChanges.At(tx.Db, Front!.Kept, tx.Now)?.Number ?? 0) != basis ? null : FrontChanges.Set(tx, Front!.Kept, plan, from, Me)).ConfigureAwait(false);
        if (saved is not null) return LocalRedirect($"{Front!.Path}?done={saved.Number}");
        Load(site, language, section, null);
        HasMoved = true;
        return Refuse(basis, "front-moved");
    }

    public async Task<IActionResult> OnPostUndoAsync(string site, string language, string? section, long number)
    {
        if (!Load(site, language, section, null)) return NotFound();
        await Store.Write(tx => FrontChanges.Undo(tx, Front!.Kept, number, Me)).ConfigureAwait(false);
        return LocalRedirect($"{Front!.Path}?undone={number}");
    }

    /// <summary>The front as it holds now, or at a moment.</summary>
    public IActionResult OnGetLook(string site, string language, string? section, string? at, long? change) =>
        !Load(site, language, section, change) ? NotFound() : Look(at, Opened?.Plan);

    /// <summary>The front as it would be with what is typed.</summary>
    public IActionResult OnPostLook(string site, string language, string? section, FrontForm form, string? at) =>
        !Load(site, language, section, null) ? NotFound() : Look(at ?? form.From, form.Read(Words.TimeZone, IsSeen, static (_, _) => { }).Plan);

    private IActionResult Look(string? at, FrontPlan? plan)
    {
        var moment = string.IsNullOrWhiteSpace(at) ? Now : LocalTime.Read(at, Words.TimeZone).At ?? Now;
        return Preview?.Front(Front!.Site.Code, Front.OnSite, moment, plan, MyRights.SeesAll) is { } page ? new SitePageResult(page) : NotFound();
    }

    private IActionResult Refuse(long basis, string trouble)
    {
        Basis = basis;
        Fill();
        return Again(trouble == "front-moved" ? StatusCodes.Status409Conflict : StatusCodes.Status422UnprocessableEntity, trouble);
    }

    private bool Load(string site, string language, string? section, long? change)
    {
        return Store.Read(db =>
        {
            Front = FrontPlace.Find(Options, db, site, language, section);
            if (Front is null) return false;
            Holds = FrontChanges.At(db, Front.Kept, Now);
            Basis = Holds?.Number ?? 0;
            Opened = change is { } number ? FrontChanges.Find(db, Front.Kept, number) : null;
            Coming = FrontChanges.Coming(db, Front.Kept, Now);
            History = FrontChanges.History(db, Front.Kept, MostHistory);
            _names = People.Names(db);
            return true;
        });
    }

    private void Fill() => Store.Read(db =>
    {
        var read = Readings.Most(db, Front!.Site.Code, Now - TimeSpan.FromDays(1), MostRead).ToDictionary(r => r.Page, r => r.Times, StringComparer.Ordinal);
        var placed = (Typed.Slot ?? []).Append(Typed.BarStory).Select(s => Guid.TryParseExact(s, "D", out var id) ? id : Guid.Empty).Where(id => id != Guid.Empty).Distinct();
        Placed = placed.Select(id => Seen(db, id)).OfType<Story>().ToDictionary(s => s.Id, s => Choice(s, read));
        Choices = [.. StoryList.Filtered(db, new StoryFilter { States = MayStand, Language = Front.Language }, null, MostChoices * 2).Where(s => s.HasPage && Sees(s)).Take(MostChoices)
            .OrderByDescending(s => s.LastSent ?? s.Updated).Select(s => Choice(s, read))];
        return true;
    });

    private FrontChoice Choice(Story story, Dictionary<string, long> read)
    {
        var isOut = story.Standing.Version > 0 && Gate.Ask(story.Standing, Audience.Public, Now) == GateVerdict.Open;
        return new(story.Id, story.Content.Slugline?.Text, story.Content.Headline?.Text, StateOf(story, isOut), isOut, story.Page is { } page ? read.GetValueOrDefault(page) : 0);
    }

    private string StateOf(Story story, bool isOut) => story switch
    {
        { Standing.Version: 0 } => Words["never-sent"],
        _ when isOut => Words.Time(story.Standing.FirstPublic ?? story.LastSent ?? Now, Now),
        { Standing.Embargo.Until: { } until } when until > Now => Words.Fill("coming-usable", Words.Time(until, Now)),
        _ => Words["front-not-shown"],
    };

    private bool IsSeen(Guid id) => Store.Read(db => Seen(db, id)) is not null;

    /// <summary>A person's name by their pseudonym.</summary>
    internal string NameOf(string who) => _names.GetValueOrDefault(who, who);

    /// <summary>What is wrong with the filter of what fills the front; null: nothing.</summary>
    internal Why? OnlyWrong => Errors.ContainsKey("only") && NewsFilter.Parse(Typed.Only ?? "", Vocabularies.ForFilters).Refusal is { } refusal ? Words.Why(refusal) : null;

    /// <summary>What is wrong with a field; null: nothing.</summary>
    internal string? WrongWith(string field) => Errors.TryGetValue(field, out var wrong) ? Words[wrong] : null;
}

/// <summary>A page of a site, shown in a frame of the newsroom: with the site's own policy in place of the newsroom's.</summary>
internal sealed class SitePageResult(SitePreviewed page) : IActionResult
{
    public async Task ExecuteResultAsync(ActionContext context)
    {
        var response = context.HttpContext.Response;
        response.ContentType = "text/html; charset=utf-8";
        response.Headers.ContentSecurityPolicy = page.ContentSecurity;
        response.Headers.CacheControl = "no-store";
        await response.Body.WriteAsync(page.Html, context.HttpContext.RequestAborted).ConfigureAwait(false);
    }
}
