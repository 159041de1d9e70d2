using System.Text.Json;
using System.Text.Json.Nodes;
using Dateline.Formats;
using Dateline.News;
using Dateline.Newsroom.Api;
using Dateline.Newsroom.Outputs;
using Dateline.Newsroom.Room;
using Dateline.Newsroom.Wires;
using Dateline.Store;
using Dateline.Store.Intake;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;

namespace Dateline.Newsroom.Pages;

/// <summary>A source's form as it was typed.</summary>
internal sealed class SourceForm
{
    public string? Code { get; set; }
    public string? Name { get; set; }
    public string? Zone { get; set; }
    public bool ZoneAppliesToEmbargo { get; set; }
    public string? Language { get; set; }
    public string? Dialect { get; set; }
    public string? Folder { get; set; }
    public string? Desk { get; set; }
    public bool SendOn { get; set; }
}

/// <summary>A source: how its items are read, what may be done with them, and what it sent of late.</summary>
internal sealed class SourceModel(NewsStore store, NewsroomOptions options, IServiceProvider services) : PlacePage(store, options)
{
    private const string New = "new";
    private const int MostLookedAt = 500;
    private const int MostItems = 30;

    internal override string Title => Source?.Name ?? Words["source-new"];

    internal override string Place => "wires";

    internal override string Right => Scopes.Wires;

    /// <summary>The source as it is kept; null: a new one.</summary>
    internal Source? Source { get; private set; }

    /// <summary>The form.</summary>
    internal SourceForm Form { get; private set; } = new();

    /// <summary>What it sent last, the newest first.</summary>
    internal IReadOnlyList<StoredItem> Latest { get; private set; } = [];

    /// <summary>Why the settings can't be kept, where no field of the form is to blame.</summary>
    internal string? Refused { get; private set; }

    /// <summary>What is wrong with a setting, in the words of whoever refused it.</summary>
    internal (string Field, string Message)? Setting { get; private set; }

    public IActionResult OnGet([FromRoute] string code)
    {
        Load(code);
        if (Source is null && code != New) return NotFound();
        Form = Of(Source);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync([FromRoute] string code, [FromForm] SourceForm form)
    {
        Load(code);
        if (Source is null && code != New) return NotFound();
        Form = form;
        var wanted = Source?.Code ?? form.Code?.Trim() ?? "";
        if (!OutputCodes.Is(wanted) || wanted == New) Wrong("code", "code-bad");
        else if (Source is null && Store.Read(db => Sources.Find(db, wanted)) is not null) Wrong("code", "code-taken");
        if (string.IsNullOrWhiteSpace(form.Name)) Wrong("name", "needed");
        else if (form.Name.Length > 120 || form.Name.Any(char.IsControl)) Wrong("name", "name-bad");
        var settings = Settings(form);
        if (services.GetService<ISourceSettings>()?.WhyNot(settings) is { } refusal)
        {
            if (refusal.Field is "zone" or "language" or "folder" or "desk") Setting = (refusal.Field, refusal.Message);
            else Refused = refusal.Message;
        }
        if (IsWrong || Setting is not null || Refused is not null) return Again(StatusCodes.Status422UnprocessableEntity, "form-wrong");
        await Store.Write(tx => Sources.Save(tx, wanted, form.Name!.Trim(), settings, Me)).ConfigureAwait(false);
        return LocalRedirect($"/newsroom/wires/{wanted}?done=1");
    }

    /// <summary>What the form does not show is kept as it is.</summary>
    private string Settings(SourceForm form)
    {
        var settings = Source is null ? [] : JsonNode.Parse(Source.Settings) as JsonObject ?? [];
        void Set(string name, string? value)
        {
            if (string.IsNullOrWhiteSpace(value)) settings.Remove(name);
            else settings[name] = value.Trim();
        }
        Set("zone", form.Zone);
        Set("language", form.Language);
        Set("dialect", form.Dialect);
        Set("folder", form.Folder);
        Set("desk", form.Desk);
        settings["zoneAppliesToEmbargo"] = form.ZoneAppliesToEmbargo;
        settings["sendOn"] = form.SendOn;
        return settings.ToJsonString();
    }

    private static SourceForm Of(Source? source)
    {
        if (source is null) return new() { SendOn = true, Desk = "news" };
        using var json = JsonDocument.Parse(source.Settings);
        string? Text(string name) => json.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        bool Flag(string name, bool otherwise) => json.RootElement.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : otherwise;
        return new() { Code = source.Code, Name = source.Name, Zone = Text("zone"), ZoneAppliesToEmbargo = Flag("zoneAppliesToEmbargo", false), Language = Text("language"), Dialect = Text("dialect"), Folder = Text("folder"), Desk = Text("desk") ?? "news", SendOn = Flag("sendOn", true) };
    }

    /// <summary>A field that the intake judges.</summary>
    internal Field Judged(string name, string? value, string hint)
    {
        var field = Field(name, value, hint: hint);
        return Setting is { } wrong && wrong.Field == name ? field with { Wrong = wrong.Message } : field;
    }

    private void Load(string code) => (Source, Latest) = Store.Read(db =>
    {
        var source = Sources.Find(db, code);
        return (source, source is null ? [] : (IReadOnlyList<StoredItem>)[.. Items.Latest(db, Instant.FarFuture, MostLookedAt).Where(i => i.Source == source.Id).Take(MostItems)]);
    });
}
