using Dateline.Delivery.Portal;
using Dateline.Formats.Subjects;
using Dateline.News;
using Dateline.Store;
using Dateline.Store.Deliveries;
using Microsoft.AspNetCore.Mvc;

namespace Dateline.Delivery.Pages;

/// <summary>The searches that somebody keeps, and how they are told of what is new in each.</summary>
internal sealed class PortalTopicsModel(NewsStore store, PortalHouse house) : PortalPage(store, house)
{
    private const int LongestName = 80;

    internal override string Title => Words["topics"];

    internal override string Place => "topics";

    /// <summary>The person's topics.</summary>
    internal IReadOnlyList<ClientTopic> Topics { get; private set; } = [];

    /// <summary>The name that was typed.</summary>
    internal string? Name { get; private set; }

    /// <summary>The words that were typed.</summary>
    internal string? Typed { get; private set; }

    public void OnGet() => Load();

    public async Task<IActionResult> OnPostAsync(string? name, string? words, string? q, string? product, string? language, string? pictured, string? alerts)
    {
        (Name, Typed) = (name?.Trim(), words ?? q);
        if (string.IsNullOrEmpty(Name)) Wrong("name", "needed");
        else if (Name.Length > LongestName || Name.Any(char.IsControl)) Wrong("name", "name-bad");
        var filter = NewsFilter.Parse(FilterOf(Typed, product, language, pictured is not null), Vocabularies.ForFilters);
        if (!filter.IsDone) Wrong("words", "words-bad");
        if (!IsWrong && !await Store.Write(tx => ClientTopics.Add(tx, Me.Id, Name!, filter.Value!.Text, AlertsOf(alerts))).ConfigureAwait(false)) Wrong("name", "topics-many");
        if (!IsWrong) return LocalRedirect(PortalModule.Root + "/topics");
        Load();
        return Again(422);
    }

    public async Task<IActionResult> OnPostAlertsAsync(Guid id, string? alerts)
    {
        await Store.Write(tx => { ClientTopics.SetAlerts(tx, Me.Id, id, AlertsOf(alerts)); return 0; }).ConfigureAwait(false);
        return LocalRedirect(PortalModule.Root + "/topics");
    }

    public async Task<IActionResult> OnPostRemoveAsync(Guid id)
    {
        await Store.Write(tx => { ClientTopics.Remove(tx, Me.Id, id); return 0; }).ConfigureAwait(false);
        return LocalRedirect(PortalModule.Root + "/topics");
    }

    /// <summary>What was looked at, as a filter says it.</summary>
    private string FilterOf(string? words, string? product, string? lang, bool pictured)
    {
        var parts = (words ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(20).Select(static w => w.Replace("\"", "", StringComparison.Ordinal)).Where(static w => w.Length > 0).Select(static w => $"(text has \"{w}\" or slugline has \"{w}\")").ToList();
        if (product is not null && Client.Products.Contains(product) && Store.Read(Clients.Products).Find(p => p.Code == product) is { } known) parts.Add($"({known.Filter})");
        if (Language.From(lang) is { } language) parts.Add("language is " + language.Primary);
        if (pictured) parts.Add("pictured");
        return string.Join(" and ", parts);
    }

    private static TopicAlerts AlertsOf(string? text) => text switch { "at-once" => TopicAlerts.AtOnce, "daily" => TopicAlerts.Daily, _ => TopicAlerts.None };

    private void Load() => Topics = Store.Read(db => ClientTopics.Of(db, Me.Id));
}
