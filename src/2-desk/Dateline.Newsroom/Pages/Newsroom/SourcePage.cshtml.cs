using Dateline.News;
using Dateline.Newsroom.Api;
using Dateline.Newsroom.Outputs;
using Dateline.Newsroom.Room;
using Dateline.Newsroom.Staff;
using Dateline.Newsroom.Wires;
using Dateline.Store;
using Dateline.Store.Intake;
using Dateline.Store.Keeping;
using Dateline.Store.Writing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;

namespace Dateline.Newsroom.Pages;

/// <summary>A source: how it does, from where its items come, how they are read, what may be done with them, what it sent of late, and who changed what.</summary>
internal sealed class SourceModel(NewsStore store, NewsroomOptions options, IServiceProvider services) : PlacePage(store, options)
{
    private const string New = "new";
    private const int MostLookedAt = 500;
    private const int MostItems = 30;
    private const int MostChanges = 10;
    private const int LongestSecret = 20_000;

    internal override string Title => Source?.Name ?? Words["source-new"];

    internal override string Place => "wires";

    internal override string Right => Scopes.Wires;

    /// <summary>The source as it is kept; null: a new one.</summary>
    internal Source? Source => Health?.Source;

    /// <summary>How it does; null: a new one.</summary>
    internal WireHealth? Health { get; private set; }

    /// <summary>Whether we ask for what is new, rather than being sent it.</summary>
    internal bool IsFetched => SourceForm.Of(Source).Kind is "feed" or "sftp" or "mailbox";

    /// <summary>The form.</summary>
    internal SourceForm Form { get; private set; } = new();

    /// <summary>What it sent last, the newest first.</summary>
    internal IReadOnlyList<StoredItem> Latest { get; private set; } = [];

    /// <summary>What was changed of it, by whom, the newest first.</summary>
    internal IReadOnlyList<(string What, string? Detail, string Who, Instant At)> Changes { get; private set; } = [];

    /// <summary>Why the settings can't be kept, where no field of the form is to blame.</summary>
    internal Why? Refused { get; private set; }

    /// <summary>What is wrong with a setting, in the words of whoever refused it.</summary>
    internal (string Field, Why Why)? Setting { get; private set; }

    public IActionResult OnGet([FromRoute] string code)
    {
        if (!Load(code)) return NotFound();
        Form = SourceForm.Of(Source);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync([FromRoute] string code, [FromForm] SourceForm form)
    {
        if (!Load(code)) return NotFound();
        Form = form;
        var wanted = Source?.Code ?? form.Code?.Trim() ?? "";
        if (!OutputCodes.Is(wanted) || wanted == New) Wrong("code", "code-bad");
        else if (Source is null && Store.Read(db => Sources.Find(db, wanted)) is not null) Wrong("code", "code-taken");
        if (string.IsNullOrWhiteSpace(form.Name)) Wrong("name", "needed");
        else if (form.Name.Length > 120 || form.Name.Any(char.IsControl)) Wrong("name", "name-bad");
        if (form.Secret?.Length > LongestSecret) Wrong("secret", "secret-long");
        var settings = form.Settings(Source);
        var typed = form.DropSecret ? "" : string.IsNullOrEmpty(form.Secret) ? null : form.Secret;
        if (services.GetService<ISourceSettings>()?.WhyNot(settings, SourceSecret.StaysOf(Source, typed)) is { } refusal)
        {
            if (refusal.Field is { } field && IsShown(field)) Setting = (field, Words.Why(refusal));
            else Refused = Words.Why(refusal);
        }
        if (IsWrong || Setting is not null || Refused is not null) return Again(StatusCodes.Status422UnprocessableEntity, "form-wrong");
        var secret = SourceSecret.Sealed(services, typed);
        await Store.Write(tx => Sources.Save(tx, wanted, form.Name!.Trim(), settings, Me, secret)).ConfigureAwait(false);
        return LocalRedirect($"/newsroom/wires/{wanted}?done=1");
    }

    public async Task<IActionResult> OnPostPauseAsync([FromRoute] string code, string? why)
    {
        why = why?.Trim();
        if (string.IsNullOrEmpty(why)) Wrong("why", "needed");
        else if (why.Length > 200 || why.Any(char.IsControl)) Wrong("why", "owe-how-long");
        if (!IsWrong) return await Do(code, (tx, source) => Sources.Pause(tx, source.Id, why!, Me)).ConfigureAwait(false);
        OnGet(code);
        return Source is null ? NotFound() : Again(StatusCodes.Status422UnprocessableEntity);
    }

    public Task<IActionResult> OnPostResumeAsync([FromRoute] string code) => Do(code, (tx, source) => Sources.Resume(tx, source.Id, Me));

    public Task<IActionResult> OnPostAskAsync([FromRoute] string code) => Do(code, static (tx, source) => SourceRounds.AskAgain(tx, source.Id));

    private async Task<IActionResult> Do(string code, Action<StoreTransaction, Source> act)
    {
        if (!Load(code) || Source is not { } source) return NotFound();
        await Store.Write(tx => { act(tx, source); return true; }).ConfigureAwait(false);
        return LocalRedirect($"/newsroom/wires/{source.Code}?done=1");
    }

    private static bool IsShown(string field) => field is "zone" or "language" or "folder" or "desk" or "everySeconds" or "quietMinutes" or "secret" || field.StartsWith("feed.", StringComparison.Ordinal) || field.StartsWith("sftp.", StringComparison.Ordinal) || field.StartsWith("mailbox.", StringComparison.Ordinal);

    /// <summary>A field that the intake judges.</summary>
    internal Field Judged(string name, string? value, string hint, string type = "text", string? autocomplete = null)
    {
        var field = Field(name, value, type, autocomplete, hint);
        return Setting is { } wrong && wrong.Field == name ? field with { Wrong = wrong.Why.Text, Why = wrong.Why } : field;
    }

    private bool Load(string code)
    {
        (Health, Latest, Changes) = Store.Read(db =>
        {
            if (Sources.Find(db, code) is not { } source) return default;
            var names = People.Names(db);
            return (WireHealth.Of(db, source, Now), (IReadOnlyList<StoredItem>)[.. Items.Latest(db, Instant.FarFuture, MostLookedAt).Where(i => i.Source == source.Id).Take(MostItems)],
                (IReadOnlyList<(string, string?, string, Instant)>)[.. AuditLog.Before(db, long.MaxValue, code, MostChanges).Select(r => (r.What, r.Detail, names.GetValueOrDefault(r.Who, r.Who), r.At))]);
        });
        Latest ??= [];
        Changes ??= [];
        return Health is not null || code == New;
    }
}
