using System.Globalization;
using System.Text;
using Dateline.News;
using Dateline.Newsroom.Api;
using Dateline.Newsroom.House;
using Dateline.Newsroom.Room;
using Dateline.Store;
using Dateline.Store.Database;
using Dateline.Store.House;
using Dateline.Store.Keeping;
using Dateline.Store.Stories;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Dateline.Newsroom.Pages;

/// <summary>How this house works: what desks ask of their stories, the rules of its style, and the texts it has ready.</summary>
internal sealed class HouseModel(NewsStore store, NewsroomOptions options) : PlacePage(store, options)
{
    private const int LongestName = 120;
    private const int LongestNotice = 2000;
    private const int LongestCode = 40;

    /// <summary>The kinds of story that are made here.</summary>
    internal static readonly ItemKind[] Kinds = [ItemKind.Text, ItemKind.Picture, ItemKind.Package];

    internal override string Title => Words["place-house"];

    internal override string Place => "house";

    internal override string Right => Scopes.House;

    /// <summary>What desks ask.</summary>
    internal IReadOnlyList<(string Desk, ItemKind Kind, ContentProfile Profile)> Profiles { get; private set; } = [];

    /// <summary>The desks there are.</summary>
    internal IReadOnlyList<string> Desks { get; private set; } = [];

    /// <summary>The rules of the style, each with whether it holds.</summary>
    internal IReadOnlyList<(string Code, bool IsOn)> Rules { get; private set; } = [];

    /// <summary>The texts that are ready.</summary>
    internal IReadOnlyList<Template> Templates { get; private set; } = [];

    /// <summary>Templates that make their stories by themselves.</summary>
    internal IReadOnlyList<ShownPlan> Plans { get; private set; } = [];

    /// <summary>Who works here, for whom a story can be marked.</summary>
    internal IReadOnlyList<Person> Colleagues { get; private set; } = [];

    /// <summary>What was typed of a plan.</summary>
    internal TemplatePlanForm TypedPlan { get; private set; } = new(null, null, [.. TemplatePlanForm.Week.Take(5).Select(d => d.Name)], null, null);

    /// <summary>Which field of a plan can't be meant, and the words that say why.</summary>
    internal (string? Field, string? Words) PlanWrong { get; private set; }

    /// <summary>What was typed.</summary>
    internal (string? Name, string? Text) Typed { get; private set; }

    /// <summary>What is wrong with the words of a notice.</summary>
    internal string? TextWrong { get; private set; }

    public void OnGet() => Load();

    public async Task<IActionResult> OnPostStyleAsync(string[]? on)
    {
        await Store.Write(tx =>
        {
            var off = StyleCheck.Off(tx.Db);
            foreach (var rule in HouseStyle.Rules.All)
                if (off.Contains(rule.Code) == (on ?? []).Contains(rule.Code)) StyleCheck.Set(tx, rule.Code, off.Contains(rule.Code), Me);
            return 0;
        }).ConfigureAwait(false);
        return Done();
    }

    public async Task<IActionResult> OnPostNoticeAsync(string? name, string? text)
    {
        Typed = (name, text);
        var code = CodeOf(name);
        if (code.Length == 0) Wrong("name", "needed");
        else if (name!.Length > LongestName || name.Any(char.IsControl)) Wrong("name", "name-bad");
        if (string.IsNullOrWhiteSpace(text) || text.Length > LongestNotice) TextWrong = Words[string.IsNullOrWhiteSpace(text) ? "needed" : "notice-long"];
        if (IsWrong || TextWrong is not null)
        {
            Load();
            return Again(StatusCodes.Status422UnprocessableEntity);
        }
        await Store.Write(tx => { Dateline.Store.House.Templates.Save(tx, new Template(code, name!.Trim(), TemplateUse.Notice, null, null, text!.Trim()), Me); return 0; }).ConfigureAwait(false);
        return Done();
    }

