using System.Globalization;
using System.Text;
using Dateline.News;
using Dateline.Newsroom.Admin;
using Dateline.Newsroom.Api;
using Dateline.Newsroom.Room;
using Dateline.Newsroom.Staff;
using Dateline.Store;
using Dateline.Store.Keeping;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;

namespace Dateline.Newsroom.Pages;

/// <summary>How the running program is, in words, each with what to do; its backups, and a text for whoever helps.</summary>
internal sealed class HealthModel(NewsStore store, NewsroomOptions options, IServiceProvider services) : PlacePage(store, options)
{
    private const int MostTroubles = 20;

    internal override string Title => Words["place-health"];

    internal override string Place => "health";

    internal override string Right => Scopes.System;

    /// <summary>What looks the machine over; null: nothing does here.</summary>
    internal ISystemHealth? Machine { get; } = services.GetService<ISystemHealth>();

    /// <summary>What makes backups; null: nothing does here.</summary>
    internal IBackups? Backups { get; } = services.GetService<IBackups>();

    /// <summary>What was found of the machine; null: it is being looked over.</summary>
    internal HealthReport? Report { get; private set; }

    /// <summary>How the newsroom's work stands.</summary>
    internal IReadOnlyList<WorkFinding> Work { get; private set; } = [];

    /// <summary>The backups that are there.</summary>
    internal IReadOnlyList<BackupRow> Kept { get; private set; } = [];

    /// <summary>What runs, or ran last.</summary>
    internal BackupRun? Run { get; private set; }

    /// <summary>Why nothing was begun.</summary>
    internal Refusal? Refused { get; private set; }

    /// <summary>Warnings and errors, the newest first.</summary>
    internal IReadOnlyList<string> Troubles { get; private set; } = [];

    /// <summary>Findings of the machine: what needs somebody first.</summary>
    internal IEnumerable<HealthFinding> Found => (Report?.Findings ?? []).OrderByDescending(f => f.Level);

    /// <summary>How many things need somebody.</summary>
    internal int Open => Work.Count(w => w.Level != HealthLevel.Well) + Found.Count(f => f.Level != HealthLevel.Well);

    /// <summary>Whether anything changes while one looks.</summary>
    internal bool IsMoving => Machine?.IsLooking == true || Run is { Ended: null };

    private Dictionary<string, string> Names { get; set; } = [];

    public void OnGet() => Load();

    public IActionResult OnPostLook()
    {
        Machine?.LookThoroughly();
        return LocalRedirect("/newsroom/health");
    }

    public IActionResult OnPostBackup() => Begun(Backups?.Make(Me));

    public IActionResult OnPostCheck(string? name) => Begun(Backups?.Check(name ?? "", Me));

    /// <summary>What something is called: by its code where there are no words for it.</summary>
    internal string NameOf(string code) => Words.Has("health-" + code) ? Words["health-" + code] : code;

    /// <summary>What a backup is doing, in the language of the screen where there are words for it; else as the program says it, in English.</summary>
    internal (string Text, string? Language) Doing(string step)
    {
        var key = "step-" + step.Replace(' ', '-');
        if (Words.Has(key)) return (Words[key], null);
        if (step.Split(": ") is [var table, var rows] && rows.Split(' ') is [var count, "rows"]) return (Words.Fill("step-rows", table, count), null);
        return step.StartsWith("checking ", StringComparison.Ordinal) ? (Words.Fill("step-checking", step["checking ".Length..]), null) : (step, "en");
    }

    /// <summary>What was found and what to do, in the language of the screen where there are words for it; else as the program says it, in English.</summary>
    internal (string Text, string? Todo, string? Language) Told(HealthFinding found)
    {
        var (text, todo) = found.In?.Invoke(CultureInfo.GetCultureInfo(Words.Tag)) ?? (found.Text, found.Todo);
        // What a person at a screen does is not always what one at a terminal does.
        if (todo is not null && Words.Has($"health-{found.Code}-todo")) todo = Words[$"health-{found.Code}-todo"];
        return (text, todo, found.In is null ? "en" : null);
    }

    /// <summary>Who asked for it.</summary>
    internal string WhoIs(string who) => Names.GetValueOrDefault(who, who);

    /// <summary>How old something is.</summary>
    internal string Age(Instant at) => (Now - at) is var age && age.TotalHours < 1 ? Words.Fill("age-minutes", Math.Max(0, (int)age.TotalMinutes)) : age.TotalHours < 48 ? Words.Fill("age-hours", (int)age.TotalHours) : Words.Fill("age-days", (int)age.TotalDays);

    /// <summary>A size.</summary>
    internal string Size(long bytes) => bytes < 1024 * 1024 ? Words.Fill("size-kib", bytes / 1024.0) : bytes < 1024L * 1024 * 1024 ? Words.Fill("size-mib", bytes / 1024.0 / 1024) : Words.Fill("size-gib", bytes / 1024.0 / 1024 / 1024);

    /// <summary>Everything as one text, in English: for whoever helps. No story's text and no secret is in it.</summary>
    internal string Support()
    {
        var english = Words.In(Language.From("en"));
        var text = new StringBuilder();
        text.Append(Machine?.Build ?? "Dateline").Append('\n').Append(Now.ToString()).Append(" · ").Append(Store.IsPostgres ? "PostgreSQL" : "SQLite").Append("\n\n");
        foreach (var work in Work) text.Append(Sign(work.Level)).Append(' ').Append(work.Code).Append(": ").Append(english.Fill(work.Words, work.Count)).Append('\n');
        foreach (var found in Report?.Findings ?? []) text.Append(Sign(found.Level)).Append(' ').Append(found.Code).Append(": ").Append(found.Text).Append('\n');
        if (Kept.Count > 0) text.Append("\nbackups: ").Append(Kept.Count).Append(", the newest of ").Append(Kept[0].Made.ToString()).Append('\n');
        if (Run is { Failed: { } failed }) text.Append("last backup run: ").Append(failed.Code).Append(' ').Append(failed.Message).Append('\n');
        text.Append(Troubles.Count > 0 ? "\nlast warnings and errors:\n" : "\nno warnings and errors since the start\n");
        foreach (var line in Troubles) text.Append(line).Append('\n');
        return text.ToString();
    }

    private static string Sign(HealthLevel level) => level switch { HealthLevel.Well => "ok  ", HealthLevel.Look => "look", _ => "BAD " };

    private IActionResult Begun(Refusal? refused)
    {
        if (refused is null) return LocalRedirect("/newsroom/health#backups");
        Refused = refused;
        Load();
        return Again(refused.Code == "unknown" ? StatusCodes.Status404NotFound : StatusCodes.Status409Conflict, "form-wrong");
    }

    private void Load()
    {
        (Report, Run, Kept) = (Machine?.Latest(), Backups?.Run, Backups?.All() ?? []);
        Troubles = [.. (Machine?.Troubles ?? []).Take(MostTroubles)];
        Work = StoreHealth.Look(Store);
        Names = Store.Read(People.Names);
    }
}
