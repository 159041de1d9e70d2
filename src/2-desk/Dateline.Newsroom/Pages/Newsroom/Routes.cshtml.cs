using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dateline.News;
using Dateline.Newsroom.Api;
using Dateline.Newsroom.Room;
using Dateline.Newsroom.Staff;
using Dateline.Newsroom.Wires;
using Dateline.Store;
using Dateline.Store.Stories;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.DependencyInjection;

namespace Dateline.Newsroom.Pages;

/// <summary>
/// The ordered rules by which what comes in finds its desk, as a form, with a dry run over the last days beside it before they hold. Nothing but "put in force" changes anything:
/// what is typed goes round with each button, so that a person can add, move and try for as long as they like.
/// </summary>
[RequestFormLimits(ValueCountLimit = MostValues)]
internal sealed class RoutesModel(NewsStore store, NewsroomOptions options, IServiceProvider services) : PlacePage(store, options)
{
    private const int MostValues = 20_000;
    private const int MostTried = 1000;
    private const int MostShown = 200;
    private const int Longest = 500_000;
    private static readonly TimeSpan Span = TimeSpan.FromDays(7);
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal override string Title => Words["routes-title"];

    internal override string Place => "wires";

    internal override string Right => Scopes.Wires;

    internal override string? Script => "routes.js";

    /// <summary>The routes as they are typed, in order.</summary>
    internal IReadOnlyList<RouteForm> Routes { get; private set; } = [];

    /// <summary>The same as JSON, to be carried elsewhere.</summary>
    internal string Json => JsonNode.Parse(RouteForm.Write(Routes))!.ToJsonString(Readable);

    /// <summary>JSON that was given and can't be read; null: none was.</summary>
    internal string? Imported { get; private set; }

    /// <summary>What is wrong with what was typed.</summary>
    internal Refusal? Refusal { get; private set; }

    /// <summary>What a dry run showed; null: none was made.</summary>
    internal IReadOnlyList<RouteTried>? Tried { get; private set; }

    /// <summary>Those of the dry run that would go elsewhere, at most as many as are shown.</summary>
    internal IEnumerable<RouteTried> Moved => (Tried ?? []).Where(t => t.Now != t.Then).Take(MostShown);

    /// <summary>The desks that there are.</summary>
    internal IReadOnlyList<string> Desks => Store.Read(static db => StoryList.Desks(db).ConvertAll(static d => d.Desk));

    private IRouteBook? Book => services.GetService<IRouteBook>();

    public void OnGet() => Routes = Book is { } book ? RouteForm.Read(book.InWords(Store.Read(book.Read)).Value ?? "[]") : [];

    public PageResult OnPostAdd(List<RouteForm> routes) => Shown([.. routes, new RouteForm { Enabled = true, When = "everything" }]);

    public PageResult OnPostDrop(List<RouteForm> routes, int at) => Shown([.. routes.Where((_, i) => i != at)]);

    public PageResult OnPostMove(List<RouteForm> routes, int at, int by)
    {
        var to = at + Math.Sign(by);
        if (at >= 0 && at < routes.Count && to >= 0 && to < routes.Count) (routes[at], routes[to]) = (routes[to], routes[at]);
        return Shown(routes);
    }

    public PageResult OnPostImport(string? json)
    {
        if (Book is not { } book) return NotHere();
        var read = json?.Length > Longest ? new Refusal("routes-unreadable", "That is too long to be routes. Nothing has changed.") : book.InWords(json ?? "");
        if (read.IsDone) return Shown(RouteForm.Read(read.Value));
        OnGet();
        Imported = json?.Length > Longest ? json[..Longest] : json;
        return Refuse(read.Refusal with { Field = null });
    }

    public PageResult OnPostTry(List<RouteForm> routes)
    {
        if (Book is not { } book) return NotHere();
        Shown(routes);
        var tried = Store.Read(db => book.Try(db, RouteForm.Write(routes), Now - Span, MostTried));
        if (!tried.IsDone) return Refuse(tried.Refusal);
        Tried = tried.Value;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(List<RouteForm> routes)
    {
        if (Book is not { } book) return NotHere();
        Shown(routes);
        if (await Store.Write(tx => book.Replace(tx, RouteForm.Write(routes), Me)).ConfigureAwait(false) is { } refusal) return Refuse(refusal);
        return LocalRedirect("/newsroom/wires/routes?done=1");
    }

    /// <summary>The stages that can be chosen, with the one that is.</summary>
    internal IEnumerable<string> StagesWith(string? stage) => string.IsNullOrEmpty(stage) || RouteForm.Stages.Contains(stage, StringComparer.Ordinal) ? RouteForm.Stages : [.. RouteForm.Stages, stage];

    /// <summary>Which member of a route is wrong, as the intake names it ("actions/desk"); null: none of that route.</summary>
    internal string? WrongOf(int index)
    {
        var at = string.Create(CultureInfo.InvariantCulture, $"/{index}/");
        return Refusal?.Field?.StartsWith(at, StringComparison.Ordinal) == true ? Refusal.Field[at.Length..] : null;
    }

    /// <summary>Where an item ends, in words.</summary>
    internal static string Said(RouteEnd end, StaffWords words) => $"{end.Desk} · {end.Stage}{(end.Sender is { } sender ? " · " + words.Fill("sent-by", sender) : "")}";

    private PageResult Shown(IReadOnlyList<RouteForm> routes)
    {
        Routes = routes;
        // What was typed is shown in its new place, not what was sent from there.
        ModelState.Clear();
        return Page();
    }

    private PageResult NotHere() => Again(StatusCodes.Status503ServiceUnavailable, "intake-not-here");

    private PageResult Refuse(Refusal refusal)
    {
        Refusal = refusal;
        return Again(StatusCodes.Status422UnprocessableEntity, "form-wrong");
    }
}