    public async Task<IActionResult> OnPostRemoveAsync(string? code)
    {
        await Store.Write(tx => Dateline.Store.House.Templates.Remove(tx, code ?? "", Me)).ConfigureAwait(false);
        return Done();
    }

    public async Task<IActionResult> OnPostPlanAsync(string? template, string? desk, string[]? days, string? at, string? @for)
    {
        TypedPlan = new(template, desk, days ?? [], at, @for);
        PlanWrong = await Store.Write(tx =>
        {
            var (plan, field, words) = TypedPlan.Read(tx.Db, tx.Ids.NewId(), Options.TimeZone);
            if (plan is not null) TemplatePlans.Add(tx, plan, Me);
            return (field, words);
        }).ConfigureAwait(false);
        if (PlanWrong.Field is null) return Done();
        Load();
        return Again(StatusCodes.Status422UnprocessableEntity, "form-wrong");
    }

    public async Task<IActionResult> OnPostPauseAsync(Guid id, bool pause, string? from)
    {
        await Store.Write(tx => TemplatePlans.Pause(tx, id, pause, Me)).ConfigureAwait(false);
        return from == "log" ? LocalRedirect("/newsroom/log?view=timetable") : Done();
    }

    public async Task<IActionResult> OnPostUnplanAsync(Guid id)
    {
        await Store.Write(tx => TemplatePlans.Remove(tx, id, Me)).ConfigureAwait(false);
        return Done();
    }

    /// <summary>What is wrong with a field of a plan; null: nothing.</summary>
    internal string? WrongPlan(string field) => PlanWrong.Field == field ? Words[PlanWrong.Words!] : null;

    /// <summary>Where a profile is changed.</summary>
    internal static string PathOf(string desk, ItemKind kind) => $"/newsroom/house/profile?desk={Uri.EscapeDataString(desk)}&kind={StoryJson.Name(kind)}";

    /// <summary>A desk's name; of "", that it is every desk.</summary>
    internal string DeskName(string desk) => desk.Length == 0 ? Words["desk-every"] : DeskModel.NameOf(desk);

    /// <summary>What a profile asks, in a line.</summary>
    internal string Told(ContentProfile profile)
    {
        var needs = ContentProfile.AllFields.Where(f => profile.Fields.TryGetValue(f, out var rule) && rule.Required).Select(f => Words["js-field-" + f]);
        return string.Join(", ", needs.Concat(profile.SecondReader ? [Words["profile-second"]] : []));
    }

    /// <summary>A short name from a name: what is kept of it are letters without their signs, and digits.</summary>
    private static string CodeOf(string? name)
    {
        var code = new StringBuilder();
        foreach (var c in (name ?? "").Normalize(NormalizationForm.FormD).ToLowerInvariant())
            if (char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c)) code.Append(c);
            else if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark && code.Length > 0 && code[^1] != '-') code.Append('-');
        return code.ToString(0, Math.Min(code.Length, LongestCode)).TrimEnd('-');
    }

    private LocalRedirectResult Done() => LocalRedirect("/newsroom/house?done=1");

    private void Load() => Store.Read(db =>
    {
        Profiles = [.. Dateline.Store.House.Profiles.All(db).Select(p => (p.Desk, p.Kind, ContentProfile.Read(p.Rules)))];
        Desks = [.. DesksOf(db)];
        var off = StyleCheck.Off(db);
        Rules = [.. HouseStyle.Rules.All.Select(r => (r.Code, !off.Contains(r.Code)))];
        Templates = Dateline.Store.House.Templates.All(db);
        Plans = ShownPlan.All(db);
        Colleagues = [.. People.All(db).Where(p => p.Ended is null)];
        return 0;
    });

    private static IEnumerable<string> DesksOf(Db db) => StoryList.Desks(db).Select(d => d.Desk).Append("news").Distinct().Order(StringComparer.Ordinal);
}
