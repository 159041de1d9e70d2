using System.Globalization;
using Dateline.News;
using Dateline.Newsroom.Api;
using Dateline.Newsroom.House;
using Dateline.Newsroom.Outputs;
using Dateline.Newsroom.Room;
using Dateline.Store;
using Dateline.Store.House;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Dateline.Newsroom.Pages;

/// <summary>What one desk, or every desk, asks of its stories of one kind.</summary>
internal sealed class ProfileModel(NewsStore store, NewsroomOptions options) : PlacePage(store, options)
{
    private const int MostAsked = 100_000;

    internal override string Title => Words.Fill("profile-title", Desk.Length == 0 ? Words["desk-every"] : DeskModel.NameOf(Desk), Words["kind-" + StoryJson.Name(Kind)]);

    internal override string Place => "house";

    internal override string Right => Scopes.House;

    /// <summary>The desk; "": every desk that has no profile of its own.</summary>
    internal string Desk { get; private set; } = "";

    /// <summary>The kind of story.</summary>
    internal ItemKind Kind { get; private set; }

    /// <summary>Whether there is a profile to take away.</summary>
    internal bool IsKept { get; private set; }

    /// <summary>Every field with what is asked of it.</summary>
    internal IReadOnlyList<(string Name, FieldRule Rule)> Rows { get; private set; } = [];

    /// <summary>Whether a second reader is asked for.</summary>
    internal bool Second { get; private set; }

    /// <summary>The fields whose lengths can't be meant.</summary>
    internal HashSet<string> WrongFields { get; } = [];

    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        base.OnPageHandlerExecuting(context);
        if (context.Result is not null) return;
        Desk = Request.Query["desk"].ToString();
        if (Desk.Length > 0 && !OutputCodes.Is(Desk) || !StoryJson.TryName<ItemKind>(Request.Query["kind"].ToString(), out var kind) || !HouseModel.Kinds.Contains(kind)) { context.Result = new LocalRedirectResult("/newsroom/house"); return; }
        Kind = kind;
        IsKept = Store.Read(Profiles.All).Exists(p => p.Desk == Desk && p.Kind == Kind);
    }

    public void OnGet() => Show(ContentProfile.Read(Store.Read(db => Profiles.Find(db, Desk, Kind))));

    public async Task<IActionResult> OnPostAsync(string[]? required, string? second)
    {
        var fields = ContentProfile.AllFields.ToDictionary(f => f, f => new FieldRule((required ?? []).Contains(f), Number(f, "shortest"), Number(f, "longest")), StringComparer.Ordinal);
        foreach (var (name, rule) in fields)
            if (rule.Shortest > rule.Longest) WrongFields.Add(name);
        var profile = new ContentProfile(fields, second == "yes");
        if (WrongFields.Count > 0)
        {
            Show(profile);
            return Again(StatusCodes.Status422UnprocessableEntity, "form-wrong");
        }
        return await SetAsync(ProfileList.Text(profile)).ConfigureAwait(false);
    }

    public Task<IActionResult> OnPostRemoveAsync() => SetAsync(null);

    private async Task<IActionResult> SetAsync(string? rules)
    {
        await Store.Write(tx => { Profiles.Set(tx, Desk, Kind, rules, Me); return 0; }).ConfigureAwait(false);
        return LocalRedirect("/newsroom/house?done=1");
    }

    /// <summary>A length as it was typed, else as it is kept.</summary>
    internal string? Shown(string field, string which, int? kept) => Request.HasFormContentType ? Request.Form[$"{field}-{which}"].ToString() : kept?.ToString(CultureInfo.InvariantCulture);

    private int? Number(string field, string which)
    {
        var text = Request.Form[$"{field}-{which}"].ToString().Trim();
        if (text.Length == 0) return null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= MostAsked) return number;
        WrongFields.Add(field);
        return null;
    }

    private void Show(ContentProfile profile) =>
        (Rows, Second) = ([.. ContentProfile.AllFields.Select(f => (f, profile.Fields.GetValueOrDefault(f) ?? new FieldRule(false, null, null)))], profile.SecondReader);
}
