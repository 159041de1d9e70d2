using System.Text.Json;
using System.Text.Json.Nodes;
using Dateline.News;
using Dateline.Newsroom.Api;
using Dateline.Newsroom.Room;
using Dateline.Store;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;

namespace Dateline.Newsroom.Pages;

/// <summary>The ordered rules by which what comes in finds its desk, with a dry run over the last days before they hold.</summary>
internal sealed class RoutesModel(NewsStore store, NewsroomOptions options, IServiceProvider services) : PlacePage(store, options)
{
    private const int MostTried = 1000;
    private const int MostShown = 200;
    private const int Longest = 500_000;
    private static readonly TimeSpan Span = TimeSpan.FromDays(7);
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal override string Title => Words["routes-title"];

    internal override string Place => "wires";

    internal override string Right => Scopes.Wires;

    /// <summary>The routes as they are typed: a JSON array in order.</summary>
    internal string Typed { get; private set; } = "[]";

    /// <summary>The routes in force, one a line: name, and what it asks and does.</summary>
    internal IReadOnlyList<(string Name, string Asks, string Does, bool IsOn)> InForce { get; private set; } = [];

    /// <summary>What is wrong with what was typed.</summary>
    internal Refusal? Refusal { get; private set; }

    /// <summary>What a dry run showed; null: none was made.</summary>
    internal IReadOnlyList<RouteTried>? Tried { get; private set; }

    /// <summary>Those of the dry run that would go elsewhere, at most as many as are shown.</summary>
    internal IEnumerable<RouteTried> Moved => (Tried ?? []).Where(t => t.Now != t.Then).Take(MostShown);

    private IRouteBook? Book => services.GetService<IRouteBook>();

    public IActionResult OnGet() => Load(null);

    public IActionResult OnPostTry(string? routes)
    {
        if (Load(routes) is not { } page || Book is not { } book) return Again(StatusCodes.Status503ServiceUnavailable, "intake-not-here");
        var tried = Store.Read(db => book.Try(db, Typed, Now - Span, MostTried));
        if (!tried.IsDone) return Refuse(tried.Refusal);
        Tried = tried.Value;
        return page;
    }

    public async Task<IActionResult> OnPostAsync(string? routes)
    {
        Load(routes);
        if (Book is not { } book) return Again(StatusCodes.Status503ServiceUnavailable, "intake-not-here");
        if (await Store.Write(tx => book.Replace(tx, Typed, Me)).ConfigureAwait(false) is { } refusal) return Refuse(refusal);
        return LocalRedirect("/newsroom/wires/routes?done=1");
    }

    private IActionResult Refuse(Refusal refusal)
    {
        Refusal = refusal;
        return Again(StatusCodes.Status422UnprocessableEntity, "form-wrong");
    }

    private IActionResult Load(string? typed)
    {
        var kept = Book is { } book ? Store.Read(book.Read) : "[]";
        var routes = JsonNode.Parse(kept) as JsonArray ?? [];
        InForce = [.. routes.OfType<JsonObject>().Select(r => ((string?)r["name"] ?? "–", Said(r["filter"]), Said(r["actions"]), (bool?)r["enabled"] ?? true))];
        Typed = typed is null ? routes.ToJsonString(Readable) : typed.Length > Longest ? typed[..Longest] : typed;
        return Page();
    }

    /// <summary>What a part of a route states, without what it leaves open.</summary>
    private static string Said(JsonNode? part) => part is not JsonObject stated ? "" : string.Join(" · ", stated.Where(p => p.Value switch
    {
        null => false,
        JsonArray list => list.Count > 0,
        JsonValue value when value.TryGetValue<bool>(out var flag) => flag,
        _ => true,
    }).Select(p => p.Value is JsonArray list ? $"{p.Key}: {string.Join(", ", list.Select(v => v?.ToString()))}" : p.Value is JsonValue v && v.TryGetValue<bool>(out _) ? p.Key : $"{p.Key}: {p.Value}"));
}
